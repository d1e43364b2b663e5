"""What a hostile client tries, and what it gets: an error that is clear, and nothing else."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from ixakg.web.site import MEBIBYTE, Limits
from listening import BEARER, address, client, connection, received

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"} | BEARER
TURTLE = {"Content-Type": "text/turtle"} | BEARER
# {0} is an address that nobody may call.
SERVICES = [
    "ASK {{ SERVICE <{0}> {{}} }}",
    "ASK {{ service <{0}> {{}} }}",
    "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{0}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE SILENT ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ OPTIONAL {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?s ?p ?o MINUS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?s ?p ?o BIND(EXISTS {{ SERVICE <{0}> {{}} }} AS ?x) }}",
    "SELECT (EXISTS {{ SERVICE <{0}> {{}} }} AS ?x) {{}}",
    "SELECT * {{ SERVICE <{0}> {{ SERVICE <{0}> {{}} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> ASK {{ SERVICE x: {{}} }}",
    "BASE <{0}> ASK {{ SERVICE <> {{}} }}",
    "ASK {{ # \rSERVICE <{0}> {{}} }}",
    "ASK {{ \\u0053ERVICE <{0}> {{}} }}",
    "ASK {{ SERV\\U00000049CE <{0}> {{}} }}",
    "ASK {{ ?x a ?y SERVICE<{0}>{{}}}}",
    "ASK {{ ?x <a\\u003e> ?y . SERVICE <{0}> {{}} }}",
    "ASK {{ FILTER(?a<?b)SERVICE<{0}>{{}} FILTER(?c>?d) }}",
]
DATASETS = [
    "ASK FROM <{0}> {{ ?s ?p ?o }}",
    "ASK FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "ASK FROM <{0}> FROM NAMED <{0}> {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
]
UPDATES = [
    "LOAD <{0}>",
    "load silent <{0}>",
    "LOAD <{0}> INTO GRAPH <http://example.org/g>",
    "CLEAR DEFAULT ; LOAD <{0}>",
    "LO\\u0041D <{0}>",
    "PREFIX x: <{0}> LOAD x:",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ BIND(<{0}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "DELETE {{ ?s ?p ?o }} WHERE {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "INSERT DATA {{ <a:a> <a:b> 1 }} ; DELETE {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{}} }}",
    "WITH <a:g> DELETE {{ ?s ?p ?o }} USING <{0}> WHERE {{ SERVICE <{0}> {{}} }}",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server that takes changes, too."""
    limits = Limits(workers=1, body=100_000, change=1 * MEBIBYTE)
    with client(limits, store=tmp_path_factory.mktemp("store") / "graph.nq") as found:
        yield found


