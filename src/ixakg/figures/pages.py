"""What all kinds of figures have in common: rows of an answer, a heading, a legend, a foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ixakg.figures.lettering import LINE, wrapped
from ixakg.figures.shapes import INK, NOT_STATED, SOFT, Curve, Drawing, Item, Line, Mark, Text
from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ixakg.figures.looks import Look
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

MARGIN, ROW = 18.0, 26.0
SIZE, NOTE, TITLE = 9.0, 8.0, 12.0
KEY = 30.0
NARROWEST = 420.0

Record = dict[str, object]
Symbol = tuple[list[Item], str]


def entries(question: Question, answer: Solutions) -> list[list[Record]]:
    """Return the rows that belong to one node, by node; without nodes, each row by itself."""
    found = records(answer)
    return [[found[place] for place in places] for places in grouped(question, found)]


def records(answer: Solutions) -> list[Record]:
    """Return the rows of an answer without what has no value in them."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in answer.records()
    ]


def grouped(question: Question, found: Sequence[Record]) -> list[tuple[int, ...]]:
    """Return the numbers of the rows that belong to one node; one may be told several times."""
    places: dict[str, list[int]] = {}
    for place, record in enumerate(found):
        node = " ".join(str(record.get(name, "")) for name in question.nodes).strip()
        places.setdefault(node or str(place), []).append(place)
    return list(map(tuple, places.values()))


def lines(
    texts: Sequence[str],
    x: float,
    top: float,
    *,
    size: float = SIZE,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
) -> list[Item]:
    """Return lines of text below each other."""
    return [
        Text(x, top + (number + 0.5) * size * LINE, line, size, anchor, colour, bold)
        for number, line in enumerate(texts)
    ]


def heading(question: Question, given: str, page: float) -> tuple[float, list[Item]]:
    """Return where the page goes on below the question and its parameters, and these."""
    title = wrapped(question.summary, page - 2 * MARGIN, TITLE, bold=True)
    items = lines(title, MARGIN, MARGIN, size=TITLE, bold=True)
    y = MARGIN + len(title) * TITLE * LINE + 2
    if given:
        told = wrapped(given, page - 2 * MARGIN, SIZE)
        items += lines(told, MARGIN, y, colour=SOFT)
        y += len(told) * SIZE * LINE
    return y + 8, items


def key(
    used: Sequence[tuple[str, bool]], look: Mapping[str, Look], column: str, means: str
) -> list[Symbol]:
    """Return the symbols of the legend for marks, full and hollow, and what they stand for."""
    names = {value: silent(column) if value == NOT_STATED else value for value, _ in used}
    return [
        (
            [Mark(KEY / 3, 0, *look[value], not hollow)],
            f"{names[value]}; {means}" if hollow else names[value],
        )
        for value, hollow in used
    ]


def silent(column: str) -> str:
    """Return that nothing is stated of a column, whose name is ``drug`` or ``drugName``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.removesuffix("Name")).lower()
    return f"{words} {NOT_STATED}"


def legend(symbols: Sequence[Symbol], page: float, y: float) -> tuple[float, list[Item]]:
    """Return where the page goes on below symbols with their meanings, and these.

    Symbols are drawn around the point at their left end.
    """
    room = page - 2 * MARGIN - KEY
    items: list[Item] = []
    for symbol, label in symbols:
        told = wrapped(label, room, SIZE)
        items += [shifted(item, MARGIN, y + SIZE * LINE / 2) for item in symbol]
        items += lines(told, MARGIN + KEY, y)
        y += len(told) * SIZE * LINE + 2
    return y, items


def shifted(item: Item, x: float, y: float) -> Item:
    """Return an item moved to the right and down."""
    match item:
        case Line():
            (left, top), (right, bottom) = item.start, item.end
            return item._replace(start=(left + x, top + y), end=(right + x, bottom + y))
        case Curve():
            return item._replace(points=tuple((left + x, top + y) for left, top in item.points))
    return item._replace(x=item.x + x, y=item.y + y)


def finished(
    question: Question, page: float, y: float, items: Sequence[Item], foot: str
) -> Drawing:
    """Return the page with a foot."""
    told = wrapped(foot, page - 2 * MARGIN, NOTE)
    below = lines(told, MARGIN, y, size=NOTE, colour=SOFT)
    bottom = y + len(told) * NOTE * LINE + MARGIN
    about = " ".join(question.description.split())
    return Drawing(question.summary, page, bottom, (*items, *below), f"{about} {foot}".strip())


def empty(question: Question, given: str) -> Drawing:
    """Return a page that says that there is nothing to draw."""
    y, items = heading(question, given, NARROWEST)
    return finished(question, NARROWEST, y + 4, items, "The answer has no rows.")


def from_sources(question: Question, found: Sequence[Sequence[Mapping[str, object]]]) -> str:
    """Return how many things are shown, and from how many sources."""
    told = count(len(found), (*question.nodes, "row")[0])
    sources = {record["source"] for records in found for record in records if "source" in record}
    return f"{told} from {count(len(sources), 'source')}" if sources else told
