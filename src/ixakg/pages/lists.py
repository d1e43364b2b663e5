"""Pages that list things: what a search finds, and everything there is by kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ixakg.pages.html import render
from ixakg.pages.sentences import Piece
from ixakg.pages.terms import IN_SOURCES
from ixakg.views.rendering import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyoxigraph import NamedNode

    from ixakg.pages.library import Library
    from ixakg.pages.links import Links

MANY = 100
FOUND = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?class ?label ?definition ?other
WHERE {
  VALUES ?thing { %s }
  { ?thing a ?class . ?class rdfs:label ?label }
  UNION { ?thing skos:definition ?definition }
  UNION { ?thing skos:altLabel|skos:notation ?other }
}
ORDER BY ?thing ?label ?class ?definition ?other
"""
MEMBERS = f"""
SELECT DISTINCT ?class ?thing ?label
WHERE {{
  ?class a owl:Class .
  GRAPH ?graph {{ ?thing a ?class }}
  {IN_SOURCES}
  OPTIONAL {{ ?thing rdfs:label ?label }}
}}
ORDER BY ?class ?label ?thing
"""


class Hit(NamedTuple):
    """A thing that was found: what it is, what it means, what else it is called."""

    thing: Piece
    curie: str
    kinds: tuple[Piece, ...]
    definition: str
    others: tuple[str, ...]


def search(library: Library, links: Links, offered: Collection[str], words: str) -> str:
    """Return what has some words in its name, the best first."""
    found = library.graph.search(words)
    return render(
        "search.html",
        links,
        offered=offered,
        words=words.strip(),
        hits=_hits(library, found[:MANY]),
        more=len(found) - MANY,
        near="" if found or not words.strip() else library.graph.nearest(words),
        kinds=library.kinds,
    )


def everything(library: Library, links: Links, offered: Collection[str]) -> str:
    """Return everything that sources say is something, by what it is."""
    members: dict[str, list[Piece]] = defaultdict(list)
    for kind, thing, label in library.graph.select(MEMBERS).rows:
        iri = plain(thing)
        members[plain(kind)].append(Piece(plain(label) or library.graph.prefixes.curie(iri), iri))
    return render("things.html", links, offered=offered, kinds=library.kinds, members=members)


def _hits(library: Library, found: list[tuple[NamedNode, str]]) -> list[Hit]:
    said: dict[str, dict[str, dict[object, None]]] = defaultdict(lambda: defaultdict(dict))
    listed = " ".join(str(thing) for thing, _ in found)
    for row in library.graph.select(FOUND % listed) if found else ():
        about = said[plain(row["thing"])]
        if row["class"] is not None:
            about["kinds"][Piece(plain(row["label"]), plain(row["class"]))] = None
        for key in ("definition", "other"):
            if row[key] is not None:
                about[key][plain(row[key])] = None
    return [
        Hit(
            Piece(label, thing.value),
            library.graph.prefixes.curie(thing.value),
            tuple(kind for kind in said[thing.value]["kinds"] if isinstance(kind, Piece)),
            " ".join(map(str, said[thing.value]["definition"])),
            tuple(str(other) for other in said[thing.value]["other"] if other != label),
        )
        for thing, label in found
    ]
