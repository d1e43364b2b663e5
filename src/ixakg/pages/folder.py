"""All pages as files in a folder, to be looked at and hosted without a server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg.files import new_folder
from ixakg.pages import audits, drawings, home, lists, portraits, questions
from ixakg.pages.assets import assets
from ixakg.pages.library import Library
from ixakg.pages.links import Links, file_name
from ixakg.views import rendering
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from ixakg.graph import KnowledgeGraph

    Page = Callable[[Library, Links, Collection[str]], str]

# Pages that need nothing but the graph, by their paths; the navigation offers those of its own.
PAGES: dict[str, Page] = {
    "": home.home,
    "audit": audits.audit,
    "matrix": drawings.matrix,
    "ontology": portraits.ontology,
    "pathway": drawings.steps,
    "questions": questions.listing,
    "things": lists.everything,
}
ANSWERS = {
    ".csv": rendering.csv,
    ".json": rendering.json,
    ".md": rendering.markdown,
    ".tsv": rendering.tsv,
}
LINKED = re.compile(r'(?:href|src)="[^"]*?static/([^"?#]+)"')
ONTOLOGY = IXA.base.rstrip("/")


def write(graph: KnowledgeGraph, folder: Path) -> int:
    """Write all pages of a graph into a new folder, and return the number of files.

    The folder appears when all of it is there. What needs a server is left out: forms, search,
    SPARQL. The same graph gives the same bytes.

    Raises:
        CannotWrite: the folder is there already, or cannot be written.
    """
    number = 0
    with new_folder(folder) as place:
        for path, content in files(graph):
            target = place / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            number += 1
    return number


def files(graph: KnowledgeGraph) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site with their paths: pages, data, and the files that pages share."""
    library = Library(graph)
    shared: set[str] = set()
    for path, text in _texts(library):
        if path.endswith(".html"):
            shared.update(LINKED.findall(text))
        yield path, text.encode()
    for suffix in portraits.FORMATS:
        yield f"ontology{suffix}", library.file("ontology", suffix)
    for asset in assets().values():
        if asset.name in shared:
            yield f"static/{asset.name}", asset.path.read_bytes()


def _texts(library: Library) -> Iterator[tuple[str, str]]:
    def links(path: str) -> Links:
        return Links(path, static=True, bases=library.graph.bases)

    for path, page in PAGES.items():
        here = links(path)
        yield here.target(), page(library, here, PAGES)
    yield from drawings.files(library, links, PAGES)
    for question in (it for group in library.questions.values() for it in group):
        path = f"questions/{question.id}"
        answer = library.graph.answer(question.id)
        asked = questions.Asked(question, {}, question.sparql, answer)
        yield links(path).target(), questions.question(library, links(path), PAGES, asked)
        yield f"{path}.rq", question.sparql
        for suffix, written in ANSWERS.items():
            yield path + suffix, written(answer) + "\n"
    for iri in _things(library):
        path = links("").of(iri)
        here = links(path)
        yield here.target(), portraits.portrait(library, here, PAGES, iri)
        yield f"{file_name(path)}.ttl", _turtle(library, iri)


def _turtle(library: Library, iri: str) -> str:
    """Return what is said of a thing, or what a named graph says."""
    if library.graph.triples(iri):
        return library.file(iri, ".ttl").decode()
    return library.graph.describe(f"<{iri}>").turtle()


def _things(library: Library) -> list[str]:
    """Return the IRIs of all things and terms of ours."""
    here = Links("", static=True, bases=library.graph.bases)
    found = {
        node.value
        for triples in library.graph.named().values()
        for triple in triples
        for node in (triple.subject, triple.object)
        if isinstance(node, NamedNode)
    }
    return sorted(iri for iri in found if iri != ONTOLOGY and here.of(iri))
