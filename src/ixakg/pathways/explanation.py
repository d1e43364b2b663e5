"""Why one variable changes with another in a context, or what is missing for it to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.pathways import certificates
from ixakg.pathways.contexts import SPECIFIC, home, project, settled
from ixakg.pathways.routes import BOUNDS, routes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ixakg.pathways.certificates import Effect
    from ixakg.pathways.contexts import Projection
    from ixakg.pathways.mechanism import Mechanism, Statement
    from ixakg.pathways.routes import Bounds


class InContext(NamedTuple):
    """What leads from one variable to another in one context.

    ``effects`` has one entry for each sign. Where there is none, ``missing`` has the smallest sets
    of steps that would complete a route and are stated elsewhere only. ``lost`` counts the routes
    that pass through a variable which is left out.
    """

    context: str
    effects: tuple[Effect, ...]
    missing: tuple[tuple[Statement, ...], ...]
    observed: tuple[Statement, ...]
    lost: int
    limit: str


class Explanation(NamedTuple):
    """What leads from one variable to another, context by context, never merged."""

    mechanism: Mechanism
    source: str
    target: str
    without: str
    contexts: tuple[InContext, ...]

    @property
    def found(self) -> bool:
        """Whether there is a route in one of the contexts."""
        return any(part.effects for part in self.contexts)


def explain(
    mechanism: Mechanism,
    source: str,
    target: str,
    context: str | None = None,
    *,
    without: str = "",
    bounds: Bounds = BOUNDS,
) -> Explanation:
    """Return the routes from a variable to another in one context, or in each by itself."""
    asked = [context] if context else settled(mechanism)
    return Explanation(
        mechanism,
        source,
        target,
        without,
        tuple(_in_context(mechanism, source, target, iri, without, bounds) for iri in asked),
    )


def _in_context(
    mechanism: Mechanism, source: str, target: str, context: str, without: str, bounds: Bounds
) -> InContext:
    projection = project(mechanism, context)
    listed = routes(projection.steps, source, target, bounds)
    kept = [route for route in listed.found if without not in route.variables]
    limits = [
        f"routes longer than {listed.longer_left_out} steps are not listed"
        if listed.longer_left_out
        else "",
        f"more than {listed.more_left_out} routes are not listed" if listed.more_left_out else "",
    ]
    return InContext(
        context,
        tuple(certificates.effects(kept, projection, mechanism)),
        () if listed.found else _missing(mechanism, projection, source, target, bounds),
        _observed(mechanism, source, target, context),
        len(listed.found) - len(kept),
        "; ".join(filter(None, limits)),
    )


def _missing(
    mechanism: Mechanism, projection: Projection, source: str, target: str, bounds: Bounds
) -> tuple[tuple[Statement, ...], ...]:
    """Return the smallest sets of foreign steps that would complete a route.

    Nothing is concluded from them: they say what would have to be shown.
    """
    here = {step.iri for step in projection.steps}
    foreign = {
        tuple(step for step in route.steps if step.iri not in here)
        for route in routes(mechanism.steps, source, target, bounds).found
    }
    fewest = min(map(len, foreign), default=0)
    least = [steps for steps in foreign if len(steps) == fewest]
    return tuple(sorted(least, key=lambda steps: [step.iri for step in steps]))


def _observed(
    mechanism: Mechanism, source: str, target: str, context: str
) -> tuple[Statement, ...]:
    """Return what was seen of the two variables in a context, in a wider or a narrower one."""
    return tuple(
        seen
        for seen in mechanism.observations
        if (seen.source, seen.target) == (source, target)
        and (seen.context in mechanism.widths(context) or context in mechanism.widths(seen.context))
    )


def same_routes(mechanism: Mechanism, context: str) -> str | None:
    """Return the wider context whose routes a context shares, if it has none of its own."""
    where = home(mechanism, context)
    named = mechanism.contexts[context].kind == SPECIFIC
    return where if named and where != context else None


def known_in(mechanism: Mechanism, steps: Iterable[Statement]) -> list[str]:
    """Return the labels of the contexts that steps are stated in, each once, in order."""
    return list(dict.fromkeys(mechanism.contexts[step.context].label for step in steps))
