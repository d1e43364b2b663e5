"""Charts have one axis for each kind of number, and say what is no number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import Literal

from drawings import texts
from ixakg import KnowledgeGraph, Solutions
from ixakg.figures.kinds import draw
from ixakg.figures.scales import scale, years
from ixakg.figures.shapes import INK, Curve, Line, Mark, Text
from ixakg.figures.words import columns_in, told
from ixakg.queries import Question
from ixakg.vocabulary import XSD

if TYPE_CHECKING:
    from ixakg.figures.shapes import Drawing

ROOT = Path(__file__).parents[1]
LOOKS = ROOT / "queries" / "figures" / "marks.tsv"
GRAPH = KnowledgeGraph.load()
OTHERS = ("node", "metric", "unit", "value", "relation", "low", "high", "neutral", "cited")
FOREST = """#+ summary: How much?
#+ node: node
#+ figure:
#+   kind: forest
#+   panels: [metric, unit]
#+   rows: "{tested} against {comparator}"
#+   point: value
#+   marks: relation
#+   interval: {lower: low, upper: high, means: confidence}
#+   neutral: {column: neutral, means: no effect}
#+   hollow: {column: cited, means: second-hand}
#+   beside: {number: "{relation|equal to} {value}"}
#+   silent: no number
"""


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


def answered(header: str, *rows: dict[str, str | Literal]) -> Drawing:
    variables = list(dict.fromkeys(name for row in rows for name in row))
    variables += [name for name in OTHERS if name not in variables]
    cells = [
        tuple(Literal(c) if isinstance(c := row.get(name), str) else c for name in variables)
        for row in rows
    ]
    return draw(Question("q", header), Solutions(variables, cells), LOOKS)


def rows_of(drawing: Drawing) -> list[Mark]:
    return [i for i in drawing.items if isinstance(i, Mark) and i.name]


def dashes(drawing: Drawing) -> list[float]:
    """Where lines of no effect stand, but for that of the legend."""
    lines = [i for i in drawing.items if isinstance(i, Line) and i.dashed]
    return [line.start[0] for line in lines if line.end[1] - line.start[1] > 12]


def ticks(drawing: Drawing) -> dict[str, float]:
    return {i.text: i.x for i in drawing.items if isinstance(i, Text) and i.anchor == "middle"}


HALF: dict[str, str | Literal] = {
    "node": "1",
    "metric": "hazard ratio",
    "unit": "ratio",
    "tested": "model A",
    "comparator": "vehicle",
    "value": number("0.5"),
    "relation": "equal to",
    "neutral": number("1"),
}


def test_half_and_twice_are_as_far_from_no_effect() -> None:
    drawing = answered(FOREST, HALF, {**HALF, "node": "2", "value": number("2")})
    half, twice = rows_of(drawing)
    (line,) = dashes(drawing)
    assert line - half.x == pytest.approx(twice.x - line)
    assert ticks(drawing)["1"] == pytest.approx(line)


def test_a_difference_is_not_drawn_as_a_ratio() -> None:
    zero = {**HALF, "metric": "growth delay", "unit": "day", "neutral": number("0")}
    drawing = answered(
        FOREST, {**zero, "value": number("2")}, {**zero, "node": "2", "value": number("4")}
    )
    two, four = rows_of(drawing)
    (line,) = dashes(drawing)
    assert four.x - line == pytest.approx(2 * (two.x - line))


def test_a_number_without_a_value_of_no_effect_has_no_line() -> None:
    bare = {name: value for name, value in HALF.items() if name != "neutral"}
    assert dashes(answered(FOREST, bare)) == []


def test_two_kinds_of_numbers_and_two_units_never_share_an_axis() -> None:
    others = [
        {**HALF, "node": "2", "metric": "T/C of tumor volumes"},
        {**HALF, "node": "3", "unit": "percent", "value": number("50"), "neutral": number("100")},
    ]
    drawing = answered(FOREST, HALF, *others)
    bold = [i.text for i in drawing.items if isinstance(i, Text) and i.bold][1:]
    assert bold == [
        "T/C of tumor volumes (ratio)",
        "hazard ratio (percent)",
        "hazard ratio (ratio)",
    ]
    assert len(dashes(drawing)) == 3
    assert (
        len({round(mark.x, 6) for mark in rows_of(drawing)}) == 1
    )  # half is half on each of the three


def test_a_bound_is_said_and_shown_as_one() -> None:
    drawing = answered(FOREST, {**HALF, "relation": "greater than", "value": number("42")})
    assert rows_of(drawing)[0].shape == "right"
    assert "greater than 42" in texts(drawing)


def test_what_is_told_second_hand_is_hollow() -> None:
    first, second = rows_of(answered(FOREST, HALF, {**HALF, "node": "2", "cited": "a paper"}))
    assert (first.filled, second.filled) == (True, False)


def test_an_interval_has_two_ends_and_one_without_a_limit_goes_on() -> None:
    limits = {**HALF, "low": number("0.25"), "high": number("0.8")}
    assert len(upright(answered(FOREST, limits))) == 2
    going_on = answered(FOREST, {**HALF, "low": number("0.25")})
    assert len(upright(going_on)) == 1
    ends = [line.end[0] for line in black(going_on)]
    assert ends.count(max(ends)) == 4  # the axis, the interval and both parts of its arrowhead
    from_below = answered(FOREST, {**HALF, "high": number("0.8")})
    starts = [line.start[0] for line in black(from_below) if line.end[0] > line.start[0]]
    assert starts.count(min(starts)) == 2  # the axis and the interval


def black(drawing: Drawing) -> list[Line]:
    """The axes and the intervals, but for those of the legend."""
    lines = [i for i in drawing.items if isinstance(i, Line) and i.colour == INK]
    return [line for line in lines if line.end[0] > 60]


def upright(drawing: Drawing) -> set[float]:
    """Where intervals have a bar at their end."""
    lines = (line for line in black(drawing) if line.width > 1)
    return {line.start[0] for line in lines if line.start[0] == line.end[0]}


def test_a_number_by_itself_is_a_lone_mark() -> None:
    assert [line for line in black(answered(FOREST, HALF)) if line.width > 1] == []


def test_rows_of_one_thing_are_one_row_of_the_chart() -> None:
    assert len(rows_of(answered(FOREST, HALF, {**HALF, "relation": "at least"}))) == 1


def test_what_has_no_number_is_listed_apart() -> None:
    silent: dict[str, str | Literal] = {"node": "2", "tested": "model B", "comparator": "saline"}
    drawing = answered(FOREST, silent, HALF)
    said = texts(drawing)
    assert (
        said.index("hazard ratio (ratio)")
        < said.index("no number")
        < said.index("model B against saline")
    )
    assert said[said.index("model B against saline") + 1] == "not stated"


def test_the_chart_of_the_guide_says_what_each_number_is_against() -> None:
    said = texts(GRAPH.draw("measurements").drawing)
    for words in (
        "T-ALL PDX panel, against control",
        "read as T/C of event-free survival: preferred",
        "read as T/C of tumor volumes: rejected",
        "0.91 to 1.26 between models",
        "0.74 (0.59 to 0.94)",
        "median time to event (month)",
        "no number stated",
    ):
        assert words in said


def test_doses_begin_at_zero_and_those_of_two_units_are_apart() -> None:
    header = """#+ summary: How much?
