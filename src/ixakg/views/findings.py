"""An inspection as people read it: each check with its result, each finding with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg import layout
from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ixakg.logic.inspection import Finding, Inspection


def report(inspection: Inspection) -> str:
    """Return an inspection as text that fits the terminal."""
    width = layout.terminal_width()
    results = [(check, _result(len(inspection.of(check)))) for check in inspection.checks]
    parts = [layout.definitions(results, width=width)]
    for check in inspection.checks:
        found = inspection.of(check)
        if found:
            parts.append("\n".join([check.upper(), *(_finding(each, width) for each in found)]))
    return "\n\n".join(parts)


def _result(number: int) -> str:
    return count(number, "finding") if number else "nothing found"


def _finding(finding: Finding, width: int) -> str:
    lines = layout.definitions(list(_lines(finding)), width=width, indent=4)
    return f"\n  {finding.term}: {finding.what}\n{lines}"


def _lines(finding: Finding) -> Iterator[tuple[str, str]]:
    for number, reason in enumerate(finding.because):
        yield ("" if number else "because", reason)
    yield "mend", finding.mend
