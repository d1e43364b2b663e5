"""``ixakg ask``: the questions, and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ixakg.options import (
    TABLES,
    completing,
    echo_solutions,
    examples,
    format_option,
    the_endpoint,
    the_graph,
    with_data,
    with_endpoint,
    with_profile,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ixakg.graph import KnowledgeGraph
    from ixakg.solutions import Solutions


FIGURES = ("svg", "png")


@click.command(
    epilog=examples(
        "ixakg ask",
        "ixakg ask head-to-head",
        "ixakg ask head-to-head drug=ixazomib endpoint=survival",
        "ixakg ask outcomes --format csv > outcomes.csv",
        "ixakg ask outcomes --endpoint http://localhost:7878",
    )
)
@click.argument(
    "question", required=False, metavar="[ID", shell_complete=completing("complete_question")
)
@click.argument(
    "parameters",
    nargs=-1,
    metavar="[NAME=VALUE]...]",
    shell_complete=completing("complete_parameters"),
)
@format_option(*TABLES, *FIGURES)
@with_data
@with_endpoint
@with_profile
def ask(
    question: str | None,
    parameters: tuple[str, ...],
    form: str,
    data: tuple[Path, ...],
    endpoint: str | None,
    profile: str | None,
) -> None:
    """List the questions, or answer one of them.

    A value is a label, a CURIE, an IRI or the last part of one; upper and lower case do not
    matter. Give a name several times for several values. A parameter that is not given means
    any value.
    """
    from ixakg.views import rendering

    graph = the_graph(data)
    if question is None:
        if form in FIGURES:
            raise click.UsageError("name a question to draw; ixakg ask lists them")
        from ixakg.views.listing import listing, questions

        table = form == "table"
        click.echo(listing(graph) if table else rendering.FORMATS[form](questions(graph)))
        return
    given = _given(parameters)
    if endpoint is None:
        answer = graph.answer(question, **given)
    else:
        answer = _remote(graph, question, given, endpoint, profile)
    asked = graph.questions[question]
    if form in FIGURES:
        picture = graph.drawn(question, answer, ", ".join(parameters))
        click.echo(picture.svg() if form == "svg" else picture.png(), nl=False)
        return
    if form == "table" and len(answer):
        from ixakg.layout import paragraph, terminal_width

        click.echo(paragraph(asked.summary, width=terminal_width()) + "\n")
        text = rendering.annotated(answer, asked.passages, asked.nodes)
    else:
        text = rendering.FORMATS[form](answer)
    echo_solutions(text, answer, form, " ".join(parameters))


def _remote(
    graph: KnowledgeGraph,
    question: str,
    given: dict[str, list[str]],
    endpoint: str,
    profile: str | None,
) -> Solutions:
    """Return the answer of a store, with the values of the parameters looked up here."""
    from ixakg.solutions import Solutions
    from ixakg.stores import remote

    sparql = graph.filled(question, **given)
    with the_endpoint(endpoint, profile) as store:
        answer = remote.ask(store, sparql, graph.prefixes, graph.groups(question))
    return answer if isinstance(answer, Solutions) else Solutions((), ())


def _given(parameters: Sequence[str]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not value:
            raise click.UsageError(f"{parameter!r} is no parameter; write NAME=VALUE")
        given.setdefault(name, []).append(value)
    return given
