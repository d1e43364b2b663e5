"""The pages with drawings: the pathway and the evidence matrix, on a server and as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ixakg.pages import evidence, states
from ixakg.pages.answers import fields
from ixakg.pages.html import render
from ixakg.pages.pathway import pathway
from ixakg.pages.questions import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from ixakg.pages.library import Library
    from ixakg.pages.links import Links
    from ixakg.pages.pathway import Pathway
    from ixakg.queries import Question

NO_STEPS = "The graph states no steps, so there is no pathway to show."
NO_MATRIX = "No question has an answer that is a matrix."


def steps(
    library: Library, links: Links, offered: Collection[str], found: Pathway | None = None
) -> str:
    """Return the page of a mechanism: all steps, or those of a state."""
    found = found or pathway(library.graph)
    if found is None:
        return render(
            "problem.html", links, offered=offered, title="Pathway", detail=NO_STEPS, members={}
        )
    shown: Pathway = found

    def to(*, data: bool = False, **changed: str) -> str:
        return states.address(links, shown, data=data, **changed)

    return render("pathway.html", links, offered=offered, found=shown, to=to)


def data(found: Pathway) -> str:
    """Return what a script draws."""
    return json.dumps(states.drawing(found), ensure_ascii=False, indent=1) + "\n"


def matrix(
    library: Library,
    links: Links,
    offered: Collection[str],
    asked: Asked | None = None,
    cell: tuple[str, str] = ("", ""),
) -> str:
    """Return the page of a matrix: of the first question that has one, or as somebody asked."""
    drawn = evidence.questions(library.graph)
    if asked is None and drawn:
        asked = Asked(drawn[0], {}, solutions=library.graph.answer(drawn[0].id))
    if asked is None or asked.solutions is None:
        return render(
            "problem.html", links, offered=offered, title="Matrix", detail=NO_MATRIX, members={}
        )
    return render(
        "matrix.html",
        links,
        offered=offered,
        question=asked.question,
        others={place(it, drawn): it for it in drawn if it.id != asked.question.id},
        path=links.here,
        given=dict(asked.given),
        fields=fields(library.choices, asked.question, asked.given),
        matrix=evidence.matrix(library.graph, asked.question, asked.solutions, *cell),
        error=asked.error,
    )


def place(question: Question, drawn: Sequence[Question]) -> str:
    """Return the path of the page of a matrix; the first of them is at the address of all."""
    return "matrix" if question.id == drawn[0].id else f"matrix/{question.id}"


def files(
    library: Library, links: Callable[[str], Links], offered: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the pages of all states of the mechanism, with what is drawn on them, and matrices."""
    drawn = evidence.questions(library.graph)
    for question in drawn[1:]:
        here = links(place(question, drawn))
        asked = Asked(question, {}, solutions=library.graph.answer(question.id))
        yield here.target(), matrix(library, here, offered, asked)
    for background in (False, True):
        first = pathway(library.graph, background=background)
        for context in ("", *(it.name for it in first.choices)) if first else ():
            found = pathway(library.graph, context, background=background)
            path = states.state(context, background=background)
            if found:
                yield links(path).target(), steps(library, links(path), offered, found)
                yield links("").data(path, ".json"), data(found)
