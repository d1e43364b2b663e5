"""A report says what is wrong, how bad it is, and in which cell of which table."""

from __future__ import annotations

import csv
import json
import time
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from ixakg import InvalidShapes, KnowledgeGraph
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Command = Callable[..., Outcome]

HERE = Path(__file__).parent
HEADER = "source\tid\tlabel\tdrug\tdose\troute\tsubjects\tstatements"
SH = "http://www.w3.org/ns/shacl#"


def arms(own: Path, *rows: str) -> Path:
    (own / "arms.tsv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return own


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def cells(root: Path, *data: Path) -> list[str]:
    """The place and the shape of every result."""
    report = KnowledgeGraph.load(root=root).validate(data, everything=not data)
    return [
        f"{entry.place}: {entry.result.source_shape.rsplit('/')[-1]}" for entry in report.entries
    ]


def test_a_missing_value_is_missing_in_the_column_that_would_hold_it(ixakg: Command) -> None:
    assert ixakg("validate") == (
        0,
        "1 info\n"
        "  arms.tsv:4 subjects: field, treated: An arm says how many animals it has. "
        "[ixs:Arm-subjects]\n",
        "\n1 info\n",
    )


def test_own_tables_are_told_apart_from_what_was_wrong_before(ixakg: Command, own: Path) -> None:
    arms(own, "barn\tnew\tnew arm\tcurarin\t150\tOral\t8\ttable-1")
    told = ixakg("validate", "--data", own)
    assert told == (
        0,
        "1 warning\n"
        "  my-study/arms.tsv:2 dose: new arm: A dose is below 100 mg/kg. Found: 150. "
        "[ixs:Arm-dose]\n",
        "\n1 warning\n",
    )
    assert ixakg("validate", "--data", own, "--all").err == "\n1 warning, 1 info\n"


@pytest.mark.parametrize(
    ("level", "code"), [("violation", 0), ("warning", 1), ("info", 1)], ids=str
)
def test_the_exit_code_depends_on_the_level_that_fails(
    ixakg: Command, own: Path, level: str, code: int
) -> None:
    arms(own, "barn\tnew\tnew arm\tcurarin\t150\tOral\t8\ttable-1")
    assert ixakg("validate", "--data", own, "--fail-on", level).code == code


def test_an_info_alone_fails_only_where_infos_fail(ixakg: Command) -> None:
    assert ixakg("validate", "--fail-on", "warning").code == 0
    assert ixakg("validate", "--fail-on", "info").code == 1


def test_mistakes_in_tables_do_not_hide_what_the_shapes_find(ixakg: Command, own: Path) -> None:
    arms(
        own,
        "barn\tnew\tnew arm\tcurarin\tfive\tOral\t8\ttable-1",
        "barn\tmore\tmore of it\tcurarin\t150\tOral\t8\ttable-1",
    )
    told = ixakg("validate", "--data", own)
    assert told.code == 2
    assert told.out == (
        "1 mistake in the tables\n"
        "  my-study/arms.tsv:2:dose: 'five' is not a number; "
        "write digits with a decimal point only, such as 0.91\n"
        "\n"
        "1 warning\n"
        "  my-study/arms.tsv:3 dose: more of it: A dose is below 100 mg/kg. Found: 150. "
        "[ixs:Arm-dose]\n"
    )
    assert told.err == "\n1 mistake in the tables, 1 warning\n"


def test_one_mistake_in_a_cell_is_told_once(ixakg: Command, own: Path) -> None:
    """A cell that names no row of the table of drugs gives no arm a drug, and no drug a class."""
    arms(own, "barn\tnew\tnew arm\talmanac\t5\tOral\t8\ttable-1")
    told = ixakg("validate", "--data", own).out
    assert told.startswith("1 mistake in the tables\n  my-study/arms.tsv:2:drug: drugs.tsv has no")
    assert "ixs:" not in told


def test_two_values_for_one_are_found_in_the_row_that_adds_the_second(own: Path) -> None:
    arms(own, "barn\ttreated\tbarn, treated\tplacebex\t11.0\tIntravenous\t8\ttable-1")
    assert cells(BUNDLE, own) == ["my-study/arms.tsv:2 drug: Arm-drug"]


def test_a_gap_is_found_in_the_cell_that_says_why(copy: Path) -> None:
    edit(copy / "shapes/trial.ttl", "( ixa:NotReported ixa:NotApplicable )", "( ixa:NotReported )")
    assert cells(copy) == [
        "arms.tsv:2 dose: ReportingGap-gapStatus",
        "arms.tsv:4 subjects: Arm-subjects",
    ]


def test_what_was_inferred_is_not_validated(copy: Path) -> None:
    inferred = copy / "data/facts/inferred/barn.ttl"
    inferred.parent.mkdir(exist_ok=True)
    inferred.write_text(
        "<https://w3id.org/ixakg/id/arm/barn/treated> <https://w3id.org/ixakg/ontology/dose> 500 ."
    )
    graph = KnowledgeGraph.load(root=copy)
    assert graph.ask("ASK { ?arm ixa:dose 500 }")
    assert [entry.severity for entry in graph.validate().entries] == ["info"]


def test_terms_of_other_vocabularies_are_not_ours_to_describe(copy: Path) -> None:
    declared = "\n<http://xmlns.com/foaf/0.1/Agent> a owl:Class .\n\nixa:Nameless a owl:Class .\n"
    ontology = copy / "ontology/trial.ttl"
    ontology.write_text(ontology.read_text(encoding="utf-8") + declared, encoding="utf-8")
    (copy / "shapes/terms.ttl").write_text(
        f"<urn:Term> <{SH}targetClass> <http://www.w3.org/2002/07/owl#Class> ;"
        f" <{SH}property> <urn:label> ."
        f" <urn:label> <{SH}path> <http://www.w3.org/2000/01/rdf-schema#label> ;"
        f" <{SH}minCount> 1 ."
    )
    report = KnowledgeGraph.load(root=copy).validate()
    assert [e.label for e in report.entries if e.severity == "violation"] == ["ixa:Nameless"]


def test_validation_changes_nothing(own: Path) -> None:
    graph = KnowledgeGraph.load(root=BUNDLE)
    before = graph.graphs
    graph.validate([arms(own, "barn\tnew\tnew arm\tcurarin\t150\tOral\t8\ttable-1")])
    assert graph.graphs == before


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_both_engines_make_the_same_report(ixakg: Command, own: Path, engine: str) -> None:
    arms(own, "barn\tnew\tnew arm\tcurarin\t150\tOral\t\ttable-1")
    told = ixakg("validate", "--data", own, "--engine", engine)
    assert [line.split(": ")[0].strip() for line in told.out.splitlines()] == [
        "1 warning",
        "my-study/arms.tsv:2 dose",
        "",
        "1 info",
        "my-study/arms.tsv:2 subjects",
    ]


def test_a_graph_that_conforms_says_so(ixakg: Command, copy: Path) -> None:
    edit(copy / "shapes/trial.ttl", "ixs:Arm-subjects ;\n    rdfs", "ixs:Arm-dose ;\n    rdfs")
    assert ixakg("validate", root=copy) == (0, "", "conforms\n")


def test_json_has_every_field(ixakg: Command) -> None:
    document = json.loads(ixakg("validate", "--format", "json").out)
    assert document == {
        "conforms": False,
        "violation": 0,
        "warning": 0,
        "info": 1,
        "results": [
            {
                "severity": "info",
                "file": "arms.tsv",
                "row": 4,
                "column": "subjects",
                "label": "field, treated",
                "focus_node": "https://w3id.org/ixakg/id/arm/field/treated",
                "path": "<https://w3id.org/ixakg/ontology/subjects>",
                "value": "",
                "source_shape": "https://w3id.org/ixakg/shapes/Arm-subjects",
                "constraint_component": f"{SH}MinCountConstraintComponent",
                "message": "An arm says how many animals it has.",
            }
        ],
    }


def test_csv_has_mistakes_and_results_in_the_same_columns(ixakg: Command, own: Path) -> None:
    arms(
        own,
        "barn\tnew\tnew arm\tcurarin\tfive\tOral\t8\ttable-1",
        "barn\tmore\tmore of it\tcurarin\t150\tOral\t8\ttable-1",
    )
    rows = list(csv.DictReader(StringIO(ixakg("validate", "--data", own, "--format", "csv").out)))
    assert [(row["severity"], row["row"], row["column"], row["value"]) for row in rows] == [
        ("mistake", "2", "dose", ""),
        ("warning", "3", "dose", "150"),
    ]


def test_sarif_points_to_lines(ixakg: Command, own: Path) -> None:
    arms(
        own,
        "barn\tnew\tnew arm\tcurarin\tfive\tOral\t8\ttable-1",
        "barn\tmore\tmore of it\tcurarin\t150\tOral\t\ttable-1",
    )
    log = json.loads(ixakg("validate", "--data", own, "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["ixs:Arm-dose", "ixs:Arm-subjects", "table"]
    places = [
        (result["ruleId"], result["level"], location["artifactLocation"]["uri"], location["region"])
        for result in run["results"]
        for location in [result["locations"][0]["physicalLocation"]]
    ]
    assert places == [
        ("table", "error", "my-study/arms.tsv", {"startLine": 2}),
        ("ixs:Arm-dose", "warning", "my-study/arms.tsv", {"startLine": 3}),
        ("ixs:Arm-subjects", "note", "my-study/arms.tsv", {"startLine": 3}),
    ]
    assert all(result["message"]["text"] for result in run["results"])


def test_turtle_is_a_report_in_shacl_without_blank_nodes(ixakg: Command) -> None:
    written = ixakg("validate", "--format", "turtle").out
    assert "_:" not in written
    store = Store()
    store.load(written, format=RdfFormat.TURTLE)
    [conforms] = store.quads_for_pattern(None, NamedNode(f"{SH}conforms"), None)
    assert str(conforms.object).startswith('"false"')
    assert len(list(store.quads_for_pattern(conforms.subject, NamedNode(f"{SH}result"), None))) == 1
    said = {quad.predicate.value.removeprefix(SH): quad.object for quad in store}
    assert said["focusNode"] == NamedNode("https://w3id.org/ixakg/id/arm/field/treated")
    assert said["sourceShape"] == NamedNode("https://w3id.org/ixakg/shapes/Arm-subjects")
    assert said["resultPath"] == NamedNode("https://w3id.org/ixakg/ontology/subjects")
    assert ixakg("validate", "--format", "turtle").out == written


def test_a_report_shows_itself_in_a_notebook() -> None:
    shown = KnowledgeGraph.load(root=BUNDLE).validate()._repr_html_()
    assert "<caption>1 info</caption>" in shown
    assert "<td>arms.tsv:4 subjects</td>" in shown


def test_shapes_that_cannot_be_used_are_one_line(ixakg: Command, copy: Path) -> None:
    edit(copy / "shapes/trial.ttl", "sh:maxExclusive 100", "sh:datatype <urn:>")
    edit(
        copy / "shapes/trial.ttl", "<urn:>", "<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>"
    )
    told = ixakg("validate", root=copy)
    assert told == (
        2,
        "",
        "ixakg: <https://w3id.org/ixakg/shapes/Arm-dose>: a store cannot tell "
        "xsd:nonNegativeInteger from xsd:integer; ask for xsd:integer, with sh:minInclusive or "
        "sh:maxInclusive\n",
    )


def test_shapes_that_are_no_turtle_are_one_line(ixakg: Command, copy: Path) -> None:
    (copy / "shapes/trial.ttl").write_text("ixs:Arm a", encoding="utf-8")
    told = ixakg("validate", root=copy)
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert "trial.ttl" in told.err


def test_a_list_that_never_ends_is_refused(copy: Path) -> None:
    edit(
        copy / "shapes/trial.ttl",
        "sh:in ( ixa:NotReported ixa:NotApplicable )",
        f"sh:in <urn:list> . <urn:list> <{RDF}first> ixa:NotReported ; <{RDF}rest> <urn:list> ."
        " ixs:ReportingGap-gapStatus sh:order 1",
    )
    with pytest.raises(InvalidShapes, match="no well-formed list"):
        KnowledgeGraph.load(root=copy).validate()


def test_forty_mistakes_are_named_in_one_run_each_at_its_cell() -> None:
    """Some the tables tell, some only the shapes can tell; one is told in two cells."""
    listed = (HERE / "forty_mistakes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    expected = [line.split("\t") for line in listed]
    graph = KnowledgeGraph.load()
    start = time.process_time()
    report = graph.validate([HERE / "forty_mistakes"])
    assert time.process_time() - start < 2
    found = {
        *((p.file, str(p.row), p.column, f"{p.what}; {p.mend}") for p in report.problems),
        *(
            (e.place.file, str(e.place.row), e.place.column, f"{e.result.message} {shape}")
            for e in report.entries
            for shape in [e.result.source_shape.rsplit("/")[-1]]
        ),
    }
    for file, row, column, said in expected:
        cell = (f"forty_mistakes/{file}", row, column)
        assert [words for *at, words in found if tuple(at) == cell and said in words], (*cell, said)
    cells = {(file.removeprefix("forty_mistakes/"), row, column) for file, row, column, _ in found}
    assert cells == {(file, row, column) for file, row, column, _ in expected}


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
