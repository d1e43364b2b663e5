"""What follows from each kind of axiom, what does not, and what is refused."""

from __future__ import annotations

import pytest

from ixakg.errors import UnknownAxiom
from ixakg.logic import axioms
from ixakg.logic.reasoning import REFERENCE, contradictions, materialize
from ixakg.logic.rules import compiled
from triples import quads, triples, written


def follows(ontology: str, facts: str) -> set[str]:
    rules = compiled(axioms.read(triples(ontology))).rules
    return {str(quad.triple) for quad in materialize(rules, quads(facts, "reference"))}


def contradictory(ontology: str, facts: str) -> bool:
    checks = compiled(axioms.read(triples(ontology))).checks
    return any(True for _ in contradictions(checks, quads(facts, "reference")))


def restriction(words: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty :p ; {words} ]"


BOTH = "[ a owl:Class ; owl:intersectionOf ( {} {} ) ]"
EITHER = "[ a owl:Class ; owl:unionOf ( {} {} ) ]"
ONE = "[ a owl:Class ; owl:oneOf ( :a :b ) ]"
HAS_RED = restriction("owl:hasValue :red")
SIGNS = """
:stepIncreases rdfs:subPropertyOf :runOfIncreases .
:stepDecreases rdfs:subPropertyOf :oneDecrease .
:runOfIncreases a owl:TransitiveProperty ; rdfs:subPropertyOf :netIncreases .
:oneDecrease rdfs:subPropertyOf :netDecreases ;
    owl:propertyChainAxiom ( :runOfIncreases :oneDecrease ) , ( :oneDecrease :runOfIncreases ) .
:evenDecreases rdfs:subPropertyOf :netIncreases ;
    owl:propertyChainAxiom ( :oneDecrease :oneDecrease ) ,
        ( :oneDecrease :oneDecrease :evenDecreases ) .
:netDecreases owl:propertyChainAxiom ( :evenDecreases :oneDecrease ) .
"""


