"""The SPARQL 1.1 Protocol, exchange by exchange."""

from __future__ import annotations

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
    served = site(KnowledgeGraph.load(), "http://testserver", limits=Limits(seconds=1, workers=1))
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
    ],
)
def test_what_is_no_query_is_refused_with_a_problem(
    client: TestClient, status: int, body: str, kind: str
) -> None:
    answer = client.post("/sparql", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["status"]) == (status, status)


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
