"""Read tables as people write them down, so that a test compares with what a person expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ixakg import Solutions


def table(text: str) -> list[dict[str, str]]:
    """Return the rows under the headings of a table that is drawn with bars; a blank is nothing."""
    heading, *rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.strip().splitlines()
    ]
    return [dict(zip(heading, row, strict=True)) for row in rows]


def shown(answer: Solutions) -> list[dict[str, str]]:
    """Return an answer as a person reads it: IRIs as CURIEs, nothing where nothing is bound."""
    return [dict(zip(answer.variables, row, strict=True)) for row in answer.texts()]
