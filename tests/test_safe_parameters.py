"""Whatever somebody gives as a value stays a value, in every engine, and never becomes a query."""

from __future__ import annotations

import re
from decimal import Decimal
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
    (binding,) = rdflib.Graph().query(query).bindings
    assert binding[rdflib.Variable("x")] == rdflib.URIRef(iri)


@settings(deadline=None)
@given(WORDS, st.sampled_from(["en", "de-CH", None]), WORDS)
@example("a", "en", "\\u0022")
@example('"@en } } #', "en", "")
@example("1", None, "> } } #")
@example("1", None, "\\u003e")
def test_what_stands_behind_a_string_stays_a_language_or_a_datatype(
    text: str, language: str | None, datatype: str
) -> None:
    try:
        term = (
            Literal(text, language=language)
            if language
            else Literal(text, datatype=NamedNode(f"https://example.org/{datatype}"))
        )
        query = ECHO.fill({"x": [term]})
    except (ValueError, InvalidParameter):
        return
    assert in_oxigraph(query) == [term]


@settings(deadline=None)
@given(st.lists(WORDS, max_size=3))
def test_only_what_stands_between_the_braces_of_the_slot_changes(texts: list[str]) -> None:
    """A query with values is the query of the file before the slot and after it."""
    before, after = ECHO.sparql.split("UNDEF")
    try:
        query = ECHO.fill({"x": [Literal(text) for text in texts]})
    except InvalidParameter:
        assert any(odd(text) for text in texts)
        return
    assert query.startswith(before)
    assert query.endswith(after)
    assert "\n" not in query.removeprefix(before).removesuffix(after)


@settings(max_examples=100, deadline=None)
@given(st.one_of(WORDS, st.text("0123456789.+-eE ", max_size=8)))
@example("0.42")
@example("0.42 } #")
@example("1e400")
def test_a_number_is_the_number_that_was_written_or_is_refused(text: str) -> None:
    question = GUIDE.questions["activity-threshold"]
    try:
        answer = GUIDE.answer(question.id, limit=text)
    except InvalidParameter:
        assert not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)", text)
        return
    assert {row["limit"] for row in answer.records()} == {Decimal(text)}


EVERY = [
    (question.id, name) for question in GUIDE.questions.values() for name in question.parameters
]


@pytest.mark.parametrize(("question", "name"), EVERY, ids=[".".join(pair) for pair in EVERY])
def test_each_parameter_of_each_question_refuses_what_means_harm(question: str, name: str) -> None:
    for text in (HARM, "a\\u0022b", "<x> } UNION { ?s ?p ?o }", "UNDEF } #", "?x", ""):
        with pytest.raises(InvalidParameter):
            GUIDE.answer(question, **{name: text})


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