#+ node: node
#+ figure: {kind: doses, panels: [drug, unit], rows: "{model}", point: dose, to: top, marks: route}
"""
    rows: list[dict[str, str | Literal]] = [
        {"node": "1", "unit": "mg/kg", "dose": number("5"), "route": "oral"},
        {"node": "2", "unit": "mg/kg", "dose": number("10"), "top": number("15")},
        {"node": "3", "unit": "nmol/kg", "dose": number("10"), "route": "oral"},
        {"node": "4", "route": "oral"},
    ]
    drawing = answered(header, *({**row, "drug": "drug", "model": "model"} for row in rows))
    bold = [i.text for i in drawing.items if isinstance(i, Text) and i.bold][1:]
    assert bold == ["drug (mg/kg)", "drug (nmol/kg)", "drug, not stated"]
    five, ten, fifteen, other, unknown = rows_of(drawing)
    zero = min(i.x for i in drawing.items if isinstance(i, Text) and i.text == "0")
    assert [mark.x - zero for mark in (ten, fifteen)] == pytest.approx(
        [2 * (five.x - zero), 3 * (five.x - zero)]
    )
    assert [mark.shape for mark in (five, ten, other, unknown)] == [
        "circle",
        "cross",
        "circle",
        "circle",
    ]


def test_the_doses_of_the_guide_are_in_one_unit_or_in_none() -> None:
    said = texts(GRAPH.draw("regimens", drug="ixazomib").drawing)
    for words in (
        "ixazomib (mg/kg)",
        "ixazomib, no amount stated",
        "11 to 14",
        "1 \u00d7 in 2 days for 30 days",
        "route not stated",
    ):
        assert words in said
    assert "weeks" in said  # the rest of 2 x in 1 week for about 3 weeks
    assert "bortezomib" not in " ".join(said)


def test_works_are_in_the_order_of_their_years_and_those_without_are_apart() -> None:
    drawing = GRAPH.draw("works-cited").drawing
    said = texts(drawing)
    order = ["Chauhan 2011", "Gupta 2019", "Wang 2022", "no year stated", "DrugBank DB09570"]
    assert [said.index(work) for work in order] == sorted(said.index(work) for work in order)
    heights = {i.text: i.y for i in drawing.items if isinstance(i, Text)}
    marks = {round(mark.y): mark for mark in rows_of(drawing)}
    filled = {
        work: marks[round(heights[work])].filled
        for work in order
        if work in heights and work != "no year stated"
    }
    assert filled == {
        "Chauhan 2011": True,
        "Gupta 2019": False,
        "Wang 2022": True,
        "DrugBank DB09570": False,
    }
    dated = [mark.x for mark in rows_of(drawing)][:20]
    assert dated == sorted(dated)


def test_contexts_are_drawings_of_their_own() -> None:
    header = """#+ summary: How?
