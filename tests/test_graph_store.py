"""The Graph Store Protocol for reading, and what the server says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from starlette.testclient import TestClient

from ixakg import KnowledgeGraph
from ixakg.vocabulary import GRAPHS, RDF, SD, VOID
from ixakg.web.application import application
from ixakg.web.site import Limits, site

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = KnowledgeGraph.load()
SOURCE = next(iri for iri in sorted(GRAPH.graphs) if iri.startswith(GRAPHS + "source/"))
SERVICE = NamedNode("http://testserver/sparql")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    served = site(GRAPH, "http://testserver", Limits(workers=1))
    with TestClient(application(served)) as found:
        yield found


def triples(body: bytes, form: RdfFormat = RdfFormat.TURTLE) -> set[Triple]:
    return {quad.triple for quad in parse(body, form)}


def canonical(said: set[Triple]) -> Dataset:
    """Return triples with blank nodes called as in every other copy of them."""
    dataset = Dataset(Quad(*triple) for triple in said)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML])
def test_a_graph_comes_whole_under_either_of_its_names(client: TestClient, form: RdfFormat) -> None:
    wanted = {"Accept": form.media_type}
    named = client.get("/data", params={"graph": SOURCE}, headers=wanted)
    direct = client.get(f"/data/{SOURCE.removeprefix(GRAPHS)}", headers=wanted)
    assert named.headers["Content-Type"].startswith(form.media_type)
    assert triples(named.content, form) == set(GRAPH.triples(SOURCE))
    assert triples(direct.content, form) == set(GRAPH.triples(SOURCE))


def test_the_default_graph_is_what_all_graphs_say_together(client: TestClient) -> None:
    answer = client.get("/data?default", headers={"Accept": "application/n-triples"})
    every = {triple for iri in GRAPH.graphs for triple in GRAPH.triples(iri)}
    assert canonical(triples(answer.content, RdfFormat.N_TRIPLES)) == canonical(every)


@pytest.mark.parametrize(
    ("status", "address"),
    [
        (400, "/data"),
        (400, "/data?graph=source/x"),
        (400, "/data?graph="),
        (400, f"/data?default&graph={SOURCE}"),
        (400, f"/data?graph={SOURCE}&graph={SOURCE}"),
        (404, "/data?graph=http://127.0.0.1:8/"),
        (404, "/data?graph=file:///etc/passwd"),
        (400, f"/data?graph={SOURCE}%0d%0aSet-Cookie:%20a=b"),
        (404, "/data/..%2f..%2f..%2fetc/passwd"),
        (404, "/data/%2e%2e/%2e%2e/etc/passwd"),
        (404, "/data//etc/passwd"),
        (400, "/data/%ff%00"),
        (404, "/%2e%2e/%2e%2e/etc/passwd"),
        (404, "/static/..%2f..%2f..%2fpyproject.toml"),
    ],
)
def test_what_is_no_graph_here_is_a_problem(client: TestClient, status: int, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert "Set-Cookie" not in answer.headers


def test_a_graph_comes_in_no_format_that_there_is_not(client: TestClient) -> None:
    answer = client.get("/data", params={"graph": SOURCE}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_writing_is_off_and_the_answer_says_so(client: TestClient, method: str) -> None:
    answer = client.request(method, "/data", params={"graph": SOURCE})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "writing is off" in answer.json()["detail"]
    assert client.options("/data").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_the_endpoint_describes_itself_without_a_query(client: TestClient) -> None:
    said = triples(client.get("/sparql").content)
    assert Triple(SERVICE, SD.endpoint, SERVICE) in said
    assert Triple(SERVICE, SD.feature, SD.UnionDefaultGraph) in said
    formats = {str(t.object) for t in said if t.predicate == SD.resultFormat}
    known = ("JSON-LD", "N-Quads", "N-Triples", "N3", "RDF_XML", "TriG", "Turtle")
    tables = (f"SPARQL_Results_{name}" for name in ("CSV", "JSON", "TSV", "XML"))
    assert formats == {f"<http://www.w3.org/ns/formats/{name}>" for name in (*known, *tables)}
    (dataset,) = (t.object for t in said if t.predicate == SD.defaultDataset)
    assert Triple(dataset, VOID.sparqlEndpoint, SERVICE) in said  # type: ignore[arg-type] # it is an IRI


def test_the_description_counts_the_graphs_that_queries_see(client: TestClient) -> None:
    said = triples(client.get("/void").content)
    size = NamedNode("http://rdfs.org/ns/void#triples")
    counted = {t.subject.value: t.object for t in said if t.predicate == size}  # type: ignore[union-attr] # graphs have IRIs
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    for iri, number in GRAPH.graphs.items():
        assert counted[iri] == Literal(str(number), datatype=integer)
    named = {t.object.value for t in said if t.predicate.value.endswith("#namedGraph")}  # type: ignore[union-attr] # graphs have IRIs
    assert named == GRAPH.graphs.keys()


@pytest.mark.parametrize("address", ["/sparql", "/void", "/.well-known/void"])
def test_the_description_has_one_content_everywhere_and_in_every_format(
    client: TestClient, address: str
) -> None:
    turtle = triples(client.get(address).content)
    xml = client.get(address, headers={"Accept": "application/rdf+xml"})
    assert triples(xml.content, RdfFormat.RDF_XML) == turtle
    assert Triple(SERVICE, RDF.type, SD.Service) in turtle
    held = {"If-None-Match": xml.headers["ETag"], "Accept": "application/rdf+xml"}
    assert client.get(address, headers=held).status_code == 304
    assert client.get(address, headers=held | {"Accept": "text/turtle"}).status_code == 200


def test_the_context_says_what_prefixes_mean(client: TestClient) -> None:
    answer = client.get("/context.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.json()["@context"]["ixa"]["@id"] == "https://w3id.org/ixakg/ontology/"


def test_the_server_says_that_it_is_up(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "up"}
