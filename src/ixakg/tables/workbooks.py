"""Read the sheets of XLSX workbooks as the user sees them, and tell where that is not possible."""

from __future__ import annotations

import re
import warnings
import zipfile
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.errors import MissingLibrary, Problem
from ixakg.tables.seen import seen
from ixakg.tables.sheets import Line, Sheet, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ixakg.tables.sheets import Note

MOST_BYTES = 32 * 1024 * 1024
MOST_PARTS = 2_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = re.compile(rb"<(?:\w+:)?sheet ")
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
NOTES = ("_", "README")
SAVE_AGAIN = "open it in a spreadsheet and save it again as .xlsx"


class Held(NamedTuple):
    """What a cell holds, its type and its format of numbers, and whether it is computed."""

    value: object
    kind: str
    form: str
    formula: bool


Cells = dict[tuple[int, int], Held]


class Page(NamedTuple):
    """A sheet of a workbook by the name on its tab."""

    title: str
    sheet: Sheet


def library() -> Any:
    """Return the library that reads and writes workbooks.

    Raises:
        MissingLibrary: openpyxl is not installed.
    """
    try:
        return import_module("openpyxl")
    except ImportError:
        raise MissingLibrary(
            "an .xlsx workbook needs openpyxl; install it with: pip install 'ixakg[tables]'"
        ) from None


def read(content: bytes, *, name: str) -> list[Page] | Problem:
    """Return the sheets of a workbook, but those that are called README or begin with ``_``.

    Raises:
        MissingLibrary: openpyxl is not installed.
    """
    fault = _fault(content)
    if fault:
        return Problem(name, 0, "", *fault)
    openpyxl = library()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and extensions that do not concern us
            loaded = _load(openpyxl, content)
    except Exception as error:  # whatever the library trips over in a broken file
        what = f"the workbook is damaged ({type(error).__name__})"
        return Problem(name, 0, "", what, SAVE_AGAIN)
    if loaded is None:
        return Problem(name, 0, "", "the workbook has lost a sheet", SAVE_AGAIN)
    return [Page(page.title, _sheet(page, held, name)) for page, held in loaded]


def _load(openpyxl: Any, content: bytes) -> list[tuple[Any, Cells]] | None:
    """Return the sheets with what their cells hold, or nothing where one is missing."""
    values = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
    if _count(SHEET, content, "workbook.xml") > len(values.sheetnames):
        return None
    formulas = None
    if _count(FORMULA, content, ".xml"):
        formulas = openpyxl.load_workbook(BytesIO(content), keep_links=False)
    return [
        (page, _held(page, formulas and formulas[page.title]))
        for page in values.worksheets
        if not page.title.startswith(NOTES)
    ]


def _held(page: Any, formulas: Any) -> Cells:
    """Return what the cells hold that are in the file; the public ways make those between them."""
    with_formulas = formulas._cells if formulas else {}
    computed = {place for place, cell in with_formulas.items() if cell.data_type == "f"}
    return {
        place: Held(
            cell.value,
            cell.data_type,
            cell.number_format if cell.data_type == "n" else "",  # which takes long to look up
            place in computed,
        )
        for place, cell in sorted(page._cells.items())
    }


def _fault(content: bytes) -> tuple[str, str] | None:
    """Return why some bytes are not opened as a workbook, and how to mend it."""
    if content.startswith(OLE):
        return (
            "the workbook has a password, or the format of an old Excel",
            "save it as .xlsx without a password",
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "this is no .xlsx workbook", SAVE_AGAIN
    if any(part.flag_bits & 1 for part in parts):
        return "the workbook has a password", "save it as .xlsx without a password"
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        what = f"the workbook unpacks to more than {MOST_BYTES // 1024 // 1024} MB"
        return what, "keep only the tables in it, or save them as .csv"
    return None


def _count(pattern: re.Pattern[bytes], content: bytes, end: str) -> int:
    """Return how often a pattern is found in the parts of a workbook with some end of the name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = (archive.read(part) for part in archive.namelist() if part.endswith(end))
        return sum(len(pattern.findall(part)) for part in parts)


def _sheet(page: Any, held: Cells, file: str) -> Sheet:
    name = f"{file}[{page.title}]"
    rows: dict[int, dict[int, str]] = {}
    notes: dict[tuple[int, int], Note] = {}
    for (row, column), cell in held.items():
        text, note = seen(*cell)
        if text or note:
            rows.setdefault(row, {})[column] = text
        if note:
            notes[row, column - 1] = note
    header = _header(rows.pop(1, {}))
    lines = tuple(Line(row, _row(cells, len(header))) for row, cells in sorted(rows.items()))
    used = max(rows, default=1), len(header)
    problems = (*_merged(page, name, used), *_hidden(page, name, rows, header))
    return Sheet(name, header, lines, notes, problems)


def _header(cells: Mapping[int, str]) -> tuple[str, ...]:
    return trimmed([cells.get(column, "") for column in range(1, max(cells, default=0) + 1)])


def _row(cells: Mapping[int, str], width: int) -> tuple[str, ...]:
    last = max((column for column, text in cells.items() if text.strip()), default=0)
    return tuple(cells.get(column, "") for column in range(1, max(last, width) + 1))


def _merged(page: Any, name: str, used: tuple[int, int]) -> Iterator[Problem]:
    for area in page.merged_cells.ranges:
        if area.min_row <= used[0] and area.min_col <= used[1]:
            mend = "unmerge them, and give every row its own cells"
            yield Problem(name, area.min_row, "", f"the cells {area.coord} are merged", mend)


def _hidden(
    page: Any, name: str, rows: Mapping[int, object], header: tuple[str, ...]
) -> Iterator[Problem]:
    if page.sheet_state != "visible":
        yield Problem(name, 0, "", "the sheet is hidden", "show it, or delete it")
        return
    hidden = {number for number, row in page.row_dimensions.items() if row.hidden}
    for number in sorted(hidden.intersection(rows)):
        mend = "take the filter away and show it, or delete it"
        yield Problem(name, number, "", "the row is hidden", mend)
    for column in list(page.column_dimensions.values()):
        if column.hidden and column.min and column.min <= len(header):
            title = header[column.min - 1]
            yield Problem(name, 1, title, "the column is hidden", "show it, or delete it")
