"""Pushing into real stores on loopback: what is sent, what stays, what a cut leaves behind."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ixakg import KnowledgeGraph
from ixakg.bundle import Bundle
from ixakg.errors import IncompleteAnswer, StoreFailure
from ixakg.queries import without_open_slots
from ixakg.solutions import Solutions
from ixakg.stores import remote, targets
from ixakg.stores.endpoint import Endpoint
from ixakg.stores.fingerprints import SKOLEM
from ixakg.stores.pushing import META, Push, contents
from ixakg.stores.unions import UNIONS
from ixakg.vocabulary import XSD
from running import STORES, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Outcome

GRAPH = "https://w3id.org/ixakg/graph/"
PROFILES = targets.read(Bundle.at().profiles)
NEIGHBOUR = "https://example.org/neighbour"
S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")


@pytest.fixture(scope="module", params=sorted(STORES))
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    started = STORES[request.param](tmp_path_factory.mktemp(request.param)).start()
    yield started
    started.kill()


@pytest.fixture
def store(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A store that holds nothing but a graph of somebody else."""
    monkeypatch.setenv("NETRC", "/nowhere")
    if server.user:
        monkeypatch.setenv(targets.USER, server.user)
        monkeypatch.setenv(targets.PASSWORD, server.password)
    with Endpoint(targets.Target.at(server.url, PROFILES[server.profile]), pauses=()) as found:
        Push(found, {}).run(Push(found, {}).plan(), print)
        found.put(NEIGHBOUR, f"{Triple(S, P, Literal('theirs'))} .\n".encode())
        yield found
        assert [t.object for t in contents(found, NEIGHBOUR)] == [Literal("theirs")]


def named(graph: KnowledgeGraph) -> dict[str, tuple[Triple, ...]]:
    return {iri: graph.triples(iri) for iri in graph.graphs}


def pushed(store: Endpoint, graphs: dict[str, tuple[Triple, ...]]) -> list[str]:
    """Push graphs, and return what was done."""
    done: list[str] = []
    push = Push(store, graphs)
    assert push.run(push.plan(), done.append) == {}
    assert push.check() == {}
    graphs_of_ours = (doing.replace(GRAPH, "") for doing in done)
    return [doing for doing in graphs_of_ours if not re.search(r"verifying|union/", doing)]


def test_what_was_pushed_is_there_by_value_and_is_not_sent_twice(
    store: Endpoint, kg: KnowledgeGraph
) -> None:
    graphs = named(kg)
    assert pushed(store, graphs) == [f"sending {iri.removeprefix(GRAPH)}" for iri in sorted(graphs)]
    assert pushed(store, graphs) == []


def test_blank_nodes_arrive_once_however_often_they_are_sent(store: Endpoint) -> None:
    shipped = KnowledgeGraph.load().triples(f"{GRAPH}ontology")
    graphs = {f"{GRAPH}ontology": shipped}
    assert pushed(store, graphs) == ["sending ontology"]
    more = {f"{GRAPH}ontology": (*shipped, Triple(S, P, Literal("more")))}
    assert pushed(store, more) == ["sending ontology"]
    assert len(contents(store, f"{GRAPH}ontology")) == len(shipped) + 1


def test_one_changed_study_is_sent_and_no_other(store: Endpoint, kg: KnowledgeGraph) -> None:
    graphs = named(kg)
    pushed(store, graphs)
    study = f"{GRAPH}source/barn"
    assert pushed(store, {**graphs, study: (*graphs[study], Triple(S, P, Literal(1)))}) == [
        "sending source/barn"
    ]


def test_a_retracted_study_is_removed_and_a_strange_graph_is_left(
    store: Endpoint, kg: KnowledgeGraph
) -> None:
    graphs = named(kg)
    pushed(store, graphs)
    store.put(f"{GRAPH}source/strange", f"{Triple(S, P, Literal(1))} .\n".encode())
    study = f"{GRAPH}source/barn"
    rest = {iri: triples for iri, triples in graphs.items() if iri != study}
    assert Push(store, rest).plan().foreign == (f"{GRAPH}source/strange",)
    assert pushed(store, rest) == ["removing source/barn"]
    assert contents(store, study) == []
    assert len(contents(store, f"{GRAPH}source/strange")) == 1
    store.delete(f"{GRAPH}source/strange")


def test_pushing_some_graphs_removes_no_other(store: Endpoint, kg: KnowledgeGraph) -> None:
    graphs = named(kg)
    pushed(store, graphs)
    some = Push(store, {f"{GRAPH}reference": (Triple(S, P, Literal(1)),)}, partial=True)
    assert some.plan().removed == ()
    some.run(some.plan(), print)
    assert pushed(store, graphs) == ["sending reference"]


