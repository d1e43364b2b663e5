"""Questions about studies that the model was not made on: invented ones, under ``studies``."""

from __future__ import annotations

from pathlib import Path

import pytest

from ixakg import KnowledgeGraph
from reading import shown, table

STUDIES = sorted((Path(__file__).parent / "studies").glob("example-*"))


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    """The guide with all invented studies together."""
    return KnowledgeGraph.load(STUDIES)


def answer(kg: KnowledgeGraph, question: str, columns: str, **given: object) -> list[list[str]]:
    rows = shown(kg.answer(question, **given))
    return [[row[column] for column in columns.split()] for row in rows]


def test_a_dose_known_only_as_the_tolerated_one_is_told_as_such(kg: KnowledgeGraph) -> None:
    found = answer(
        kg,
        "regimens",
        "dose level routeName doses period periodUnitName",
        drug="specimenib (invented)",
    )
    weekly = ["", "maximum tolerated dose", "under the skin", "1", "1", "week"]
    assert found == [weekly, weekly]


def test_each_of_several_arms_has_its_own_ratio(kg: KnowledgeGraph) -> None:
    found = answer(
        kg,
        "measurements",
        "metricName value day pRelationName pValue",
        drug="examplomib (invented)",
    )
    assert found == [
        ["T/C of tumor volumes", "0.31", "21", "less than", "0.001"],
        ["tumor growth inhibition", "78", "21", "", ""],
        ["T/C of tumor volumes", "0.58", "21", "equal to", "0.02"],
    ]


def test_a_median_that_was_not_reached_is_a_bound(kg: KnowledgeGraph) -> None:
    found = answer(
        kg, "measurements", "metricName relationName value", drug="specimenib (invented)"
    )
    assert ["median time to event", "greater than", "42"] in found
    assert ["median time to event", "equal to", "19"] in found


def test_the_losses_of_an_arm_are_told_the_heaviest_first(kg: KnowledgeGraph) -> None:
    found = answer(
        kg,
        "tolerability",
        "armName role animals weightLoss died leftOut reason source",
        drug="examplomib (invented)",
    )
    source = "Examplomib by mouth, invented report"
    high = ["examplomib 10 mg/kg", "test", "10", "11.5", "1", "0", "", source]
    low = ["examplomib 5 mg/kg", "test", "10", "4", "0", "0", "", source]
    assert found == [high, high, high, low, low, low]  # each arm stands in three passages


def test_a_combination_is_set_against_a_drug_alone(kg: KnowledgeGraph) -> None:
    found = answer(
        kg,
        "combinations",
        "armName drugs direction against drugsInIt",
        drug="placebanib (invented)",
    )
    assert found == [["placebanib and bortezomib", "2", "favorable", "bortezomib", "1"]]


def test_a_combination_is_one_arm_with_two_regimens(kg: KnowledgeGraph) -> None:
    drugs = kg.select(
        "SELECT ?name { ?r ixa:isRegimenOf/rdfs:label 'placebanib and bortezomib'@en ;"
        " ixa:ofDrug/rdfs:label ?name } ORDER BY ?name"
    )
    assert [row["name"] for row in shown(drugs)] == ["bortezomib", "placebanib (invented)"]


def test_parity_with_a_drug_is_told_beside_superiority_and_is_no_lack_of_effect(
    kg: KnowledgeGraph,
) -> None:
    found = answer(kg, "head-to-head", "comparatorName direction", drug="placebanib (invented)")
    assert found == [["bortezomib", "favorable"], ["bortezomib", "no difference"]]
    negative = answer(kg, "negative-results", "endpointName", drug="placebanib (invented)")
    assert negative == [["disease burden"]]


def test_the_same_drug_moves_a_level_up_in_one_tumor_and_down_in_another(
    kg: KnowledgeGraph,
) -> None:
    found = kg.select(
        "SELECT ?sign ?context {"
        " ?effect ixa:fromVariable/rdfs:label 'samplumab exposure (invented)'@en ;"
        " ixa:sign/rdfs:label ?sign ; ixa:inContext/rdfs:label ?context } ORDER BY ?context"
    )
    assert shown(found) == table("""
        | sign      | context                 |
        | increases | SMP-1 tumors (invented) |
        | decreases | SMP-2 tumors (invented) |
    """)


def test_a_graft_that_did_not_take_and_a_protocol_without_result_are_experiments(
    kg: KnowledgeGraph,
) -> None:
    found = kg.select(
        "SELECT ?experiment ?took {"
        " ?e ixa:isExperimentOf/rdfs:label 'Samplumab in mouse tumors (invented)'@en ;"
        " rdfs:label ?experiment . OPTIONAL { ?e ixa:subjectsEngrafted ?took }"
        " FILTER NOT EXISTS { ?finding ixa:isFindingOf ?e } } ORDER BY ?experiment"
    )
    assert shown(found) == table("""
        | experiment                                  | took |
        | SMP-2, which did not grow (invented)        | 0    |
        | survival with samplumab, planned (invented) |      |
    """)