#+ node: node
#+ figure: {kind: pathway, panels: context, from: a, to: b, sign: sign, notes: "if {condition}"}
"""
    one: dict[str, str | Literal] = {
        "node": "1",
        "context": "X",
        "a": "p",
        "b": "q",
        "sign": "increases",
    }
    drawing = answered(
        header,
        one,
        {**one, "condition": "warm"},
        {**one, "node": "2", "a": "q", "b": "r", "sign": "decreases"},
        {**one, "node": "3", "context": "Y"},
        {**one, "node": "4", "context": "Y", "b": "p"},
    )
    said = texts(drawing)
    assert [said.count(word) for word in ("X", "Y", "p", "q", "r", "if warm")] == [1, 1, 2, 2, 1, 1]
    assert "(increases itself)" in said
    assert len([i for i in drawing.items if isinstance(i, Curve)]) == 3
    shapes = [i.shape for i in drawing.items if isinstance(i, Mark)]
    assert shapes == ["down", "down", "right"]  # two arrows, and that of the legend


def test_each_step_of_a_context_is_one_arrow() -> None:
    answer = GRAPH.answer("effect-routes", context="colorectal-cancer")
    drawing = GRAPH.drawn("effect-routes", answer).drawing
    steps = {(row["from"], row["sign"], row["to"]) for row in answer.records()}
    assert len([i for i in drawing.items if isinstance(i, Curve)]) == len(steps) > 20


def test_words_are_left_out_where_a_value_is_missing() -> None:
    record = {"dose": Decimal("5.0"), "n": 2, "unit": "week", "about": True, "is": "equal to"}
    assert told(["{dose} mg", "to {top} mg", "in {n unit}"], record) == "5.0 mg in 2 weeks"
    assert told(["about{?about} {dose}", "exactly{!about} {dose}"], record) == "about 5.0"
    assert told(["{is|equal to} {dose}"], record) == "5.0"
    assert told(["{n unit}"], {"n": Decimal(1), "unit": "day"}) == "1 day"
    assert told(["{n}"], {"n": Decimal("1E-7")}) == "0.0000001"
    assert list(columns_in(["{a} {b c}", "{?d}{!e}{f|g}"])) == ["a", "b", "c", "d", "e", "f"]


numbers = st.floats(1e-6, 1e6)


@given(st.lists(numbers, min_size=1), st.sampled_from([None, 0.0, 1.0]), st.booleans())
def test_an_axis_reaches_every_number_and_has_a_few_ticks(
    values: list[float],
    neutral: float | None,
    zero: bool,
) -> None:
    axis = scale(values, neutral, zero=zero)
    places = [axis.at(value) for value in (*values, *axis.ticks)]
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in places)
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert 2 <= len(axis.ticks) <= 9
    assert axis.logarithmic == (neutral == 1.0 and not zero)


@given(st.sets(st.integers(1800, 2100), min_size=1))
def test_an_axis_of_years_has_whole_years(values: set[int]) -> None:
    assume(max(values) - min(values) < 200)
    axis = years(values)
    assert all(0 < axis.at(year) < 1 for year in values)
    assert all(tick == int(tick) for tick in axis.ticks)
    assert 1 <= len(axis.ticks) <= 8
