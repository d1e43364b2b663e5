"""The evidence matrix as its page shows it: marks in cells, and the findings behind one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from ixakg.figures.cells import cells, is_matrix
from ixakg.figures.looks import looks
from ixakg.pages.answers import answer, groups
from ixakg.solutions import Solutions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ixakg.figures.cells import Entry, Kind
    from ixakg.figures.looks import Look
    from ixakg.graph import KnowledgeGraph
    from ixakg.pages.answers import Answer
    from ixakg.queries import Question

#: The outlines of the shapes, around the origin and within eight units of it.
OUTLINES = {
    "circle": "M6 0A6 6 0 1 1-6 0A6 6 0 1 1 6 0Z",
    "cross": "M-4-6 0-2 4-6 6-4 2 0 6 4 4 6 0 2-4 6-6 4-2 0-6-4Z",
    "diamond": "M0-7 7 0 0 7-7 0Z",
    "down": "M0 6.5 6.5-5.5H-6.5Z",
    "hexagon": "M0-6.5 5.6-3.3V3.3L0 6.5-5.6 3.3V-3.3Z",
    "left": "M-6.5 0 5.5-6.5V6.5Z",
    "pentagon": "M0-6.5 6.2-2 3.8 5.3H-3.8L-6.2-2Z",
    "plus": "M-2-6.5H2V-2H6.5V2H2V6.5H-2V2H-6.5V-2H-2Z",
    "right": "M6.5 0-5.5-6.5V6.5Z",
    "square": "M-5.5-5.5H5.5V5.5H-5.5Z",
    "star": "M0-7 1.7-2.4 6.7-2.2 2.8.9 4.1 5.7 0 2.9-4.1 5.7-2.8.9-6.7-2.2-1.7-2.4Z",
    "up": "M0-6.5 6.5 5.5H-6.5Z",
}


class Mark(NamedTuple):
    """A mark as it is drawn, and what it says in words; how many findings it stands for, which."""

    outline: str
    colour: str
    hollow: bool
    words: str
    times: int = 0
    nodes: tuple[str, ...] = ()


class Cell(NamedTuple):
    """A cell with its marks; nothing was found where there are none."""

    column: str
    marks: tuple[Mark, ...]
    chosen: bool

    @property
    def words(self) -> str:
        """What is in the cell, for those who do not see it."""
        return "; ".join(f"{mark.times} {mark.words}" for mark in self.marks)


class Line(NamedTuple):
    """A row of the matrix."""

    row: str
    cells: tuple[Cell, ...]


class Matrix(NamedTuple):
    """An answer as a matrix, what its marks mean, and the findings of the cell that is chosen."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    legend: tuple[Mark, ...]
    entries: int
    sources: int
    row: str
    column: str
    answer: Answer | None


def questions(graph: KnowledgeGraph) -> list[Question]:
    """Return the questions whose answers are matrices, in the order of the list of questions."""
    return [it for same in groups(graph).values() for it in same if is_matrix(it)]


def matrix(
    graph: KnowledgeGraph, question: Question, solutions: Solutions, row: str = "", column: str = ""
) -> Matrix:
    """Return the answer to a question as a matrix.

    Raises:
        InvalidQuestion: the question has no such figure.
    """
    found = cells(question, solutions)
    look = looks(
        graph.bundle.queries("figures") / "marks.tsv", [kind.value for kind in found.kinds]
    )
    chosen = found.held.get((row, column), {})
    rows = [number for same in chosen.values() for entry in same for number in entry]
    subset = Solutions(
        solutions.variables, [solutions.rows[n] for n in sorted(rows)], solutions.prefixes
    )

    def cell(line: str, heading: str) -> Cell:
        held = found.held.get((line, heading), {})
        marks = tuple(
            _mark(kind, look, found.means)._replace(
                times=len(held[kind]), nodes=_nodes(held[kind], question, solutions)
            )
            for kind in sorted(held)
        )
        return Cell(heading, marks, (line, heading) == (row, column))

    return Matrix(
        columns=found.columns,
        lines=tuple(
            Line(line, tuple(cell(line, heading) for heading in found.columns))
            for line in found.rows
        ),
        legend=tuple(_mark(kind, look, found.means) for kind in found.kinds),
        entries=found.entries,
        sources=len({record["source"] for record in solutions.records() if record.get("source")}),
        row=row,
        column=column,
        answer=answer(graph, question, subset) if rows else None,
    )


def _mark(kind: Kind, look: Mapping[str, Look], means: str) -> Mark:
    shape, colour = look[kind.value]
    words = f"{kind.value}, {means}" if kind.hollow and means else kind.value
    return Mark(OUTLINES[shape], colour, kind.hollow, words)


def _nodes(entries: Sequence[Entry], question: Question, solutions: Solutions) -> tuple[str, ...]:
    terms = (solutions[entry[0]].get(name) for entry in entries for name in question.nodes)
    return tuple(term.value for term in terms if isinstance(term, NamedNode))
