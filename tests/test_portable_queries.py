"""The questions keep clear of the spellings that a store is known to answer wrongly.

Each of these was met on Virtuoso 7, which answered fewer rows, others or none without a word; what
stands in their place has the same rows everywhere. ``docs/stores.md`` tells them to people.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib.paths import MulPath
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
QUESTIONS = sorted((ROOT / "queries" / "competency").glob("*.rq"))
PREFIX = "PREFIX : <https://example.org/>\n"
EXISTENCE = ("Builtin_EXISTS", "Builtin_NOTEXISTS")


def mistakes(sparql: str) -> set[str]:
    """Return the traps that a query steps into."""
    algebra = prepareQuery(sparql).algebra
    found = {trap for trap, node in _nodes(algebra) if trap}
    triples = list(_triples(algebra))
    ends = Counter(end for (s, _, o), _ in triples for end in (s, o))
    for (_, predicate, end), inside in triples:
        lengths = {part.mod for part in _parts(predicate) if isinstance(part, MulPath)}
        if "?" in lengths:
            found.add("a path of no or one step")
        if lengths - {"?"} and not inside:
            found.add("a path of any length outside of EXISTS")
        if lengths - {"?"} and not (isinstance(end, Variable) and ends[end] == 1):
            found.add("a path of any length to a given end")
    return found


def _nodes(node: Any) -> Iterator[tuple[str, Any]]:
    for part in _below(node):
        if isinstance(part, CompValue):
            if part.name == "Extend" and _bare(part.expr):
                yield "EXISTS in an expression, not alone as the condition of IF", part
            if part.name == "LeftJoin" and _first(part.p2) == "Union":
                yield "UNION at the beginning of OPTIONAL", part
        yield "", part
        yield from _nodes(part)


def _bare(expr: Any) -> bool:
    """Tell whether EXISTS is part of an expression other than as all of the condition of IF."""
    if isinstance(expr, CompValue) and expr.name in EXISTENCE:
        return True
    condition = getattr(expr, "arg1", None) if getattr(expr, "name", "") == "Builtin_IF" else None
    alone = getattr(condition, "name", "") in EXISTENCE
    return any(_bare(part) for part in _below(expr) if not (alone and part is condition))


def _first(group: Any) -> str:
    while getattr(group, "name", "") in ("Join", "Filter", "Extend", "LeftJoin"):
        group = group["p1"] if "p1" in group else group["p"]
    return str(group.name)


def _triples(node: Any, *, inside: bool = False) -> Iterator[tuple[tuple[Any, Any, Any], bool]]:
    """Yield the triple patterns, each with whether it is inside of EXISTS."""
    if isinstance(node, CompValue):
        inside = inside or node.name in EXISTENCE
        if node.name in ("BGP", "TriplesBlock"):
            terms = [term for triples in node.triples for term in triples]  # some hold several
            for subject, predicate, end in zip(*[iter(terms)] * 3, strict=True):
                yield (subject, predicate, end), inside
            return
    for part in _below(node):
        yield from _triples(part, inside=inside)


def _parts(predicate: Any) -> Iterator[PropertyPath]:
    """Yield a path and the paths that it is made of."""
    if isinstance(predicate, PropertyPath):
        yield predicate
        for part in (*getattr(predicate, "args", ()), *vars(predicate).values()):
            yield from _parts(part)


def _below(node: Any) -> Iterator[Any]:
    if isinstance(node, CompValue):
        yield from (part for key, part in node.items() if key not in ("_vars", "lazy"))
    elif isinstance(node, list | tuple):
        yield from node


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_steps_into_no_known_trap(path: Path) -> None:
    assert mistakes(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("pattern", "trap"),
    [
        ("?a :p ?b . ?b :q+ :end", "a path of any length outside of EXISTS"),
        ("?a :p ?b . ?b :q* ?c", "a path of any length outside of EXISTS"),
        ("?a :p ?b FILTER EXISTS { ?a :q* ?b }", "a path of any length to a given end"),
        ("?a :p ?b FILTER NOT EXISTS { ?a :q/:r+ :end }", "a path of any length to a given end"),
        ("?a :p/:q? :end", "a path of no or one step"),
        ("?a :p ?b OPTIONAL { { ?a :q ?c } UNION { ?b :q ?c } ?c :r ?d }", "UNION at the beginn"),
        ("?a :p ?b BIND (?b = 1 || EXISTS { ?a :q ?c } AS ?d)", "EXISTS in an expression, not a"),
        ("?a :p ?b BIND (IF(!BOUND(?b) && EXISTS { ?a :q ?c }, 1, 0) AS ?d)", "EXISTS in an expr"),
    ],
)
def test_a_trap_is_noticed(pattern: str, trap: str) -> None:
    found = mistakes(f"{PREFIX}SELECT ?a WHERE {{ {pattern} }}")
    assert any(one.startswith(trap) for one in found), found


@pytest.mark.parametrize(
    "pattern",
    [
        "?a :p ?b FILTER EXISTS { ?a :q* ?c FILTER (STR(?c) = STR(?b)) }",
        "?a :p ?b FILTER (?b = 1 || EXISTS { ?a :q ?c })",
        "?a :p ?b BIND (IF(EXISTS { ?a :q/:r ?c }, 1, IF(EXISTS { ?b :q ?d }, 1, 0)) AS ?e)",
        "?a :p ?b OPTIONAL { ?c :q ?d FILTER (?c IN (?a, ?b)) }",
        "{ ?a :p ?b } UNION { ?a :q ?b }",
    ],
)
def test_what_stands_in_the_place_of_a_trap_is_none(pattern: str) -> None:
    assert mistakes(f"{PREFIX}SELECT ?a WHERE {{ {pattern} }}") == set()
