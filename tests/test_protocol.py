"""The SPARQL 1.1 Protocol, exchange by exchange."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from ixakg import KnowledgeGraph
from ixakg.web.application import application
from ixakg.web.site import Limits, site

if TYPE_CHECKING:
    from collections.abc import Iterator

DIRECT = {"Content-Type": "application/sparql-query"}
ONE = "SELECT (1 AS ?x) {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    served = site(KnowledgeGraph.load(), "http://testserver", limits=Limits(seconds=3, workers=1))
    with TestClient(application(served)) as found:
        yield found


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
def test_a_query_comes_in_the_address_in_a_form_or_as_the_body(
    client: TestClient, method: str
) -> None:
    if method == "GET":
        answer = client.get("/sparql", params={"query": "ASK {}"})
        form = client.post("/sparql", data={"query": "ASK {}"})
        assert form.json() == answer.json()
    else:
        answer = client.request(method, "/sparql", content="ASK {}", headers=DIRECT)
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("accept", "text"),
    [
        ("text/csv", "x\r\n1\r\n"),
        ("text/csv;q=0.1, text/tab-separated-values", "?x\n1\n"),
    ],
)
def test_solutions_come_in_the_format_that_is_liked_best(
    client: TestClient, accept: str, text: str
) -> None:
    answer = client.get("/sparql", params={"query": ONE}, headers={"Accept": accept})
    assert answer.text == text


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (415, "ASK {}", "text/plain"),
        (415, "ASK {}", "application/sparql-query; charset=UTF-16"),
        (400, "ASK {", "application/sparql-query"),
        (400, "query=ASK+%7B%7D&query=ASK+%7B%7D", "application/x-www-form-urlencoded"),
        (400, "query=%ff", "application/x-www-form-urlencoded"),
        (400, "", "application/x-www-form-urlencoded"),
        (403, "CLEAR ALL", "application/sparql-update"),
        (413, "#" * (1 << 21), "application/sparql-query"),
        (400, "ASK { SERVICE <http://127.0.0.1:8/> {} }", "application/sparql-query"),
        (400, r"ASK { \u0053ERVICE ?x {} }", "application/sparql-query"),
        (400, "ASK { ?x a ?y SERVICE ?x {} }", "application/sparql-query"),
        (400, "ASK { SERVICE SILENT <http://127.0.0.1:8/> {} }", "application/sparql-query"),
        (400, "ASK { { SELECT * { service <http://[::1]/> {} } } }", "application/sparql-query"),
        (400, "ASK { FILTER NOT EXISTS { SERVICE ?x {} } }", "application/sparql-query"),
        (400, "LOAD <http://127.0.0.1:8/>", "application/sparql-query"),
        (403, "LOAD <http://127.0.0.1:8/>", "application/sparql-update"),
        (403, "update=LOAD+%3Chttp://127.0.0.1:8/%3E", "application/x-www-form-urlencoded"),
        (400, "query=ASK+%7B%7D&x=%zz", "application/x-www-form-urlencoded"),
        (400, "query=ASK+%7B%7D&x=%c3", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_query_is_refused_with_a_problem(
    client: TestClient, status: int, body: str, kind: str
) -> None:
    answer = client.post("/sparql", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["status"]) == (status, status)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE <http://127.0.0.1:8/> {}" AS ?x) {}',
        "ASK {} # SERVICE <http://127.0.0.1:8/> {}",
        "PREFIX service: <http://example.org/> ASK { FILTER NOT EXISTS { ?x a service:Service } }",
    ],
)
def test_a_query_may_speak_of_services_in_its_texts_comments_and_names(
    client: TestClient, query: str
) -> None:
    assert client.get("/sparql", params={"query": query}).status_code == 200


def test_a_graph_from_outside_is_an_empty_one_that_nobody_fetches(client: TestClient) -> None:
    query = "ASK FROM <http://127.0.0.1:8/> { ?s ?p ?o }"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is False


def test_a_compressed_body_is_refused_unread(client: TestClient) -> None:
    bomb = gzip.compress(b" " * (1 << 24))
    answer = client.post("/sparql", content=bomb, headers=DIRECT | {"Content-Encoding": "gzip"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "parameters",
    [
        "default-graph-uri=http://a/%0d%0aSet-Cookie:%20a=b",
        "query=ASK%7B%7D&format=text/csv%0d%0aSet-Cookie:%20a=b",
        "query=ASK%7B%7D%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_no_parameter_becomes_a_header(client: TestClient, parameters: str) -> None:
    assert "Set-Cookie" not in client.get(f"/sparql?{parameters}").headers


@pytest.mark.parametrize("address", ["/sparql?query=%", "/sparql?query=%FF", "/sparql?%E0%80=x"])
def test_an_address_that_is_no_percent_encoded_utf_8_is_refused(
    client: TestClient, address: str
) -> None:
    assert client.get(address).status_code == 400


def test_a_mistake_is_said_with_its_line_and_column(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "ASK {\n  ?a ?b }"})
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert (problem.json()["line"], problem.json()["column"]) == (2, 10)


def test_whoever_has_an_answer_already_gets_it_only_when_it_differs(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": ONE})
    held = {"If-None-Match": f'"other", {first.headers["ETag"]}'}
    again = client.get("/sparql", params={"query": ONE}, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    csv = client.get("/sparql", params={"query": ONE}, headers=held | {"Accept": "text/csv"})
    assert csv.status_code == 200
    other = client.get("/sparql", params={"query": f"{ONE} LIMIT 1"}, headers=held)
    assert other.status_code == 200


def test_an_answer_that_may_be_another_tomorrow_has_no_tag(client: TestClient) -> None:
    query = {"query": "SELECT (NOW() AS ?x) {}"}
    assert "ETag" not in client.get("/sparql", params=query).headers
    anything = client.get("/sparql", params=query, headers={"If-None-Match": "*"})
    assert anything.status_code == 200


def test_other_methods_and_formats_are_refused_and_the_right_ones_listed(
    client: TestClient,
) -> None:
    assert "QUERY" in client.put("/sparql").headers["Allow"]
    answer = client.get("/sparql", params={"query": ONE}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


def test_the_request_says_which_graphs_a_query_is_about(client: TestClient) -> None:
    nowhere = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": "http://example.org/none"}
    assert client.get("/sparql", params=nowhere).json()["boolean"] is False
    del nowhere["default-graph-uri"]
    assert client.get("/sparql", params=nowhere).json()["boolean"] is True


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered(
    client: TestClient,
) -> None:
    late = client.get("/sparql", params={"query": ENDLESS})
    assert (late.status_code, late.headers["Retry-After"]) == (503, "60")
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_query_sees_as_many_facts_over_http_as_in_python(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    ((counted,),) = KnowledgeGraph.load().select(query).texts()
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.text == f"n\r\n{counted}\r\n"
