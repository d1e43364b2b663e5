"""Whatever stands in a folder, the outcome is facts or a list of mistakes, and never a crash."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ixakg import InvalidTables
from ixakg.build import one_file, quads
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Quad

    from ixakg import Problem

openpyxl: Any = import_module("openpyxl")

FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
HEADER = ["source", "id", "label", "drug", "dose", "route", "subjects", "statements"]
GOOD = ["barn", "new", "new arm", "curarin", "5", "Oral", "8", "table-1"]
NASTY = st.sampled_from(
    [
        *("", " ", "N/A", "-", "not_reported", "barn", "curarin", "table-1|abstract", "a|", "||"),
        *('"', '""', '5"', "=1+1", "1E5", "0,5", "1,000", "#REF!", "\x00", "\ufffd", "\u2028"),
        *("9" * 400, "1" + "0" * 9000, ".", "..", "../..", "a/b", "%", "{id}", "<x>", "é", "١٢"),
        *("not_applicable|5", "ßarn", "http://x.example/ y", "NaN", "-0", "+5", "5.", "5e400"),
    ]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELL = NASTY | TEXT
NAMES = st.sampled_from(
    ["arms.tsv", "arms.csv", "drugs.csv", "drugs.xlsx", "x.xlsx", "x.tsv", "ixakg.toml", "README"]
)


def outcome(files: Mapping[str, bytes]) -> list[str]:
    """Return the mistakes in a folder of files, each one line that names the folder."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "my-study"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        found: set[Quad] = set()
        problems: tuple[Problem, ...] = ()
        shown = ""
        try:
            found = quads(Bundle.at(BUNDLE), [folder])
        except InvalidTables as error:
            problems, shown = error.problems, str(error)
    if not problems:
        prefixes = Prefixes.read(BUNDLE / "ontology/prefixes.tsv")
        assert one_file(found, prefixes, Path("x.trig"))
        return []
    assert all(problem.file.startswith("my-study/") for problem in problems)
    assert all(problem.what and problem.mend for problem in problems)
    assert shown.splitlines() == [str(problem) for problem in problems]
    return shown.splitlines()


def delimited(rows: list[list[str]], delimiter: str) -> bytes:
    return "\n".join(delimiter.join(row) for row in rows).encode()


@FEW
@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=3))
def test_any_bytes(files: dict[str, bytes]) -> None:
    outcome(files)


@FEW
@given(st.dictionaries(NAMES, TEXT.map(str.encode), max_size=3))
def test_any_text(files: dict[str, bytes]) -> None:
    outcome(files)


@FEW
@given(
    st.lists(st.lists(CELL, min_size=8, max_size=8), min_size=1, max_size=3),
    st.sampled_from([("arms.tsv", "\t"), ("arms.csv", ","), ("arms.csv", ";")]),
)
def test_any_cells_under_the_right_header(rows: list[list[str]], form: tuple[str, str]) -> None:
    outcome({form[0]: delimited([HEADER, *rows], form[1])})


@FEW
@given(st.integers(0, 7), CELL)
def test_one_bad_cell_in_a_good_row(place: int, cell: str) -> None:
    row = [*GOOD[:place], cell, *GOOD[place + 1 :]]
    outcome({"arms.tsv": delimited([HEADER, row], "\t")})


@FEW
@given(
    st.lists(st.sampled_from(HEADER) | CELL, max_size=10),
    st.lists(st.lists(CELL, max_size=10), max_size=3),
    st.sampled_from([("arms.tsv", "\t"), ("arms.csv", ","), ("drugs.csv", ";")]),
)
def test_any_header_and_rows_of_any_length(
    header: list[str], rows: list[list[str]], form: tuple[str, str]
) -> None:
    outcome({form[0]: delimited([header, *rows], form[1])})


VALUES = (
    CELL.filter(lambda text: not any(ord(c) < 32 for c in text))
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates(min_value=date(1900, 3, 1))
    | st.datetimes(min_value=datetime(1900, 3, 1))  # noqa: DTZ001 - naive, as spreadsheets have it
    | st.times()
    | st.none()
)


def workbook(pages: Mapping[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    for title, rows in pages.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append([value[:32_000] if isinstance(value, str) else value for value in row])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@FEW
@given(
    st.sampled_from(["arms.xlsx", "book.xlsx"]),
    st.sampled_from(["arms", "Arms", "drugs", "Tabelle1", "_x"]),
    st.lists(st.lists(VALUES, max_size=9), max_size=3),
    st.booleans(),
)
def test_any_cells_in_a_workbook(
    name: str, title: str, rows: list[list[object]], headed: bool
) -> None:
    outcome({name: workbook({title: [[*HEADER], *rows] if headed else rows})})


WORKBOOK = workbook({"arms": [[*HEADER], [*GOOD]], "drugs": [["id", "label", "kind"]]})
with zipfile.ZipFile(BytesIO(WORKBOOK)) as archive:
    PARTS = {name: archive.read(name) for name in archive.namelist()}


@FEW
@given(
    st.sampled_from(sorted(PARTS)),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), max_size=4),
    st.booleans(),
)
def test_a_workbook_with_damaged_parts(
    part: str, changes: list[tuple[int, bytes]], missing: bool
) -> None:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in PARTS.items():
            if name != part:
                archive.writestr(name, content)
                continue
            for place, new in changes:
                at = place % len(content)
                content = content[:at] + new + content[at + len(new) :]
            if not missing:
                archive.writestr(name, content)
    outcome({"book.xlsx": saved.getvalue()})


@FEW
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_damaged_bytes(place: int, new: bytes) -> None:
    outcome({"book.xlsx": WORKBOOK[:place] + new + WORKBOOK[place + len(new) :]})


@FEW
@given(st.sampled_from(["base", "bases", ""]), CELL | st.just("https://lab.example/kg/"))
def test_any_settings(key: str, value: str) -> None:
    files = {"arms.tsv": delimited([HEADER, GOOD], "\t")}
    outcome(files | {"ixakg.toml": f'{key} = "{value}"'.encode()})


def test_good_tables_have_no_mistakes() -> None:
    assert outcome({"arms.csv": delimited([HEADER, GOOD], ",")}) == []
    assert outcome({"book.xlsx": WORKBOOK}) == []
