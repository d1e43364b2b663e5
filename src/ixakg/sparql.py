"""What can be told from the text of a query before, or after, Oxigraph sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ixakg.errors import InvalidQuery, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

PROLOGUE = r"(?i)\A(\s+|#[^\n]*|(PREFIX|BASE)\b[^>]*>)*"
UPDATE = r"(?i)(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b"
FROM = r"(?i)\bFROM\s*(NAMED\b\s*)?(<|[\w.-]*:)"
HEADER = r"\A(?:\s*#[^\n\r]*)+"
SHORT = 200
PLACE = r"error at (\d+):(\d+): (?:expected )?"
ADDRESS = r"https?://([\w.-]+)(?::\d+)?(?:/[\w.~/-]*)?"
ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"


def refuse_service(sparql: str, hosts: Collection[str] = (), *, update: bool = False) -> None:
    """Return only if a query, or an update, cannot make this process call another server.

    Oxigraph follows ``SERVICE`` and ``LOAD`` by itself, so the decision is made on what is parsed
    before. Hosts are those that ``SERVICE`` may call by their names.

    Raises:
        InvalidQuery: it calls another server, or may do so in a way that cannot be seen.
    """
    what, words = ("update", ("service", "load")) if update else ("query", ("service",))
    expanded = _expanded(sparql)
    if not any(word in expanded.casefold() for word in words):
        return
    if expanded != sparql:
        raise InvalidQuery(
            f"the {what} holds the word {' or '.join(words)} and \\u escapes; "
            "write the characters themselves"
        )
    parsed = _parsed(sparql, update=update)
    if parsed is not None and next(_parts(parsed, "Load"), None):
        raise InvalidQuery("the update fetches a file by LOAD; send what the file says instead")
    if parsed is None or any(_calls(part, hosts) for part in _parts(parsed, "ServiceGraphPattern")):
        raise InvalidQuery(
            f"the {what} asks another server; remove SERVICE, only this graph answers"
        )


def has_dataset(sparql: str) -> bool:
    """Tell whether a query says by ``FROM`` which graphs it is about."""
    expanded = _expanded(sparql)
    # Comments before the query may speak of anything; loading the parser takes long.
    if not re.search(FROM, re.sub(HEADER, "", expanded)):
        return False
    parsed = _parsed(expanded)
    return parsed is None or next(_parts(parsed, "DatasetClause"), None) is not None


def syntax(
    sparql: str, message: str, namespaces: Mapping[str, str], *, update: bool = False
) -> str:
    """Return what is wrong with a query or an update in fewer words than the grammar has."""
    what = "update" if update else "query"
    change = re.match(UPDATE, re.sub(PROLOGUE, "", sparql))
    if change and not update:
        return f"{change[0].upper()} would change the graph, which only answers queries"
    found = place(message)
    if not found:
        return f"this is no SPARQL {what}: {' '.join(message.split())}"
    line, column = found[0], found[1] - 1
    text = [*sparql.split("\n"), ""][line - 1]
    # Of a line that somebody made long on purpose, the last words are enough.
    undeclared = re.search(r"([\w.-]*):[^\s:]*\s*$", text[max(0, column - SHORT) : column])
    if "Prefix not found" in message and undeclared:
        hint = suggestion(undeclared[1], namespaces)
        return f"line {line} of the {what}: no prefix {undeclared[1]!r} is declared; {hint}"
    where = f"before {text[column:].strip()[:30]!r}" if text[column:].strip() else "at the end"
    wanted = re.findall(r"[A-Z]{2,}(?: [A-Z]+)*", re.sub(r"(?s)\[.*?\]", "", message))
    hint = f"expected {' or '.join(wanted[:6])}" if wanted else "something else is expected there"
    return f"line {line} of the {what}, {where}: {hint}"


def place(message: str) -> tuple[int, int] | None:
    """Return the line and the column that the parser speaks of, both from 1, if it does."""
    found = re.match(PLACE, message)
    return (int(found[1]), int(found[2])) if found else None


def _expanded(sparql: str) -> str:
    """Return a query with its escapes of characters expanded, as SPARQL does before parsing."""
    if "\\" not in sparql:
        return sparql
    return re.sub(ESCAPE, lambda code: chr(int(code[1] or code[2], 16) % 0x110000), sparql)


def _calls(service: Any, hosts: Collection[str]) -> bool:
    """Tell whether a ``SERVICE`` may call a server other than some hosts."""
    from rdflib import URIRef

    term = service.term
    found = re.fullmatch(ADDRESS, term) if type(term) is URIRef else None
    return not found or found[1].casefold() not in hosts


def _parsed(sparql: str, *, update: bool = False) -> Any:
    """Return a query as rdflib parses it, or nothing where it cannot."""
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        # Oxigraph ends a comment at a carriage return, pyparsing does not.
        return (parseUpdate if update else parseQuery)(sparql.replace("\r", "\n"))
    except Exception:  # what the parser trips over cannot be judged
        return None


def _parts(node: object, name: str) -> Iterator[Any]:
    """Yield the parts of a name in a parsed query, however deep."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        if node.name == name:
            yield node
        for part in node.values():
            yield from _parts(part, name)
    elif isinstance(node, list | tuple | ParseResults):
        for part in node:
            yield from _parts(part, name)
