"""A store on loopback that does as it is told, until it is told to misbehave."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

Fault = Callable[["Handler", bytes], bytes | None]


class Misbehaving(ThreadingHTTPServer):
    """Named graphs over HTTP; ``fault`` sees each answer before it is sent, and may change it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = Store()
        self.fault: Fault = lambda _, body: body
        self.asked: list[tuple[str, str]] = []
        self.secrets: list[str] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def sent(self) -> list[str]:
        """Return the graphs that were written, in order."""
        return [graph for method, graph in self.asked if method == "PUT"]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Misbehaving
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet, or each answer waits for the other side

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the base class
        """Say nothing."""

    def version_string(self) -> str:
        """Return what it calls itself."""
        return "Oxigraph/fake"

    def do_GET(self) -> None:
        """Read a graph."""
        self._do("GET")

    def do_PUT(self) -> None:
        """Write a graph."""
        self._do("PUT")

    def do_DELETE(self) -> None:
        """Remove a graph."""
        self._do("DELETE")

    def do_POST(self) -> None:
        """Answer a query."""
        self._do("POST")

    def _do(self, method: str) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
        self.server.asked.append((method, self.graph))
        self.server.secrets.append(self.headers.get("Authorization", ""))
        answer = self.server.fault(self, b"".join(getattr(self, f"_{method.lower()}")()))
        if answer is not None:
            self.answer(200, answer)

    def answer(self, code: int, body: bytes, **headers: str) -> None:
        """Send an answer."""
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _get(self) -> Iterator[bytes]:
        if self.graph:
            quads = self.server.store.quads_for_pattern(None, None, None, NamedNode(self.graph))
            yield serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES) or b""

    def _put(self) -> Iterator[bytes]:
        graph = NamedNode(self.graph)
        self.server.store.clear_graph(graph)
        self.server.store.load(self.body, format=RdfFormat.N_TRIPLES, to_graph=graph)
        yield b""

    def _delete(self) -> Iterator[bytes]:
        self.server.store.remove_graph(NamedNode(self.graph))
        yield b""

    def _post(self) -> Iterator[bytes]:
        form = parse_qs(self.body.decode())
        default: list[NamedNode | BlankNode | DefaultGraph] | None
        default = [NamedNode(iri) for iri in form.get("default-graph-uri", ())] or None
        answer = self.server.store.query(form["query"][0], default_graph=default)
        if isinstance(answer, QueryTriples):
            yield answer.serialize(format=RdfFormat.N_TRIPLES) or b""
        else:
            yield answer.serialize(format=QueryResultsFormat.JSON) or b""
