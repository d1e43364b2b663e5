"""A bad table yields all its mistakes at once, each with its place and its mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ixakg import InvalidTables
from ixakg.build import quads
from ixakg.bundle import Bundle

if TYPE_CHECKING:
    from pathlib import Path

ARMS = "source\tid\tlabel\tdrug\tdose\troute\tsubjects\tstatements"
GOOD = "barn\tnew\tnew arm\tcurarin\t5\tOral\t8\ttable-1"


def mistakes(copy: Path, *folders: Path) -> list[str]:
    with pytest.raises(InvalidTables) as raised:
        quads(Bundle.at(copy), folders)
    return str(raised.value).splitlines()


def own_arms(own: Path, *rows: str, header: str = ARMS) -> None:
    (own / "arms.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def edit(table: Path, before: str, after: str) -> None:
    text = table.read_text(encoding="utf-8")
    assert before in text
    table.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    ("cells", "mistake"),
    [
        (
            {"dose": "five"},
            "dose: 'five' is not a number; write digits with a decimal point only, such as 0.91",
        ),
        ({"dose": "0,91"}, "dose: '0,91' has a decimal comma; write 0.91"),
        (
            {"dose": "1,000"},
            "dose: '1,000' has a thousands separator, or a decimal comma; write 1000 or 1.000",
        ),
        ({"dose": "-1"}, "dose: -1 is too small; the least is 0"),
        ({"dose": "501"}, "dose: 501 is too large; the most is 500"),
        (
            {"dose": ""},
            "dose: the cell is blank; say a number (Milligrams per kilogram), "
            "or one of not_applicable, not_reported",
        ),
        (
            {"dose": "N/A"},
            "dose: 'N/A' is a placeholder, not a value; say one of not_applicable, not_reported",
        ),
        (
            {"route": "n.a."},
            "route: 'n.a.' is a placeholder, not a value; "
            "leave the cell empty or say one of not_reported",
        ),
        (
            {"subjects": "?"},
            "subjects: '?' is a placeholder, not a value; leave the cell empty",
        ),
        (
            {"subjects": "8.5"},
            "subjects: '8.5' is not a whole number; write digits only, such as 8",
        ),
        (
            {"subjects": "1.00E+05"},
            "subjects: '1.00E+05' looks like a number that a spreadsheet shortened; "
            "write the value again and format the column as text",
        ),
        (
            {"dose": "#REF!"},
            "dose: '#REF!' is the error of a spreadsheet; "
            "write the value again and format the column as text",
        ),
        (
            {"drug": " curarin"},
            "drug: there is a blank before or after 'curarin'; remove the blank",
        ),
        (
            {"label": '"new arm"'},
            "label: stray quotation marks in '\"new arm\"'; "
            "cells are not quoted here; remove them, or save the file without quoting",
        ),
        (
            {"drug": "curarine"},
            "drug: drugs.tsv has no 'curarine'; did you mean 'curarin'? (or add it to drugs.tsv)",
        ),
        (
            {"statements": "table-2"},
            "statements: statements.tsv has no 'table-2' for 'barn'; "
            "did you mean 'table-1'? (or add it to statements.tsv)",
        ),
        (
            {"statements": ""},
            "statements: the cell is blank; say text (Rows of statements.tsv)",
        ),
        (
            {"statements": "table-1|table-1"},
            "statements: the list says something twice; say each item once",
        ),
        (
            {"statements": "table-1||abstract"},
            "statements: the list has an empty item; write one | between two items",
        ),
        (
            {"route": "Orall"},
            "route: the ontology declares no 'Orall'; did you mean 'Oral'?",
        ),
        (
            {"route": "Placebo"},
            "route: 'Placebo' is a term of another kind; there are: Intravenous, Oral",
        ),
    ],
)
def test_a_bad_cell_is_named_with_its_mend(
    copy: Path, own: Path, cells: dict[str, str], mistake: str
) -> None:
    row = dict(zip(ARMS.split("\t"), GOOD.split("\t"), strict=True)) | cells
    own_arms(own, "\t".join(row.values()))
    assert mistakes(copy, own) == [f"my-study/arms.tsv:2:{mistake}"]


@pytest.mark.parametrize(
    "damaged", ["Jan-02", "1-Feb", "2-May", "02.01.2026", "2026-01-02", "1/2/26", "June 2026"]
)
def test_a_value_that_a_spreadsheet_made_a_date_is_recognised(
    copy: Path, own: Path, damaged: str
) -> None:
    own_arms(own, GOOD.replace("\t5\t", f"\t{damaged}\t"))
    assert mistakes(copy, own) == [
        f"my-study/arms.tsv:2:dose: '{damaged}' looks like a value that a spreadsheet made a date; "
        "write the value again and format the column as text"
    ]


def test_all_mistakes_of_all_tables_come_at_once_in_the_order_of_the_files(
    copy: Path, own: Path
) -> None:
    own_arms(own, GOOD.replace("\t5\t", "\tfive\t"), GOOD.replace("curarin", "curare"))
    (own / "documents.tsv").write_text("id\n", encoding="utf-8")
    assert [line.split(";")[0] for line in mistakes(copy, own)] == [
        "my-study/arms.tsv:2:dose: 'five' is not a number",
        "my-study/arms.tsv:3:drug: drugs.tsv has no 'curare'",
        "my-study/arms.tsv:3:id: the key 'barn' 'new' is taken by row 2",
        "my-study/documents.tsv:1:label: the column is missing",
    ]


def test_a_gap_token_stands_alone_in_a_list(copy: Path, own: Path) -> None:
    edit(
        copy / "data/tables/csvw-metadata.json",
        '"dc:description": "Rows of statements.tsv.", "required": true,',
        '"null": ["not_reported"],',
    )
    own_arms(own, GOOD.replace("table-1", "table-1|not_reported"))
    assert mistakes(copy, own) == [
        "my-study/arms.tsv:2:statements: 'not_reported' stands in a list with values; "
        "say either the values or the gap token"
    ]


@pytest.mark.parametrize(
    ("header", "mistake"),
    [
        (
            ARMS.replace("dose", "dosis"),
            "my-study/arms.tsv:1:dosis: there is no column 'dosis'; did you mean 'dose'?",
        ),
        (
            ARMS.replace("dose", "drug"),
            "my-study/arms.tsv:1:drug: the column stands there twice; remove one",
        ),
    ],
)
def test_a_wrong_header_is_explained_before_any_row_is_read(
    copy: Path, own: Path, header: str, mistake: str
) -> None:
    own_arms(own, "nonsense", header=header)
    missing = f"the header is: {' '.join(ARMS.split())}, with tabs between"
    assert sorted(mistakes(copy, own)) == sorted(
        [mistake, f"my-study/arms.tsv:1:dose: the column is missing; {missing}"]
    )


def test_a_row_of_another_length_is_named(copy: Path, own: Path) -> None:
    own_arms(own, "barn\tnew", GOOD)
    assert mistakes(copy, own) == [
        "my-study/arms.tsv:2: 2 cells, the header has 8; "
        "put one tab between two cells, and none (and no line break) inside a cell"
    ]


@pytest.mark.parametrize("blank", ["", "\t" * 7])
def test_a_shipped_table_has_no_empty_rows_and_ones_own_may(
    copy: Path, own: Path, blank: str
) -> None:
    own_arms(own, blank, GOOD)
    assert len({quad.subject for quad in quads(Bundle.at(copy), [own])}) == 1
    edit(copy / "data/tables/arms.tsv", "\nbarn\ttreated", f"\n{blank}\nbarn\ttreated")
    assert mistakes(copy) == ["arms.tsv:3: the row is empty; remove the line"]


def test_a_shipped_table_has_all_columns(copy: Path) -> None:
    edit(copy / "data/tables/drugs.tsv", "\tsame_as\n", "\n")
    assert mistakes(copy) == [
        "drugs.tsv:1:same_as: the column is missing; "
        "the header is: id label alt_labels kind approved_in same_as, with tabs between"
    ]


def test_references_to_a_table_that_cannot_be_read_are_not_mistakes_of_their_own(
    copy: Path, own: Path
) -> None:
    own_arms(own, GOOD.replace("curarin", "curare"))
    (own / "drugs.tsv").write_text("id\tname\tkind\ncurare\tcurare\tDrug\n", encoding="utf-8")
    assert {line.split(":")[0] for line in mistakes(copy, own)} == {"my-study/drugs.tsv"}


def test_a_file_that_is_not_utf_8_is_named_with_the_byte(copy: Path, own: Path) -> None:
    (own / "arms.tsv").write_bytes(f"{ARMS}\n".encode() + b"barn\t\xb5g")
    assert mistakes(copy, own) == [
        f"my-study/arms.tsv:2: byte {len(ARMS) + 6} of the file is not UTF-8; "
        "save it as tab-separated text with the encoding UTF-8"
    ]


def test_an_empty_file_is_asked_for_its_header(copy: Path, own: Path) -> None:
    (own / "drugs.tsv").touch()
    assert mistakes(copy, own) == [
        "my-study/drugs.tsv:1: the file is empty; "
        "begin it with the header: id label alt_labels kind approved_in same_as"
    ]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("arm.tsv", "did you mean 'arms'?"),
        ("arms.xls", "save it as arms.tsv, arms.csv or arms.xlsx"),
        ("arms.ods", "save it as arms.tsv, arms.csv or arms.xlsx"),
        ("Arms.csv", "did you mean 'arms'?"),
    ],
)
def test_a_file_that_is_no_table_is_named(copy: Path, own: Path, name: str, mend: str) -> None:
    (own / name).touch()
    assert mistakes(copy, own) == [f"my-study/{name}: no table has this name; {mend}"]


def test_a_key_of_the_shipped_tables_is_taken(copy: Path, own: Path) -> None:
    own_arms(own, GOOD.replace("\tnew\t", "\ttreated\t"))
    assert mistakes(copy, own) == [
        "my-study/arms.tsv:2:id: the key 'barn' 'treated' is taken by arms.tsv:3; "
        "give this row another key, or remove it"
    ]


def test_shipped_rows_are_sorted_by_their_keys(copy: Path) -> None:
    table = copy / "data/tables/documents.tsv"
    table.write_text("id\tlabel\nletters\tLetters\nalmanac\tAlmanac\n", encoding="utf-8")
    assert mistakes(copy) == ["documents.tsv:3: the row is not in order; sort the rows by id"]


def test_a_property_that_the_ontology_does_not_declare_is_named(copy: Path) -> None:
    edit(copy / "ontology/trial.ttl", "ixa:dose a owl:DatatypeProperty", "ixa:doses a owl:Class")
    assert mistakes(copy) == [
        "csvw-metadata.json: arms.tsv, column dose: no property 'dose' is declared; "
        "did you mean 'doses'?"
    ]


def test_a_byte_order_mark_windows_lines_and_empty_last_lines_do_no_harm(
    copy: Path, own: Path
) -> None:
    plain = "\n".join([ARMS, GOOD, ""])
    own_arms(own, GOOD)
    expected = quads(Bundle.at(copy), [own])
    (own / "arms.tsv").write_bytes(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode() + b"\r\n")
    assert quads(Bundle.at(copy), [own]) == expected


def test_the_words_of_a_document_may_look_like_a_placeholder_or_a_date(
    copy: Path, own: Path
) -> None:
    rows = [
        f"barn\tp{n}\talmanac\tpage {n}\t{words}" for n, words in enumerate(["-", "Jan-02", '5"'])
    ]
    header = "source\tid\tdocument\tlocation\treported_text"
    (own / "statements.tsv").write_text("\n".join([header, *rows]), encoding="utf-8")
    said = {str(quad.object) for quad in quads(Bundle.at(copy), [own])}
    assert {'"-"', '"Jan-02"', '"5\\""'} <= said


def test_a_table_without_rows_is_fine(copy: Path, own: Path) -> None:
    own_arms(own)
    assert quads(Bundle.at(copy), [own]) == set()


def test_notes_beside_the_tables_are_left_alone(copy: Path, own: Path) -> None:
    own_arms(own)
    (own / "README.md").write_text("my notes", encoding="utf-8")
    assert quads(Bundle.at(copy), [own]) == set()
