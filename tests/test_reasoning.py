"""Inference keeps sources apart, says only what is new, and changes nothing that it is given."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from ixakg import KnowledgeGraph, turtle
from ixakg.build import derived, quads
from ixakg.bundle import Bundle
from ixakg.logic import axioms
from ixakg.logic.reasoning import inferred_graph, materialize, world_of
from ixakg.logic.rules import compiled
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA, OWL, RDF, RDFS
from triples import quads as graph
from triples import triples

CHAIN = compiled(
    axioms.read(triples(":p owl:propertyChainAxiom ( :q :r ) . :p rdfs:range :A ."))
).rules
EVERY = compiled(axioms.read(turtle.read(Path(__file__).parent / "every_axiom.ttl"))).rules
NODES = [NamedNode(f"https://example.org/i{number}") for number in range(4)]
WORLDS = [NamedNode(GRAPHS + name) for name in ("reference", "source/one", "source/two")]
LINKS = [
    NamedNode(f"https://example.org/{name}")
    for name in ("p", "q", "r", "s", "t", "stepIncreases", "stepDecreases")
]
FACTS = st.frozensets(
    st.builds(
        Quad,
        st.sampled_from(NODES),
        st.sampled_from(LINKS),
        st.sampled_from(NODES),
        st.sampled_from(WORLDS),
    ),
    max_size=12,
)


def test_the_premises_of_a_conclusion_lie_in_one_source_and_the_reference_graph() -> None:
    facts = graph(":b :r :c .", "reference") | graph(":a :q :b .", "source/one")
    assert materialize(CHAIN, facts) == graph(":a :p :c . :c a :A .", "inferred/one")


def test_two_sources_together_conclude_nothing() -> None:
    facts = graph(":b :r :c .", "source/two") | graph(":a :q :b .", "source/one")
    assert materialize(CHAIN, facts) == set()


def test_what_the_ontology_says_of_individuals_belongs_to_the_reference_graph() -> None:
    facts = graph(":b :r :c .", "ontology") | graph(":a :q :b .", "reference")
    assert materialize(CHAIN, facts) == graph(":a :p :c . :c a :A .", "inferred/reference")


def test_what_follows_from_the_reference_graph_is_not_said_again_for_a_source() -> None:
    facts = graph(":a :q :b . :b :r :c .", "reference") | graph(":a :q :b .", "source/one")
    assert materialize(CHAIN, facts) == graph(":a :p :c . :c a :A .", "inferred/reference")


def test_what_is_stated_is_not_inferred() -> None:
    facts = graph(":a :q :b . :b :r :c . :a :p :c .", "source/one")
    assert materialize(CHAIN, facts) == graph(":c a :A .", "inferred/one")


def test_graphs_of_inferences_have_the_names_of_their_worlds() -> None:
    for path in ("reference", "source/escc", "context/myeloma"):
        world = NamedNode(GRAPHS + path)
        assert world_of(world) == world
        assert world_of(inferred_graph(world)) == world
    assert inferred_graph(NamedNode(f"{GRAPHS}source/escc")).value == f"{GRAPHS}inferred/escc"


def visible(facts: frozenset[Quad] | set[Quad]) -> set[Quad]:
    """What holds in each world: its own triples and those of the reference graph."""
    worlds = [(quad, world_of(quad.graph_name)) for quad in facts]
    return {
        Quad(quad.subject, quad.predicate, quad.object, world)
        for quad, own in worlds
        for world in WORLDS
        if own in (world, WORLDS[0])
    }


@given(FACTS)
@settings(deadline=None)
def test_reasoning_again_says_nothing_new(facts: frozenset[Quad]) -> None:
    follows = materialize(EVERY, facts)
    assert materialize(EVERY, facts | follows) == set()


@given(FACTS, FACTS)
@settings(deadline=None)
def test_facts_in_two_steps_imply_what_they_imply_at_once(
    before: frozenset[Quad], later: frozenset[Quad]
) -> None:
    at_first = {*before, *materialize(EVERY, before)}
    added = materialize(EVERY, later, at_first)
    at_once = {*before, *later, *materialize(EVERY, before | later)}
    assert visible({*at_first, *later, *added}) == visible(at_once)
    assert not added & at_first


@given(FACTS, FACTS)
@settings(deadline=None)
def test_more_facts_never_take_a_conclusion_back(
    some: frozenset[Quad], more: frozenset[Quad]
) -> None:
    fewer = visible({*some, *materialize(EVERY, some)})
    assert fewer <= visible({*some, *more, *materialize(EVERY, some | more)})


@given(FACTS)
@settings(deadline=None)
def test_a_source_alone_implies_what_it_implies_among_others(facts: frozenset[Quad]) -> None:
    alone = {quad for quad in facts if quad.graph_name in WORLDS[:2]}
    both = materialize(EVERY, facts)
    assert materialize(EVERY, alone) == {
        quad for quad in both if world_of(quad.graph_name) in WORLDS[:2]
    }


def test_what_is_given_is_not_changed() -> None:
    facts = graph(":a :q :b . :b :r :c .", "source/one")
    copy = set(facts)
    materialize(CHAIN, facts, frozenset())
    assert facts == copy


def test_only_what_says_something_of_a_thing_is_shipped() -> None:
    bundle = Bundle.at()
    entailed = [q for q in derived(bundle, quads(bundle)) if "/inferred/" in str(q.graph_name)]
    assert entailed
    for quad in entailed:
        assert isinstance(quad.subject, NamedNode)
        assert quad.subject.value.startswith((INDIVIDUALS, IXA.base))
        assert isinstance(quad.object, NamedNode)
        assert quad.object != quad.subject
        assert not quad.object.value.startswith((OWL.base, RDFS.base))
        assert quad.predicate == RDF.type or quad.predicate.value in IXA


def test_a_drug_or_a_target_is_no_fact_though_it_is_stated_somewhere() -> None:
    graph = KnowledgeGraph.load()
    assert not graph.ask(
        "ASK { ?thing a ixa:Fact , ?kind . VALUES ?kind { ixa:Drug ixa:Prodrug } }"
    )
    assert not graph.ask("ASK { ?thing a ixa:Fact , ixa:MolecularTarget }")


def test_negative_results_are_found_by_what_they_are_compared_with() -> None:
    """Parity with another drug is none."""
    found = KnowledgeGraph.load().select(
        "SELECT ?finding ?kind { ?finding a ?kind . "
        "VALUES ?kind { ixa:IneffectiveFinding ixa:ParityFinding } } ORDER BY ?kind ?finding"
    )
    assert found.texts()[0] == [
        "ixd:finding/osteosarcoma/krib-primary-growth",
        "ixa:IneffectiveFinding",
    ]
    assert {row[1] for row in found.texts()[1:]} == {"ixa:ParityFinding"}
