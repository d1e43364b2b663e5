"""Own tables in workbooks: what the user sees is what is read, or the mistake is named."""

from __future__ import annotations

import sys
import zipfile
from datetime import date, datetime, time
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from ixakg import InvalidTables, MissingLibrary
from ixakg.build import quads
from ixakg.bundle import Bundle
from ixakg.tables.seen import plain
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

openpyxl: Any = import_module("openpyxl")

HEADER = ["source", "id", "label", "drug", "dose", "subjects", "statements"]
ROW: list[object] = ["barn", "new", "new arm", "curarin", 5, 8, "table-1"]
AS_TEXT = "write the value again and format the column as text"


def said(own: Path) -> set[str]:
    return {str(quad.object) for quad in quads(Bundle.at(BUNDLE), [own])}


def mistakes(own: Path) -> list[str]:
    with pytest.raises(InvalidTables) as raised:
        quads(Bundle.at(BUNDLE), [own])
    return str(raised.value).splitlines()


def workbook(*pages: tuple[str, list[list[object]]]) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in pages:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    return book


def arms(own: Path, change: Callable[[Any], None] = lambda page: None) -> None:
    """Write a workbook with one arm, after a change to its sheet."""
    book = workbook(("arms", [[*HEADER], ROW]))
    change(book["arms"])
    book.save(own / "book.xlsx")


def put(cell: str, value: object, form: str = "General") -> Callable[[Any], None]:
    def change(page: Any) -> None:
        page[cell] = value
        page[cell].number_format = form

    return change


