"""What the cells of an evidence matrix hold, however it is shown: each finding counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.figures import roles
from ixakg.figures.pages import grouped, records, silent
from ixakg.figures.shapes import NOT_STATED
from ixakg.figures.words import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ixakg.queries import Question
    from ixakg.solutions import Solutions

TAKES = {"rows": "columns", "columns": "column", "marks": "column"}
OPTIONAL = {"hollow": "sign"}

#: What is told of one node: the numbers of its rows in the answer.
Entry = tuple[int, ...]


class Kind(NamedTuple):
    """What a mark says; a hollow one says it with a reserve."""

    value: str
    hollow: bool


class Cells(NamedTuple):
    """The headings in their order, and what each cell holds, by the kind of mark.

    ``means`` says what a hollow mark means; ``kinds`` are those that occur.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    held: dict[tuple[str, str], dict[Kind, list[Entry]]]
    kinds: tuple[Kind, ...]
    means: str

    @property
    def entries(self) -> int:
        """The number of nodes that are shown."""
        return sum(len(same) for cell in self.held.values() for same in cell.values())


def is_matrix(question: Question) -> bool:
    """Tell whether the answer to a question can be shown as a matrix."""
    return question.has_figure and question.figure.get("kind") == "matrix"


def cells(question: Question, answer: Solutions) -> Cells:
    """Return the answer to a question as the cells of a matrix.

    Args:
        question: says in its header which columns are rows, columns and marks.
        answer: each of its nodes counts in one mark.

    Raises:
        InvalidQuestion: the header does not say so, or names a column that is not there.
    """
    return held(question, answer, roles.read(question, answer, TAKES, OPTIONAL))


def held(question: Question, answer: Solutions, played: Mapping[str, Any]) -> Cells:
    """Return the answer to a question as the cells of a matrix whose roles are known."""
    found = records(answer)
    hollow = played.get("hollow")
    held: dict[tuple[str, str], dict[Kind, list[Entry]]] = {}
    for entry in grouped(question, found):
        record = found[entry[0]]
        row = ", ".join(shown(record.get(name, silent(name))) for name in played["rows"])
        column = shown(record.get(played["columns"], NOT_STATED))
        value = shown(record.get(played["marks"], NOT_STATED))
        kind = Kind(value, bool(hollow and hollow.holds(record)))
        held.setdefault((row, column), {}).setdefault(kind, []).append(entry)
    return Cells(
        tuple(dict.fromkeys(row for row, _ in held)),
        tuple(sorted({column for _, column in held})),
        held,
        tuple(sorted({kind for cell in held.values() for kind in cell})),
        hollow.means if hollow else "",
    )
