"""The store behind the questions: named graphs in Oxigraph, read-only and without a network."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store

from ixakg import bases
from ixakg.errors import InvalidQuery, InvalidTurtle
from ixakg.solutions import Solutions, Triples
from ixakg.sparql import has_dataset, refuse_service, syntax

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import BlankNode, DefaultGraph, Quad, QuerySolution

    from ixakg.prefixes import Prefixes

AT_ONCE = ("ontology", "reference", "source")
REASONED = (*AT_ONCE, "inferred")
OFF = ("background",)


class Shelf:
    """Stores of named graphs, which are read from their files when they are first needed.

    What every question needs is read at once; the rest, by the group that a graph belongs to,
    when somebody asks for it: reading it takes longer than answering most questions. Whoever asks
    for some groups gets a store with those and no others, whatever was asked for before.
    """

    def __init__(
        self,
        files: Iterable[tuple[Path, str]],
        at_once: Collection[str],
        quads: Iterable[Quad] = (),
    ) -> None:
        self._files: dict[str, list[tuple[Path, str]]] = defaultdict(list)
        for path, iri in files:
            self._files[bases.group(iri)].append((path, iri))
        self._quads: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            self._quads[bases.group(str(quad.graph_name)[1:-1])].append(quad)
        self._at_once = frozenset(at_once) & self.groups
        self._untouched = True
        self._stores = {self._at_once: self._filled(Store(), self._at_once)}

    @property
    def groups(self) -> frozenset[str]:
        """The groups of graphs that there are."""
        return frozenset((*self._files, *self._quads))

    def holding(self, groups: Iterable[str]) -> Store:
        """Return a store with the graphs that are there at once, and all graphs of some groups.

        Raises:
            InvalidTurtle: a file is no Turtle.
        """
        wanted = self._at_once | (self.groups & frozenset(groups))
        if wanted not in self._stores:
            more = wanted - self._at_once
            beginning = self._beginning() if more else Store()
            self._stores[wanted] = self._filled(beginning, more or wanted)
        return self._stores[wanted]

    def including(self, quads: Iterable[Quad], *, replaced: Callable[[str], bool]) -> Shelf:
        """Return a shelf that also holds some quads, in place of the graphs that they replace."""
        files = [entry for group in self._files.values() for entry in group]
        kept = [quad for group in self._quads.values() for quad in group]
        return Shelf(
            ((path, iri) for path, iri in files if not replaced(iri)),
            self._at_once,
            [*(q for q in kept if not replaced(str(q.graph_name)[1:-1])), *quads],
        )

    def _beginning(self) -> Store:
        """Return a store with what is there at once, to be filled up.

        Most processes ask for one more group once: they need no copy of the first store.
        """
        if self._untouched:
            self._untouched = False
            return self._stores.pop(self._at_once)
        first = self.holding(())
        store = Store()
        store.bulk_extend(first)
        return store

    def _filled(self, store: Store, groups: Iterable[str]) -> Store:
        for group in sorted(groups):
            _load(store, self._files.get(group, ()))
            store.extend(self._quads.get(group, ()))
        return store


def _load(store: Store, files: Iterable[tuple[Path, str]]) -> None:
    graphs: dict[str, NamedNode] = {}
    for path, iri in files:
        graph = graphs.setdefault(iri, NamedNode(iri))
        try:
            store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=graph)
        except SyntaxError as error:
            raise InvalidTurtle(
                f"{path}: {error.msg}; mend the file, or run ixakg build if it is under data/facts"
            ) from None


def solutions(
    store: Store, sparql: str, graphs: Iterable[NamedNode] | None = None
) -> Iterator[QuerySolution]:
    """Yield the solutions of a query of our own, with the union of some graphs as the default."""
    default: list[NamedNode | BlankNode | DefaultGraph] | None = None
    if graphs is not None:
        default = [*graphs]
    answer = store.query(sparql, default_graph=default)
    assert isinstance(answer, QuerySolutions)  # noqa: S101 - the query is a SELECT
    return answer


def evaluate(store: Store, sparql: str, prefixes: Prefixes) -> Solutions | bool | Triples:
    """Return the answer to a query over the union of the named graphs, or those it asks for.

    Prefixes of the table of prefixes need no declaration.

    Raises:
        InvalidQuery: the query is no SPARQL query, or asks other servers.
    """
    refuse_service(sparql)
    namespaces = {prefix: prefixes[prefix] for prefix in prefixes}
    # Oxigraph ignores FROM where it is told to use the union.
    union = not has_dataset(sparql)
    try:
        return _answered(store, sparql, namespaces, prefixes, union=union)
    except SyntaxError as error:
        raise InvalidQuery(syntax(sparql, str(error), namespaces)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidQuery(f"the query cannot be evaluated: {error}") from None


def _answered(
    store: Store, sparql: str, namespaces: dict[str, str], prefixes: Prefixes, *, union: bool
) -> Solutions | bool | Triples:
    """Return the answer to a query that may be asked.

    The frame of this function goes when it returns. That of its caller may stay in what rdflib's
    parser leaves behind, and an answer of Oxigraph must not be freed by another thread.
    """
    answer = store.query(sparql, prefixes=namespaces, use_default_graph_as_union=union)
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QuerySolutions):
        variables = (variable.value for variable in answer.variables)
        return Solutions(variables, (tuple(row) for row in answer), prefixes)
    return Triples(answer, prefixes)