def test_a_graph_of_another_base_is_not_overwritten_unless_it_was_pushed(store: Endpoint) -> None:
    theirs = {NEIGHBOUR: (Triple(S, P, Literal("ours")),)}
    assert Push(store, theirs).plan().foreign == (NEIGHBOUR,)
    own = "https://lab.example/graph/source/one"
    assert pushed(store, {own: theirs[NEIGHBOUR]}) == [f"sending {own}"]
    assert pushed(store, {own: (Triple(S, P, Literal("again")),)}) == [f"sending {own}"]
    assert pushed(store, {}) == [f"removing {own}"]


def test_after_the_store_was_killed_the_next_push_sends_the_rest(
    store: Endpoint, server: Server, kg: KnowledgeGraph
) -> None:
    graphs = named(kg)
    order = sorted(graphs)

    def cut(doing: str) -> None:
        if doing == f"sending {order[2]}":
            server.kill()

    push = Push(store, graphs)
    with pytest.raises(StoreFailure, match=r"nothing answers|broke the connection off"):
        push.run(push.plan(), cut)
    server.start()
    assert Push(store, graphs).marks() == {}
    plan = Push(store, graphs).plan()
    known = (*plan.adopted, *plan.new, *plan.changed)
    assert sorted(iri for iri in known if not iri.startswith(UNIONS)) == order
    assert plan.adopted or server.profile == "virtuoso"  # which loses what had no checkpoint
    pushed(store, graphs)


