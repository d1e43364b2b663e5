"""``ixakg export``: the graph as a file that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from ixakg.errors import MissingLibrary
from ixakg.options import examples, the_graph, with_data

FOLDER = ("/", "\\")


@click.command(
    epilog=examples(
        "ixakg export graph.trig",
        "ixakg export graph.ttl --merge",
        "ixakg export escc.ttl --graph source/escc",
        "ixakg export findings.csv",
        "ixakg export graph.canonical.nq.gz --asserted",
        "ixakg export site/",
    )
)
@click.argument("file", type=click.Path())
@click.option(
    "--graph",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only this graph or group: an IRI, a CURIE, source/escc, source. Can be repeated.",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SLUG",
    help="Only what one source says, and what follows from it. Can be repeated.",
)
@click.option("--asserted", "kind", flag_value="asserted", help="Only what sources say.")
@click.option("--inferred", "kind", flag_value="inferred", help="Only what follows from it.")
@click.option("--both", "kind", flag_value="both", default="both", help="Both; the default.")
@click.option("--merge", is_flag=True, help="Put the triples of all graphs into one.")
@with_data
@click.pass_context
def export(
    ctx: click.Context,
    file: str,
    names: tuple[str, ...],
    sources: tuple[str, ...],
    kind: str,
    *,
    merge: bool,
    data: tuple[Path, ...],
) -> None:
    """Write the graph into FILE, in the format of its ending.

    .ttl .nt .rdf hold one graph; .nq .trig .jsonld keep all apart; .canonical.nq is the same file
    for the same triples, whoever writes them; .csv and .parquet are a table of findings;
    .nanopub.trig a nanopublication for each finding and step; nodes.tsv and edges.tsv are for KGX.
    With .gz or .zst after it, the file is compressed.

    A name that ends with / is a new folder: all pages of ixakg serve as files, which need no
    server. Only forms, search and SPARQL are left out.
    """
    if file.endswith(FOLDER):
        if names or sources or merge or kind != "both":
            raise click.UsageError("a folder of pages shows the whole graph; name a file", ctx)
        click.echo(f"{file}: {_pages(Path(file), data)} files", err=True)
        return
    path = Path(file)
    told = the_graph(data).export(path, graphs=names, sources=sources, kind=kind, merge=merge)
    click.echo(f"{path}: {told or 'written'}", err=True)


def _pages(folder: Path, data: tuple[Path, ...]) -> int:
    try:
        from ixakg.pages.folder import write
    except ImportError as error:
        raise MissingLibrary(f"{error.name} is not installed; pip install 'ixakg[serve]'") from None
    return write(the_graph(data), folder)
