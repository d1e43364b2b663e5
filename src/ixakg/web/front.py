"""The first page, and the files that all pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from ixakg.pages.assets import assets, named
from ixakg.pages.home import home
from ixakg.web.negotiation import content_type
from ixakg.web.pages import html, kept, shared
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.pages.assets import Asset
    from ixakg.web.site import Site

FOR_EVER = "public, max-age=31536000, immutable"
# A drawing that is opened by itself has its looks inside.
DRAWING = "default-src 'none'; style-src 'unsafe-inline'"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def first(request: Request) -> Response:
        return html(home(*shared(request, site)))

    return [Route("/", kept(site, first)), Route("/static/{name:path}", static)]


def static(request: Request) -> Response:
    """Return a file by its name with a digest, which holds for ever, or by its plain name.

    Raises:
        Refusal: there is no such file.
    """
    name: str = request.path_params["name"]
    asset = named(name)
    if asset:
        return _file(asset, {"Cache-Control": FOR_EVER})
    if name not in assets():
        raise Refusal(404, f"there is no file {name!r}")
    return _file(assets()[name], {})


def _file(asset: Asset, headers: dict[str, str]) -> Response:
    headers["ETag"] = f'"{asset.digest}"'
    if asset.media_type == "image/svg+xml":
        headers["Content-Security-Policy"] = DRAWING
    headers["Content-Type"] = content_type(asset.media_type)
    return Response(asset.path.read_bytes(), headers=headers)
