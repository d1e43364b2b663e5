"""Canned questions: headers, parameters, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from ixakg import InvalidParameter, InvalidQuestion, KnowledgeGraph, Question, UnknownQuestion
from ixakg.queries import Catalogue
from reading import shown, table

if TYPE_CHECKING:
    from pathlib import Path

ASKED = "#+ summary: Which?\n"
SLOT = "VALUES ?drug { UNDEF }  #@param drug\n"
PARAMS = "#+ params:\n#+   - {name: drug, type: iri}\n"


def test_the_header_says_what_a_question_is_about(kg: KnowledgeGraph) -> None:
    arms = kg.questions["arms"]
    assert arms.summary == "Which arms gave a drug, at what dose, and where does it say so?"
    assert (arms.group, arms.tags) == ("dosing", ("arm", "dose"))
    assert arms.description == "One row for each arm and passage."
    assert list(arms.parameters) == ["drug", "route", "subjects"]
    assert arms.parameter("subjects").type == "integer"


def test_questions_are_sorted_by_their_ids(kg: KnowledgeGraph) -> None:
    assert list(kg.questions) == ["arms", "passages"]


@given(st.from_regex(r"[A-Za-z][ -~]{0,30}\?", fullmatch=True))
def test_a_summary_is_what_yaml_reads(summary: str) -> None:
    line = f"summary: {summary}"
    try:
        expected = yaml.safe_load(line)["summary"]
    except (yaml.YAMLError, TypeError, KeyError):
        return
    assert Question("q", f"#+ {line}\n#+ group: g\n").summary == str(expected)


def test_a_summary_may_go_on_in_the_next_line() -> None:
    assert Question("q", "#+ summary: Which one\n#+   is it?\n#+ group: g\n").summary == (
        "Which one is it?"
    )


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("SELECT * {}", "q.rq: begin the file with a line '#+ summary: …?'"),
        ("#+ group: g\n", "q.rq: begin the file with a line '#+ summary: …?'"),
        ("#+ id: other\n" + ASKED, "q.rq: the id must be the name of the file, 'q'"),
        (ASKED + SLOT, "q.rq: 'drug' is not among the params; params and slots must agree"),
        (ASKED + PARAMS, "q.rq: 'drug' has no slot; params and slots must agree"),
        (
            ASKED + PARAMS + "?drug a ?type .  #@param drug\n",
            "q.rq: the line of '#@param drug' must hold VALUES ?variable { … }",
        ),
        (
            ASKED + PARAMS.replace("iri", "xsd:decimel") + SLOT,
            "q.rq: 'decimel' is no type; did you mean 'decimal'?",
        ),
    ],
)
def test_a_header_that_does_not_fit_is_refused(text: str, mistake: str) -> None:
    question = Question("q", text)
    with pytest.raises(InvalidQuestion) as raised:
        assert not question.parameters
    assert str(raised.value) == mistake


def test_a_header_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(InvalidQuestion, match=r"^q.rq: the lines with #\+ are no YAML; "):
        assert not Question("q", "#+ summary: [\n").group


def test_only_the_text_between_the_braces_is_replaced() -> None:
    text = ASKED + PARAMS + "SELECT * {\n  " + SLOT + "  ?drug ?p 'VALUES ?drug { UNDEF }' }"
    filled = Question("q", text).fill({"drug": [NamedNode("urn:a"), Literal('"}', language="en")]})
    assert filled == text.replace("{ UNDEF }  #@param", '{ <urn:a> "\\"}"@en }  #@param', 1)


def test_no_values_mean_any(kg: KnowledgeGraph) -> None:
    question = kg.questions["arms"]
    assert question.fill({"drug": []}) == question.sparql == question.fill({})


@pytest.mark.parametrize("text", [r"a\u0022", r"a\U00000022", r"\\u0022"])
def test_escapes_that_sparql_would_expand_are_refused(kg: KnowledgeGraph, text: str) -> None:
    with pytest.raises(InvalidParameter, match="words: a value must not hold a backslash before u"):
        kg.answer("passages", words=text)


@pytest.mark.parametrize("text", ['" } #', "'", "\\", "N/A\n", "}", "?x", "é"])
def test_every_other_text_is_only_a_text(kg: KnowledgeGraph, text: str) -> None:
    assert len(kg.answer("passages", words=text)) == 0


def test_an_answer_is_the_table_one_would_write_down(kg: KnowledgeGraph) -> None:
    assert shown(kg.answer("arms")) == table("""
        | arm                   | drugName | dose | location |
        | ixd:arm/barn/control  | placebex |      | table 1  |
        | ixd:arm/barn/treated  | curarin  | 11   | abstract |
        | ixd:arm/barn/treated  | curarin  | 11   | table 1  |
        | ixd:arm/field/treated | curarin  |      | table 2  |
    """)


@pytest.mark.parametrize(
    "name",
    [
        *("placebex", "PlaceBex", " placebex ", "ixd:drug/placebex"),
        *("https://w3id.org/ixakg/id/drug/placebex", "<https://w3id.org/ixakg/id/drug/placebex>"),
        NamedNode("https://w3id.org/ixakg/id/drug/placebex"),
    ],
)
def test_a_thing_goes_by_its_label_its_iri_and_parts_of_it(
    kg: KnowledgeGraph, name: object
) -> None:
    assert shown(kg.answer("arms", drug=name)) == table("""
        | arm                  | drugName | dose | location |
        | ixd:arm/barn/control | placebex |      | table 1  |
    """)


def test_a_thing_goes_by_its_other_labels(kg: KnowledgeGraph) -> None:
    named = kg.answer("arms", drug="cur-1")
    assert shown(named) == shown(kg.answer("arms", drug="curarin"))
    assert len(named) == 3


def test_several_values_are_alternatives(kg: KnowledgeGraph) -> None:
    both = kg.answer("arms", drug=["curarin", "placebex"])
    assert shown(both) == shown(kg.answer("arms"))


def test_parameters_narrow_together(kg: KnowledgeGraph) -> None:
    assert shown(kg.answer("arms", route="intravenous", subjects=8)) == table("""
        | arm                  | drugName | dose | location |
        | ixd:arm/barn/treated | curarin  | 11   | abstract |
        | ixd:arm/barn/treated | curarin  | 11   | table 1  |
    """)


@pytest.mark.parametrize(
    ("given_values", "mistake"),
    [
        ({"drug": "curare"}, "drug: nothing is called 'curare'; did you mean 'curarin'?"),
        (
            {"drug": "xyz"},
            "drug: nothing is called 'xyz'; there are: curarin, placebex",
        ),
        ({"drugs": "x"}, "arms has no parameter 'drugs'; did you mean 'drug'?"),
        (
            {"subjects": "eight"},
            "subjects: 'eight' is not a whole number; write digits only, such as 8",
        ),
        (
            {"subjects": Decimal("8.5")},
            "subjects: '8.5' is not a whole number; write digits only, such as 8",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would(
    kg: KnowledgeGraph, given_values: dict[str, object], mistake: str
) -> None:
    with pytest.raises(InvalidParameter) as raised:
        kg.answer("arms", **given_values)
    assert str(raised.value) == mistake


def test_an_iri_need_not_be_known(kg: KnowledgeGraph) -> None:
    assert len(kg.answer("arms", route="https://example.org/by-air")) == 0


def test_a_misspelt_question_is_an_error_that_names_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownQuestion) as raised:
        kg.answer("arm")
    assert str(raised.value) == "no question is called 'arm'; did you mean 'arms'?"


def test_a_question_is_not_a_path_out_of_its_folder(copy: Path) -> None:
    catalogue = Catalogue(copy / "queries/competency")
    assert "../parameters/drugs" not in catalogue


def test_a_missing_list_of_values_is_named(copy: Path) -> None:
    (copy / "queries/parameters/drugs.rq").unlink()
    with pytest.raises(InvalidQuestion, match=r"takes its values from .*drugs.rq; add that query"):
        KnowledgeGraph.load(root=copy).answer("arms", drug="curarin")


def test_a_list_of_values_has_the_two_columns(copy: Path) -> None:
    (copy / "queries/parameters/drugs.rq").write_text("SELECT ?x { ?x a ?y }", encoding="utf-8")
    with pytest.raises(InvalidQuestion, match=r"drugs.rq: the query must SELECT \?value \?label"):
        KnowledgeGraph.load(root=copy).choices("arms", "drug")
