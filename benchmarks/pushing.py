"""How long a verified push takes, beside curl sending the same bytes to the same store.

All send into an empty graph: to replace one, Virtuoso takes several times as long.

Run: python benchmarks/pushing.py [ROUNDS] [TRIPLES]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ixakg.bundle import Bundle
from ixakg.stores import targets
from ixakg.stores.endpoint import Endpoint
from ixakg.stores.fingerprints import lines
from ixakg.stores.pushing import Push
from timing import medians, report

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from running import STORES, Server

if TYPE_CHECKING:
    from collections.abc import Callable

GRAPH = "https://w3id.org/ixakg/graph/source/many"
BASE = "https://w3id.org/ixakg/"


def main(rounds: int = 5, triples: int = 50_000) -> None:
    """Print the times of a push, of its sending alone, and of curl, for each store that is here."""
    for name, store in STORES.items():
        if name == "virtuoso" and not shutil.which("virtuoso-t"):
            print("virtuoso is not installed; apt-get install virtuoso-opensource")
            continue
        with tempfile.TemporaryDirectory() as folder:
            server = store(Path(folder)).start()
            try:
                _measure(server, Path(folder), rounds, triples)
            finally:
                server.kill()


def _measure(server: Server, folder: Path, rounds: int, number: int) -> None:
    known = targets.Credentials(server.user, server.password)
    profile = targets.read(Bundle.at().profiles)[server.profile]
    graph = tuple(_triples(number))
    canonical = lines(graph)
    body = "\n".join((*canonical, "")).encode()
    path = folder / "many.nt"
    path.write_bytes(body)
    with Endpoint(targets.Target(server.url, profile, known)) as endpoint:
        peer = f"curl -T the same bytes, {server.profile}"
        found = medians(
            {
                f"push, verified, {server.profile}": _pushing(endpoint, graph),
                f"nothing changed, {server.profile}": _looking(endpoint, graph),
                f"PUT of the push alone, {server.profile}": lambda: _put(endpoint, body),
                peer: _curl(endpoint, path),
            },
            rounds,
        )
    report(found, peer)


def _triples(number: int) -> list[Triple]:
    predicate = NamedNode(f"{BASE}ontology/value")
    return [Triple(NamedNode(f"{BASE}id/x/{n}"), predicate, Literal(n)) for n in range(number)]


def _pushing(endpoint: Endpoint, graph: tuple[Triple, ...]) -> Callable[[], object]:
    def push() -> None:
        endpoint.delete(GRAPH)
        pushing = Push(endpoint, {GRAPH: graph})
        if pushing.run(pushing.plan(), lambda _: None):
            raise ValueError(GRAPH)

    return push


def _looking(endpoint: Endpoint, graph: tuple[Triple, ...]) -> Callable[[], object]:
    return lambda: Push(endpoint, {GRAPH: graph}).plan()


def _put(endpoint: Endpoint, body: bytes) -> None:
    endpoint.delete(GRAPH)
    endpoint.put(GRAPH, body)


def _curl(endpoint: Endpoint, path: Path) -> Callable[[], object]:
    known = endpoint.target.credentials
    who = ("--digest", "-u", f"{known.user}:{known.password}") if known else ()
    words = (
        "curl", "-sf", *who, "-T", str(path), "-H", "Content-Type: application/n-triples",
        f"{endpoint.target.graph_store}?graph={GRAPH}",
    )  # fmt: skip

    def put() -> None:
        endpoint.delete(GRAPH)
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the benchmark's own words

    return put


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
