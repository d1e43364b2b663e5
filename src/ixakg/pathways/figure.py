"""What a drawing of routes shows: boxes, and arrows between them, in any notation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.errors import NothingToDraw
from ixakg.pathways.mechanism import GENERAL

if TYPE_CHECKING:
    from ixakg.pathways.explanation import Explanation, InContext
    from ixakg.pathways.mechanism import Mechanism, Statement

#: Dark, and told apart also by those who see colours differently (Okabe and Ito).
COLOURS = ("#444444", "#0072b2", "#d55e00", "#007a5e", "#a0407f", "#7a5c00")


class Arrow(NamedTuple):
    """A step as it is drawn; steps between the same two variables are one arrow."""

    source: str
    target: str
    sign: int
    colour: str
    notes: tuple[str, ...]
    dashed: bool


class Figure(NamedTuple):
    """Boxes with their labels, in the order of the routes, and the arrows between them."""

    title: str
    boxes: dict[str, str]
    arrows: tuple[Arrow, ...]
    contexts: dict[str, str]
    start: str
    end: str


def figure(explanation: Explanation) -> Figure:
    """Return the drawing of the routes in one context.

    Raises:
        NothingToDraw: there is no route, or there are routes in several contexts.
    """
    parts = [part for part in explanation.contexts if part.effects]
    label = explanation.mechanism.label
    if not parts:
        raise NothingToDraw(
            f"there is no route from {label(explanation.source)} to {label(explanation.target)} "
            "to draw; --format text says what is missing"
        )
    if len(parts) > 1:
        known = ", ".join(part.context.rpartition("/")[2] for part in parts)
        raise NothingToDraw(f"contexts are never merged into one drawing; choose --in: {known}")
    return _figure(explanation, parts[0])


def _figure(explanation: Explanation, part: InContext) -> Figure:
    mechanism = explanation.mechanism
    routes = [route for effect in part.effects for route in effect.routes]
    boxes = {iri: mechanism.label(iri) for route in routes for iri in route.variables}
    steps: dict[tuple[str, str, int], dict[str, Statement]] = {}
    for step in (step for route in routes for step in route.steps):
        steps.setdefault((step.source, step.target, step.sign), {})[step.iri] = step
    named = sorted(
        {step.context for same in steps.values() for step in same.values()},
        key=lambda iri: (mechanism.contexts[iri].kind != GENERAL, iri),
    )
    general = [iri for iri in named if mechanism.contexts[iri].kind == GENERAL]
    palette = COLOURS if general else COLOURS[1:]
    colours = {iri: palette[place % len(palette)] for place, iri in enumerate(named)}
    arrows = tuple(
        _arrow(source, target, sign, list(same.values()), colours, mechanism)
        for (source, target, sign), same in steps.items()
    )
    where = mechanism.contexts[part.context].label
    return Figure(
        title=f"{mechanism.label(explanation.source)} → {mechanism.label(explanation.target)}, "
        f"{where}",
        boxes=boxes,
        arrows=arrows,
        contexts={mechanism.contexts[iri].label: colours[iri] for iri in named},
        start=explanation.source,
        end=explanation.target,
    )


def _arrow(
    source: str,
    target: str,
    sign: int,
    steps: list[Statement],
    colours: dict[str, str],
    mechanism: Mechanism,
) -> Arrow:
    narrowest = max(steps, key=lambda step: mechanism.contexts[step.context].kind != GENERAL)
    contexts = sorted({mechanism.contexts[step.context].label for step in steps})
    always = frozenset.intersection(*(frozenset(step.conditions) for step in steps))
    conditions = [f"if {mechanism.label(condition)}" for condition in sorted(always)]
    background = ["background"] if any(step.background for step in steps) else []
    return Arrow(
        source,
        target,
        sign,
        colours[narrowest.context],
        (*contexts, *conditions, *background),
        all(not step.works for step in steps),
    )
