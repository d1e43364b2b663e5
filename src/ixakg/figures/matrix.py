"""The evidence matrix: what was found, in rows and columns, each finding as a mark."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.errors import InvalidQuestion, suggestion
from ixakg.figures.lettering import LINE, wrapped
from ixakg.figures.shapes import INK, NOT_STATED, SOFT, Drawing, Item, Line, Mark, Text
from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ixakg.queries import Question
    from ixakg.solutions import Solutions

MARGIN, LABEL, COLUMN, STEP, ROW = 18.0, 190.0, 84.0, 30.0, 26.0
SIZE, NOTE = 9.0, 8.0
ROLES = ("rows", "columns", "marks")
SPARE = ("diamond", "pentagon", "hexagon", "plus", "star", "cross")
SPARE_COLOUR = "#444444"


class Look(NamedTuple):
    """The shape and the colour that stand for a value."""

    shape: str
    colour: str


def matrix(question: Question, answer: Solutions, looks: Path, given: str = "") -> Drawing:
    """Return the answer to a question as a matrix of marks.

    Args:
        question: says in its header which columns are rows, columns and marks.
        answer: what is drawn; each of its rows counts in one mark.
        looks: the table of values with their shapes and colours.
        given: the parameters, as they were asked.

    Raises:
        InvalidQuestion: the question has no such figure, or names a column that is not there.
    """
    roles = _roles(question, answer)
    records = [
        {key: str(value) for key, value in record.items() if value is not None}
        for record in answer.records()
    ]
    entries = _entries(question, records)
    cells = _cells(entries, roles)
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = sorted({column for _, column in cells})
    used = sorted({mark for cell in cells.values() for mark in cell})
    look = _looks(looks, [value for value, _ in used])
    room = max([COLUMN, *(len(cell) * STEP + 8 for cell in cells.values())])
    page = max(2 * MARGIN + LABEL + room * len(columns), 420.0)
    y, items = _heading(question.summary, given, page)
    if not records:
        items.append(Text(MARGIN, y + ROW / 2, "The answer has no rows.", SIZE))
        return Drawing(question.summary, page, y + ROW + MARGIN, tuple(items))
    headings = [wrapped(column, room - 8, SIZE) for column in columns]
    deep = max(map(len, headings)) * SIZE * LINE
    for place, lines in enumerate(headings):
        x = MARGIN + LABEL + room * (place + 0.5)
        top = y + deep - len(lines) * SIZE * LINE
        items += _lines(lines, x, top, anchor="middle")
    y += deep + 4
    number = 0
    for row in rows:
        lines = wrapped(row, LABEL - 10, SIZE)
        high = max(ROW, len(lines) * SIZE * LINE + 8)
        items.append(Line((MARGIN, y), (page - MARGIN, y)))
        items += _lines(lines, MARGIN, y + (high - len(lines) * SIZE * LINE) / 2)
        for place, column in enumerate(columns):
            cell = cells.get((row, column), Counter())
            x = MARGIN + LABEL + room * (place + 0.5) - (len(cell) - 1) * STEP / 2
            for (value, hollow), times in sorted(cell.items()):
                number += 1
                name = f"mark-{number}-of-{times}"
                items.append(Mark(x, y + high / 2, *look[value], not hollow, name))
                if times > 1:
                    items.append(Text(x + 7, y + high / 2, f"\u00d7{times}", NOTE))
                x += STEP
        y += high
    items.append(Line((MARGIN, y), (page - MARGIN, y)))
    y = _legend(items, used, look, roles["means"], page, y + 10)
    sources = len({record["source"] for record in records if "source" in record})
    told = count(len(entries), (*question.nodes, "row")[0])
    foot = f"{told} from {count(sources, 'source')}; \u00d7n: n of them in one mark."
    lines = wrapped(foot, page - 2 * MARGIN, NOTE)
    items += _lines(lines, MARGIN, y + 4, size=NOTE, colour=SOFT)
    bottom = y + 4 + len(lines) * NOTE * LINE + MARGIN
    return Drawing(question.summary, page, bottom, tuple(items))


def _entries(question: Question, records: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return one record for each node; one may be told again, for another disease or passage."""
    found: dict[str, Mapping[str, str]] = {}
    for place, record in enumerate(records):
        node = " ".join(record.get(name, "") for name in question.nodes).strip()
        found.setdefault(node or str(place), record)
    return list(found.values())


def _cells(
    entries: Sequence[Mapping[str, str]], roles: Mapping[str, Any]
) -> dict[tuple[str, str], Counter[tuple[str, bool]]]:
    """Return how often each mark, full or hollow, is in each row and column."""
    cells: dict[tuple[str, str], Counter[tuple[str, bool]]] = {}
    for record in entries:
        row = ", ".join(record.get(name, f"{name} {NOT_STATED}") for name in roles["rows"])
        column = record.get(roles["columns"], NOT_STATED)
        mark = (record.get(roles["marks"], NOT_STATED), roles["hollow"] in record)
        cells.setdefault((row, column), Counter())[mark] += 1
    return cells


def _roles(question: Question, answer: Solutions) -> Mapping[str, Any]:
    said = question.figure
    if said.get("kind") != "matrix" or not all(said.get(role) for role in ROLES):
        raise InvalidQuestion(
            f"{question.id} has no figure; --format table, csv, json or markdown shows its answer"
        )
    hollow = said.get("hollow") or {}
    names = said["rows"] if isinstance(said["rows"], list) else [said["rows"]]
    for name in [*names, said["columns"], said["marks"], *filter(None, [hollow.get("column")])]:
        if name not in answer.variables:
            raise InvalidQuestion(
                f"{question.id}.rq: the figure names a column {name!r}; "
                f"{suggestion(str(name), answer.variables)}"
            )
    return {
        "rows": names,
        "columns": said["columns"],
        "marks": said["marks"],
        "hollow": hollow.get("column", ""),
        "means": hollow.get("means", ""),
    }


def _looks(path: Path, values: Sequence[str]) -> dict[str, Look]:
    """Return a look for each value, from the table or else one that the table does not use."""
    known: dict[str, Look] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                known[line["value"]] = Look(line["shape"], line["colour"])
    taken = {look.shape for look in known.values()}
    spare = [shape for shape in SPARE if shape not in taken] or list(SPARE)
    others = [value for value in dict.fromkeys(values) if value not in known]
    return known | {
        value: Look(spare[place % len(spare)], SPARE_COLOUR) for place, value in enumerate(others)
    }


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
    used: Sequence[tuple[str, bool]],
    look: Mapping[str, Look],
    means: str,
    page: float,
    y: float,
) -> float:
    for value, hollow in used:
        label = f"{value}; {means}" if hollow and means else value
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
