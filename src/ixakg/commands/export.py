"""``ixakg export``: the graph as a file that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from ixakg.options import examples, the_graph, with_data


@click.command(
    epilog=examples(
        "ixakg export graph.trig",
        "ixakg export graph.ttl --merge",
        "ixakg export escc.ttl --graph source/escc",
        "ixakg export findings.csv",
        "ixakg export graph.canonical.nq.gz --asserted",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
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
def export(
    file: Path,
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
    """
    told = the_graph(data).export(file, graphs=names, sources=sources, kind=kind, merge=merge)
    click.echo(f"{file}: {told or 'written'}", err=True)
