"""The server around the application: its socket, its address, its end."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from ixakg.errors import IxakgError
from ixakg.web.application import application
from ixakg.web.site import site

if TYPE_CHECKING:
    from ixakg.graph import KnowledgeGraph
    from ixakg.web.site import Limits

GRACE = 2


class CannotListen(IxakgError):
    """An address that the server cannot listen on."""


def serve(graph: KnowledgeGraph, host: str, port: int, limits: Limits) -> None:
    """Serve a graph until somebody presses Ctrl-C; the address goes to stdout.

    Raises:
        CannotListen: the address is taken, or none of this machine.
    """
    with listening(host, port) as heard:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{heard.getsockname()[1]}"
        served = site(graph, address, limits)
        config = uvicorn.Config(
            application(served),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        print(address, flush=True)  # noqa: T201 - the address is what the command answers
        uvicorn.Server(config).run(sockets=[heard])


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
