"""``ixakg serve``: a SPARQL endpoint and web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ixakg.errors import MissingLibrary
from ixakg.options import examples, the_graph, with_data

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    epilog=examples(
        "ixakg serve",
        "ixakg serve --port 0 --data my-studies",
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
    "--workers",
    default=4,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Queries that run at the same time.",
)
@with_data
def serve(
    host: str,
    port: int,
    data: tuple[Path, ...],
    *,
    seconds: float,
    memory: int,
    workers: int,
) -> None:
    """Serve the graph over HTTP: SPARQL 1.1 at /sparql, and pages.

    Writes the address to stdout, and serves until Ctrl-C.
    """
    try:
        from ixakg.web.serving import serve as run
        from ixakg.web.site import MEBIBYTE, Limits
    except ImportError as error:
        raise MissingLibrary(f"{error.name} is not installed; pip install 'ixakg[serve]'") from None
    run(
        the_graph(data),
        host,
        port,
        Limits(seconds=seconds, memory=memory * MEBIBYTE, workers=workers),
    )
