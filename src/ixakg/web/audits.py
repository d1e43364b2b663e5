"""The audit over HTTP: as a page, and as JSON, Turtle or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ixakg.audits.audit import SEVERITIES, at_least
from ixakg.audits.reports import FORMATS
from ixakg.errors import suggestion
from ixakg.pages.audits import audit
from ixakg.web.negotiation import HTML, accepted, chosen
from ixakg.web.pages import html, kept, library, shared, tagged
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

FORMS = {
    "application/json": "json",
    "text/turtle": "turtle",
    "text/markdown": "markdown",
}
SUFFIXES = {
    ".html": HTML,
    ".json": "application/json",
    ".md": "text/markdown",
    ".ttl": "text/turtle",
}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def show(request: Request) -> Response:
        severity = request.query_params.get("severity") or SEVERITIES[-1]
        if severity not in SEVERITIES:
            raise Refusal(400, f"{severity!r} is no severity; {suggestion(severity, SEVERITIES)}")
        suffix = SUFFIXES.get(request.url.path.removeprefix("/audit"))
        names = request.query_params.getlist("format")
        form = suffix or chosen(accepted(request), (*FORMS, HTML), names)
        if form == HTML:
            return html(audit(*shared(request, site), severity))
        points = at_least(library(request, site).points, severity)
        return tagged(FORMATS[FORMS[form]](points, site.graph.prefixes) + "\n", form)

    return [Route(f"/audit{suffix}", kept(site, show)) for suffix in ("", *SUFFIXES)]
