"""Constraints in SPARQL: when a query for one focus node may be asked of all of them at once.

SHACL asks the query for each focus node with ``$this`` bound beforehand, at every depth. Joining
the focus nodes in at the beginning of the outermost group gives the same rows where each part of
the query that mentions ``$this`` also finds it bound. That is what is decided here, from the text;
what is not understood is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Store

from ixakg.shapes import plain, texts
from ixakg.vocabulary import OWL, RDF, SH

if TYPE_CHECKING:
    from ixakg.shapes import Shape, Shapes
    from ixakg.solutions import Term

TOKEN = re.compile(
    r"""\s+|\#[^\n]*
    |(?P<string>\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>[A-Za-z][\w.-]*:[\w.-]*\w|[A-Za-z][\w.-]*:|:\w+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<sign>\^\^|&&|\|\||[!<>]=|@[A-Za-z-]+|.)""",
    re.VERBOSE | re.DOTALL,
)
CLAUSES = frozenset(
    {
        *("A", "AS", "ASC", "BIND", "BY", "DESC", "DISTINCT", "EXISTS", "FALSE", "FILTER"),
        *("GROUP", "HAVING", "IN", "NOT", "OPTIONAL", "ORDER", "SELECT", "TRUE", "UNION", "WHERE"),
    }
)
FUNCTIONS = frozenset(
    {
        *("ABS", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "COUNT", "DATATYPE", "FLOOR"),
        *("IF", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LCASE", "MAX"),
        *("MIN", "ROUND", "SAMETERM", "STR", "STRAFTER", "STRBEFORE", "STRENDS", "STRLEN"),
        *("STRSTARTS", "SUM", "UCASE"),
    }
)
AGGREGATES = frozenset({"COUNT", "MAX", "MIN", "SUM"})
ALWAYS = {
    "owl": OWL.base,
    "rdf": RDF.base,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
THIS = ("?this", "$this")


class Refused(Exception):
    """The query cannot be asked of all focus nodes at once; the message says why."""


@dataclass(frozen=True, slots=True)
class Select:
    """A constraint in SPARQL, as two halves of a query between which a pattern can be put."""

    node: Term
    head: str
    tail: str
    messages: tuple[str, ...]
    counts: bool  # how often a triple is there would make a difference

    def joined(self, pattern: str) -> str:
        """Return the query for the focus nodes that a pattern binds."""
        return f"{self.head} {pattern} {self.tail}"


def unequal(node: Term, shape: Shape, shapes: Shapes) -> str:
    """Return why a query cannot be asked of all focus nodes at once, or nothing where it can."""
    try:
        read(node, shape, shapes)
    except Refused as refused:
        return str(refused)
    return ""


def read(node: Term, shape: Shape, shapes: Shapes) -> Select | None:
    """Return a constraint in SPARQL, or nothing where it is deactivated.

    Raises:
        Refused: asking for all focus nodes at once may not give the same rows.
    """
    said = shapes.said(node)
    if any(plain(value) == "true" for value in said.get(SH.deactivated, ())):
        return None
    queries = texts(said.get(SH.select, ()))
    if len(queries) != 1:
        raise Refused("has not one query")
    tokens = _tokens(queries[0], shape)
    if shapes.reaches_outside and any(text in "*?" for kind, text, _ in tokens if kind == "sign"):
        raise Refused("has a path that may start outside the graph")
    start = next((i for i, token in enumerate(tokens) if token[1] == "{"), len(tokens))
    _query(tokens, outermost=True)
    prefixes = _prefixes(said.get(SH.prefixes, ()), shapes)
    used = {text.split(":")[0] for kind, text, _ in tokens if kind == "name"}
    if not used <= prefixes.keys():
        raise Refused("has a prefix that is not declared")
    declared = "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in sorted(used))
    head = " ".join(text for _, text, _ in tokens[: start + 1])
    tail = " ".join(text for _, text, _ in tokens[start + 1 :])
    counts = any(word in ("COUNT", "SUM") for _, _, word in tokens)
    found = Select(node, declared + head, tail, texts(said.get(SH.message, ())), counts)
    try:
        Store().query(found.joined("?this <urn:p> ?_o ."))
    except SyntaxError:
        raise Refused("is no query that the store can parse") from None
    return found


Tokens = list[tuple[str, str, str]]  # kind, text, word in capitals


def _tokens(query: str, shape: Shape) -> Tokens:
    tokens: Tokens = []
    for match in TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind is None:
            continue
        word = text.upper() if kind == "word" else ""
        if word and word not in CLAUSES | FUNCTIONS:
            raise Refused(f"has {text}")
        if text in ("$PATH", "?PATH"):
            if not shape.path:
                raise Refused("has $PATH without a path")
            kind, text = "iri", shape.path
        if text[1:] in ("shapesGraph", "currentShape", "failure", "message"):
            raise Refused(f"has {text}")
        if text == "(" and tokens and tokens[-1][0] in ("iri", "name"):
            raise Refused(f"calls {tokens[-1][1]}")
        tokens.append((kind, text, word))
    return tokens


def _query(tokens: Tokens, *, outermost: bool = False) -> None:
    """Refuse a SELECT, outermost or inner, that is not sure to give the same rows."""
    start = next((i for i, token in enumerate(tokens) if token[1] == "{"), len(tokens))
    end = _closing(tokens, start)
    head, body, rest = tokens[:start], tokens[start + 1 : end], tokens[end + 1 :]
    if not head or head[0][2] != "SELECT":
        raise Refused("is no SELECT")
    depth, projected = 0, False
    for _, text, _ in head:
        depth += (text == "(") - (text == ")")
        projected |= depth == 0 and text in THIS
    if not projected:
        raise Refused("does not select $this")
    grouped = any(word == "GROUP" for _, _, word in rest)
    aggregated = any(word in AGGREGATES for _, _, word in (*head, *rest))
    if (grouped or aggregated) and not _groups_by_this(rest):
        raise Refused("does not group by $this")
    if not outermost and not _mentions(body):
        raise Refused("has an inner SELECT without $this in it")
    _group(body, bound=outermost, early=outermost)
    if any(text in THIS and before[2] == "AS" for before, (_, text, _) in pairwise(tokens)):
        raise Refused("binds $this")


def _groups_by_this(rest: Tokens) -> bool:
    after = [i for i, (_, _, word) in enumerate(rest) if word == "BY"]
    for index in after[:1]:
        for kind, text, _ in rest[index + 1 :]:
            if text in THIS:
                return True
            if kind != "variable":
                return False
    return False


def _group(tokens: Tokens, *, bound: bool, early: bool) -> None:
    """Refuse a group that uses ``$this`` in an expression without finding it bound.

    ``bound`` tells whether filters find it bound from outside, ``early`` whether ``BIND`` does.
    """
    bound |= _mentions(tokens)
    i = 0
    before: tuple[str, str, str] = ("", "", "")
    while i < len(tokens):
        _, text, word = tokens[i]
        if word == "FILTER":
            i = _filter(tokens, i + 1, bound=bound)
        elif word == "BIND":
            end = _closing(tokens, i + 1, "(")
            uses = any(text in THIS for _, text, _ in tokens[i:end])
            if uses and not (early or _mentions(tokens[:i])):
                raise Refused("uses $this in a BIND that may not find it bound")
            i = _expression(tokens, i + 1, bound=bound)
        elif text == "{":
            end = _closing(tokens, i)
            inner = tokens[i + 1 : end]
            if inner and inner[0][2] == "SELECT":
                _query(inner)
            else:
                _group(inner, bound=bound and before[2] == "OPTIONAL", early=False)
            i = end + 1
        elif word and word not in ("A", "FALSE", "OPTIONAL", "TRUE", "UNION"):
            raise Refused(f"has {text} where a pattern is due")
        else:
            i += 1
        before = tokens[i - 1]


def _filter(tokens: Tokens, i: int, *, bound: bool) -> int:
    """Return where a filter ends: a function, an EXISTS, or an expression in brackets."""
    while tokens[i][1] not in "({":
        i += 1
    if tokens[i][1] == "{":
        end = _closing(tokens, i)
        if not bound and any(text in THIS for _, text, _ in tokens[i:end]):
            raise Refused("uses $this in a group that may not find it bound")
        _group(tokens[i + 1 : end], bound=bound, early=bound)
        return end + 1
    return _expression(tokens, i, bound=bound)


def _expression(tokens: Tokens, i: int, *, bound: bool) -> int:
    """Return where an expression in brackets ends."""
    end = _closing(tokens, i, "(")
    if not bound and any(text in THIS for _, text, _ in tokens[i:end]):
        raise Refused("uses $this in an expression that may not find it bound")
    while i < end:
        if tokens[i][1] == "{":
            close = _closing(tokens, i)
            _group(tokens[i + 1 : close], bound=bound, early=bound)
            i = close
        i += 1
    return end + 1


def _mentions(tokens: Tokens) -> bool:
    """Tell whether ``$this`` stands in a triple pattern of a group itself."""
    i = 0
    while i < len(tokens):
        _, text, word = tokens[i]
        if word in ("FILTER", "BIND"):
            while tokens[i][1] not in "({":
                i += 1
            i = _closing(tokens, i, tokens[i][1])
        elif text == "{":
            i = _closing(tokens, i)
        elif text in THIS:
            return True
        i += 1
    return False


def _closing(tokens: Tokens, start: int, sign: str = "{") -> int:
    """Return the place of the bracket that closes the one at a place."""
    pair = {"{": "}", "(": ")"}[sign]
    depth = 0
    for i in range(start, len(tokens)):
        depth += (tokens[i][1] == sign) - (tokens[i][1] == pair)
        if not depth:
            return i
    raise Refused("has brackets that do not match")


def _prefixes(ontologies: tuple[Term, ...], shapes: Shapes) -> dict[str, str]:
    """Return the namespaces that ontologies declare, by prefix."""
    found = dict(ALWAYS)
    for ontology in ontologies:
        said = shapes.said(ontology)
        for declared in said.get(SH.declare, ()):
            one = shapes.said(declared)
            names, namespaces = texts(one.get(SH.prefix, ())), texts(one.get(SH.namespace, ()))
            if len(names) != 1 or len(namespaces) != 1 or names[0] in found:
                raise Refused("has prefixes that are declared otherwise than once")
            found[names[0]] = namespaces[0]
    return found
