"""What the page for queries of one's own shows: examples, answers, and words to complete."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.pages.answers import MANY, Cell

if TYPE_CHECKING:
    from ixakg.graph import KnowledgeGraph
    from ixakg.prefixes import Prefixes

CLASSES = "SELECT DISTINCT ?name WHERE { ?thing a ?name FILTER (isIRI(?name)) } ORDER BY ?name"
PROPERTIES = "SELECT DISTINCT ?name WHERE { ?thing ?name ?value } ORDER BY ?name"


class Table(NamedTuple):
    """Solutions as far as a page shows them, and how many there are."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: int


def table(results: bytes, prefixes: Prefixes) -> Table | bool:
    """Return SPARQL results in JSON as a table, or as yes or no."""
    said: dict[str, Any] = json.loads(results)
    if "boolean" in said:
        return bool(said["boolean"])
    names = tuple(said["head"]["vars"])
    bindings = said["results"]["bindings"]
    rows = tuple(
        tuple(_cell(row[name], prefixes) if name in row else Cell("") for name in names)
        for row in bindings[:MANY]
    )
    return Table(names, rows, len(bindings))


def words(graph: KnowledgeGraph) -> dict[str, list[str]]:
    """Return the IRIs that a query can use: the classes of things, and properties."""
    return {
        name: [str(row["name"]) for row in graph.select(sparql).records()]
        for name, sparql in (("classes", CLASSES), ("properties", PROPERTIES))
    }


def _cell(term: dict[str, Any], prefixes: Prefixes) -> Cell:
    if term["type"] == "uri":
        return Cell(prefixes.curie(term["value"]), term["value"])
    if term["type"] == "bnode":
        return Cell(f"_:{term['value']}")
    if term["type"] == "triple":
        parts = (term["value"][part] for part in ("subject", "predicate", "object"))
        return Cell(f"<<( {' '.join(_cell(part, prefixes).text for part in parts)} )>>")
    return Cell(term["value"])
