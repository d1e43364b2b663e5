"""A thing of the graph as its page shows it: facts in words, sources, gaps, what follows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from ixakg.solutions import text
from ixakg.vocabulary import IXA, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ixakg.descriptions import Description
    from ixakg.graph import KnowledgeGraph
    from ixakg.solutions import Term

MANY = 50
HIDDEN = (RDFS.label, IXA.isStatedIn, SKOS.definition)


class Item(NamedTuple):
    """Something that is said of a thing: a text or another thing, and the notes on it."""

    text: str
    iri: str = ""
    notes: tuple[int, ...] = ()


class Line(NamedTuple):
    """What is said with one property; of what is too long for a page, how much is left out."""

    verb: str
    predicate: str
    items: tuple[Item, ...]
    more: int = 0

    @property
    def as_item(self) -> Item:
        """The property itself as something to be shown."""
        return Item(self.verb, self.predicate)


class Passage(NamedTuple):
    """Where something is stated: the node, the document and the place, the words."""

    iri: str
    place: str
    words: tuple[str, ...]


class Conclusion(NamedTuple):
    """What follows about a thing, and in which graph."""

    verb: str
    predicate: str
    item: Item
    graph: str


class Thing(NamedTuple):
    """What a page says of a thing."""

    iri: str
    curie: str
    label: str
    kinds: tuple[Item, ...]
    definition: str
    notes: tuple[int, ...]
    facts: tuple[Line, ...]
    gaps: tuple[Line, ...]
    conclusions: tuple[Conclusion, ...]
    incoming: tuple[Line, ...]
    passages: tuple[Passage, ...]


def thing(graph: KnowledgeGraph, iri: str) -> Thing:
    """Return what a page says of a thing.

    Raises:
        UnknownName: the graph says nothing of it.
    """
    return _Sitting(graph, graph.describe(f"<{iri}>"), NamedNode(iri)).portrait()


class _Sitting:
    """Puts a description into lines, and numbers the passages on the way."""

    def __init__(self, graph: KnowledgeGraph, description: Description, about: NamedNode) -> None:
        self._prefixes = graph.prefixes
        self._about = about
        self._from: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._to: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for triple in description:
            self._from[triple.subject][triple.predicate].append(triple.object)
            if triple.object == about and isinstance(triple.subject, NamedNode):
                self._to[triple.predicate].append(triple.subject)
        self._notes: dict[NamedNode, int] = {}
        # What follows and what everything is called, in one query.
        answer = graph.select(_further(about, description))
        self._labels = {
            row["node"]: row["label"].value
            for row in reversed(list(answer))
            if isinstance(row["label"], Literal) and row["node"] is not None
        }
        self._follows = sorted(
            {
                (row["predicate"], row["node"], row["graph"])
                for row in answer
                if isinstance(row["graph"], NamedNode)
                and isinstance(row["predicate"], NamedNode)
                and row["node"] is not None
            },
            key=str,
        )

    def portrait(self) -> Thing:
        said = self._from[self._about]
        facts = [
            self._line(predicate, objects)
            for predicate, objects in said.items()
            if predicate not in HIDDEN and predicate != RDF.type and any(map(_has_name, objects))
        ]
        notes = self._numbers(self._about)
        incoming = [
            self._line(predicate, subjects, noted=True)
            for predicate, subjects in self._to.items()
            if predicate != IXA.isGapOf
        ]
        return Thing(
            iri=self._about.value,
            curie=self._prefixes.curie(self._about.value),
            label=self._label(self._about),
            kinds=tuple(self._item(kind) for kind in self._sorted(said[RDF.type])),
            definition=" ".join(self._label(term) for term in said[SKOS.definition]),
            notes=notes,
            facts=tuple(sorted(facts)),
            gaps=tuple(sorted(self._gaps())),
            conclusions=tuple(
                Conclusion(self._verb(predicate), predicate.value, self._item(node), graph.value)
                for predicate, node, graph in self._follows
            ),
            incoming=tuple(sorted(incoming)),
            passages=tuple(self._passage(node) for node in self._notes),
        )

    def _line(self, predicate: NamedNode, terms: Iterable[Term], *, noted: bool = False) -> Line:
        found = self._sorted(filter(_has_name, terms))
        items = tuple(self._item(term, noted=noted) for term in found[:MANY])
        return Line(self._verb(predicate), predicate.value, items, len(found) - len(items))

    def _gaps(self) -> Iterable[Line]:
        for gap in self._to[IXA.isGapOf]:
            about = self._sorted(self._from[gap][IXA.aboutProperty])
            status = self._sorted(self._from[gap][IXA.gapStatus])
            by = self._sorted(self._from[gap][IXA.accordingTo])
            items = tuple(self._item(term) for term in (*status, *by))
            yield Line("; ".join(map(self._label, about)), gap.value, items)

    def _item(self, term: Term, *, noted: bool = False) -> Item:
        iri = term.value if isinstance(term, NamedNode) else ""
        return Item(self._label(term), iri, self._numbers(term) if noted else ())

    def _numbers(self, fact: Term) -> tuple[int, ...]:
        passages = self._sorted(self._from[fact][IXA.isStatedIn])
        return tuple(
            self._notes.setdefault(passage, len(self._notes) + 1)
            for passage in passages
            if isinstance(passage, NamedNode)
        )

    def _passage(self, node: NamedNode) -> Passage:
        said = self._from[node]
        where = [self._together(said[p]) for p in (IXA.inDocument, IXA.location) if said[p]]
        lines = self._together(said[IXA.atLine])
        place = ", ".join(where or [self._label(node)]) + (f" (line {lines})" if lines else "")
        words = tuple(self._label(word) for word in self._sorted(said[IXA.reportedText]))
        return Passage(node.value, place, words)

    def _together(self, terms: Iterable[Term]) -> str:
        return "; ".join(self._label(term) for term in self._sorted(terms))

    def _sorted(self, terms: Iterable[Term]) -> list[Term]:
        return sorted(set(terms), key=lambda term: (self._label(term), str(term)))

    def _verb(self, predicate: NamedNode) -> str:
        return "is a" if predicate == RDF.type else self._label(predicate)

    def _label(self, term: Term) -> str:
        return self._labels.get(term) or text(term, self._prefixes)


def _has_name(term: Term) -> bool:
    """Tell whether a term can be shown; what stands in a node without a name is said in axioms."""
    return not isinstance(term, BlankNode)


def _further(about: NamedNode, description: Description) -> str:
    """Return the query for what follows about a thing, and for all labels of its page."""
    nodes = {
        term
        for triple in description
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    listed = " ".join(sorted(map(str, {*nodes, about})))
    label = RDFS.label
    return (
        "SELECT ?graph ?predicate ?node ?label WHERE {"
        f" {{ GRAPH ?graph {{ {about} ?predicate ?node }}"
        f' FILTER (CONTAINS(STR(?graph), "/graph/inferred/"))'
        f" OPTIONAL {{ ?node {label} ?label }} }}"
        f" UNION {{ GRAPH ?world {{ {about} ?node ?value }}"
        f' FILTER (CONTAINS(STR(?world), "/graph/inferred/")) ?node {label} ?label }}'
        f" UNION {{ VALUES ?node {{ {listed} }} ?node {label} ?label }}"
        " } ORDER BY ?node ?label ?graph ?predicate"
    )


def schema_org(portrait: Thing) -> dict[str, object]:
    """Return a thing in the words of schema.org, which search engines read."""
    is_term = portrait.iri.startswith(IXA.base)
    same = [
        item.iri
        for line in portrait.facts
        if line.predicate == SKOS.exactMatch.value
        for item in line.items
        if item.iri
    ]
    return {
        "@context": "https://schema.org/",
        "@type": "DefinedTerm" if is_term else "Thing",
        "@id": portrait.iri,
        "name": portrait.label,
        "identifier": portrait.curie,
        **({"description": portrait.definition} if portrait.definition else {}),
        **({"sameAs": same} if same else {}),
    }
