"""Whatever somebody gives as a value stays a value, in every engine, and never becomes a query."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ixakg import InvalidParameter, KnowledgeGraph, Question

ROOT = Path(__file__).parents[1]
ECHO = Question(
    "echo",
    "#+ summary: What was given?\n"
    "#+ params:\n#+   - {name: x, type: string}\n"
    "SELECT ?x WHERE {\n  VALUES ?x { UNDEF }  #@param x\n}\n",
)
GUIDE = KnowledgeGraph.load()
# Half of them are what somebody who means harm would try.
SIGNS = st.sampled_from(
    ['"', "'", "\\", "u0022", "\\u0022", "}", "{", "#", "\n", "\r", "\t", " ", "<", ">", "x"]
)
WORDS = st.one_of(st.text(max_size=20), st.lists(SIGNS, max_size=8).map("".join))
HARM = '" } } ; DROP ALL #'


def odd(text: str) -> bool:
    """Tell whether a text holds signs that are, or are written with, a backslash."""
    return any(sign == "\\" or not sign.isprintable() for sign in text)


def in_oxigraph(query: str) -> list[object]:
    answer = Store().query(query)
    assert isinstance(answer, QuerySolutions)
    return [row["x"] for row in answer]


@settings(deadline=None)
@given(WORDS)
@example(HARM)
@example("a\\u0022b")
@example("a\\\\u0022b")
@example("line\nfeed\r\ttab")
def test_a_string_comes_back_as_it_was_given_or_is_refused(text: str) -> None:
    try:
        query = ECHO.fill({"x": [Literal(text)]})
    except InvalidParameter:
        assert odd(text)
        return
    assert in_oxigraph(query) == [Literal(text)]
    (binding,) = rdflib.Graph().query(query).bindings
    assert str(binding[rdflib.Variable("x")]) == text


@settings(deadline=None)
@given(st.lists(WORDS.filter(lambda text: not odd(text)), min_size=1, max_size=4, unique=True))
def test_several_strings_come_back_in_their_order(texts: list[str]) -> None:
    query = ECHO.fill({"x": [Literal(text) for text in texts]})
    assert in_oxigraph(query) == [Literal(text) for text in texts]


@settings(deadline=None)
@given(WORDS.map("https://example.org/".__add__))
@example("https://example.org/> } } #")
@example("https://example.org/\\u003e")
def test_an_iri_comes_back_as_it_was_given_or_is_refused(iri: str) -> None:
    try:
        query = ECHO.fill({"x": [NamedNode(iri)]})
    except (ValueError, InvalidParameter):
        return
    assert in_oxigraph(query) == [NamedNode(iri)]


@settings(max_examples=60, deadline=None)
@given(WORDS)
@example(HARM)
@example("a\\u0022b")
@example("ixa:Oral } UNION { ?s ?p ?o")
def test_a_question_takes_words_for_something_it_knows_or_refuses_them(text: str) -> None:
    try:
        answer = GUIDE.answer("regimens", route=text)
    except InvalidParameter:
        return
    everything = {str(row["regimen"]) for row in GUIDE.answer("regimens").records()}
    assert {str(row["regimen"]) for row in answer.records()} <= everything


@pytest.mark.parametrize("text", ["0.42 } #", "1e400", "NaN", "", "0.4 0.5", "٣"])
def test_a_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter):
        GUIDE.answer("activity-threshold", limit=text)
