"""The store behind the questions: named graphs in Oxigraph, read-only and without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store

from ixakg.errors import InvalidQuery, InvalidTurtle
from ixakg.solutions import Solutions, Triples
from ixakg.sparql import has_dataset, refuse_service, syntax

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ixakg.prefixes import Prefixes


def load(files: Iterable[tuple[Path, str]]) -> Store:
    """Return a store that holds each Turtle file in its named graph.

    Raises:
        InvalidTurtle: a file is no Turtle.
    """
    store = Store()
    graphs: dict[str, NamedNode] = {}
    for path, iri in files:
        graph = graphs.setdefault(iri, NamedNode(iri))
        try:
            store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=graph)
        except SyntaxError as error:
            raise InvalidTurtle(
                f"{path}: {error.msg}; mend the file, or run ixakg build if it is under data/facts"
            ) from None
    return store


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
