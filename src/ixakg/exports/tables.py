"""Flat tables: a canned query in ``queries/exports``, one row for each value of its key."""

from __future__ import annotations

import io
import re
from csv import writer
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ixakg.errors import InvalidQuestion
from ixakg.queries import Catalogue
from ixakg.solutions import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from ixakg.exports.content import Content

KEY = r"(?m)^#\+ key: (\w+)$"
LISTS = r"(?m)^#\+ lists: (.*)$"
BETWEEN = "|"


class Table(NamedTuple):
    """The headings of a table, those of columns that hold lists, and its rows of lists."""

    headings: tuple[str, ...]
    lists: frozenset[str]
    rows: Iterator[list[list[str]]]


def csv(content: Content, out: BinaryIO) -> None:
    """Write the findings as CSV."""
    _write(read(content, "findings"), out, ",")


def nodes(content: Content, out: BinaryIO) -> None:
    """Write the nodes of KGX as TSV."""
    _write(read(content, "nodes"), out, "\t")


def edges(content: Content, out: BinaryIO) -> None:
    """Write the edges of KGX as TSV."""
    _write(read(content, "edges"), out, "\t")


def read(content: Content, name: str) -> Table:
    """Return the table of a query in ``queries/exports``.

    Raises:
        InvalidQuestion: the query is missing, or has no key.
    """
    found = content.select("exports", name)
    query = Catalogue(content.bundle.queries("exports"))[name].sparql
    key = re.search(KEY, query)
    if not key:
        raise InvalidQuestion(f"exports/{name}.rq: add a line '#+ key: …' that names a column")
    headings = tuple(variable.value for variable in found.variables)
    given = re.search(LISTS, query)
    groups = [re.findall(r"\w+", group) for group in given[1].split(";")] if given else []
    together = {column: tuple(group) for group in groups for column in group}
    prefixes = content.prefixes
    solutions = (
        {heading: text(term, prefixes) for heading, term in zip(headings, row, strict=True)}
        for row in found
    )
    merged = (
        _merged(list(rows), headings, together)
        for _, rows in groupby(solutions, lambda row: row[key[1]])
    )
    return Table(headings, frozenset(together), merged)


def _merged(
    rows: list[dict[str, str]], headings: tuple[str, ...], together: Mapping[str, tuple[str, ...]]
) -> list[list[str]]:
    """Return the cells of one row; columns that belong together list the same things in order."""
    cells: dict[str, list[str]] = {}
    for heading in headings:
        group = together.get(heading, (heading,))
        if heading not in cells:
            distinct = {tuple(row[column] for column in group) for row in rows}
            listed = sorted(values for values in distinct if any(values))
            cells.update(
                {column: [values[n] for values in listed] for n, column in enumerate(group)}
            )
    return [cells[heading] for heading in headings]


def _write(table: Table, out: BinaryIO, delimiter: str) -> None:
    page = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    lines = writer(page, delimiter=delimiter, lineterminator="\n")
    lines.writerow(table.headings)
    lines.writerows([_cell(values) for values in row] for row in table.rows)
    page.detach()


def _cell(values: list[str]) -> str:
    """Return a list as one text; a list of nothing but blanks is a blank."""
    if not any(values):
        return ""
    return BETWEEN.join(value.replace(BETWEEN, f"\\{BETWEEN}") for value in values)
