"""The application: the routes of all modules, inside what holds for every request."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

from ixakg.web.cache import Cache
from ixakg.web.headers import Fresh, Secure, Shared
from ixakg.web.pages import handlers
from ixakg.web.pool import Pool
from ixakg.web.worker import Told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

# Each has a function routes(site), which returns a list; the first route that fits answers.
MODULES = (
    "protocol",
    "graphstore",
    "description",
    "front",
    "questions",
    "things",
    "audits",
    "pathway",
    "evidence",
    "editor",
)


def application(site: Site) -> Starlette:
    """Return the application that serves a site."""

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        app.state.kept = {}
        app.state.cache = Cache[Told](site.limits.cache)
        app.state.pool = pool = Pool(site)
        try:
            await pool.start()
            yield
        finally:
            pool.close()

    return Starlette(
        lifespan=running,
        routes=[route for module in MODULES for route in _routes(module, site)],
        middleware=[Middleware(Secure), Middleware(Shared), Middleware(Fresh)],
        exception_handlers=handlers(site),
    )


def _routes(module: str, site: Site) -> list[BaseRoute]:
    found: list[BaseRoute] = import_module(f"ixakg.web.{module}").routes(site)
    return found
