"""Which steps are in force in a context, and how much of a route was stated for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.pathways.mechanism import GENERAL
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ixakg.pathways.mechanism import Mechanism, Statement

SPECIFIC, UNNAMED = IXA.SpecificContext.value, IXA.UnnamedContext.value
#: The grades of a route, the one that says most about its context first.
GRADES = (
    IXA.SpecificGrade.value,
    IXA.MixedGrade.value,
    IXA.GeneralGrade.value,
    IXA.ExtrapolatedGrade.value,
)
_SPECIFIC, _MIXED, _GENERAL, _EXTRAPOLATED = GRADES


class Projection(NamedTuple):
    """The steps in force in one context; some only by extrapolation from cases not named."""

    context: str
    steps: tuple[Statement, ...]
    extrapolated: frozenset[str]

    def grade(self, route: Iterable[Statement], mechanism: Mechanism) -> str:
        """Return how much of a route was stated for the context."""
        steps = tuple(route)
        if any(step.iri in self.extrapolated for step in steps):
            return _EXTRAPOLATED
        general = [mechanism.contexts[step.context].kind == GENERAL for step in steps]
        if all(general):
            return _GENERAL
        return _MIXED if any(general) else _SPECIFIC


def project(mechanism: Mechanism, context: str) -> Projection:
    """Return the steps in force in a context.

    A step holds where it was stated and in every narrower context. What was stated for some cases
    without saying which holds in a named case by extrapolation only.
    """
    around = mechanism.widths(context)
    named = mechanism.contexts[context].kind == SPECIFIC
    elsewhere = {
        iri
        for iri, other in mechanism.contexts.items()
        if named and other.kind == UNNAMED and iri not in around
    }
    steps = tuple(step for step in mechanism.steps if step.context in elsewhere.union(around))
    far = frozenset(step.iri for step in steps if step.context in elsewhere)
    return Projection(context, steps, far)


def settled(mechanism: Mechanism) -> list[str]:
    """Return the contexts that get graphs of their own: the general ones and the named ones.

    A named context within another named one, for which no step was stated, adds nothing to it.
    """
    return [
        iri
        for iri, context in mechanism.contexts.items()
        if context.kind != UNNAMED and home(mechanism, iri) == iri
    ]


def home(mechanism: Mechanism, context: str) -> str:
    """Return the context whose graphs hold the routes of a context: itself or a wider one."""
    here = project(mechanism, context)
    same = [
        iri
        for iri in mechanism.widths(context)
        if iri in mechanism.contexts
        and mechanism.contexts[iri].kind == SPECIFIC
        and project(mechanism, iri)[1:] == here[1:]
    ]
    return same[-1] if same else context


def grade_order(grade: str) -> int:
    """Return the place of a grade in the order of grades."""
    return GRADES.index(grade)
