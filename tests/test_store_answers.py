"""Every canned question has the same answer, by value, here and in a real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from ixakg import KnowledgeGraph
from ixakg.bundle import Bundle
from ixakg.queries import Question
from ixakg.solutions import Solutions
from ixakg.stores import remote, targets
from ixakg.stores.endpoint import Endpoint
from ixakg.stores.fingerprints import same_value
from ixakg.stores.pushing import Push
from running import STORES
from test_competency_questions import QUERIES, place
from written_answers import ANSWERS, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ixakg.solutions import Term

PROFILES = targets.read(Bundle.at().profiles)


@pytest.fixture(scope="module")
def shipped() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.fixture(scope="module", params=sorted(STORES))
def filled(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    shipped: KnowledgeGraph,
) -> Iterator[Endpoint]:
    """A store with the shipped graph in it."""
    server = STORES[request.param](tmp_path_factory.mktemp(request.param)).start()
    known = targets.Credentials(server.user, server.password)
    target = targets.Target(server.url, PROFILES[server.profile], known)
    with Endpoint(target, timeout=60, pauses=()) as endpoint:
        push = Push(endpoint, {iri: shipped.triples(iri) for iri in shipped.graphs})
        assert push.run(push.plan(), print) == {}
        yield endpoint
    server.kill()


def values(answer: Solutions) -> list[tuple[object, ...]]:
    return [tuple(value(term) for term in row) for row in answer.rows]


def value(term: Term | None) -> object:
    plain = None if term is None else same_value(term)
    if isinstance(plain, Literal) and plain.datatype.value.endswith(("#integer", "#decimal")):
        return plain.value
    return plain


@pytest.mark.parametrize("path", QUERIES, ids=place)
def test_a_store_answers_as_we_do(path: Path, filled: Endpoint, shipped: KnowledgeGraph) -> None:
    question = Question.read(path)
    here = shipped.select(question.sparql)
    there = remote.ask(filled, question.sparql, shipped.prefixes)
    assert isinstance(there, Solutions)
    assert there.variables == here.variables
    assert values(there) == values(here)


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_a_store_answers_with_parameters_as_a_person_wrote_it_down(
    path: Path, filled: Endpoint, shipped: KnowledgeGraph
) -> None:
    written = read(path)
    sparql = shipped.filled(written.question, **written.parameters)
    answer = remote.ask(filled, sparql, shipped.prefixes, shipped.groups(written.question))
    assert isinstance(answer, Solutions)
    columns = [answer.variables.index(column) for column in written.columns]
    rows = [tuple(row[column] or "-" for column in columns) for row in answer.texts()]
    assert rows == written.rows


def test_each_drug_is_found_with_its_prodrug(filled: Endpoint, shipped: KnowledgeGraph) -> None:
    """Where a path of length zero or one meets a given value, Virtuoso finds one of the two."""
    with_drug = [q for q in shipped.questions.values() if "drug" in q.parameters]
    for question in with_drug:
        there = remote.ask(filled, shipped.filled(question.id, drug="ixazomib"), shipped.prefixes)
        assert isinstance(there, Solutions)
        assert values(there) == values(shipped.answer(question.id, drug="ixazomib"))


def test_a_store_gives_triples_and_says_yes_or_no(
    filled: Endpoint, shipped: KnowledgeGraph
) -> None:
    for query in (
        "ASK { ?finding ixa:direction ixa:NoDifference }",
        "ASK { ?finding ixa:direction ixa:Nowhere }",
    ):
        assert remote.ask(filled, query, shipped.prefixes) is shipped.ask(query)
    query = "CONSTRUCT { ?a ixa:armRole ?r } WHERE { ?a ixa:armRole ?r }"
    there = remote.ask(filled, query, shipped.prefixes)
    assert list(there) == list(shipped.construct(query))  # type: ignore[arg-type]  # triples


def test_a_graph_pattern_finds_the_named_graphs(filled: Endpoint, shipped: KnowledgeGraph) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    there = remote.ask(filled, query, shipped.prefixes)
    assert isinstance(there, Solutions)
    assert values(there) == values(shipped.select(query))
