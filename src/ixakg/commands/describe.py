"""``ixakg describe``: everything about one thing, with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ixakg.options import TABLES, examples, format_option, the_graph, with_data

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    epilog=examples(
        "ixakg describe bortezomib",
        "ixakg describe 'ESCC xenograft'",
        "ixakg describe ixa:Finding --format turtle",
    )
)
@click.argument("name")
@format_option(*TABLES, "turtle")
@with_data
def describe(name: str, form: str, data: tuple[Path, ...]) -> None:
    """Show what is said about a thing, and by whom.

    NAME is a label, a CURIE, an IRI or the last part of one.
    """
    from ixakg.views import rendering

    description = the_graph(data).describe(name)
    if form == "table":
        from ixakg.views.portrait import portrait

        click.echo(portrait(description))
    else:
        click.echo(rendering.triples(description, form))
