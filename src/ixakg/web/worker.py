"""A process that answers queries and makes changes, one at a time, until it is killed."""

from __future__ import annotations

import signal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from ixakg.errors import InvalidQuery
from ixakg.sparql import has_dataset, place, refuse_service, syntax
from ixakg.web.counting import rows
from ixakg.web.editions import State
from ixakg.web.using import about

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection

    from pyoxigraph import Triple

    from ixakg.web.site import Limits


class Asked(NamedTuple):
    """A query, the graphs that it is about where the request says so, and formats that will do.

    The default graph of the store has no name.
    """

    sparql: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    solutions: str | None
    triples: str | None


class Update(NamedTuple):
    """An update, and the graphs that it is about where the request says so."""

    sparql: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Filled(NamedTuple):
    """Triples for a graph, in place of its own or beside them; no name means the default graph."""

    graph: str
    documents: tuple[tuple[str, bytes], ...]
    base: str
    emptied: bool


class Task(NamedTuple):
    """What to do, the file of the graph to do it with, and the file for a graph that changes."""

    what: Asked | Update | Filled
    file: str
    changed: str = ""


class Told(NamedTuple):
    """An answer: a status, its media type, and its bytes; or why there is none, and where."""

    status: int
    media_type: str
    body: bytes
    members: Mapping[str, object] = {}


class Setting(NamedTuple):
    """What does not change from task to task."""

    base: str
    namespaces: dict[str, str]
    hosts: frozenset[str]
    limits: Limits


class _TooLong(Exception):
    """More bytes or rows than an answer may have."""


class _Bounded(BytesIO):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: bytes, /) -> int:  # type: ignore[override] # Oxigraph writes bytes
        if self.tell() + len(piece) > self._most:
            raise _TooLong(self._most, "bytes")
        return super().write(piece)


def work(connection: Connection, file: str, setting: Setting) -> None:
    """Load a file of N-Quads, and do what comes until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    desk = _Desk(setting)
    desk.open(file)
    _bound(setting.limits.memory)
    connection.send(None)
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        _alarm(setting.limits.seconds)
        said = desk.done(task)
        _alarm(0)
        connection.send(said)


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


class _Desk:
    """A graph that is at hand, and what can be done with it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._file = ""
        self._store: Store

    def open(self, file: str) -> None:
        """Take another graph to hand, if it is another one."""
        if file != self._file:
            self._file, self._store = "", Store()
            self._store.load(path=file, format=RdfFormat.N_QUADS)
            self._file = file

    def done(self, task: Task) -> Told | State:
        """Return the answer to a query, the state after a change, or why there is neither."""
        try:
            self.open(task.file)
        except OSError:
            return Told(503, "", b"the graph changes just now; ask again")
        limits = self._setting.limits
        try:
            if isinstance(task.what, Asked):
                return self._answer(task.what)
            return self._change(task.what, task.changed)
        except InvalidQuery as error:
            return Told(400, "", str(error).encode())
        except SyntaxError as error:
            return self._mistake(task.what, str(error))
        except (OSError, RuntimeError, ValueError) as error:
            return Told(400, "", f"this cannot be done: {error}".encode())
        except _TooLong as error:
            most, what = error.args
            told = f"the answer has more than {most} {what}, and none of them is sent; add a LIMIT"
            return Told(413, "", told.encode(), {"limit": most, "unit": what})
        except MemoryError:
            told = f"this needs more memory than it may take, {limits.memory >> 20} MiB"
            return Told(507, "", told.encode())

    def _mistake(self, what: Asked | Update | Filled, message: str) -> Told:
        if isinstance(what, Filled):
            return Told(400, "", f"the body cannot be read: {message}".encode())
        found = place(message)
        members = dict(zip(("line", "column"), found or (), strict=False))
        update = isinstance(what, Update)
        told = syntax(what.sparql, message, self._setting.namespaces, update=update)
        return Told(400, "", told.encode(), members)

    def _answer(self, asked: Asked) -> Told:

        refuse_service(asked.sparql, self._setting.hosts)
        said = bool(asked.default or asked.named)
        answer = self._store.query(
            asked.sparql,
            base_iri=self._setting.base,
            prefixes=self._setting.namespaces,
            # Oxigraph ignores FROM where it is told to use the union.
            use_default_graph_as_union=not said and not has_dataset(asked.sparql),
            default_graph=[_graph(iri) for iri in asked.default] if said else None,
            named_graphs=[NamedNode(iri) for iri in asked.named] if said else None,
        )
        limits = self._setting.limits
        out = _Bounded(limits.answer)
        if isinstance(answer, QueryTriples):
            if asked.triples is None:
                return Told(406, "triples", b"")
            form = RdfFormat.from_media_type(asked.triples) or RdfFormat.TURTLE
            serialize(_few(answer, limits.rows), out, form)
            return Told(200, asked.triples, out.getvalue())
        if asked.solutions is None:
            return Told(406, "solutions", b"")
        table = QueryResultsFormat.from_media_type(asked.solutions) or QueryResultsFormat.JSON
        answer.serialize(out, format=table)
        body = out.getvalue()
        # A row has a byte at least.
        many = isinstance(answer, QuerySolutions) and len(body) > limits.rows
        if many and rows(body, asked.solutions) > limits.rows:
            raise _TooLong(limits.rows, "rows")
        return Told(200, asked.solutions, body)

    def _change(self, change: Update | Filled, file: str) -> State:
        """Make all of a change or nothing, write the graph to a file, and return its state."""
        if isinstance(change, Update):
            self._update(change)
        else:
            self._fill(change)
        # What is at hand is no longer what is in its file, and not yet what is in another.
        self._file = ""
        state = _written(self._store, Path(file))
        self._file = file
        return state

    def _update(self, update: Update) -> None:

        refuse_service(update.sparql, update=True)
        self._store.update(
            about(update.sparql, update.default, update.named),
            base_iri=self._setting.base,
            prefixes=self._setting.namespaces,
        )

    def _fill(self, filled: Filled) -> None:
        graph = _graph(filled.graph)
        quads = [
            Quad(quad.subject, quad.predicate, quad.object, graph)
            for media_type, body in filled.documents
            for quad in parse(
                body,
                RdfFormat.from_media_type(media_type),
                base_iri=filled.base,
                rename_blank_nodes=True,
                without_named_graphs=True,
            )
        ]
        self._file = ""
        if filled.emptied:
            self._store.clear_graph(graph)
        self._store.extend(quads)


def _graph(iri: str) -> NamedNode | DefaultGraph:
    return NamedNode(iri) if iri else DefaultGraph()


def _few(triples: Iterator[Triple], most: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise _TooLong(most, "triples")
        yield triple


def _written(store: Store, file: Path) -> State:
    lines = (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    content = b"".join(sorted(lines))
    file.write_bytes(content)
    names = (node.value for node in store.named_graphs() if isinstance(node, NamedNode))
    return State(sha256(content).hexdigest(), frozenset(names))
