"""The server of the small bundle: inside the test, or listening on loopback in a thread."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from ixakg import KnowledgeGraph
from ixakg.web.application import application
from ixakg.web.serving import listening, server
from ixakg.web.site import Changes, Limits, site
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TOKEN = "a token of the tests"  # noqa: S105 - it opens nothing
BEARER = {"Authorization": f"Bearer {TOKEN}"}
CLIENT = "http://testserver"
# As many rows as there are triples, to the power of four: no machine lives to see the last one.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextmanager
def client(
    limits: Limits | None = None, *, store: Path | None = None, hosts: Iterable[str] = ()
) -> Iterator[TestClient]:
    """Ask the application without a socket; with a store, it takes changes."""
    changes = Changes(TOKEN, store) if store else None
    graph = KnowledgeGraph.load(root=BUNDLE)
    served = site(graph, CLIENT, limits or Limits(workers=1), changes=changes, hosts=hosts)
    with TestClient(application(served)) as found:
        yield found


@contextmanager
def address(
    limits: Limits | None = None, *, store: Path | None = None, graph: KnowledgeGraph | None = None
) -> Iterator[str]:
    """Listen on a free port, and give the address of the server."""
    changes = Changes(TOKEN, store) if store else None
    with listening("127.0.0.1", 0) as heard:
        base = f"http://127.0.0.1:{heard.getsockname()[1]}"
        served = graph or KnowledgeGraph.load(root=BUNDLE)
        running = server(site(served, base, limits or Limits(workers=1), changes=changes))
        thread = threading.Thread(target=running.run, args=([heard],))
        thread.start()
        try:
            while not running.started:
                time.sleep(0.01)
            yield base
        finally:
            running.should_exit = True
            thread.join()


@contextmanager
def connection(base: str) -> Iterator[socket.socket]:
    """Open a bare connection to a server."""
    host, _, port = base.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as one:
        yield one


def received(one: socket.socket) -> bytes:
    """Return what comes until the other end closes the connection."""
    pieces = []
    while piece := one.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)
