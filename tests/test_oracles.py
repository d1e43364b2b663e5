"""Our rules conclude what owlrl and HermiT conclude, on graphs that use every kind of axiom."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ixakg import turtle
from ixakg.logic import axioms, hermit
from ixakg.logic.rules import BY_KIND
from ixakg.vocabulary import INDIVIDUALS, OWL, RDF, XSD
from oracles import by_hermit, by_owlrl, by_rules, contradicts, informative

ROOT = Path(__file__).parents[1]
EX = "https://example.org/"
ONTOLOGY = turtle.read(Path(__file__).parent / "every_axiom.ttl")
THINGS = [NamedNode(f"{EX}i{number}") for number in range(5)]
CLASSES = [NamedNode(EX + name) for name in "ABCDEFGHKLMNO"]
STEPS = ("stepDecreases", "stepIncreases")
LINKS = [NamedNode(EX + name) for name in ("p", "q", "r", "rOf", *"stuvw", *STEPS, *STEPS)]
KINDS = [NamedNode(f"{EX}blue"), NamedNode(f"{EX}red")]


def facts(seed: int, size: int) -> set[Triple]:
    """Return random facts: types, links, and at most one kind and one size for each thing."""
    choose = random.Random(seed)  # noqa: S311 - no secret depends on it
    found = set()
    for _ in range(size):
        one, other = choose.choice(THINGS), choose.choice(THINGS)
        found.add(Triple(one, choose.choice(LINKS), other))
        if choose.random() < 0.3:
            found.add(Triple(one, RDF.type, choose.choice(CLASSES)))
    for thing in choose.sample(THINGS, 2):
        found.add(Triple(thing, NamedNode(f"{EX}kind"), choose.choice(KINDS)))
        found.add(Triple(thing, NamedNode(f"{EX}size"), Literal("3", datatype=XSD.integer)))
    return found


def test_the_ontology_has_every_kind_of_axiom_that_rules_are_made_from() -> None:
    assert {axiom.kind for axiom in axioms.read(ONTOLOGY)} == {
        *BY_KIND,
        OWL.AllDifferent,
    }


@pytest.mark.parametrize("seed", range(4))
def test_rules_conclude_what_owlrl_concludes(seed: int) -> None:
    triples = {*ONTOLOGY, *facts(seed, 4)}
    assert informative(by_rules(triples), THINGS) == informative(by_owlrl(triples), THINGS)


def test_rules_conclude_what_hermit_concludes() -> None:
    graphs = [{*ONTOLOGY, *facts(seed, 4)} for seed in range(24)]
    possible = [graph for graph in graphs if not contradicts(graph)]
    assert len(possible) > 12
    for graph, reported in zip(possible, by_hermit(*possible), strict=True):
        links = {triple for triple in by_rules(graph) if isinstance(triple.object, NamedNode)}
        assert informative(links, THINGS) == informative(reported, THINGS)


@pytest.mark.parametrize("seed", [2, 3])
def test_hermit_finds_no_model_where_checks_find_a_contradiction(seed: int) -> None:
    triples = {*ONTOLOGY, *facts(seed, 4)}
    assert contradicts(triples)
    assert not hermit.is_consistent(triples)


def test_the_shipped_facts_of_a_source_imply_what_owlrl_says() -> None:
    """Without annotations, which owlrl takes its time over."""
    graph = {
        triple
        for folder, name in (("ontology", "*.ttl"), ("data/facts", "reference.ttl"))
        for path in sorted((ROOT / folder).glob(name))
        for triple in turtle.read(path)
    }
    graph |= set(turtle.read(ROOT / "data/facts/source/osteosarcoma.ttl"))
    graph = {t for t in graph if not isinstance(t.object, Literal)}
    named = {t.subject for t in graph if isinstance(t.subject, NamedNode)}
    things = {node for node in named if node.value.startswith(INDIVIDUALS)}
    assert informative(by_rules(graph), things) == informative(by_owlrl(graph), things)
