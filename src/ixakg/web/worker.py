"""A process that answers queries, one at a time, until it is killed."""

from __future__ import annotations

import signal
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection

    from pyoxigraph import Store

    from ixakg.web.site import Limits


class Asked(NamedTuple):
    """A query, the graphs that it is about where the request says so, and formats that will do."""

    sparql: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    solutions: str | None
    triples: str | None


class Told(NamedTuple):
    """An answer: a status, its media type, and its bytes; or why there is none, and where."""

    status: int
    media_type: str
    body: bytes
    where: tuple[int, int] | None = None


class _TooLong(Exception):
    """More bytes than an answer may have."""


class _Bounded(BytesIO):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: bytes, /) -> int:  # type: ignore[override] # Oxigraph writes bytes
        if self.tell() + len(piece) > self._most:
            raise _TooLong
        return super().write(piece)


def work(
    connection: Connection, path: str, base: str, namespaces: Mapping[str, str], limits: Limits
) -> None:
    """Load a file of N-Quads, and answer what comes until the other end is closed."""
    from pyoxigraph import RdfFormat, Store

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    store = Store()
    store.load(path=path, format=RdfFormat.N_QUADS)
    # A query with SERVICE is judged by rdflib's parser, which takes long to load.
    import_module("rdflib.plugins.sparql.parser")
    _bound(limits.memory)
    connection.send(None)
    while True:
        try:
            asked: Asked = connection.recv()
        except EOFError:
            return
        _alarm(limits.seconds)
        told = _told(store, asked, base, namespaces, limits.answer)
        _alarm(0)
        connection.send(told)


def _alarm(seconds: float) -> None:
    """End this process by its system when nobody else does: a server can be killed, too."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # there are systems without; the time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _told(store: Store, asked: Asked, base: str, namespaces: Mapping[str, str], most: int) -> Told:
    from ixakg.errors import InvalidQuery

    try:
        return _answer(store, asked, base, namespaces, most)
    except InvalidQuery as error:
        return Told(400, "", str(error).encode())
    except SyntaxError as error:
        from ixakg.sparql import place, syntax

        what = syntax(asked.sparql, str(error), namespaces)
        return Told(400, "", what.encode(), place(str(error)))
    except (OSError, RuntimeError, ValueError) as error:
        return Told(400, "", f"the query cannot be evaluated: {error}".encode())
    except _TooLong:
        return Told(413, "", f"the answer is longer than {most} bytes; add a LIMIT".encode())
    except MemoryError:
        return Told(507, "", b"the query needs more memory than it may take")


def _answer(
    store: Store, asked: Asked, base: str, namespaces: Mapping[str, str], most: int
) -> Told:
    from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat

    from ixakg.sparql import has_dataset, refuse_service

    refuse_service(asked.sparql)
    if asked.default or asked.named:
        answer = store.query(
            asked.sparql,
            base_iri=base,
            prefixes=dict(namespaces),
            default_graph=[NamedNode(iri) for iri in asked.default],
            named_graphs=[NamedNode(iri) for iri in asked.named],
        )
    else:
        union = not has_dataset(asked.sparql)
        answer = store.query(
            asked.sparql,
            base_iri=base,
            prefixes=dict(namespaces),
            use_default_graph_as_union=union,
        )
    out = _Bounded(most)
    if isinstance(answer, QueryTriples):
        if asked.triples is None:
            return Told(406, "triples", b"")
        form = RdfFormat.from_media_type(asked.triples)
        answer.serialize(out, format=form or RdfFormat.TURTLE)
        return Told(200, asked.triples, out.getvalue())
    if asked.solutions is None:
        return Told(406, "solutions", b"")
    answer.serialize(
        out, format=QueryResultsFormat.from_media_type(asked.solutions) or QueryResultsFormat.JSON
    )
    return Told(200, asked.solutions, out.getvalue())