@pytest.mark.parametrize(
    ("ontology", "facts", "conclusions"),
    [
        (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":a a :A .", ":a a :B , :C ."),
        (":A rdfs:subClassOf :B .", ":a a :B .", ""),
        (":A owl:equivalentClass :B .", ":a a :A . :b a :B .", ":a a :B . :b a :A ."),
        (f":A rdfs:subClassOf {BOTH.format(':B', ':C')} .", ":a a :A .", ":a a :B , :C ."),
        (
            f"{BOTH.format(':B', ':C')} rdfs:subClassOf :A .",
            ":a a :B , :C . :b a :B .",
            ":a a :A .",
        ),
        (
            f"{EITHER.format(':B', ':C')} rdfs:subClassOf :A .",
            ":a a :B . :c a :C .",
            ":a a :A . :c a :A .",
        ),
        (f":A rdfs:subClassOf {HAS_RED} .", ":a a :A . :b a :B .", ":a :p :red ."),
        (f"{HAS_RED} rdfs:subClassOf :A .", ":a :p :red . :b :p :blue .", ":a a :A ."),
        (
            f":A owl:equivalentClass {BOTH.format(':B', HAS_RED)} .",
            ":a a :B ; :p :red . :b a :B . :c :p :red . :d a :A .",
            ":a a :A . :d a :B ; :p :red .",
        ),
        (
            f"{restriction('owl:someValuesFrom :B')} rdfs:subClassOf :A .",
            ":a :p :b . :b a :B . :c :p :d .",
            ":a a :A .",
        ),
        (
            f"{restriction('owl:someValuesFrom owl:Thing')} rdfs:subClassOf :A .",
            ":a :p :b .",
            ":a a :A .",
        ),
        (
            f":A rdfs:subClassOf {restriction('owl:allValuesFrom :B')} .",
            ":a a :A ; :p :b . :c :p :d .",
            ":b a :B .",
        ),
        (f"{ONE} rdfs:subClassOf :A .", ":c a :B .", ":a a :A . :b a :A ."),
        (
            f"{restriction('owl:someValuesFrom ' + ONE)} rdfs:subClassOf :A .",
            ":x :p :a . :y :p :c .",
            ":x a :A .",
        ),
        (f":a a {HAS_RED} .", ":b a :B .", ":a :p :red ."),
        (":p rdfs:domain :A ; rdfs:range :B .", ":a :p :b .", ":a a :A . :b a :B ."),
        (":p rdfs:domain owl:Thing .", ":a :p :b .", ""),
        (":p rdfs:range xsd:decimal .", ":a :p 1.5 .", ""),
        (":p a owl:ObjectProperty ; rdfs:range :A .", ":a :p 'a word' .", ""),
        (":p rdfs:subPropertyOf :q .", ":a :p :b . :c :q :d .", ":a :q :b ."),
        (":p rdfs:subPropertyOf :q .", ":a :p 1.5 .", ":a :q 1.5 ."),
        (":p owl:equivalentProperty :q .", ":a :p :b . :c :q :d .", ":a :q :b . :c :p :d ."),
        (":p owl:inverseOf :q .", ":a :p :b . :c :q :d .", ":b :q :a . :d :p :c ."),
        (":p rdfs:subPropertyOf [ owl:inverseOf :q ] .", ":a :p :b .", ":b :q :a ."),
        (":p a owl:SymmetricProperty .", ":a :p :b .", ":b :p :a ."),
        (
            ":p a owl:TransitiveProperty .",
            ":a :p :b . :b :p :c . :c :p :d .",
            ":a :p :c , :d . :b :p :d .",
        ),
        (
            ":p owl:propertyChainAxiom ( :q :r :q ) .",
            ":a :q :b . :b :r :c . :c :q :d . :d :r :e .",
            ":a :p :d .",
        ),
        (
            SIGNS,
            ":a :stepDecreases :b . :b :stepIncreases :c .",
            """
            :a :oneDecrease :b , :c ; :netDecreases :b , :c .
            :b :runOfIncreases :c ; :netIncreases :c .""",
        ),
        (
            SIGNS,
            ":a :stepDecreases :b . :b :stepDecreases :c . :c :stepDecreases :d .",
            """
            :a :oneDecrease :b ; :evenDecreases :c ; :netIncreases :c ; :netDecreases :b , :d .
            :b :oneDecrease :c ; :evenDecreases :d ; :netIncreases :d ; :netDecreases :c .
            :c :oneDecrease :d ; :netDecreases :d .""",
        ),
    ],
)
def test_what_follows_from_an_axiom_is_this_and_no_more(
    ontology: str, facts: str, conclusions: str
) -> None:
    assert follows(ontology, facts) == written(conclusions)


@pytest.mark.parametrize(
    ("ontology", "facts", "harmless"),
    [
        (":A owl:disjointWith :B .", ":a a :A , :B .", ":a a :A . :b a :B ."),
        ("[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .", ":a a :A , :C .", ":a a :B ."),
        (":A rdfs:subClassOf owl:Nothing .", ":a a :A .", ":a a :B ."),
        (
            ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .",
            ":a a :A , :B .",
            ":a a :A . :b a :B .",
        ),
        (":p a owl:FunctionalProperty .", ":a :p :b , :c .", ":a :p :b . :c :p :b ."),
        (":p a owl:FunctionalProperty .", ":a :p 1 , 2 .", ":a :p 1 . :b :p 2 ."),
        (":p a owl:InverseFunctionalProperty .", ":a :p :c . :b :p :c .", ":a :p :b , :c ."),
        (":p a owl:AsymmetricProperty .", ":a :p :b . :b :p :a .", ":a :p :b . :b :p :c ."),
        (":p a owl:IrreflexiveProperty .", ":a :p :a .", ":a :p :b ."),
        (":p owl:propertyDisjointWith :q .", ":a :p :b ; :q :b .", ":a :p :b ; :q :c ."),
        (
            "[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) .",
            ":a :q :b ; :r :b .",
            ":a :q :b . :b :r :a .",
        ),
        (
            "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ;"
            " owl:assertionProperty :p ; owl:targetIndividual :b .",
            ":a :p :b .",
            ":a :p :c . :b :p :a .",
        ),
        (
            "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ;"
            " owl:assertionProperty :p ; owl:targetValue 1 .",
            ":a :p 1 .",
            ":a :p 2 .",
        ),
        (
            f":A rdfs:subClassOf {restriction('owl:maxCardinality 0')} .",
            ":a a :A ; :p :b .",
            ":a a :A . :b :p :a .",
        ),
        (
            f":A rdfs:subClassOf {restriction('owl:maxQualifiedCardinality 1 ; owl:onClass :B')} .",
            ":a a :A ; :p :b , :c . :b a :B . :c a :B .",
            ":a a :A ; :p :b , :c . :b a :B .",
        ),
    ],
)
def test_a_contradiction_is_found_and_what_comes_close_to_it_is_none(
    ontology: str, facts: str, harmless: str
) -> None:
    assert contradictory(ontology, facts)
    assert not contradictory(ontology, harmless)


