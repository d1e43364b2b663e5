"""A scientist starts from a template: empty tables, a filled example, and a text on each column."""

from __future__ import annotations

import csv
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ixakg import KnowledgeGraph
from ixakg.build import METADATA, quads
from ixakg.bundle import Bundle
from ixakg.cli import run
from ixakg.prefixes import Prefixes
from ixakg.tables import metadata
from reading import shown, table

if TYPE_CHECKING:
    from ixakg.tables.schema import Schema

openpyxl: Any = import_module("openpyxl")

BUNDLE = Bundle.at()
EXAMPLE = BUNDLE.template / "example"
FORMATS = ("tsv", "csv", "xlsx")


@pytest.fixture(scope="module")
def schema() -> Schema:
    return metadata.read(BUNDLE.tables / METADATA, Prefixes.read(BUNDLE.prefixes))


@pytest.fixture(scope="module")
def example() -> KnowledgeGraph:
    return KnowledgeGraph.load([EXAMPLE])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a template of each format."""
    place = tmp_path_factory.mktemp("templates")
    for form in FORMATS:
        assert run(["template", str(place / form), "--format", form]) == 0
    return place


def files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_example_says_the_same_in_each_format(written: Path) -> None:
    expected = quads(BUNDLE, [EXAMPLE])
    assert [quads(BUNDLE, [written / form / "example"]) == expected for form in FORMATS] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_the_empty_tables_hold_no_fact_and_no_mistake(written: Path, form: str) -> None:
    assert quads(BUNDLE, [written / form]) == set()


def test_there_is_a_table_for_each_in_the_metadata_with_all_its_columns(
    written: Path, schema: Schema
) -> None:
    expected = {table.url.removesuffix(".tsv"): list(table.by_title) for table in schema}
    tsv = {
        p.stem: p.read_text("utf-8").rstrip("\n").split("\t")
        for p in (written / "tsv").glob("*.tsv")
    }
    texts = {p.stem: p.read_text("utf-8-sig") for p in (written / "csv").glob("*.csv")}
    commas = {name: next(csv.reader(StringIO(text))) for name, text in texts.items()}
    book = openpyxl.load_workbook(written / "xlsx/tables.xlsx")
    sheets = {
        page.title: [cell.value for cell in page[1]]
        for page in book.worksheets
        if page.title not in {"README", "_lists"}
    }
    assert tsv == commas == sheets == expected


def test_tables_with_commas_tell_a_spreadsheet_their_encoding(written: Path) -> None:
    content = (written / "csv/arms.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsource,id,")
    assert content.endswith(b"\r\n")


def test_the_readme_explains_every_column(written: Path, schema: Schema) -> None:
    text = (written / "tsv/README.md").read_text("utf-8")
    chapters = {part.split("\n")[0]: part for part in text.split("\n### ")[1:]}
    assert set(chapters) == {table.url.removesuffix(".tsv") for table in schema}
    for one in schema:
        chapter = chapters[one.url.removesuffix(".tsv")]
        assert one.description in chapter
        for column in one.by_title.values():
            assert f"\n- **{column.title}** (" in chapter
            assert column.description in chapter


@pytest.mark.parametrize(
    "line",
    [
        "- **role** (required): Test, Control or ActiveComparator.",
        "- **tier** (required): How far it is from the experiment. One of `ClinicalReport` "
        "(clinical research), `CuratedDatabase`, `CuratorNote` (curator's note), "
        "`Encyclopedia`, `ManufacturerPage` "
        "(manufacturer's page), `PrimaryResearch`, `RegulatoryDocument`, `Review`, "
        "`Unidentifiable`, `VendorPage` (vendor's page).",
        "- **definition** (required): What is assessed, in a sentence.",
        "- **experiment** (required): Its experiment. "
        "Names a row of `experiments` of the same source.",
        "- **p_value** (may be blank, or a token): p-value. A number from 0 to 1.",
        "- **engraftment_mode** (a value or a token): "
        "Subcutaneous, Orthotopic, Disseminated or Intramuscular.",
        "There already: `athymic-nude`, `cb-17`, `nod-scid`, `nsg`.",
        "- `not_collected`: The gap status of an item that those who did the study did not record.",
    ],
)
def test_the_readme_says_what_a_column_takes_and_what_it_names(written: Path, line: str) -> None:
    assert line in (written / "tsv/README.md").read_text("utf-8").splitlines()


def test_a_table_stands_behind_those_that_it_names(written: Path, schema: Schema) -> None:
    text = (written / "tsv/README.md").read_text("utf-8")
    for one in schema:
        for key in one.foreign_keys:
            if key.table != one.url and bool(one.in_graph.names):
                names = [f"\n### {url.removesuffix('.tsv')}\n" for url in (key.table, one.url)]
                assert text.index(names[0]) < text.index(names[1])


def test_a_workbook_offers_the_words_of_a_column_and_what_they_mean(written: Path) -> None:
    book = openpyxl.load_workbook(written / "xlsx/tables.xlsx")
    arms = book["arms"]
    rules = {str(rule.sqref): rule for rule in arms.data_validations.dataValidation}
    role = rules["E2:E1000"]
    sheet, place = role.formula1.split("!")
    words = [cell.value for (cell,) in book[sheet][place.replace("$", "")]]
    assert (arms["E1"].value, role.type, words) == (
        "role",
        "list",
        ["ActiveComparator", "Control", "Test"],
    )
    assert role.showErrorMessage
    assert role.prompt.startswith("Test, Control or ActiveComparator.")
    assert (arms.freeze_panes, arms.column_dimensions["E"].number_format) == ("A2", "@")
    assert book["_lists"].sheet_state == "hidden"


def test_a_list_is_only_a_proposal_where_own_rows_or_several_values_can_stand(
    written: Path,
) -> None:
    book = openpyxl.load_workbook(written / "xlsx/tables.xlsx")

    def strict(page: str, column: str) -> bool:
        titles = [cell.value for cell in book[page][1]]
        letter = openpyxl.utils.get_column_letter(titles.index(column) + 1)
        rules = book[page].data_validations.dataValidation
        (rule,) = [r for r in rules if str(r.sqref).startswith(f"{letter}2:")]
        return bool(rule.type == "list" and rule.showErrorMessage)

    assert strict("findings", "direction")
    assert not strict("findings", "endpoint")
    assert not strict("models", "origin")
    assert not strict("models", "cell_line")


def test_all_cells_of_the_example_workbook_are_text(written: Path) -> None:
    book = openpyxl.load_workbook(written / "xlsx/example/example.xlsx")
    cells = [cell for page in book.worksheets[1:-1] for row in page.iter_rows() for cell in row]
    assert {cell.number_format for cell in cells} == {"@"}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_the_same_template_has_the_same_bytes(written: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        assert run(["template", str(tmp_path / form), "--format", form]) == 0
        assert files(tmp_path / form) == files(written / form)


def test_nothing_is_overwritten_and_nothing_written_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "arms.tsv").write_text("mine", "utf-8")
    assert run(["template", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"ixakg: there already: {tmp_path}/arms.tsv; choose another folder, or move them away\n"
    )
    assert files(tmp_path) == {"arms.tsv": b"mine"}


def test_a_failure_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    really_write = Path.write_bytes

    def fail_in_the_example(path: Path, content: bytes) -> int:
        if path.parent.name == "example":
            raise OSError(28, "No space left on device", str(path))
        return really_write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_in_the_example)
    assert run(["template", str(tmp_path / "new")]) == 2
    assert "No space left on device; nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_drop_of_the_example_is_marked_as_invented() -> None:
    """Nobody who meets a row of it in an answer takes it for a fact."""
    for name in (
        "works",
        "sources",
        "substances",
        "cell-lines",
        "host-strains",
        "studies",
        "models",
    ):
        header, *rows = (EXAMPLE / f"{name}.tsv").read_text("utf-8").splitlines()
        label = header.split("\t").index("label")
        assert all(row.split("\t")[label].endswith("(invented)") for row in rows), name


def test_the_shipped_graph_knows_nothing_of_the_example() -> None:
    assert not KnowledgeGraph.load().ask(
        'ASK { ?thing rdfs:label ?label FILTER(CONTAINS(?label, "(invented)")) }'
    )


def test_questions_are_answered_on_the_example(example: KnowledgeGraph) -> None:
    answer = example.answer("outcomes", drug="drug X (invented)")
    found = [
        {key: row[key] for key in ("model", "endpointName", "direction", "comparator")}
        for row in shown(answer)
    ]
    assert found == table(
        """
        | model                    | endpointName         | direction     | comparator |
        | line X xenograft (invented) | survival          | no difference | bortezomib |
        | line X xenograft (invented) | tumor growth      | favorable     | vehicle    |
        | line X xenograft (invented) | weight of the spleen | no difference | vehicle |
        """
    )
