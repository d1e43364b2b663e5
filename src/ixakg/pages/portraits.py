"""The pages of things and terms, of the ontology as a whole, and of why something follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from ixakg.logic.wording import sentence, statement
from ixakg.pages import things
from ixakg.pages.html import render
from ixakg.pages.sentences import Piece, pieces
from ixakg.vocabulary import IXA, OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection

    from ixakg.logic.constructs import Node
    from ixakg.logic.explaining import Explanation
    from ixakg.logic.proofs import Passage, Proof
    from ixakg.pages.library import Library
    from ixakg.pages.links import Links

FORMATS = {
    ".ttl": ("Turtle", "text/turtle"),
    ".jsonld": ("JSON-LD", "application/ld+json"),
    ".nt": ("N-Triples", "application/n-triples"),
    ".rdf": ("RDF/XML", "application/rdf+xml"),
}
FILES = (".ttl",)  # what there is of a thing where pages are files
MANY = 200


class Reason(NamedTuple):
    """A triple in words, the rule that it follows by, from what, or where it is stated."""

    words: tuple[Piece, ...]
    graph: str
    because: tuple[Piece, ...]
    premises: tuple[Reason, ...]
    notes: tuple[int, ...]


class Note(NamedTuple):
    """A passage that a stated triple comes from."""

    place: str
    words: str
    cited: str = ""


def portrait(library: Library, links: Links, offered: Collection[str], iri: str) -> str:
    """Return the page of a thing or a term.

    Raises:
        UnknownName: the graph says nothing of it.
    """
    thing = things.thing(library.graph, iri)
    term = library.vocabulary.terms.get(iri)
    if term:
        meant = (OWL.base, RDFS.base)  # said in words, among the axioms
        thing = thing._replace(
            facts=tuple(line for line in thing.facts if not line.predicate.startswith(meant)),
            incoming=tuple(line for line in thing.incoming if not _is_told(line.predicate)),
        )
    suffixes = FILES if links.static else tuple(FORMATS)
    return render(
        "thing.html",
        links,
        offered=offered,
        thing=thing,
        term=term,
        vocabulary=library.vocabulary,
        forms={suffix: FORMATS[suffix] for suffix in suffixes},
        about=things.schema_org(thing),
        many=MANY,
        reasons=lambda it: _reasons_inside(library, thing, it) if links.static else None,
    )


def ontology(library: Library, links: Links, offered: Collection[str]) -> str:
    """Return the page of the ontology as a whole."""
    vocabulary = library.vocabulary
    return render(
        "ontology.html",
        links,
        offered=offered,
        header=library.header,
        iri=IXA.base.rstrip("/"),
        sections={name: vocabulary.section(name) for name in vocabulary.sections()},
        vocabulary=vocabulary,
        forms={suffix: FORMATS[suffix] for suffix in (FILES if links.static else FORMATS)},
    )


def why(
    library: Library,
    links: Links,
    offered: Collection[str],
    triple: tuple[str, str, str],
) -> str:
    """Return the page that says why a triple holds.

    Raises:
        UnknownName: the graph has none of the names.
        NotStated: the graph neither says nor implies the triple.
    """
    explained = _why(library, triple)
    found, notes = _reasons(explained)
    return render("why.html", links, offered=offered, reasons=found, notes=notes)


def _why(library: Library, triple: tuple[str, str, str]) -> Explanation:
    subject, predicate, value = triple
    verb = "is a" if predicate == RDF.type.value else f"<{predicate}>"
    return library.graph.why(f"<{subject}>", verb, value)


def _reasons_inside(
    library: Library, thing: things.Thing, it: things.Conclusion
) -> tuple[list[Reason], list[Note]]:
    value = f"<{it.item.iri}>" if it.item.iri else it.item.text
    return _reasons(_why(library, (thing.iri, it.predicate, value)))


def _reasons(explained: Explanation) -> tuple[list[Reason], list[Note]]:
    notes: dict[Note, int] = {}
    found = [_reason(proof, explained, notes) for proof in explained.proofs]
    return found, list(notes)


def _reason(proof: Proof, explained: Explanation, notes: dict[Note, int]) -> Reason:
    def name(node: Node) -> Piece:
        iri = node.value if isinstance(node, NamedNode) else ""
        return Piece(explained.name(node), iri)

    passages = [_note(passage, explained) for passage in proof.passages]
    axiom = proof.rule.axiom if proof.rule else None
    return Reason(
        pieces(lambda naming: statement(proof.triple, naming), name),
        explained.prefixes.curie(proof.graph.value),
        pieces(lambda naming: sentence(axiom, naming), name) if axiom else (),
        tuple(_reason(premise, explained, notes) for premise in proof.premises),
        tuple(notes.setdefault(note, len(notes) + 1) for note in passages),
    )


def _note(passage: Passage, explained: Explanation) -> Note:
    place = ", ".join([*map(explained.name, passage.documents), *passage.locations])
    return Note(place, " … ".join(passage.words))


def _is_told(predicate: str) -> bool:
    """Tell whether what has a term as its value is told in a section of its own."""
    return predicate == RDF.type.value or predicate.startswith((OWL.base, RDFS.base))
