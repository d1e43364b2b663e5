"""``ixakg audit``: what is contradictory, over-claimed, untraceable or missing in the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ixakg.options import examples, format_option, the_graph, with_data

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    epilog=examples(
        "ixakg audit",
        "ixakg audit --severity high",
        "ixakg audit --format html > audit.html",
        "ixakg audit --data my-study",
    )
)
@click.option(
    "--severity",
    type=click.Choice(("high", "medium", "low")),
    default="low",
    show_default=True,
    help="Leave out what is less grave.",
)
@format_option("table", "markdown", "json", "turtle", "html")
@with_data
@click.option("--all", "everything", is_flag=True, help="With --data, also the shipped sources.")
@click.pass_context
def audit(
    ctx: click.Context, severity: str, form: str, data: tuple[Path, ...], *, everything: bool
) -> None:
    """Show what does not add up in the sources: each point with the passages that clash.

    With --data, only what your own tables bring up. Exits with 0 where nothing was found, and
    with 1 where something was.
    """
    from ixakg.audits.audit import at_least
    from ixakg.audits.reports import FORMATS
    from ixakg.solutions import count

    shipped = the_graph()
    if data:
        known = () if everything else shipped.audit()
        found = tuple(point for point in shipped.including(data).audit() if point not in known)
    else:
        found = shipped.audit()
    kept = at_least(found, severity)
    if kept or form != "table":
        click.echo(FORMATS[form](kept, shipped.prefixes))
    if form == "table":
        size = count(len(kept), "point") if kept else "nothing found"
        click.echo(("\n" if kept else "") + size, err=True)
    ctx.exit(1 if kept else 0)
