"""What the server says of itself: VoID, the context of JSON-LD, whether it is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return []
