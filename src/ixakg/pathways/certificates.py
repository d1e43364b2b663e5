"""Effects that follow from routes, as triples that somebody else can check without this code."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from ixakg.pathways.contexts import grade_order
from ixakg.pathways.situated import slug
from ixakg.vocabulary import INDIVIDUALS, IXA, PROV, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ixakg.pathways.contexts import Projection
    from ixakg.pathways.mechanism import Mechanism, Statement, Work
    from ixakg.pathways.routes import Route

SIGNS = {1: IXA.Increases, -1: IXA.Decreases}
WORDS = {1: "increases", -1: "decreases"}


class Effect(NamedTuple):
    """All routes of one sign from one variable to another in a context, summed up."""

    context: str
    source: str
    target: str
    sign: int
    routes: tuple[Route, ...]
    grades: tuple[str, ...]

    @property
    def grade(self) -> str:
        """The grade of the route that says most about the context."""
        return min(self.grades, key=grade_order)

    @property
    def strict(self) -> bool:
        """Whether one route uses each step as its words speak of it."""
        return any(not route.unspoken() for route in self.routes)

    @property
    def conditions(self) -> frozenset[str]:
        """What must hold besides, whichever route is taken."""
        return frozenset.intersection(*(route.conditions for route in self.routes))

    @property
    def steps(self) -> tuple[Statement, ...]:
        """The steps of all routes, each once."""
        found = {step.iri: step for route in self.routes for step in route.steps}
        return tuple(found[iri] for iri in sorted(found))


def effects(found: Iterable[Route], projection: Projection, mechanism: Mechanism) -> list[Effect]:
    """Return the effects that routes in one context add up to, sorted by what they lead to."""
    groups: dict[tuple[str, str, int], list[Route]] = defaultdict(list)
    for route in found:
        groups[route.source, route.target, -route.sign].append(route)
    return [
        Effect(
            projection.context,
            source,
            target,
            -minus,
            tuple(same),
            tuple(projection.grade(route.steps, mechanism) for route in same),
        )
        for (source, target, minus), same in sorted(groups.items(), key=lambda item: item[0])
    ]


def works(steps: Iterable[Statement]) -> tuple[Work, ...]:
    """Return the works that are cited for steps, copies of one work once."""
    return tuple(sorted({work for step in steps for work in step.works}))


def weakest(steps: Iterable[Statement]) -> Work | None:
    """Return what the worst supported of some steps rests on."""
    floors = [step.floor for step in steps]
    known = [floor for floor in floors if floor is not None]
    return max(known, key=lambda work: (work.rank, work.iri), default=None)


def certificate(route: Route, context: str) -> NamedNode:
    """Return the name of a certificate: its context and the steps of its route in order."""
    paths = [step.iri.removeprefix(f"{INDIVIDUALS}step/").rpartition("/") for step in route.steps]
    parts = [
        f"{source}/{'_'.join(name for _, _, name in same)}"
        for source, same in groupby(paths, key=lambda path: path[0])
    ]
    return NamedNode(f"{INDIVIDUALS}certificate/{slug(context)}/{'/'.join(parts)}")


def summary(effect: Effect, mechanism: Mechanism, where: NamedNode) -> Iterator[Quad]:
    """Yield what is said of an effect as a whole."""
    node = _effect(effect)
    words = (
        f"{mechanism.label(effect.source)} {WORDS[effect.sign]} {mechanism.label(effect.target)}"
        f" {mechanism.within(effect.context)}"
    )
    yield Quad(node, RDF.type, IXA.NetEffect, where)
    yield Quad(node, RDFS.label, Literal(words, language="en"), where)
    yield Quad(node, IXA.routeCount, _number(len(effect.routes)), where)
    yield from _common(
        node, effect, effect.grade, effect.steps, effect.conditions, where, strict=effect.strict
    )


def certificates(effect: Effect, where: NamedNode) -> Iterator[Quad]:
    """Yield the certificate of each route of an effect."""
    for route, grade in zip(effect.routes, effect.grades, strict=True):
        node = certificate(route, effect.context)
        unspoken = route.unspoken()
        floor = weakest(route.steps)
        uncited = sum(not step.works for step in route.steps)
        yield Quad(node, RDF.type, IXA.InferredEffect, where)
        yield Quad(node, IXA.isRouteOf, _effect(effect), where)
        yield from _common(
            node, effect, grade, route.steps, route.conditions, where, strict=not unspoken
        )
        if floor is not None and floor.tier:
            yield Quad(node, IXA.weakestTier, NamedNode(floor.tier), where)
        yield Quad(node, IXA.uncitedStepCount, _number(uncited), where)
        for step in unspoken:
            yield Quad(node, IXA.usesUnspoken, NamedNode(step.iri), where)
        for position, step in enumerate(route.steps, start=1):
            place = NamedNode(f"{node.value}/{position}")
            yield Quad(place, RDF.type, IXA.RouteStep, where)
            yield Quad(place, IXA.isStepOfRoute, node, where)
            yield Quad(place, IXA.routePosition, _number(position), where)
            yield Quad(place, IXA.usesStep, NamedNode(step.iri), where)


def _common(
    node: NamedNode,
    effect: Effect,
    grade: str,
    steps: Sequence[Statement],
    conditions: Iterable[str],
    where: NamedNode,
    *,
    strict: bool,
) -> Iterator[Quad]:
    yield Quad(node, IXA.fromVariable, NamedNode(effect.source), where)
    yield Quad(node, IXA.toVariable, NamedNode(effect.target), where)
    yield Quad(node, IXA.sign, SIGNS[effect.sign], where)
    yield Quad(node, IXA.inContext, NamedNode(effect.context), where)
    yield Quad(node, IXA.contextGrade, NamedNode(grade), where)
    yield Quad(node, IXA.inferenceMode, IXA.Strict if strict else IXA.Liberal, where)
    yield Quad(node, IXA.publicationCount, _number(len(works(steps))), where)
    for work in works(steps):
        yield Quad(node, IXA.restsOnWork, NamedNode(work.iri), where)
    for condition in sorted(conditions):
        yield Quad(node, IXA.onCondition, NamedNode(condition), where)
    for step in steps:
        yield Quad(node, PROV.wasDerivedFrom, NamedNode(step.iri), where)
        if step.background:
            yield Quad(node, IXA.usesBackground, NamedNode(step.iri), where)


def _effect(effect: Effect) -> NamedNode:
    ends = "/".join(_name(variable) for variable in (effect.source, effect.target))
    path = f"{slug(effect.context)}/{ends}/{WORDS[effect.sign]}"
    aside = "/with-background" if any(step.background for step in effect.steps) else ""
    return NamedNode(f"{INDIVIDUALS}effect/{path}{aside}")


def _name(variable: str) -> str:
    return variable.removeprefix(f"{INDIVIDUALS}variable/")


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
