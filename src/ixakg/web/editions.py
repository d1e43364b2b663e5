"""The graph between two changes, and how it is read back from the file that it is kept in."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ixakg.bases import group
from ixakg.errors import CannotRead
from ixakg.store import OFF

if TYPE_CHECKING:
    from pathlib import Path

    from ixakg.exports.content import Content
    from ixakg.graph import KnowledgeGraph


class State(NamedTuple):
    """What is known of all quads that are served: their digest, and the named graphs."""

    digest: str
    names: frozenset[str]


class Edition:
    """The graph between two changes.

    Attributes:
        state: the digest of what is served, and its named graphs.
        file: the N-Quads that are served, sorted, if they are not those of the shipped graph.
    """

    def __init__(self, shipped: KnowledgeGraph, state: State, file: Path | None = None) -> None:
        self.state = state
        self.file = file
        self._shipped = shipped

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The graph of this edition, which is read when somebody first needs it."""
        if self.file is None:
            return self._shipped
        from pyoxigraph import RdfFormat, parse

        return self._shipped.holding(parse(path=self.file, format=RdfFormat.N_QUADS))

    def changed(self, state: State, file: Path) -> Edition:
        """Return the edition after a change."""
        return Edition(self._shipped, state, file)


def shipped(graph: KnowledgeGraph) -> Edition:
    """Return the edition before the first change."""
    digest, content = sha256(), served(graph)
    for chunk in content.canonical():
        for line in chunk:
            digest.update(line)
    names = frozenset(node.value for node in content.graphs)
    return Edition(graph, State(digest.hexdigest(), names))


def kept(graph: KnowledgeGraph, file: Path) -> Edition:
    """Return the edition that a file keeps.

    Raises:
        CannotRead: the file cannot be read, or holds no N-Quads.
    """
    from pyoxigraph import NamedNode, RdfFormat, Store

    store = Store()
    try:
        store.load(path=file, format=RdfFormat.N_QUADS)
        with file.open("rb") as lines:
            digest = sha256(lines.read()).hexdigest()
    except SyntaxError as error:
        raise CannotRead(f"{file}: {error.msg}; keep a graph of N-Quads there") from None
    except OSError as error:
        raise CannotRead(f"{file}: {error.strerror or error}; name another file") from None
    names = frozenset(g.value for g in store.named_graphs() if isinstance(g, NamedNode))
    return Edition(graph, State(digest, names), file)


def served(graph: KnowledgeGraph) -> Content:
    """Return the graphs that are served: as everywhere, what no source states is left out."""
    found = graph.content()
    stated = tuple(node for node in found.graphs if group(node.value) not in OFF)
    return replace(found, graphs=stated)
