"""Every canned question has the same answer, by value, here and in a real store."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from ixakg import KnowledgeGraph
from ixakg.bundle import Bundle
from ixakg.solutions import Solutions
from ixakg.stores import remote, targets
from ixakg.stores.endpoint import Endpoint
from ixakg.stores.fingerprints import same_value
from ixakg.stores.pushing import Push
from running import STORES
from test_competency_questions import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    with Endpoint(target, timeout=600, pauses=()) as endpoint:
        push = Push(endpoint, shipped.named())
        assert push.run(push.plan(), print) == {}
        yield endpoint
    server.kill()


def values(answer: Solutions) -> list[tuple[object, ...]]:
    return [tuple(value(term) for term in row) for row in answer.rows]


def counted(answer: Solutions) -> Counter[tuple[object, ...]]:
    return Counter(values(answer))


def value(term: Term | None) -> object:
    plain = None if term is None else same_value(term)
    if isinstance(plain, Literal) and plain.datatype.value.endswith(("#integer", "#decimal")):
        return plain.value
    return plain


QUESTIONS = sorted(path.stem for path in (ROOT / "queries" / "competency").glob("*.rq"))
SOME = {"drug": "ixazomib", "context": "escc-xenograft"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_store_answers_as_we_do(question: str, filled: Endpoint, shipped: KnowledgeGraph) -> None:
    parameters = shipped.questions[question].parameters
    keys = {*re.findall(r"\?(\w+)", shipped.questions[question].sparql.rpartition("ORDER BY")[2])}
    for given in ({}, {name: value for name, value in SOME.items() if name in parameters}):
        sparql, groups = shipped.filled(question, **given), shipped.groups(question)
        there = remote.ask(filled, sparql, shipped.prefixes, groups)
        here = shipped.answer(question, **given)
        assert isinstance(there, Solutions)
        assert there.variables == here.variables
        # A store has an order of its own for what is no column.
        same = counted if keys - {*here.variables} else values
        assert same(there) == same(here)


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
