"""Studies that the project was not made for: own drugs, lines, strains, endpoints and metrics."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from time import process_time
from typing import TYPE_CHECKING

import pytest

from ixakg import InvalidTables, KnowledgeGraph
from ixakg.build import quads
from ixakg.bundle import Bundle
from reading import shown, table

if TYPE_CHECKING:
    from ixakg import Solutions

BUNDLE = Bundle.at()
EXAMPLE = BUNDLE.template / "example"
COMPOUND = Path(__file__).parent / "studies" / "compound-7"
SECONDS = 2.0

# One row a mistake: the table, the row as a spreadsheet counts it, the column, what stands there.
FORTY_MISTAKES = """
    arms             2  label             |
    arms             2  role              | Comparator
    arms             2  status            | found
    arms             3  statements        | design|design
    arms             3  subjects          | ten
    arms             4  control_kind      | Vehicle
    arms             4  subjects          | 10.5
    cell-lines       2  label             | n/a
    endpoints        2  definition        | "quoted"
    experiments      2  label             | bell \x07
    experiments      2  model             | xenografts
    findings         2  arm               | drug x
    findings         2  endpoint          | spleen-wieght
    findings         2  kind              | Result
    findings         3  compared_with     |
    findings         3  endpoint          | OveralSurvival
    findings         4  direction         | better
    findings         4  models_tested     | 0
    findings         4  percent_reported  | 140
    host-strains     2  immune_status     | nude
    host-strains     2  species           | rat
    measurements     2  metric            | spleen_ratio
    measurements     2  sample_size       | 1E1
    measurements     2  unit              | mg
    measurements     2  value             | 0,97
    measurements     3  at_day            | -1
    measurements     3  p_value           | 1.2
    measurements     3  value             | 42%
    metrics          2  better_direction  | lower
    metrics          2  valid_minimum     | none
    models           2  diseases          | myeloma|multiple-myeloma
    models           2  graft_kind        | CellLineGraft|not_reported
    models           2  panel_size        | 1
    models           2  site              | 1-Feb
    regimens         2  dosing_days       | 1||8
    regimens         3  dose_amount       | 5 mg/kg
    regimens         3  dose_unit         | mg/kg
    regimens         3  route             | p.o.
    regimens         4  dose_basis        |
    sources          2  documents         | exampel-report
    statements       2  reported_text     | 1 2 3 4 5 6 7 8 9 10 11 12 13
    statements       5  document          | example-reprt
    studies          2  reported_in       |
    substances       2  cas               | 123
    substances       3  kind              | vehicle
    works            2  pmid              | PMID 1
    works            2  tier              | Primary
    works            2  url               | www.example.org
    works            2  year              | 1492
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the example that a test may spoil."""
    return Path(copytree(EXAMPLE, tmp_path / "mine"))


@pytest.fixture(scope="module")
def compound() -> KnowledgeGraph:
    return KnowledgeGraph.load([COMPOUND])


def put(folder: Path, name: str, row: int, column: str, value: str) -> None:
    path = folder / f"{name}.tsv"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    lines[row - 1][lines[0].index(column)] = value
    path.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(InvalidTables) as raised:
        quads(BUNDLE, [folder])
    return str(raised.value).splitlines()


def chosen(answer: Solutions, *columns: str) -> list[dict[str, str]]:
    return [{column: row[column] for column in columns} for row in shown(answer)]


def test_all_of_forty_mistakes_are_named_at_their_cells_at_once(copied: Path) -> None:
    expected = []
    for line in FORTY_MISTAKES.strip().splitlines():
        place, _, value = line.partition("|")
        name, row, column = place.split()
        put(copied, name, int(row), column, value.strip())
        expected.append(f"mine/{name}.tsv:{row}:{column}")
    assert len(expected) >= 40
    start = process_time()
    found = mistakes(copied)
    assert process_time() - start < SECONDS
    assert [line.split(": ")[0] for line in found] == sorted(expected)


def test_a_study_of_an_own_drug_line_strain_and_endpoint_is_answered(
    compound: KnowledgeGraph,
) -> None:
    answer = compound.answer("outcomes", drug="compound 7")
    columns = ("diseaseName", "model", "endpointName", "direction", "significance", "comparator")
    assert chosen(answer, *columns) == table(
        """
        | diseaseName                | model          | endpointName  | direction     | significance                  | comparator |
        | non-small cell lung cancer | LX-1 xenograft | grip strength | no difference | not significant               | saline     |
        | non-small cell lung cancer | LX-1 xenograft | tumor growth  | favorable     | significant, with a statistic | saline     |
        """  # noqa: E501 - a table
    )


def test_a_subcutaneous_weekly_regimen_is_answered(compound: KnowledgeGraph) -> None:
    answer = compound.answer("regimens", drug="compound-7")
    assert "under the skin" in [cell for row in answer.texts() for cell in row]


def test_a_negative_result_on_an_own_endpoint_is_found(compound: KnowledgeGraph) -> None:
    answer = compound.answer("negative-results", drug="compound-7")
    assert chosen(answer, "model", "endpointName") == [
        {"model": "LX-1 xenograft", "endpointName": "grip strength"}
    ]


def test_questions_about_shipped_drugs_are_answered_as_before(compound: KnowledgeGraph) -> None:
    before = KnowledgeGraph.load().answer("outcomes", drug="ixazomib")
    assert shown(compound.answer("outcomes", drug="ixazomib")) == shown(before)


def test_an_own_metric_is_defined_as_those_of_the_ontology_are() -> None:
    graph = KnowledgeGraph.load([EXAMPLE])
    rows = graph.select(
        """
        SELECT ?value ?label ?numerator ?better ?neutral {
          ?measurement ixa:metric ?metric ; ixa:value ?value .
          ?metric a ixa:MetricDefinition ; rdfs:label ?label ; ixa:numerator ?numerator ;
            ixa:betterDirection ?better ; ixa:neutralValue ?neutral .
          FILTER(STRSTARTS(STR(?metric), STR(ixd:)))
        }
        """
    )
    assert shown(rows) == table(
        """
        | value | label                   | numerator                               | better            | neutral |
        | 0.97  | ratio of spleen weights | mean weight of the spleen, treated arm  | ixa:LowerIsBetter | 1       |
        """  # noqa: E501 - a table
    )


@pytest.mark.parametrize(
    ("name", "column", "value", "mistake"),
    [
        (
            "findings",
            "endpoint",
            "spleen-weigth",
            "the ontology declares no 'spleen-weigth', and endpoints.tsv has no such row; "
            "did you mean 'spleen-weight'? (or add it to endpoints.tsv)",
        ),
        (
            "findings",
            "endpoint",
            "overall survival",
            "the ontology declares no 'overall survival', and endpoints.tsv has no such row; "
            "write OverallSurvival (or add it to endpoints.tsv)",
        ),
        (
            "measurements",
            "metric",
            "EFS T/C",
            "the ontology declares no 'EFS T/C', and metrics.tsv has no such row; "
            "write EventFreeSurvivalTC (or add it to metrics.tsv)",
        ),
        (
            "measurements",
            "unit",
            "mg/kg",
            "units.tsv has no 'mg/kg'; write MilliGM-PER-KiloGM (or add it to units.tsv)",
        ),
        (
            "models",
            "cell_line",
            "HCT116",
            "cell-lines.tsv has no 'HCT116'; write hct-116 (or add it to cell-lines.tsv)",
        ),
        (
            "models",
            "kind",
            "Tumormodel",
            "'Tumormodel' is none of the values; did you mean 'TumorModel'?",
        ),
        (
            "substances",
            "stated_in",
            "example-study/desing",
            "'example-study/desing' leads to nothing; did you mean "
            "'example-study/design' or 'example-study/model' or 'example-study/spleen'?",
        ),
        (
            "studies",
            "id",
            "My Study",
            "'My Study' does not have the form [a-z0-9]+([.-][a-z0-9]+)*; write my-study",
        ),
        (
            "studies",
            "id",
            "escc",
            "the key 'escc' is taken by studies.tsv:5; give this row another key, or remove it",
        ),
    ],
)
def test_a_word_that_names_nothing_leads_to_the_row_or_term_that_is_called_so(
    copied: Path, name: str, column: str, value: str, mistake: str
) -> None:
    put(copied, name, 2, column, value)
    assert f"mine/{name}.tsv:2:{column}: {mistake}" in mistakes(copied)


def test_a_mapping_of_a_thing_that_is_not_there_is_named(copied: Path) -> None:
    rows = ["drug-x", "drug-y", "ixazomib"]
    lines = [f"substance/{row}\tcloseMatch\thttps://x.example/{row}\tnowhere" for row in rows]
    header = "subject\trelation\tobject\tchecked_in"
    (copied / "mappings.tsv").write_text("\n".join([header, *lines]), "utf-8")
    (found,) = mistakes(copied)
    assert found.startswith(
        "mine/mappings.tsv:3:subject: 'substance/drug-y' leads to nothing; "
        "did you mean 'substance/drug-x'"
    )


def test_only_own_things_are_under_the_own_base(copied: Path) -> None:
    """A shipped drug that is mapped, and a unit that has the name of another store, keep theirs."""
    (copied / "units.tsv").write_text("id\tlabel\nGM\tgram\n", "utf-8")
    (copied / "mappings.tsv").write_text(
        "subject\trelation\tobject\tobject_label\tchecked_in\n"
        "substance/drug-x\tcloseMatch\thttps://x.example/drug\tdrug X (invented)\tnowhere\n"
        "substance/ixazomib\tcloseMatch\thttps://x.example/ixazomib\tix\tnowhere\n",
        "utf-8",
    )
    base = "https://lab.example/kg/"
    about = {str(quad.subject) for quad in quads(BUNDLE, [copied], base=base)}
    assert {
        "<http://qudt.org/vocab/unit/GM>",
        "<https://lab.example/kg/id/substance/drug-x>",
        "<https://w3id.org/ixakg/id/substance/ixazomib>",
        "<https://x.example/drug>",
    } <= about
    described = KnowledgeGraph.load([copied], base=base).describe("drug X (invented)")
    assert [node.value for node in described.about] == [f"{base}id/substance/drug-x"]


def test_many_mistakes_of_one_kind_take_no_longer_than_as_many_rows(copied: Path) -> None:
    row = "example-study\ta{}\tan arm\texperiment-{}\tTest\t\t\tdesign\tFound\t\n"
    header = (copied / "arms.tsv").read_text("utf-8").splitlines()[0]
    rows = "".join(row.format(n, n) for n in range(1_000))
    (copied / "arms.tsv").write_text(f"{header}\n{rows}", "utf-8")
    start = process_time()
    found = mistakes(copied)
    assert process_time() - start < SECONDS
    assert sum(":experiment: experiments.tsv has no" in line for line in found) == 1_000


def test_an_id_of_ones_own_is_looked_up_before_the_terms_of_the_ontology(copied: Path) -> None:
    (copied / "endpoints.tsv").write_text(
        "id\tlabel\tdefinition\nspleen-weight\tx\ty\nsurvival\tsurvival\tOurs.\n", "utf-8"
    )
    put(copied, "findings", 3, "endpoint", "survival")
    said = {str(quad.object) for quad in quads(BUNDLE, [copied])}
    assert "<https://w3id.org/ixakg/id/endpoint/survival>" in said
