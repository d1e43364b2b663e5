"""The server around the application: its socket, its address, its end."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from ixakg.errors import IxakgError
from ixakg.web.application import application
from ixakg.web.patience import patient
from ixakg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ixakg.graph import KnowledgeGraph
    from ixakg.web.site import Changes, Limits, Site

GRACE = 2
# Messages are for stderr; what was asked is among them only if somebody wants it.
LOG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {"uvicorn": {"handlers": ["stderr"], "propagate": False}},
}


class CannotListen(IxakgError):
    """An address that the server cannot listen on."""


def serve(
    graph: KnowledgeGraph,
    host: str,
    port: int,
    limits: Limits,
    *,
    changes: Changes | None = None,
    hosts: Iterable[str] = (),
    url: str | None = None,
    log: bool = False,
) -> None:
    """Serve a graph until somebody presses Ctrl-C; the address goes to stdout.

    Clients that come through a proxy know the server by another address, its URL.

    Raises:
        CannotListen: the address is taken, or none of this machine.
        CannotRead: the file of the changes is no graph.
    """
    with listening(host, port) as heard:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{heard.getsockname()[1]}"
        served = site(graph, url or address, limits, changes=changes, hosts=hosts)
        print(address, flush=True)  # noqa: T201 - the address is what the command answers
        server(served, log=log).run(sockets=[heard])


def server(served: Site, *, log: bool = False) -> uvicorn.Server:
    """Return the server of a site, which does not listen yet."""
    config = uvicorn.Config(
        application(served),
        http=patient(served.limits),
        ws="none",
        log_config=LOG,
        log_level="info" if log else "warning",
        access_log=log,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address.

    Raises:
        CannotListen: the address is taken, or none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise CannotListen(
            f"cannot listen on {host} port {port} ({error}); choose another --port"
        ) from None
