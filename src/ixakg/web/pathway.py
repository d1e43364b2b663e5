"""The mechanism as a page, and as data for the script that draws it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from ixakg.pages.pathway import address, drawing, pathway
from ixakg.web.pages import links, page
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.pages.pathway import Pathway
    from ixakg.web.site import Site

ON = "on"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def shown(request: Request) -> Response:
        found = _found(request, site)
        where = links(request, site)

        def to(**changed: str) -> str:
            return address(where, found, **changed)

        return page(request, site, "pathway.html", found=found, to=to)

    def drawn(request: Request) -> Response:
        text = json.dumps(drawing(_found(request, site)), ensure_ascii=False, indent=1) + "\n"
        headers = {"ETag": f'"{sha256(text.encode()).hexdigest()[:24]}"'}
        return Response(text, headers=headers, media_type="application/json")

    return [Route("/pathway", shown), Route("/pathway.json", drawn)]


def _found(request: Request, site: Site) -> Pathway:
    said = request.query_params
    found = pathway(
        site.graph,
        said.get("context", ""),
        background=said.get("background") == ON,
        start=said.get("from", ""),
    )
    if found is None:
        raise Refusal(404, "the graph states no steps, so there is no pathway to show")
    return found
