"""Rules over triples: what follows when some stand in the graph, and what must not stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ixakg.logic.constructs import Axiom, Node

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | Variable


class Atom(NamedTuple):
    """A triple with variables; its predicate is always named."""

    subject: Term
    predicate: NamedNode
    object: Term

    def __str__(self) -> str:
        """Return the atom as SPARQL writes it."""
        return f"{self.subject} {self.predicate} {self.object}"

    def bound(self, values: Mapping[Variable, Node]) -> Atom:
        """Return the atom with values for some of its variables."""
        subject, predicate, value = self
        return Atom(bound(subject, values), predicate, bound(value, values))

    def triple(self) -> Triple:
        """Return the triple that the atom is, once all its variables have values."""
        subject, predicate, value = self
        assert not isinstance(subject, Literal | Variable)  # noqa: S101 - it stood in a graph
        assert not isinstance(value, Variable)  # noqa: S101 - a solution binds all variables
        return Triple(subject, predicate, value)

    def variables(self) -> set[Variable]:
        """Return the variables of the atom."""
        return {term for term in (self.subject, self.object) if isinstance(term, Variable)}


class Rule(NamedTuple):
    """When the body holds, so does the head."""

    axiom: Axiom
    body: tuple[Atom, ...]
    head: Atom


class Check(NamedTuple):
    """What must not hold: all of a body, of two different things where two are named."""

    axiom: Axiom
    body: tuple[Atom, ...]
    apart: tuple[Variable, Variable] | None = None


class Left(NamedTuple):
    """An axiom that no rule is made from on purpose, and why."""

    axiom: Axiom
    reason: str


class Rules(NamedTuple):
    """What an ontology says, as far as triples go."""

    rules: tuple[Rule, ...]
    checks: tuple[Check, ...]
    left: tuple[Left, ...]


def bound(term: Term, values: Mapping[Variable, Node]) -> Term:
    """Return the value of a variable, if it has one, and any other term as it is."""
    return values.get(term, term) if isinstance(term, Variable) else term
