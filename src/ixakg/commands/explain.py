"""``ixakg explain``: why one thing changes with another, and whether certificates hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ixakg.options import examples, format_option, the_graph, with_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from ixakg.graph import KnowledgeGraph
    from ixakg.pathways.explanation import Explanation

FORMATS = ("text", "json", "turtle", "dot", "mermaid", "svg")


@click.command(
    epilog=examples(
        "ixakg explain ixazomib DR5 --in colorectal-cancer",
        "ixakg explain ixazomib DR5 --in multiple-myeloma",
        "ixakg explain ixazomib apoptosis --in CRC --without CHOP",
        "ixakg explain ixazomib NF-κB --in any --format svg > route.svg",
        "ixakg explain 'KRIB primary tumor model' 'is a' xenograft",
        "ixakg explain --verify",
        "ixakg explain --verify certificates.ttl",
    )
)
@click.argument("names", nargs=-1, metavar="FROM TO | SUBJECT PREDICATE OBJECT | FILE")
@click.option("--in", "context", metavar="CONTEXT", help="Only in this context; none is mixed in.")
@click.option("--without", metavar="NAME", help="Leave out the routes through a variable.")
@click.option("--background", is_flag=True, help="Let in steps that no source states.")
@click.option("--verify", is_flag=True, help="Check certificates: the graph's, or those in files.")
@format_option(*FORMATS, default="text")
@with_data
@click.pass_context
def explain(
    ctx: click.Context,
    *,
    names: tuple[str, ...],
    context: str | None,
    without: str | None,
    background: bool,
    verify: bool,
    form: str,
    data: tuple[Path, ...],
) -> None:
    """Explain why one variable changes with another, or why a triple holds, with the sources.

    FROM and TO are labels, CURIEs or IRIs of variables, or of what they are variables of. Without
    --in, each context is answered by itself. With three names, the rules are shown by which the
    triple follows, down to stated facts; "is a" stands for rdf:type. Exits with 1 where nothing of
    the kind is stated, and, with --verify, where a certificate does not hold.
    """
    graph = the_graph(data)
    if verify:
        ctx.exit(_verify(graph, names))
    if len(names) == 3:
        ctx.exit(_why(graph, names, form))
    if len(names) != 2:
        raise click.UsageError(
            "name two variables, where to start from and where to lead to, or the three parts of"
            " a triple",
            ctx,
        )
    source, target = names
    explanation = graph.explain(source, target, context, without=without, background=background)
    click.echo(_written(explanation, form, graph))
    ctx.exit(0 if explanation.found else 1)


def _why(graph: KnowledgeGraph, triple: tuple[str, ...], form: str) -> int:
    from ixakg.errors import NotStated

    if form not in ("text", "json"):
        raise click.UsageError(f"why a triple holds is told as text or json, not as {form}")
    try:
        reasons = graph.why(*triple)
    except NotStated as error:
        click.echo(str(error))
        return 1
    if form == "json":
        import json

        click.echo(json.dumps(reasons.json(), ensure_ascii=False, indent=2))
    else:
        click.echo(str(reasons))
    return 0


def _written(explanation: Explanation, form: str, graph: KnowledgeGraph) -> str:
    from ixakg.pathways import diagrams, documents, telling
    from ixakg.pathways.figure import figure
    from ixakg.pathways.svg import svg
    from ixakg.turtle import write

    writers: dict[str, Callable[[Explanation], str]] = {
        "text": telling.tell,
        "json": documents.json,
        "turtle": lambda it: write(documents.triples(it), graph.prefixes).rstrip("\n"),
        "dot": lambda it: diagrams.dot(figure(it)),
        "mermaid": lambda it: diagrams.mermaid(figure(it)),
        "svg": lambda it: svg(figure(it)),
    }
    return writers[form](explanation)


def _verify(graph: KnowledgeGraph, files: tuple[str, ...]) -> int:
    from ixakg.solutions import count

    verdicts = [graph.verify(Path(name)) for name in files] or [graph.verify()]
    for verdict in verdicts:
        for failure in verdict.failures:
            click.echo(f"{failure.certificate}: {failure.about}: {failure.rule} ({failure.check})")
        if verdict.ignored:
            click.echo(
                f"not looked at, because only certificates are: {', '.join(verdict.ignored)}",
                err=True,
            )
    checked = sum(verdict.checked for verdict in verdicts)
    wrong = len({failure.certificate for verdict in verdicts for failure in verdict.failures})
    click.echo(f"{count(checked, 'certificate')}, {wrong or 'none'} wrong", err=True)
    return 1 if wrong or not checked else 0
