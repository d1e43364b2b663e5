"""``ixakg serve``: a SPARQL endpoint and web pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ixakg.errors import CannotRead, MissingLibrary
from ixakg.options import examples, the_graph, with_data

if TYPE_CHECKING:
    from ixakg.web.site import Changes

TOKEN = "IXAKG_TOKEN"  # noqa: S105 - the name of a variable


@click.command(
    epilog=examples(
        "ixakg serve",
        "ixakg serve --port 0 --data my-studies",
        "IXAKG_TOKEN=$(cat token) ixakg serve --allow-update --store graph.nq",
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen on this address.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: a free one."
)
@click.option(
    "--timeout",
    "seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0.1),
    help="Seconds that a query may take.",
)
@click.option(
    "--memory",
    default=1024,
    show_default=True,
    type=click.IntRange(128),
    help="MiB that a query may take.",
)
@click.option(
    "--rows",
    default=1_000_000,
    show_default=True,
    type=click.IntRange(1),
    help="Rows that an answer may have; a longer one is refused whole.",
)
@click.option(
    "--workers",
    default=4,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Queries that run at the same time.",
)
@click.option(
    "--cache",
    default=64,
    show_default=True,
    type=click.IntRange(0),
    help="MiB of answers to keep for those who ask the same.",
)
@click.option(
    "--allow-service",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="Let queries ask this server by SERVICE. Repeatable.",
)
@click.option(
    "--allow-update",
    is_flag=True,
    help=f"Let whoever has the token change the graph. The token is what {TOKEN} says.",
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read the token from this file instead.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the changed graph in this file of N-Quads, and serve what it holds.",
)
@click.option("--url", help="The address that others see, if a proxy stands in front.")
@click.option("--log", is_flag=True, help="Write every request to stderr, queries too.")
@with_data
def serve(
    host: str,
    port: int,
    data: tuple[Path, ...],
    *,
    seconds: float,
    memory: int,
    rows: int,
    workers: int,
    cache: int,
    hosts: tuple[str, ...],
    allow_update: bool,
    token_file: Path | None,
    store: Path | None,
    url: str | None,
    log: bool,
) -> None:
    """Serve the graph over HTTP: SPARQL 1.1 at /sparql, and pages.

    Writes the address to stdout, and serves until Ctrl-C.
    """
    try:
        from ixakg.web.serving import serve as run
        from ixakg.web.site import MEBIBYTE, Limits
    except ImportError as error:
        raise MissingLibrary(f"{error.name} is not installed; pip install 'ixakg[serve]'") from None
    changes = _changes(token_file, store) if allow_update else None
    if not allow_update and (token_file or store):
        raise click.UsageError("--token-file and --store are for --allow-update; add it")
    if store and store.exists():
        names = ", ".join(map(str, data))
        more = f"; --data adds nothing to it, so begin with another --store for {names}"
        click.echo(f"serving what {store} holds{more if data else ''}", err=True)
    limits = Limits(
        seconds=seconds,
        memory=memory * MEBIBYTE,
        workers=workers,
        rows=rows,
        cache=cache * MEBIBYTE,
    )
    run(the_graph(data), host, port, limits, changes=changes, hosts=hosts, url=url, log=log)


def _changes(token_file: Path | None, store: Path | None) -> Changes:
    """Return who may change the graph.

    Raises:
        CannotRead: the file of the token cannot be read.
        click.UsageError: there is no token, or no file to keep the graph in.
    """
    from ixakg.web.site import Changes

    token = os.environ.get(TOKEN, "")
    if token_file:
        try:
            token = token_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CannotRead(f"{token_file}: {error}; write the token into that file") from None
    if not token.strip():
        raise click.UsageError(f"--allow-update needs a token; say it in {TOKEN} or --token-file")
    if store is None:
        raise click.UsageError("--allow-update needs a file to keep the graph in; name --store")
    return Changes(token.strip(), store)
