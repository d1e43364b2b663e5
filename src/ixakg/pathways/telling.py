"""An explanation as text: each route step by step, with the words, who said them, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg import layout
from ixakg.pathways import certificates
from ixakg.pathways.explanation import known_in, same_routes
from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.pathways.certificates import Effect
    from ixakg.pathways.explanation import Explanation, InContext
    from ixakg.pathways.mechanism import Mechanism, Passage, Statement
    from ixakg.pathways.routes import Route

WORDS = {1: "increases", -1: "decreases", 0: "does not change"}
CHANGES = {1: "more", -1: "less"}


def tell(explanation: Explanation) -> str:
    """Return an explanation as text that fits the terminal.

    Where several contexts have routes, each is summed up in a line or two: to see its steps, the
    context has to be named.
    """
    teller = _Teller(explanation)
    telling = [part for part in explanation.contexts if part.effects]
    whole = len(explanation.contexts) == 1 or len(telling) == 1
    blocks = [
        block
        for part in (telling if telling else explanation.contexts)
        for block in (teller.whole(part) if whole or not telling else teller.summary(part))
    ]
    if len(explanation.contexts) > 1 and telling:
        blocks += teller.others(telling, whole=whole)
    return "\n\n".join(blocks)


class _Teller:
    """Puts the parts of one explanation into words."""

    def __init__(self, explanation: Explanation) -> None:
        self._explanation = explanation
        self._mechanism: Mechanism = explanation.mechanism
        self._width = layout.terminal_width()

    def whole(self, part: InContext) -> Iterator[str]:
        """Yield all that is known in one context."""
        for effect in part.effects:
            yield self._headline(effect)
            for number, route in enumerate(effect.routes, start=1):
                yield self._route(effect, route, number)
        if len(part.effects) > 1:
            yield self._lines("The routes disagree: both signs are predicted.")
        yield from self._remarks(part)

    def summary(self, part: InContext) -> Iterator[str]:
        """Yield one context in short."""
        for effect in part.effects:
            yield self._headline(effect)

    def others(self, telling: list[InContext], *, whole: bool) -> Iterator[str]:
        """Yield where nothing is stated, and how to see the steps."""
        silent = [
            self._mechanism.contexts[part.context].label
            for part in self._explanation.contexts
            if not part.effects
        ]
        if silent:
            yield self._lines(f"Not stated in: {', '.join(silent)}.")
        if not whole:
            example = telling[0].context.rpartition("/")[2]
            yield self._lines(
                f"Contexts are never merged. To see the steps, name one: --in {example}"
            )

    def _headline(self, effect: Effect) -> str:
        label = self._mechanism.label
        works = certificates.works(effect.steps)
        facts = [
            count(len(effect.routes), "route"),
            label(effect.grade),
            count(len(works), "publication"),
            "strict" if effect.strict else "liberal",
        ]
        conditions = sorted(label(condition) for condition in effect.conditions)
        needs = f"; needs besides: {', '.join(conditions)}" if conditions else ""
        sentence = (
            f"{label(effect.source)} {WORDS[effect.sign]} {label(effect.target)}"
            f" {self._mechanism.within(effect.context)}"
        )
        if any(step.background for step in effect.steps):
            facts.append("uses background that no source states")
        return f"{self._lines(sentence)}\n{self._lines(', '.join(facts) + needs, 2)}"

    def _route(self, effect: Effect, route: Route, number: int) -> str:
        grade = effect.grades[number - 1]
        floor = certificates.weakest(route.steps)
        uncited = sum(not step.works for step in route.steps)
        minuses = sum(step.sign < 0 for step in route.steps)
        facts = [
            count(len(route.steps), "step"),
            f"{count(minuses, 'decrease')}, so it {WORDS[route.sign]}",
            self._mechanism.label(grade),
            f"weakest source: {self._mechanism.label(floor.tier)}" if floor else "",
            f"{count(uncited, 'step')} without a citation" if uncited else "",
        ]
        lines = [
            self._lines(f"Route {number} of {len(effect.routes)}: {', '.join(filter(None, facts))}")
        ]
        unspoken = {step.iri for step in route.unspoken()}
        change = 1
        for place, step in enumerate(route.steps, start=1):
            lines += self._step(place, step, change, unspoken=step.iri in unspoken)
            change *= step.sign
        return "\n".join(lines)

    def _step(self, place: int, step: Statement, change: int, *, unspoken: bool) -> Iterator[str]:
        label = self._mechanism.label
        arrow = f"{label(step.source)} {WORDS[step.sign]} {label(step.target)}"
        yield self._lines(f"{place}. {arrow}", 2)
        for passage in step.passages:
            yield self._lines(_cited(passage), 5)
        context = self._mechanism.contexts[step.context].label
        notes = [
            context if context.startswith("stated") else f"stated for {context}",
            *(f"if {label(condition)}" for condition in step.conditions),
            f"used for {CHANGES[change]} of the first, of which the words do not speak"
            if unspoken
            else "",
            "background: no source of the graph states it" if step.background else "",
        ]
        yield self._lines("; ".join(filter(None, notes)), 5)

    def _remarks(self, part: InContext) -> Iterator[str]:
        explanation = self._explanation
        label = self._mechanism.label
        if part.lost:
            yield self._lines(
                f"Without {label(explanation.without)}, {count(part.lost, 'route')} would be lost, "
                f"and {sum(len(effect.routes) for effect in part.effects)} would remain."
            )
        shared = same_routes(self._mechanism, part.context)
        if shared:
            yield self._lines(
                f"No step is stated for {self._mechanism.contexts[part.context].label} alone; its "
                f"routes are those of {self._mechanism.contexts[shared].label}."
            )
        if not part.effects and not part.lost:
            yield self._unknown(part)
        for seen in part.observed:
            yield self._observation(seen)
        if part.limit:
            yield self._lines(f"Not all routes are here: {part.limit}.")

    def _unknown(self, part: InContext) -> str:
        source, target = map(
            self._mechanism.label, (self._explanation.source, self._explanation.target)
        )
        where = self._mechanism.within(part.context)
        lines = [f"not stated: whether {source} changes {target} {where}"]
        for steps in part.missing:
            for step in steps:
                known = ", ".join(known_in(self._mechanism, [step]))
                lines.append(
                    f"missing step: {self._mechanism.label(step.source)} → "
                    f"{self._mechanism.label(step.target)} is known only in {known}"
                )
        if not part.missing:
            lines.append(f"no step in any context leads from {source} to {target}")
        return "\n".join(
            self._lines(line, 2 * bool(number)) for number, line in enumerate(dict.fromkeys(lines))
        )

    def _observation(self, seen: Statement) -> str:
        context = self._mechanism.contexts[seen.context].label
        words = "; ".join(map(_cited, seen.passages))
        return self._lines(
            f"Observed as a whole, and not used above: {seen.label}, {context}: {words}"
        )

    def _lines(self, text: str, indent: int = 0) -> str:
        return layout.paragraph(text, width=self._width, indent=indent)


def _cited(passage: Passage) -> str:
    """Return the words of a passage, where they stand, and what is cited there."""
    place = f"{passage.location}, line {passage.line}" if passage.line else passage.location
    cites = _names(work.label for work in passage.works)
    where = ", ".join(filter(None, (passage.document.label, place)))
    words = f"“{passage.words}” — " if passage.words else ""
    return f"{words}{where}; {f'cites {cites}' if cites else 'no citation'}"


def _names(labels: Iterable[str]) -> str:
    return ", ".join(labels)