@pytest.mark.parametrize(
    ("ontology", "named"),
    [
        (":p a owl:ReflexiveProperty .", "p> is of the type owl:ReflexiveProperty"),
        (":A owl:hasKey ( :p ) .", "<https://example.org/A> has owl:hasKey"),
        (":A owl:disjointUnionOf ( :B :C ) .", "<https://example.org/A> has owl:disjointUnionOf"),
        (":a owl:sameAs :b .", "<https://example.org/a> has owl:sameAs"),
        (":A owl:unionOf ( :B :C ) .", "<https://example.org/A> has owl:unionOf"),
        (
            f":A rdfs:subClassOf {restriction('owl:minCardinality 1')} .",
            "<https://example.org/A>, a node without a name is a class with rdf:type and "
            "owl:onProperty and owl:minCardinality",
        ),
        (
            f":A rdfs:subClassOf {restriction('owl:someValuesFrom :B')} .",
            "#subClassOf>: Some stands",
        ),
        (f":A rdfs:subClassOf {restriction('owl:maxCardinality 2')} .", "AtMost stands"),
        (
            f"{restriction('owl:allValuesFrom :B')} rdfs:subClassOf :A .",
            "Only stands as a condition and no rule can be made",
        ),
        ("owl:Thing rdfs:subClassOf :A .", "would hold of everything"),
        (":A rdfs:subClassOf [ a owl:Class ; owl:intersectionOf :B ] .", "0 values of rdf:first"),
    ],
)
def test_an_axiom_that_no_rule_is_made_from_is_refused_by_name(ontology: str, named: str) -> None:
    with pytest.raises(UnknownAxiom) as raised:
        compiled(axioms.read(triples(ontology)))
    assert named in str(raised.value)
    assert "another axiom" in str(raised.value)


def test_declarations_annotations_and_facts_are_no_axioms() -> None:
    ontology = """
        :A a owl:Class ; rdfs:label "a"@en ; rdfs:comment "b" ; owl:deprecated true ; :note "c" .
        :note a owl:AnnotationProperty ; rdfs:domain :A ; rdfs:subPropertyOf rdfs:comment .
        :a a owl:NamedIndividual , :A ; :p :b .
        :o a owl:Ontology ; owl:versionInfo "1" ; owl:imports :other ."""
    assert axioms.read(triples(ontology)) == []


def test_what_is_left_to_other_checks_says_why() -> None:
    ontology = ":p rdfs:range xsd:integer . :a owl:differentFrom :b ."
    left = compiled(axioms.read(triples(ontology))).left
    assert sorted(axiom.reason for axiom in left) == [
        "two names are two things here, so nothing follows",
        "which literals may stand there is for the tables' metadata and for HermiT to check",
    ]


def test_the_order_of_triples_does_not_matter() -> None:
    ontology = triples(SIGNS + f":A owl:equivalentClass {BOTH.format(':B', HAS_RED)} , {ONE} .")
    assert axioms.read(ontology) == axioms.read(ontology[::-1])


def test_the_reference_graph_is_where_single_graphs_are_tested() -> None:
    assert {quad.graph_name for quad in quads(":a a :A .", "reference")} == {REFERENCE}
