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
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import BlankNode, DefaultGraph, Quad, QuerySolution

    from ixakg.prefixes import Prefixes

AT_ONCE = ("ontology", "reference", "source")
REASONED = (*AT_ONCE, "inferred")


class Shelf:
    """A store whose named graphs are read from their files when they are first needed.

    What every question needs is read at once; the rest, by the group that a graph belongs to,
    when somebody asks for it: reading it takes longer than answering most questions.
    """

    def __init__(self, files: Iterable[tuple[Path, str]], at_once: Collection[str]) -> None:
        self._store = Store()
        self._waiting: dict[str, list[tuple[Path, str]]] = defaultdict(list)
        self._read: dict[str, set[str]] = defaultdict(set)
        for path, iri in files:
            self._waiting[bases.group(iri)].append((path, iri))
        self.holding(at_once)

    def holding(self, groups: Iterable[str]) -> Store:
        """Return the store with all graphs of some groups in it.

        Raises:
            InvalidTurtle: a file is no Turtle.
        """
        for group in groups:
            files = self._waiting.pop(group, [])
            self._read[group].update(iri for _, iri in files)
            _load(self._store, files)
        return self._store

    def only(self, groups: Collection[str]) -> Store:
        """Return a store with the graphs of some groups, and those that came from no file.

        Raises:
            InvalidTurtle: a file is no Turtle.
        """
        store = self.holding(groups)
        others = {
            name for group, names in self._read.items() if group not in groups for name in names
        }
        if not others:
            return store
        kept = Store()
        kept.extend(quad for quad in store if str(quad.graph_name)[1:-1] not in others)
        return kept

    def complete(self) -> Store:
        """Return the store with all graphs in it.

        Raises:
            InvalidTurtle: a file is no Turtle.
        """
        return self.holding(tuple(self._waiting))

    def including(self, quads: Iterable[Quad]) -> Shelf:
        """Return a shelf that also holds some quads."""
        other = Shelf((), ())
        other._store.bulk_extend(self._store)
        other._store.extend(quads)
        other._waiting.update(self._waiting)
        other._read.update({group: set(names) for group, names in self._read.items()})
        return other


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
    try:
        # Oxigraph ignores FROM where it is told to use the union.
        union = not has_dataset(sparql)
        answer = store.query(sparql, prefixes=namespaces, use_default_graph_as_union=union)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QuerySolutions):
            variables = (variable.value for variable in answer.variables)
            return Solutions(variables, (tuple(row) for row in answer), prefixes)
        return Triples(answer, prefixes)
    except SyntaxError as error:
        raise InvalidQuery(syntax(sparql, str(error), namespaces)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidQuery(f"the query cannot be evaluated: {error}") from None
