"""A mechanism as its page shows it: which steps hold in a context, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.errors import UnknownName, suggestion
from ixakg.pathways.certificates import WORDS, effects, works
from ixakg.pathways.chart import chart
from ixakg.pathways.contexts import UNNAMED, project
from ixakg.pathways.routes import routes
from ixakg.pathways.situated import slug
from ixakg.solutions import count
from ixakg.vocabulary import INDIVIDUALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ixakg.graph import KnowledgeGraph
    from ixakg.pathways.certificates import Effect
    from ixakg.pathways.chart import Chart
    from ixakg.pathways.mechanism import Mechanism, Passage, Statement

#: What is said of a step in a context; where none is chosen, steps are only stated.
STATED, HOLDS, EXTRAPOLATED, ELSEWHERE = "stated", "holds", "extrapolated", "elsewhere"
UP, DOWN, BOTH = "up", "down", "both"
CHANGES = {frozenset({1}): UP, frozenset({-1}): DOWN, frozenset({1, -1}): BOTH}


class Name(NamedTuple):
    """What something is called, and its IRI."""

    label: str
    iri: str


class Choice(NamedTuple):
    """A context that can be chosen: how many steps hold there, and how many are stated for it."""

    name: str
    label: str
    chosen: bool
    steps: int
    extrapolated: int
    own: int


class Step(NamedTuple):
    """A step: who says what of it, and whether it holds."""

    name: str
    iri: str
    source: Name
    verb: str
    target: Name
    sign: int
    status: str
    background: bool
    context: Name
    conditions: tuple[Name, ...]
    passages: tuple[Passage, ...]


class Prediction(NamedTuple):
    """One sign that routes predict, with what is to be known of them, and their steps."""

    verb: str
    facts: tuple[str, ...]
    background: tuple[Step, ...]
    steps: tuple[str, ...]


class Variable(NamedTuple):
    """A variable: what routes predict of it, one sign or both, and the steps around it."""

    name: str
    variable: Name
    change: str
    predictions: tuple[Prediction, ...]
    into: tuple[Step, ...]
    onward: tuple[Step, ...]


class Seen(NamedTuple):
    """An effect seen as a whole, beside what the routes predict."""

    iri: str
    words: str
    target: Name
    context: Name
    agreement: str
    passages: tuple[Passage, ...]


class Pathway(NamedTuple):
    """What a page shows of a mechanism in one context, or of all steps where none is chosen."""

    start: Name
    starts: tuple[Name, ...]
    context: Name | None
    background: bool
    choices: tuple[Choice, ...]
    steps: tuple[Step, ...]
    variables: tuple[Variable, ...]
    seen: tuple[Seen, ...]
    chart: Chart

    @property
    def disagreements(self) -> tuple[Variable, ...]:
        """The variables of which both signs are predicted."""
        return tuple(variable for variable in self.variables if variable.change == BOTH)

    def count(self, status: str) -> int:
        """Return the number of steps with a status."""
        return sum(step.status == status for step in self.steps)


def pathway(
    graph: KnowledgeGraph, context: str = "", *, background: bool = False, start: str = ""
) -> Pathway | None:
    """Return the mechanism in a context, or nothing where the graph states no steps.

    Args:
        graph: where the steps are stated.
        context: the short name, label or IRI of a context; without one, nothing is concluded.
        background: whether steps that no source states are let in.
        start: the short name, label or IRI of the exposure that routes start from.

    Raises:
        UnknownName: no context, or no exposure, has that name.
    """
    mechanism = graph.mechanism(background=background)
    everything = graph.mechanism(background=True)
    exposures = sorted(everything.exposures)
    if not everything.steps or not exposures:
        return None
    first = _named(start, exposures, mechanism, "an exposure") if start else exposures[0]
    known = [iri for iri, found in mechanism.contexts.items() if found.kind != UNNAMED]
    chosen = _named(context, known, mechanism, "a context") if context else ""
    found = _effects(mechanism, chosen, first) if chosen else {}
    steps = _steps(mechanism, chosen)
    return Pathway(
        start=_name(first, mechanism),
        starts=tuple(_name(iri, mechanism) for iri in exposures),
        context=_name(chosen, mechanism) if chosen else None,
        background=background,
        choices=_choices(mechanism, known, chosen),
        steps=steps,
        variables=_variables(mechanism, steps, found),
        seen=_seen(mechanism, chosen, first, found) if chosen else (),
        chart=chart(everything),
    )


def short(iri: str) -> str:
    """Return the short name of a context: a path of its own, also where it is somebody's own."""
    return slug(iri).rpartition("://")[2]


