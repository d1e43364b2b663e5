"""A table of an answer says where each row comes from in footnotes."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from ixakg import KnowledgeGraph
from ixakg.solutions import Solutions
from ixakg.views.rendering import annotated

NODE = NamedNode("https://example.org/finding/1")
ANSWER = Solutions(
    ("model", "result", "source", "location", "words", "cited", "tier", "finding"),
    tuple(
        (*tuple(None if cell is None else Literal(cell) for cell in row), NODE)
        for row in (
            ("A", "better", "guide", "row 1", "it was better", "Ann 2001", "review"),
            ("A", "better", "guide", "row 1", "it was better", "Ben 2002", "review"),
            ("B", None, "paper", "title", None, None, None),
        )
    ),
)
PASSAGE = (("source", "location", "words", "cited", "tier"),)


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_rows_that_differ_in_their_sources_only_are_one_row_with_two_footnotes() -> None:
    assert annotated(ANSWER, PASSAGE, ("finding",)).splitlines() == [
        "model  result  source",
        "─────  ──────  ──────",
        "A      better  [1][2]",
        "B      —       [3]",
        "",
        "[1]  guide, row 1: “it was better”; cites Ann 2001 (review)",
        "[2]  guide, row 1: “it was better”; cites Ben 2002 (review)",
        "[3]  paper, title",
    ]


def test_an_answer_without_passages_is_a_table() -> None:
    plain = Solutions(("works", "drugName"), ((Literal(2), Literal("placebex")),))
    assert annotated(plain, (), ()).splitlines() == [
        "works  drug",
        "─────  ────────",
        "    2  placebex",
    ]


def test_rows_of_different_nodes_stay_apart() -> None:
    twice = Solutions(
        ("result", "finding"),
        ((Literal("better"), NODE), (Literal("better"), NamedNode(NODE.value + "0"))),
    )
    assert annotated(twice, (), ("finding",)).count("better") == 2


@pytest.mark.parametrize("question", sorted(KnowledgeGraph.load().questions))
def test_a_header_names_columns_that_the_query_has(question: str) -> None:
    asked = KnowledgeGraph.load().questions[question]
    named = {name for passage in asked.passages for name in passage} | set(asked.nodes)
    assert named <= set(KnowledgeGraph.load().answer(question).variables)
