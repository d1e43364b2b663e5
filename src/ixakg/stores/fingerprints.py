"""Graphs as lines that can be compared: canonical, hashed, and by the value of what they say."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from ixakg.solutions import REAL, WHOLE
from ixakg.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.solutions import Term

SKOLEM = "https://w3id.org/.well-known/genid/ixakg/"
FOREIGN_NODES = "nodeID://"
TRUTH = {"1": "true", "0": "false"}
SUBJECT_AND_PREDICATE = r"(\S+ \S+) (.*) \."


class Mark(NamedTuple):
    """How many triples a graph has, and the SHA-256 of its canonical N-Triples.

    That of a union of graphs also says of which, as they were.
    """

    triples: int
    sha256: str
    of: str = ""


class Difference(NamedTuple):
    """A triple that is not in a store as it is here: what was sent, and what came back."""

    sent: str
    came_back: str

    def __str__(self) -> str:
        """Return both in one line."""
        if not self.came_back:
            return f"missing: {self.sent}"
        if not self.sent:
            return f"not ours: {self.came_back}"
        return f"changed: {self.sent} came back as {self.came_back}"


def lines(triples: Iterable[Triple]) -> tuple[str, ...]:
    """Return the canonical N-Triples of a graph, sorted."""
    found = tuple(triples)
    if any(isinstance(term, BlankNode) for t in found for term in (t.subject, t.object)):
        dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in found)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        found = tuple(quad.triple for quad in dataset)
    return tuple(sorted({f"{triple} ." for triple in found}))


def mark(canonical: Iterable[str]) -> Mark:
    """Return the mark of a graph in canonical lines."""
    digest, number = sha256(), 0
    for number, line in enumerate(canonical, start=1):  # noqa: B007 - the count is the result
        digest.update(f"{line}\n".encode())
    return Mark(number, digest.hexdigest())


def skolemised(graph: str, canonical: Iterable[str]) -> Iterator[str]:
    """Yield canonical lines with an IRI of the graph in the place of each blank node.

    Updates allow none, and files that are loaded one by one would make two of one.
    """
    base = f"<{SKOLEM}{sha256(graph.encode()).hexdigest()[:16]}/"
    for line in canonical:
        if "_:" not in line:
            yield line
            continue
        start = re.sub(r"\A_:(\w+)", rf"{base}\1>", line)
        yield re.sub(r" _:(\w+) \.\Z", rf" {base}\1> .", start)


def differences(sent: Iterable[Triple], came_back: Iterable[Triple]) -> list[Difference]:
    """Return how two graphs differ by value: a number may be written otherwise, not be another."""
    ours, theirs = ({*lines(map(_by_value, graph))} for graph in (sent, came_back))
    missing, extra = sorted(ours - theirs), sorted(theirs - ours)
    others = _by_beginning(extra)
    found = []
    for line in missing:
        candidates = others.get(_beginning(line), [])
        found.append(Difference(line, candidates.pop(0) if candidates else ""))
    return [*found, *(Difference("", line) for rest in others.values() for line in rest)]


def same_value(term: Term) -> Term:
    """Return one way of writing for all literals of a value."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower())
    datatype = term.datatype.value
    if datatype in WHOLE | REAL:
        return _number(term)
    if datatype == XSD.boolean.value:
        return Literal(TRUTH.get(term.value, term.value), datatype=XSD.boolean)
    return term


def _number(term: Literal) -> Literal:
    try:
        value = Decimal(term.value)
    except InvalidOperation:
        return term
    if not value.is_finite():
        return term
    text = f"{value:f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    whole = term.datatype.value in WHOLE
    return Literal(short or "0", datatype=XSD.integer if whole else XSD.decimal)


def _by_value(triple: Triple) -> Triple:
    subject = _node(triple.subject)
    if isinstance(subject, Literal):
        raise TypeError(subject)
    return Triple(subject, triple.predicate, _node(_any_number(triple.object)))


def _any_number(term: Term) -> Term:
    """Return a literal by value; a whole decimal may come back as an integer."""
    plain = same_value(term)
    if isinstance(plain, Literal) and plain.datatype == XSD.integer:
        return Literal(plain.value, datatype=XSD.decimal)
    return plain


def _node(term: Term) -> Term:
    if isinstance(term, NamedNode) and term.value.startswith((SKOLEM, FOREIGN_NODES)):
        return BlankNode(re.sub(r"\W", "", term.value))
    return term


def _by_beginning(extra: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in extra:
        found.setdefault(_beginning(line), []).append(line)
    return found


def _beginning(line: str) -> str:
    matched = re.match(SUBJECT_AND_PREDICATE, line, re.DOTALL)
    return matched[1] if matched else line
