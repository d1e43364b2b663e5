"""Constraints in SPARQL: when a query for one focus node may be asked of all of them at once.

SHACL asks the query for each focus node with ``$this`` bound beforehand, at every depth. Joining
the focus nodes in at the beginning of the outermost group gives the same rows where each part of
the query that mentions ``$this`` also finds it bound. That is what is decided here, from the text;
what is not understood is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Store

from ixakg.shacl.patterns import common
from ixakg.shacl.semijoins import set_wise
from ixakg.shacl.shapes import plain, texts
from ixakg.shacl.tokens import Refused, Token, closing, direct, opening, scan, variables, written
from ixakg.vocabulary import OWL, RDF, SH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ixakg.shacl.shapes import Shape, Shapes
    from ixakg.solutions import Term

CLAUSES = frozenset(
    {
        *("A", "AS", "ASC", "BIND", "BY", "DESC", "DISTINCT", "EXISTS", "FALSE", "FILTER"),
        *("GROUP", "HAVING", "IN", "NOT", "OPTIONAL", "ORDER", "SELECT", "TRUE", "UNION", "WHERE"),
    }
)
FUNCTIONS = frozenset(
    {
        *("ABS", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "COUNT", "DATATYPE", "FLOOR"),
        *(
            "REGEX",
            "IF",
            "ISBLANK",
            "ISIRI",
            "ISLITERAL",
            "ISNUMERIC",
            "ISURI",
            "LANG",
            "LCASE",
            "MAX",
        ),
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
LONG = ('"""', "'''")
THIS = "this"


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


@lru_cache(maxsize=1024)
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
    if shapes.reaches_outside and any(t.text in "*?" for t in tokens if t.kind == "sign"):
        raise Refused("has a path that may start outside the graph")
    start, end = _query(tokens, outermost=True)
    prefixes = _prefixes(said.get(SH.prefixes, ()), shapes)
    used = {token.text.split(":")[0] for token in tokens if token.kind == "name"}
    if not used <= prefixes.keys():
        raise Refused("has a prefix that is not declared")
    declared = "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in sorted(used))
    head, rest = tokens[: start + 1], tokens[end:]
    body = set_wise(tokens[start + 1 : end], [*head, *rest])
    counts = any(token.word in ("COUNT", "SUM") for token in tokens)
    messages = texts(said.get(SH.message, ()))
    found = Select(node, declared + written(head), written([*body, *rest]), messages, counts)
    try:
        Store().query(found.joined("?this <urn:p> ?_o ."))
    except SyntaxError:
        raise Refused("is no query that the store can parse") from None
    return found


def _tokens(query: str, shape: Shape) -> list[Token]:
    tokens: list[Token] = []
    for token in scan(query):
        if token.word and token.word not in CLAUSES | FUNCTIONS:
            raise Refused(f"has {token.text}")
        if token.variable in ("shapesGraph", "currentShape", "failure", "message"):
            raise Refused(f"has {token.text}")
        if token.text == "(" and tokens and tokens[-1].kind in ("iri", "name"):
            raise Refused(f"calls {tokens[-1].text}")
        if token.variable == "PATH":
            if not shape.path:
                raise Refused("has $PATH without a path")
            tokens += scan(shape.path)
        else:
            tokens.append(token)
    for start in [i for i, token in enumerate(tokens) if token.word == "REGEX"]:
        _same_everywhere(tokens, start + 1)
    return tokens


def _same_everywhere(tokens: list[Token], start: int) -> None:
    """Put into a REGEX the pattern that means here what it means elsewhere, or refuse it."""
    end = closing(tokens, start)
    flagged = tokens[end - 1].text == '"i"' and tokens[end - 2].text == ","
    place = end - 3 if flagged else end - 1
    kind, text = tokens[place]
    readable = kind == "string" and text[:3] not in LONG
    readable = readable and not re.search(r"\\[^\\]", text.replace("\\\\", ""))
    same = common(text[1:-1].replace("\\\\", "\\")) if readable else None
    if same is None or tokens[place - 1].text != ",":
        raise Refused("has REGEX with a pattern that may not mean the same everywhere")
    tokens[place] = Token(kind, str(Literal(same)))


