"""The store answers SPARQL over all named graphs, changes nothing, and calls no other server."""

from __future__ import annotations

import gc
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from ixakg import InvalidQuery, InvalidTurtle, KnowledgeGraph, Triples
from reading import shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Listener(BaseHTTPRequestHandler):
    """Counts the requests that reach it, and answers none."""

    requests: list[str]

    def _note(self) -> None:
        self.requests.append(self.path)
        self.send_error(500)

    do_GET = do_POST = _note  # noqa: N815 - as the library calls them

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine, and the paths that were asked of it."""
    # What Oxigraph has not read to its end must be dropped by the thread that asked.
    gc.collect()
    seen: list[str] = []
    handler = type("Counting", (Listener,), {"requests": seen})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", seen
        server.shutdown()
        thread.join()


def test_the_default_graph_is_the_union_of_the_named_graphs(kg: KnowledgeGraph) -> None:
    joined = kg.select(
        "SELECT ?drug { ?arm ixa:givesDrug ?d . ?d rdfs:label ?drug } ORDER BY ?drug"
    )
    assert shown(joined) == table("""
        | drug     |
        | curarin  |
        | curarin  |
        | placebex |
    """)


def test_each_file_of_facts_is_its_own_graph(kg: KnowledgeGraph) -> None:
    assert shown(
        kg.select("SELECT ?g { GRAPH ?g { ?arm a ixa:Arm } } GROUP BY ?g ORDER BY ?g")
    ) == table("""
        | g                |
        | ixg:source/barn  |
        | ixg:source/field |
    """)


def test_the_graphs_are_counted(kg: KnowledgeGraph) -> None:
    counts = kg.graphs
    assert list(counts) == [
        "https://w3id.org/ixakg/graph/inferred/reference",
        "https://w3id.org/ixakg/graph/ontology",
        "https://w3id.org/ixakg/graph/reference",
        "https://w3id.org/ixakg/graph/shapes",
        "https://w3id.org/ixakg/graph/source/barn",
        "https://w3id.org/ixakg/graph/source/field",
    ]
    assert sum(counts.values()) == len(kg)
    assert counts["https://w3id.org/ixakg/graph/source/field"] == 17


def test_each_form_has_its_kind_of_answer(kg: KnowledgeGraph) -> None:
    assert kg.ask("ASK { ?arm a ixa:Arm }") is True
    assert kg.query("ASK { ?arm a ixa:Leg }") is False
    drawn = kg.construct("CONSTRUCT { ?arm a ixa:Arm } WHERE { ?arm a ixa:Arm }")
    assert isinstance(drawn, Triples)
    assert [str(triple.subject) for triple in drawn] == [
        "<https://w3id.org/ixakg/id/arm/barn/control>",
        "<https://w3id.org/ixakg/id/arm/barn/treated>",
        "<https://w3id.org/ixakg/id/arm/field/treated>",
    ]
    assert len(kg.construct("DESCRIBE <https://w3id.org/ixakg/id/document/almanac>")) == 2


@pytest.mark.parametrize(
    ("verb", "query", "mistake"),
    [
        ("select", "ASK {}", "this is not a SELECT query; query() takes every form"),
        ("ask", "SELECT * {}", "this is not an ASK query; query() takes every form"),
        (
            "construct",
            "ASK {}",
            "this is not a CONSTRUCT or DESCRIBE query; query() takes every form",
        ),
    ],
)
def test_a_verb_refuses_the_other_forms(
    kg: KnowledgeGraph, verb: str, query: str, mistake: str
) -> None:
    with pytest.raises(InvalidQuery) as raised:
        getattr(kg, verb)(query)
    assert str(raised.value) == mistake


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "PREFIX x: <urn:x> # why\n DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "clear all",
        "DROP GRAPH <urn:g>",
    ],
)
def test_updates_are_impossible(kg: KnowledgeGraph, update: str) -> None:
    before = len(kg)
    with pytest.raises(InvalidQuery, match="would change the graph, which only answers queries"):
        kg.query(update)
    assert len(kg) == before


@pytest.mark.parametrize(
    ("query", "mistake"),
    [
        ("SELECT * {\n ?s ixb:p ?o }", "line 2 of the query: no prefix 'ixb' is declared; "),
        ("SELECT * { ?s ?p", "line 1 of the query, at the end: "),
        ("SELECT ?s WERE { ?s ?p ?o }", "line 1 of the query, before '{ ?s ?p ?o }': expected "),
        ("", "line 1 of the query, at the end: "),
        ("SELECT (<urn:f>(1) AS ?x) {}", "the query cannot be evaluated: "),
    ],
)
def test_a_mistake_in_a_query_is_one_line_that_says_where(
    kg: KnowledgeGraph, query: str, mistake: str
) -> None:
    with pytest.raises(InvalidQuery) as raised:
        kg.query(query)
    assert str(raised.value).startswith(mistake)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 250


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service silent <URL> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { { } UNION { SERVICE <URL> { ?s ?p ?o } } }",
        "SELECT * { # a comment\rSERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\u0027 . SERVICE <URL> { ?s ?p ?o } #' }",
        "SELECT * { LATERAL { SERVICE <URL> { ?s ?p ?o } } }",
        "SELECT * { BIND (<URL> AS ?where) SERVICE ?where { ?s ?p ?o } }",
        "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_no_query_calls_another_server(
    kg: KnowledgeGraph, listener: tuple[str, list[str]], query: str
) -> None:
    url, seen = listener
    with pytest.raises(InvalidQuery):
        kg.query(query.replace("URL", url))
    assert seen == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * from<URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <URL>",
    ],
)
def test_a_graph_of_another_server_is_empty_and_not_fetched(
    kg: KnowledgeGraph, listener: tuple[str, list[str]], query: str
) -> None:
    url, seen = listener
    answer = kg.query(query.replace("URL", url))
    assert not isinstance(answer, bool)
    assert (len(answer), seen) == (0, [])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { VALUES ?service { 'SERVICE <http://example.org> {}' } }",
        "SELECT * { VALUES ?x { 1 } } # SERVICE <http://example.org/> { ?s ?p ?o }",
        "SELECT * { VALUES ?x { <http://example.org/service> } }",
    ],
)
def test_the_word_service_alone_is_no_harm(kg: KnowledgeGraph, query: str) -> None:
    assert len(kg.select(query)) == 1


@pytest.mark.parametrize(
    ("graphs", "arms"),
    [
        ("FROM <FIELD>", ["ixd:arm/field/treated"]),
        (
            "FROM <BARN> FROM <FIELD>",
            ["ixd:arm/barn/control", "ixd:arm/barn/treated", "ixd:arm/field/treated"],
        ),
        ("FROM NAMED <BARN>", []),
    ],
)
def test_a_query_may_ask_some_of_the_graphs_only(
    kg: KnowledgeGraph, graphs: str, arms: list[str]
) -> None:
    for source in ("barn", "field"):
        graphs = graphs.replace(source.upper(), f"https://w3id.org/ixakg/graph/source/{source}")
    answer = kg.select(f"SELECT ?arm {graphs} {{ ?arm a ixa:Arm }} ORDER BY ?arm")
    assert [row["arm"] for row in shown(answer)] == arms


def test_the_word_from_alone_does_not_choose_graphs(kg: KnowledgeGraph) -> None:
    assert kg.ask("ASK { ?arm a ixa:Arm FILTER ('FROM <urn:x>' != '') }")
    assert kg.ask("#+ from: from:x\n# FROM <urn:x>\nASK { ?arm a ixa:Arm }")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_what_stands_below_a_comment_chooses_graphs(kg: KnowledgeGraph, end: str) -> None:
    assert not kg.ask(f"# FROM here on{end}ASK FROM <urn:x> {{ ?arm a ixa:Arm }}")


def test_a_broken_file_is_named(copy: Path) -> None:
    broken = copy / "data/facts/source/field.ttl"
    broken.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(InvalidTurtle) as raised:
        KnowledgeGraph.load(root=copy)
    assert str(raised.value).startswith(f"{broken}: ")
    assert str(raised.value).endswith("or run ixakg build if it is under data/facts")
