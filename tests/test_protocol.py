"""The SPARQL 1.1 Protocol, exchange by exchange."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

import listening
from ixakg import KnowledgeGraph
from ixakg.web.application import application
from ixakg.web.site import Limits, site

if TYPE_CHECKING:
    from collections.abc import Iterator

DIRECT = {"Content-Type": "application/sparql-query"}
ONE = "SELECT (1 AS ?x) {}"


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


def test_a_query_sees_as_many_facts_over_http_as_in_python(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    ((counted,),) = KnowledgeGraph.load().select(query).texts()
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.text == f"n\r\n{counted}\r\n"


# The SPARQL 1.1 Protocol, section by section.

FOOD, DRINK = "http://example.org/food", "http://example.org/drink"
DATA = f"""
GRAPH <{FOOD}> {{ <a:bread> a <a:Thing> }}
GRAPH <{DRINK}> {{ <a:water> a <a:Thing> }}
"""
THINGS = "SELECT ?x { ?x a <a:Thing> } ORDER BY ?x"
PLACES = "SELECT ?x ?g { GRAPH ?g { ?x a <a:Thing> } } ORDER BY ?x"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server of two small graphs."""
    store = tmp_path_factory.mktemp("store") / "graph.nq"
    with listening.client(store=store) as found:
        text = f"DROP ALL ; INSERT DATA {{ {DATA} }}"
        headers = {"Content-Type": "application/sparql-update"} | listening.BEARER
        assert found.post("/sparql", content=text, headers=headers).status_code == 204
        yield found


def csv(found: TestClient, method: str, query: str, about: str) -> str:
    """Ask in one of the four ways, and return the rows."""
    want = {"Accept": "text/csv"}
    if method == "GET":
        text = found.get(f"/sparql?query={quote(query)}&{about}", headers=want).text
    elif method == "form":
        form = want | {"Content-Type": "application/x-www-form-urlencoded"}
        body = f"{about}&query={quote(query)}"
        text = found.post("/sparql", content=body, headers=form).text
    else:
        verb = "QUERY" if method == "QUERY" else "POST"
        text = found.request(verb, f"/sparql?{about}", content=query, headers=DIRECT | want).text
    return " ".join(text.splitlines()[1:]).replace("http://example.org/", "").replace("a:", "")


@pytest.mark.parametrize("method", ["GET", "form", "POST", "QUERY"])
@pytest.mark.parametrize(
    ("query", "about", "rows"),
    [
        (THINGS, "", "bread water"),
        (THINGS, f"default-graph-uri={FOOD}", "bread"),
        (THINGS, f"default-graph-uri={FOOD}&default-graph-uri={quote(DRINK)}", "bread water"),
        (THINGS, f"named-graph-uri={FOOD}", ""),
        (PLACES, "", "bread,food water,drink"),
        (PLACES, f"named-graph-uri={DRINK}", "water,drink"),
        (PLACES, f"default-graph-uri={FOOD}", ""),
        (PLACES, f"default-graph-uri={FOOD}&named-graph-uri={DRINK}", "water,drink"),
        # What the request says comes before what the query says (2.1.4).
        (THINGS.replace("{", f"FROM <{DRINK}> {{", 1), "", "water"),
        (
            THINGS.replace("{", f"FROM <{DRINK}> {{", 1),
            f"default-graph-uri={FOOD}",
            "bread",
        ),
        (
            PLACES.replace("{", f"FROM NAMED <{DRINK}> {{", 1),
            f"named-graph-uri={FOOD}",
            "bread,food",
        ),
    ],
)
def test_2_1_4_the_dataset_is_that_of_the_request_or_of_the_query(
    dataset: TestClient, method: str, query: str, about: str, rows: str
) -> None:
    assert csv(dataset, method, query, about) == rows


def test_2_1_1_a_query_by_get_has_no_body_and_one_query(dataset: TestClient) -> None:
    twice = dataset.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D")
    assert (twice.status_code, twice.json()["detail"]) == (
        400,
        "one parameter 'query' is needed, and there are 2",
    )
    assert dataset.get("/sparql?default-graph-uri=a:b").status_code == 400
    assert dataset.get("/sparql/?query=ASK%7B%7D").json()["boolean"] is True


@pytest.mark.parametrize(
    "query", ["ASK { <a:a+b> ?p 'ü ☃ %41 & = #' } # +", "ASK\t{\r\n}", "ASK { ?x ?y '''\n''' }"]
)
def test_2_1_every_way_carries_every_character(dataset: TestClient, query: str) -> None:
    for method in ("GET", "form", "POST", "QUERY"):
        text = query.replace("ASK", "SELECT (STRLEN('ü+☃% &') AS ?n)", 1)
        assert csv(dataset, method, text.replace("{", "{ OPTIONAL {", 1) + "\n}", "") == "6"


