"""From stated steps to the graphs of each context: its walks, its effects, their certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from ixakg.pathways import certificates, mechanism
from ixakg.pathways.contexts import SPECIFIC, home, project, settled
from ixakg.pathways.routes import BOUNDS, Bounds, Routes, routes
from ixakg.pathways.situated import graph, projected
from ixakg.vocabulary import GRAPHS, IXA, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.pathways.contexts import Projection
    from ixakg.pathways.mechanism import Mechanism
    from ixakg.pathways.routes import Route

#: The groups of named graphs that are derived here.
GROUPS = ("certificate", "context", "effect")


def is_derived(graph: str) -> bool:
    """Tell whether a named graph is one of those that are derived here."""
    parts = graph.removeprefix(GRAPHS).removeprefix("background/").split("/")
    return parts[0] in GROUPS


def has_steps(quads: Iterable[Quad]) -> bool:
    """Tell whether triples state a step or an observed effect, or lay out contexts."""
    kinds = (IXA.Context, IXA.ObservedEffect, IXA.Step)
    return any(quad.predicate == RDF.type and quad.object in kinds for quad in quads)


def derived(asserted: Iterable[Quad], bounds: Bounds = BOUNDS) -> set[Quad]:
    """Return what follows from steps and the ontology, each context in graphs of its own."""
    store = Store()
    store.bulk_extend(asserted)
    stated = mechanism.read(store)
    found: set[Quad] = set()
    for context in settled(stated):
        found.update(_context(stated, project(stated, context), bounds))
    found.update(_shared(stated))
    everything = mechanism.read(store, background=True)
    if len(everything.steps) > len(stated.steps):
        for context in settled(stated):
            found.update(_background(everything, project(everything, context), bounds))
    return found


def _context(stated: Mechanism, projection: Projection, bounds: Bounds) -> Iterator[Quad]:
    context = projection.context
    yield from projected(projection)
    for exposure in sorted(stated.exposures):
        listed = routes(projection.steps, exposure, bounds=bounds)
        yield from _left_out(listed, context)
        yield from _certified(listed.found, stated, projection, "")


def _background(everything: Mechanism, projection: Projection, bounds: Bounds) -> Iterator[Quad]:
    """Yield what follows only with background steps, in graphs of the background."""
    for exposure in sorted(everything.exposures):
        listed = routes(projection.steps, exposure, bounds=bounds)
        further = [route for route in listed.found if any(s.background for s in route.steps)]
        yield from _certified(further, everything, projection, "background/")


def _certified(
    found: Iterable[Route], stated: Mechanism, projection: Projection, group: str
) -> Iterator[Quad]:
    context = projection.context
    for effect in certificates.effects(found, projection, stated):
        yield from certificates.summary(effect, stated, graph(f"{group}effect", context))
        yield from certificates.certificates(effect, graph(f"{group}certificate", context))


def _shared(stated: Mechanism) -> Iterator[Quad]:
    """Yield for each context where its routes are: in its own graphs or in a wider one's."""
    own = settled(stated)
    for context, described in stated.contexts.items():
        if context in own or described.kind == SPECIFIC:
            where = NamedNode(home(stated, context))
            for group in ("context", "effect"):
                yield Quad(NamedNode(context), IXA.hasStepsOf, where, graph(group, context))


def _left_out(listed: Routes, context: str) -> Iterator[Quad]:
    """Yield the bounds that kept routes out, so that nobody takes the list for all there is."""
    limits = (
        (IXA.routeLengthLimit, listed.longer_left_out),
        (IXA.routeCountLimit, listed.more_left_out),
    )
    for predicate, limit in limits:
        if limit is not None:
            number = Literal(str(limit), datatype=XSD.integer)
            yield Quad(NamedNode(context), predicate, number, graph("effect", context))
