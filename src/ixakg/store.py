"""The store behind the questions: named graphs in Oxigraph, read-only and without a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store

from ixakg.errors import InvalidQuery, InvalidTurtle, suggestion
from ixakg.solutions import Solutions, Triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ixakg.prefixes import Prefixes

PROLOGUE = r"(?i)\A(\s+|#[^\n]*|(PREFIX|BASE)\b[^>]*>)*"
UPDATE = r"(?i)(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b"
ESCAPED = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"


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
    """Return the answer to a query over the union of the named graphs.

    Prefixes of the table of prefixes need no declaration.

    Raises:
        InvalidQuery: the query is no SPARQL query, or asks other servers.
    """
    refuse_service(sparql)
    namespaces = {prefix: prefixes[prefix] for prefix in prefixes}
    try:
        answer = store.query(sparql, prefixes=namespaces, use_default_graph_as_union=True)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QuerySolutions):
            variables = (variable.value for variable in answer.variables)
            return Solutions(variables, (tuple(row) for row in answer), prefixes)
        return Triples(answer, prefixes)
    except SyntaxError as error:
        raise InvalidQuery(_syntax(sparql, str(error), namespaces)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidQuery(f"the query cannot be evaluated: {error}") from None


def refuse_service(sparql: str) -> None:
    """Return only if a query cannot make this process call another server.

    Oxigraph follows ``SERVICE`` by itself, so the decision is made on the parsed query before.

    Raises:
        InvalidQuery: the query has a ``SERVICE`` pattern, or may have one that cannot be seen.
    """
    expanded = (
        re.sub(ESCAPED, lambda escape: chr(int(escape[1] or escape[2], 16) % 0x110000), sparql)
        if "\\" in sparql
        else sparql
    )
    if "service" not in expanded.casefold():
        return
    if expanded != sparql:
        raise InvalidQuery(
            "the query holds the word service and \\u escapes; write the characters themselves"
        )
    if _has_service(sparql):
        raise InvalidQuery("the query asks another server; remove SERVICE, only this graph answers")


def _has_service(sparql: str) -> bool:
    """Tell whether rdflib's parser finds a SERVICE pattern in a query, or finds no query."""
    from pyparsing import ParseException, ParseResults
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    def found(node: object) -> bool:
        if isinstance(node, CompValue):
            return node.name == "ServiceGraphPattern" or any(map(found, node.values()))
        return isinstance(node, list | tuple | ParseResults) and any(map(found, node))

    try:
        # Oxigraph ends a comment at a carriage return, pyparsing does not.
        return found(parseQuery(sparql.replace("\r", "\n")))
    except ParseException:
        return True


def _syntax(sparql: str, message: str, namespaces: Mapping[str, str]) -> str:
    """Return what is wrong with a query in fewer words than the parser's grammar has."""
    update = re.match(UPDATE, re.sub(PROLOGUE, "", sparql))
    if update:
        return f"{update[0].upper()} would change the graph, which only answers queries"
    place = re.match(r"error at (\d+):(\d+): (?:expected )?", message)
    if not place:
        return f"this is no SPARQL query: {' '.join(message.split())}"
    line, column = int(place[1]), int(place[2]) - 1
    text = [*sparql.split("\n"), ""][line - 1]
    undeclared = re.search(r"([\w.-]*):[^\s:]*\s*$", text[:column])
    if "Prefix not found" in message and undeclared:
        hint = suggestion(undeclared[1], namespaces)
        return f"line {line} of the query: no prefix {undeclared[1]!r} is declared; {hint}"
    where = f"before {text[column:].strip()[:30]!r}" if text[column:].strip() else "at the end"
    wanted = re.findall(r"[A-Z]{2,}(?: [A-Z]+)*", re.sub(r"\[.*?\]", "", message))
    hint = f"expected {' or '.join(wanted[:6])}" if wanted else "something else is expected there"
    return f"line {line} of the query, {where}: {hint}"