def _query(tokens: Sequence[Token], *, outermost: bool = False) -> tuple[int, int]:
    """Return where the group of a SELECT begins and ends.

    Raises:
        Refused: the SELECT, outermost or inner, is not sure to give the same rows.
    """
    start = next((i for i, token in enumerate(tokens) if token.text == "{"), len(tokens))
    end = closing(tokens, start)
    head, body, rest = tokens[:start], tokens[start + 1 : end], tokens[end + 1 :]
    if not head or head[0].word != "SELECT":
        raise Refused("is no SELECT")
    depth, projected = 0, False
    for token in head:
        depth += (token.text == "(") - (token.text == ")")
        projected |= depth == 0 and token.variable == THIS
    if not projected:
        raise Refused("does not select $this")
    grouped = any(token.word == "GROUP" for token in rest)
    aggregated = any(token.word in AGGREGATES for token in (*head, *rest))
    if (grouped or aggregated) and not _groups_by_this(rest):
        raise Refused("does not group by $this")
    if not outermost and not _mentions(body):
        raise Refused("has an inner SELECT without $this in it")
    _group(body, bound=outermost, early=outermost)
    if any(name.variable == THIS and before.word == "AS" for before, name in pairwise(tokens)):
        raise Refused("binds $this")
    return start, end


def _groups_by_this(rest: Sequence[Token]) -> bool:
    words = [token.word for token in rest]
    after = rest[words.index("BY") + 1 :] if "BY" in words else ()
    return THIS in [token.variable for token in takewhile(lambda t: t.variable, after)]


def _group(tokens: Sequence[Token], *, bound: bool, early: bool) -> None:
    """Refuse a group that uses ``$this`` in an expression without finding it bound.

    ``bound`` tells whether filters find it bound from outside, ``early`` whether ``BIND`` does.
    """
    bound |= _mentions(tokens)
    before = ""
    i = 0
    while i < len(tokens):
        token, end = tokens[i], i
        if token.word in ("BIND", "FILTER"):
            start = opening(tokens, i)
            end = closing(tokens, start)
            early_enough = early or _mentions(tokens[:i])
            if token.word == "BIND" and _uses(tokens[i:end]) and not early_enough:
                raise Refused("uses $this in a BIND that may not find it bound")
            _expression(tokens[start : end + 1], bound=bound)
        elif token.text == "{":
            end = closing(tokens, i)
            inner = tokens[i + 1 : end]
            if inner and inner[0].word == "SELECT":
                _query(inner)
            else:
                _group(inner, bound=bound and before == "OPTIONAL", early=False)
        elif token.word not in ("", "A", "FALSE", "OPTIONAL", "TRUE", "UNION"):
            raise Refused(f"has {token.text} where a pattern is due")
        before = token.word
        i = end + 1


def _expression(tokens: Sequence[Token], *, bound: bool) -> None:
    """Refuse an expression, or the group of an EXISTS, that may not find ``$this`` bound."""
    if not bound and _uses(tokens):
        raise Refused("uses $this in an expression that may not find it bound")
    i = 0
    while i < len(tokens):
        if tokens[i].text == "{":
            end = closing(tokens, i)
            _group(tokens[i + 1 : end], bound=bound, early=bound)
            i = end
        i += 1


def _uses(tokens: Sequence[Token]) -> bool:
    return THIS in variables(tokens)


def _mentions(tokens: Sequence[Token]) -> bool:
    """Tell whether ``$this`` stands in a triple pattern of a group itself."""
    return THIS in variables(list(direct(tokens)))


def _prefixes(ontologies: tuple[Term, ...], shapes: Shapes) -> dict[str, str]:
    """Return the namespaces that ontologies declare, by prefix."""
    found = dict(ALWAYS)
    for ontology in ontologies:
        said = shapes.said(ontology)
        for declared in said.get(SH.declare, ()):
            one = shapes.said(declared)
            names, namespaces = texts(one.get(SH.prefix, ())), texts(one.get(SH.namespace, ()))
            if len(names) != 1 or len(namespaces) != 1:
                raise Refused("has a prefix that is not declared once")
            if found.setdefault(names[0], namespaces[0]) != namespaces[0]:
                raise Refused("has a prefix with two meanings")
    return found
