"""Bounds of the server: each bites, and says so."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import httpx
import pytest

from ixakg.web.cache import Cache
from ixakg.web.site import MEBIBYTE, Limits
from listening import ENDLESS, address, client, connection, received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

NUMBERS = count()  # in a comment, they make a query one that nobody has asked
THREE = "SELECT ?x ?y { VALUES (?x ?y) { ('{\"a\":{<result>\\n' UNDEF) (UNDEF UNDEF) (1 2) } }"
FORMATS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)


@pytest.fixture(scope="module")
def narrow() -> Iterator[TestClient]:
    """A server with one worker, two seconds, three rows, and 10,000 bytes."""
    limits = Limits(workers=1, seconds=2, rows=3, answer=10_000, body=1000)
    with client(limits) as found:
        yield found


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """The address of a server that waits half a second for what clients send."""
    with address(Limits(workers=1, patience=0.5, seconds=60)) as found:
        yield found


def light(found: TestClient) -> bool:
    """Ask until a worker answers: a new one takes a moment to start."""
    for _ in range(20):
        answer = found.get("/sparql", params={"query": f"ASK {{}} # {next(NUMBERS)}"})
        if answer.status_code == 200:
            return bool(answer.json()["boolean"])
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) >= 1
    return False


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered(
    narrow: TestClient,
) -> None:
    begin = time.monotonic()
    late = narrow.get("/sparql", params={"query": ENDLESS})
    assert (late.status_code, late.headers["Retry-After"]) == (503, "60")
    assert "took longer than 2 s" in late.json()["detail"]
    assert time.monotonic() - begin < 15
    assert light(narrow)


@pytest.mark.parametrize("accept", FORMATS)
def test_an_answer_has_as_many_rows_as_it_may_or_there_is_none(
    narrow: TestClient, accept: str
) -> None:
    headers = {"Accept": accept}
    whole = narrow.get("/sparql", params={"query": THREE}, headers=headers)
    assert (whole.status_code, whole.headers["Content-Type"].split(";")[0]) == (200, accept)
    more = {"query": THREE.replace("(1 2)", "(1 2) (1 3)")}
    refused = narrow.get("/sparql", params=more, headers=headers)
    assert refused.status_code == 413
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"] == (
        "the answer has more than 3 rows, and none of them is sent; add a LIMIT"
    )
    assert (refused.json()["limit"], refused.json()["unit"]) == (3, "rows")


@pytest.mark.parametrize(("number", "status"), [(3, 200), (4, 413)])
def test_triples_are_counted_as_rows_are(narrow: TestClient, number: int, status: int) -> None:
    values = " ".join(map(str, range(number)))
    query = f"CONSTRUCT {{ <a:a> <a:b> ?x }} {{ VALUES ?x {{ {values} }} }}"
    answer = narrow.get("/sparql", params={"query": query})
    assert answer.status_code == status
    if status == 413:
        assert "more than 3 triples" in answer.json()["detail"]


def test_an_answer_that_is_too_long_is_refused_whole(narrow: TestClient) -> None:
    query = f"SELECT (CONCAT(?a, ?a, ?a, ?a) AS ?b) {{ VALUES ?a {{ '{'x' * 3000}' }} }}"
    refused = narrow.get("/sparql", params={"query": query})
    assert refused.status_code == 413
    assert (refused.json()["limit"], refused.json()["unit"]) == (10_000, "bytes")


def test_a_body_that_is_too_long_is_refused(narrow: TestClient) -> None:
    for content in (b"#" * 1001, iter([b"#" * 600, b"#" * 600])):
        headers = {"Content-Type": "application/sparql-query"}
        answer = narrow.post("/sparql", content=content, headers=headers)
        assert (answer.status_code, answer.json()["limit"]) == (413, 1000)


def test_a_worker_that_is_killed_is_replaced(narrow: TestClient) -> None:
    assert light(narrow)
    (worker,) = multiprocessing.active_children()
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    assert light(narrow)
    assert [child.pid for child in multiprocessing.active_children()] != [worker.pid]


def test_a_query_nested_too_deeply_takes_only_its_worker_along() -> None:
    with client() as found:
        query = f"ASK {{ FILTER({'(' * 200_000}1{')' * 200_000}) }}"
        headers = {"Content-Type": "application/sparql-query"}
        answer = found.post("/sparql", content=query, headers=headers)
        assert (answer.status_code, "nested too deeply" in answer.text) == (507, True)
        assert light(found)


def test_a_query_gets_no_more_memory_than_it_may_have() -> None:
    with client(Limits(workers=1, seconds=60, memory=400 * MEBIBYTE)) as found:
        hungry = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
        answer = found.get("/sparql", params={"query": hungry})
        assert answer.status_code == 507
        assert "memory" in answer.json()["detail"]
        assert light(found)


def test_who_finds_the_queue_full_is_asked_to_come_again() -> None:
    with (
        address(Limits(workers=1, waiting=1, seconds=2)) as base,
        ThreadPoolExecutor(8) as clients,
    ):
        begin = time.monotonic()
        answers = list(
            clients.map(
                lambda _: httpx.get(f"{base}/sparql", params={"query": ENDLESS}, timeout=30),
                range(8),
            )
        )
        full = [a for a in answers if a.json()["detail"] == "too many queries are waiting"]
        assert len(full) == 6
        assert {(a.status_code, a.headers["Retry-After"]) for a in full} == {(503, "1")}
        assert time.monotonic() - begin < 20


def test_a_heavy_query_leaves_the_other_workers_to_light_ones() -> None:
    with (
        address(Limits(workers=2, seconds=6)) as base,
        ThreadPoolExecutor(1) as clients,
    ):
        heavy = clients.submit(httpx.get, f"{base}/sparql", params={"query": ENDLESS}, timeout=30)
        time.sleep(0.2)
        for _ in range(5):
            query = {"query": f"ASK {{}} # {next(NUMBERS)}"}
            assert httpx.get(f"{base}/sparql", params=query, timeout=30).json()["boolean"] is True
        assert not heavy.done()
        assert heavy.result().status_code == 503


def test_who_asks_what_was_asked_before_waits_for_nobody() -> None:
    light, unsteady = {"query": "SELECT (1 AS ?n) {}"}, {"query": "SELECT (NOW() AS ?n) {}"}
    with address(Limits(workers=1, waiting=0, seconds=3)) as base, ThreadPoolExecutor(1) as clients:
        url = f"{base}/sparql"
        first, now = (httpx.get(url, params=query) for query in (light, unsteady))
        heavy = clients.submit(httpx.get, url, params={"query": ENDLESS}, timeout=30)
        time.sleep(0.2)
        again = httpx.get(url, params=light)
        assert not heavy.done()
        assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
        assert httpx.get(url, params=unsteady).status_code == 503
        assert heavy.result().status_code == 503
        assert now.status_code == 200


def test_what_was_used_last_is_kept_as_far_as_there_is_room() -> None:
    cache = Cache[str](8_000)
    for number in range(10):
        cache.put(number, str(number), 1_000)
        assert cache.get(0) == "0"
    kept = [cache.get(number) is not None for number in range(10)]
    assert kept == [True, False, False, *([True] * 7)]
    cache.put(1, "1", 1_001)
    assert cache.get(1) is None


def test_a_client_that_leaves_frees_its_worker(impatient: str) -> None:
    query = httpx.QueryParams({"query": ENDLESS})
    with connection(impatient) as one:
        one.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.3)
    begin = time.monotonic()
    light = {"query": f"ASK {{}} # {next(NUMBERS)}"}
    assert httpx.get(f"{impatient}/sparql", params=light, timeout=60).json()["boolean"] is True
    assert time.monotonic() - begin < 40


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET /sparql?query=ASK",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nASK",
    ],
)
def test_a_client_that_sends_too_slowly_is_told_and_left(impatient: str, beginning: bytes) -> None:
    begin = time.monotonic()
    with connection(impatient) as one:
        one.sendall(beginning)
        said = received(one)
    assert b"HTTP/1.1 408 " in said
    assert b"too slowly" in said
    assert 0.4 < time.monotonic() - begin < 15


def test_a_second_request_on_a_connection_has_to_come_in_time_too(impatient: str) -> None:
    with connection(impatient) as one:
        one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert one.recv(65536).startswith(b"HTTP/1.1 200 ")
        one.sendall(b"GET /hea")
        assert b"HTTP/1.1 408 " in received(one)


def test_a_client_that_sends_byte_by_byte_gets_no_more_time(impatient: str) -> None:
    begin = time.monotonic()
    with connection(impatient) as one:
        one.settimeout(0.1)
        said = b""
        while not said and time.monotonic() - begin < 20:
            one.sendall(b"G")
            try:
                said = one.recv(100)
            except TimeoutError:
                continue
    assert said.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - begin < 15


def test_a_client_that_does_not_read_is_left(impatient: str) -> None:
    query = httpx.QueryParams({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"})
    whole = len(httpx.get(f"{impatient}/sparql?{query}", timeout=30).content)
    read = b""
    with connection(impatient) as one:
        one.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(3)
        with suppress(ConnectionError):
            read = received(one)
    assert len(read) < whole


def test_only_so_many_clients_come_at_the_same_time() -> None:
    with (
        address(Limits(workers=1, connections=2)) as base,
        connection(base) as one,
        connection(base) as other,
    ):
        for _ in range(2):
            with connection(base) as more:
                said = received(more)
            assert said.startswith(b"HTTP/1.1 503 ")
            assert b"retry-after: 1" in said
        one.close()
        other.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert received(other).startswith(b"HTTP/1.1 200 ")
        assert httpx.get(f"{base}/health").status_code == 200


@pytest.mark.parametrize(
    "head",
    [
        b"no HTTP at all\r\n\r\n",
        b"GET /" + b"x" * 100_000,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: minus one\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_with_a_problem(impatient: str, head: bytes) -> None:
    with connection(impatient) as one:
        one.sendall(head)
        said = received(one)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in said
