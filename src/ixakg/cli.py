"""The command line: words in, words out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ixakg.errors import IxakgError


@click.group()
def cli() -> None:
    """A knowledge graph of in vivo antitumour evidence."""


@cli.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if files would change.")
@click.option("--root", type=click.Path(path_type=Path), help="Folder that holds the four folders.")
def build(*, check: bool, root: Path | None) -> None:
    """Turn the curated tables into facts."""
    from ixakg import build as building
    from ixakg.bundle import Bundle
    from ixakg.prefixes import Prefixes

    bundle = Bundle.at(root)
    planned = building.plan(building.quads(bundle), Prefixes.read(bundle.prefixes))
    difference = (building.drift if check else building.write)(planned, bundle.facts)
    click.echo(f"{len(planned)} files: {difference}", err=True)
    if check and difference:
        sys.exit(1)


def main() -> None:
    """Run the command line; a mistake is one line and exit code 2."""
    try:
        cli(standalone_mode=True)
    except IxakgError as error:
        click.echo(f"{error}", err=True)
        sys.exit(2)