@pytest.fixture
def trap() -> Iterator[str]:
    """The address of a port where nobody may knock; the test fails if somebody does."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        door.settimeout(0.05)
        with pytest.raises(TimeoutError):
            door.accept()


@pytest.mark.parametrize("text", SERVICES)
def test_no_query_makes_the_server_call_another(server: TestClient, trap: str, text: str) -> None:
    answer = server.post("/sparql", content=text.format(trap), headers=QUERY)
    assert answer.status_code == 400
    problem = answer.json()
    assert "service" in problem["detail"].casefold() or "line" in problem


@pytest.mark.parametrize("text", DATASETS)
def test_a_graph_from_outside_is_an_empty_one(server: TestClient, trap: str, text: str) -> None:
    answer = server.post("/sparql", content=text.format(trap), headers=QUERY)
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("iri", ["{0}", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_a_graph_that_a_request_names_is_not_fetched(
    server: TestClient, trap: str, name: str, iri: str
) -> None:
    query = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = server.get("/sparql", params={"query": query, name: iri.format(trap)})
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize("text", UPDATES)
def test_no_update_makes_the_server_call_another(server: TestClient, trap: str, text: str) -> None:
    before = server.get("/data?default").headers["ETag"]
    answer = server.post("/sparql", content=text.format(trap), headers=UPDATE)
    assert answer.status_code == 400
    assert server.get("/data?default").headers["ETag"] == before


def test_an_update_about_graphs_from_outside_finds_nothing_there(
    server: TestClient, trap: str
) -> None:
    text = "INSERT { <a:found> <a:b> ?s } WHERE { ?s ?p ?o }"
    about = {"using-graph-uri": trap, "using-named-graph-uri": trap}
    assert server.post("/sparql", params=about, content=text, headers=UPDATE).status_code == 204
    query = {"query": "ASK { <a:found> ?p ?o }"}
    assert server.get("/sparql", params=query).json()["boolean"] is False


@contextmanager
def elsewhere(name: str = "127.0.0.1") -> Iterator[tuple[str, list[str]]]:
    """Another endpoint, which says yes, and what it was asked."""
    asked: list[str] = []

    class Yes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            body = b'{"head": {"vars": []}, "results": {"bindings": [{}]}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Yes) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://{name}:{other.server_port}/sparql", asked
        other.shutdown()


def test_a_server_that_is_allowed_by_name_may_be_asked_and_no_other() -> None:
    with client(hosts=("127.0.0.1",)) as found, elsewhere() as (url, asked):
        answer = found.get("/sparql", params={"query": f"ASK {{ SERVICE <{url}> {{}} }}"})
        assert answer.json() == {"head": {}, "boolean": True}
        assert len(asked) == 1
        for other in (
            url.replace("127.0.0.1", "localhost"),
            url.replace("127.0.0.1", "127.0.0.1@localhost"),
            url.replace("127.0.0.1", "localhost#@127.0.0.1"),
            url.replace("http:", "ftp:"),
        ):
            query = f"ASK {{ SERVICE <{other}> {{}} }}"
            assert found.get("/sparql", params={"query": query}).status_code == 400
        query = f"ASK {{ BIND(<{url}> AS ?x) SERVICE ?x {{}} }}"
        assert found.get("/sparql", params={"query": query}).status_code == 400
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"#" * 100_000_000)),
        ("deflate", zlib.compress(b"#" * 100_000_000)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"#" * 10_000_000))),
        ("br", b"\x00"),
        ("identity, gzip", gzip.compress(b"ASK {}")),
    ],
)
def test_no_body_is_unfolded(server: TestClient, encoding: str, body: bytes) -> None:
    for path, headers in (("/sparql", QUERY), ("/sparql", UPDATE), ("/data?default", TURTLE)):
        answer = server.post(path, content=body, headers=headers | {"Content-Encoding": encoding})
        assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "identity")


@pytest.mark.parametrize(
    "body",
    [
        b"ASK { ?x ?y '\xff' }",
        b"ASK {} # \xc3",
        b"ASK {} # \xed\xa0\x80",
        b"\xff\xfeA\x00S\x00K\x00",
    ],
)
def test_what_is_no_utf_8_is_refused(server: TestClient, body: bytes) -> None:
    direct = server.post("/sparql", content=body, headers=QUERY)
    assert (direct.status_code, direct.json()["detail"]) == (400, "the body is no UTF-8")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.post("/sparql", content=b"query=" + body, headers=form).status_code == 400
    address = server.get(f"/sparql?query={quote(body)}")
    assert (address.status_code, "UTF-8" in address.json()["detail"]) == (400, True)


def test_a_byte_of_zero_is_a_mistake_like_any_other(server: TestClient) -> None:
    answer = server.post("/sparql", content=b"ASK {\x00}", headers=QUERY)
    assert (answer.status_code, answer.json()["line"]) == (400, 1)


def test_bodies_have_bounds_and_those_of_changes_wider_ones(server: TestClient) -> None:
    long = b"#" * 100_001
    for headers in (QUERY, {"Content-Type": "application/x-www-form-urlencoded"}):
        assert server.post("/sparql", content=long, headers=headers).status_code == 413
    assert server.post("/sparql", content=long, headers=UPDATE).status_code == 204
    for path, headers in (("/sparql", UPDATE), ("/data?default", TURTLE)):
        answer = server.post(path, content=b"#" * (MEBIBYTE + 1), headers=headers)
        assert (answer.status_code, answer.json()["limit"]) == (413, MEBIBYTE)


def test_nobody_sends_a_long_change_without_the_token(server: TestClient) -> None:
    for path, headers in (("/sparql", UPDATE), ("/data?default", TURTLE)):
        bare = {"Content-Type": headers["Content-Type"]}
        answer = server.post(path, content=iter([b"#" * 200_000]), headers=bare)
        assert answer.status_code == 401


BOMB = "".join(
    f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10 if n else "x" * 100}">' for n in range(12)
)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@pytest.mark.parametrize(
    "head",
    [
        f"<!DOCTYPE r [{BOMB}]>",
        '<!DOCTYPE r [<!ENTITY l SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY l SYSTEM "{0}">]>',
        '<!DOCTYPE r SYSTEM "{0}" [<!ENTITY % p SYSTEM "{0}"> %p;]>',
    ],
)
def test_entities_of_xml_neither_explode_nor_fetch(
    server: TestClient, trap: str, head: str
) -> None:
    body = f'{head}<rdf:RDF {RDF}><rdf:Description rdf:about="a:a"><p xmlns="a:">&l;</p>'
    body = body.replace("{0}", trap) + "</rdf:Description></rdf:RDF>"
    headers = {"Content-Type": "application/rdf+xml"} | BEARER
    answer = server.put("/data?graph=a:xml", content=body, headers=headers)
    assert answer.status_code in (400, 507)
    assert server.get("/data?graph=a:xml").status_code == 404


def test_small_entities_of_xml_are_read(server: TestClient) -> None:
    body = f'<!DOCTYPE r [<!ENTITY x "a:">]><rdf:RDF {RDF} xmlns:a="a:">'
    body += '<rdf:Description rdf:about="&x;a"><a:p>text</a:p></rdf:Description></rdf:RDF>'
    headers = {"Content-Type": "application/rdf+xml"} | BEARER
    assert server.put("/data?graph=a:small", content=body, headers=headers).status_code == 201
    assert server.get("/data?graph=a:small").text == '<a:a> <a:p> "text" .\n'


@pytest.mark.parametrize(
    "context", ['"{0}"', '["{0}"]', '{{"@import": "{0}"}}', '"file:///etc/passwd"']
)
def test_a_context_of_json_ld_is_not_fetched(server: TestClient, trap: str, context: str) -> None:
    body = f'{{"@context": {context.format(trap)}, "@id": "a:a", "a:p": 1}}'
    headers = {"Content-Type": "application/ld+json"} | BEARER
    answer = server.put("/data?graph=a:json", content=body, headers=headers)
    assert answer.status_code == 400
    assert "context" in answer.json()["detail"].casefold()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/turtle", "<a:a> <a:b> <a:c>"),
        ("text/turtle", "<a:a> <a:b> " + "[ <a:b> " * 100_000),
        ("application/ld+json", "[" * 100_000),
        ("application/ld+json", '{"@id": 1}'),
        ("application/n-triples", "<a:a> <a:b> _:c .\n<no iri> <a:b> 1 .\n"),
        ("application/rdf+xml", "<r>"),
        ("application/trig", "GRAPH <a:other> { <a:a> <a:b> <a:c> }"),
    ],
)
def test_a_document_that_cannot_be_read_changes_nothing(
    server: TestClient, kind: str, body: str
) -> None:
    headers = {"Content-Type": kind} | BEARER
    assert server.put("/data?graph=a:broken", content=body, headers=headers).status_code in (
        400,
        507,
    )
    for iri in ("a:broken", "a:other"):
        assert server.get(f"/data?graph={iri}").status_code == 404


@pytest.mark.parametrize(
    "iri",
    ["a:b> ; DROP ALL #", "a:b%3E%20%3B%20DROP%20ALL%20%23", "a:b\r\nSet-Cookie: c=d", "b", ""],
)
def test_the_name_of_a_graph_is_no_place_for_an_update(server: TestClient, iri: str) -> None:
    before = server.get("/data?default").headers["ETag"]
    answer = server.delete("/data", params={"graph": iri}, headers=BEARER)
    assert answer.status_code in (400, 404)
    assert "Set-Cookie" not in answer.headers
    assert server.get("/data?default").headers["ETag"] == before


def test_paths_lead_to_no_file_of_the_machine() -> None:
    with address() as base:
        for path in (
            "/../../../../etc/passwd",
            "/data/../../../../etc/passwd",
            "/static/../../../../etc/passwd",
            "/static/..%2f..%2f..%2f..%2fetc/passwd",
            "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/static//etc/passwd",
            "/id/..%2f..%2f..%2fetc/passwd",
            "/ontology/../../pyproject.toml",
            "//etc/passwd",
            "/static/..\\..\\site.py",
        ):
            with connection(base) as one:
                one.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                said = received(one)
            assert said.split(b" ", 2)[1] in (b"400", b"404"), path
            assert b"root:" not in said


def test_nothing_of_a_query_is_logged_unless_somebody_wants_it(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with address() as base:
        for query in (
            "ASK { <a:secret> ?p ?o }",
            "ASK { <a:secret> ",
            "ASK { SERVICE <a:secret> {} }",
        ):
            httpx.get(f"{base}/sparql", params={"query": query})
            httpx.post(f"{base}/sparql", data={"query": query})
    said = capfd.readouterr()
    assert "secret" not in said.out + said.err


def test_a_file_of_the_store_that_is_no_graph_is_a_clear_error(tmp_path: Path) -> None:
    from ixakg.errors import CannotRead

    (tmp_path / "graph.nq").write_text("<a:a> <a:b>\n", encoding="utf-8")
    wanted = pytest.raises(CannotRead, match=r"graph\.nq: .*keep a graph of N-Quads there")
    with wanted, client(store=tmp_path / "graph.nq"):
        pass


def test_a_problem_is_json_whatever_a_client_wrote(server: TestClient) -> None:
    for text in ('ASK { "</script>" \\ }', "ASK { \u2028 '\"", "ASK { " + "x" * 50_000):
        answer = server.post("/sparql", content=text.encode(), headers=QUERY)
        assert answer.status_code == 400
        assert json.loads(answer.content)["status"] == 400
        assert len(answer.content) < 2000
