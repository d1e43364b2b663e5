"""A store that misbehaves is reported in one line, with what to do, and nothing else is touched."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ixakg.stores import endpoint, targets
from misbehaving import Handler, Misbehaving
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Outcome

    Command = Callable[..., Outcome]

NEIGHBOUR = Quad(
    NamedNode("https://example.org/s"),
    NamedNode("https://example.org/p"),
    Literal("theirs"),
    NamedNode("https://example.org/neighbour"),
)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Misbehaving]:
    """A store that holds a graph of somebody else, which must stay as it is."""
    monkeypatch.setenv("NETRC", "/nowhere")
    monkeypatch.setattr(endpoint, "PAUSES", (0.0, 0.0))
    before = {path: path.read_bytes() for path in BUNDLE.rglob("*") if path.is_file()}
    with Misbehaving() as server:
        server.store.add(NEIGHBOUR)
        yield server
        assert list(server.store.quads_for_pattern(*NEIGHBOUR)) == [NEIGHBOUR]
    assert {path: path.read_bytes() for path in before} == before


def writing(fault: Callable[[Handler], None]) -> Callable[[Handler, bytes], bytes | None]:
    """Let a fault happen instead of the answer to a PUT."""

    def sees(handler: Handler, body: bytes) -> bytes | None:
        if handler.command != "PUT":
            return body
        fault(handler)
        return None

    return sees


def hangs_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.close()


@pytest.mark.parametrize(
    ("fault", "said", "tries"),
    [
        (hangs_up, "broke the connection off; run the same command again to go on", 3),
        (lambda h: h.answer(500, b"disk full"), "answers 500 (disk full); see the store's log", 3),
        (lambda h: h.answer(503, b""), "answers 503; see the store's log", 3),
        (lambda h: h.answer(401, b""), "answers 401; set IXAKG_STORE_USER and IXAKG_STORE_PASS", 1),
        (
            lambda h: h.answer(403, b""),
            "answers 403; these credentials may not do that; ask for",
            1,
        ),
        (
            lambda h: h.answer(413, b""),
            "answers 413; the store takes less at once; load it in bu",
            1,
        ),
    ],
    ids=["hangs up", "500", "503", "401", "403", "413"],
)
def test_a_store_that_refuses_is_reported_with_what_to_do(
    fake: Misbehaving, ixakg: Command, fault: Callable[[Handler], None], said: str, tries: int
) -> None:
    fake.fault = writing(fault)
    done = ixakg("push", fake.url)
    assert done.code == 2
    assert said in done.err.splitlines()[-1]
    assert done.err.splitlines()[-1].startswith("ixakg: ")
    assert "Traceback" not in done.err
    assert len(fake.sent()) == tries


def test_a_failure_that_passes_is_tried_again(fake: Misbehaving, ixakg: Command) -> None:
    failures = [503, 503]

    def passing(handler: Handler, body: bytes) -> bytes | None:
        if handler.command == "PUT" and failures:
            handler.answer(failures.pop(), b"")
            return None
        return body

    fake.fault = passing
    assert ixakg("push", fake.url).code == 0


def test_a_slow_store_is_not_waited_for_for_ever(
    fake: Misbehaving, ixakg: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "PAUSES", ())
    monkeypatch.setattr(endpoint, "TIMEOUT", 0.2)
    fake.fault = writing(lambda _: time.sleep(0.5))
    done = ixakg("push", fake.url)
    assert done.code == 2
    assert done.err.endswith("takes longer than allowed; run the same command again to go on\n")


def test_a_literal_that_the_store_changes_is_shown_with_its_triple(
    fake: Misbehaving, ixakg: Command
) -> None:
    fake.fault = lambda handler, body: (
        body.replace(b'"11"^^', b'"11.01"^^') if handler.graph.endswith("/barn") else body
    )
    done = ixakg("push", fake.url)
    assert done.code == 1
    (line,) = done.out.splitlines()[-1:]
    assert "<https://w3id.org/ixakg/ontology/dose>" in line
    assert '"11"^^' in line
    assert '"11.01"^^' in line
    assert done.err.splitlines()[-1].startswith("1 triple differs; its graph has no mark")
    fake.fault = lambda _, body: body
    again = ixakg("push", fake.url)
    assert again.code == 0
    assert again.out.count("there already\t") == 1


def test_a_number_that_is_written_otherwise_is_the_same(fake: Misbehaving, ixakg: Command) -> None:
    fake.fault = lambda handler, body: (
        body.replace(b'"11"^^<http://www.w3.org/2001/XMLSchema#decimal>', b'"11.00"^^<http://www.w3.org/2001/XMLSchema#double>')
        if handler.command == "GET"
        else body
    )  # fmt: skip
    assert ixakg("push", fake.url).code == 0


def test_a_triple_that_gets_lost_is_shown(fake: Misbehaving, ixakg: Command) -> None:
    fake.fault = lambda handler, body: (
        b"".join(body.splitlines(keepends=True)[1:]) if handler.graph.endswith("barn") else body
    )
    done = ixakg("push", fake.url)
    assert done.code == 1
    assert done.out.splitlines()[-1].startswith(
        "https://w3id.org/ixakg/graph/source/barn\tmissing: <"
    )


def test_credentials_go_to_no_other_host(
    fake: Misbehaving, ixakg: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(targets.USER, "ada")
    monkeypatch.setenv(targets.PASSWORD, "pa55word")
    with Misbehaving() as elsewhere:
        fake.fault = writing(lambda h: h.answer(307, b"", Location=f"{elsewhere.url}/store"))
        done = ixakg("push", fake.url)
        assert elsewhere.asked == []
    assert done.code == 2
    assert done.err.endswith(
        f"sends on to {elsewhere.url}/store; if you trust that, give its address instead\n"
    )
    assert "pa55word" not in done.out + done.err
    assert any(secret.startswith("Basic ") for secret in fake.secrets)


def test_a_netrc_file_or_a_token_names_who_pushes(
    fake: Misbehaving, ixakg: Command, monkeypatch: pytest.MonkeyPatch, own: object
) -> None:
    path = BUNDLE.__class__(str(own)) / "netrc"
    path.write_text("machine 127.0.0.1 login ada password pa55word\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(path))
    assert ixakg("push", fake.url, "--profile", "oxigraph").code == 0
    assert {secret.split()[0] for secret in fake.secrets} == {"Basic"}
    fake.secrets.clear()
    monkeypatch.setenv(targets.TOKEN, "t0ken")
    assert ixakg("push", fake.url, "--profile", "oxigraph").code == 0
    assert set(fake.secrets) == {"Bearer t0ken"}


def test_an_answer_that_was_cut_is_not_taken_for_the_whole(
    fake: Misbehaving, ixakg: Command
) -> None:
    assert ixakg("push", fake.url).code == 0
    store = ("--endpoint", fake.url, "--profile", "fuseki")  # which may cut, and does not say so
    whole = ixakg("ask", "arms", *store)
    assert whole == ixakg("ask", "arms")

    def cutting(_: Handler, body: bytes) -> bytes:
        answer = json.loads(body) if body.startswith(b"{") else {}
        if "arm" in answer.get("head", {}).get("vars", ()):
            del answer["results"]["bindings"][1:]
            return json.dumps(answer).encode()
        return body

    fake.fault = cutting
    assert ixakg("ask", "arms", *store) == (
        2,
        "",
        "ixakg: the store gave 1 of 4 rows; raise its limit, or ask with LIMIT and OFFSET\n",
    )


def test_a_store_that_says_that_it_cuts_is_believed(fake: Misbehaving, ixakg: Command) -> None:
    assert ixakg("push", fake.url).code == 0

    def says(handler: Handler, body: bytes) -> bytes | None:
        if b"armRole" not in handler.body and b"FROM+NOWHERE" not in handler.body:
            return body
        handler.answer(200, body, **{"X-SPARQL-MaxRows": "2"})
        return None

    fake.fault = says
    done = ixakg(
        "query", "SELECT ?s { ?s ?p ?o FILTER(?p != ixa:armRole) }", "--endpoint", fake.url
    )
    assert (done.code, done.out) == (2, "")
    assert "the store cut the answer at 2 rows" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["http://ada:pa55word@127.0.0.1:1"], "the address holds a user or a password, "),
        (["ftp://127.0.0.1"], "'ftp://127.0.0.1' is no address of a store; write http://"),
        (["http://127.0.0.1:1"], "nothing answers at 127.0.0.1:1; is the store running"),
        (["http://127.0.0.1:1", "--profile", "oxigraf"], "no profile is called 'oxigraf'; did you"),
        ([], "give the URL of a store, or --bulk DIR; see ixakg push --help"),
        (["http://127.0.0.1:1", "--graph", "barn"], "no graph is called 'barn'; "),
    ],
)
def test_a_mistake_is_one_line_with_the_mend(ixakg: Command, words: list[str], said: str) -> None:
    code, out, err = ixakg("push", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"ixakg: {said}")
    assert err.count("\n") == 1
    assert "pa55word" not in err


def test_a_store_that_nobody_knows_needs_a_profile(
    fake: Misbehaving, ixakg: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "version_string", lambda _: "Mystery/1")
    done = ixakg("push", fake.url)
    assert done.code == 2
    assert "calls itself 'Mystery/1'; name it with --profile: fuseki, graphdb, " in done.err


def test_an_empty_store_says_how_to_fill_it(fake: Misbehaving, ixakg: Command) -> None:
    done = ixakg("ask", "arms", "--endpoint", fake.url)
    assert done.code == 2
    assert done.err.endswith(f"holds no graph of ours; fill it with: ixakg push {fake.url}\n")


def test_an_update_is_refused_before_a_store_sees_it(fake: Misbehaving, ixakg: Command) -> None:
    done = ixakg("query", "DROP GRAPH <https://example.org/neighbour> #{}", "--endpoint", fake.url)
    assert done.code == 2
    assert "DROP would change the graph, which only answers queries" in done.err
    assert ("POST", "") not in fake.asked
