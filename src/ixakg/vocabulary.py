"""The few terms that the code itself has to know; a misspelt one is an ``AttributeError``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator


class Namespace:
    """Terms with a common beginning, as attributes: ``IXA.isStatedIn``."""

    def __init__(self, base: str, *terms: str) -> None:
        self.base = base
        self._terms = {term: NamedNode(base + term) for term in terms}

    def __getattr__(self, name: str) -> NamedNode:
        """Return a term of the namespace."""
        terms: dict[str, NamedNode] = self.__dict__.get("_terms", {})
        if name not in terms:
            raise AttributeError(f"{name!r} is no term that the code knows of <{self.base}>")
        return terms[name]

    def __iter__(self) -> Iterator[NamedNode]:
        """Return the terms in alphabetical order."""
        return iter(sorted(self._terms.values(), key=str))

    def __contains__(self, iri: str) -> bool:
        """Tell whether an IRI lies in the namespace, known here or not."""
        return iri.startswith(self.base) and iri != self.base


IXA: Final = Namespace(
    "https://w3id.org/ixakg/ontology/",
    "CompositeNotWalked",
    "Context",
    "Decreases",
    "ExposureVariable",
    "ExtrapolatedGrade",
    "Gain",
    "GapStatus",
    "GeneralContext",
    "GeneralGrade",
    "Increases",
    "InferredEffect",
    "Liberal",
    "Loss",
    "MixedGrade",
    "NetEffect",
    "NoChange",
    "ObservedEffect",
    "ReportingGap",
    "RouteStep",
    "SituatedVariable",
    "SpecificContext",
    "SpecificGrade",
    "Step",
    "Strict",
    "UnnamedContext",
    "VariableState",
    "aboutProperty",
    "accordingTo",
    "atLine",
    "citesReference",
    "contextDisease",
    "contextGrade",
    "contextKind",
    "evidenceCode",
    "fromVariable",
    "gapStatus",
    "hasStepsOf",
    "inContext",
    "inDocument",
    "inferenceMode",
    "isGapOf",
    "isRouteOf",
    "isStateOf",
    "isStatedIn",
    "isStepOfRoute",
    "isVariableOf",
    "isWithinContext",
    "leadsTo",
    "location",
    "netDecreases",
    "netIncreases",
    "ofVariable",
    "onCondition",
    "publicationCount",
    "refersToWork",
    "reportedText",
    "restsOnWork",
    "routeCount",
    "routeCountLimit",
    "routeLengthLimit",
    "routePosition",
    "sign",
    "sourceTier",
    "speaksAbout",
    "standsIn",
    "stateDirection",
    "stepDecreases",
    "stepIncreases",
    "stepKind",
    "stepLeadsTo",
    "tierRank",
    "toVariable",
    "uncitedStepCount",
    "usesBackground",
    "usesStep",
    "usesUnspoken",
    "weakestTier",
)
OWL: Final = Namespace(
    "http://www.w3.org/2002/07/owl#",
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
    "someValuesFrom",
    "sourceIndividual",
    "targetIndividual",
    "targetValue",
    "unionOf",
    "versionIRI",
    "versionInfo",
)
PROV: Final = Namespace("http://www.w3.org/ns/prov#", "wasDerivedFrom")
RDF: Final = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "first",
    "langString",
    "nil",
    "rest",
    "type",
)
RDFS: Final = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#",
    "Class",
    "Datatype",
    "Literal",
    "Resource",
    "comment",
    "domain",
    "isDefinedBy",
    "label",
    "range",
    "seeAlso",
    "subClassOf",
    "subPropertyOf",
)
SCHEMA: Final = Namespace("https://schema.org/", "Dataset", "keywords", "target")
SH: Final = Namespace(
    "http://www.w3.org/ns/shacl#",
    *("Info", "NodeShape", "PropertyShape", "ValidationReport", "ValidationResult"),
    *("Violation", "Warning"),
    *("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal"),
    *("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"),
    *("alternativePath", "inversePath", "oneOrMorePath", "path", "zeroOrMorePath"),
    "zeroOrOnePath",
    *("and", "class", "closed", "datatype", "disjoint", "equals", "flags", "hasValue"),
    *("ignoredProperties", "in", "languageIn", "lessThan", "lessThanOrEquals", "maxCount"),
    *("maxExclusive", "maxInclusive", "maxLength", "minCount", "minExclusive", "minInclusive"),
    *("minLength", "node", "nodeKind", "not", "or", "parameter", "pattern", "property"),
    *("qualifiedMaxCount", "qualifiedMinCount", "qualifiedValueShape"),
    *("qualifiedValueShapesDisjoint", "sparql", "uniqueLang", "xone"),
    *("declare", "namespace", "prefix", "prefixes", "select"),
    *("deactivated", "defaultValue", "description", "group", "message", "name", "order"),
    "severity",
    *("conforms", "focusNode", "result", "resultMessage", "resultPath", "resultSeverity"),
    *("sourceConstraint", "sourceConstraintComponent", "sourceShape", "value"),
    *("SPARQLConstraintComponent", "SPARQLExecutable", "SPARQLSelectExecutable"),
)
SKOS: Final = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "altLabel",
    "definition",
    "exactMatch",
    "notation",
    "note",
)
DCAT: Final = Namespace(
    "http://www.w3.org/ns/dcat#",
    "Distribution",
    "byteSize",
    "distribution",
    "downloadURL",
    "mediaType",
)
DCTERMS: Final = Namespace("http://purl.org/dc/terms/", "title")
NP: Final = Namespace(
    "http://www.nanopub.org/nschema#",
    "Nanopublication",
    "hasAssertion",
    "hasProvenance",
    "hasPublicationInfo",
)
SD: Final = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    *("SPARQL11Query", "SPARQL11Update", "Service", "UnionDefaultGraph"),
    *("availableGraphs", "defaultDataset", "endpoint", "feature", "resultFormat"),
    "supportedLanguage",
)
SPDX: Final = Namespace(
    "http://spdx.org/rdf/terms#",
    "Checksum",
    "algorithm",
    "checksum",
    "checksumAlgorithm_sha256",
    "checksumValue",
)
VOID: Final = Namespace("http://rdfs.org/ns/void#", "sparqlEndpoint")
XSD: Final = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "anyURI",
    "boolean",
    "date",
    "decimal",
    "gYear",
    "gYearMonth",
    "hexBinary",
    "integer",
    "nonNegativeInteger",
    "string",
)

BASE: Final = "https://w3id.org/ixakg/"
INDIVIDUALS: Final = f"{BASE}id/"
GRAPHS: Final = f"{BASE}graph/"
SPARQL_ENDPOINT: Final = "https://w3id.org/ixakg/sparql"
