"""How many canned questions a server answers, beside the Oxigraph server and rdflib-endpoint.

wrk asks each in turn on loopback, with the same queries about the same graph; then ours alone for
pages between the queries.

Run: python benchmarks/serving.py [SECONDS] [CLIENTS] [REQUESTS]
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import httpx

from ixakg import KnowledgeGraph
from ixakg.web.editions import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUESTIONS = (
    *("sources", "references", "cell-lines", "passages", "claims"),
    *("control-arms", "regimens", "negative-results", "head-to-head", "mechanism"),
)
PORT = re.compile(r"(?:[\d.]+:)?\d{4,5}")
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PAGES = (
    *("/", "/questions", "/questions/outcomes?disease=ESCC", "/matrix", "/pathway", "/audit"),
    *("/ontology", "/ontology/Finding", "/id/finding/t-all/efs", "/search?q=myeloma"),
)
LUA = """\
local query = {{
  ["Content-Type"] = "application/x-www-form-urlencoded",
  ["Accept"] = "application/sparql-results+json",
}}
local page = {{ ["Accept"] = "text/html" }}
local asked = {{ {asked} }}
local turn = 0
request = function()
  turn = turn % #asked + 1
  return wrk.format(unpack(asked[turn], 1, 4))
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured %d %d %f %f %f\\n", summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


class Contestant(NamedTuple):
    """A server: its name, how it is started, and where its endpoint is."""

    name: str
    words: Sequence[str]
    path: str


class Load(NamedTuple):
    """What wrk measured: requests, those of them that failed, requests a second, milliseconds."""

    requests: int
    errors: int
    throughput: float
    median: float
    last: float


def main(seconds: int = 60, clients: int = 64, requests: int = 50_000) -> None:
    """Print what each server does under load, and how ours fares beside a heavy query."""
    graph = KnowledgeGraph.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "graph.nq").open("wb") as out:
            for chunk in served(graph).canonical():
                out.writelines(chunk)
        script = folder / "mix.lua"
        script.write_text(_script(graph), encoding="utf-8")
        mixed = folder / "mixed.lua"
        mixed.write_text(_script(graph, PAGES), encoding="utf-8")
        measured: dict[str, Load] = {}
        for contestant in _contestants(folder):
            with _running(contestant, folder) as (url, process):
                if contestant.name == "oxigraph":  # in memory, as the others are
                    _fill(url, folder)
                measured[contestant.name] = _load(url, script, seconds, clients)
                if contestant.name == "ixakg":
                    found = _load(url, mixed, seconds, clients)
                    print(f"ixakg, queries and pages: {_words(found)}")
                    _memory(url, script, process, requests)
                    _beside_heavy(url, script, seconds, clients)
    _report(measured)


def _script(graph: KnowledgeGraph, pages: Sequence[str] = ()) -> str:
    """Return what wrk asks: each question once, and each page."""
    bodies = (quote(graph.filled(name)) for name in QUESTIONS)
    asked = [f'{{ "POST", nil, query, "query={body}" }}' for body in bodies]
    asked += [f'{{ "GET", "{page}", page, nil }}' for page in pages]
    return LUA.format(asked=", ".join(asked))


def _contestants(folder: Path) -> Iterator[Contestant]:
    python = Path(sys.executable)
    file = str(folder / "graph.nq")
    for name, more in (("ixakg", ()), ("ixakg without a cache", ("--cache", "0"))):
        port = str(_free_port())
        words = (str(python), "-m", "ixakg", "serve", "--port", port, *more)
        yield Contestant(name, words, "/sparql")
    bind = ("--bind", f"127.0.0.1:{_free_port()}", "--union-default-graph")
    yield Contestant("oxigraph", (str(python.with_name("oxigraph")), "serve", *bind), "/query")
    peer = shutil.which("rdflib-endpoint")
    if peer is None:
        print("rdflib-endpoint is not installed; pip install 'rdflib-endpoint[cli]'")
        return
    port = str(_free_port())
    words = (peer, "serve", "--host", "127.0.0.1", "--port", port, file)
    yield Contestant("rdflib-endpoint", words, "/")


@contextmanager
def _running(contestant: Contestant, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    (port,) = (word for word in contestant.words if PORT.fullmatch(word))
    url = f"http://127.0.0.1:{port.rpartition(':')[2]}{contestant.path}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(contestant.words, stdout=log, stderr=log)  # noqa: S603 - our own words
        try:
            while True:
                try:
                    httpx.get(url, params={"query": "ASK {}"}, timeout=60)
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield url, process
        finally:
            process.terminate()
            process.wait()


def _load(url: str, script: Path, seconds: float, clients: int) -> Load:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed; apt-get install wrk")
    words = (wrk, "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(script))
    done = subprocess.run((*words, url), check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("measured "))
    requests, errors, throughput, median, last = line.split()[1:]
    return Load(int(requests), int(errors), float(throughput), float(median), float(last))


def _beside_heavy(url: str, script: Path, seconds: float, clients: int) -> None:
    def ask() -> None:
        while not enough.is_set():
            httpx.get(url, params={"query": HEAVY}, timeout=120)

    enough = threading.Event()
    heavy = threading.Thread(target=ask)
    heavy.start()
    time.sleep(0.5)
    found = _load(url, script, seconds, clients)
    enough.set()
    print(f"ixakg beside a heavy query: {_words(found)}")
    heavy.join()


def _memory(url: str, script: Path, process: subprocess.Popen[bytes], requests: int) -> None:
    time.sleep(5)  # until workers are back whose clients wrk took away
    asked, before = 0, _resident(process.pid)
    while asked < requests:
        asked += _load(url, script, 10, 16).requests
    time.sleep(5)
    after = _resident(process.pid)
    print(f"ixakg, {asked} requests: memory after is {after / before:.3f} of that before")


def _resident(pid: int) -> int:
    """Return the resident pages of a process and of those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages + sum(_resident(int(child)) for child in children)


def _report(measured: dict[str, Load]) -> None:
    ours = measured["ixakg"]
    for name, found in measured.items():
        ratios = (
            f"throughput {found.throughput / ours.throughput:.3f}, p99 {found.last / ours.last:.2f}"
        )
        print(f"{name}: {_words(found)}; relative to ixakg: {ratios}")


def _words(found: Load) -> str:
    times = f"median {found.median:.0f} ms, p99 {found.last:.0f} ms"
    return f"{found.requests} requests, {found.errors} errors, {found.throughput:.1f}/s, {times}"


def _fill(url: str, folder: Path) -> None:
    content = (folder / "graph.nq").read_bytes()
    headers = {"Content-Type": "application/n-quads"}
    store = url.replace("/query", "/store")
    httpx.post(store, content=content, headers=headers, timeout=60).raise_for_status()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
