"""Read the rows of tables, and find everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from ixakg.errors import Problem, suggestion
from ixakg.tables import cells
from ixakg.tables.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ixakg.tables.schema import Column, Table
    from ixakg.tables.sheets import Line, Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with the place where it stands."""

    table: Table
    file: str
    line: int
    cells: Mapping[str, Cell]

    def key(self, names: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the single values of some columns, or nothing where one has none."""
        values = [self.cells[name].values for name in names]
        return tuple(value[0] for value in values) if all(map(len, values)) else None

    def scalars(self) -> dict[str, str]:
        """Return the values of the columns that hold one value a row."""
        return {
            name: cell.values[0]
            for name, cell in self.cells.items()
            if len(cell.values) == 1 and self.table.by_name[name].separator is None
        }

    def problem(self, column: str, what: str, mend: str) -> Problem:
        """Return a problem of a cell of this row."""
        title = self.table.by_name[column].title if column else ""
        return Problem(self.file, self.line, title, what, mend)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows that could be read, the problems that were met, and the tables without rows.

    A table of which not even the header could be read may hold any row.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()

    def __add__(self, other: Reading) -> Reading:
        """Return what both readings hold."""
        return Reading(
            self.rows + other.rows, self.problems + other.problems, self.unread | other.unread
        )


def read(sheet: Sheet, table: Table, gaps: Collection[str], *, complete: bool = False) -> Reading:
    """Return the rows of one sheet.

    A column that may be blank can be left out, and a row can be empty, unless the table is to be
    complete. A cell with a problem says nothing, unless it is part of the key, so that one
    mistake is reported once.
    """
    problems = [*sheet.problems, *_header(sheet, table, complete=complete)]
    if len(problems) > len(sheet.problems) or not sheet.header:
        return Reading(problems=tuple(problems), unread=frozenset({table.url}))
    columns = [table.by_title[title] for title in sheet.header]
    rows: list[Row] = []
    for line in sheet.lines:
        if not any(cell.strip() for cell in line.cells) and not _noted(sheet, line):
            if complete:
                what = "the row is empty"
                problems.append(Problem(sheet.name, line.number, "", what, "remove the line"))
        elif len(line.cells) != len(columns):
            problems.append(_wrong_length(sheet, line))
        else:
            row, wrong = _row(sheet, line, table, columns, gaps)
            rows.append(row)
            problems += wrong
    return Reading(tuple(rows), tuple(problems))


def unsorted(rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Yield a problem for every row that stands behind one that it should precede."""
    for before, row in pairwise(rows):
        keys = row.table.primary_key
        if keys and _order(row) < _order(before):
            titles = ", ".join(row.table.by_name[name].title for name in keys)
            yield row.problem("", "the row is not in order", f"sort the rows by {titles}")


def _order(row: Row) -> tuple[tuple[Decimal, str], ...]:
    def order(column: Column) -> tuple[Decimal, str]:
        text = "|".join(row.cells[column.name].values)
        try:
            return (Decimal(text) if column.datatype.is_number else Decimal(0)), text
        except InvalidOperation:
            return Decimal(0), text

    return tuple(order(row.table.by_name[name]) for name in row.table.primary_key)


def _row(
    sheet: Sheet, line: Line, table: Table, columns: list[Column], gaps: Collection[str]
) -> tuple[Row, list[Problem]]:
    place = Row(table, sheet.name, line.number, {})
    found = {name: cells.read("", column) for name, column in table.by_name.items()}
    problems: list[Problem] = []
    for index, (column, text) in enumerate(zip(columns, line.cells, strict=True)):
        note = sheet.notes.get((line.number, index))
        if note and column.datatype.iri not in note.right_for:
            wrong = [note.complaint]
        else:
            named = column.name in table.named and column.name not in table.primary_key
            complaints = cells.complaints(text, column, gaps, quoting=sheet.quoting, named=named)
            wrong = list(complaints)
        problems += (place.problem(column.name, *complaint) for complaint in wrong)
        if not wrong or column.name in table.primary_key:
            found[column.name] = cells.read(text, column)
        else:
            found[column.name] = Cell()
    return Row(table, sheet.name, line.number, found), problems


def _header(sheet: Sheet, table: Table, *, complete: bool) -> Iterator[Problem]:
    file, header, expected = sheet.name, sheet.header, list(table.by_title)
    if not header and not sheet.problems:
        yield Problem(
            file, 1, "", "the file is empty", f"begin it with the header: {' '.join(expected)}"
        )
    if not header:
        return
    missing = [title for title in expected if title not in header]
    for title in dict.fromkeys(header):
        if header.count(title) > 1:
            yield Problem(file, 1, title, "the column stands there twice", "remove one")
        if not title.strip():
            mend = "write its heading, or remove the column"
            yield Problem(file, 1, "", "a column has no heading", mend)
        elif title not in expected:
            mend = suggestion(title, missing or expected)
            yield Problem(file, 1, title, f"there is no column {title!r}", mend)
    for title in missing:
        if complete or not table.by_title[title].may_be_blank:
            mend = f"the header is: {' '.join(expected)}{_apart(sheet)}"
            yield Problem(file, 1, title, "the column is missing", mend)


def _noted(sheet: Sheet, line: Line) -> bool:
    return any((line.number, index) in sheet.notes for index in range(len(line.cells)))


def _apart(sheet: Sheet) -> str:
    if sheet.between == "one tab":
        return ", with tabs between"
    return f", with {sheet.between} between two cells" if sheet.between else ""


def _wrong_length(sheet: Sheet, line: Line) -> Problem:
    found, expected = len(line.cells), len(sheet.header)
    what = f"{found} cell{'s' if found > 1 else ''}, the header has {expected}"
    mend = "write a heading over each, or empty those beyond the header"
    if sheet.between:
        mend = f"put {sheet.between} between two cells"
    mend += ", and none (and no line break) inside a cell" if not sheet.quoting else ""
    return Problem(sheet.name, line.number, "", what, mend)
