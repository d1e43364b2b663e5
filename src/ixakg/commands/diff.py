"""``ixakg diff``: what changed between two versions."""

from __future__ import annotations

from pathlib import Path

import click

from ixakg.options import examples, format_option, the_root

PATH = click.Path(exists=True, path_type=Path)


@click.command(
    epilog=examples(
        "ixakg diff release-0.1.0 release-0.2.0",
        "ixakg diff old.nq.gz new.trig --format markdown",
    )
)
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@format_option("text", "json", "markdown", default="text")
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path, form: str) -> None:
    """Show which terms and facts were added, changed or removed, and what follows from that.

    OLD and NEW are releases, folders with the four folders, or files that ixakg export wrote. Of
    what follows, text and markdown show the first twenty things, json all. The exit code is 0 where
    nothing differs, 1 where something does, and 2 in trouble.
    """
    from ixakg.bundle import Bundle
    from ixakg.exports.differences import compare
    from ixakg.prefixes import Prefixes

    found = compare(old, new, Prefixes.read(Bundle.at(the_root()).prefixes))
    texts = {"text": found.text, "json": found.json, "markdown": found.markdown}
    click.echo(texts[form](), nl=False)
    if found.changes:
        click.echo(found.summary(), err=True)
    ctx.exit(1 if found.changes else 0)
