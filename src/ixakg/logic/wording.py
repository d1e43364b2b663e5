"""Axioms and triples in words, with the labels of the terms in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from ixakg.logic.constructs import And, AtMost, Inverse, Not, OneOf, Only, Or, Some, Value
from ixakg.vocabulary import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import Triple

    from ixakg.logic.constructs import Axiom, Expression, Node, Property

    Name: TypeAlias = Callable[[Node], str]


def sentence(axiom: Axiom, name: Name) -> str:
    """Return what an axiom says, in words."""
    return SENTENCES[axiom.kind](_Words(name), *axiom.parts)


def statement(triple: Triple, name: Name) -> str:
    """Return what a triple says, in words."""
    if triple.predicate == RDF.type:
        return f"{name(triple.subject)} is {with_article(name(triple.object))}"
    value = triple.object
    shown = f"“{value.value}”" if isinstance(value, Literal) else name(value)
    return f"{name(triple.subject)} {name(triple.predicate)} {shown}"


def with_article(noun: str) -> str:
    """Return a noun with the article that its first letter asks for."""
    return f"{'an' if noun[:1].casefold() in 'aeiou' else 'a'} {noun}"


class _Words:
    """Puts the parts of an axiom into words."""

    def __init__(self, name: Name) -> None:
        self.name = name

    def quoted(self, role: Property) -> str:
        if isinstance(role, Inverse):
            return f"“{self.name(role.role)}” read backwards"
        return f"“{self.name(role)}”"

    def noun(self, expression: Expression) -> str:
        """Return what the things in a class are called: "arm", "finding that …"."""
        match expression:
            case NamedNode():
                return "thing" if expression == OWL.Thing else self.name(expression)
            case And(parts) if isinstance(parts[0], NamedNode):
                rest = " and ".join(self.verb(part) for part in parts[1:])
                return f"{self.noun(parts[0])} that {rest}" if rest else self.noun(parts[0])
        return f"thing that {self.verb(expression)}"

    def verb(self, expression: Expression) -> str:
        """Return what is said of the things in a class: "is an arm", "“has role” control"."""
        match expression:
            case And(parts):
                return " and ".join(map(self.verb, parts))
            case Or(parts):
                return " or ".join(map(self.verb, parts))
            case Not(part):
                return f"is no {self.noun(part)}"
            case OneOf(values):
                return f"is one of: {', '.join(map(self.name, values))}"
            case Value(role, value):
                return f"{self.quoted(role)} {self.name(value)}"
            case Some(role, filler):
                return f"{self.quoted(role)} some {self.noun(filler)}"
            case Only(role, filler):
                return f"{self.quoted(role)} nothing but {self.noun(filler)}"
            case AtMost(number, role, filler):
                return f"{self.quoted(role)} at most {number} {self.noun(filler)}"
        return f"is {with_article(self.noun(expression))}"

    def subclass(self, sub: Expression, sup: Expression) -> str:
        return f"every {self.noun(sub)} {self.verb(sup)}"

    def equivalent_classes(self, one: Expression, other: Expression) -> str:
        return f"{with_article(self.noun(one))} is the same as {with_article(self.noun(other))}"

    def domain(self, role: Property, expression: Expression) -> str:
        return f"whatever {self.quoted(role)} something {self.verb(expression)}"

    def range(self, role: Property, expression: Expression) -> str:
        return f"whatever something {self.quoted(role)} {self.verb(expression)}"

    def subproperty(self, sub: Property, sup: Property) -> str:
        return f"{self.quoted(sub)} implies {self.quoted(sup)}"

    def equivalent_properties(self, one: Property, other: Property) -> str:
        return f"{self.quoted(one)} says the same as {self.quoted(other)}"

    def inverse(self, one: Property, other: Property) -> str:
        return f"{self.quoted(one)} is {self.quoted(other)} read backwards"

    def chain(self, sup: Property, *links: Property) -> str:
        return f"{', then '.join(map(self.quoted, links))} gives {self.quoted(sup)}"

    def transitive(self, role: Property) -> str:
        return f"{self.quoted(role)}, then again, gives {self.quoted(role)}"

    def symmetric(self, role: Property) -> str:
        return f"{self.quoted(role)} holds in both directions"

    def asymmetric(self, role: Property) -> str:
        return f"{self.quoted(role)} never holds in both directions"

    def irreflexive(self, role: Property) -> str:
        return f"nothing {self.quoted(role)} itself"

    def functional(self, role: Property) -> str:
        return f"a thing {self.quoted(role)} one thing at most"

    def inverse_functional(self, role: Property) -> str:
        return f"one thing at most {self.quoted(role)} a thing"

    def disjoint(self, *classes: Expression) -> str:
        return f"nothing is two of: {', '.join(map(self.noun, classes))}"

    def disjoint_properties(self, *properties: Property) -> str:
        return f"two things are linked by one at most of: {', '.join(map(self.quoted, properties))}"

    def different(self, *things: Node) -> str:
        return f"no two are the same of: {', '.join(map(self.name, things))}"

    def denied(self, subject: Node, role: Property, value: Node) -> str:
        return f"it is denied that {self.name(subject)} {self.quoted(role)} {self.name(value)}"

    def in_class(self, subject: Node, expression: Expression) -> str:
        return f"{self.name(subject)} {self.verb(expression)}"


SENTENCES: Mapping[NamedNode, Callable[..., str]] = {
    OWL.AllDifferent: _Words.different,
    OWL.AllDisjointClasses: _Words.disjoint,
    OWL.AllDisjointProperties: _Words.disjoint_properties,
    OWL.AsymmetricProperty: _Words.asymmetric,
    OWL.FunctionalProperty: _Words.functional,
    OWL.InverseFunctionalProperty: _Words.inverse_functional,
    OWL.IrreflexiveProperty: _Words.irreflexive,
    OWL.NegativePropertyAssertion: _Words.denied,
    OWL.SymmetricProperty: _Words.symmetric,
    OWL.TransitiveProperty: _Words.transitive,
    OWL.differentFrom: _Words.different,
    OWL.disjointWith: _Words.disjoint,
    OWL.equivalentClass: _Words.equivalent_classes,
    OWL.equivalentProperty: _Words.equivalent_properties,
    OWL.inverseOf: _Words.inverse,
    OWL.propertyChainAxiom: _Words.chain,
    OWL.propertyDisjointWith: _Words.disjoint_properties,
    RDF.type: _Words.in_class,
    RDFS.domain: _Words.domain,
    RDFS.range: _Words.range,
    RDFS.subClassOf: _Words.subclass,
    RDFS.subPropertyOf: _Words.subproperty,
}


def terms(part: object) -> list[NamedNode]:
    """Return the named terms in an axiom or a part of it, in the order in which they stand."""
    if isinstance(part, NamedNode):
        return [part]
    if isinstance(part, tuple):
        return list(dict.fromkeys(term for inner in part for term in terms(inner)))
    return []