def test_2_1_parameters_that_nobody_knows_are_let_be(dataset: TestClient) -> None:
    more = {"query": "ASK {}", "timeout": "0", "results": "json", "debug": "on"}
    assert dataset.get("/sparql", params=more).json()["boolean"] is True
    assert dataset.post("/sparql", data=more).json()["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml, */*;q=0.1", "application/xml"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("text/csv;q=0, text/*;q=0.5", "text/tab-separated-values; charset=utf-8"),
        ("text/csv; charset=utf-8", "text/csv; charset=utf-8; header=present"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("image/png, text/csv;q=0.001", "text/csv; charset=utf-8; header=present"),
        (" , ", "application/sparql-results+json"),
    ],
)
def test_2_1_5_solutions_have_the_type_that_was_accepted(
    client: TestClient, accept: str | None, kind: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    for query in (ONE, "ASK {}"):
        request = client.build_request("GET", "/sparql", params={"query": query}, headers=headers)
        if accept is None:
            del request.headers["Accept"]
        answer = client.send(request)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("*/*", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("text/turtle", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
        ("application/trig", "application/trig", RdfFormat.TRIG),
        ("application/n-quads", "application/n-quads", RdfFormat.N_QUADS),
        ("text/n3", "text/n3; charset=utf-8", RdfFormat.N3),
        ("application/rdf+xml;q=0.2, text/turtle;q=0.1", "application/rdf+xml", RdfFormat.RDF_XML),
        (
            "application/rdf+xml;q=0.9, application/xhtml+xml, text/html;q=0.9, text/plain;q=0.8,"
            " image/png, */*;q=0.5",
            "application/rdf+xml",
            RdfFormat.RDF_XML,
        ),
    ],
)
@pytest.mark.parametrize("form_of", ["CONSTRUCT { <a:a> <a:b> 'ü' } {}", "DESCRIBE <a:bread>"])
def test_2_1_5_triples_have_the_type_that_was_accepted(
    dataset: TestClient, accept: str, kind: str, form: RdfFormat, form_of: str
) -> None:
    answer = dataset.get("/sparql", params={"query": form_of}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    (quad,) = parse(answer.content, form)
    assert str(quad.subject) in ("<a:a>", "<a:bread>")


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (ONE, "text/turtle"),
        ("ASK {}", "application/rdf+xml"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "text/csv"),
        ("DESCRIBE <a:a>", "application/sparql-results+json"),
        (ONE, "image/*"),
        (ONE, "*/*;q=0"),
    ],
)
def test_2_1_5_what_no_answer_can_be_is_not_acceptable(
    client: TestClient, query: str, accept: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    triples = query.startswith(("CONSTRUCT", "DESCRIBE"))
    assert ("text/turtle" if triples else "text/csv") in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("csv", "text/csv"), ("xml", "application/xml"), ("json", "application/json")],
)
def test_a_parameter_names_a_format_before_the_header_does(
    client: TestClient, name: str, kind: str
) -> None:
    for parameter in ("format", "output"):
        said = {"query": ONE, parameter: name}
        answer = client.get("/sparql", params=said, headers={"Accept": "text/turtle"})
        assert answer.headers["Content-Type"].split(";")[0] == kind


def test_2_1_6_an_answer_is_200_and_a_mistake_400(client: TestClient) -> None:
    for query in (
        "SELECT",
        "ASK {",
        "SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }",
        "",
        "{",
        "\ufeff",
    ):
        answer = client.get("/sparql", params={"query": query})
        assert (answer.status_code, answer.json()["status"]) == (400, 400)
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_2_2_an_update_by_get_is_no_update(client: TestClient) -> None:
    answer = client.get("/sparql", params={"update": "CLEAR ALL"})
    assert (answer.status_code, answer.json()["detail"]) == (400, "an update comes by POST")


def test_relative_iris_are_relative_to_the_endpoint(client: TestClient) -> None:
    query = {"query": "SELECT (<x> AS ?iri) (IRI('y#z') AS ?other) {}"}
    answer = client.get("/sparql", params=query, headers={"Accept": "text/csv"})
    assert answer.text == "iri,other\r\nhttp://testserver/x,http://testserver/y#z\r\n"


def test_head_says_what_get_would_without_a_body(client: TestClient) -> None:
    for address in ("/sparql?query=ASK%7B%7D", "/sparql", "/data?default", "/void", "/health"):
        get, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (get.status_code, b"")
        for name in ("Content-Type", "Content-Length", "ETag"):
            assert head.headers.get(name) == get.headers.get(name)


def test_options_says_what_there_is(client: TestClient) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST, QUERY")
    assert "application/sparql-query" in answer.headers["Accept-Query"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_refused_and_the_right_ones_listed_everywhere(
    client: TestClient, method: str
) -> None:
    for address in ("/sparql", "/void", "/context.jsonld", "/health"):
        answer = client.request(method, address)
        assert (answer.status_code, answer.json()["status"]) == (405, 405)
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/sparql", "/data", "/void", "/nowhere"])
def test_pages_of_any_origin_may_read(client: TestClient, path: str) -> None:
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = client.options(path, headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    assert "Authorization" not in preflight.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight.headers
    answer = client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_every_answer_says_how_a_browser_may_use_it(client: TestClient) -> None:
    for address in ("/sparql?query=ASK%7B%7D", "/sparql?query=ASK", "/nowhere", "/data?default"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
