"""``ixakg explain`` at the command line: exit codes, formats, drawings."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ixakg.cli import run
from ixakg.graph import KnowledgeGraph
from ixakg.pathways.courses import courses
from ixakg.pathways.layers import Edge, lay_out

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
DR5 = ("ixazomib", "DR5", "--in", "colorectal-cancer")
APOPTOSIS = ("ixazomib", "apoptosis", "--in", "CRC")


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


def explain(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph, *words: str
) -> tuple[int, str, str]:
    code = run(["explain", *words], lambda: guide)
    return (code, *capsys.readouterr())


def test_a_route_is_told_step_by_step_with_words_and_citations(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    code, out, _ = explain(capsys, guide, *DR5)
    assert code == 0
    text = " ".join(out.split())
    assert "ixazomib exposure increases DR5 expression in colorectal cancer" in text
    assert "2 routes, mixed, 4 publications, strict" in text
    assert "6. CHOP level increases DR5 expression" in text
    assert (
        "“In colorectal cancer, ixazomib induces CHOP-dependent upregulation of Death Receptor 5 "
        "(DR5)”" in text
    )
    assert "line 50; cites CHOP/DR5 in colorectal cancer paper" in text


def test_what_is_not_stated_exits_with_one(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    code, out, err = explain(capsys, guide, "ixazomib", "DR5", "--in", "multiple-myeloma")
    assert (code, err) == (1, "")
    assert out.startswith("not stated: ")
    assert "is known only in colorectal cancer" in out


def test_what_never_leads_anywhere_is_told(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    code, out, _ = explain(capsys, guide, "DR5", "c-Myc", "--in", "ESCC")
    assert code == 1
    assert "no step in any context leads from DR5 expression to c-Myc expression" in out


def test_without_a_context_each_is_answered_by_itself(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    code, out, _ = explain(capsys, guide, "ixazomib", "apoptosis")
    assert code == 0
    assert "in colorectal cancer\n  9 routes, mixed" in out
    assert "in multiple myeloma\n  7 routes, general" in out
    assert "Contexts are never merged." in out


def test_mistakes_exit_with_two_and_one_line(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    for words in (
        ("ixazomib",),
        ("ixazomib", "DR55"),
        ("ixazomib", "apoptosis", "--format", "dot"),
    ):
        code, out, err = explain(capsys, guide, *words)
        assert (code, out, err.count("\n")) == (2, "", 1)


def test_json_has_each_step_with_its_passages(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    _, out, _ = explain(capsys, guide, *DR5, "--format", "json")
    (context,) = json.loads(out)["contexts"]
    (effect,) = context["effects"]
    assert effect["sign"] == "increases"
    last = effect["routes"][0]["steps"][-1]
    assert (last["position"], last["passages"][0]["line"]) == (6, 50)


def test_dot_and_mermaid_tell_signs_contexts_and_missing_citations(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    _, dot, _ = explain(capsys, guide, *APOPTOSIS, "--format", "dot")
    assert len(re.findall("arrowhead=tee", dot)) == 4  # the drug's, and three of catabolism
    assert re.search(r"arrowhead=normal, style=dashed.*UPR activation is prolonged", dot)
    assert 'label="colorectal cancer"' in dot
    _, mermaid, _ = explain(capsys, guide, *APOPTOSIS, "--format", "mermaid")
    assert mermaid.startswith("flowchart TD")
    assert len(re.findall(r"--x\||-\.-x\|", mermaid)) == 4


def test_a_drawing_says_all_labels_and_none_lies_on_another(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    _, svg, _ = explain(capsys, guide, *APOPTOSIS, "--format", "svg")
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for label in ("ixazomib exposure", "DR5 expression", "if TRAIL is present", "no citation"):
        assert label in words
    boxes = [
        tuple(float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
        if "x" in rect.attrib
    ]
    assert len(boxes) == 12 + 15  # variables, and one note for each arrow
    assert not overlapping(boxes)


def overlapping(boxes: list[tuple[float, ...]]) -> list[tuple[int, int]]:
    return [
        (i, k)
        for i, (x, y, w, h) in enumerate(boxes)
        for k, (x2, y2, w2, h2) in enumerate(boxes[:i])
        if x < x2 + w2 and x2 < x + w and y < y2 + h2 and y2 < y + h
    ]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_no_layout_puts_a_label_on_a_box_or_on_another_label(ends: list[tuple[int, int]]) -> None:
    size = (80.0, 30.0)
    names = [f"n{number}" for number in range(8)]
    edges = [Edge(names[a], names[b], (60.0, 20.0)) for a, b in ends if a != b]
    layout = lay_out(dict.fromkeys(names, size), edges)
    boxes: list[tuple[float, ...]]
    boxes = [(x - 40, y - 15, 80.0, 30.0) for x, y in layout.boxes.values()]
    boxes += [(x - 30, y - 10, 60.0, 20.0) for x, y in layout.labels]
    assert not overlapping(boxes)


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14),
    st.lists(st.floats(10, 90), min_size=8, max_size=8),
)
def test_no_arrow_passes_behind_a_box(ends: list[tuple[int, int]], heights: list[float]) -> None:
    sizes = {f"n{number}": (80.0, high) for number, high in enumerate(heights)}
    edges = [Edge(f"n{a}", f"n{b}", (60.0, 20.0)) for a, b in ends if a != b]
    layout = lay_out(sizes, edges)
    boxes = [
        (x - 39, y - sizes[name][1] / 2 + 1, 78.0, sizes[name][1] - 2)
        for name, (x, y) in layout.boxes.items()
    ]
    for course in courses(layout, sizes, edges, [7.0] * len(edges)):
        for (x, y), (after_x, after_y) in pairwise(course.points):
            assert y <= after_y + 1e-9
            around = (min(x, after_x), y, abs(after_x - x), after_y - y)
            assert not [box for box in boxes if overlapping([box, around])]


def test_verifying_exits_with_one_where_a_certificate_is_wrong(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph, tmp_path: Path
) -> None:
    assert explain(capsys, guide, "--verify") == (0, "", "261 certificates, none wrong\n")
    _, turtle, _ = explain(capsys, guide, *DR5, "--format", "turtle")
    path = tmp_path / "routes.ttl"
    path.write_text(turtle, encoding="utf-8")
    assert explain(capsys, guide, "--verify", str(path))[0] == 0
    path.write_text(turtle.replace("sign ixa:Increases", "sign ixa:Decreases"), encoding="utf-8")
    code, out, err = explain(capsys, guide, "--verify", str(path))
    assert code == 1
    assert "The sign of a certificate is the product of the signs of its steps." in out
    assert err.endswith("2 certificates, 2 wrong\n")


def test_three_names_are_a_triple_and_told_by_rules_and_passages(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    code, out, _ = explain(capsys, guide, "KRIB primary tumor model", "is a", "xenograft")
    assert code == 0
    assert "KRIB primary tumor model" in out.splitlines()[0]
    assert "xenogeneic" in out
    assert "BenchChem guide (2025), solid tumor table, row 3" in out


def test_a_triple_is_told_to_programs_too(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    words = ("KRIB primary tumor model", "is a", "xenograft", "--format", "json")
    code, out, _ = explain(capsys, guide, *words)
    assert code == 0
    assert json.loads(out)


def test_a_triple_that_nothing_says_or_implies_is_told_so(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    words = ("KRIB primary tumor model", "is a", "patient-derived xenograft")
    code, out, _ = explain(capsys, guide, *words)
    assert code == 1
    assert out.startswith("nothing says or implies that KRIB primary tumor model is a patient")


def test_a_triple_cannot_be_drawn(
    capsys: pytest.CaptureFixture[str], guide: KnowledgeGraph
) -> None:
    code, _, err = explain(capsys, guide, "a", "b", "c", "--format", "svg")
    assert (code, err.count("\n")) == (2, 1)
