"""Everything that the graph says about a thing, with the sources that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg import bases
from ixakg.solutions import Triples
from ixakg.vocabulary import IXA, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store, Triple

    from ixakg.prefixes import Prefixes


class Description(Triples):
    """The triples from and to some things, with the passages, gaps and labels they need."""

    __slots__ = ("about",)

    def __init__(
        self, about: Iterable[NamedNode], triples: Iterable[Triple], prefixes: Prefixes
    ) -> None:
        super().__init__(triples, prefixes)
        self.about = tuple(about)


def describe(store: Store, about: Iterable[NamedNode], prefixes: Prefixes) -> Description:
    """Return the description of some things: a subset of what is asserted in a store."""
    things = tuple(about)
    outgoing = {t for thing in things for t in _from(store, thing)}
    incoming = {t for thing in things for t in _triples(store.quads_for_pattern(None, None, thing))}
    facts = {*things, *(t.subject for t in incoming if isinstance(t.subject, NamedNode))}
    cited = {t for fact in facts for t in _from(store, fact, IXA.isStatedIn)}
    passages = {t.object for t in cited if isinstance(t.object, NamedNode)}
    gaps = {t.subject for t in incoming if t.predicate == IXA.isGapOf}
    further = {
        t for node in passages | gaps if isinstance(node, NamedNode) for t in _from(store, node)
    }
    said = outgoing | incoming | cited | further
    labels = {t for node in _nodes(said) for t in _from(store, node, RDFS.label)}
    return Description(things, said | labels, prefixes)


def _from(store: Store, node: NamedNode, predicate: NamedNode | None = None) -> Iterator[Triple]:
    return _triples(store.quads_for_pattern(node, predicate, None))


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield what is asserted: no source says what only follows."""
    for quad in quads:
        graph = quad.graph_name
        if not (isinstance(graph, NamedNode) and bases.group(graph.value) == "inferred"):
            yield quad.triple


def _nodes(triples: Iterable[Triple]) -> set[NamedNode]:
    return {
        term
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
