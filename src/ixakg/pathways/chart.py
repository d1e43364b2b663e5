"""All steps of a mechanism on one sheet, with a place for each, whatever holds where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.pathways.courses import courses
from ixakg.pathways.layers import Edge, lay_out
from ixakg.pathways.lettering import folded, size
from ixakg.pathways.mechanism import GENERAL

if TYPE_CHECKING:
    from ixakg.pathways.courses import Point
    from ixakg.pathways.mechanism import Mechanism, Statement

FONT, NOTE_FONT = 13.0, 11.0
CHARACTERS, NOTE_CHARACTERS = 18, 16
PADDING, NOTE_PADDING = 8.0, 3.0
BETWEEN = 42.0  # arrows that cross have room to do so


class Box(NamedTuple):
    """Lines of words around a point."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


class Arrow(NamedTuple):
    """The points from the source of a step to its target, and a note where it has one."""

    points: tuple[Point, ...]
    note: Box | None


class Chart(NamedTuple):
    """The box of each variable, the arrow of each step, and the size of the sheet."""

    boxes: dict[str, Box]
    arrows: dict[str, Arrow]
    width: float
    height: float


def chart(mechanism: Mechanism) -> Chart:
    """Return where the variables and steps of a mechanism stand.

    The sheet is the same for every context, so that nothing moves when the context changes.
    """
    lines = {
        end: folded([mechanism.label(end)], CHARACTERS)
        for step in mechanism.steps
        for end in (step.source, step.target)
    }
    sizes = {iri: size(box, FONT, PADDING) for iri, box in lines.items()}
    notes = [folded(_notes(step, mechanism), NOTE_CHARACTERS) for step in mechanism.steps]
    edges = [
        Edge(step.source, step.target, size(note, NOTE_FONT, NOTE_PADDING))
        for step, note in zip(mechanism.steps, notes, strict=True)
    ]
    layout = lay_out(sizes, edges, between=BETWEEN)
    paths = [course.points for course in courses(layout, sizes, edges, [0.0] * len(edges))]
    arrows = {}
    for number, step in enumerate(mechanism.steps):
        path = paths[number]
        note = Box(tuple(notes[number]), *layout.labels[number], *edges[number].size)
        points = tuple(reversed(path) if number in layout.upwards else path)
        arrows[step.iri] = Arrow(points, note if note.lines else None)
    boxes = {iri: Box(tuple(lines[iri]), *layout.boxes[iri], *sizes[iri]) for iri in sizes}
    return Chart(boxes, arrows, layout.width, layout.height)


def _notes(step: Statement, mechanism: Mechanism) -> list[str]:
    context = mechanism.contexts[step.context]
    background = ["background"] if step.background else []
    return background + ([] if context.kind == GENERAL else [context.label])
