"""Certificates: those that ship hold, and whatever is changed in one is noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from ixakg import KnowledgeGraph
from ixakg.pathways.verification import verify
from ixakg.queries import Catalogue
from ixakg.solutions import Solutions
from ixakg.store import evaluate
from ixakg.views.rendering import plain
from ixakg.vocabulary import IXA, PROV, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKS = Path(__file__).parents[1] / "queries" / "checks"
INVENTED = NamedNode("https://w3id.org/ixakg/id/work/altogen-h929")
ELSEWHERE = NamedNode("https://w3id.org/ixakg/id/variable/tumor-growth")
FOREIGN = NamedNode("https://w3id.org/ixakg/id/context/t-all-pdx")
OTHER = NamedNode("https://w3id.org/ixakg/id/context/osteosarcoma")

Links = Mapping[NamedNode, Mapping[NamedNode, list[NamedNode | Literal]]]


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.fixture(scope="module")
def store(guide: KnowledgeGraph) -> Store:
    """The shipped graph with everything that certificates need."""
    parts = ("ontology", "reference", "source", "background", "certificate", "effect")
    copy = Store()
    triples = guide.construct(
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER (REGEX(STR(?g), "
        f"'^https://w3id.org/ixakg/graph/({'|'.join(parts)})(/|$)')) }}"
        " # https://w3id.org/ixakg/graph/background/"
    )
    copy.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return copy


def links(store: Store) -> Links:
    found: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]]
    found = defaultdict(lambda: defaultdict(list))
    for quad in store:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found[quad.subject][quad.predicate].append(quad.object)
    return found


def places(certificate: NamedNode, store: Store) -> list[NamedNode]:
    """The places of a route in order."""
    here = [q.subject for q in store.quads_for_pattern(None, IXA.isStepOfRoute, certificate)]
    return sorted(
        (place for place in here if isinstance(place, NamedNode)),
        key=lambda place: int(place.value.rpartition("/")[2]),
    )


def step_at(place: NamedNode, store: Store) -> NamedNode:
    (quad,) = store.quads_for_pattern(place, IXA.usesStep, None)
    assert isinstance(quad.object, NamedNode)
    return quad.object


def replace(store: Store, node: NamedNode, predicate: NamedNode, value: NamedNode) -> None:
    for quad in list(store.quads_for_pattern(node, predicate, None)):
        store.remove(quad)
    store.add(Quad(node, predicate, value))


def flip_the_sign(node: NamedNode, store: Store) -> bool:
    (quad,) = store.quads_for_pattern(node, IXA.sign, None)
    replace(store, node, IXA.sign, IXA.Decreases if quad.object == IXA.Increases else IXA.Increases)
    return True


def swap_two_steps(node: NamedNode, store: Store) -> bool:
    here = places(node, store)
    if len(here) < 2:
        return False
    first, second = step_at(here[0], store), step_at(here[1], store)
    replace(store, here[0], IXA.usesStep, second)
    replace(store, here[1], IXA.usesStep, first)
    return True


def drop_a_step(node: NamedNode, store: Store) -> bool:
    """In the middle, with its number, as if it had never been there."""
    here = places(node, store)
    gone = here[len(here) // 2]
    step = step_at(gone, store)
    for quad in list(store.quads_for_pattern(gone, None, None)):
        store.remove(quad)
    store.remove(Quad(node, PROV.wasDerivedFrom, step))
    for number, place in enumerate((p for p in here if p != gone), start=1):
        for quad in list(store.quads_for_pattern(place, IXA.routePosition, None)):
            store.remove(quad)
        store.add(Quad(place, IXA.routePosition, Literal(str(number), datatype=XSD.integer)))
    return True


def lead_elsewhere(node: NamedNode, store: Store) -> bool:
    replace(store, node, IXA.toVariable, ELSEWHERE)
    return True


def claim_another_context(node: NamedNode, store: Store) -> bool:
    (quad,) = store.quads_for_pattern(node, IXA.inContext, None)
    replace(store, node, IXA.inContext, OTHER if quad.object == FOREIGN else FOREIGN)
    return True


def invent_a_citation(node: NamedNode, store: Store) -> bool:
    store.add(Quad(node, IXA.restsOnWork, INVENTED))
    return True


TAMPERINGS: dict[str, Callable[[NamedNode, Store], bool]] = {
    tampering.__name__: tampering
    for tampering in (
        flip_the_sign,
        swap_two_steps,
        drop_a_step,
        lead_elsewhere,
        claim_another_context,
        invent_a_citation,
    )
}


def certificates(store: Store) -> Iterator[NamedNode]:
    for quad in store.quads_for_pattern(None, RDF.type, IXA.InferredEffect):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def copy_of(store: Store) -> Store:
    other = Store()
    other.extend(store)
    return other


def test_every_shipped_certificate_holds(guide: KnowledgeGraph) -> None:
    verdict = guide.verify()
    assert verdict.failures == ()
    assert verdict.checked == 260 + 1  # one of them needs the background


@pytest.mark.parametrize("name", TAMPERINGS)
def test_whatever_is_changed_in_any_certificate_is_noticed(
    name: str, store: Store, guide: KnowledgeGraph
) -> None:
    changed = copy_of(store)
    tampered = {
        node.value.removeprefix("https://w3id.org/ixakg/id/")
        for node in sorted(certificates(store), key=str)
        if TAMPERINGS[name](node, changed)
    }
    caught = {
        failure.certificate.removeprefix("ixd:").removeprefix("https://w3id.org/ixakg/id/")
        for failure in verify(changed, CHECKS, guide.prefixes).failures
    }
    assert len(tampered) > 200
    assert tampered - caught == set()


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (IXA.routeCount, Literal("99", datatype=XSD.integer)),
        (IXA.publicationCount, Literal("99", datatype=XSD.integer)),
        (IXA.contextGrade, IXA.SpecificGrade),
        (IXA.inferenceMode, IXA.Liberal),
        (IXA.onCondition, None),
        (PROV.wasDerivedFrom, None),
    ],
    ids=str,
)
def test_a_net_effect_that_sums_up_something_else_is_noticed(
    predicate: NamedNode, value: NamedNode | Literal | None, store: Store, guide: KnowledgeGraph
) -> None:
    node = NamedNode(
        "https://w3id.org/ixakg/id/effect/colorectal-cancer/ixazomib-exposure/dr5/increases"
    )
    changed = copy_of(store)
    for quad in list(changed.quads_for_pattern(node, predicate, None)):
        changed.remove(quad)
    if value is not None:
        changed.add(Quad(node, predicate, value))
    failures = verify(changed, CHECKS, guide.prefixes).failures
    assert {failure.check for failure in failures} == {"effect-summary"}


def test_a_certificate_cannot_bring_its_own_evidence(guide: KnowledgeGraph, tmp_path: Path) -> None:
    ours = "https://w3id.org/ixakg/id"
    text = f"""@prefix ixa: <https://w3id.org/ixakg/ontology/> .
        <{ours}/step/mine/s1> a ixa:Step ; ixa:fromVariable <{ours}/variable/ixazomib-exposure> ;
          ixa:sign ixa:Increases ; ixa:toVariable <{ours}/variable/tumor-growth> .
        <{ours}/certificate/mine> a ixa:InferredEffect ; ixa:sign ixa:Increases ;
          ixa:fromVariable <{ours}/variable/ixazomib-exposure> ;
          ixa:toVariable <{ours}/variable/tumor-growth> .
        <{ours}/certificate/mine/1> a ixa:RouteStep ; ixa:routePosition 1 ;
          ixa:isStepOfRoute <{ours}/certificate/mine> ; ixa:usesStep <{ours}/step/mine/s1> ."""
    path = tmp_path / "mine.ttl"
    path.write_text(text, encoding="utf-8")
    verdict = guide.verify(path)
    assert "certificate-steps" in {failure.check for failure in verdict.failures}
    assert verdict.ignored


def test_what_explain_writes_verifies_and_what_somebody_changes_in_it_does_not(
    guide: KnowledgeGraph, tmp_path: Path
) -> None:
    from ixakg.pathways.documents import triples
    from ixakg.turtle import write

    text = write(triples(guide.explain("c-Myc", "apoptosis", "ESCC")), guide.prefixes)
    path = tmp_path / "route.ttl"
    path.write_text(text, encoding="utf-8")
    assert guide.verify(path)[:2] == (1, ())
    path.write_text(text.replace("ixa:publicationCount 1", "ixa:publicationCount 7"), "utf-8")
    assert {failure.check for failure in guide.verify(path).failures} == {"certificate-citations"}


@pytest.mark.parametrize("name", Catalogue(CHECKS))
def test_a_check_finds_the_same_in_rdflib(name: str, store: Store, guide: KnowledgeGraph) -> None:
    """On three certificates, each of them tampered with in every way."""
    ending = "/escc/guide/e38_e39", "/escc/guide/e38", "/escc/guide/e01_e27"
    chosen = [node for node in certificates(store) if node.value.endswith(ending)]
    small = copy_of(store)
    kept = {*chosen, *(place for node in chosen for place in places(node, store))}
    for kind in (IXA.InferredEffect, IXA.RouteStep):
        for quad in store.quads_for_pattern(None, RDF.type, kind):
            if quad.subject not in kept:
                for gone in list(small.quads_for_pattern(quad.subject, None, None)):
                    small.remove(gone)
    for node in chosen:
        for tamper in TAMPERINGS.values():
            tamper(node, small)
    lines = serialize((quad.triple for quad in small), format=RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=lines, format="nt")
    sparql = Catalogue(CHECKS)[name].sparql
    answer = evaluate(small, sparql, guide.prefixes)
    assert isinstance(answer, Solutions)
    ours = [tuple(plain(term) for term in row) for row in answer.rows]
    theirs = [
        tuple(map(str, row))
        for row in graph.query(sparql)
        if isinstance(row, rdflib.query.ResultRow)
    ]
    assert ours == theirs
