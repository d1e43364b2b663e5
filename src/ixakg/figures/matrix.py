"""The evidence matrix: what was found, in rows and columns, each finding as a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.figures.cells import cells, looks
from ixakg.figures.lettering import LINE, wrapped
from ixakg.figures.shapes import INK, SOFT, Drawing, Item, Line, Mark, Text
from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ixakg.figures.cells import Cells, Look
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

MARGIN, LABEL, COLUMN, STEP, ROW = 18.0, 190.0, 84.0, 30.0, 26.0
SIZE, NOTE = 9.0, 8.0


def matrix(question: Question, answer: Solutions, table: Path, given: str = "") -> Drawing:
    """Return the answer to a question as a matrix of marks.

    Args:
        question: says in its header which columns are rows, columns and marks.
        answer: what is drawn; each of its rows counts in one mark.
        table: the values with their shapes and colours.
        given: the parameters, as they were asked.

    Raises:
        InvalidQuestion: the question has no such figure, or names a column that is not there.
    """
    shown = cells(question, answer)
    look = looks(table, shown.kinds)
    room = max([COLUMN, *(len(cell) * STEP + 8 for cell in shown.held.values())])
    page = max(2 * MARGIN + LABEL + room * len(shown.columns), 420.0)
    y, items = _heading(question.summary, given, page)
    if not shown.held:
        items.append(Text(MARGIN, y + ROW / 2, "The answer has no rows.", SIZE))
        return Drawing(question.summary, page, y + ROW + MARGIN, tuple(items))
    headings = [wrapped(column, room - 8, SIZE) for column in shown.columns]
    deep = max(map(len, headings)) * SIZE * LINE
    for place, lines in enumerate(headings):
        x = MARGIN + LABEL + room * (place + 0.5)
        top = y + deep - len(lines) * SIZE * LINE
        items += _lines(lines, x, top, anchor="middle")
    y += deep + 4
    number = 0
    for row in shown.rows:
        lines = wrapped(row, LABEL - 10, SIZE)
        high = max(ROW, len(lines) * SIZE * LINE + 8)
        items.append(Line((MARGIN, y), (page - MARGIN, y)))
        items += _lines(lines, MARGIN, y + (high - len(lines) * SIZE * LINE) / 2)
        for place, column in enumerate(shown.columns):
            cell = shown.held.get((row, column), {})
            x = MARGIN + LABEL + room * (place + 0.5) - (len(cell) - 1) * STEP / 2
            for (value, hollow), entries in sorted(cell.items()):
                times = len(entries)
                number += 1
                name = f"mark-{number}-of-{times}"
                items.append(Mark(x, y + high / 2, *look[value], not hollow, name))
                if times > 1:
                    items.append(Text(x + 7, y + high / 2, f"\u00d7{times}", NOTE))
                x += STEP
        y += high
    items.append(Line((MARGIN, y), (page - MARGIN, y)))
    y = _legend(items, shown, look, page, y + 10)
    sources = len({row["source"] for row in answer.records() if row.get("source")})
    told = count(shown.entries, (*question.nodes, "row")[0])
    foot = f"{told} from {count(sources, 'source')}; \u00d7n: n of them in one mark."
    lines = wrapped(foot, page - 2 * MARGIN, NOTE)
    items += _lines(lines, MARGIN, y + 4, size=NOTE, colour=SOFT)
    bottom = y + 4 + len(lines) * NOTE * LINE + MARGIN
    return Drawing(question.summary, page, bottom, tuple(items))


def _heading(summary: str, given: str, page: float) -> tuple[float, list[Item]]:
    title = wrapped(summary, page - 2 * MARGIN, 12.0, bold=True)
    items = _lines(title, MARGIN, MARGIN, size=12.0, bold=True)
    y = MARGIN + len(title) * 12.0 * LINE + 2
    if given:
        lines = wrapped(given, page - 2 * MARGIN, SIZE)
        items += _lines(lines, MARGIN, y, colour=SOFT)
        y += len(lines) * SIZE * LINE
    return y + 8, items


def _legend(
    items: list[Item],
    shown: Cells,
    look: Mapping[str, Look],
    page: float,
    y: float,
) -> float:
    for value, hollow in shown.kinds:
        label = f"{value}; {shown.means}" if hollow and shown.means else value
        lines = wrapped(label, page - 2 * MARGIN - 18, SIZE)
        items.append(Mark(MARGIN + 5, y + SIZE * LINE / 2, *look[value], not hollow))
        items += _lines(lines, MARGIN + 18, y)
        y += len(lines) * SIZE * LINE + 2
    return y


def _lines(
    lines: Sequence[str],
    x: float,
    top: float,
    *,
    size: float = SIZE,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
) -> list[Item]:
    return [
        Text(x, top + (number + 0.5) * size * LINE, line, size, anchor, colour, bold)
        for number, line in enumerate(lines)
    ]
