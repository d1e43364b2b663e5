"""``ixakg query``: any SPARQL query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ixakg.options import (
    TABLES,
    echo_solutions,
    examples,
    format_option,
    the_endpoint,
    the_graph,
    with_data,
    with_endpoint,
    with_profile,
)


@click.command(
    epilog=examples(
        "ixakg query 'SELECT ?drug { ?drug a ixa:Substance }'",
        "ixakg query question.rq --format json",
        "ixakg query question.rq --endpoint http://localhost:7878",
        "echo 'ASK { ?s ?p ?o }' | ixakg query -",
    )
)
@click.argument("sparql", metavar="SPARQL|FILE|-")
@format_option(*TABLES, "turtle", default=None)
@with_data
@with_endpoint
@with_profile
def query(
    sparql: str,
    form: str | None,
    data: tuple[Path, ...],
    endpoint: str | None,
    profile: str | None,
) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The prefixes of the project need no declaration. The default graph is the union of the named
    graphs. Solutions are written as a table, triples as Turtle, unless --format says otherwise;
    json is SPARQL results JSON for solutions and JSON-LD for triples.
    """
    from ixakg.solutions import Solutions
    from ixakg.views import rendering

    graph, text = the_graph(data), _sparql(sparql)
    if endpoint is None:
        answer = graph.query(text)
    else:
        from ixakg.stores import remote

        with the_endpoint(endpoint, profile) as store:
            answer = remote.ask(store, text, graph.prefixes)
    if isinstance(answer, Solutions):
        if form == "turtle":
            raise click.UsageError("solutions are no triples; use CONSTRUCT, or another --format")
        form = form or "table"
        echo_solutions(rendering.FORMATS[form](answer), answer, form)
    elif isinstance(answer, bool):
        words = {"json": rendering.json(answer), "table": "yes" if answer else "no"}
        click.echo(words.get(form or "table", str(answer).lower()))
    else:
        click.echo(rendering.triples(answer, form or "turtle"))


def _sparql(given: str) -> str:
    """Return the text of a query that is given as text, as a file, or on standard input."""
    if given == "-":
        return sys.stdin.read()
    if "{" in given:
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise click.UsageError(
            f"{given!r} is no file and no query; a query has braces, as SELECT * {{ ?s ?p ?o }}"
        ) from None
