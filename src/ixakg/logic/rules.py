"""The axioms of an ontology as rules over triples: each kind of axiom has a line in a table."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Variable

from ixakg.logic.atoms import Check, Left, Rule, Rules, bound
from ixakg.logic.constructs import And, AtMost, is_datatype
from ixakg.logic.expressions import Compiler, link
from ixakg.vocabulary import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ixakg.logic.constructs import Axiom, Expression, Node, Property
    from ixakg.logic.expressions import Made

LITERALS = "which literals may stand there is for the tables' metadata and for HermiT to check"
NAMES = "two names are two things here, so nothing follows"


def compiled(axioms: Iterable[Axiom]) -> Rules:
    """Return the rules of some axioms, without doubles, in the order of the axioms.

    Raises:
        UnknownAxiom: an expression stands where no rule can be made from it; it is named.
    """
    found: dict[tuple[object, ...], Rule | Check] = {}
    left = []
    for axiom in axioms:
        if axiom.kind in (OWL.AllDifferent, OWL.differentFrom):
            left.append(Left(axiom, NAMES))
            continue
        made = list(BY_KIND[axiom.kind](axiom, *axiom.parts))
        if not made and any(map(is_datatype, axiom.parts)):
            left.append(Left(axiom, LITERALS))
        for rule in made:
            if not (isinstance(rule, Rule) and rule.head in rule.body):
                found.setdefault((type(rule), *rule[1:]), rule)
    return Rules(
        tuple(rule for rule in found.values() if isinstance(rule, Rule)),
        tuple(check for check in found.values() if isinstance(check, Check)),
        tuple(left),
    )


X, Y = Variable("x"), Variable("y")


def _subclass(axiom: Axiom, sub: Expression, sup: Expression) -> Made:
    compiler = Compiler(axiom)
    for case in compiler.cases(sub, X):
        yield from compiler.follows(sup, bound(X, case.values), case.atoms)


def _equivalent_classes(axiom: Axiom, one: Expression, other: Expression) -> Made:
    yield from _subclass(axiom, one, other)
    yield from _subclass(axiom, other, one)


def _domain(axiom: Axiom, role: Property, expression: Expression) -> Made:
    yield from Compiler(axiom).follows(expression, X, (link(role, X, Y),))


def _range(axiom: Axiom, role: Property, expression: Expression) -> Made:
    yield from Compiler(axiom).follows(expression, Y, (link(role, X, Y),))


def _subproperty(axiom: Axiom, sub: Property, sup: Property) -> Made:
    yield Rule(axiom, (link(sub, X, Y),), link(sup, X, Y))


def _equivalent_properties(axiom: Axiom, one: Property, other: Property) -> Made:
    yield from _subproperty(axiom, one, other)
    yield from _subproperty(axiom, other, one)


def _inverse(axiom: Axiom, one: Property, other: Property) -> Made:
    yield Rule(axiom, (link(one, X, Y),), link(other, Y, X))
    yield Rule(axiom, (link(other, X, Y),), link(one, Y, X))


def _chain(axiom: Axiom, sup: Property, *links: Property) -> Made:
    ends = [X, *(Variable(f"v{number}") for number in range(1, len(links))), Y]
    body = tuple(link(p, ends[i], ends[i + 1]) for i, p in enumerate(links))
    yield Rule(axiom, body, link(sup, X, Y))


def _transitive(axiom: Axiom, role: Property) -> Made:
    yield from _chain(axiom, role, role, role)


def _symmetric(axiom: Axiom, role: Property) -> Made:
    yield Rule(axiom, (link(role, X, Y),), link(role, Y, X))


def _disjoint(axiom: Axiom, *classes: Expression) -> Made:
    compiler = Compiler(axiom)
    for one, other in combinations(classes, 2):
        yield from compiler.contradictions((), compiler.cases(And((one, other)), X))


def _disjoint_properties(axiom: Axiom, *properties: Property) -> Made:
    for one, other in combinations(properties, 2):
        yield Check(axiom, (link(one, X, Y), link(other, X, Y)))


def _functional(axiom: Axiom, role: Property) -> Made:
    yield from Compiler(axiom).too_many(AtMost(1, role, OWL.Thing), X, ())


def _inverse_functional(axiom: Axiom, role: Property) -> Made:
    a, b = Variable("v1"), Variable("v2")
    yield Check(axiom, (link(role, a, X), link(role, b, X)), (a, b))


def _asymmetric(axiom: Axiom, role: Property) -> Made:
    yield Check(axiom, (link(role, X, Y), link(role, Y, X)))


def _irreflexive(axiom: Axiom, role: Property) -> Made:
    yield Check(axiom, (link(role, X, X),))


def _denied(axiom: Axiom, subject: Node, role: Property, value: Node) -> Made:
    yield Check(axiom, (link(role, subject, value),))


def _in_class(axiom: Axiom, subject: Node, expression: Expression) -> Made:
    yield from Compiler(axiom).follows(expression, subject, ())


BY_KIND: dict[NamedNode, Callable[..., Made]] = {
    OWL.AllDisjointClasses: _disjoint,
    OWL.AllDisjointProperties: _disjoint_properties,
    OWL.AsymmetricProperty: _asymmetric,
    OWL.FunctionalProperty: _functional,
    OWL.InverseFunctionalProperty: _inverse_functional,
    OWL.IrreflexiveProperty: _irreflexive,
    OWL.NegativePropertyAssertion: _denied,
    OWL.SymmetricProperty: _symmetric,
    OWL.TransitiveProperty: _transitive,
    OWL.disjointWith: _disjoint,
    OWL.equivalentClass: _equivalent_classes,
    OWL.equivalentProperty: _equivalent_properties,
    OWL.inverseOf: _inverse,
    OWL.propertyChainAxiom: _chain,
    OWL.propertyDisjointWith: _disjoint_properties,
    RDF.type: _in_class,
    RDFS.domain: _domain,
    RDFS.range: _range,
    RDFS.subClassOf: _subclass,
    RDFS.subPropertyOf: _subproperty,
}
