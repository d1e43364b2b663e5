"""The pathway diagram: steps as arrows between boxes, each context in a drawing of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.figures.lettering import LINE, width, wrapped
from ixakg.figures.looks import looks
from ixakg.figures.pages import (
    MARGIN,
    NARROWEST,
    NOTE,
    SIZE,
    entries,
    finished,
    from_sources,
    heading,
    legend,
    lines,
    shifted,
)
from ixakg.figures.shapes import NOT_STATED, Box, Curve, Item, Line, Mark
from ixakg.figures.words import shown, told
from ixakg.pathways.courses import courses
from ixakg.pathways.layers import Edge, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ixakg.figures.looks import Look
    from ixakg.figures.pages import Record
    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

TAKES = {"panels": "columns", "from": "column", "to": "column", "sign": "column"}
OPTIONAL = {"notes": "words"}
BOX, NOTES = 150.0, 140.0
PADDING, HEAD, APART = 6.0, 5.0, 15.0

Arrows = dict[tuple[str, str, str], dict[str, None]]


class Picture(NamedTuple):
    """A part of the page: its size, and what is on it, from its own upper left corner."""

    title: str
    width: float
    height: float
    items: tuple[Item, ...]


def pathway(
    question: Question, answer: Solutions, roles: Mapping[str, Any], table: Path, given: str
) -> Drawing:
    """Return the steps of an answer as a diagram for each context; contexts are never merged."""
    found = entries(question, answer)
    parts: dict[str, Arrows] = {}
    for record in (record for records in found for record in records):
        title = ", ".join(shown(record[name]) for name in roles["panels"] if name in record)
        _add(parts.setdefault(title, {}), record, roles)
    signs = sorted({sign for arrows in parts.values() for _, _, sign in arrows})
    look = looks(table, signs)
    number = 0
    pictures = []
    for title, arrows in parts.items():
        pictures.append(_picture(title, arrows, look, number))
        number += len(arrows)
    page = max([NARROWEST, *(picture.width + 2 * MARGIN for picture in pictures)])
    y, items = heading(question, given, page)
    for picture in pictures:
        named = wrapped(picture.title, page - 2 * MARGIN, SIZE + 1, bold=True)
        items += lines(named, MARGIN, y, size=SIZE + 1, bold=True)
        y += len(named) * (SIZE + 1) * LINE + 8
        items += [shifted(item, MARGIN, y) for item in picture.items]
        y += picture.height + 20
    symbols = [(_key(look[sign]), sign) for sign in signs]
    y, below = legend(symbols, page, y)
    foot = f"{from_sources(question, found)}."
    return finished(question, page, y + 4, [*items, *below], foot)


def _add(arrows: Arrows, record: Record, roles: Mapping[str, Any]) -> None:
    ends = [shown(record.get(roles[role], NOT_STATED)) for role in ("from", "to", "sign")]
    notes = arrows.setdefault((ends[0], ends[1], ends[2]), {})
    notes.update(
        (note, None) for words in roles.get("notes", ()) if (note := told([words], record))
    )


def _picture(title: str, arrows: Arrows, look: Mapping[str, Look], number: int) -> Picture:
    names = list(dict.fromkeys(name for ends in arrows for name in ends[:2]))
    boxes = {name: wrapped(name, BOX, SIZE) for name in names}
    for source, target, sign in arrows:
        if source == target:  # an arrow cannot lead from a box to itself
            boxes[source] += wrapped(f"({sign} itself)", BOX, SIZE)
    arrows = {ends: said for ends, said in arrows.items() if ends[0] != ends[1]}
    busy = Counter(end for source, target, _ in arrows for end in (f"{source} out", f"{target} in"))
    sizes = {
        name: _size(words, SIZE, PADDING, max(busy[f"{name} out"], busy[f"{name} in"]))
        for name, words in boxes.items()
    }
    notes = [
        [line for note in said for line in wrapped(note, NOTES, NOTE)] for said in arrows.values()
    ]
    edges = [
        Edge(source, target, _size(words, NOTE, 2.0))
        for (source, target, _), words in zip(arrows, notes, strict=True)
    ]
    layout = lay_out(sizes, edges)
    items: list[Item] = []
    shapes = [look[sign] for _, _, sign in arrows]
    gaps = [1.6 * HEAD if shape != "bar" else 1.0 for shape, _ in shapes]
    runs = courses(layout, sizes, edges, gaps)
    for place, (course, (shape, colour)) in enumerate(zip(runs, shapes, strict=True), number + 1):
        items.append(Curve(course.points, colour, f"arrow-{place}"))
        items.append(_head(shape, colour, course.tip, course.down))
    for name, words in boxes.items():
        (x, y), (wide, high) = layout.boxes[name], sizes[name]
        items.append(Box(x, y, wide, high))
        items += lines(words, x, y - len(words) * SIZE * LINE / 2, anchor="middle")
    for words, edge, (x, y) in zip(notes, edges, layout.labels, strict=True):
        if words:
            items.append(Box(x, y, *edge.size, line=0.0))
            top = y - len(words) * NOTE * LINE / 2
            items += lines(words, x, top, size=NOTE, anchor="middle")
    return Picture(title, layout.width, layout.height, tuple(items))


def _size(
    words: Sequence[str], size: float, padding: float, arrows: int = 0
) -> tuple[float, float]:
    """Return how large a box is for its words, and wide enough for so many arrows on a side."""
    wide = max(
        [(arrows + 1) * APART if arrows > 1 else 0.0, *(width(line, size) for line in words)]
    )
    return wide + 2 * padding, len(words) * size * LINE + 2 * padding


def _head(shape: str, colour: str, tip: tuple[float, float], down: int) -> Item:
    x, y = tip
    if shape == "bar":
        return Line((x - HEAD - 2, y - 2 * down), (x + HEAD + 2, y - 2 * down), colour, 3.0)
    pointed = ("down" if down > 0 else "up") if shape == "arrow" else shape
    return Mark(x, y - down * HEAD, pointed, colour)


def _key(look: Look) -> list[Item]:
    """Return an arrow that lies."""
    shape, colour = look
    line = Line((0.0, 0.0), (18.0, 0.0), colour, 1.6)
    if shape == "bar":
        return [line, Line((18.0, -HEAD), (18.0, HEAD), colour, 3.0)]
    return [line, Mark(18.0, 0.0, "right" if shape == "arrow" else shape, colour)]
