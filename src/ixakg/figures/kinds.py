"""The kinds of figures: a new kind is a line here, and a module with what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.errors import InvalidQuestion, suggestion
from ixakg.figures import doses, forest, matrix, pages, pathway, roles, timeline
from ixakg.figures.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

    Draw = Callable[[Question, Solutions, Mapping[str, Any], Path, str], Drawing]


class Kind(NamedTuple):
    """How an answer is drawn, and which parts the header has to name for it, or may."""

    draw: Draw
    takes: Mapping[str, str]
    optional: Mapping[str, str]


KINDS = {
    "doses": Kind(doses.doses, doses.TAKES, doses.OPTIONAL),
    "forest": Kind(forest.forest, forest.TAKES, forest.OPTIONAL),
    "matrix": Kind(matrix.matrix, matrix.TAKES, matrix.OPTIONAL),
    "pathway": Kind(pathway.pathway, pathway.TAKES, pathway.OPTIONAL),
    "timeline": Kind(timeline.timeline, timeline.TAKES, timeline.OPTIONAL),
}


class Picture(NamedTuple):
    """A drawing that a notebook shows, and that can be had as a file."""

    drawing: Drawing

    def __repr__(self) -> str:
        """Return what is drawn, in short."""
        return f"<Picture: {self.drawing.title}>"

    def svg(self) -> str:
        """Return the drawing as SVG.

        Raises:
            MissingLibrary: matplotlib is not installed.
        """
        return render(self.drawing, "svg").decode()

    def png(self) -> bytes:
        """Return the drawing as PNG.

        Raises:
            MissingLibrary: matplotlib is not installed.
        """
        return render(self.drawing, "png")

    def _repr_svg_(self) -> str:
        return self.svg()


def draw(question: Question, answer: Solutions, looks: Path, given: str = "") -> Drawing:
    """Return the answer to a question as the drawing that its header says.

    Args:
        question: says in its header what its columns are in the figure.
        answer: what is drawn; each of its nodes once.
        looks: the table of values with their shapes and colours.
        given: the parameters, as they were asked.

    Raises:
        InvalidQuestion: the figure is of no known kind, or does not fit the answer.
        MissingLibrary: matplotlib is not installed.
    """
    name = str(question.figure.get("kind", ""))
    if name not in KINDS:
        raise InvalidQuestion(
            f"{question.id}.rq: {name!r} is no kind of figure; {suggestion(name, KINDS)}"
        )
    kind = KINDS[name]
    played = roles.read(question, answer, kind.takes, kind.optional)
    if not len(answer):
        return pages.empty(question, given)
    return kind.draw(question, answer, played, looks, given)
