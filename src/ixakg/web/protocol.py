"""The SPARQL 1.1 Protocol at /sparql.

Without a query, a browser is sent to /editor, if there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return []
