"""Tell what in an ontology lies outside OWL 2 RL, by the grammar of its specification.

https://www.w3.org/TR/owl2-profiles/#OWL_2_RL, read on the RDF that the mapping to graphs gives:
https://www.w3.org/TR/owl2-mapping-to-rdf/. A construct that is not in the tables below is outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

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
KNOWN = {
    *AXIOMS,
    *LISTS,
    *RESTRICTIONS,
    OWL.AllDifferent,
    OWL.AllDisjointClasses,
    OWL.AllDisjointProperties,
    OWL.AnnotationProperty,
    OWL.AsymmetricProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.NamedIndividual,
    OWL.NegativePropertyAssertion,
    OWL.ObjectProperty,
    OWL.Ontology,
    OWL.Restriction,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
    OWL.assertionProperty,
    OWL.complementOf,
    OWL.deprecated,
    OWL.differentFrom,
    OWL.distinctMembers,
    OWL.equivalentProperty,
    OWL.hasKey,
    OWL.imports,
    OWL.inverseOf,
    OWL.members,
    OWL.onClass,
    OWL.onProperty,
    OWL.oneOf,
    OWL.priorVersion,
    OWL.propertyChainAxiom,
    OWL.propertyDisjointWith,
    OWL.sameAs,
    OWL.sourceIndividual,
    OWL.targetIndividual,
    OWL.targetValue,
    OWL.versionIRI,
    OWL.versionInfo,
}
DATATYPES = {
    RDF.PlainLiteral,
    RDF.XMLLiteral,
    RDF.langString,  # what RDF 1.1 calls a plain literal with a language
    RDFS.Literal,
    *(
        XSD[name]
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


def outside_rl(ontology: Graph) -> list[str]:
    """Return a sentence for each thing in an ontology that lies outside OWL 2 RL."""
    return sorted(
        {
            *_unknown(ontology),
            *_class_axioms(ontology),
            *_property_axioms(ontology),
            *_literals(ontology),
        }
    )


def _unknown(ontology: Graph) -> Iterator[str]:
    for triple in ontology:
        for term in triple:
            if str(term).startswith(str(OWL)) and term not in KNOWN | {OWL.Thing, OWL.Nothing}:
                yield f"{_name(ontology, triple[0])}: {_name(ontology, term)} is not in OWL 2 RL"


def _class_axioms(ontology: Graph) -> Iterator[str]:
    for axiom, (left, right) in AXIOMS.items():
        for subject, value in ontology.subject_objects(axiom):
            where = f"{_name(ontology, subject)}, {_name(ontology, axiom)}"
            yield from _expression(ontology, subject, left, where)
            yield from _expression(ontology, value, right, where)
    for disjoint in ontology.subjects(RDF.type, OWL.AllDisjointClasses):
        for listed in ontology.objects(disjoint, OWL.members):
            for member in Collection(ontology, listed):
                yield from _expression(ontology, member, SUB, "owl:AllDisjointClasses")
    for subject, value in ontology.subject_objects(RDF.type):
        if isinstance(value, BNode):
            where = f"{_name(ontology, subject)}, a"
            yield from _expression(ontology, value, SUPER, where)


def _property_axioms(ontology: Graph) -> Iterator[str]:
    for axiom in (RDFS.domain, RDFS.range):
        for subject, value in ontology.subject_objects(axiom):
            where = f"{_name(ontology, subject)}, {_name(ontology, axiom)}"
            if (subject, RDF.type, OWL.DatatypeProperty) in ontology and axiom == RDFS.range:
                if value not in DATATYPES:
                    yield f"{where}: {_name(ontology, value)} is no datatype of OWL 2 RL"
            elif (subject, RDF.type, OWL.ObjectProperty) in ontology:
                yield from _expression(ontology, value, SUPER, where)
    for kind in (OWL.InverseFunctionalProperty, OWL.SymmetricProperty, OWL.TransitiveProperty):
        for subject in ontology.subjects(RDF.type, kind):
            if (subject, RDF.type, OWL.DatatypeProperty) in ontology:
                yield f"{_name(ontology, subject)}: only object properties are {kind.fragment}"


def _literals(ontology: Graph) -> Iterator[str]:
    annotations = set(ontology.subjects(RDF.type, OWL.AnnotationProperty)) | {RDFS.label}
    for subject, predicate, value in ontology:
        if isinstance(value, Literal) and predicate not in {*annotations, *KNOWN}:
            datatype = value.datatype or XSD.string
            if datatype not in DATATYPES:
                where = f"{_name(ontology, subject)}, {_name(ontology, predicate)}"
                yield f"{where}: {_name(ontology, datatype)} is no datatype of OWL 2 RL"


def _expression(ontology: Graph, node: Node, side: str, where: str) -> Iterator[str]:
    """Yield what keeps a class expression from standing on one side of an axiom."""
    if not isinstance(node, BNode):
        if node == OWL.Thing:
            yield f"{where}: owl:Thing may not stand here"
        return
    for listing, sides in LISTS.items():
        for listed in ontology.objects(node, listing):
            if side not in sides:
                yield f"{where}: {_name(ontology, listing)} may not stand here"
            for part in Collection(ontology, listed):
                yield from _expression(ontology, part, side, where)
    for restriction, sides in RESTRICTIONS.items():
        for value in ontology.objects(node, restriction):
            if side not in sides:
                yield f"{where}: {_name(ontology, restriction)} may not stand here"
            else:
                yield from _restricted(ontology, node, restriction, value, where)
    for negated in ontology.objects(node, OWL.complementOf):
        if side != SUPER:
            yield f"{where}: owl:complementOf may not stand here"
        yield from _expression(ontology, negated, SUB, where)
    if side != SUB and (node, OWL.oneOf, None) in ontology:
        yield f"{where}: owl:oneOf may not stand here"


def _restricted(
    ontology: Graph, node: Node, restriction: Node, value: Node, where: str
) -> Iterator[str]:
    """Yield what is wrong with the filler or the number of a restriction."""
    if restriction == OWL.someValuesFrom and value != OWL.Thing:
        yield from _expression(ontology, value, SUB, where)
    elif restriction == OWL.allValuesFrom:
        yield from _expression(ontology, value, SUPER, where)
    elif restriction in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
        if isinstance(value, Literal) and value.toPython() not in (0, 1):
            yield f"{where}: {_name(ontology, restriction)} may be 0 or 1, not {value}"
        for filler in ontology.objects(node, OWL.onClass):
            if filler != OWL.Thing:
                yield from _expression(ontology, filler, SUB, where)


def _name(ontology: Graph, node: Node) -> str:
    return "[]" if isinstance(node, BNode) else node.n3(ontology.namespace_manager)
