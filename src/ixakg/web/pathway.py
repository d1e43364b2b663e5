"""The mechanism as a page, and as data for the script that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ixakg.pages import drawings
from ixakg.pages.pathway import pathway
from ixakg.web.pages import html, kept, shared, tagged
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ixakg.pages.pathway import Pathway
    from ixakg.web.site import Site

ON = "on"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def shown(request: Request) -> Response:
        return html(drawings.steps(*shared(request, site), _found(request, site)))

    def drawn(request: Request) -> Response:
        found = _found(request, site)
        if found is None:
            raise Refusal(404, drawings.NO_STEPS)
        return tagged(drawings.data(found), "application/json")

    return [Route("/pathway", kept(site, shown)), Route("/pathway.json", kept(site, drawn))]


def _found(request: Request, site: Site) -> Pathway | None:
    said = request.query_params
    return pathway(
        site.graph,
        said.get("context", ""),
        background=said.get("background") == ON,
        start=said.get("from", ""),
    )
