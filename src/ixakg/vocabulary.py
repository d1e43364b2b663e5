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
    "GapStatus",
    "ReportingGap",
    "aboutProperty",
    "accordingTo",
    "gapStatus",
    "inDocument",
    "isGapOf",
    "isStatedIn",
    "location",
    "reportedText",
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
OWL: Final = Namespace(
    "http://www.w3.org/2002/07/owl#", "Class", "DatatypeProperty", "ObjectProperty"
)
RDF: Final = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "first", "langString", "nil", "rest", "type"
)
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label", "range", "subClassOf")
SCHEMA: Final = Namespace("https://schema.org/", "Dataset")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#", "altLabel", "notation")
SPDX: Final = Namespace(
    "http://spdx.org/rdf/terms#",
    "Checksum",
    "algorithm",
    "checksum",
    "checksumAlgorithm_sha256",
    "checksumValue",
)
XSD: Final = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "anyURI",
    "boolean",
    "date",
    "decimal",
    "gYear",
    "hexBinary",
    "integer",
    "nonNegativeInteger",
    "string",
)

INDIVIDUALS: Final = "https://w3id.org/ixakg/id/"
GRAPHS: Final = "https://w3id.org/ixakg/graph/"
