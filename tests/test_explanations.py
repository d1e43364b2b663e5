"""Why a triple holds: every step by a rule that fits, down to what is stated, and where."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import pytest
from pyoxigraph import NamedNode, Store

from ixakg import KnowledgeGraph, NotStated, UnknownName
from ixakg.logic import axioms
from ixakg.logic.atoms import Atom
from ixakg.logic.proofs import Proof, why
from ixakg.logic.reasoning import materialize, world_of
from ixakg.logic.rules import compiled
from ixakg.store import REASONED
from ixakg.vocabulary import GRAPHS
from triples import quads, triples

EXPLANATIONS = Path(__file__).parent / "explanations"
KRIB = "ixd:finding/osteosarcoma/krib-primary-growth"


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


def proved(ontology: str, facts: dict[str, str], conclusion: str) -> tuple[Proof, ...]:
    rules = compiled(axioms.read(triples(ontology))).rules
    asserted = set().union(*(quads(turtle, graph) for graph, turtle in facts.items()))
    store = Store()
    store.extend(asserted | materialize(rules, asserted))
    return why(store, rules, triples(conclusion)[0])


def leaves(proof: Proof) -> list[str]:
    return sorted(str(leaf.triple) for leaf in proof.leaves())


def test_an_explanation_reads_from_the_conclusion_down_to_the_passages(
    guide: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    written = (EXPLANATIONS / "negative-finding.txt").read_text(encoding="utf-8")
    assert f"{guide.why(KRIB, 'is a', 'negative finding')}\n" == written


def test_an_explanation_is_json_for_programs(guide: KnowledgeGraph) -> None:
    [proof] = guide.why("ixazomib citrate", "a", "ixa:Drug").json()
    assert json.loads(json.dumps(proof)) == proof
    assert proof["words"] == "ixazomib citrate is a drug"
    assert proof["graph"] == f"{GRAPHS}inferred/reference"
    assert proof["rule"] == {
        "kind": "http://www.w3.org/2000/01/rdf-schema#subClassOf",
        "terms": [
            "https://w3id.org/ixakg/ontology/Prodrug",
            "https://w3id.org/ixakg/ontology/Drug",
        ],
        "words": "every prodrug is a drug",
    }
    [premise] = proof["premises"]
    assert premise["words"] == "ixazomib citrate is a prodrug"
    assert premise["passages"][0] == {
        "passage": "https://w3id.org/ixakg/id/statement/identity/citrate-cas",
        "documents": ["https://w3id.org/ixakg/id/work/identity-report"],
        "locations": ["table, row 4"],
        "words": ["1239908-20-3"],
    }


def test_every_inferred_triple_is_explained_by_rules_that_fit_down_to_stated_triples(
    guide: KnowledgeGraph,
) -> None:
    store = guide._shelf.holding(REASONED)
    inferred = [q for q in store if str(q.graph_name).startswith(f"<{GRAPHS}inferred/")]
    assert len(inferred) > 1000
    for quad in inferred:
        world = world_of(quad.graph_name)
        [proof] = why(store, guide._rules, quad.triple, world)
        for step in proof.steps():
            if step.rule is None:
                assert step.graph in {world, reference("reference"), reference("ontology")}
                assert (step.triple, step.graph) in {
                    (q.triple, q.graph_name)
                    for q in store.quads_for_pattern(
                        step.triple.subject, step.triple.predicate, step.triple.object, step.graph
                    )
                }
            else:
                assert instance(step), step


def reference(path: str) -> NamedNode:
    return NamedNode(GRAPHS + path)


def instance(step: Proof) -> bool:
    """Tell whether a step is its rule with values for the variables."""
    assert step.rule is not None
    values: dict[object, object] = {}
    said = [premise.triple for premise in step.premises]
    pairs = zip((*step.rule.body, step.rule.head), (*said, step.triple), strict=True)
    for atom, triple in pairs:
        if atom.predicate != triple.predicate:
            return False
        for term, node in ((atom.subject, triple.subject), (atom.object, triple.object)):
            bound = values.setdefault(term, node) if term in Atom.variables(atom) else term
            if bound != node:
                return False
    return True


def test_every_passage_of_a_proof_has_a_document_a_place_and_words(guide: KnowledgeGraph) -> None:
    explanation = guide.why(KRIB, "is a", "negative finding")
    passages = {p for proof in explanation.proofs for leaf in proof.leaves() for p in leaf.passages}
    assert len(passages) == 3
    for passage in passages:
        assert passage.documents
        assert passage.locations
        assert passage.words


def test_the_shortest_way_is_shown() -> None:
    ontology = """
        :A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :D .
        :p rdfs:domain :D ."""
    [proof] = proved(ontology, {"source/one": ":a a :A ; :p :b ."}, ":a a :D .")
    assert leaves(proof) == sorted(map(str, triples(":a :p :b .")))


def test_what_is_stated_needs_no_rule() -> None:
    ontology = ":A rdfs:subClassOf :B ."
    [proof] = proved(ontology, {"source/one": ":a a :A , :B ."}, ":a a :B .")
    assert (proof.rule, proof.premises) == (None, ())


def test_no_explanation_runs_in_a_circle() -> None:
    ontology = ":A owl:equivalentClass :B . :B owl:equivalentClass :C . :p owl:inverseOf :q ."
    [proof] = proved(ontology, {"source/one": ":a a :A ."}, ":a a :C .")
    assert [str(step.triple.object)[-2] for step in proof.steps()] == ["C", "B", "A"]


def test_each_source_has_its_own_reasons() -> None:
    facts = {"source/one": ":a :p :b .", "source/two": ":a :q :b .", "source/three": ":a :r :b ."}
    proofs = proved(":p rdfs:domain :A . :q rdfs:domain :A .", facts, ":a a :A .")
    assert [(proof.graph.value, leaves(proof)) for proof in proofs] == [
        (f"{GRAPHS}inferred/one", list(map(str, triples(":a :p :b .")))),
        (f"{GRAPHS}inferred/two", list(map(str, triples(":a :q :b .")))),
    ]


def test_what_is_neither_stated_nor_implied_is_said_with_what_is(guide: KnowledgeGraph) -> None:
    with pytest.raises(NotStated) as raised:
        guide.why(KRIB, "has direction", "favorable")
    assert str(raised.value) == (
        f"nothing says or implies that {KRIB} has direction favorable; there are: ixa:NoDifference"
    )


def test_a_misspelt_name_is_answered_with_the_nearest(guide: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="nothing is called 'ixazomb'; did you mean 'IXAZOMIB'"):
        guide.why("ixazomb", "a", "drug")


def test_a_number_can_be_asked_for(guide: KnowledgeGraph) -> None:
    row = guide.select("SELECT ?s ?n { ?s ixa:atLine ?n } ORDER BY ?s LIMIT 1").texts()[0]
    [proof] = guide.why(row[0], "ixa:atLine", row[1]).proofs
    assert proof.rule is None


def test_an_explanation_takes_less_than_fifty_milliseconds(guide: KnowledgeGraph) -> None:
    asked = (KRIB, "is a", "negative finding")
    str(guide.why(*asked))
    start = perf_counter()
    str(guide.why(*asked))
    assert perf_counter() - start < 0.05
