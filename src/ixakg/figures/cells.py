"""What the cells of an evidence matrix hold, however it is shown: each finding counts once."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from ixakg.errors import InvalidQuestion, suggestion
from ixakg.figures.shapes import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ixakg.queries import Question
    from ixakg.solutions import Solutions

ROLES = ("rows", "columns", "marks")
SPARE = ("diamond", "pentagon", "hexagon", "plus", "star", "cross")
SPARE_COLOUR = "#444444"


class Look(NamedTuple):
    """The shape and the colour that stand for a value."""

    shape: str
    colour: str


class Kind(NamedTuple):
    """What a mark says; a hollow one says it with a reserve."""

    value: str
    hollow: bool


#: What is told of one node: the numbers of its rows in the answer.
Entry = tuple[int, ...]


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


class _Roles(NamedTuple):
    rows: tuple[str, ...]
    columns: str
    marks: str
    hollow: str
    means: str


def is_matrix(question: Question) -> bool:
    """Tell whether the answer to a question can be shown as a matrix."""
    said = question.figure
    return said.get("kind") == "matrix" and all(said.get(role) for role in ROLES)


def cells(question: Question, answer: Solutions) -> Cells:
    """Return the answer to a question as the cells of a matrix.

    Args:
        question: says in its header which columns are rows, columns and marks.
        answer: each of its nodes counts in one mark.

    Raises:
        InvalidQuestion: the question has no such figure, or names a column that is not there.
    """
    roles = _roles(question, answer)
    records = [
        {key: str(value) for key, value in record.items() if value is not None}
        for record in answer.records()
    ]
    held: dict[tuple[str, str], dict[Kind, list[Entry]]] = {}
    for entry in _entries(question, records):
        record = records[entry[0]]
        row = ", ".join(record.get(name, f"{name} {NOT_STATED}") for name in roles.rows)
        column = record.get(roles.columns, NOT_STATED)
        kind = Kind(record.get(roles.marks, NOT_STATED), roles.hollow in record)
        held.setdefault((row, column), {}).setdefault(kind, []).append(entry)
    return Cells(
        tuple(dict.fromkeys(row for row, _ in held)),
        tuple(sorted({column for _, column in held})),
        held,
        tuple(sorted({kind for cell in held.values() for kind in cell})),
        roles.means,
    )


def looks(path: Path, kinds: Iterable[Kind]) -> dict[str, Look]:
    """Return a look for each value, from the table or else one that the table does not use."""
    known: dict[str, Look] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                known[line["value"]] = Look(line["shape"], line["colour"])
    taken = {look.shape for look in known.values()}
    spare = [shape for shape in SPARE if shape not in taken] or list(SPARE)
    others = [value for value in dict.fromkeys(kind.value for kind in kinds) if value not in known]
    return known | {
        value: Look(spare[place % len(spare)], SPARE_COLOUR) for place, value in enumerate(others)
    }


def _entries(question: Question, records: Sequence[Mapping[str, str]]) -> list[Entry]:
    """Return one entry for each node; one may be told again, for another disease or passage."""
    found: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        node = " ".join(record.get(name, "") for name in question.nodes).strip()
        found.setdefault(node or str(place), []).append(place)
    return [tuple(places) for places in found.values()]


def _roles(question: Question, answer: Solutions) -> _Roles:
    if not is_matrix(question):
        raise InvalidQuestion(
            f"{question.id} has no figure; --format table, csv, json or markdown shows its answer"
        )
    said = question.figure
    hollow = said.get("hollow") or {}
    names = said["rows"] if isinstance(said["rows"], list) else [said["rows"]]
    for name in [*names, said["columns"], said["marks"], *filter(None, [hollow.get("column")])]:
        if name not in answer.variables:
            raise InvalidQuestion(
                f"{question.id}.rq: the figure names a column {name!r}; "
                f"{suggestion(str(name), answer.variables)}"
            )
    return _Roles(
        tuple(names),
        said["columns"],
        said["marks"],
        hollow.get("column", ""),
        hollow.get("means", ""),
    )
