"""The notebook runs from top to bottom, and shows what its words say."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from ixakg.figures.kinds import Picture

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"
CELLS = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
CODE = ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def shown() -> list[object]:
    """What each cell shows: the value of its last line, or what it prints."""
    before = Path.cwd()
    names: dict[str, object] = {"print": str}
    os.chdir(NOTEBOOK.parent)  # where Jupyter runs it
    try:
        return [run(cell, names) for cell in CODE]
    finally:
        os.chdir(before)


def run(cell: str, names: dict[str, object]) -> object:
    *body, last = ast.parse(cell).body
    if not isinstance(last, ast.Expr):
        exec(cell, names)  # noqa: S102 # it is ours
        return None
    exec(compile(ast.Module(body, []), NOTEBOOK.name, "exec"), names)  # noqa: S102 # it is ours
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)  # noqa: S307 # and so is this


def cell(shown: list[object], words: str) -> object:
    (place,) = (place for place, cell in enumerate(CODE) if words in cell)
    return shown[place]


def test_nothing_is_kept_that_a_run_would_change() -> None:
    for each in CELLS:
        assert (each.get("outputs", []), each.get("execution_count")) == ([], None)


def test_findings_are_counted_once_and_by_what_they_are_against(shown: list[object]) -> None:
    """Lung and colon: three findings of the 28 stand for two diseases."""
    assert cell(shown, "len(findings)") == (31, 28)
    directions = cell(shown, "directions = ")
    assert isinstance(directions, pd.DataFrame)
    # MM.1S twice, bone of the spontaneous model, survival in the myeloma paper; parity twice.
    assert directions.loc["bortezomib"].to_dict() == {
        "direction not stated": 0,
        "favorable": 4,
        "no difference": 2,
    }
    # KRIB primary tumors are the only control that was not beaten.
    assert directions.loc["control", "no difference"] == 1


def test_the_guide_has_seen_no_animal_itself(shown: list[object]) -> None:
    table = cell(shown, "second_hand = ")
    assert isinstance(table, pd.DataFrame)
    assert table.loc["BenchChem guide (2025)", False] == 0
    assert table.loc["BenchChem guide (2025)", True] == 17


def test_figures_show_themselves(shown: list[object]) -> None:
    pictures = [each for each in shown if isinstance(each, Picture)]
    assert len(pictures) == 4
    for picture in pictures:
        assert "</svg>" in picture._repr_svg_()
        assert repr(picture) == f"<Picture: {picture.drawing.title}>"


def test_a_conclusion_comes_with_its_passages(shown: list[object]) -> None:
    said = " ".join(str(cell(shown, "graph.why(")).split())
    assert said.startswith("KRIB primary tumor model is a xenograft model")
    assert "\u201cKRIB Primary Tumor Model\u201d" in said
    assert "known only in colorectal cancer" in str(cell(shown, "graph.explain("))


def test_the_audit_is_a_table(shown: list[object]) -> None:
    severities = cell(shown, 'points["severity"]')
    assert isinstance(severities, pd.Series)
    assert set(severities.index) == {"high", "medium", "low"}
    one = cell(shown, '"reference-without-comparison"')
    assert isinstance(one, pd.DataFrame)
    assert list(one["about"]) == ["superior to bortezomib in some cases"]


def test_an_own_study_stands_beside_the_shipped_ones(shown: list[object]) -> None:
    own = cell(shown, "mine = graph.including")
    assert isinstance(own, pd.DataFrame)
    assert own.to_numpy().tolist() == [
        ["line X xenograft (invented)", "bortezomib", "survival", "no difference"],
        ["line X xenograft (invented)", "vehicle", "tumor growth", "favorable"],
        ["line X xenograft (invented)", "vehicle", "weight of the spleen", "no difference"],
    ]
    assert cell(shown, "report.conforms") is True
