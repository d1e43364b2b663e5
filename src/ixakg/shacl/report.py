"""The report of a validation: every result with the place it comes from, the worst first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ixakg.notebook import html_table
from ixakg.prefixes import Prefixes
from ixakg.solutions import count, text
from ixakg.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ixakg.errors import Problem
    from ixakg.shacl.places import Place
    from ixakg.shacl.results import ValidationResult
    from ixakg.solutions import Term

SEVERITIES = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
IN_TEXT = r"https?://[^\s,;()\"]*[\w#/]"
HEADINGS = ("severity", "place", "about", "message", "found", "shape")


class Entry(NamedTuple):
    """A result, what its focus node is called, and where in the tables it comes from."""

    severity: str
    place: Place
    label: str
    result: ValidationResult


@dataclass(frozen=True)
class ValidationReport:
    """What a validation found: mistakes in tables that could not be read, and results."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    prefixes: Prefixes = field(default_factory=lambda: Prefixes({}))

    @property
    def results(self) -> tuple[ValidationResult, ...]:
        """The results in SHACL's words."""
        return tuple(entry.result for entry in self.entries)

    @property
    def conforms(self) -> bool:
        """Tell whether nothing at all was found."""
        return not self.entries and not self.problems

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of results of each severity, the worst first."""
        found = [entry.severity for entry in self.entries]
        return {severity: found.count(severity) for severity in SEVERITIES}

    def fails(self, level: str) -> bool:
        """Tell whether there is a result that is as bad as a level, or worse."""
        levels = list(SEVERITIES)
        return any(self.counts[severity] for severity in levels[: levels.index(level) + 1])

    def summary(self) -> str:
        """Return how much was found, in one line."""
        parts = [count(number, severity) for severity, number in self.counts.items() if number]
        if self.problems:
            mistakes = "1 mistake" if len(self.problems) == 1 else f"{len(self.problems)} mistakes"
            parts.insert(0, f"{mistakes} in the tables")
        return ", ".join(parts) or "conforms"

    def rows(self) -> list[list[str]]:
        """Return the results as people read them, one a row, under ``HEADINGS``."""
        return [
            [
                entry.severity,
                str(entry.place),
                entry.label,
                worded(entry.result, self.prefixes),
                found(entry.result, self.prefixes),
                self.prefixes.curie(entry.result.source_shape),
            ]
            for entry in self.entries
        ]

    def _repr_html_(self) -> str:
        mistakes = [
            ["mistake", f"{p.file}:{p.row}", "", f"{p.what}; {p.mend}", "", ""]
            for p in self.problems
        ]
        return html_table(HEADINGS, [*mistakes, *self.rows()], self.summary())


def report(
    results: Iterable[ValidationResult],
    places: Mapping[ValidationResult, Place],
    labels: Mapping[Term, str],
    problems: Iterable[Problem],
    prefixes: Prefixes,
) -> ValidationReport:
    """Return results in order: by severity, then by file and row.

    What is said of a cell of which the tables already say that it is wrong is left out.
    """
    names = {severity.value: name for name, severity in SEVERITIES.items()}
    mistakes = tuple(sorted(set(problems)))
    told = {(mistake.file, mistake.row, mistake.column) for mistake in mistakes}
    entries = [
        Entry(
            names.get(one.severity.value, "violation"),
            places[one],
            labels.get(one.focus_node) or text(one.focus_node, prefixes),
            one,
        )
        for one in results
        if not places[one].file or tuple(places[one]) not in told
    ]
    return ValidationReport(tuple(sorted(entries, key=_order)), mistakes, prefixes)


def found(one: ValidationResult, prefixes: Prefixes) -> str:
    """Return the value that a result is about as people read it.

    Nothing where there is none, where it is the focus node, or where the message tells it.
    """
    value = text(one.value, prefixes)
    in_message = re.search(rf"(?<![\w.]){re.escape(value)}(?![\w]|\.\d)", worded(one, prefixes))
    return "" if one.value in (None, one.focus_node) or in_message else value


def worded(one: ValidationResult, prefixes: Prefixes) -> str:
    """Return the message of a result as people read it, with short names for IRIs."""
    return re.sub(IN_TEXT, lambda iri: prefixes.curie(iri[0]), one.message)


def _order(entry: Entry) -> tuple[int, Place, tuple[str, ...]]:
    return list(SEVERITIES).index(entry.severity), entry.place, tuple(map(str, entry.result))
