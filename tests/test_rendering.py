"""Answers as text, compared with what a person would draw."""

from __future__ import annotations

import csv
import json
from io import StringIO
from textwrap import dedent

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, parse_query_results
from pyoxigraph import QueryResultsFormat as Formats

from ixakg import KnowledgeGraph, Solutions
from ixakg.layout import terminal_width
from ixakg.views import rendering

LONG = "the tumour was smaller than in any other arm of the study"


def answer(
    *rows: tuple[NamedNode | str | float | None, ...], variables: str = "armLabel count"
) -> Solutions:
    cells = (
        tuple(cell if cell is None or isinstance(cell, NamedNode) else Literal(cell) for cell in r)
        for r in rows
    )
    return Solutions(variables.split(), cells)


@pytest.fixture(autouse=True)
def forty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")


def drawn(text: str) -> str:
    return dedent(text).strip("\n")


def test_a_table_has_underlined_headings_in_words_and_numbers_to_the_right() -> None:
    assert rendering.table(answer(("control", 8), ("treated", 12), ("other", None))) == drawn("""
        arm label  count
        ─────────  ─────
        control        8
        treated       12
        other
    """)


def test_words_wrap_and_wrapped_rows_are_kept_apart() -> None:
    rows = (("control", LONG), ("treated", "as before"))
    assert rendering.table(answer(*rows, variables="arm words")) == drawn("""
        arm      words
        ───────  ───────────────────────────────
        control  the tumour was smaller than in
                 any other arm of the study

        treated  as before
    """)


def test_rows_become_blocks_where_columns_cannot_stand_side_by_side() -> None:
    cells = ("control", LONG, None, "hippopotamus", "rhinoceros")
    assert rendering.table(answer(cells, cells, variables="arm words none host other")) == drawn("""
        arm    control
        words  the tumour was smaller than in
               any other arm of the study
        host   hippopotamus
        other  rhinoceros

        arm    control
        words  the tumour was smaller than in
               any other arm of the study
        host   hippopotamus
        other  rhinoceros
    """)


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_no_line_is_wider_than_the_terminal(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    everything = kg.select("SELECT ?thing ?label { ?thing rdfs:label ?label }")
    lines = rendering.table(everything).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(("columns", "width"), [("72", 72), ("", 100), ("0", 100), ("wide", 100)])
def test_the_width_is_what_columns_says_or_a_hundred(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


def test_markdown_keeps_bars_and_line_breaks_inside_cells() -> None:
    assert rendering.markdown(answer(("a|b\nc", 8))) == drawn("""
        | arm label | count |
        | --- | --- |
        | a\\|b c | 8 |
    """)


def test_tsv_is_one_line_a_row_with_full_iris() -> None:
    rows = ((NamedNode("https://w3id.org/ixakg/ontology/Arm"), 8), ("a\tb\nc", None))
    assert rendering.tsv(answer(*rows)) == (
        "armLabel\tcount\nhttps://w3id.org/ixakg/ontology/Arm\t8\na b c\t"
    )


def test_csv_is_read_back_by_any_reader() -> None:
    text = rendering.csv(answer(('say "a, b"\nc', 8), (None, None)))
    assert list(csv.reader(StringIO(text, newline=""))) == [
        ["armLabel", "count"],
        ['say "a, b"\nc', "8"],
        ["", ""],
    ]
    assert text.splitlines(keepends=True)[0] == "armLabel,count\r\n"


def test_json_is_what_sparql_says_and_other_libraries_read(kg: KnowledgeGraph) -> None:
    asked = kg.select("""SELECT ?a ?b ?c ?d ?e { BIND (BNODE("x") AS ?e)
        VALUES (?a ?b ?c ?d) { (ixa:Arm "é"@en 0.91 UNDEF) } }""")
    text = rendering.json(asked)
    (row,) = json.loads(text)["results"]["bindings"]
    assert row["a"] == {"type": "uri", "value": "https://w3id.org/ixakg/ontology/Arm"}
    assert row["b"] == {"type": "literal", "value": "é", "xml:lang": "en"}
    assert row["c"] == {
        "type": "literal",
        "value": "0.91",
        "datatype": "http://www.w3.org/2001/XMLSchema#decimal",
    }
    assert "d" not in row
    read = parse_query_results(text, format=Formats.JSON)
    assert isinstance(read, QuerySolutions)
    assert [tuple(solution)[:4] for solution in read] == [asked.rows[0][:4]]


def test_json_of_yes_and_no_is_what_sparql_says() -> None:
    assert json.loads(rendering.json(True)) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("variable", "heading"),
    [
        ("maxDay", "max day"),
        ("drug", "drug"),
        ("ICnumber", "icnumber"),
        ("at_day", "at day"),
        ("drugName", "drug"),
    ],
)
def test_variables_are_put_into_words(variable: str, heading: str) -> None:
    assert rendering.heading(variable) == heading
