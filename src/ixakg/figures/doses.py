"""The chart of doses: amounts along an axis for each unit, routes as marks, schedules as words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ixakg.figures.forest import OPTIONAL, TAKES, chart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

__all__ = ["OPTIONAL", "TAKES", "doses"]


def doses(
    question: Question, answer: Solutions, roles: Mapping[str, Any], table: Path, given: str
) -> Drawing:
    """Return regimens as a chart; a dose twice as high is twice as far from 0."""
    return chart(question, answer, roles, table, given, amounts=True)
