"""The canned questions as pages: the list of them, and each with its form and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.pages import answers
from ixakg.pages.html import render

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ixakg.pages.library import Library
    from ixakg.pages.links import Links
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

FILES = {
    ".csv": "CSV",
    ".tsv": "TSV",
    ".json": "JSON",
    ".md": "Markdown",
    ".rq": "SPARQL",
}


class Asked(NamedTuple):
    """A question as somebody asked it: with values, and its answer or why there is none."""

    question: Question
    given: Mapping[str, Sequence[str]]
    sparql: str = ""
    solutions: Solutions | None = None
    error: str = ""


def listing(library: Library, links: Links, offered: Collection[str], words: str = "") -> str:
    """Return the list of questions, or of those in which all of some words are."""
    wanted = words.casefold().split()
    found = {
        group: [question for question in questions if _has(question, wanted)]
        for group, questions in library.questions.items()
    }
    return render(
        "questions.html",
        links,
        offered=offered,
        words=words,
        groups={group: questions for group, questions in found.items() if questions},
        total=len(library.graph.questions),
    )


def question(library: Library, links: Links, offered: Collection[str], asked: Asked) -> str:
    """Return the page of a question."""
    about = asked.question
    answer = asked.solutions
    shown = answers.answer(library.graph, about, answer) if answer is not None else None
    return render(
        "question.html",
        links,
        offered=offered,
        question=about,
        given=dict(asked.given),
        fields=answers.fields(library.choices, about, asked.given),
        answer=shown,
        rows=shown.rows[: answers.MANY] if shown else (),
        size=len(answer) if answer is not None else 0,
        sparql=asked.sparql or about.sparql,
        error=asked.error,
        files=FILES,
    )


def _has(about: Question, words: Sequence[str]) -> bool:
    text = " ".join((about.id, about.summary, about.description, *about.tags)).casefold()
    return all(word in text for word in words)
