"""What a server serves, and within which bounds: a value that every route is made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ixakg.bases import group
from ixakg.store import OFF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ixakg.exports.content import Content
    from ixakg.graph import KnowledgeGraph

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take; whoever asks for more is told so.

    Attributes:
        seconds: from the arrival of a query to its answer, with the wait for a free worker.
        memory: bytes of address space that a worker may have.
        workers: queries that run at the same time.
        waiting: queries that wait for a free worker.
        body: bytes of a request's body.
        patience: seconds that a body may take to arrive.
        answer: bytes of an answer.
    """

    seconds: float = 30.0
    memory: int = 1024 * MEBIBYTE
    workers: int = 4
    waiting: int = 64
    body: int = 1 * MEBIBYTE
    patience: float = 10.0
    answer: int = 64 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Site:
    """A graph with the address it is served at, its digest, and the settings of the server.

    Attributes:
        graph: what pages are made from.
        base: the address of the server, without a slash at its end.
        digest: a digest of the whole graph as it was loaded; the same graph has the same one.
        limits: what a request may take.
        namespaces: the prefixes that a query need not declare.
    """

    graph: KnowledgeGraph
    base: str
    digest: str
    limits: Limits = field(default_factory=Limits)
    namespaces: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> Content:
        """Return the graphs that are served: as everywhere, what no source states is left out."""
        found = self.graph.content()
        kept = tuple(graph for graph in found.graphs if group(graph.value) not in OFF)
        return replace(found, graphs=kept)

    def etag(self, variant: str = "") -> str:
        """Return the entity tag of a variant of something that depends on the graph alone.

        Tags are weak: the order of rows is not always part of what was asked for.
        """
        from hashlib import sha256

        return f'W/"{sha256(f"{self.digest} {variant}".encode()).hexdigest()[:24]}"'


def site(graph: KnowledgeGraph, base: str, limits: Limits | None = None) -> Site:
    """Return the site of a graph."""
    namespaces = {prefix: graph.prefixes[prefix] for prefix in graph.prefixes}
    return Site(graph, base.rstrip("/"), digest(graph), limits or Limits(), namespaces)


def digest(graph: KnowledgeGraph) -> str:
    """Return the SHA-256 of the sorted N-Quads of a graph."""
    from hashlib import sha256

    found = sha256()
    for chunk in graph.content().canonical():
        for line in chunk:
            found.update(line)
    return found.hexdigest()
