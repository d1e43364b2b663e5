"""The questions as others read them: linked data for query editors, and a page for people."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ixakg.turtle import write
from ixakg.views.rendering import heading
from ixakg.vocabulary import INDIVIDUALS, RDF, RDFS, SCHEMA, SH, SPARQL_ENDPOINT, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.graph import KnowledgeGraph
    from ixakg.prefixes import Prefixes
    from ixakg.queries import Question

MANY = 12


def examples(questions: Iterable[Question], prefixes: Prefixes) -> str:
    """Return the questions in the form that the SIB's SPARQL examples have, as Turtle."""
    return write(_triples(questions, prefixes), prefixes)


def page(graph: KnowledgeGraph) -> str:
    """Return a page in Markdown: each question with its parameters, their values, its columns."""
    lines = [
        "# The questions",
        "",
        "Written by `ixakg build` from the files in `queries/competency/`. Each is answered with",
        "`ixakg ask ID NAME=VALUE …`; a parameter that is not given means any value.",
    ]
    by_group = sorted(graph.questions.values(), key=lambda question: (question.group, question.id))
    for group, questions in groupby(by_group, key=lambda question: question.group):
        lines += ["", f"## {group.capitalize()}"]
        for question in questions:
            lines += ["", *_entry(graph, question)]
    return "\n".join(lines) + "\n"


def _entry(graph: KnowledgeGraph, question: Question) -> Iterator[str]:
    yield f"### {question.id}"
    yield ""
    yield f"**{question.summary}** {question.description}".rstrip()
    yield ""
    for parameter in question.parameters.values():
        choices = graph.choices(question.id, parameter.name)
        labels = [] if choices is None else list(choices.labels())
        shown = "; ".join(labels[:MANY]) + (f"; … ({len(labels)})" if len(labels) > MANY else "")
        default = "" if parameter.default == "UNDEF" else f" (default {parameter.default})"
        yield f"- `{parameter.name}`: {parameter.help}{default}" + (f": {shown}" if shown else "")
    if question.has_figure:
        yield f"- figure: {question.figure['kind']}, with `--format svg` or `--format png`"
    columns = graph.select(question.sparql).variables
    yield f"- columns: {', '.join(heading(column) for column in columns)}"


def _triples(questions: Iterable[Question], prefixes: Prefixes) -> Iterator[Triple]:
    declared = NamedNode(f"{INDIVIDUALS}question/prefixes")
    for prefix in prefixes:
        node = NamedNode(f"{INDIVIDUALS}prefix/{prefix}")
        namespace = Literal(prefixes[prefix], datatype=XSD.anyURI)
        yield Triple(declared, SH.declare, node)
        yield Triple(node, SH.prefix, Literal(prefix))
        yield Triple(node, SH.namespace, namespace)
    for question in questions:
        node = NamedNode(f"{INDIVIDUALS}question/{question.id}")
        yield Triple(node, RDF.type, SH.SPARQLExecutable)
        yield Triple(node, RDF.type, SH.SPARQLSelectExecutable)
        yield Triple(node, RDFS.comment, Literal(question.summary, language="en"))
        yield Triple(node, SH.prefixes, declared)
        yield Triple(node, SH.select, Literal(question.sparql))
        yield Triple(node, SCHEMA.target, NamedNode(SPARQL_ENDPOINT))
        for tag in (question.group, *question.tags):
            yield Triple(node, SCHEMA.keywords, Literal(tag))
