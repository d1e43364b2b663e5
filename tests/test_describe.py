"""Describing a thing: what is said, by what, what is missing, and who says so."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ixakg import KnowledgeGraph, UnknownName
from ixakg.views.portrait import portrait


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def drawn(text: str) -> str:
    return dedent(text).strip("\n")


def test_a_portrait_has_relations_gaps_and_numbered_sources(kg: KnowledgeGraph) -> None:
    assert portrait(kg.describe("field, treated")) == drawn("""
        field, treated  (ixd:arm/field/treated)

          is a         arm
          gives drug   curarin
          stated in    [1]

        Not reported
          dose   not reported (Letters to the Almanac)
          route  not reported (Letters to the Almanac)

        Sources
          [1]  Letters to the Almanac, table 2
    """).replace("is a         arm", "is a        arm").replace(
        "gives drug   c", "gives drug  c"
    ).replace("stated in    [", "stated in   [")


def test_what_refers_to_a_thing_is_named_with_its_sources(kg: KnowledgeGraph) -> None:
    assert portrait(kg.describe("placebex")) == drawn("""
        placebex  (ixd:drug/placebex)

          is a  placebo

        Referred to by
          gives drug ←  barn control [1]

        Sources
          [1]  The Almanac, table 1: “N/A”
    """)


@pytest.mark.parametrize(
    "name",
    [
        *("curarin", "CURARIN", "Curarinum", "ixd:drug/curarin"),
        *("https://w3id.org/ixakg/id/drug/curarin", "<https://w3id.org/ixakg/id/drug/curarin>"),
    ],
)
def test_a_thing_is_found_by_each_of_its_names(kg: KnowledgeGraph, name: str) -> None:
    (thing,) = kg.describe(name).about
    assert thing.value == "https://w3id.org/ixakg/id/drug/curarin"


def test_everything_of_a_name_is_described(kg: KnowledgeGraph) -> None:
    assert [kg.prefixes.curie(thing.value) for thing in kg.describe("treated").about] == [
        "ixd:arm/barn/treated",
        "ixd:arm/field/treated",
    ]


def test_a_node_without_a_label_is_described_by_its_iri(kg: KnowledgeGraph) -> None:
    text = portrait(kg.describe("https://example.org/drug?id=1"))
    assert text.startswith("https://example.org/drug?id=1\n\nReferred to by\n  skos:exactMatch ←  ")


def test_a_description_is_part_of_the_graph_and_says_where_it_comes_from(
    kg: KnowledgeGraph,
) -> None:
    description = kg.describe("placebex")
    everything = set(kg.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
    assert set(description) < everything
    assert (
        "<statement/barn/table-1> a ixa:Statement ;\n    ixa:inDocument <document/almanac> ;"
        in (description.turtle())
    )


def test_an_unknown_name_suggests_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as raised:
        kg.describe("placebix")
    assert str(raised.value) == (
        "nothing is called 'placebix'; did you mean 'placebex' or 'Placebo'?"
    )
