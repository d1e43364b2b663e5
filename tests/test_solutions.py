"""Answers as Python values, data frames and notebook tables."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
import rdflib

from ixakg import KnowledgeGraph, MissingLibrary
from reading import shown

MIXED = """SELECT ?number ?whole ?flag ?name ?node ?nothing {
    VALUES (?number ?whole ?flag ?name ?node ?nothing) {
        (0.91 8 true "a & b"@en ixa:Arm UNDEF)
        (UNDEF UNDEF false "<b>" UNDEF UNDEF)
    }
}"""


def test_records_are_python_values(kg: KnowledgeGraph) -> None:
    first, second = kg.select(MIXED).records()
    assert first == {
        "number": Decimal("0.91"),
        "whole": 8,
        "flag": True,
        "name": "a & b",
        "node": "https://w3id.org/ixakg/ontology/Arm",
        "nothing": None,
    }
    assert second["number"] is None
    assert second["flag"] is False


def test_a_solution_is_terms_by_variable(kg: KnowledgeGraph) -> None:
    answer = kg.select(MIXED)
    assert answer.variables == ("number", "whole", "flag", "name", "node", "nothing")
    assert len(answer) == len(answer.rows) == 2
    assert str(answer[0]["name"]) == '"a & b"@en'
    assert [row["nothing"] for row in answer] == [None, None]


def test_people_read_curies_and_nothing_for_nothing(kg: KnowledgeGraph) -> None:
    assert shown(kg.select(MIXED))[0] == {
        "number": "0.91",
        "whole": "8",
        "flag": "true",
        "name": "a & b",
        "node": "ixa:Arm",
        "nothing": "",
    }


def test_a_pandas_frame_has_numbers_in_columns_of_numbers(kg: KnowledgeGraph) -> None:
    frame = kg.select(MIXED).to_pandas()
    assert list(frame.columns) == ["number", "whole", "flag", "name", "node", "nothing"]
    assert [str(kind) for kind in frame.dtypes[:3]] == ["Float64", "Int64", "boolean"]
    assert frame["number"].sum() == pytest.approx(0.91)
    assert frame["whole"].isna().tolist() == [False, True]


def test_a_polars_frame_has_numbers_in_columns_of_numbers(kg: KnowledgeGraph) -> None:
    frame = kg.select(MIXED).to_polars()
    assert [str(kind) for kind in frame.dtypes[:4]] == ["Float64", "Int64", "Boolean", "String"]
    assert frame["number"].to_list() == [0.91, None]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_of_no_rows_has_the_columns(kg: KnowledgeGraph, library: str) -> None:
    empty = kg.answer("passages", words="never said")
    assert list(getattr(empty, f"to_{library}")().columns) == ["words", "location"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_values_of_different_kinds_become_text(kg: KnowledgeGraph, library: str) -> None:
    answer = kg.select('SELECT ?x { VALUES ?x { 1 "one" UNDEF } }')
    column = getattr(answer, f"to_{library}")()["x"]
    assert [value for value in column if isinstance(value, str)] == ["1", "one"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    kg: KnowledgeGraph, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibrary) as raised:
        getattr(kg.select(MIXED), f"to_{library}")()
    assert str(raised.value) == f"{library} is not installed; pip install {library}"


def test_a_notebook_shows_a_table_with_everything_escaped(kg: KnowledgeGraph) -> None:
    assert kg.select('SELECT ?a ?b { VALUES (?a ?b) { ("<b>&" ixa:Arm) } }')._repr_html_() == (
        "<table><caption>1 row</caption>"
        "<thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>&lt;b&gt;&amp;</td><td>ixa:Arm</td></tr></tbody></table>"
    )


def test_a_notebook_shows_no_more_rows_than_a_page_can_hold(kg: KnowledgeGraph) -> None:
    many = kg.select("SELECT ?a ?b ?c { ?a rdfs:label ?x . ?b rdfs:label ?y . ?c a ixa:Arm }")
    page = many._repr_html_()
    assert len(many) > 1000
    assert page.count("<tr>") == 201
    assert f"<caption>{len(many)} rows (the first 200 are shown)</caption>" in page


def test_a_notebook_shows_what_the_graph_holds_and_answers(kg: KnowledgeGraph) -> None:
    page = kg._repr_html_()
    assert "<td>ixg:source/field</td><td>17</td>" in page
    assert "<td>passages</td><td>Which words: where?</td>" in page


def test_triples_become_an_rdflib_graph_that_knows_the_prefixes(kg: KnowledgeGraph) -> None:
    graph = kg.construct("CONSTRUCT { ?s ixa:dose ?o } WHERE { ?s ixa:dose ?o }").to_rdflib()
    ixa = rdflib.Namespace("https://w3id.org/ixakg/ontology/")
    ((subject, predicate, value),) = graph
    assert predicate == ixa.dose
    assert subject == rdflib.URIRef("https://w3id.org/ixakg/id/arm/barn/treated")
    assert value == rdflib.Literal(Decimal(11))
    assert dict(graph.namespaces())["ixa"] == rdflib.URIRef(ixa)


def test_triples_show_themselves_as_a_table_too(kg: KnowledgeGraph) -> None:
    drawn = kg.construct("CONSTRUCT { ?s ixa:dose ?o } WHERE { ?s ixa:dose ?o }")
    assert (
        "<tbody><tr><td>ixd:arm/barn/treated</td><td>ixa:dose</td><td>11</td></tr></tbody>"
        in drawn._repr_html_()
    )
    assert drawn.to_pandas()["object"].tolist() == [11.0]
    assert drawn.to_polars()["object"].to_list() == [11.0]
    assert repr(drawn) == "<Triples: 1 triple>"
    assert repr(kg.answer("passages")) == "<Solutions: words, location; 2 rows>"
