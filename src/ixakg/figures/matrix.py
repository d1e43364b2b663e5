"""The evidence matrix: what was found, in rows and columns, each finding as a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ixakg.figures.cells import OPTIONAL, TAKES, held
from ixakg.figures.lettering import LINE, wrapped
from ixakg.figures.looks import looks
from ixakg.figures.pages import (
    MARGIN,
    NARROWEST,
    NOTE,
    ROW,
    SIZE,
    entries,
    finished,
    from_sources,
    heading,
    key,
    legend,
    lines,
)
from ixakg.figures.shapes import Line, Mark, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

__all__ = ["OPTIONAL", "TAKES", "matrix"]

LABEL, COLUMN, STEP = 190.0, 84.0, 30.0


def matrix(
    question: Question, answer: Solutions, roles: Mapping[str, Any], table: Path, given: str
) -> Drawing:
    """Return the answer to a question as a matrix of marks; each of its nodes counts in one."""
    found = held(question, answer, roles)
    look = looks(table, [kind.value for kind in found.kinds])
    room = max([COLUMN, *(len(cell) * STEP + 8 for cell in found.held.values())])
    page = max(2 * MARGIN + LABEL + room * len(found.columns), NARROWEST)
    y, items = heading(question, given, page)
    headings = [wrapped(column, room - 8, SIZE) for column in found.columns]
    deep = max(map(len, headings)) * SIZE * LINE
    for place, words in enumerate(headings):
        x = MARGIN + LABEL + room * (place + 0.5)
        items += lines(words, x, y + deep - len(words) * SIZE * LINE, anchor="middle")
    y += deep + 4
    number = 0
    for row in found.rows:
        words = wrapped(row, LABEL - 10, SIZE)
        high = max(ROW, len(words) * SIZE * LINE + 8)
        items.append(Line((MARGIN, y), (page - MARGIN, y)))
        items += lines(words, MARGIN, y + (high - len(words) * SIZE * LINE) / 2)
        for place, column in enumerate(found.columns):
            cell = found.held.get((row, column), {})
            x = MARGIN + LABEL + room * (place + 0.5) - (len(cell) - 1) * STEP / 2
            for (value, hollow), same in sorted(cell.items()):
                number += 1
                times = len(same)
                name = f"mark-{number}-of-{times}"
                items.append(Mark(x, y + high / 2, *look[value], not hollow, name))
                if times > 1:
                    items.append(Text(x + 7, y + high / 2, f"\u00d7{times}", NOTE))
                x += STEP
        y += high
    items.append(Line((MARGIN, y), (page - MARGIN, y)))
    y, below = legend(key(found.kinds, look, roles["marks"], found.means), page, y + 10)
    told = from_sources(question, entries(question, answer))
    foot = f"{told}; \u00d7n: n of them in one mark."
    return finished(question, page, y + 4, [*items, *below], foot)
