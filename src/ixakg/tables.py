"""Read tables of tab-separated values, and find everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from ixakg import cells
from ixakg.cells import Cell
from ixakg.errors import Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from ixakg.schema import Column, Schema, Table

SPREADSHEETS = frozenset({".csv", ".ods", ".tab", ".txt", ".xls", ".xlsx"})


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
    """The rows that could be read, and the problems that were met."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Reading) -> Reading:
        """Return what both readings hold."""
        return Reading(self.rows + other.rows, self.problems + other.problems)


def read_folder(
    folder: Path, schema: Schema, gaps: Collection[str], *, shipped: bool = False
) -> Reading:
    """Return all rows of the tables in a folder.

    A file that is no table of the schema is a problem. Shipped tables must be sorted by their
    keys, so that a change is a change of the lines that it concerns.
    """
    reading = Reading()
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        name = path.name if shipped else f"{folder.name}/{path.name}"
        if path.name in schema.tables:
            table = read(path, schema.tables[path.name], gaps, name=name)
            order = tuple(unsorted(table.rows)) if shipped else ()
            reading += Reading(table.rows, table.problems + order)
        elif path.suffix == ".tsv" or path.suffix.lower() in SPREADSHEETS:
            reading += Reading(problems=(_unknown_file(name, path, schema),))
    return reading


def read(path: Path, table: Table, gaps: Collection[str], *, name: str) -> Reading:
    """Return the rows of one file, which problems call by a name.

    A cell with a problem says nothing, unless it is part of the key, so that one mistake is
    reported once.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Reading(problems=(_not_utf8(name, content, error.start),))
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    header = lines[0].split("\t") if lines else []
    problems = list(_header(name, header, table))
    if problems:
        return Reading(problems=tuple(problems))
    columns = [table.by_title[title] for title in header]
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        texts = line.split("\t")
        if len(texts) != len(header):
            problems.append(_wrong_length(name, number, line, len(texts), len(header)))
            continue
        row, wrong = _row(Row(table, name, number, {}), columns, texts, gaps)
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
    row: Row, columns: list[Column], texts: list[str], gaps: Collection[str]
) -> tuple[Row, list[Problem]]:
    found = {name: cells.read("", column) for name, column in row.table.by_name.items()}
    problems: list[Problem] = []
    for column, text in zip(columns, texts, strict=True):
        wrong = list(cells.complaints(text, column, gaps))
        problems += (row.problem(column.name, *complaint) for complaint in wrong)
        if not wrong or column.name in row.table.primary_key:
            found[column.name] = cells.read(text, column)
        else:
            found[column.name] = Cell()
    return Row(row.table, row.file, row.line, found), problems


def _header(file: str, header: list[str], table: Table) -> Iterator[Problem]:
    expected = list(table.by_title)
    if not header:
        yield Problem(
            file, 1, "", "the file is empty", f"begin it with the header: {' '.join(expected)}"
        )
        return
    missing = [title for title in expected if title not in header]
    for title in dict.fromkeys(header):
        if header.count(title) > 1:
            yield Problem(file, 1, title, "the column stands there twice", "remove one")
        if title not in expected:
            mend = suggestion(title, missing or expected)
            yield Problem(file, 1, title, f"there is no column {title!r}", mend)
    for title in missing:
        mend = f"the header is: {' '.join(expected)}, with tabs between"
        yield Problem(file, 1, title, "the column is missing", mend)


def _wrong_length(file: str, number: int, line: str, found: int, expected: int) -> Problem:
    if not line.strip():
        return Problem(file, number, "", "the row is empty", "remove the line")
    return Problem(
        file,
        number,
        "",
        f"{found} cell{'s' if found > 1 else ''}, the header has {expected}",
        "put one tab between two cells, and none (and no line break) inside a cell",
    )


def _not_utf8(file: str, content: bytes, start: int) -> Problem:
    line = content.count(b"\n", 0, start) + 1
    return Problem(
        file,
        line,
        "",
        f"byte {start} of the file is not UTF-8",
        "save it as tab-separated text with the encoding UTF-8",
    )


def _unknown_file(name: str, path: Path, schema: Schema) -> Problem:
    if path.with_suffix(".tsv").name in schema.tables:
        mend = f"save it as tab-separated text, {path.with_suffix('.tsv').name}"
    else:
        mend = suggestion(path.stem, [url.removesuffix(".tsv") for url in schema.tables])
    return Problem(name, 0, "", "no table has this name", mend)
