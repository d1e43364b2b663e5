"""Read all tables of a folder: the shipped ones, or one's own in whatever format they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.errors import Problem, suggestion
from ixakg.tables import delimited, rows, workbooks
from ixakg.tables.rows import Reading
from ixakg.tables.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from ixakg.tables.schema import Schema, Table

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
OTHERS = frozenset({".numbers", ".ods", ".tab", ".txt", ".xls", ".xlsb"})
ASIDE = ("~$", ".", "_", "README")  # what programs leave beside a file that is open, and notes

Found = tuple["Table", Sheet]


def read_shipped(folder: Path, schema: Schema, gaps: Collection[str]) -> Reading:
    """Return all rows of the tables in a folder that is shipped.

    They have all columns, and are sorted by their keys, so that a change is a change of the lines
    that it concerns.
    """
    reading = Reading()
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        if path.name in schema.tables:
            sheet = delimited.read_tabs(path.read_bytes(), name=path.name)
            table = rows.read(sheet, schema.tables[path.name], gaps, complete=True)
            order = tuple(rows.unsorted(table.rows))
            reading += table + Reading(problems=order)
        elif path.suffix in {".tsv", ".csv", *WORKBOOKS, *OTHERS}:
            problem = _unknown(path.name, path.stem, schema)
            reading += Reading(problems=(problem,))
    return reading


def read_own(folder: Path, schema: Schema, gaps: Collection[str]) -> Reading:
    """Return all rows of the tables in a folder of one's own.

    A table is a file of its name that ends in ``.tsv``, ``.csv`` or ``.xlsx``, or a sheet of its
    name in a workbook of any name. A file that looks like a table and is none is a problem; other
    files are left alone.

    Raises:
        MissingLibrary: there is a workbook, and openpyxl is not installed.
    """
    if not folder.is_dir():
        problem = Problem(str(folder), 0, "", "there is no such folder", "name a folder of tables")
        return Reading(problems=(problem,))
    reading = Reading()
    first: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(ASIDE) or not path.is_file():
            continue
        for item in _found(path, f"{folder.resolve().name}/{path.name}", schema):
            if isinstance(item, Problem):
                reading += Reading(problems=(item,))
                continue
            table, sheet = item
            earlier = first.setdefault(table.url, sheet.name)
            if earlier != sheet.name:
                what = f"the table {_stem(table)} is in {earlier} too"
                problem = Problem(sheet.name, 0, "", what, "put all its rows into one of them")
                reading += Reading(problems=(problem,))
            reading += rows.read(sheet, table, gaps)
    return reading


def _found(path: Path, name: str, schema: Schema) -> Iterator[Found | Problem]:
    """Yield the tables of a file, and what is wrong with it as a whole."""
    suffix = path.suffix.lower()
    if suffix not in {".tsv", ".csv", *WORKBOOKS, *OTHERS}:
        return
    table = schema.tables.get(f"{path.stem}.tsv")
    if suffix in OTHERS or (table is None and suffix not in WORKBOOKS):
        yield _unknown(name, path.stem, schema)
        return
    try:
        if path.stat().st_size > delimited.MOST_BYTES:
            yield delimited.too_large(name)
            return
        content = path.read_bytes()
    except OSError as error:
        yield Problem(name, 0, "", f"the file cannot be read: {error.strerror}", "mend its rights")
        return
    if suffix in WORKBOOKS:
        yield from _pages(content, name, table, schema)
    elif table and suffix == ".csv":
        yield table, delimited.read_csv(content, table.by_title, name=name)
    elif table:
        yield table, delimited.read_tabs(content, name=name)


def _pages(
    content: bytes, name: str, table: Table | None, schema: Schema
) -> Iterator[Found | Problem]:
    pages = workbooks.read(content, name=name)
    if isinstance(pages, Problem):
        yield pages
        return
    filled = [page for page in pages if not page.sheet.is_empty]
    if table and len(filled) == 1 and f"{filled[0].title}.tsv" not in schema.tables:
        yield table, filled[0].sheet
        return
    if not filled:
        yield Problem(name, 0, "", "the workbook is empty", "name its sheets after the tables")
    for page in filled:
        known = schema.tables.get(f"{page.title}.tsv")
        yield (
            (known, page.sheet)
            if known
            else _unknown(page.sheet.name, page.title, schema, tab=True)
        )


def _unknown(name: str, stem: str, schema: Schema, *, tab: bool = False) -> Problem:
    known = [_stem(table) for table in schema]
    if stem in known:
        mend = f"save it as {stem}.tsv, {stem}.csv or {stem}.xlsx"
    else:
        mend = suggestion(stem, known)
        mend += " (a sheet of notes has a name that begins with _)" if tab else ""
    return Problem(name, 0, "", "no table has this name", mend)


def _stem(table: Table) -> str:
    return table.url.removesuffix(".tsv")
