"""The pathway as a page shows it: what holds in a context, what follows, what is drawn where."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from ixakg import KnowledgeGraph
from ixakg.errors import UnknownName
from ixakg.pages.links import Links
from ixakg.pages.pathway import Pathway, pathway
from ixakg.pages.states import address, drawing
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA

GRAPH = KnowledgeGraph.load()
MANY_CANCERS = {"guide/e33", "guide/e34", "guide/e35"}
COLORECTAL = {"guide/e20", "guide/e22", "guide/e23"}
ESOPHAGEAL = {"guide/e38", "guide/e39"}
MYELOMA = {"guide/e12"}
BACKGROUND = {"oncogene-background/b01"}


def found(context: str = "", **settings: Any) -> Pathway:
    shown = pathway(GRAPH, context, **settings)
    assert shown is not None
    return shown


def steps(shown: Pathway, status: str) -> set[str]:
    return {step.name for step in shown.steps if step.status == status}


@pytest.mark.parametrize(
    ("context", "extrapolated", "elsewhere"),
    [
        ("any", set(), COLORECTAL | ESOPHAGEAL | MYELOMA | MANY_CANCERS),
        ("colorectal-cancer", MANY_CANCERS, ESOPHAGEAL | MYELOMA),
        ("escc", MANY_CANCERS, COLORECTAL | MYELOMA),
        ("multiple myeloma", MANY_CANCERS, COLORECTAL | ESOPHAGEAL),
        ("hct116-xenograft", MANY_CANCERS, ESOPHAGEAL | MYELOMA),
    ],
)
def test_steps_hold_where_they_are_stated_and_in_what_lies_within(
    context: str, extrapolated: set[str], elsewhere: set[str]
) -> None:
    shown = found(context)
    assert steps(shown, "extrapolated") == extrapolated
    assert steps(shown, "elsewhere") == elsewhere
    assert len(steps(shown, "holds")) == len(shown.steps) - len(extrapolated | elsewhere)


def test_without_a_context_steps_are_stated_and_nothing_follows() -> None:
    shown = found()
    assert len(steps(shown, "stated")) == len(shown.steps)
    assert {variable.change for variable in shown.variables} == {""}
    assert shown.seen == ()


def test_what_follows_has_its_sign_its_grade_and_its_conditions() -> None:
    changes = {it.variable.label: it for it in found("colorectal-cancer").variables}
    assert changes["DR5 expression"].change == "up"
    assert changes["protein homeostasis"].change == "down"
    assert changes["ixazomib exposure"].change == ""
    (survival,) = changes["cell survival"].predictions
    assert (survival.verb, survival.facts[1]) == ("decreases", "extrapolated")
    (killed,) = changes["TRAIL-mediated apoptosis"].predictions
    assert "needs besides" in killed.facts[-1]
    assert "TRAIL" in killed.facts[-1]
    assert found("multiple-myeloma").variables[0].variable.label == "ixazomib exposure"
    myeloma = {it.variable.label: it.change for it in found("multiple-myeloma").variables}
    assert myeloma["DR5 expression"] == ""


def test_the_background_brings_one_contradiction_and_only_where_both_arms_are() -> None:
    contexts = [choice.name for choice in found().choices]
    assert [name for name in contexts if found(name).disagreements] == []
    with_background = {name: found(name, background=True).disagreements for name in contexts}
    assert {name for name, both in with_background.items() if both} == {"escc", "escc-xenograft"}
    (proliferation,) = with_background["escc"]
    assert proliferation.variable.label == "cell proliferation"
    used = {step.name for it in proliferation.predictions for step in it.background}
    assert used == BACKGROUND
    assert [it.verb for it in proliferation.predictions if it.background] == ["increases"]


def test_what_was_seen_stands_beside_what_is_predicted() -> None:
    seen = {it.words: it.agreement for it in found("escc").seen}
    assert seen["ixazomib exposure decreases cell proliferation"] == "the routes predict the same"
    assert seen["ixazomib exposure decreases tumor growth or size"] == "no route leads there"
    both = {it.words: it.agreement for it in found("escc", background=True).seen}
    assert both["ixazomib exposure decreases cell proliferation"] == (
        "the routes predict both signs"
    )
    primary = [it.words for it in found("osteosarcoma").seen]
    assert "ixazomib exposure does not change primary intramuscular tumor growth" in primary


def test_contexts_with_steps_of_their_own_come_first() -> None:
    own = [(choice.name, choice.own) for choice in found().choices if choice.own]
    assert own == [
        ("any", 24), ("colorectal-cancer", 3), ("escc", 2), ("multiple-myeloma", 1),
    ]  # fmt: skip
    assert "many-cancers" not in [choice.name for choice in found().choices]


def test_a_context_that_is_none_is_told_with_those_that_are_like_it() -> None:
    with pytest.raises(UnknownName, match="colorectal-cancer"):
        pathway(GRAPH, "colorectal-cancr")


def test_nothing_moves_and_nothing_lies_on_anything_else() -> None:
    before, after = drawing(found()), drawing(found("escc", background=True))
    places = {it["id"]: (it["x"], it["y"]) for it in _list(before, "variables")}
    assert {it["id"]: (it["x"], it["y"]) for it in _list(after, "variables")} == places
    notes = [step["note"] for step in _list(after, "steps") if step["note"]]
    boxes = [*_list(after, "variables"), *notes]
    assert [pair for pair in itertools.combinations(boxes, 2) if _overlap(*pair)] == []


def test_no_arrow_passes_through_the_box_of_a_variable_that_it_does_not_meet() -> None:
    data = drawing(found(background=True))
    boxes = {it["id"]: it for it in _list(data, "variables")}
    crossed = [
        (step["part"], iri)
        for step in _list(data, "steps")
        for iri, box in boxes.items()
        if iri not in (step["source"], step["target"]) and _passes(step["points"], box)
    ]
    assert crossed == []


def test_arrows_lead_from_the_rim_of_one_box_to_the_rim_of_the_other() -> None:
    data = drawing(found(background=True))
    boxes = {it["id"]: it for it in _list(data, "variables")}
    for step in _list(data, "steps"):
        for end, (x, y) in (("source", step["points"][0]), ("target", step["points"][-1])):
            box = boxes[step[end]]
            assert abs(abs(y - box["y"]) - box["height"] / 2) < 0.2, step["part"]
            assert abs(x - box["x"]) < box["width"] / 2, step["part"]


def test_addresses_keep_what_is_not_changed() -> None:
    shown = found("escc", background=True)
    links = Links("pathway")
    assert address(links, shown) == "pathway?context=escc&background=on"
    assert address(links, shown, background="") == "pathway?context=escc"
    assert address(links, found(), context="escc") == "pathway?context=escc"
    start = f"{INDIVIDUALS}variable/ixazomib-exposure"
    assert found(start=start).start.iri == start


def test_a_graph_without_steps_has_no_pathway(kg: KnowledgeGraph) -> None:
    assert kg.mechanism(background=True).steps == ()
    assert pathway(kg) is None


def test_a_part_of_the_graph_has_the_steps_that_it_has_all_of() -> None:
    whole = _quads("ontology", "reference", "source/guide")
    nameless = [quad for quad in whole if quad.predicate != IXA.inDocument]
    shown = pathway(GRAPH.holding(nameless), "escc")
    assert shown is not None
    assert [step.name for step in shown.steps] == [step.name for step in found("escc").steps]
    assert {it.document.label for step in shown.steps for it in step.passages} == {""}
    placeless = [quad for quad in whole if quad.predicate != IXA.contextKind]
    assert pathway(GRAPH.holding(placeless)) is None


def _quads(*names: str) -> list[Quad]:
    return [
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(GRAPHS + name))
        for name in names
        for triple in GRAPH.triples(GRAPHS + name)
    ]


def _list(data: dict[str, object], name: str) -> list[Any]:
    value = data[name]
    assert isinstance(value, list)
    return value


def _overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(
        abs(one[middle] - other[middle]) < (one[size] + other[size]) / 2 - 0.2
        for middle, size in (("x", "width"), ("y", "height"))
    )


def _passes(points: list[tuple[float, float]], box: dict[str, float]) -> bool:
    """Tell whether a line passes a box; it is looked at in a hundred places between two points."""
    return any(
        abs(x + (to_x - x) * part / 100 - box["x"]) < box["width"] / 2 - 0.2
        and abs(y + (to_y - y) * part / 100 - box["y"]) < box["height"] / 2 - 0.2
        for (x, y), (to_x, to_y) in itertools.pairwise(points)
        for part in range(101)
    )
