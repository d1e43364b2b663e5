"""Clients that people have, against a server that listens."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from ixakg import KnowledgeGraph
from ixakg.vocabulary import GRAPHS
from ixakg.web.site import Limits
from listening import TOKEN, address
from small import BUNDLE
from system_tools import program

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LABELS = "SELECT ?s ?label { ?s rdfs:label ?label } ORDER BY ?s ?label LIMIT 20"
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s rdfs:label ?label }"


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    """The small bundle, asked without a server."""
    return KnowledgeGraph.load(root=BUNDLE)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The endpoint of the small bundle."""
    with address(Limits(workers=2)) as base:
        yield f"{base}/sparql"


def run(*words: str) -> str:
    """Return what a program says."""
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def labels(graph: KnowledgeGraph) -> list[list[str]]:
    """Return the labels as they are without a server."""
    return [[str(row[name]) for name in ("s", "label")] for row in graph.select(LABELS).records()]


def converted(wrapper: SPARQLWrapper, form: str) -> Any:
    """Return an answer as SPARQLWrapper reads it."""
    wrapper.setReturnFormat(form)
    return wrapper.queryAndConvert()


def test_curl_asks_by_get_and_by_post(url: str, graph: KnowledgeGraph) -> None:
    curl, query = program("curl"), f"query={LABELS}"
    for way in (("-G", "--data-urlencode", query), ("--data-urlencode", query)):
        said = run(curl, "-sSf", url, *way, "-H", "Accept: text/csv")
        assert list(csv.reader(io.StringIO(said)))[1:] == labels(graph)
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", LABELS)
    for verb in ("POST", "QUERY"):
        found = json.loads(run(curl, "-sSf", "-X", verb, url, *direct))
        rows = [[row[n]["value"] for n in ("s", "label")] for row in found["results"]["bindings"]]
        assert rows == labels(graph)


def test_roqet_asks_and_reads_the_answer(url: str, graph: KnowledgeGraph) -> None:
    said = run(program("roqet"), "-q", "-p", url, "-r", "csv", "-e", LABELS_DECLARED)
    assert list(csv.reader(io.StringIO(said)))[1:] == labels(graph)


LABELS_DECLARED = f"PREFIX rdfs: <{RDFS}> {LABELS}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks_every_form_in_every_format(
    url: str, graph: KnowledgeGraph, method: str
) -> None:
    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(method)
    wrapper.setQuery(LABELS)
    found = converted(wrapper, JSON)
    rows = [[row[n]["value"] for n in ("s", "label")] for row in found["results"]["bindings"]]
    assert rows == labels(graph)
    assert list(csv.reader(io.StringIO(converted(wrapper, CSV).decode())))[1:] == labels(graph)
    assert converted(wrapper, XML).toxml().count("<result>") == len(labels(graph))
    wrapper.setQuery("ASK { ?s ?p ?o }")
    assert converted(wrapper, JSON)["boolean"] is True
    wrapper.setQuery(CONSTRUCT)
    turtle = Graph().parse(data=converted(wrapper, TURTLE), format="turtle")
    assert len(turtle) == len(list(graph.construct(CONSTRUCT)))


def test_sparqlwrapper_asks_about_a_graph(url: str, graph: KnowledgeGraph) -> None:
    wrapper = SPARQLWrapper(url)
    wrapper.addDefaultGraph(f"{GRAPHS}reference")
    wrapper.setQuery(COUNT)
    (row,) = converted(wrapper, JSON)["results"]["bindings"]
    assert int(row["n"]["value"]) == graph.graphs[f"{GRAPHS}reference"]


def test_sparqlwrapper_says_what_is_wrong_with_a_query(url: str) -> None:
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper = SPARQLWrapper(url)
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="line 1 of the query"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_the_store_of_rdflib_asks_and_looks_triples_up(
    url: str, graph: KnowledgeGraph, method: str
) -> None:
    remote = Graph(SPARQLStore(url, method=method, returnFormat="xml"))
    rows = [[str(term) for term in row] for row in remote.query(LABELS_DECLARED)]  # type: ignore[union-attr] # it is a SELECT
    assert rows == labels(graph)
    subject, label = rows[0]
    assert remote.value(URIRef(subject), RDFS.label) is not None
    found = {str(o) for o in remote.objects(URIRef(subject), RDFS.label)}
    assert label in found
    assert remote.query("ASK { ?s ?p ?o }").askAnswer is True


def test_the_store_of_rdflib_reads_triples(url: str, graph: KnowledgeGraph) -> None:
    remote = Graph(SPARQLStore(url))
    answer = remote.query(f"PREFIX rdfs: <{RDFS}> {CONSTRUCT}")
    assert answer.graph is not None
    assert len(answer.graph) == len(list(graph.construct(CONSTRUCT)))


def test_clients_change_the_graph_with_the_token(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = tmp_path_factory.mktemp("store") / "graph.nq"
    with address(store=store) as base:
        wrapper = SPARQLWrapper(f"{base}/sparql")
        wrapper.setMethod("POST")
        wrapper.setQuery("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 'by SPARQLWrapper' } }")
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        wrapper.query()
        curl = (program("curl"), "-sSf", "-H", f"Authorization: Bearer {TOKEN}")
        more = tmp_path_factory.mktemp("more") / "more.ttl"
        more.write_text("<a:a> <a:b> 'by curl' .\n", encoding="utf-8")
        turtle = ("-H", "Content-Type: text/turtle", "--data-binary", f"@{more}")
        run(*curl, "-X", "POST", *turtle, f"{base}/data?graph=a:g")
        given = Graph().parse(data=run(*curl, f"{base}/data?graph=a:g"), format="turtle")
        assert {*given.objects(URIRef("a:a"), URIRef("a:b"))} == {
            Literal("by SPARQLWrapper"),
            Literal("by curl"),
        }