def _named(name: str, known: Sequence[str], mechanism: Mechanism, kind: str) -> str:
    for iri in known:
        if name in (iri, short(iri), iri.rpartition("/")[2], _label(iri, mechanism)):
            return iri
    hint = suggestion(name, [short(iri) for iri in known])
    raise UnknownName(f"{name!r} is not {kind} of a step; {hint}")


def _label(iri: str, mechanism: Mechanism) -> str:
    return mechanism.contexts[iri].label if iri in mechanism.contexts else mechanism.label(iri)


def _name(iri: str, mechanism: Mechanism) -> Name:
    return Name(_label(iri, mechanism), iri)


def _choices(mechanism: Mechanism, known: Sequence[str], chosen: str) -> tuple[Choice, ...]:
    """Return the contexts, those that steps are stated for first."""
    found = []
    for iri in known:
        projection = project(mechanism, iri)
        own = sum(step.context == iri for step in projection.steps)
        far = len(projection.extrapolated)
        holding = len(projection.steps) - far
        label = mechanism.contexts[iri].label
        found.append(Choice(short(iri), label, iri == chosen, holding, far, own))
    return tuple(sorted(found, key=lambda choice: (-choice.own, choice.label)))


def _steps(mechanism: Mechanism, context: str) -> tuple[Step, ...]:
    projection = project(mechanism, context) if context else None
    here = {step.iri for step in projection.steps} if projection else set()

    def status(step: Statement) -> str:
        if projection is None:
            return STATED
        if step.iri not in here:
            return ELSEWHERE
        return EXTRAPOLATED if step.iri in projection.extrapolated else HOLDS

    return tuple(
        Step(
            name=step.iri.removeprefix(f"{INDIVIDUALS}step/"),
            iri=step.iri,
            source=_name(step.source, mechanism),
            verb=WORDS[step.sign],
            target=_name(step.target, mechanism),
            sign=step.sign,
            status=status(step),
            background=step.background,
            context=_name(step.context, mechanism),
            conditions=tuple(_name(iri, mechanism) for iri in step.conditions),
            passages=step.passages,
        )
        for step in mechanism.steps
    )


def _effects(mechanism: Mechanism, context: str, start: str) -> dict[str, list[Effect]]:
    projection = project(mechanism, context)
    found: dict[str, list[Effect]] = {}
    for effect in effects(routes(projection.steps, start).found, projection, mechanism):
        found.setdefault(effect.target, []).append(effect)
    return found


def _variables(
    mechanism: Mechanism, steps: Sequence[Step], found: Mapping[str, Sequence[Effect]]
) -> tuple[Variable, ...]:
    ends = dict.fromkeys(end for step in steps for end in (step.source, step.target))
    return tuple(
        Variable(
            end.iri.removeprefix(f"{INDIVIDUALS}variable/"),
            end,
            CHANGES.get(frozenset(effect.sign for effect in found.get(end.iri, ())), ""),
            tuple(_prediction(effect, steps, mechanism) for effect in found.get(end.iri, ())),
            tuple(step for step in steps if step.target == end),
            tuple(step for step in steps if step.source == end),
        )
        for end in ends
    )


def _prediction(effect: Effect, steps: Sequence[Step], mechanism: Mechanism) -> Prediction:
    needs = sorted(map(mechanism.label, effect.conditions))
    facts = (
        count(len(effect.routes), "route"),
        mechanism.label(effect.grade),
        count(len(works(effect.steps)), "publication"),
        "strict" if effect.strict else "liberal",
        f"needs besides: {', '.join(needs)}" if needs else "",
    )
    used = {step.iri for step in effect.steps}
    return Prediction(
        WORDS[effect.sign],
        tuple(filter(None, facts)),
        tuple(step for step in steps if step.background and step.iri in used),
        tuple(sorted(used)),
    )


def _seen(
    mechanism: Mechanism, context: str, start: str, found: Mapping[str, Sequence[Effect]]
) -> tuple[Seen, ...]:
    """Return what was seen in a context, or in one within it, beside what routes predict."""

    def agreement(seen: Statement) -> str:
        signs = {effect.sign for effect in found.get(seen.target, ())}
        if len(signs) > 1:
            return "the routes predict both signs"
        if not signs:
            return "no route leads there"
        return f"the routes predict {'the same' if signs == {seen.sign} else 'otherwise'}"

    return tuple(
        Seen(
            seen.iri,
            seen.label,
            _name(seen.target, mechanism),
            _name(seen.context, mechanism),
            agreement(seen),
            seen.passages,
        )
        for seen in mechanism.observations
        if seen.source == start
        and (seen.context in mechanism.widths(context) or context in mechanism.widths(seen.context))
    )
