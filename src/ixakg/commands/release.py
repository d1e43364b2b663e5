"""``ixakg release``: all files of a release, with their checksums."""

from __future__ import annotations

from pathlib import Path

import click

from ixakg.options import examples, the_graph, with_data


@click.command(
    epilog=examples(
        "ixakg release ixakg-0.1.0",
        "ixakg release ixakg-0.1.0 --site https://data.example.org/ixakg",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--site",
    default="",
    metavar="URL",
    help="Where DIR will be served; adds the rules for w3id.org that lead there.",
)
@with_data
def release(folder: Path, site: str, data: tuple[Path, ...]) -> None:
    """Write the ontology, all graphs, the queries and their description into the new folder DIR.

    manifest.json and SHA256SUMS list every file; void.ttl describes the dataset for programs, and
    index.html for people.
    """
    number = the_graph(data).release(folder, site=site)
    if not site:
        click.echo("no rules for w3id.org, which need --site URL", err=True)
    click.echo(f"{number} files in {folder}", err=True)
