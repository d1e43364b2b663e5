"""Read tables of delimited text: with tabs and no quoting, or with commas or semicolons."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from ixakg.errors import Problem
from ixakg.tables.sheets import Line, Sheet, trimmed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

DELIMITERS = (",", ";", "\t")
MOST_BYTES = 64 * 1024 * 1024
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16"}


def read_tabs(content: bytes, *, name: str) -> Sheet:
    """Return a table of tab-separated values, where a quotation mark is a character like others."""
    text = _text(content, name, "tab-separated text with the encoding UTF-8")
    if isinstance(text, Problem):
        return Sheet(name, problems=(text,))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    while lines and not lines[-1]:
        lines.pop()
    if lines and "\t" not in lines[0] and re.search("[,;]", lines[0]):
        problem = Problem(
            name,
            1,
            "",
            "there is no tab in the header",
            f"put one between two cells, or call it {name.removesuffix('.tsv')}.csv",
        )
        return Sheet(name, problems=(problem,))
    header = tuple(lines[0].split("\t")) if lines else ()
    rows = (Line(n, tuple(line.split("\t"))) for n, line in enumerate(lines[1:], start=2))
    return Sheet(name, header, tuple(rows), quoting=False, between="one tab")


def read_csv(content: bytes, titles: Collection[str], *, name: str) -> Sheet:
    """Return a table of comma-separated values (RFC 4180), or with semicolons or tabs.

    The delimiter is the one with which the header has most of the expected titles. Rows are
    counted as a spreadsheet counts them, where a cell with several lines is in one row.
    """
    text = _text(content, name, "CSV UTF-8")
    if isinstance(text, Problem):
        return Sheet(name, problems=(text,))
    hint = re.match(r"sep=(.)\r?\n", text)  # a spreadsheet does not count this line as a row
    if hint:
        text = text[hint.end() :]
    delimiter = hint[1] if hint and hint[1] in DELIMITERS else _delimiter(text, titles)
    lines: list[Line] = []
    problems: list[Problem] = []
    try:
        lines += (Line(n, cells) for n, cells in enumerate(_records(text, delimiter), start=1))
    except csv.Error as error:
        problems.append(_malformed(name, len(lines) + 1, str(error)))
    header = lines[0].cells if lines else ()
    between = {",": "one comma", ";": "one semicolon", "\t": "one tab"}[delimiter]
    rows = tuple(_fitting(line, len(header)) for line in lines[1:] if any(line.cells))
    return Sheet(name, header, rows, problems=tuple(problems), between=between)


def too_large(name: str) -> Problem:
    """Return the problem of a file that has more bytes than are read."""
    what = f"the file has more than {MOST_BYTES // 1024 // 1024} MB"
    return Problem(name, 0, "", what, "divide it into several folders")


def _records(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, record in enumerate(reader):
        yield trimmed(record) if number == 0 else tuple(record)


def _fitting(line: Line, width: int) -> Line:
    """Return a row without the blank cells that stand beyond the header."""
    if len(line.cells) > width and not any(line.cells[width:]):
        return Line(line.number, line.cells[:width])
    return line


def _delimiter(text: str, titles: Collection[str]) -> str:
    expected = {title.casefold() for title in titles}

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            header = next(_records(text, delimiter), ())
        except csv.Error:
            return -1, 0
        return sum(cell.strip().casefold() in expected for cell in header), len(header)

    return max(DELIMITERS, key=fits)


def _malformed(name: str, row: int, message: str) -> Problem:
    if "limit" in message:
        what = f"a cell has more than {csv.field_size_limit()} characters"
        return Problem(name, row, "", what, "shorten it, or close its quotation marks")
    return Problem(
        name,
        row,
        "",
        "the quotation marks do not match",
        "put a cell into two quotation marks, and write each one inside it twice",
    )


def _text(content: bytes, name: str, wanted: str) -> str | Problem:
    marks = (code for mark, code in BYTE_ORDER_MARKS.items() if content.startswith(mark))
    encoding = next(marks, "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} of the file is not {NAMES[encoding]}"
        return Problem(name, line, "", what, f"save it as {wanted}")
