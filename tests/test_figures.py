"""Figures show each row of an answer once, in words that can be read and marks told apart."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from drawings import beyond, boxes_on_boxes, lightness, overlaps, texts
from ixakg import KnowledgeGraph, Solutions
from ixakg.errors import InvalidQuestion
from ixakg.figures.kinds import KINDS, draw
from ixakg.figures.looks import looks
from ixakg.figures.rendering import SHAPES, render
from ixakg.figures.shapes import Mark
from ixakg.queries import Question
from ixakg.vocabulary import XSD

ROOT = Path(__file__).parents[1]
LOOKS = ROOT / "queries" / "figures" / "marks.tsv"
GRAPH = KnowledgeGraph.load()
OUTCOMES = GRAPH.questions["outcomes"]
DRAWN = [name for name, question in GRAPH.questions.items() if question.has_figure]
COLUMNS = ("model", "comparator", "endpointName", "direction", "cited", "source")
STUDIES = sorted((ROOT / "tests" / "studies").iterdir())
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def with_invented() -> KnowledgeGraph:
    """The guide with all invented studies together."""
    return KnowledgeGraph.load(STUDIES)


def test_there_is_a_question_for_each_kind() -> None:
    assert {GRAPH.questions[name].figure["kind"] for name in DRAWN} == set(KINDS)


@pytest.mark.parametrize("name", DRAWN)
def test_no_words_overlap_and_nothing_is_beyond_the_page(
    name: str, with_invented: KnowledgeGraph
) -> None:
    drawing = with_invented.draw(name).drawing
    assert overlaps(drawing) == []
    assert beyond(drawing) == []
    assert boxes_on_boxes(drawing) == []


@pytest.mark.parametrize("name", DRAWN)
def test_marks_are_told_apart_in_grey(name: str, with_invented: KnowledgeGraph) -> None:
    drawing = with_invented.draw(name).drawing
    marks = {i[2:5] for i in drawing.items if isinstance(i, Mark)}
    for (shape, colour, filled), (second, other, full) in itertools.combinations(marks, 2):
        assert shape != second or filled != full or apart(colour, other)


def apart(colour: str, other: str) -> bool:
    return abs(lightness(colour) - lightness(other)) > 15


@pytest.mark.parametrize("kind", ["Direction", "Relation", "Route", "Sign", "SourceTier"])
def test_values_of_one_kind_are_told_apart_without_colours(kind: str) -> None:
    stated = GRAPH.select(f"SELECT ?l {{ ?d a ixa:{kind} ; rdfs:label ?l }} ORDER BY ?l").texts()
    labels = [label for (label,) in stated]
    lines = [line.split("\t") for line in LOOKS.read_text(encoding="utf-8").splitlines()[1:]]
    known = {value: shape for value, shape, _ in lines}
    assert len({known[label] for label in labels}) == len(labels) > 2
    assert {known[label] for label in labels} <= {*SHAPES, "arrow", "bar"}


@given(st.sets(st.text(min_size=1, max_size=5), min_size=2, max_size=20))
def test_values_that_nobody_gave_a_look_are_told_apart_too(values: set[str]) -> None:
    found = looks(LOOKS, sorted({*values, "favorable", "oral"}))
    for one, other in itertools.combinations(sorted(found), 2):
        same = found[one].shape == found[other].shape
        assert not same or apart(found[one].colour, found[other].colour)


def test_every_finding_is_in_one_mark() -> None:
    answer = GRAPH.answer("outcomes")
    svg = render(draw(OUTCOMES, answer, LOOKS), "svg").decode()
    assert sum(map(int, re.findall(r'id="mark-\d+-of-(\d+)"', svg))) == len(
        {row["finding"] for row in answer}
    )
    for word in ("ESCC xenograft, control", "no difference", "\u00d72"):
        assert f">{word}</text>" in svg


def test_findings_that_are_told_second_hand_are_hollow() -> None:
    """The seventeen of the guide, and none of the others."""
    drawing = GRAPH.draw("outcomes").drawing
    marks = [item for item in drawing.items if isinstance(item, Mark) and item.name]
    hollow = [int(mark.name.rpartition("-")[2]) for mark in marks if not mark.filled]
    assert sum(hollow) == 17
    assert "favorable; told by a document that cites another" in texts(drawing)


@pytest.mark.parametrize("name", DRAWN)
def test_long_words_are_wrapped_and_nothing_is_left_out(name: str) -> None:
    variables = GRAPH.answer(name).variables
    words = "many words about a thing that nobody could put in fewer " * 6
    answer = Solutions(variables, [tuple(Literal(f"{words}{column}") for column in variables)])
    drawing = draw(GRAPH.questions[name], answer, LOOKS, f"{words}given")
    assert overlaps(drawing) == []
    assert beyond(drawing) == []
    assert "".join(texts(drawing)).replace(" ", "").count("putinfewer") > 20


def test_what_no_source_states_is_said_and_an_empty_answer_too() -> None:
    row = (Literal("m"), None, Literal("e"), None, None, Literal("s"))
    said = texts(draw(OUTCOMES, Solutions(COLUMNS, [row]), LOOKS))
    assert {"m, comparator not stated", "direction not stated"} <= set(said)
    for name in DRAWN:
        question = GRAPH.questions[name]
        nothing = Solutions(GRAPH.answer(name).variables, [])
        assert "The answer has no rows." in texts(draw(question, nothing, LOOKS))


cells = st.one_of(
    st.none(),
    st.text(min_size=1, max_size=60).map(Literal),
    st.decimals(0, 10**6, places=3).map(lambda number: Literal(str(number), datatype=XSD.decimal)),
    st.integers(1900, 2100).map(Literal),
)


@pytest.mark.parametrize("name", DRAWN)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_any_words_and_numbers_can_be_drawn_and_do_not_overlap(
    name: str, data: st.DataObject
) -> None:
    variables = GRAPH.answer(name).variables
    row = st.tuples(*[cells] * len(variables))
    answer = Solutions(variables, data.draw(st.lists(row, min_size=1, max_size=3)))
    drawing = draw(GRAPH.questions[name], answer, LOOKS, "$x$ <b>&")
    assert overlaps(drawing) == []
    assert beyond(drawing) == []
    assert render(drawing, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("asked", ["outcomes", "effect-routes context=colorectal-cancer"])
def test_the_same_answer_gives_the_same_bytes(asked: str) -> None:
    for form in ("svg", "png"):
        first, second = (
            subprocess.run(
                [sys.executable, "-m", "ixakg", "ask", *asked.split(), "--format", form],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        )
        assert first == second
        assert len(first) > 10_000


def test_the_values_of_a_parameter_stand_above_the_figure_in_one_order() -> None:
    for endpoints in ({"tumor growth", "survival"}, ["survival", "tumor growth"]):
        said = texts(GRAPH.draw("outcomes", drug="ixazomib", endpoint=endpoints).drawing)
        assert said[1] == "drug=ixazomib, endpoint=survival, endpoint=tumor growth"


@pytest.mark.parametrize("name", DRAWN)
def test_a_program_that_reads_aloud_finds_a_title_and_a_description(name: str) -> None:
    page = ElementTree.fromstring(GRAPH.draw(name).svg().encode())  # noqa: S314 # it is ours
    question = GRAPH.questions[name]
    assert page.get("role") == "img"
    assert [element.tag for element in page][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert page.findtext(f"{SVG}title") == question.summary
    about = str(page.findtext(f"{SVG}desc"))
    assert about.startswith(" ".join(question.description.split()))
    assert re.search(r"\d+ (effects|facts|findings|measurements|regimens|works)", about)


def test_a_question_without_a_figure_says_what_to_do_instead_and_which_have_one() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ixakg", "ask", "studies", "--format", "svg"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("ixakg: studies has no figure; --format table")
    assert done.stderr.endswith(f"(figures: {', '.join(DRAWN)})\n")


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("{kind: matrx}", "'matrx' is no kind of figure; did you mean 'matrix'"),
        ("{rows: model}", "'' is no kind of figure; there are: doses, forest, matrix"),
        ("{kind: matrix, rows: model, columns: model}", "must name its 'marks'"),
        ("{kind: matrix, rows: modle, columns: model, marks: model}", "did you mean 'model'"),
        ("{kind: matrix, rows: {a: b}, columns: model, marks: model}", "write the names of col"),
        ("{kind: matrix, rows: model, columns: model, marks: model, x: model}", "no part 'x'"),
        ("{kind: timeline, rows: '{modle}', year: model, marks: model}", "did you mean 'model'"),
        ("{kind: timeline, rows: a, year: model, marks: model, hollow: b}", "means: words}"),
    ],
)
def test_a_header_that_does_not_fit_says_how_to_mend_it(figure: str, message: str) -> None:
    question = Question("q", f"#+ summary: Which?\n#+ figure: {figure}\nSELECT ?model {{}}")
    with pytest.raises(InvalidQuestion) as caught:
        draw(question, Solutions(["model"], [(Literal("m"),)]), LOOKS)
    assert message in str(caught.value)
    assert str(caught.value).startswith("q.rq: ")


PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"(?m)^ixakg ask (.+) --format svg > docs/figures/(.+\.svg)$", PAGE)


def test_every_picture_of_the_page_has_its_command() -> None:
    shown = re.findall(r"\]\(figures/(.+?\.svg)\)", PAGE)
    assert shown == [file for _, file in PICTURES]
    assert sorted(shown) == sorted(path.name for path in (ROOT / "docs" / "figures").glob("*.svg"))


@pytest.mark.parametrize(("asked", "file"), PICTURES, ids=[file for _, file in PICTURES])
def test_a_picture_of_the_page_is_what_its_command_draws(asked: str, file: str) -> None:
    """Byte for byte by the locked matplotlib; another may write the same drawing otherwise."""
    question, *words = asked.split()
    given = dict(word.split("=", 1) for word in words)
    there = (ROOT / "docs" / "figures" / file).read_text(encoding="utf-8")
    now = GRAPH.draw(question, **given).svg()
    assert re.findall(r">([^<\n]+)</text>", there) == re.findall(r">([^<\n]+)</text>", now)
    assert re.findall(r' id="((?:mark|row|arrow)-[^"]*)"', there) == re.findall(
        r' id="((?:mark|row|arrow)-[^"]*)"', now
    )
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    (locked,) = (each["version"] for each in lock["package"] if each["name"] == "matplotlib")
    assert there == now or version("matplotlib") != locked
