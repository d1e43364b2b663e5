"""A table as it stands in a file: a header and rows of texts, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from ixakg.errors import Problem
    from ixakg.tables.cells import Complaint


class Line(NamedTuple):
    """The cells of a row, and its number as an editor or a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


class Note(NamedTuple):
    """What a spreadsheet made of a cell, and the datatypes for which that is right."""

    complaint: Complaint
    right_for: frozenset[NamedNode] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table in one file, which problems call by its name.

    Where there is something ``between`` two cells, the rows need not be as long as the header. A
    format with quoting hands over cells without their quotes; in one without, a quotation mark
    is likely to be left over from another program.
    """

    name: str
    header: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    notes: Mapping[tuple[int, int], Note] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    quoting: bool = True
    between: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.header or self.lines or self.problems)


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return cells without the blank ones at the end."""
    last = max((i for i, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return tuple(cells[:last])
