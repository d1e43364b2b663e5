"""Changes over HTTP: who may make them, that they are whole, and that they last."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.testclient import TestClient

from ixakg import KnowledgeGraph
from ixakg.vocabulary import GRAPHS
from ixakg.web.application import application
from ixakg.web.site import Changes, Limits, site
from listening import BEARER, TOKEN, address, client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

UPDATE = {"Content-Type": "application/sparql-update"} | BEARER
TURTLE = {"Content-Type": "text/turtle"} | BEARER
ONE = "INSERT DATA { GRAPH <a:g> { <a:a> <a:b> <a:c> } }"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a server keeps its graph; not there yet."""
    return tmp_path / "graph.nq"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server with two workers that takes changes."""
    file = tmp_path_factory.mktemp("store") / "graph.nq"
    with client(Limits(workers=2), store=file) as found:
        yield found


@pytest.fixture
def server(running: TestClient) -> TestClient:
    """The server, with the small bundle as it is shipped."""
    made = ("a:found", "a:g", "a:h", "a:new", "a:x", "a:y", "a:z", f"{GRAPHS}source/new")
    drops = (f"DROP SILENT GRAPH <{iri}>" for iri in made)
    assert update(running, " ; ".join(("DROP DEFAULT", *drops))) == 204
    return running


def ask(server: TestClient, pattern: str) -> bool:
    """Ask whether something is so."""
    answer = server.get("/sparql", params={"query": f"ASK {{ {pattern} }}"})
    return bool(answer.json()["boolean"])


def update(server: TestClient, text: str, **about: str) -> int:
    """Make an update, and return the status."""
    answer = server.post("/sparql", content=text, params=about, headers=UPDATE)
    return int(answer.status_code)


def test_updates_are_off_and_the_answer_says_so() -> None:
    with client() as found:
        for headers in ({}, BEARER):
            answer = found.post("/sparql", data={"update": ONE}, headers=headers)
            assert answer.status_code == 403
            assert answer.json()["detail"] == (
                "the graph cannot be changed over HTTP; this server answers queries only"
            )


@pytest.mark.parametrize(
    ("authorization", "error"),
    [
        (None, ""),
        ("Basic YTpi", ""),
        ("Bearer", ', error="invalid_token"'),
        ("Bearer something else", ', error="invalid_token"'),
        ("Bearer a token of the test", ', error="invalid_token"'),
        ("bearer a token of the tests and more", ', error="invalid_token"'),
    ],
)
def test_only_who_shows_the_token_may_change_the_graph(
    server: TestClient, authorization: str | None, error: str
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    answers = [
        server.post("/sparql", data={"update": ONE}, headers=headers),
        server.post(
            "/sparql",
            content=ONE,
            headers=headers | {"Content-Type": "application/sparql-update"},
        ),
        server.put("/data?graph=a:g", content="<a:a> <a:b> 1 .", headers=headers),
        server.post("/data?graph=a:g", content="<a:a> <a:b> 1 .", headers=headers),
        server.delete("/data", params={"graph": GRAPHS + "reference"}, headers=headers),
    ]
    for answer in answers:
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == f'Bearer realm="ixakg"{error}'
    assert not ask(server, "GRAPH <a:g> { ?s ?p ?o }")
    assert ask(server, f"GRAPH <{GRAPHS}reference> {{ ?s ?p ?o }}")


def test_reading_needs_no_token(server: TestClient) -> None:
    assert ask(server, "?s ?p ?o")
    headers = {"Authorization": "Bearer nonsense"}
    assert server.get("/sparql", params={"query": "ASK {}"}, headers=headers).status_code == 200


def test_an_update_comes_in_a_form_or_as_the_body(server: TestClient) -> None:
    form = server.post("/sparql", data={"update": ONE}, headers=BEARER)
    assert (form.status_code, form.content) == (204, b"")
    assert ask(server, "GRAPH <a:g> { <a:a> <a:b> <a:c> }")
    assert update(server, "DELETE DATA { GRAPH <a:g> { <a:a> <a:b> <a:c> } }") == 204
    assert not ask(server, "GRAPH <a:g> { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("status", "method", "parameters", "content", "kind"),
    [
        (400, "GET", {"update": ONE}, "", ""),
        (415, "POST", {}, ONE, "text/plain"),
        (415, "POST", {}, ONE, "application/sparql-update; charset=UTF-16"),
        (400, "POST", {}, f"update={ONE}&update={ONE}", "application/x-www-form-urlencoded"),
        (400, "POST", {}, f"update={ONE}&query=ASK%7B%7D", "application/x-www-form-urlencoded"),
        (400, "POST", {}, "INSERT DATA { <a:a> <a:b> }", "application/sparql-update"),
        (400, "POST", {}, "SELECT * { ?s ?p ?o }", "application/sparql-update"),
        (400, "QUERY", {}, ONE, "application/sparql-update"),
        (400, "POST", {"using-graph-uri": "no iri"}, ONE, "application/sparql-update"),
    ],
)
def test_what_is_no_update_is_refused(
    server: TestClient,
    status: int,
    method: str,
    parameters: dict[str, str],
    content: str,
    kind: str,
) -> None:
    headers = BEARER | ({"Content-Type": kind} if kind else {})
    answer = server.request(method, "/sparql", params=parameters, content=content, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert not ask(server, "GRAPH <a:g> { ?s ?p ?o }")


def test_a_mistake_in_an_update_is_said_with_its_line_and_column(server: TestClient) -> None:
    text = "INSERT DATA {\n  <a:a> nope:b 1\n}"
    answer = server.post("/sparql", content=text, headers=UPDATE)
    assert (answer.status_code, answer.json()["line"]) == (400, 2)
    assert answer.json()["detail"].startswith("line 2 of the update: no prefix 'nope' is declared")


def test_all_of_an_update_happens_or_nothing(server: TestClient) -> None:
    broken = f"{ONE} ; CREATE GRAPH <a:new> ; CREATE GRAPH <a:new>"
    assert update(server, broken) == 400
    assert not ask(server, "GRAPH <a:g> { ?s ?p ?o }")
    assert update(server, f"{ONE} ; CREATE GRAPH <a:new>") == 204
    assert ask(server, "GRAPH <a:g> { ?s ?p ?o }")


def test_an_update_that_takes_too_long_changes_nothing(store: Path) -> None:
    every = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(4))
    endless = f"{{ SELECT (COUNT(*) AS ?n) {{ {every} }} }}"
    with client(Limits(workers=2, seconds=2), store=store) as found:
        text = f"{ONE} ; INSERT {{ <a:a> <a:b> ?n }} WHERE {{ {endless} }}"
        assert update(found, text) == 503
        assert not ask(found, "GRAPH <a:g> { ?s ?p ?o }")
    assert not store.exists()


def test_prefixes_of_the_graph_need_no_declaration_and_relative_iris_have_a_base(
    server: TestClient,
) -> None:
    assert update(server, "INSERT DATA { <x> rdfs:label 'x' }") == 204
    assert ask(server, "<http://testserver/x> rdfs:label 'x'")


def test_whoever_asks_next_sees_the_change_whichever_worker_answers(server: TestClient) -> None:
    query = {"query": "SELECT ?o { <a:a> <a:b> ?o }"}
    csv = {"Accept": "text/csv"}
    tags = set()
    for number in range(4):
        change = f"DELETE WHERE {{ <a:a> <a:b> ?o }} ; INSERT DATA {{ <a:a> <a:b> {number} }}"
        assert update(server, change) == 204
        for _ in range(3):
            answer = server.get("/sparql", params=query, headers=csv)
            assert answer.text == f"o\r\n{number}\r\n"
            tags.add(answer.headers["ETag"])
    assert len(tags) == 4


def test_who_has_an_answer_from_before_a_change_gets_the_new_one(server: TestClient) -> None:
    query = {"query": "ASK { <a:a> <a:b> <a:c> }"}
    before = server.get("/sparql", params=query)
    held = {"If-None-Match": before.headers["ETag"]}
    assert server.get("/sparql", params=query, headers=held).status_code == 304
    assert update(server, ONE) == 204
    after = server.get("/sparql", params=query, headers=held)
    assert (after.status_code, after.json()["boolean"]) == (200, True)


def test_changes_outlast_the_server(store: Path) -> None:
    with client(store=store) as found:
        said = found.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text
        change = "INSERT DATA { <a:a> <a:b> _:x . GRAPH <a:g> { <a:a> <a:b> 'ü\\n' } }"
        assert update(found, change) == 204
        tag = found.get("/data?graph=a:g").headers["ETag"]
    with client(store=store) as found:
        assert found.get("/data?graph=a:g").text == '<a:a> <a:b> "ü\\n" .\n'
        assert found.get("/data?graph=a:g").headers["ETag"] == tag
        assert ask(found, "<a:a> <a:b> ?x FILTER(ISBLANK(?x))")
        assert update(found, "DROP GRAPH <a:g> ; DROP DEFAULT") == 204
        query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
        assert found.get("/sparql", params=query).text == said


def test_pages_and_descriptions_are_made_from_the_changed_graph(store: Path) -> None:
    shipped = KnowledgeGraph.load()
    served = site(shipped, "http://testserver", Limits(workers=1), changes=Changes(TOKEN, store))
    source = GRAPHS + "source/new"
    languages = "supportedLanguage> .*SPARQL11Query> .*SPARQL11Update>"
    with TestClient(application(served)) as found:
        digest = served.digest
        assert re.search(languages, found.get("/sparql").text)
        change = f"INSERT DATA {{ GRAPH <{source}> {{ <a:a> rdfs:label 'something new' }} }}"
        assert update(found, change) == 204
        assert served.digest != digest
        assert served.graph.graphs[source] == 1
        assert [label for _, label in served.graph.search("something new")] == ["something new"]
        assert f"<{source}>" in found.get("/void").text
        assert update(found, "DROP ALL") == 204
        assert len(served.graph) == 0
        assert f"<{source}>" not in found.get("/void").text


def test_what_cannot_be_kept_does_not_happen(store: Path) -> None:
    missing = store.parent / "missing" / "graph.nq"
    with client(store=missing) as found:
        answer = found.post("/sparql", content=ONE, headers=UPDATE)
        assert answer.status_code == 507
        assert answer.json()["detail"].startswith("nothing has changed: ")
        assert not ask(found, "GRAPH <a:g> { ?s ?p ?o }")
        missing.parent.mkdir()
        assert update(found, ONE) == 204
        assert ask(found, "GRAPH <a:g> { ?s ?p ?o }")


def test_two_servers_do_not_overwrite_each_other(store: Path) -> None:
    with client(store=store) as one, client(store=store) as other:
        assert update(one, ONE) == 204
        assert update(other, "CLEAR ALL") == 507
        kept = store.read_text(encoding="utf-8")
    assert "<a:a> <a:b> <a:c> <a:g> ." in kept


def test_what_has_changed_outlasts_the_workers(server: TestClient) -> None:
    assert update(server, ONE) == 204
    for child in multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    assert ask(server, "GRAPH <a:g> { <a:a> <a:b> <a:c> }")


def test_changes_at_the_same_time_are_made_one_by_one(store: Path) -> None:
    count = (
        "DELETE {{ <a:n> <a:is> ?n }} INSERT {{ <a:n> <a:is> ?m }} "
        "WHERE {{ <a:n> <a:is> ?n BIND(?n + 1 AS ?m) }} #{}"
    )
    with address(Limits(workers=3), store=store) as base, ThreadPoolExecutor(4) as clients:

        def post(text: str) -> int:
            return httpx.post(
                f"{base}/sparql", content=text, headers=UPDATE, timeout=60
            ).status_code

        assert post("INSERT DATA { <a:n> <a:is> 0 }") == 204
        assert set(clients.map(post, [count.format(n) for n in range(12)])) == {204}
        query = {"query": "SELECT ?n { <a:n> <a:is> ?n }"}
        answer = httpx.get(f"{base}/sparql", params=query, headers={"Accept": "text/csv"})
        assert answer.text == "n\r\n12\r\n"


THREE = "".join(f"GRAPH <a:{n}> {{ <a:{n}> a <a:Thing> }} " for n in "xyz")
FOUND = "INSERT {{ GRAPH <a:found> {{ ?s <a:in> ?in }} }} WHERE {{ {} }}"
DEFAULT = "?s a <a:Thing> BIND('default' AS ?in)"
NAMED = "GRAPH ?in { ?s a <a:Thing> }"


@pytest.mark.parametrize(
    ("about", "where", "found"),
    [
        ({"using-graph-uri": "a:x"}, DEFAULT, "x default"),
        ({"using-graph-uri": ["a:x", "a:y"]}, DEFAULT, "x default, y default"),
        ({"using-named-graph-uri": ["a:x", "a:y"]}, NAMED, "x x, y y"),
        ({"using-named-graph-uri": "a:x"}, DEFAULT, ""),
        ({"using-graph-uri": "a:x"}, NAMED, ""),
        (
            {"using-graph-uri": "a:x", "using-named-graph-uri": "a:y"},
            f"{{ {DEFAULT} }} UNION {{ {NAMED} }}",
            "x default, y y",
        ),
        ({}, f"{{ {DEFAULT} }} UNION {{ {NAMED} }}", "x x, y y, z z"),
    ],
)
def test_the_request_says_which_graphs_an_update_is_about(
    server: TestClient, about: dict[str, str | list[str]], where: str, found: str
) -> None:
    text = f"INSERT DATA {{ {THREE} }} ; {FOUND.format(where)}"
    answer = server.post("/sparql", content=text, params=about, headers=UPDATE)
    assert answer.status_code == 204
    query = {"query": "SELECT ?s ?in { GRAPH <a:found> { ?s <a:in> ?in } } ORDER BY ?s"}
    rows = server.get("/sparql", params=query, headers={"Accept": "text/csv"}).text
    said = rows.replace("a:", "").replace(",", " ").splitlines()[1:]
    assert ", ".join(said) == found


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE { ?s a <a:Thing> }",
        "delete where { ?s a <a:Thing> } # WHERE",
        "DELETE { ?s a <a:Thing> } WHERE { ?s a <a:Thing> . BIND('WHERE }' AS ?t) }",
        "PREFIX WHERE: <a:> DELETE { ?s a WHERE:Thing } WHERE { ?s a WHERE:Thing }",
        "DELETE { ?s a <a:Thing> } # WHERE {\nWHERE { ?s a <a:Thing> FILTER(?s<?nothing || 1>0) }",
        "DELETE { ?s a <a:Thing> } WHERE { ?s a <a:Thing> . { SELECT ?s WHERE { ?s ?p ?o } } }",
    ],
)
def test_an_update_keeps_its_meaning_when_the_request_says_what_it_is_about(
    server: TestClient, text: str
) -> None:
    data = "<a:kept> a <a:Thing> . GRAPH <a:x> { <a:x> a <a:Thing> }"
    assert update(server, f"INSERT DATA {{ {data} }}") == 204
    # What is deleted is deleted from the default graph; what is looked for stands in the other.
    assert update(server, text, **{"using-graph-uri": "a:x"}) == 204
    assert ask(server, "<a:kept> a <a:Thing>")
    assert update(server, "INSERT DATA { <a:x> a <a:Thing> }") == 204
    assert update(server, text, **{"using-graph-uri": "a:x"}) == 204
    answer = server.get("/data?default", headers={"Accept": "application/n-triples"})
    assert "<a:x>" not in answer.text
    assert "<a:kept>" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "WITH <a:x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING <a:x> WHERE { ?s ?p ?o }",
        "CLEAR ALL ; insert { ?s ?p ?o } using named <a:x> where { ?s ?p ?o }",
    ],
)
def test_what_an_update_is_about_is_said_once(server: TestClient, text: str) -> None:
    for name in ("using-graph-uri", "using-named-graph-uri"):
        answer = server.post("/sparql", content=text, params={name: "a:x"}, headers=UPDATE)
        assert answer.status_code == 400
        assert "which graphs it is about; leave out one of them" in answer.json()["detail"]
    assert update(server, text) == 204


# The Graph Store Protocol, where it writes.


def test_a_graph_is_made_replaced_added_to_and_deleted(server: TestClient) -> None:
    one, two = "<a:a> <a:b> 1 .\n", "<a:a> <a:b> 2 .\n"
    assert server.put("/data?graph=a:g", content=one, headers=TURTLE).status_code == 201
    assert server.get("/data?graph=a:g").text == one
    assert server.put("/data?graph=a:g", content=two, headers=TURTLE).status_code == 204
    assert server.get("/data?graph=a:g").text == two
    assert server.post("/data?graph=a:g", content=one, headers=TURTLE).status_code == 204
    assert sorted(server.get("/data?graph=a:g").text.split()[2::2]) == ["1", "2", "."][:2]
    assert server.delete("/data?graph=a:g", headers=BEARER).status_code == 204
    assert server.get("/data?graph=a:g").status_code == 404
    assert server.delete("/data?graph=a:g", headers=BEARER).status_code == 404


def test_a_path_names_a_graph_of_the_dataset(server: TestClient) -> None:
    one = "<a:a> <a:b> 1 .\n"
    assert server.put("/data/source/new", content=one, headers=TURTLE).status_code == 201
    assert server.get("/data", params={"graph": f"{GRAPHS}source/new"}).text == one
    assert server.delete("/data/source/new", headers=BEARER).status_code == 204


def test_a_post_without_a_name_makes_a_graph_and_says_which(server: TestClient) -> None:
    made = server.post("/data", content="<> <a:b> 1 .", headers=TURTLE)
    assert made.status_code == 201
    graph = made.headers["Location"]
    assert graph.startswith("http://testserver/data/")
    assert server.get("/data", params={"graph": graph}).text == f"<{graph}> <a:b> 1 .\n"
    assert server.put("/data", content="<> <a:b> 1 .", headers=TURTLE).status_code == 400


def test_the_default_graph_is_read_as_it_was_written(server: TestClient) -> None:
    one = "<a:a> <a:b> 1 .\n"
    assert server.put("/data?default", content=one, headers=TURTLE).status_code == 204
    assert server.get("/data?default").text == one
    assert ask(server, "<a:a> <a:b> 1")
    assert server.delete("/data?default", headers=BEARER).status_code == 204
    assert server.get("/data?default").text == ""
    assert ask(server, "?s ?p ?o")


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("text/turtle", "<a:a> <a:b> [] ."),
        ("application/n-triples", "<a:a> <a:b> _:x ."),
        ("application/ld+json", '{"@id": "a:a", "a:b": {}}'),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">'
            '<rdf:Description rdf:about="a:a"><a:b rdf:nodeID="x"/></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_a_node_without_a_name_is_another_in_each_document(
    server: TestClient, kind: str, document: str
) -> None:
    headers = {"Content-Type": kind} | BEARER
    for _ in range(2):
        answer = server.post("/data?graph=a:g", content=document, headers=headers)
        assert answer.status_code in (201, 204)
    given = server.get("/data?graph=a:g", headers={"Accept": "application/n-triples"}).text
    first, second = sorted(given.splitlines())
    assert first.startswith("<a:a> <a:b> _:")
    assert first != second


def test_several_documents_come_in_one_form(server: TestClient) -> None:
    files = [
        ("one", ("one.ttl", "<a:a> <a:b> 1 .", "text/turtle")),
        ("two", ("two.nt", "<a:a> <a:b> <a:c> .", "application/n-triples")),
    ]
    assert server.post("/data?graph=a:g", files=files, headers=BEARER).status_code == 201
    assert ask(server, "GRAPH <a:g> { <a:a> <a:b> 1, <a:c> }")
    broken = [*files, ("three", ("three.txt", "text", "text/html"))]
    assert server.post("/data?graph=a:h", files=broken, headers=BEARER).status_code == 415
    assert not ask(server, "GRAPH <a:h> { ?s ?p ?o }")


def test_documents_of_other_types_are_refused(server: TestClient) -> None:
    headers = BEARER | {"Content-Type": "text/csv"}
    answer = server.put("/data?graph=a:g", content="a,b", headers=headers)
    assert answer.status_code == 415
    assert "text/turtle" in answer.headers["Accept-Post"]
    patch = server.patch("/data?graph=a:g", content="", headers=UPDATE)
    assert (patch.status_code, patch.headers["Allow"]) == (
        405,
        "DELETE, GET, HEAD, OPTIONS, POST, PUT",
    )


# The command.


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            ("--allow-update",),
            "--allow-update needs a token; say it in IXAKG_TOKEN or --token-file",
        ),
        (("--store", "graph.nq"), "--token-file and --store are for --allow-update; add it"),
    ],
)
def test_the_command_says_what_it_needs_for_changes(
    ixakg: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    wanted: str,
) -> None:
    monkeypatch.delenv("IXAKG_TOKEN", raising=False)
    outcome = ixakg("serve", *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert wanted in outcome.err


def test_the_command_wants_a_file_to_keep_changes_in(
    ixakg: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IXAKG_TOKEN", "secret")
    outcome = ixakg("serve", "--allow-update")
    assert outcome.code == 2
    assert "--allow-update needs a file to keep the graph in; name --store" in outcome.err
    missing = ixakg("serve", "--allow-update", "--token-file", tmp_path / "none", "--store", "x")
    assert missing.code == 2
    assert "none: " in missing.err
    assert "secret" not in outcome.err + missing.err
