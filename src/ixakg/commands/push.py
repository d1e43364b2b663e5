"""``ixakg push``: the graph into a linked-data store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ixakg.options import (
    examples,
    the_endpoint,
    the_graph,
    the_profiles,
    with_data,
    with_profile,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ixakg.exports.content import Content
    from ixakg.stores.fingerprints import Difference
    from ixakg.stores.pushing import Plan

FEW = 20
DOINGS = {
    "new": "send",
    "changed": "send again",
    "removed": "remove",
    "adopted": "there already",
    "foreign": "leave alone: not ours",
}


@click.command(
    epilog=examples(
        "ixakg push http://localhost:7878 --dry-run",
        "IXAKG_STORE_USER=dba IXAKG_STORE_PASSWORD=… ixakg push http://localhost:8890",
        "ixakg push http://localhost:7878 --data my-study",
        "ixakg push --bulk parts --profile virtuoso",
    )
)
@click.argument("url", required=False)
@with_profile
@click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")
@click.option("--check", is_flag=True, help="Send nothing; compare everything, by value.")
@click.option(
    "--graph",
    "chosen",
    multiple=True,
    metavar="NAME",
    help="Only this named graph, or this group of graphs: its IRI, or what follows graph/ in it. "
    "Can be repeated.",
)
@click.option(
    "--bulk",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write N-Quads for the engine's own bulk loader into DIR instead.",
)
@with_data
@click.pass_context
def push(
    ctx: click.Context,
    url: str | None,
    *,
    profile: str | None,
    dry_run: bool,
    check: bool,
    chosen: tuple[str, ...],
    bulk: Path | None,
    data: tuple[Path, ...],
) -> None:
    """Push the graph into a linked-data store, and verify by value what arrived.

    Only named graphs that changed are sent; one that is gone here and was pushed before is
    removed; no other is touched. After a cut, the same command goes on. Users and passwords come
    from IXAKG_STORE_USER and IXAKG_STORE_PASSWORD, a token from IXAKG_STORE_TOKEN, or from
    ~/.netrc. Exit code 0: pushed and verified; 1: something differs; 2: it could not be done.
    """
    if (url is None) == (bulk is None):
        raise click.UsageError("give the URL of a store, or --bulk DIR", ctx)
    graph = the_graph(data)
    if bulk is not None:
        _write(bulk, graph.content(chosen), profile)
        return
    graphs = graph.named(chosen)
    from ixakg.stores.pushing import Push

    with the_endpoint(str(url), profile) as store:
        pushing = Push(store, graphs, partial=bool(chosen))
        if check:
            found = pushing.check()
        else:
            plan = pushing.plan()
            _tell(plan)
            if dry_run:
                return
            if plan.idle:
                click.echo("the marks and the sizes of all graphs are as here", err=True)
                return
            found = pushing.run(plan, lambda doing: click.echo(doing, err=True))
    _report(found)
    ctx.exit(1 if found else 0)


def _tell(plan: Plan) -> None:
    """Write what is going to be done to stdout, a line a graph."""
    from ixakg.solutions import count

    for name, doing in DOINGS.items():
        for iri in getattr(plan, name):
            click.echo(f"{doing}\t{iri}")
    click.echo(
        f"{count(len(plan.sent), 'graph')} to send, {len(plan.removed)} to remove, "
        f"{len(plan.same) + len(plan.adopted)} there already",
        err=True,
    )


def _report(found: Mapping[str, Sequence[Difference]]) -> None:
    """Write what differs to stdout."""
    from ixakg.solutions import count

    for iri, listed in found.items():
        for difference in listed[:FEW]:
            click.echo(f"{iri}\t{difference}")
        if len(listed) > FEW:
            click.echo(f"{iri}\tand {count(len(listed) - FEW, 'more difference')}")
    number = sum(map(len, found.values()))
    verdicts = {
        0: "verified: every number, text and link is as it is here",
        1: "1 triple differs; its graph has no mark and is sent again next time",
    }
    several = f"{number} triples differ; their graphs have no mark and are sent again next time"
    click.echo(verdicts.get(number, several), err=True)


def _write(folder: Path, content: Content, name: str | None) -> None:
    from ixakg.solutions import count
    from ixakg.stores import parts, targets

    profile = targets.named(the_profiles(), name or "oxigraph")
    files = parts.write(folder, content, profile)
    click.echo(f"{count(len(files), 'file')} in {folder}; load them with:", err=True)
    for line in profile.load:
        click.echo(line)
