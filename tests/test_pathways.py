"""What the steps of the guide predict, context by context, and what they leave unknown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ixakg import KnowledgeGraph, UnknownName
from ixakg.pathways.contexts import home, project
from ixakg.pathways.mechanism import Statement
from ixakg.pathways.routes import Bounds, routes
from ixakg.pathways.telling import tell

HERE = Path(__file__).parent
ID = "https://w3id.org/ixakg/id/"
UP = {
    "apoptosis",
    "cell-cycle-arrest",
    "chop",
    "dr5",
    "er-stress",
    "misfolded-er-proteins",
    "nfkb-sequestering",
    "phospho-ikba",
    "proteotoxic-stress",
    "trail-apoptosis",
    "trail-sensitivity",
    "ubiquitinated-proteins",
    "unfolded-protein-response",
}
DOWN = {
    "beta5-activity",
    "critical-signalling",
    "ikba-degradation",
    "nfkb-signalling",
    "nfkb-translocation",
    "proteasomal-catabolism",
    "protein-homeostasis",
}
EXTRAPOLATED = {"angiogenesis", "cell-survival", "proliferation"}
SPECIFIC = ["DR5", "sensitivity to TRAIL-mediated apoptosis", "trail-apoptosis", "c-Myc", "NOXA"]


def edges() -> list[dict[str, str]]:
    """The edges as they were read in the guide."""
    with (HERE / "guide_edges.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.mark.parametrize("edge", edges(), ids=lambda edge: edge["id"])
def test_an_edge_of_the_guide_is_a_statement_with_all_that_was_read(
    edge: dict[str, str], guide: KnowledgeGraph
) -> None:
    names = {
        "from": "fromVariable",
        "sign": "sign",
        "to": "toVariable",
        "context": "inContext",
        "speaks_about": "speaksAbout",
        "condition": "onCondition",
        "necessity": "necessity",
        "evidence": "evidenceCode",
        "references": "isStatedIn/ixa:citesReference/ixa:referenceNumber",
    }
    step = f"<{ID}step/guide/{edge['id']}>"
    for column, path in names.items():
        answer = guide.select(f"SELECT DISTINCT ?value {{ {step} ixa:{path} ?value }}").records()
        said = {str(row["value"]).rpartition("/")[2] for row in answer}
        assert said == set(filter(None, edge[column].split("|"))), column
    assert guide.ask(f"ASK {{ {step} ixa:isStatedIn/ixa:atLine {edge['line']} }}")


def effects(guide: KnowledgeGraph, context: str) -> dict[str, tuple[object, object]]:
    answer = guide.answer("effects-of", drug="ixazomib", context=context).records()
    return {str(row["effect"]).split("/")[-2]: (row["change"], row["grade"]) for row in answer}


def test_what_goes_up_and_down_in_colorectal_cancer(guide: KnowledgeGraph) -> None:
    found = effects(guide, "colorectal-cancer")
    assert {name for name, (change, _) in found.items() if change == "up"} == UP
    assert {name for name, (change, _) in found.items() if change == "down"} == DOWN | EXTRAPOLATED
    assert {n for n, (_, grade) in found.items() if grade == "extrapolated"} == EXTRAPOLATED


def test_in_a_named_cancer_survival_is_extrapolated_and_in_general_it_is_unknown(
    guide: KnowledgeGraph,
) -> None:
    assert effects(guide, "multiple-myeloma")["cell-survival"] == ("down", "extrapolated")
    assert not EXTRAPOLATED & effects(guide, "any").keys()


@pytest.mark.parametrize("name", SPECIFIC)
def test_what_is_known_elsewhere_only_is_unknown_in_myeloma(
    name: str, guide: KnowledgeGraph
) -> None:
    explanation = guide.explain("ixazomib", name, "multiple-myeloma")
    assert not explanation.found
    assert tell(explanation).startswith("not stated: ")
    assert explanation.target.rpartition("/")[2] not in effects(guide, "multiple-myeloma")


def test_no_store_can_merge_the_contexts(guide: KnowledgeGraph) -> None:
    """Walks over the union of all graphs, as stores without named graphs would take them."""
    answer = guide.select(
        f"""SELECT DISTINCT ?variable {{
          ?start ixa:ofVariable <{ID}variable/ixazomib-exposure> ;
            ixa:standsIn <{ID}context/multiple-myeloma> ;
            (ixa:stepIncreases|ixa:stepDecreases)+ ?end .
          ?end ixa:ofVariable ?variable }}"""
    ).records()
    reached = {str(row["variable"]).removeprefix(f"{ID}variable/") for row in answer}
    assert {"chop", "apoptosis"} <= reached
    assert reached.isdisjoint({"dr5", "trail-sensitivity", "trail-apoptosis", "c-myc", "noxa"})
    assert not guide.ask(
        """ASK { ?one ixa:stepIncreases|ixa:stepDecreases|ixa:netIncreases|ixa:netDecreases ?other .
          ?one ixa:standsIn ?here . ?other ixa:standsIn ?there . FILTER (?here != ?there) }"""
    )


def test_the_strict_face_stops_where_the_words_stop(guide: KnowledgeGraph) -> None:
    answer = guide.select(
        f"""SELECT DISTINCT ?variable {{
          ?start ixa:isStateOf ?exposed ; ixa:stateDirection ixa:Gain ; ixa:leadsTo ?state .
          ?exposed ixa:ofVariable <{ID}variable/ixazomib-exposure> ;
            ixa:standsIn <{ID}context/colorectal-cancer> .
          ?state ixa:isStateOf/ixa:ofVariable ?variable }}"""
    ).records()
    assert {str(row["variable"]).rpartition("/")[2] for row in answer} == UP | DOWN


def test_nf_kb_signalling_falls_by_six_steps_with_three_decreases(guide: KnowledgeGraph) -> None:
    explanation = guide.explain("ixazomib", "NF-κB", "any")
    ((effect,),) = [part.effects for part in explanation.contexts]
    (route,) = effect.routes
    names = [step.iri.rpartition("/")[2] for step in route.steps]
    assert names == ["e01", "e27", "e29", "e30", "e31", "e32"]
    assert [step.sign for step in route.steps] == [-1, 1, -1, 1, -1, 1]
    assert effect.sign == -1
    assert [bool(step.works) for step in route.steps] == [True, True, True, True, False, True]


def test_unknown_in_myeloma_names_the_missing_step_and_where_it_is_known(
    guide: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert tell(guide.explain("ixazomib", "DR5", "MM")) == (
        "not stated: whether ixazomib exposure changes DR5 expression in multiple myeloma\n"
        "  missing step: CHOP level → DR5 expression is known only in colorectal cancer"
    )


def test_c_myc_is_pro_apoptotic_in_esophageal_cancer_and_nowhere_else(
    guide: KnowledgeGraph,
) -> None:
    explanation = guide.explain("c-Myc", "apoptosis")
    told = {part.context: part.effects for part in explanation.contexts if part.effects}
    assert [(context, effect.sign) for context, (effect,) in told.items()] == [
        (f"{ID}context/escc", 1)
    ]


def test_why_myeloma_cells_are_more_sensitive(guide: KnowledgeGraph) -> None:
    explanation = guide.explain("protein-production", "proteasome-inhibition-sensitivity", "MM")
    ((effect,),) = [part.effects for part in explanation.contexts]
    (route,) = effect.routes
    assert [step.iri.rpartition("/")[2] for step in route.steps] == ["e12", "e13"]
    assert {work.label for step in route.steps for work in step.works} == {"NINLARO mechanism page"}


def test_without_chop_five_of_nine_routes_to_apoptosis_remain(guide: KnowledgeGraph) -> None:
    explanation = guide.explain("ixazomib", "apoptosis", "colorectal-cancer", without="CHOP")
    (part,) = explanation.contexts
    assert (part.lost, sum(len(effect.routes) for effect in part.effects)) == (4, 5)


def test_observed_effects_and_composites_are_never_steps_of_a_route(guide: KnowledgeGraph) -> None:
    assert not guide.ask(
        """ASK { ?place ixa:usesStep ?step .
          { ?step a ixa:ObservedEffect } UNION { ?step ixa:stepKind ixa:CompositeNotWalked }
          UNION { ?step ixa:sign ixa:NoChange } }"""
    )


def test_background_is_off_unless_asked_for(guide: KnowledgeGraph) -> None:
    quiet = guide.explain("ixazomib", "proliferation", "ESCC")
    loud = guide.explain("ixazomib", "proliferation", "ESCC", background=True)
    assert [effect.sign for effect in quiet.contexts[0].effects] == [-1]
    assert {effect.sign for effect in loud.contexts[0].effects} == {1, -1}
    assert not guide.ask("ASK { ?effect ixa:usesBackground ?step }")
    assert guide.ask(
        "ASK { GRAPH <https://w3id.org/ixakg/graph/background/effect/escc> "
        "{ ?effect ixa:usesBackground ?step } }"
    )


def test_of_thirteen_observations_three_are_predicted_and_all_three_agree(
    guide: KnowledgeGraph,
) -> None:
    rows = guide.answer("predictions", drug="ixazomib").records()
    verdicts = {str(row["fact"]): row["verdict"] for row in rows}
    ours = [v for fact, v in verdicts.items() if fact.startswith(f"{ID}step/guide/")]
    assert sorted((verdict, ours.count(verdict)) for verdict in set(ours)) == [
        ("agrees", 3),
        ("no mechanism", 6),
        ("only through its own source", 4),
    ]


def test_a_xenograft_without_steps_of_its_own_has_those_of_its_cancer(
    guide: KnowledgeGraph,
) -> None:
    assert effects(guide, "hct116-xenograft") == effects(guide, "colorectal-cancer")
    stated = guide.explain("ixazomib", "apoptosis", "any").mechanism
    assert home(stated, f"{ID}context/hct116-xenograft") == f"{ID}context/colorectal-cancer"
    both = [f"{ID}context/osteosarcoma-{site}" for site in ("lung-metastases", "primary")]
    assert project(stated, both[0]).steps == project(stated, both[1]).steps


def test_names_that_nothing_or_several_things_have_are_told(guide: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="did you mean 'apoptosis'"):
        guide.explain("ixazomib", "apoptosys")
    with pytest.raises(UnknownName, match="can mean several variables"):
        guide.explain("NFKBIA", "apoptosis")
    with pytest.raises(UnknownName, match="did you mean"):
        guide.explain("ixazomib", "DR5", "colorectal-canser")


def step(source: str, target: str, sign: int = 1) -> Statement:
    return Statement(f"{source}{target}", "", source, sign, target, "", frozenset({1}), (), ())


def test_bounds_that_keep_routes_out_are_reported() -> None:
    ladder = [step(a, b) for a, b in ("ab", "bc", "cd", "ac", "bd")]
    assert len(routes(ladder, "a", "d").found) == 3
    assert routes(ladder, "a", "d")[1:] == (None, None)
    short = routes(ladder, "a", "d", Bounds(steps=2))
    assert ([len(route.steps) for route in short.found], short.longer_left_out) == ([2, 2], 2)
    few = routes(ladder, "a", "d", Bounds(routes=1))
    assert (len(few.found), few.more_left_out) == (1, 1)


def test_a_loop_is_walked_once() -> None:
    assert [
        route.variables for route in routes([step("a", "b"), step("b", "a", -1)], "a").found
    ] == [("a", "b")]
