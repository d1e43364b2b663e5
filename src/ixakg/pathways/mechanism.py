"""The steps, contexts and observed effects of a graph as values, read once from its store."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from ixakg.vocabulary import GRAPHS, IXA, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad, Store

GENERAL = IXA.GeneralContext.value
BACKGROUND = f"{GRAPHS}background/"
SIGNS = {IXA.Increases.value: 1, IXA.Decreases.value: -1, IXA.NoChange.value: 0}
DIRECTIONS = {IXA.Gain.value: 1, IXA.Loss.value: -1}


class Work(NamedTuple):
    """A publication or page, with how near it is to an experiment: 1 is nearest."""

    iri: str
    label: str
    tier: str
    rank: int


class Passage(NamedTuple):
    """Where something is stated: the document, the place, the words, the works cited there."""

    iri: str
    document: Work
    location: str
    line: str
    words: str
    works: tuple[Work, ...]


class Context(NamedTuple):
    """The circumstances of a statement, their kind, and the contexts they lie within."""

    iri: str
    label: str
    kind: str
    wider: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A step or an observed effect: what changes with what, in which context, who says so."""

    iri: str
    label: str
    source: str
    sign: int
    target: str
    context: str
    spoken: frozenset[int]
    conditions: tuple[str, ...]
    passages: tuple[Passage, ...]
    background: bool = False

    @property
    def works(self) -> tuple[Work, ...]:
        """The works cited for it, each once."""
        return tuple(sorted({work for passage in self.passages for work in passage.works}))

    @property
    def floor(self) -> Work | None:
        """The best work cited for it, or the best document where none is cited."""
        documents = tuple(passage.document for passage in self.passages if passage.document.iri)
        candidates = self.works or documents
        return min(candidates, key=lambda work: (work.rank, work.iri), default=None)


@dataclass(frozen=True, slots=True)
class Mechanism:
    """All that is stated of how things change with one another."""

    steps: tuple[Statement, ...]
    observations: tuple[Statement, ...]
    contexts: Mapping[str, Context]
    labels: Mapping[str, str]
    exposures: frozenset[str]

    def label(self, iri: str) -> str:
        """Return what a variable, condition, tier or term is called."""
        return self.labels.get(iri, iri)

    def within(self, context: str) -> str:
        """Return the words that put something into a context, as they end a sentence."""
        described = self.contexts[context]
        return f"({described.label})" if described.kind == GENERAL else f"in {described.label}"

    def widths(self, context: str) -> list[str]:
        """Return a context and all that it lies within, from narrow to wide."""
        found: list[str] = []
        waiting = [context]
        while waiting:
            here = waiting.pop(0)
            if here not in found:
                found.append(here)
                waiting += self.contexts[here].wider if here in self.contexts else ()
        return found


def read(store: Store, *, background: bool = False) -> Mechanism:
    """Return the mechanism that a store states, with background steps only where asked for."""
    links = _Links(store)
    contexts = {
        iri: Context(iri, links.label(iri), kind, links.all(iri, IXA.isWithinContext))
        for iri, kind in sorted(links.pairs(IXA.contextKind))
    }
    statements: dict[NamedNode, list[Statement]] = defaultdict(list)
    for kind in (IXA.Step, IXA.ObservedEffect):
        graphs = {
            quad.subject.value: quad.graph_name
            for quad in store.quads_for_pattern(None, RDF.type, kind, None)
            if isinstance(quad.subject, NamedNode)
        }
        for iri in sorted(graphs):
            aside = str(graphs[iri]).strip("<>").startswith(BACKGROUND)
            if background or not aside:
                found = links.statement(iri, background=aside)
                # A part of a graph may lack what its steps refer to.
                if found.source and found.target and found.context in contexts:
                    statements[kind].append(found)
    walked = tuple(
        step
        for step in statements[IXA.Step]
        if step.sign and IXA.CompositeNotWalked.value not in links.all(step.iri, IXA.stepKind)
    )
    return Mechanism(
        steps=walked,
        observations=tuple(statements[IXA.ObservedEffect]),
        contexts=contexts,
        labels=dict(sorted(links.labels.items())),
        exposures=frozenset(links.instances(IXA.ExposureVariable)),
    )


class _Links:
    """Follows properties in a store, and remembers works and passages."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._works: dict[str, Work] = {}
        self._passages: dict[str, Passage] = {}
        self.labels = {
            quad.subject.value: quad.object.value
            for quad in store.quads_for_pattern(None, RDFS.label, None, None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        }

    def label(self, iri: str) -> str:
        return self.labels.get(iri, iri)

    def pairs(self, predicate: NamedNode) -> list[tuple[str, str]]:
        return [
            (quad.subject.value, quad.object.value)
            for quad in self._store.quads_for_pattern(None, predicate, None, None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        ]

    def instances(self, kind: NamedNode) -> list[str]:
        quads = self._store.quads_for_pattern(None, RDF.type, kind, None)
        return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]

    def all(self, iri: str, predicate: NamedNode) -> tuple[str, ...]:
        if not iri:
            return ()
        quads = self._store.quads_for_pattern(NamedNode(iri), predicate, None, None)
        return tuple(sorted({_value(quad) for quad in quads}))

    def one(self, iri: str, predicate: NamedNode) -> str:
        return next(iter(self.all(iri, predicate)), "") if iri else ""

    def work(self, iri: str) -> Work:
        if iri not in self._works:
            tier = self.one(iri, IXA.sourceTier)
            rank = self.one(tier, IXA.tierRank) if tier else ""
            self._works[iri] = Work(iri, self.label(iri), tier, int(rank or 0))
        return self._works[iri]

    def passage(self, iri: str) -> Passage:
        if iri not in self._passages:
            works = {
                work
                for reference in self.all(iri, IXA.citesReference)
                for work in self.all(reference, IXA.refersToWork)
            }
            self._passages[iri] = Passage(
                iri,
                self.work(self.one(iri, IXA.inDocument)),
                self.one(iri, IXA.location),
                self.one(iri, IXA.atLine),
                self.one(iri, IXA.reportedText),
                tuple(map(self.work, sorted(works))),
            )
        return self._passages[iri]

    def statement(self, iri: str, *, background: bool) -> Statement:
        return Statement(
            iri=iri,
            label=self.label(iri),
            source=self.one(iri, IXA.fromVariable),
            sign=SIGNS.get(self.one(iri, IXA.sign), 0),
            target=self.one(iri, IXA.toVariable),
            context=self.one(iri, IXA.inContext),
            spoken=frozenset(_directions(self.all(iri, IXA.speaksAbout))),
            conditions=self.all(iri, IXA.onCondition),
            passages=tuple(map(self.passage, self.all(iri, IXA.isStatedIn))),
            background=background,
        )


def _directions(terms: Iterable[str]) -> list[int]:
    return [DIRECTIONS[term] for term in terms if term in DIRECTIONS]


def _value(quad: Quad) -> str:
    term = quad.object
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