def test_a_workbook_says_what_the_same_tables_say_as_text(own: Path, tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.mkdir()
    rows = ["\t".join(HEADER), "\t".join(map(str, ROW))]
    (text / "arms.tsv").write_text("\n".join(rows), "utf-8")
    (text / "documents.tsv").write_text("id\tlabel\nx\tNotes\n", "utf-8")
    documents: list[list[object]] = [["id", "label"], ["x", "Notes"]]
    workbook(("arms", [[*HEADER], ROW]), ("documents", documents)).save(own / "all.xlsx")
    small = Bundle.at(BUNDLE)
    assert quads(small, [own]) == quads(small, [text])


def test_a_workbook_named_after_a_table_may_call_its_one_sheet_anything(own: Path) -> None:
    workbook(("Sheet1", [["id", "label"], ["x", "Notes"]]), ("Sheet2", [])).save(
        own / "documents.xlsx"
    )
    assert '"Notes"@en' in said(own)


def test_notes_in_a_workbook_are_left_alone_and_other_sheets_are_named(own: Path) -> None:
    pages: list[tuple[str, list[list[object]]]] = [
        ("README", [["read me"]]),
        ("_old", [["id"]]),
        ("empty", []),
        ("Arms", [[*HEADER], ROW]),
    ]
    workbook(*pages).save(own / "book.xlsx")
    assert mistakes(own) == [
        "my-study/book.xlsx[Arms]: no table has this name; "
        "did you mean 'arms'? (a sheet of notes has a name that begins with _)"
    ]


@pytest.mark.parametrize(
    ("cell", "value", "form", "text"),
    [
        ("E2", 0.1 + 0.2, "General", '"0.3"'),
        ("E2", 5.0, "0", '"5"'),
        ("E2", 0.91, "0.00", '"0.91"'),
        ("E2", 1e-5, "0.00E+00", '"0.00001"'),
        ("E2", 400, "#,##0", '"400"'),
        ("E2", "0.90", "@", '"0.90"'),
        ("C2", 7, "General", '"7"@en'),
        ("C2", "1-2", "@", '"1-2"@en'),
    ],
)
def test_a_cell_says_what_the_user_sees(
    own: Path, cell: str, value: object, form: str, text: str
) -> None:
    arms(own, put(cell, value, form))
    assert any(found.startswith(text) for found in said(own))


@pytest.mark.parametrize(
    ("cell", "value", "form", "mistake"),
    [
        (
            "E2",
            datetime(2026, 2, 1),  # noqa: DTZ001 - a spreadsheet knows no time zones
            "d-mmm",
            f"dose: '2026-02-01' looks like a value that a spreadsheet made a date; {AS_TEXT}",
        ),
        (
            "C2",
            date(2026, 2, 1),
            "d-mmm",
            f"label: '2026-02-01' looks like a value that a spreadsheet made a date; {AS_TEXT}",
        ),
        (
            "C2",
            time(1, 2),
            "h:mm",
            f"label: '01:02:00' looks like a value that a spreadsheet made a date; {AS_TEXT}",
        ),
        (
            "C2",
            True,
            "General",
            f"label: 'true' looks like words that became a truth value; {AS_TEXT}",
        ),
        (
            "C2",
            1e5,
            "0.00E+00",
            f"label: '100000' looks like a number that a spreadsheet shortened; {AS_TEXT}",
        ),
        ("E2", 10.4, "0", f"dose: the cell holds 10.4 and shows 10; {AS_TEXT}"),
        (
            "E2",
            0.5,
            "0%",
            f"dose: the cell holds 0.5 and shows it in another way (0%); {AS_TEXT}",
        ),
        (
            "E2",
            5,
            '0 "mg"',
            f'dose: the cell holds 5 and shows it in another way (0 "mg"); {AS_TEXT}',
        ),
        (
            "C2",
            12345678901234567890,
            "0",
            "label: a spreadsheet keeps 15 digits of a number, and 12345678901234600000 has more; "
            + AS_TEXT,
        ),
        ("C2", "#N/A", "General", f"label: '#N/A' is the error of a spreadsheet; {AS_TEXT}"),
        ("E2", "#REF!", "General", f"dose: '#REF!' is the error of a spreadsheet; {AS_TEXT}"),
        (
            "E2",
            "=2+3",
            "General",
            "dose: the formula has no value in the file; write the value in place of the formula",
        ),
        (
            "E2",
            "five",
            "@",
            "dose: 'five' is not a number; write digits with a decimal point only, such as 0.91",
        ),
    ],
)
def test_what_a_spreadsheet_made_of_a_cell_is_named(
    own: Path, cell: str, value: object, form: str, mistake: str
) -> None:
    arms(own, put(cell, value, form))
    assert mistakes(own) == [f"my-study/book.xlsx[arms]:2:{mistake}"]


def test_an_error_is_no_word_of_a_document(own: Path) -> None:
    header: list[object] = ["source", "id", "document", "location", "reported_text"]
    workbook(("statements", [header, ["barn", "new", "almanac", "page 1", "#N/A"]])).save(
        own / "book.xlsx"
    )
    assert mistakes(own) == [
        "my-study/book.xlsx[statements]:2:reported_text: "
        f"'#N/A' is the error of a spreadsheet; {AS_TEXT}"
    ]


def test_a_formula_with_a_value_says_its_value(own: Path) -> None:
    arms(own, put("E2", "=2+3"))
    replace(own / "book.xlsx", b"<v></v>", b"<v>5</v>")
    replace(own / "book.xlsx", b"<v />", b"<v>5</v>")
    assert any(found.startswith('"5"') for found in said(own))


@pytest.mark.parametrize(
    ("datatype", "value", "text"),
    [("date", date(2026, 2, 1), '"2026-02-01"'), ("boolean", True, '"true"')],
)
def test_a_column_of_dates_holds_dates_and_one_of_truth_values_these(
    own: Path, copy: Path, datatype: str, value: object, text: str
) -> None:
    metadata = copy / "data/tables/csvw-metadata.json"
    integer = '"datatype": {"base": "integer", "minimum": 1}'
    described = metadata.read_text("utf-8")
    assert integer in described
    metadata.write_text(described.replace(integer, f'"datatype": "{datatype}"'), "utf-8")
    (copy / "data/tables/arms.tsv").unlink()
    arms(own, put("F2", value, "d-mmm"))
    found = {str(quad.object) for quad in quads(Bundle.at(copy), [own])}
    assert any(value.startswith(text) for value in found)


def test_merged_and_hidden_cells_are_named(own: Path) -> None:
    def change(page: Any) -> None:
        page.append(["field", "n2", "second", "curarin", 5, 8, "table-2"])
        page.append(["field", "n3", "third", "curarin", 5, 8, "table-2"])
        page.merge_cells("E2:E3")
        page.row_dimensions[4].hidden = True
        page.column_dimensions["F"].hidden = True

    arms(own, change)
    assert [line for line in mistakes(own) if "blank" not in line] == [
        "my-study/book.xlsx[arms]:1:subjects: the column is hidden; show it, or delete it",
        "my-study/book.xlsx[arms]:2: the cells E2:E3 are merged; "
        "unmerge them, and give every row its own cells",
        "my-study/book.xlsx[arms]:4: the row is hidden; "
        "take the filter away and show it, or delete it",
    ]


def test_a_hidden_table_is_named(own: Path) -> None:
    book = workbook(("documents", [["id", "label"]]), ("arms", [[*HEADER], ROW]))
    book["arms"].sheet_state = "hidden"
    book.save(own / "book.xlsx")
    assert mistakes(own) == ["my-study/book.xlsx[arms]: the sheet is hidden; show it, or delete it"]


def test_empty_rows_and_columns_do_no_harm(own: Path) -> None:
    def change(page: Any) -> None:
        page["E40"].number_format = "@"
        page["Z2"].number_format = "@"
        page["B7"] = "  "

    arms(own, change)
    assert '"new arm"@en' in said(own)


def test_cells_beyond_the_header_are_named(own: Path) -> None:
    arms(own, put("J2", "left over"))
    assert mistakes(own) == [
        "my-study/book.xlsx[arms]:2: 10 cells, the header has 7; "
        "write a heading over each, or empty those beyond the header"
    ]


def damaged(content: bytes) -> bytes:
    return content[: len(content) // 2]


def without(part: str) -> Callable[[bytes], bytes]:
    def remove(content: bytes) -> bytes:
        result = BytesIO()
        with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
            for name in old.namelist():
                if not name.endswith(part):
                    new.writestr(name, old.read(name))
        return result.getvalue()

    return remove


def bomb(content: bytes) -> bytes:
    result = BytesIO(content)
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.xml", b"0" * (40 * 1024 * 1024))
    return result.getvalue()


def laughing(content: bytes) -> bytes:
    lines = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    evil = f'<!DOCTYPE x [<!ENTITY l0 "ha">{lines}]><worksheet>&l9;</worksheet>'
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            is_sheet = name.endswith("sheet1.xml")
            new.writestr(name, evil.encode() if is_sheet else old.read(name))
    return result.getvalue()


AGAIN = "open it in a spreadsheet and save it again as .xlsx"


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (damaged, f"this is no .xlsx workbook; {AGAIN}"),
        (lambda _: b"", f"this is no .xlsx workbook; {AGAIN}"),
        (lambda _: b"id,label\n", f"this is no .xlsx workbook; {AGAIN}"),
        (
            lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "the workbook has a password, or the format of an old Excel; "
            "save it as .xlsx without a password",
        ),
        (without("workbook.xml"), f"the workbook is damaged (KeyError); {AGAIN}"),
        (without("sheet1.xml"), f"the workbook has lost a sheet; {AGAIN}"),
        (
            bomb,
            "the workbook unpacks to more than 32 MB; "
            "keep only the tables in it, or save them as .csv",
        ),
        (laughing, f"the workbook is damaged (ParseError); {AGAIN}"),
    ],
)
def test_a_broken_workbook_is_one_mistake(
    own: Path, change: Callable[[bytes], bytes], mistake: str
) -> None:
    arms(own)
    path = own / "book.xlsx"
    path.write_bytes(change(path.read_bytes()))
    assert mistakes(own) == [f"my-study/book.xlsx: {mistake}"]


def test_a_cell_in_the_last_corner_of_the_sheet_takes_no_time(own: Path) -> None:
    arms(own, put("XFD1048576", "far away"))
    assert mistakes(own) == [
        "my-study/book.xlsx[arms]:1048576: 16384 cells, the header has 7; "
        "write a heading over each, or empty those beyond the header"
    ]


def test_without_the_library_the_command_that_installs_it_is_named(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arms(own)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingLibrary) as raised:
        quads(Bundle.at(BUNDLE), [own])
    assert str(raised.value) == (
        "an .xlsx workbook needs openpyxl; install it with: pip install 'ixakg[tables]'"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (5.0, "5"), (-0.5, "-0.5"), (10.0, "10"), (0.0, "0")],
)
def test_a_number_is_written_in_digits_without_noise(value: float, text: str) -> None:
    assert plain(value) == text


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Change the parts of a workbook."""
    result = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    path.write_bytes(result.getvalue())
