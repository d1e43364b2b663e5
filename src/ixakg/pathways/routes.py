"""Routes that visit no variable twice, the shortest first, within bounds that are reported."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ixakg.pathways.mechanism import Statement


class Bounds(NamedTuple):
    """How long routes may be, and how many are listed."""

    steps: int = 24
    routes: int = 5000


BOUNDS = Bounds()


class Route(NamedTuple):
    """Steps that lead from one to the next."""

    steps: tuple[Statement, ...]

    @property
    def source(self) -> str:
        """The variable that it starts from."""
        return self.steps[0].source

    @property
    def target(self) -> str:
        """The variable that it leads to."""
        return self.steps[-1].target

    @property
    def sign(self) -> int:
        """The sign of the last variable's change when the first goes up."""
        product = 1
        for step in self.steps:
            product *= step.sign
        return product

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in order."""
        return (self.source, *(step.target for step in self.steps))

    @property
    def conditions(self) -> frozenset[str]:
        """What must hold besides."""
        return frozenset(condition for step in self.steps for condition in step.conditions)

    def unspoken(self) -> tuple[Statement, ...]:
        """Return the steps used in a direction that their words do not speak about.

        The first variable goes up: it is what somebody does, or asks about.
        """
        change = 1
        found = []
        for step in self.steps:
            if change not in step.spoken:
                found.append(step)
            change *= step.sign
        return tuple(found)


class Routes(NamedTuple):
    """Routes, and the bounds that kept others out."""

    found: tuple[Route, ...]
    longer_left_out: int | None = None
    more_left_out: int | None = None


def routes(
    steps: Iterable[Statement], source: str, target: str | None = None, bounds: Bounds = BOUNDS
) -> Routes:
    """Return the routes from a variable to another, or to every other.

    The shortest come first; routes of one length are in the order of their steps.
    """
    onward: dict[str, list[Statement]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: step.iri):
        onward[step.source].append(step)
    useful = None if target is None else _towards(onward, target)
    waiting = deque([Route((step,)) for step in onward[source] if step.target != source])
    found: list[Route] = []
    tried = 0
    longer = False
    while waiting:
        route = waiting.popleft()
        if useful is not None and route.target not in useful:
            continue
        tried += 1
        if target in (None, route.target):
            if len(found) == bounds.routes:
                return Routes(tuple(found), None, bounds.routes)
            found.append(route)
        if route.target == target:
            continue
        visited = set(route.variables)
        following = [step for step in onward[route.target] if step.target not in visited]
        if len(route.steps) == bounds.steps:
            longer = longer or any(useful is None or step.target in useful for step in following)
            continue
        if tried + len(waiting) > 20 * bounds.routes:
            return Routes(tuple(found), None, len(found))
        waiting.extend(Route((*route.steps, step)) for step in following)
    return Routes(tuple(found), bounds.steps if longer else None, None)


def _towards(onward: Mapping[str, list[Statement]], target: str) -> set[str]:
    """Return the variables from which some walk leads to a variable, and the variable itself."""
    before: dict[str, set[str]] = defaultdict(set)
    for steps in list(onward.values()):
        for step in steps:
            before[step.target].add(step.source)
    found = {target}
    waiting = [target]
    while waiting:
        for source in before[waiting.pop()] - found:
            found.add(source)
            waiting.append(source)
    return found
