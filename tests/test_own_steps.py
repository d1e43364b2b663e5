"""Steps of one's own join the shipped ones, each in its own context."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ixakg import KnowledgeGraph
from ixakg.pages.pathway import pathway
from ixakg.pages.states import state

TABLES = Path(__file__).parents[1] / "data" / "tables"


def table(folder: Path, name: str, **cells: str) -> None:
    """Write a table of one row under the headings of the shipped one."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        headings = next(csv.reader(lines, delimiter="\t"))
    assert cells.keys() <= set(headings)
    row = "\t".join(cells.get(heading, "") for heading in headings)
    (folder / name).write_text("\t".join(headings) + "\n" + row + "\n", encoding="utf-8")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A note that DR5 falls when CHOP rises, in a melanoma."""
    table(
        tmp_path,
        "works.tsv",
        id="note",
        label="my note",
        title="My note",
        tier="PrimaryResearch",
        checked_in="the note itself",
    )
    table(
        tmp_path,
        "sources.tsv",
        id="mine",
        label="mine",
        description="My own step.",
        documents="note",
    )
    table(
        tmp_path,
        "statements.tsv",
        source="mine",
        id="s",
        kind="Sentence",
        document="note",
        location="page 1",
        reported_text="CHOP lowers DR5",
    )
    table(tmp_path, "diseases.tsv", id="melanoma", label="melanoma", group="SolidTumor")
    table(
        tmp_path,
        "contexts.tsv",
        id="melanoma",
        label="melanoma",
        kind="SpecificContext",
        within="any",
        disease="melanoma",
    )
    table(
        tmp_path,
        "mechanism-statements.tsv",
        source="mine",
        id="m1",
        label="CHOP lowers DR5",
        kind="Step",
        from_variable="chop",
        sign="Decreases",
        to_variable="dr5",
        context="melanoma",
        speaks_about="Gain",
        step_kind="StatedAsSuch",
        evidence_code="ECO_0000304",
        statements="s",
        status="Found",
    )
    return tmp_path


def test_a_step_of_ones_own_is_joined_in_its_context_and_leaves_the_others_alone(
    mine: Path,
) -> None:
    shipped = KnowledgeGraph.load()
    graph = shipped.including([mine])
    mine_only = graph.answer("effects-of", drug="ixazomib", variable="DR5", context="melanoma")
    assert {(row["change"], row["routes"], row["grade"]) for row in mine_only.records()} == {
        ("down", 2, "mixed")
    }
    for context in ("colorectal-cancer", "multiple-myeloma", "any"):
        before = shipped.answer("effects-of", drug="ixazomib", context=context).texts()
        assert graph.answer("effects-of", drug="ixazomib", context=context).texts() == before
    assert graph.verify().failures == ()
    assert len(graph.answer("contradictions")) == 1


def test_explaining_uses_them_too(mine: Path) -> None:
    explanation = KnowledgeGraph.load([mine]).explain("ixazomib", "DR5", "melanoma")
    ((effect,),) = [part.effects for part in explanation.contexts]
    assert (effect.sign, len(effect.routes)) == (-1, 2)
    assert not KnowledgeGraph.load().explain("ixazomib", "DR5", "ESCC").found


@pytest.mark.parametrize(
    "base", [None, "https://lab.example/kg/"], ids=["shipped base", "own base"]
)
def test_the_page_of_the_pathway_shows_them_in_their_context_only(
    mine: Path, base: str | None
) -> None:
    graph = KnowledgeGraph.load([mine], base=base)
    here, elsewhere = pathway(graph, "melanoma"), pathway(graph, "colorectal-cancer")
    assert here
    assert elsewhere
    assert [step.status for step in here.steps if step.iri.endswith("/mine/m1")] == ["holds"]
    assert [step.status for step in elsewhere.steps if step.iri.endswith("/mine/m1")] == [
        "elsewhere"
    ]
    (choice,) = (it for it in here.choices if it.chosen)
    assert (choice.label, choice.own) == ("melanoma", 1)
    assert pathway(graph, choice.name) == here
    path = state(choice.name, background=True)
    assert path.startswith("pathway/")
    assert ":" not in path
