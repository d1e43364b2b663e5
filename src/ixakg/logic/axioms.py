"""The axioms of an ontology, read from its triples; a kind that is not known here is refused."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from ixakg.errors import UnknownAxiom
from ixakg.logic.constructs import (
    And,
    AtMost,
    Axiom,
    Inverse,
    Not,
    OneOf,
    Only,
    Or,
    Some,
    Value,
    text_of,
)
from ixakg.vocabulary import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Triple

    from ixakg.logic.constructs import Expression, Node, Part, Property

DECLARATIONS = {
    OWL.AnnotationProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.NamedIndividual,
    OWL.ObjectProperty,
    OWL.Ontology,
    RDFS.Datatype,
}
ANNOTATIONS = {
    OWL.deprecated,
    OWL.imports,
    OWL.priorVersion,
    OWL.versionIRI,
    OWL.versionInfo,
    RDFS.comment,
    RDFS.isDefinedBy,
    RDFS.label,
    RDFS.seeAlso,
}
BUILT_IN = (OWL.base, RDF.base, RDFS.base)


def read(triples: Iterable[Triple]) -> list[Axiom]:
    """Return the axioms of an ontology, in an order that does not depend on that of the triples.

    Declarations, annotations and what is said about individuals are no axioms.

    Raises:
        UnknownAxiom: an axiom is of a kind that is not known here; it is named.
    """
    return _Reader(triples).axioms()


class _Reader:
    """Reads axioms, and remembers which triples it has understood."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = list(filter(_may_state_an_axiom, dict.fromkeys(triples)))
        self._about: dict[Node, dict[NamedNode, list[Node]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for triple in self._triples:
            self._about[triple.subject][triple.predicate].append(triple.object)
        self._understood: set[tuple[Node, NamedNode]] = set()
        self._term: Node | None = None

    def axioms(self) -> list[Axiom]:
        found = [axiom for triple in self._triples for axiom in self._axiom(triple)]
        for triple in sorted(self._triples, key=lambda t: isinstance(t.subject, BlankNode)):
            self._refuse_unless_understood(triple)
        return sorted(found, key=repr)

    def is_a(self, node: Node, kind: NamedNode) -> bool:
        return kind in self._about[node][RDF.type]

    def _axiom(self, triple: Triple) -> Iterator[Axiom]:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        self._term = subject
        if predicate == RDF.type:
            if isinstance(value, NamedNode) and value in BY_TYPE:
                yield Axiom(value, BY_TYPE[value](self, subject))
            elif isinstance(value, BlankNode):
                yield Axiom(RDF.type, (subject, self.expression(value)))
        elif predicate in BY_PROPERTY and not self._is_part(subject, predicate):
            parts = BY_PROPERTY[predicate](self, subject, value)
            if not self.is_a(subject, OWL.AnnotationProperty):
                yield Axiom(predicate, parts)

    def _is_part(self, subject: Node, predicate: NamedNode) -> bool:
        """Tell whether a property belongs to an expression: an inverse without a name."""
        return predicate == OWL.inverseOf and isinstance(subject, BlankNode)

    def _refuse_unless_understood(self, triple: Triple) -> None:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        self._term = None
        if predicate == RDF.type:
            named = isinstance(value, NamedNode)
            if not (named and text_of(value).startswith(BUILT_IN)):
                return  # a fact about an individual, or an expression that has been read
            if (
                value in DECLARATIONS
                or value in BY_TYPE
                or (subject, predicate) in self._understood
            ):
                return
            raise self._unknown(subject, f"is of the type {_short(value)}")
        if predicate not in BY_PROPERTY and (subject, predicate) not in self._understood:
            raise self._unknown(subject, f"has {_short(predicate)}")

    def only(self, node: Node, predicate: NamedNode) -> Node:
        values = self._about[node][predicate]
        if len(values) != 1:
            raise self._unknown(node, f"has {len(values)} values of {_short(predicate)}")
        self._understood.add((node, predicate))
        return values[0]

    def listed(self, node: Node) -> list[Node]:
        found = []
        while node != RDF.nil:
            found.append(self.only(node, RDF.first))
            node = self.only(node, RDF.rest)
        return found

    def role(self, node: Node) -> Property:
        if isinstance(node, NamedNode):
            return node
        inner = self.only(node, OWL.inverseOf)
        if not isinstance(inner, NamedNode):
            raise self._unknown(node, "is the inverse of a property without a name")
        self._understood.add((node, RDF.type))
        return Inverse(inner)

    def expression(self, node: Node) -> Expression:
        if isinstance(node, NamedNode):
            return node
        self._understood.add((node, RDF.type))
        for stated, build in EXPRESSIONS.items():
            if self._about[node][stated]:
                return build(self, node, self.only(node, stated))
        said = " and ".join(_short(predicate) for predicate in self._about[node])
        raise self._unknown(node, f"is a class with {said or 'nothing'}")

    def _unknown(self, node: Node, what: str) -> UnknownAxiom:
        """Return the error for a node, with the term that leads to it where it has no name."""
        name = _short(node)
        if isinstance(node, BlankNode) and isinstance(self._term, NamedNode):
            name = f"{_short(self._term)}, {name}"
        return UnknownAxiom(
            f"ontology: {name} {what}, which no rule is made from; say it by another axiom "
            "or a shape, or add the kind to axioms.py and rules.py"
        )

    def restricted(self, node: Node) -> Property:
        return self.role(self.only(node, OWL.onProperty))


def _and(reader: _Reader, node: Node, value: Node) -> Expression:
    return And(tuple(reader.expression(part) for part in reader.listed(value)))


def _or(reader: _Reader, node: Node, value: Node) -> Expression:
    return Or(tuple(reader.expression(part) for part in reader.listed(value)))


def _at_most(reader: _Reader, node: Node, value: Node) -> Expression:
    filler = reader.expression(reader.only(node, OWL.onClass)) if _qualified(reader, node) else None
    return AtMost(int(text_of(value)), reader.restricted(node), filler or OWL.Thing)


def _qualified(reader: _Reader, node: Node) -> bool:
    return (node, OWL.maxQualifiedCardinality) in reader._understood


EXPRESSIONS: dict[NamedNode, Callable[[_Reader, Node, Node], Expression]] = {
    OWL.intersectionOf: _and,
    OWL.unionOf: _or,
    OWL.complementOf: lambda reader, node, value: Not(reader.expression(value)),
    OWL.oneOf: lambda reader, node, value: OneOf(tuple(reader.listed(value))),
    OWL.hasValue: lambda reader, node, value: Value(reader.restricted(node), value),
    OWL.someValuesFrom: lambda reader, node, value: Some(
        reader.restricted(node), reader.expression(value)
    ),
    OWL.allValuesFrom: lambda reader, node, value: Only(
        reader.restricted(node), reader.expression(value)
    ),
    OWL.maxCardinality: _at_most,
    OWL.maxQualifiedCardinality: _at_most,
}


def _classes(reader: _Reader, subject: Node, value: Node) -> tuple[Part, ...]:
    return (reader.expression(subject), reader.expression(value))


def _properties(reader: _Reader, subject: Node, value: Node) -> tuple[Part, ...]:
    return (reader.role(subject), reader.role(value))


def _property_and_class(reader: _Reader, subject: Node, value: Node) -> tuple[Part, ...]:
    return (reader.role(subject), reader.expression(value))


def _chain(reader: _Reader, subject: Node, value: Node) -> tuple[Part, ...]:
    return (reader.role(subject), *map(reader.role, reader.listed(value)))


BY_PROPERTY: dict[NamedNode, Callable[[_Reader, Node, Node], tuple[Part, ...]]] = {
    OWL.differentFrom: lambda reader, subject, value: (subject, value),
    OWL.disjointWith: _classes,
    OWL.equivalentClass: _classes,
    OWL.equivalentProperty: _properties,
    OWL.inverseOf: _properties,
    OWL.propertyChainAxiom: _chain,
    OWL.propertyDisjointWith: _properties,
    RDFS.domain: _property_and_class,
    RDFS.range: _property_and_class,
    RDFS.subClassOf: _classes,
    RDFS.subPropertyOf: _properties,
}


def _characteristic(reader: _Reader, subject: Node) -> tuple[Part, ...]:
    return (reader.role(subject),)


def _members(reader: _Reader, subject: Node) -> tuple[Part, ...]:
    return tuple(map(reader.expression, reader.listed(reader.only(subject, OWL.members))))


def _disjoint_properties(reader: _Reader, subject: Node) -> tuple[Part, ...]:
    return tuple(map(reader.role, reader.listed(reader.only(subject, OWL.members))))


def _different(reader: _Reader, subject: Node) -> tuple[Part, ...]:
    old = reader._about[subject][OWL.distinctMembers]
    return tuple(reader.listed(reader.only(subject, OWL.distinctMembers if old else OWL.members)))


def _denied(reader: _Reader, subject: Node) -> tuple[Part, ...]:
    literal = reader._about[subject][OWL.targetValue]
    return (
        reader.only(subject, OWL.sourceIndividual),
        reader.role(reader.only(subject, OWL.assertionProperty)),
        reader.only(subject, OWL.targetValue if literal else OWL.targetIndividual),
    )


BY_TYPE: dict[NamedNode, Callable[[_Reader, Node], tuple[Part, ...]]] = {
    OWL.AllDifferent: _different,
    OWL.AllDisjointClasses: _members,
    OWL.AllDisjointProperties: _disjoint_properties,
    OWL.AsymmetricProperty: _characteristic,
    OWL.FunctionalProperty: _characteristic,
    OWL.InverseFunctionalProperty: _characteristic,
    OWL.IrreflexiveProperty: _characteristic,
    OWL.NegativePropertyAssertion: _denied,
    OWL.SymmetricProperty: _characteristic,
    OWL.TransitiveProperty: _characteristic,
}


def _may_state_an_axiom(triple: Triple) -> bool:
    """Tell whether a property has a meaning of its own in OWL or RDF Schema."""
    predicate = triple.predicate
    return predicate not in ANNOTATIONS and predicate.value.startswith(BUILT_IN)


def _short(node: Node) -> str:
    if isinstance(node, BlankNode):
        return "a node without a name"
    for prefix, base in (("owl", OWL.base), ("rdf", RDF.base), ("rdfs", RDFS.base)):
        if text_of(node).startswith(base):
            return f"{prefix}:{text_of(node).removeprefix(base)}"
    return str(node)
