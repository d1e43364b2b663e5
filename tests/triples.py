"""Small graphs as people write them down: Turtle with the prefixes that every test would repeat."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from ixakg.prefixes import Prefixes
from ixakg.vocabulary import GRAPHS, IXA, OWL, RDF, RDFS, XSD

NAMES = Prefixes(
    {
        "": "https://example.org/",
        "ixa": IXA.base,
        "owl": OWL.base,
        "rdf": RDF.base,
        "rdfs": RDFS.base,
        "xsd": XSD.base,
    }
)
DECLARED = "\n".join(f"@prefix {name}: <{NAMES[name]}> ." for name in NAMES)


def triples(turtle: str) -> list[Triple]:
    """Return the triples of some Turtle; the empty prefix is that of the example."""
    return [quad.triple for quad in parse(f"{DECLARED}\n{turtle}", format=RdfFormat.TURTLE)]


def quads(turtle: str, graph: str) -> set[Quad]:
    """Return the triples of some Turtle in a named graph of the project."""
    name = NamedNode(GRAPHS + graph)
    return {Quad(t.subject, t.predicate, t.object, name) for t in triples(turtle)}


def written(turtle: str) -> set[str]:
    """Return the triples of some Turtle as text that failures of tests can show."""
    return {str(triple) for triple in triples(turtle)}
