"""``ixakg serve`` as a program: its address, its log, its end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from ixakg.commands.serve import TOKEN
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

SERVE = (sys.executable, "-m", "ixakg", "--root", str(BUNDLE), "serve", "--port", "0")


@contextmanager
def serving(*words: str, **variables: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the command, and give what it answers."""
    environment = {**os.environ, **variables}
    process = subprocess.Popen(
        (*SERVE, "--workers", "1", *words),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.kill()
        process.communicate()


def asked(base: str, query: str) -> httpx.Response:
    """Ask as soon as the server is up."""
    for _ in range(600):
        try:
            return httpx.get(f"{base}/sparql", params={"query": query}, timeout=30)
        except httpx.ConnectError:
            time.sleep(0.05)
    raise TimeoutError(base)


def test_the_address_is_what_the_command_answers_and_a_free_port_is_found() -> None:
    with serving() as (base, _):
        assert base.startswith("http://127.0.0.1:")
        assert asked(base, "ASK { ?s ?p ?o }").json()["boolean"] is True


def test_behind_a_proxy_the_service_is_described_by_the_address_that_others_see() -> None:
    with serving("--url", "https://graph.example.org/") as (base, _):
        answer = asked(base, "SELECT (<sparql> AS ?endpoint) {}")
        (row,) = answer.json()["results"]["bindings"]
        assert row["endpoint"]["value"] == "https://graph.example.org/sparql"


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_at_its_end_nothing_is_left(end: signal.Signals, tmp_path: Path) -> None:
    with serving(TMPDIR=str(tmp_path)) as (base, process):
        asked(base, "ASK {}")
        assert [*tmp_path.iterdir()]
        process.send_signal(end)
        out, err = process.communicate(timeout=20)
        assert (out, err.strip()) == ("", "")
    assert [*tmp_path.iterdir()] == []


def test_requests_are_written_to_stderr_if_somebody_wants_it() -> None:
    with serving("--log") as (base, process):
        asked(base, "ASK { <a:wanted> ?p ?o }")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
        assert out == ""
        (line,) = [line for line in err.splitlines() if "wanted" in line]
        assert line.endswith('" 200')


def test_a_port_that_is_taken_is_an_error_of_one_line(ixakg: Callable[..., Outcome]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = ixakg("serve", "--port", str(port))
    assert (outcome.code, outcome.out) == (2, "")
    assert f"cannot listen on 127.0.0.1 port {port} " in outcome.err
    assert outcome.err.rstrip().endswith("choose another --port")


def test_the_token_is_read_from_the_environment_or_a_file(tmp_path: Path) -> None:
    update = {"update": "INSERT DATA { <a:a> <a:b> <a:c> }"}
    file = tmp_path / "token"
    file.write_text("from a file\n", encoding="utf-8")
    store = ("--allow-update", "--store", str(tmp_path / "graph.nq"))
    for token, words in (
        ("from the environment", ()),
        ("from a file", ("--token-file", str(file))),
    ):
        with serving(*store, *words, **{TOKEN: "from the environment"}) as (base, _):
            asked(base, "ASK {}")
            for shown, status in ((token, 204), ("something else", 401)):
                headers = {"Authorization": f"Bearer {shown}"}
                answer = httpx.post(f"{base}/sparql", data=update, headers=headers)
                assert answer.status_code == status


def test_a_store_that_is_there_is_what_is_served_and_somebody_says_so(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<a:a> <a:b> <a:c> <a:g> .\n", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    words = ("--allow-update", "--store", str(tmp_path / "graph.nq"))
    data = ("--data", str(tmp_path / "mine"))
    with serving(*words, *data, **{TOKEN: "secret"}) as (base, process):
        answer = asked(base, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        (row,) = answer.json()["results"]["bindings"]
        assert row["n"]["value"] == "1"
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        assert err == (
            f"serving what {tmp_path / 'graph.nq'} holds; --data adds nothing to it, "
            f"so begin with another --store for {tmp_path / 'mine'}\n"
        )
