"""Classes as triples: when something is in a class, and what follows when it is."""

from __future__ import annotations

from itertools import count, product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pyoxigraph import NamedNode, Variable

from ixakg.errors import UnknownAxiom
from ixakg.logic.atoms import Atom, Check, Rule
from ixakg.logic.constructs import (
    And,
    AtMost,
    Inverse,
    Not,
    OneOf,
    Only,
    Or,
    Some,
    Value,
    is_datatype,
)
from ixakg.vocabulary import OWL, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ixakg.logic.atoms import Term
    from ixakg.logic.constructs import Axiom, Expression, Node, Property

    Made: TypeAlias = Iterator[Rule | Check]


class Case(NamedTuple):
    """One way of being in a class: triples that must stand, and what a variable must be."""

    atoms: tuple[Atom, ...] = ()
    values: Mapping[Variable, Node] = {}


def link(role: Property, subject: Term, value: Term) -> Atom:
    """Return the triple that links two terms by a property, which may be read backwards."""
    if isinstance(role, Inverse):
        return Atom(value, role.role, subject)
    return Atom(subject, role, value)


class Compiler:
    """Makes the rules of one axiom; knows which variables it has used."""

    def __init__(self, axiom: Axiom) -> None:
        self.axiom = axiom
        self._numbers = count(1)

    def fresh(self) -> Variable:
        """Return a variable that stands nowhere else."""
        return Variable(f"v{next(self._numbers)}")

    def cases(self, expression: Expression, term: Term) -> Iterator[Case]:
        """Yield the ways in which a term is in a class, as far as triples can tell."""
        match expression:
            case NamedNode() if expression == OWL.Thing:
                yield Case()
            case NamedNode() if expression != OWL.Nothing and not is_datatype(expression):
                yield Case((Atom(term, RDF.type, expression),))
            case And(parts):
                for ways in product(*(tuple(self.cases(part, term)) for part in parts)):
                    yield from _together(ways)
            case Or(parts):
                for part in parts:
                    yield from self.cases(part, term)
            case OneOf(values):
                for value in values:
                    if isinstance(term, Variable):
                        yield Case((), {term: value})
                    elif term == value:
                        yield Case()
            case Value(role, value):
                yield Case((link(role, term, value),))
            case Some(role, filler):
                other = self.fresh()
                linked = Case((link(role, term, other),))
                for way in self.cases(filler, other):
                    yield from _together((linked, way))
            case _:
                raise self.refused(expression, "as a condition")

    def follows(self, expression: Expression, term: Term, body: tuple[Atom, ...]) -> Made:
        """Yield what follows when a body says that a term is in a class."""
        match expression:
            case NamedNode() if expression == OWL.Nothing:
                yield Check(self.axiom, body)
            case NamedNode() if expression == OWL.Thing or is_datatype(expression):
                return
            case NamedNode():
                yield self.rule(body, Atom(term, RDF.type, expression))
            case And(parts):
                for part in parts:
                    yield from self.follows(part, term, body)
            case Value(role, value):
                yield self.rule(body, link(role, term, value))
            case Only(role, filler):
                other = self.fresh()
                yield from self.follows(filler, other, (*body, link(role, term, other)))
            case Not(part):
                yield from self.contradictions(body, self.cases(part, term))
            case AtMost(0 | 1, role, filler):
                yield from self.too_many(expression, term, body)
            case _:
                raise self.refused(expression, "as a consequence")

    def too_many(self, limit: AtMost, term: Term, body: tuple[Atom, ...]) -> Made:
        """Yield the checks that a term is linked to no more things than it may be."""
        others = [self.fresh() for _ in range(limit.number + 1)]
        ways = [
            [
                Case((link(limit.role, term, other), *case.atoms), case.values)
                for case in self.cases(limit.filler, other)
            ]
            for other in others
        ]
        apart = (others[0], others[1]) if limit.number else None
        for chosen in product(*ways):
            for case in _together(chosen):
                yield self.check((*body, *case.atoms), case, apart)

    def contradictions(self, body: tuple[Atom, ...], cases: Iterable[Case]) -> Made:
        """Yield the checks that no case holds together with a body."""
        for case in cases:
            yield self.check((*body, *case.atoms), case)

    def check(
        self,
        body: tuple[Atom, ...],
        case: Case | None = None,
        apart: tuple[Variable, Variable] | None = None,
    ) -> Check:
        """Return the check that a body does not hold, with the values of a case in it."""
        values = case.values if case else {}
        return Check(self.axiom, tuple(atom.bound(values) for atom in body), apart)

    def rule(self, body: tuple[Atom, ...], head: Atom) -> Rule:
        """Return the rule from a body to a head.

        Raises:
            UnknownAxiom: the head is about something that the body does not name.
        """
        if head.variables() - set().union(*(atom.variables() for atom in body)):
            raise self.refused(OWL.Thing, "as a condition, and would hold of everything,")
        return Rule(self.axiom, body, head)

    def refused(self, expression: Expression, where: str) -> UnknownAxiom:
        """Return the error for a class that stands where no rule can be made from it."""
        kind = expression.value if isinstance(expression, NamedNode) else type(expression).__name__
        about = next(
            (str(part) for part in self.axiom.parts if isinstance(part, NamedNode)), "a class"
        )
        return UnknownAxiom(
            f"ontology: {about}, {self.axiom.kind}: {kind} stands {where} and no rule can be made "
            "from that; say it by another axiom or a shape"
        )


def _together(cases: Iterable[Case]) -> Iterator[Case]:
    """Yield the case in which all of some cases hold, if they can."""
    atoms: list[Atom] = []
    values: dict[Variable, Node] = {}
    for case in cases:
        for variable, value in case.values.items():
            if values.setdefault(variable, value) != value:
                return
        atoms += case.atoms
    yield Case(tuple(atom.bound(values) for atom in atoms), values)
