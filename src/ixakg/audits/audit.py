"""The audit: rules that find what does not add up, and the passages that clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ixakg.errors import InvalidQuestion, suggestion
from ixakg.queries import Catalogue
from ixakg.solutions import Solutions
from ixakg.store import evaluate
from ixakg.vocabulary import INDIVIDUALS, IXA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from ixakg.prefixes import Prefixes
    from ixakg.queries import Question
    from ixakg.solutions import Term

SEVERITIES = ("high", "medium", "low")
COLUMNS = ("point", "about", "statement", "source", "location")


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be wrong in sources, why that matters and what would settle it."""

    id: str
    summary: str
    matters: str
    settles: str
    severity: str

    @property
    def iri(self) -> NamedNode:
        """The rule as a node."""
        return NamedNode(f"{INDIVIDUALS}audit/{self.id}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document, with its words, that takes part in a point of the audit."""

    node: NamedNode
    source: str
    location: str
    line: str
    words: str

    def __str__(self) -> str:
        """Return where it stands and what it says."""
        line = f" (line {self.line})" if self.line else ""
        return f"{self.source}, {self.location}{line}" + (f": “{self.words}”" if self.words else "")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a rule finds wrong, and the passages that show it."""

    rule: Rule
    focus: tuple[NamedNode, ...]
    about: str
    passages: tuple[Passage, ...]

    @property
    def iri(self) -> NamedNode:
        """The point as a node: the same for the same rule and things."""
        return NamedNode("/".join([self.rule.iri.value, *map(_local, self.focus)]))


def rules(folder: Path) -> Iterator[tuple[Rule, Question]]:
    """Yield the rules of a folder with their queries, the gravest first.

    Raises:
        InvalidQuestion: a rule does not say why it matters, what settles it, or how grave it is.
    """
    found = [(_rule(question), question) for question in Catalogue(folder).values()]
    yield from sorted(found, key=lambda pair: (SEVERITIES.index(pair[0].severity), pair[0].id))


def points(store: Store, folder: Path, prefixes: Prefixes) -> tuple[Point, ...]:
    """Return what the rules of a folder find in a store, the gravest first.

    Raises:
        InvalidQuestion: a rule is incomplete, or its query lacks a column.
        InvalidQuery: the query of a rule is no SPARQL query.
    """
    return tuple(
        point
        for rule, question in rules(folder)
        for point in _found(rule, evaluate(store, question.sparql, prefixes))
    )


def at_least(found: Collection[Point], severity: str) -> tuple[Point, ...]:
    """Return the points that are as grave as a severity, or graver."""
    wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return tuple(point for point in found if point.rule.severity in wanted)


def _rule(question: Question) -> Rule:
    said = {key: question.note(key) for key in ("matters", "settles", "severity")}
    for key, words in said.items():
        if not words:
            raise InvalidQuestion(f"{question.id}.rq: begin a line with '#+ {key}: …'")
    if said["severity"] not in SEVERITIES:
        raise InvalidQuestion(
            f"{question.id}.rq: {said['severity']!r} is no severity; "
            f"{suggestion(said['severity'], SEVERITIES)}"
        )
    return Rule(question.id, question.summary, **said)


def _found(rule: Rule, answer: object) -> Iterator[Point]:
    if not isinstance(answer, Solutions) or not set(COLUMNS) <= set(answer.variables):
        raise InvalidQuestion(f"{rule.id}.rq: the query must SELECT ?{' ?'.join(COLUMNS)}")
    about: dict[tuple[NamedNode, ...], str] = {}
    passages: dict[tuple[NamedNode, ...], dict[Passage, None]] = {}
    for row in answer:
        focus = tuple(
            node for node in (row["point"], row.get("other")) if isinstance(node, NamedNode)
        )
        about.setdefault(focus, _plain(row["about"]))
        passages.setdefault(focus, {})[_passage(row)] = None
    for focus, words in about.items():
        yield Point(rule, focus, words, tuple(passages[focus]))


def _passage(row: dict[str, Term | None]) -> Passage:
    node = row["statement"]
    if not isinstance(node, NamedNode):
        raise InvalidQuestion(f"a statement of the audit must be an IRI and not {node}")
    said = (_plain(row.get(name)) for name in ("source", "location", "line", "words"))
    return Passage(node, *said)


def _plain(term: Term | None) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


def _local(node: NamedNode) -> str:
    for base in (INDIVIDUALS, IXA.base):
        if node.value.startswith(base):
            return node.value.removeprefix(base)
    from urllib.parse import quote

    return quote(node.value, safe="")
