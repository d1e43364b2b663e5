"""What a server serves, and within which bounds: a value that every route is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ixakg.web import editions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ixakg.exports.content import Content
    from ixakg.graph import KnowledgeGraph
    from ixakg.web.editions import Edition

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take; whoever asks for more is told so.

    Attributes:
        seconds: from the arrival of a query to its answer, with the wait for a free worker.
        memory: bytes of address space that a worker may have.
        workers: queries that run at the same time.
        waiting: queries that wait for a free worker.
        connections: clients at the same time.
        body: bytes of a request's body.
        change: bytes of a body that changes the graph, from somebody who may.
        patience: seconds that the head of a request may take to arrive, and its body.
        answer: bytes of an answer.
        rows: rows or triples of an answer.
        cache: bytes of answers that are kept for those who ask the same.
    """

    seconds: float = 30.0
    memory: int = 1024 * MEBIBYTE
    workers: int = 4
    waiting: int = 256
    connections: int = 800  # most systems let a process open 1,024 files
    body: int = 1 * MEBIBYTE
    change: int = 64 * MEBIBYTE
    patience: float = 10.0
    answer: int = 64 * MEBIBYTE
    rows: int = 1_000_000
    cache: int = 64 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Changes:
    """Who may change the graph, and where it is kept.

    Attributes:
        token: what a request has to show.
        file: where all quads are written after a change.
    """

    token: str = field(repr=False)
    file: Path


@dataclass(frozen=True, slots=True)
class Site:
    """A graph with the address it is served at, and the settings of the server.

    Attributes:
        base: the address of the server, without a slash at its end.
        limits: what a request may take.
        namespaces: the prefixes that a query need not declare.
        changes: who may change the graph; nobody, if nothing.
        hosts: the servers that a query may ask with ``SERVICE``.
    """

    base: str
    limits: Limits
    namespaces: Mapping[str, str]
    changes: Changes | None
    hosts: frozenset[str]
    _editions: list[Edition]

    @property
    def edition(self) -> Edition:
        """What is served now."""
        return self._editions[-1]

    @property
    def graph(self) -> KnowledgeGraph:
        """The graph that pages are made from; another one after a change."""
        return self.edition.graph

    @property
    def digest(self) -> str:
        """The digest of the graph; another one after a change."""
        return self.edition.state.digest

    def publish(self, edition: Edition) -> None:
        """Serve another edition from now on."""
        self._editions[:] = [edition]

    def content(self) -> Content:
        """Return the graphs that are served: as everywhere, what no source states is left out."""
        return editions.served(self.graph)

    def etag(self, variant: str = "") -> str:
        """Return the entity tag of a variant of something that depends on the graph alone.

        Tags are weak: the order of rows is not always part of what was asked for.
        """
        from hashlib import sha256

        return f'W/"{sha256(f"{self.digest} {variant}".encode()).hexdigest()[:24]}"'


def site(
    graph: KnowledgeGraph,
    base: str,
    limits: Limits | None = None,
    *,
    changes: Changes | None = None,
    hosts: Iterable[str] = (),
) -> Site:
    """Return the site of a graph, or of that which earlier changes have made of it.

    Raises:
        CannotRead: the file of the changes is no graph.
    """
    namespaces = {prefix: graph.prefixes[prefix] for prefix in graph.prefixes}
    changed = changes is not None and changes.file.exists()
    first = editions.kept(graph, changes.file) if changes and changed else editions.shipped(graph)
    bounds = limits or Limits()
    return Site(base.rstrip("/"), bounds, namespaces, changes, frozenset(hosts), [first])
