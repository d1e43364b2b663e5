"""The evidence matrix: what was found, in rows and columns, each finding as a mark."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

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
    silent,
)
from ixakg.figures.shapes import NOT_STATED, Line, Mark, Text
from ixakg.figures.words import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

TAKES = {"rows": "columns", "columns": "column", "marks": "column"}
OPTIONAL = {"hollow": "sign"}
LABEL, COLUMN, STEP = 190.0, 84.0, 30.0


def matrix(
    question: Question, answer: Solutions, roles: Mapping[str, Any], table: Path, given: str
) -> Drawing:
    """Return the answer to a question as a matrix of marks; each of its nodes counts in one."""
    found = entries(question, answer)
    hollow = roles.get("hollow")
    cells = _cells([records[0] for records in found], roles)
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = sorted({column for _, column in cells})
    used = sorted({mark for cell in cells.values() for mark in cell})
    look = looks(table, [value for value, _ in used])
    room = max([COLUMN, *(len(cell) * STEP + 8 for cell in cells.values())])
    page = max(2 * MARGIN + LABEL + room * len(columns), NARROWEST)
    y, items = heading(question, given, page)
    headings = [wrapped(column, room - 8, SIZE) for column in columns]
    deep = max(map(len, headings)) * SIZE * LINE
    for place, words in enumerate(headings):
        x = MARGIN + LABEL + room * (place + 0.5)
        items += lines(words, x, y + deep - len(words) * SIZE * LINE, anchor="middle")
    y += deep + 4
    number = 0
    for row in rows:
        words = wrapped(row, LABEL - 10, SIZE)
        high = max(ROW, len(words) * SIZE * LINE + 8)
        items.append(Line((MARGIN, y), (page - MARGIN, y)))
        items += lines(words, MARGIN, y + (high - len(words) * SIZE * LINE) / 2)
        for place, column in enumerate(columns):
            cell = cells.get((row, column), Counter())
            x = MARGIN + LABEL + room * (place + 0.5) - (len(cell) - 1) * STEP / 2
            for (value, is_hollow), times in sorted(cell.items()):
                number += 1
                name = f"mark-{number}-of-{times}"
                items.append(Mark(x, y + high / 2, *look[value], not is_hollow, name))
                if times > 1:
                    items.append(Text(x + 7, y + high / 2, f"\u00d7{times}", NOTE))
                x += STEP
        y += high
    items.append(Line((MARGIN, y), (page - MARGIN, y)))
    y, below = legend(key(used, look, roles["marks"], hollow.means if hollow else ""), page, y + 10)
    foot = f"{from_sources(question, found)}; \u00d7n: n of them in one mark."
    return finished(question, page, y + 4, [*items, *below], foot)


def _cells(
    found: Sequence[Mapping[str, object]], roles: Mapping[str, Any]
) -> dict[tuple[str, str], Counter[tuple[str, bool]]]:
    """Return how often each mark, full or hollow, is in each row and column."""
    cells: dict[tuple[str, str], Counter[tuple[str, bool]]] = {}
    hollow = roles.get("hollow")
    for record in found:
        row = ", ".join(shown(record.get(name, silent(name))) for name in roles["rows"])
        column = shown(record.get(roles["columns"], NOT_STATED))
        value = shown(record.get(roles["marks"], NOT_STATED))
        mark = (value, bool(hollow and hollow.holds(record)))
        cells.setdefault((row, column), Counter())[mark] += 1
    return cells