def test_a_graph_loses_its_mark_before_it_is_changed(store: Endpoint, kg: KnowledgeGraph) -> None:
    """Else one that went back to what it was would be taken for unchanged."""
    graphs = named(kg)
    pushed(store, graphs)
    study = f"{GRAPH}source/barn"
    other = {**graphs, study: (*graphs[study][1:], Triple(S, P, Literal(1)))}
    push = Push(store, other)

    def cut(doing: str) -> None:
        if doing.startswith("verifying"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push.run(push.plan(), cut)
    assert study not in push.marks()
    assert pushed(store, graphs) == ["sending source/barn"]


def test_where_graphs_cannot_be_put_they_are_inserted_in_chunks(
    store: Endpoint, server: Server
) -> None:
    from dataclasses import replace

    profile = replace(PROFILES[server.profile], graph_store="", chunk_triples=500)
    numbers = tuple(Triple(NamedNode(f"{S.value}{n}"), P, Literal(n)) for n in range(1200))
    ontology = KnowledgeGraph.load().triples(f"{GRAPH}ontology")
    with Endpoint(targets.Target.at(server.url, profile), pauses=()) as updating:
        graphs = {f"{GRAPH}source/many": numbers, f"{GRAPH}ontology": ontology}
        assert pushed(updating, graphs) == ["sending ontology", "sending source/many"]
        assert pushed(updating, graphs) == []
        nodes = {str(t.subject) for t in contents(updating, f"{GRAPH}ontology")}
        assert any(node.startswith(f"<{SKOLEM}") for node in nodes)


def test_a_graph_beyond_the_limit_of_rows_is_read_back_whole(
    store: Endpoint, server: Server
) -> None:
    numbers = tuple(Triple(NamedNode(f"{S.value}{n}"), P, Literal(n)) for n in range(10_500))
    assert pushed(store, {f"{GRAPH}source/many": numbers}) == ["sending source/many"]


def test_the_command_prints_the_plan_and_does_it(
    store: Endpoint, server: Server, ixakg: Callable[..., Outcome]
) -> None:
    dry = ixakg("push", server.url, "--dry-run")
    assert dry.code == 0
    assert f"send\t{GRAPH}source/barn\n" in dry.out
    assert Push(store, {}).marks() == {}
    done = ixakg("push", server.url, "--profile", server.profile)
    assert (done.code, done.out) == (0, dry.out)
    assert done.err.endswith("verified: every number, text and link is as it is here\n")
    again = ixakg("push", server.url)
    assert again.err.endswith("the marks and the sizes of all graphs are as here\n")
    assert ixakg("push", server.url, "--check").code == 0
    store.put(f"{GRAPH}reference", f"{Triple(S, P, Literal(1))} .\n".encode())
    assert ixakg("push", server.url, "--check").code == 1


def test_the_marks_say_how_large_each_graph_is(store: Endpoint, kg: KnowledgeGraph) -> None:
    pushed(store, named(kg))
    found = {iri: there.triples for iri, there in Push(store, {}).marks().items()}
    union = found.pop(f"{UNIONS}source", None)
    assert found == kg.graphs
    assert META not in found
    sources = [triples for iri, triples in named(kg).items() if "/source/" in iri]
    assert union == (len({*chain(*sources)}) if store.target.profile.unions else None)


def test_without_credentials_a_store_that_wants_them_changes_nothing(
    store: Endpoint, server: Server, kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    if server.profile != "virtuoso":
        assert httpx.get(f"{server.url}/query").status_code != 401
        return
    monkeypatch.delenv(targets.USER)
    with Endpoint(targets.Target.at(server.url, PROFILES["virtuoso"]), pauses=()) as nobody:
        push = Push(nobody, named(kg))
        with pytest.raises(StoreFailure, match=r"answers 401.*IXAKG_STORE_USER"):
            push.run(push.plan(), print)
    assert Push(store, {}).marks() == {}


def test_an_answer_beyond_the_limit_of_rows_is_an_error_and_no_shorter_answer(
    store: Endpoint, server: Server, kg: KnowledgeGraph
) -> None:
    numbers = tuple(Triple(NamedNode(f"{S.value}{n}"), P, Literal(n)) for n in range(10_500))
    pushed(store, {f"{GRAPH}source/many": numbers})
    query = f"SELECT ?s ?o WHERE {{ ?s <{P.value}> ?o }}"
    if server.profile == "virtuoso":
        with pytest.raises(IncompleteAnswer, match="the store cut the answer at 10000 rows; raise"):
            remote.ask(store, query, kg.prefixes)
    else:
        answer = remote.ask(store, query, kg.prefixes)
        assert isinstance(answer, Solutions)
        assert len(answer) == 10_500


def test_a_number_that_somebody_changed_in_the_store_is_shown_by_check(
    store: Endpoint, server: Server, kg: KnowledgeGraph, ixakg: Callable[..., Outcome]
) -> None:
    pushed(store, named(kg))
    study = f"{GRAPH}source/barn"
    (dose,) = (t for t in kg.triples(study) if t.predicate.value.endswith("/dose"))
    changed = Triple(dose.subject, dose.predicate, Literal("11.01", datatype=XSD.decimal))
    store.update(f"DELETE DATA {{ GRAPH <{study}> {{ {dose} }} }}")
    store.update(f"INSERT DATA {{ GRAPH <{study}> {{ {changed} }} }}")
    done = ixakg("push", server.url, "--check")
    assert done.code == 1
    assert done.out == f"{study}\tchanged: {dose} . came back as {changed} .\n"
    assert done.err.startswith("1 triple differs")


def test_sparqlwrapper_and_rdflib_read_what_was_pushed(store: Endpoint, kg: KnowledgeGraph) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from SPARQLWrapper import JSON, SPARQLWrapper

    pushed(store, named(kg))
    query = f"SELECT ?s WHERE {{ GRAPH <{GRAPH}source/barn> {{ ?s ?p ?o }} }}"
    wrapper = SPARQLWrapper(store.target.query)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(JSON)
    answer = wrapper.queryAndConvert()
    assert isinstance(answer, dict)
    theirs = {row["s"]["value"] for row in answer["results"]["bindings"]}
    client = SPARQLStore(store.target.query, returnFormat="json")
    bindings = client.query(query).bindings
    rdflib_ = {str(term) for binding in bindings for term in binding.values()}
    ours = {str(t.subject)[1:-1] for t in kg.triples(f"{GRAPH}source/barn")}
    assert theirs == rdflib_ == ours


def test_sparqlwrapper_and_rdflib_give_our_answer_to_a_question(
    store: Endpoint, kg: KnowledgeGraph
) -> None:
    """As it stands in its file, over the graphs that the protocol lets one name."""
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from SPARQLWrapper import JSON, POST, SPARQLWrapper

    pushed(store, named(kg))
    graphs = remote.ours(store, kg.groups("arms"))
    ours = [row["arm"] for row in kg.answer("arms")]
    wrapper = SPARQLWrapper(store.target.query)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    for graph in graphs.default:
        wrapper.addDefaultGraph(graph)
    text = without_open_slots(kg.questions["arms"].sparql)
    wrapper.setQuery(text)
    answer = wrapper.queryAndConvert()
    assert isinstance(answer, dict)
    theirs = [row["arm"]["value"] for row in answer["results"]["bindings"]]
    named_there = "".join(f"FROM <{graph}>\n" for graph in graphs.default)
    asked = text.replace("WHERE {", f"{named_there}WHERE {{", 1)
    client = rdflib.Graph(SPARQLStore(store.target.query, returnFormat="json"))
    assert [NamedNode(iri) for iri in theirs] == ours
    assert [NamedNode(str(row.arm)) for row in client.query(asked)] == ours  # type: ignore[union-attr]  # rows
