"""Write tables as a workbook for a spreadsheet: all cells text, with lists to choose from."""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ixakg.tables.manual import sentence
from ixakg.tables.workbooks import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ixakg.tables.manual import Chapter, Entry

TEXT = "@"
LISTS = "_lists"
ROWS = 1_000  # that have the lists
LONGEST_PROMPT = 255
WIDTHS = (24, 24, 24, 100)
THE_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name
MODIFIED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(created|modified)>")


def write(
    told: Sequence[Chapter],
    filled: Mapping[str, Sequence[Mapping[str, str]]],
    gaps: Sequence[str],
    *,
    only_filled: bool = False,
) -> bytes:
    """Return a workbook with a sheet for each table, and one that explains the columns.

    Raises:
        MissingLibrary: openpyxl is not installed.
    """
    openpyxl = library()
    book = openpyxl.Workbook()
    readme, lists = book.active, book.create_sheet(LISTS)
    readme.title = "README"
    _explain(readme, told)
    for chapter in told:
        rows = filled.get(chapter.name, ())
        if rows or not only_filled:
            page = book.create_sheet(chapter.name, len(book.sheetnames) - 1)
            _fill(page, chapter, rows)
            _offer(openpyxl, page, lists, chapter, gaps)
    lists.sheet_state = "hidden"
    return _saved(book)


def _explain(page: Any, told: Sequence[Chapter]) -> None:
    lines: list[tuple[str, ...]] = []
    for chapter in told:
        lines.append((chapter.name, "", "", chapter.table.description))
        lines += ((chapter.name, e.column.title, e.need, sentence(e)) for e in chapter.entries)
    _line(page, 1, ("table", "column", "needed", "what it is"), bold=True)
    for number, line in enumerate(lines, start=2):
        _line(page, number, line, bold=not line[1])
    page.freeze_panes = "A2"
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width


def _fill(page: Any, chapter: Chapter, rows: Sequence[Mapping[str, str]]) -> None:
    titles = [entry.column.title for entry in chapter.entries]
    _line(page, 1, titles, bold=True)
    for number, row in enumerate(rows, start=2):
        _line(page, number, [row.get(title, "") for title in titles])
    page.freeze_panes = "A2"
    for title, letter in zip(titles, _letters(len(titles)), strict=True):
        column = page.column_dimensions[letter]
        column.number_format = TEXT
        column.width = max(12, len(title) + 4)


def _offer(openpyxl: Any, page: Any, lists: Any, chapter: Chapter, gaps: Sequence[str]) -> None:
    """Give each column a prompt, and a list of its words where it has some."""
    validation = openpyxl.worksheet.datavalidation.DataValidation
    for entry, letter in zip(chapter.entries, _letters(len(chapter.entries)), strict=True):
        words = [*entry.words, *(gap for gap in gaps if gap in entry.column.null)]
        source = f"{LISTS}!{_listed(lists, words)}" if entry.words else None
        rule = validation(type="list" if source else None, formula1=source, allow_blank=True)
        # Several values, or rows of one's own, are not in the list and right all the same.
        rule.showErrorMessage = bool(source and _is_closed(entry))
        rule.errorTitle, rule.error = entry.column.title, "Choose a value of the list."
        rule.showInputMessage = True
        rule.promptTitle = entry.column.title[:32]
        rule.prompt = _short(f"{sentence(entry)} ({entry.need})")
        rule.add(f"{letter}2:{letter}{ROWS}")
        page.add_data_validation(rule)


def _is_closed(entry: Entry) -> bool:
    return entry.column.separator is None and not entry.column.row_of


def _listed(lists: Any, words: Sequence[str]) -> str:
    """Write words into the next free column of the sheet of lists, and return where they are."""
    column = lists.max_column + (1 if lists.cell(1, 1).value is not None else 0)
    for number, word in enumerate(words, start=1):
        lists.cell(number, column, word)
    letter = _letters(column)[-1]
    return f"${letter}$1:${letter}${len(words)}"


def _letters(count: int) -> list[str]:
    letter = library().utils.get_column_letter
    return [letter(number) for number in range(1, count + 1)]


def _line(page: Any, number: int, texts: Sequence[str], *, bold: bool = False) -> None:
    font = library().styles.Font(bold=bold)
    for index, text in enumerate(texts, start=1):
        cell = page.cell(number, index)
        cell.number_format = TEXT
        if text:
            cell.value = text
            cell.data_type = "s"  # also where it begins as a formula does
        cell.font = font


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_PROMPT else text[: LONGEST_PROMPT - 2].rstrip() + " …"


def _saved(book: Any) -> bytes:
    """Return the bytes of a workbook, the same ones for the same content."""
    saved, result = BytesIO(), BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = MODIFIED.sub(b"", content)
            new.writestr(zipfile.ZipInfo(part.filename, THE_DAY), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
