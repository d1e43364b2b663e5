"""Variables as they stand in one context, and the triples of that context's graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ixakg.pathways.closure import close, close_strictly
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ixakg.pathways.contexts import Projection

CONTEXTS = f"{INDIVIDUALS}context/"
STATES = {1: ("up", IXA.Gain), -1: ("down", IXA.Loss)}
STEPS = {1: IXA.stepIncreases, -1: IXA.stepDecreases}
NETS = {"netIncreases": IXA.netIncreases, "netDecreases": IXA.netDecreases}


def slug(context: str) -> str:
    """Return the short name of a context."""
    return context.removeprefix(CONTEXTS)


def graph(group: str, context: str) -> NamedNode:
    """Return the named graph of a group that belongs to a context."""
    return NamedNode(f"{GRAPHS}{group}/{slug(context)}")


def situated(variable: str, context: str) -> NamedNode:
    """Return a variable as it stands in a context."""
    return NamedNode(f"{variable}/in/{slug(context)}")


def projected(projection: Projection) -> Iterator[Quad]:
    """Yield the graph of a context: its steps, and what walks over them relate.

    The relations that only serve the axioms (runs, one decrease, even numbers) are left to a
    reasoner. Rises and falls are related where the words of every step speak of the direction.
    """
    context = projection.context
    where = graph("context", context)
    steps = [(step.source, step.sign, step.target) for step in projection.steps]
    for variable in sorted({end for source, _, target in steps for end in (source, target)}):
        node = situated(variable, context)
        yield Quad(node, RDF.type, IXA.SituatedVariable, where)
        yield Quad(node, IXA.ofVariable, NamedNode(variable), where)
        yield Quad(node, IXA.standsIn, NamedNode(context), where)
    for source, sign, target in steps:
        yield Quad(situated(source, context), STEPS[sign], situated(target, context), where)
    closure = close(steps)
    for relation, predicate in NETS.items():
        for source, target in closure.pairs(relation):
            yield Quad(situated(source, context), predicate, situated(target, context), where)
    yield from _strictly(projection, where)


def _strictly(projection: Projection, where: NamedNode) -> Iterator[Quad]:
    context = projection.context

    def state(variable: str, change: int) -> NamedNode:
        return NamedNode(f"{situated(variable, context).value}/{STATES[change][0]}")

    arcs = {
        ((step.source, change), (step.target, change * step.sign))
        for step in projection.steps
        for change in step.spoken
    }
    for variable, change in {end for arc in arcs for end in arc}:
        node = state(variable, change)
        yield Quad(node, RDF.type, IXA.VariableState, where)
        yield Quad(node, IXA.isStateOf, situated(variable, context), where)
        yield Quad(node, IXA.stateDirection, STATES[change][1], where)
    for before, after in arcs:
        yield Quad(state(*before), IXA.stepLeadsTo, state(*after), where)
    walks = close_strictly((s.source, s.spoken, s.sign, s.target) for s in projection.steps)
    for before, after in walks:
        yield Quad(state(*before), IXA.leadsTo, state(*after), where)
