"""Own tables as spreadsheets save them: commas, semicolons, quotes, encodings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ixakg import InvalidTables
from ixakg.build import quads
from ixakg.bundle import Bundle
from ixakg.tables import delimited
from small import BUNDLE

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["source", "id", "label", "drug", "dose", "statements"]
ROW = ["barn", "new", "new; a “big”, fat arm", "curarin", "5", "table-1|abstract"]


def said(own: Path) -> set[str]:
    return {str(quad) for quad in quads(Bundle.at(BUNDLE), [own])}


def mistakes(own: Path) -> list[str]:
    with pytest.raises(InvalidTables) as raised:
        quads(Bundle.at(BUNDLE), [own])
    return str(raised.value).splitlines()


def lines(delimiter: str, *rows: list[str]) -> str:
    def quoted(cell: str) -> str:
        return f'"{cell}"' if set(cell) & {",", ";"} and delimiter != "\t" else cell

    return "".join(delimiter.join(map(quoted, row)) + "\r\n" for row in (HEADER, *rows))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("name", "delimiter", "hint"),
    [
        ("arms.csv", ",", ""),
        ("arms.csv", ";", ""),
        ("arms.csv", "\t", ""),
        ("arms.csv", ";", "sep=;\r\n"),
        ("arms.tsv", "\t", ""),
        ("arms.CSV", ",", ""),
    ],
)
def test_a_table_says_the_same_in_every_format(
    own: Path, name: str, delimiter: str, hint: str, encoding: str
) -> None:
    (own / name).write_bytes((hint + lines(delimiter, ROW)).encode(encoding))
    facts = said(own)
    assert len(facts) == 6  # a type, a label, a drug, a dose, two passages
    assert any('"new; a “big”, fat arm"@en' in fact for fact in facts)
    assert any(fact.count("statement/barn/abstract") for fact in facts)


def test_quotation_marks_belong_to_the_cell_where_the_format_has_quoting(own: Path) -> None:
    (own / "documents.csv").write_text('id,label\nx,"a ""quoted"" 5\'\'"\ny,6" long\n', "utf-8")
    labels = {fact for fact in said(own) if "label" in fact}
    assert any(r'"a \"quoted\" 5' in label for label in labels)
    assert any(r'"6\" long"' in label for label in labels)


def test_rows_are_counted_as_the_spreadsheet_shows_them(own: Path) -> None:
    (own / "documents.csv").write_text('sep=,\nid,label\n\nx,"two\nlines"\ny,\n', "utf-8")
    assert mistakes(own) == [
        "my-study/documents.csv:3:label: there is a line break in the cell; write it on one line",
        "my-study/documents.csv:4:label: the cell is blank; say text",
    ]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (
            b'id,label\nx,"open\n',
            ":2: the quotation marks do not match; "
            "put a cell into two quotation marks, and write each one inside it twice",
        ),
        (
            b"id,label\nx,one,two\n",
            ":2: 3 cells, the header has 2; put one comma between two cells",
        ),
        (
            b"id;label\nx\n",
            ":2: 1 cell, the header has 2; put one semicolon between two cells",
        ),
        (
            b"ID,Label\nx,one\n",
            ":1:ID: there is no column 'ID'; did you mean 'id'?",
        ),
        (
            b"id,,label\nx,,one\n",
            ":1: a column has no heading; write its heading, or remove the column",
        ),
        (
            b"id,label\nx,\xb5g\n",
            ":2: byte 11 of the file is not UTF-8; save it as CSV UTF-8",
        ),
        (
            b"\xff\xfei\x00d\x00,",
            ":1: byte 6 of the file is not UTF-16; save it as CSV UTF-8",
        ),
        (
            b"id,label\nx,a\x00b\n",
            ":2:label: there is a character in the cell that cannot be shown; write it again",
        ),
        (
            b"id,label\nx,a\tb\n",
            ":2:label: there is a tab in the cell; write a blank instead",
        ),
        (
            "id,label\nx,5 \ufffdg\n".encode(),
            ":2:label: a character was lost where \ufffd stands; write it again",
        ),
        (
            b'id,label\nx,"' + b"y" * 140_000 + b'"\n',
            ":2: a cell has more than 131072 characters; shorten it, or close its quotation marks",
        ),
        (b"", ":1: the file is empty; begin it with the header: id label"),
    ],
)
def test_a_damaged_file_is_explained(own: Path, content: bytes, mistake: str) -> None:
    (own / "documents.csv").write_bytes(content)
    assert mistakes(own)[0] == f"my-study/documents.csv{mistake}"


@pytest.mark.parametrize(("name", "delimiter"), [("documents.tsv", "\t"), ("documents.csv", ",")])
def test_the_line_ends_of_every_system_are_read(own: Path, name: str, delimiter: str) -> None:
    found = []
    for end in ("\n", "\r\n", "\r"):
        rows = [["id", "label"], ["x", "one"], ["y", "two"]]
        (own / name).write_bytes("".join(delimiter.join(row) + end for row in rows).encode())
        found.append(said(own))
    assert len(found[0]) == 4
    assert found[0] == found[1] == found[2]


def test_commas_in_a_file_that_should_have_tabs_are_recognised(own: Path) -> None:
    (own / "documents.tsv").write_text("id,label\nx,one\n", "utf-8")
    assert mistakes(own) == [
        "my-study/documents.tsv:1: there is no tab in the header; "
        "put one between two cells, or call it my-study/documents.csv"
    ]


def test_blank_cells_beyond_the_header_and_blank_rows_do_no_harm(own: Path) -> None:
    (own / "documents.csv").write_text("id,label,,\nx,one,,\n,,,\n\n", "utf-8")
    assert len(said(own)) == 2


def test_a_table_that_stands_in_two_files_is_a_mistake(own: Path) -> None:
    (own / "documents.csv").write_text("id,label\nx,one\n", "utf-8")
    (own / "documents.tsv").write_text("id\tlabel\ny\ttwo\n", "utf-8")
    assert mistakes(own) == [
        "my-study/documents.tsv: the table documents is in my-study/documents.csv too; "
        "put all its rows into one of them"
    ]


def test_a_huge_file_is_not_read(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_BYTES", 1024 * 1024)
    (own / "documents.csv").write_bytes(b"id,label\n" + b"x,y\n" * 300_000)
    assert mistakes(own) == [
        "my-study/documents.csv: the file has more than 1 MB; divide it into several folders"
    ]


def test_what_programs_leave_beside_open_files_is_left_alone(own: Path) -> None:
    for name in ("~$documents.xlsx", ".~lock.documents.csv#", "_a.csv", ".b.tsv", "README.csv"):
        (own / name).write_bytes(b"\x00")
    (own / "drafts.csv").mkdir()
    assert said(own) == set()
