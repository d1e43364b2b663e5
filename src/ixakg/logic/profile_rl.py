"""Tell what in an ontology lies outside OWL 2 RL, by the grammar of its specification.

https://www.w3.org/TR/owl2-profiles/#OWL_2_RL, read on the RDF that the mapping to graphs gives:
https://www.w3.org/TR/owl2-mapping-to-rdf/. A construct that is not in the tables below is outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from ixakg.logic.constructs import text_of
from ixakg.vocabulary import OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ixakg.logic.constructs import Node
    from ixakg.logic.index import Index
    from ixakg.prefixes import Prefixes

SUB, SUPER, EQUIVALENT = "sub", "super", "equivalent"

# Which class expression an axiom takes as its subject and as its object.
AXIOMS = {
    OWL.disjointWith: (SUB, SUB),
    OWL.equivalentClass: (EQUIVALENT, EQUIVALENT),
    RDFS.subClassOf: (SUB, SUPER),
}
# Which parts a construct takes, and where it may stand.
LISTS = {
    OWL.intersectionOf: {SUB, SUPER, EQUIVALENT},
    OWL.unionOf: {SUB},
}
RESTRICTIONS = {
    OWL.allValuesFrom: {SUPER},
    OWL.hasValue: {SUB, SUPER, EQUIVALENT},
    OWL.maxCardinality: {SUPER},
    OWL.maxQualifiedCardinality: {SUPER},
    OWL.someValuesFrom: {SUB},
}
LIMITS = (OWL.maxCardinality, OWL.maxQualifiedCardinality)
# The terms of OWL that the profile has, and owl:Thing and owl:Nothing.
KNOWN = frozenset(
    [
        "AllDifferent",
        "AllDisjointClasses",
        "AllDisjointProperties",
        "AnnotationProperty",
        "AsymmetricProperty",
        "Class",
        "DatatypeProperty",
        "FunctionalProperty",
        "InverseFunctionalProperty",
        "IrreflexiveProperty",
        "NamedIndividual",
        "NegativePropertyAssertion",
        "Nothing",
        "ObjectProperty",
        "Ontology",
        "Restriction",
        "SymmetricProperty",
        "Thing",
        "TransitiveProperty",
        "allValuesFrom",
        "assertionProperty",
        "complementOf",
        "deprecated",
        "differentFrom",
        "disjointWith",
        "distinctMembers",
        "equivalentClass",
        "equivalentProperty",
        "hasKey",
        "hasValue",
        "imports",
        "intersectionOf",
        "inverseOf",
        "maxCardinality",
        "maxQualifiedCardinality",
        "members",
        "onClass",
        "onProperty",
        "oneOf",
        "priorVersion",
        "propertyChainAxiom",
        "propertyDisjointWith",
        "sameAs",
        "someValuesFrom",
        "sourceIndividual",
        "targetIndividual",
        "targetValue",
        "unionOf",
        "versionIRI",
        "versionInfo",
    ]
)
DATATYPES = {
    RDF.langString,  # what RDF 1.1 calls a plain literal with a language
    RDFS.Literal,
    *(NamedNode(f"{RDF.base}{name}") for name in ("PlainLiteral", "XMLLiteral")),
    *(
        NamedNode(f"{XSD.base}{name}")
        for name in [
            "NCName",
            "NMTOKEN",
            "Name",
            "anyURI",
            "base64Binary",
            "boolean",
            "byte",
            "dateTime",
            "dateTimeStamp",
            "decimal",
            "double",
            "float",
            "hexBinary",
            "int",
            "integer",
            "language",
            "long",
            "negativeInteger",
            "nonNegativeInteger",
            "nonPositiveInteger",
            "normalizedString",
            "positiveInteger",
            "short",
            "string",
            "token",
            "unsignedByte",
            "unsignedInt",
            "unsignedLong",
            "unsignedShort",
        ]
    ),
}
OBJECT_ONLY = (OWL.InverseFunctionalProperty, OWL.SymmetricProperty, OWL.TransitiveProperty)


def outside_rl(ontology: Index, prefixes: Prefixes) -> list[str]:
    """Return a sentence for each thing in an ontology that lies outside OWL 2 RL."""
    return sorted(set(_Grammar(ontology, prefixes).findings()))


class _Grammar:
    """Compares an ontology with the tables above."""

    def __init__(self, ontology: Index, prefixes: Prefixes) -> None:
        self._ontology = ontology
        self._prefixes = prefixes

    def findings(self) -> Iterator[str]:
        yield from self._unknown()
        yield from self._class_axioms()
        yield from self._property_axioms()
        yield from self._literals()

    def _unknown(self) -> Iterator[str]:
        for triple in self._ontology:
            for term in (triple.subject, triple.predicate, triple.object):
                if text_of(term) in OWL and text_of(term).removeprefix(OWL.base) not in KNOWN:
                    yield f"{self._name(triple.subject)}: {self._name(term)} is not in OWL 2 RL"

    def _class_axioms(self) -> Iterator[str]:
        for axiom, (left, right) in AXIOMS.items():
            for subject, value in self._ontology.pairs(axiom):
                where = f"{self._name(subject)}, {self._name(axiom)}"
                yield from self._expression(subject, left, where)
                yield from self._expression(value, right, where)
        for disjoint in self._ontology.subjects(RDF.type, OWL.AllDisjointClasses):
            for listed in self._ontology.objects(disjoint, OWL.members):
                for member in self._ontology.listed(listed):
                    yield from self._expression(member, SUB, "owl:AllDisjointClasses")
        for subject, value in self._ontology.pairs(RDF.type):
            if isinstance(value, BlankNode):
                yield from self._expression(value, SUPER, f"{self._name(subject)}, a")

    def _property_axioms(self) -> Iterator[str]:
        for axiom in (RDFS.domain, RDFS.range):
            for subject, value in self._ontology.pairs(axiom):
                where = f"{self._name(subject)}, {self._name(axiom)}"
                if axiom == RDFS.range and self._ontology.is_a(subject, OWL.DatatypeProperty):
                    if value not in DATATYPES:
                        yield f"{where}: {self._name(value)} is no datatype of OWL 2 RL"
                elif self._ontology.is_a(subject, OWL.ObjectProperty):
                    yield from self._expression(value, SUPER, where)
        for kind in OBJECT_ONLY:
            for subject in self._ontology.subjects(RDF.type, kind):
                if self._ontology.is_a(subject, OWL.DatatypeProperty):
                    what = kind.value.removeprefix(OWL.base)
                    yield f"{self._name(subject)}: only object properties are {what}"

    def _literals(self) -> Iterator[str]:
        annotations = set(self._ontology.subjects(RDF.type, OWL.AnnotationProperty))
        for triple in self._ontology:
            value, predicate = triple.object, triple.predicate
            if not isinstance(value, Literal) or value.datatype in DATATYPES:
                continue
            if predicate not in annotations and predicate.value not in OWL:
                where = f"{self._name(triple.subject)}, {self._name(predicate)}"
                yield f"{where}: {self._name(value.datatype)} is no datatype of OWL 2 RL"

    def _expression(self, node: Node, side: str, where: str) -> Iterator[str]:
        """Yield what keeps a class expression from standing on one side of an axiom."""
        if not isinstance(node, BlankNode):
            if node == OWL.Thing:
                yield f"{where}: owl:Thing may not stand here"
            return
        ontology = self._ontology
        for listing, sides in LISTS.items():
            for listed in ontology.objects(node, listing):
                if side not in sides:
                    yield f"{where}: {self._name(listing)} may not stand here"
                for part in ontology.listed(listed):
                    yield from self._expression(part, side, where)
        for restriction, sides in RESTRICTIONS.items():
            for value in ontology.objects(node, restriction):
                if side not in sides:
                    yield f"{where}: {self._name(restriction)} may not stand here"
                else:
                    yield from self._restricted(node, restriction, value, where)
        for negated in ontology.objects(node, OWL.complementOf):
            if side != SUPER:
                yield f"{where}: owl:complementOf may not stand here"
            yield from self._expression(negated, SUB, where)
        if side != SUB and ontology.objects(node, OWL.oneOf):
            yield f"{where}: owl:oneOf may not stand here"

    def _restricted(
        self, node: Node, restriction: NamedNode, value: Node, where: str
    ) -> Iterator[str]:
        """Yield what is wrong with the filler or the number of a restriction."""
        if restriction == OWL.someValuesFrom and value != OWL.Thing:
            yield from self._expression(value, SUB, where)
        elif restriction == OWL.allValuesFrom:
            yield from self._expression(value, SUPER, where)
        elif restriction in LIMITS:
            if text_of(value) not in ("0", "1"):
                name = self._name(restriction)
                yield f"{where}: {name} may be 0 or 1, not {text_of(value)}"
            for filler in self._ontology.objects(node, OWL.onClass):
                if filler != OWL.Thing:
                    yield from self._expression(filler, SUB, where)

    def _name(self, node: Node) -> str:
        if isinstance(node, BlankNode):
            return "[]"
        return self._prefixes.curie(text_of(node))
