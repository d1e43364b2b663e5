"""What can be told from the text of a query before, or after, Oxigraph sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ixakg.errors import InvalidQuery, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

PROLOGUE = r"(?i)\A(\s+|#[^\n]*|(PREFIX|BASE)\b[^>]*>)*"
UPDATE = r"(?i)(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b"
FROM = r"(?i)\bFROM\s*(NAMED\b\s*)?(<|[\w.-]*:)"
PLACE = r"error at (\d+):(\d+): (?:expected )?"
ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"


def refuse_service(sparql: str) -> None:
    """Return only if a query cannot make this process call another server.

    Oxigraph follows ``SERVICE`` by itself, so the decision is made on the parsed query before.

    Raises:
        InvalidQuery: the query has a ``SERVICE`` pattern, or may have one that cannot be seen.
    """
    expanded = _expanded(sparql)
    if "service" not in expanded.casefold():
        return
    if expanded != sparql:
        raise InvalidQuery(
            "the query holds the word service and \\u escapes; write the characters themselves"
        )
    parsed = _parsed(sparql)
    if parsed is None or _holds(parsed, "ServiceGraphPattern"):
        raise InvalidQuery("the query asks another server; remove SERVICE, only this graph answers")


def has_dataset(sparql: str) -> bool:
    """Tell whether a query says by ``FROM`` which graphs it is about."""
    expanded = _expanded(sparql)
    if not re.search(FROM, expanded):
        return False
    parsed = _parsed(expanded)
    return parsed is None or _holds(parsed, "DatasetClause")


def syntax(sparql: str, message: str, namespaces: Mapping[str, str]) -> str:
    """Return what is wrong with a query in fewer words than the parser's grammar has."""
    update = re.match(UPDATE, re.sub(PROLOGUE, "", sparql))
    if update:
        return f"{update[0].upper()} would change the graph, which only answers queries"
    found = place(message)
    if not found:
        return f"this is no SPARQL query: {' '.join(message.split())}"
    line, column = found[0], found[1] - 1
    text = [*sparql.split("\n"), ""][line - 1]
    undeclared = re.search(r"([\w.-]*):[^\s:]*\s*$", text[:column])
    if "Prefix not found" in message and undeclared:
        hint = suggestion(undeclared[1], namespaces)
        return f"line {line} of the query: no prefix {undeclared[1]!r} is declared; {hint}"
    where = f"before {text[column:].strip()[:30]!r}" if text[column:].strip() else "at the end"
    wanted = re.findall(r"[A-Z]{2,}(?: [A-Z]+)*", re.sub(r"\[.*?\]", "", message))
    hint = f"expected {' or '.join(wanted[:6])}" if wanted else "something else is expected there"
    return f"line {line} of the query, {where}: {hint}"


def place(message: str) -> tuple[int, int] | None:
    """Return the line and the column that the parser speaks of, both from 1, if it does."""
    found = re.match(PLACE, message)
    return (int(found[1]), int(found[2])) if found else None


def _expanded(sparql: str) -> str:
    """Return a query with its escapes of characters expanded, as SPARQL does before parsing."""
    if "\\" not in sparql:
        return sparql
    return re.sub(ESCAPE, lambda code: chr(int(code[1] or code[2], 16) % 0x110000), sparql)


def _parsed(sparql: str) -> Any:
    """Return a query as rdflib parses it, or nothing where it cannot."""
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        # Oxigraph ends a comment at a carriage return, pyparsing does not.
        return parseQuery(sparql.replace("\r", "\n"))
    except Exception:  # what the parser trips over cannot be judged
        return None


def _holds(node: object, name: str) -> bool:
    """Tell whether a parsed query has a part of a name, however deep."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        return node.name == name or any(_holds(part, name) for part in node.values())
    parts = node if isinstance(node, list | tuple | ParseResults) else ()
    return any(_holds(part, name) for part in parts)
