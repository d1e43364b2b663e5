"""Figures show each row of an answer once, in words that can be read and marks told apart."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib as mpl
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from ixakg import KnowledgeGraph, Solutions
from ixakg.figures.matrix import matrix
from ixakg.figures.rendering import SETTINGS, canvas, render
from ixakg.figures.shapes import Mark

ROOT = Path(__file__).parents[1]
LOOKS = ROOT / "queries" / "figures" / "marks.tsv"
GRAPH = KnowledgeGraph.load()
OUTCOMES = GRAPH.questions["outcomes"]
COLUMNS = ("model", "comparator", "endpointName", "direction", "cited", "source")


def overlaps(drawing: object) -> list[tuple[str, str]]:
    figure = canvas(drawing)  # type: ignore[arg-type] # what matrix returns
    renderer = figure.canvas.get_renderer()
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character that the font lacks is drawn as a box
        boxes = [
            (text.get_text(), text.get_window_extent(renderer)) for text in figure.axes[0].texts
        ]
    return [
        (one, other)
        for (one, box), (other, second) in itertools.combinations(boxes, 2)
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 1
        and min(box.y1, second.y1) - max(box.y0, second.y0) > 2
    ]


def test_every_finding_is_in_one_mark_and_no_words_overlap() -> None:
    answer = GRAPH.answer("outcomes")
    drawing = matrix(OUTCOMES, answer, LOOKS)
    svg = render(drawing, "svg").decode()
    assert sum(map(int, re.findall(r'id="mark-\d+-of-(\d+)"', svg))) == len(
        {row["finding"] for row in answer}
    )
    assert overlaps(drawing) == []
    for word in ("ESCC xenograft, control", "no difference", "\u00d72"):
        assert f">{word}</text>" in svg


def test_directions_are_told_apart_without_colours() -> None:
    lines = [line.split("\t") for line in LOOKS.read_text(encoding="utf-8").splitlines()[1:]]
    known = {value: shape for value, shape, _ in lines}
    stated = GRAPH.select("SELECT ?l { ?d a ixa:Direction ; rdfs:label ?l } ORDER BY ?l").texts()
    directions = [label for (label,) in stated]
    assert len({known[label] for label in directions}) == len(directions) > 3


def test_what_no_source_states_is_said_and_an_empty_answer_too() -> None:
    row = (Literal("m"), None, Literal("e"), None, None, Literal("s"))
    svg = render(matrix(OUTCOMES, Solutions(COLUMNS, [row]), LOOKS), "svg").decode()
    assert ">m, comparator not stated</text>" in svg
    empty = render(matrix(OUTCOMES, Solutions(COLUMNS, []), LOOKS), "svg").decode()
    assert ">The answer has no rows.</text>" in empty


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=6, max_size=6))
def test_any_words_can_be_drawn_and_do_not_overlap(words: list[str]) -> None:
    answer = Solutions(COLUMNS, [tuple(Literal(word) for word in words)])
    drawing = matrix(OUTCOMES, answer, LOOKS, "$x$ <b>&")
    assert overlaps(drawing) == []
    assert sum(isinstance(item, Mark) for item in drawing.items) == 2
    assert render(drawing, "png").startswith(b"\x89PNG")


def test_the_same_answer_gives_the_same_bytes() -> None:
    for form in ("svg", "png"):
        first, second = (
            subprocess.run(
                [sys.executable, "-m", "ixakg", "ask", "outcomes", "--format", form],
                capture_output=True,
                check=True,
                env={"PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        )
        assert first == second
        assert len(first) > 10_000


def test_a_question_without_a_figure_says_what_to_do_instead() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ixakg", "ask", "studies", "--format", "svg"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("ixakg: studies has no figure; --format table")
