"""The test of the global restrictions of OWL 2 DL finds what breaks them, as HermiT does."""

from __future__ import annotations

from pathlib import Path

import pytest

from ixakg import turtle
from ixakg.errors import RefusedOntology
from ixakg.logic import hermit
from ixakg.logic.index import Index
from ixakg.logic.profile_dl import outside_dl
from ixakg.logic.profile_rl import outside_rl
from triples import NAMES, triples

TERMS = """
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
:d a owl:DatatypeProperty . :n a owl:AnnotationProperty . :A a owl:Class . :B a owl:Class .
"""
NOT_REGULAR = [
    ":p owl:propertyChainAxiom ( :q :p :q ) .",
    ":p owl:propertyChainAxiom ( :p :q :p ) .",
    ":p owl:propertyChainAxiom ( :q :q ) . :q owl:propertyChainAxiom ( :p :q ) .",
    ":p owl:propertyChainAxiom ( :q :r ) ; rdfs:subPropertyOf :q .",
    ":p owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) .",
    ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :r :p ) .",
]
REGULAR = [
    ":p owl:propertyChainAxiom ( :q :r ) .",
    ":p owl:propertyChainAxiom ( :p :p ) .",
    ":p owl:propertyChainAxiom ( :p :q ) , ( :q :p ) .",
    ":p owl:propertyChainAxiom ( :q :q :p ) , ( :q :q ) .",
    ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :r :r ) .",
    ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .",
]
NOT_SIMPLE = [
    (":p a owl:TransitiveProperty , owl:FunctionalProperty .", "functional"),
    (":p owl:propertyChainAxiom ( :q :r ) ; a owl:IrreflexiveProperty .", "irreflexive"),
    (
        ":q rdfs:subPropertyOf :p ; a owl:TransitiveProperty . :p a owl:AsymmetricProperty .",
        "asymmetric",
    ),
    (
        ":q owl:inverseOf :p ; a owl:TransitiveProperty . :p a owl:InverseFunctionalProperty .",
        "inverse functional",
    ),
    (":p a owl:TransitiveProperty ; owl:propertyDisjointWith :q .", "disjoint with another"),
    (
        ":p a owl:TransitiveProperty . :A rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
        "counted",
    ),
]
OBJECT = "an object property"
LINKING = f"an annotation property or {OBJECT}"
SAYING = "an annotation property or a datatype property"
NOT_A = ": it is not declared as {}"
TWO = ": it cannot be {} and {} at once"


def outside(turtle: str) -> list[str]:
    return outside_dl(Index(triples(TERMS + turtle)), NAMES)


@pytest.mark.parametrize("turtle", REGULAR)
def test_chains_in_an_order_pass_here_and_in_hermit(turtle: str) -> None:
    assert outside(turtle) == []


def test_hermit_takes_all_chains_that_pass() -> None:
    graphs = [triples(TERMS + turtle) for turtle in REGULAR]
    assert hermit.satisfiable("https://example.org/A", graphs) == [True] * len(REGULAR)


@pytest.mark.parametrize("turtle", NOT_REGULAR)
def test_chains_that_run_in_circles_are_found(turtle: str) -> None:
    assert [found for found in outside(turtle) if "its chains run in a circle" in found]


@pytest.mark.parametrize("turtle", NOT_REGULAR[:3])
def test_hermit_refuses_chains_that_run_in_circles(turtle: str) -> None:
    with pytest.raises(RefusedOntology, match="not regular"):
        hermit.is_consistent(triples(TERMS + turtle))


@pytest.mark.parametrize(("turtle", "word"), NOT_SIMPLE)
def test_a_property_with_a_chain_is_not_counted(turtle: str, word: str) -> None:
    assert f":p: it has a chain, and cannot be {word}" in outside(turtle)


def test_hermit_refuses_to_count_a_property_with_a_chain() -> None:
    with pytest.raises(RefusedOntology, match="Non-simple property"):
        hermit.is_consistent(triples(TERMS + NOT_SIMPLE[0][0]))


@pytest.mark.parametrize(
    ("turtle", "found"),
    [
        (":x a :Missing .", ":Missing, as a type" + NOT_A.format("a class")),
        (":A rdfs:subClassOf :C .", ":C, in rdfs:subClassOf" + NOT_A.format("a class")),
        (":x :y :z .", ":y, between things" + NOT_A.format(LINKING)),
        (":x :d :z .", ":d, between things" + NOT_A.format(LINKING)),
        (":x :p 1 .", ":p, with a literal" + NOT_A.format(SAYING)),
        (":p rdfs:range :C .", ":C, in rdfs:range" + NOT_A.format("a class or a datatype")),
        (
            ":p owl:propertyChainAxiom ( :q :d ) .",
            ":d, in a property chain" + NOT_A.format("an object property"),
        ),
        (":p a owl:DatatypeProperty .", ":p" + TWO.format("a datatype property", OBJECT)),
        (":n a owl:ObjectProperty .", ":n" + TWO.format("an annotation property", OBJECT)),
        (":A a rdfs:Datatype .", ":A" + TWO.format("a class", "a datatype")),
    ],
)
def test_a_term_is_declared_and_used_as_one_kind_of_thing(turtle: str, found: str) -> None:
    assert outside(turtle) == [found]


def test_a_class_may_also_be_a_thing() -> None:
    assert outside(":A :n :B . :A a owl:NamedIndividual .") == []


def test_the_ontology_with_every_axiom_is_inside_both_profiles() -> None:
    ontology = Index(turtle.read(Path(__file__).parent / "every_axiom.ttl"))
    assert outside_dl(ontology, NAMES) == []
    assert outside_rl(ontology, NAMES) == []
