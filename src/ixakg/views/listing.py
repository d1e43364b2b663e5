"""The questions that can be asked, as a list for people and as a table for programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ixakg import layout
from ixakg.datatypes import DATATYPES
from ixakg.solutions import Solutions

if TYPE_CHECKING:
    from ixakg.graph import KnowledgeGraph
    from ixakg.queries import Parameter, Question

FEW = 8


def listing(graph: KnowledgeGraph) -> str:
    """Return the questions by group, with their parameters and what these can be."""
    width = layout.terminal_width()
    by_group = sorted(graph.questions.values(), key=lambda question: (question.group, question.id))
    parts: list[str] = []
    for group, questions in groupby(by_group, key=lambda question: question.group):
        parts += [group.upper(), *(_entry(graph, question, width) for question in questions)]
    return "\n\n".join([*parts, "Answer one with: ixakg ask ID [NAME=VALUE ...]"])


def questions(graph: KnowledgeGraph) -> Solutions:
    """Return the questions as a table."""
    rows = (
        (question.id, question.group, question.summary, " ".join(question.parameters))
        for question in graph.questions.values()
    )
    return Solutions(
        ("id", "group", "summary", "parameters"),
        tuple(tuple(Literal(cell) for cell in row) for row in rows),
    )


def _entry(graph: KnowledgeGraph, question: Question, width: int) -> str:
    lines = [f"  {question.id}", layout.paragraph(question.summary, width=width, indent=6)]
    pairs = [
        (f"{parameter.name}=", _values(graph, question, parameter))
        for parameter in question.parameters.values()
    ]
    return "\n".join(
        [*lines, *([layout.definitions(pairs, width=width, indent=8)] if pairs else [])]
    )


def _values(graph: KnowledgeGraph, question: Question, parameter: Parameter) -> str:
    choices = graph.choices(question.id, parameter.name)
    if choices is None:
        noun = "an IRI" if parameter.type == "iri" else DATATYPES[parameter.type].noun
        return f"{noun}: {parameter.help}" if parameter.help else noun
    labels = choices.labels()
    if len(labels) <= FEW:
        return ", ".join(labels)
    return f"{', '.join(labels[:3])} … ({len(labels)} in all; press Tab, or misspell one)"
