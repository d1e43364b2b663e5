"""What is exported: some graphs of a store, as sorted lines of N-Triples or N-Quads.

All of it is text: to look at each triple as an object takes longer than everything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    parse,
)

from ixakg.errors import InvalidExport, InvalidQuestion
from ixakg.exports.sorting import RUN, Sorter
from ixakg.queries import Catalogue
from ixakg.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import DefaultGraph, Store

    from ixakg.bundle import Bundle
    from ixakg.prefixes import Prefixes


PIECE = 1 << 20
END = b" .\n"


class Part(NamedTuple):
    """Triples to be written together: those of a graph, or of several merged ones."""

    graph: NamedNode | None
    nameless: tuple[str, ...]
    chunks: Iterator[list[bytes]]


@dataclass(frozen=True, slots=True)
class Content:
    """Some named graphs of a store, in the order of their IRIs, to be kept apart or merged."""

    store: Store
    graphs: tuple[NamedNode, ...]
    prefixes: Prefixes
    bundle: Bundle
    merge: bool = False
    run: int = RUN

    def parts(self) -> Iterator[Part]:
        """Yield each graph with its sorted lines of N-Triples; all as one where they are merged.

        A node without a name gets one from what is said about it and from its graph, which is the
        same in every process, and whatever other graphs there are.

        Raises:
            InvalidExport: a triple is about a triple, or two graphs share a node without a name.
        """
        owners: dict[str, NamedNode] = {}
        groups = [(None, self.graphs)] if self.merge else [(g, (g,)) for g in self.graphs]
        for graph, members in groups:
            with Sorter(self.run) as lines:
                nameless = [
                    line for member in members for line in self._named(member, lines, owners)
                ]
                lines.write("".join(nameless).encode())
                yield Part(graph, tuple(nameless), lines.chunks())

    def select(self, group: str, name: str) -> QuerySolutions:
        """Return the solutions of a canned query.

        Inside ``GRAPH`` it sees the graphs of the content, outside of it all of the store.

        Raises:
            InvalidQuestion: there is no such query, or it is no SELECT.
        """
        everything: list[NamedNode | BlankNode | DefaultGraph] = [*self.store.named_graphs()]
        found = self.store.query(
            Catalogue(self.bundle.queries(group))[name].sparql,
            default_graph=everything,
            named_graphs=list(self.graphs),
        )
        if not isinstance(found, QuerySolutions):
            raise InvalidQuestion(f"{group}/{name}.rq: it must be a SELECT query")
        return found

    def _named(self, graph: NamedNode, lines: Sorter, owners: dict[str, NamedNode]) -> list[str]:
        """Write a graph to the lines, and return those of nodes that had no name."""
        nameless = self._dump(graph, lines)
        for node in {node.value for quad in nameless for node in _nodes(quad)}:
            if owners.setdefault(node, graph) != graph:
                raise InvalidExport(
                    f"{graph} and {owners[node]} share a node without a name; give it an IRI, "
                    "or write .canonical.nq"
                )
        scope = _scope(graph)
        return [f"{_scoped(quad, scope)} .\n" for quad in _canonical(nameless)]

    def canonical(self) -> Iterator[list[bytes]]:
        """Yield the sorted lines of N-Quads of the canonical form of all graphs (RDFC-1.0).

        Raises:
            InvalidExport: a triple is about a triple.
        """
        with Sorter(self.run) as lines:
            nameless: list[Quad] = []
            for graph in self.graphs:
                found = self._dump(graph, lines, f" {graph}".encode())
                nameless += (Quad(q.subject, q.predicate, q.object, graph) for q in found)
            for quad in _canonical(nameless):
                lines.write(f"{quad} .\n".encode())
            yield from lines.chunks()

    def _dump(self, graph: NamedNode, lines: Sorter, name: bytes = b"") -> list[Quad]:
        """Write the triples of named nodes to the lines, and return the others."""
        named = _Named(lines, name)
        self.store.dump(cast("IO[bytes]", named), format=RdfFormat.N_TRIPLES, from_graph=graph)
        named.finish()
        return list(parse(b"".join(named.nameless), format=RdfFormat.N_TRIPLES))


class _Named:
    """Passes lines on, with the name of their graph, but for those of nodes without a name."""

    def __init__(self, lines: Sorter, name: bytes) -> None:
        self.nameless: list[bytes] = []
        self._lines = lines
        self._end = name + END
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self._size += len(piece)
        if self._size > PIECE:
            self.finish()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the end of a line may be missing yet."""

    def finish(self) -> None:
        text = b"".join(self._pieces)
        end = text.rfind(b"\n") + 1
        self._pieces, self._size = [text[end:]], len(text) - end
        text = text[:end]
        # Most graphs have neither; to look for both is faster than to look at each line.
        if b"_:" in text or b"<<(" in text:
            text = b"".join(line for line in text.splitlines(keepends=True) if self._keep(line))
        self._lines.write(text if self._end == END else text.replace(END, self._end))

    def _keep(self, line: bytes) -> bool:
        subject, _, value = line.split(b" ", 2)
        if value.startswith(b"<<("):
            raise InvalidExport(
                f"a triple about a triple, which few programs read: {line.decode().strip()[:200]}; "
                "give the inner one a node of its own"
            )
        if not subject.startswith(b"_:") and not value.startswith(b"_:"):
            return True
        self.nameless.append(line)
        return False


def _canonical(nameless: Iterable[Quad]) -> Iterable[Quad]:
    dataset = Dataset(nameless)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _nodes(quad: Quad) -> Iterator[BlankNode]:
    for term in (quad.subject, quad.object):
        if isinstance(term, BlankNode):
            yield term


def _scope(graph: NamedNode) -> str:
    """Return what the names of nodes in a graph begin with; no two graphs have the same."""
    path = graph.value.removeprefix(GRAPHS)
    return re.sub(r"[^A-Za-z0-9]", lambda odd: f"-{ord(odd[0]):x}-", path) + "-"


def _scoped(quad: Quad, scope: str) -> str:
    subject, value = (
        f"_:{scope}{term.value}" if isinstance(term, BlankNode) else str(term)
        for term in (quad.subject, quad.object)
    )
    return f"{subject} {quad.predicate} {value}"
