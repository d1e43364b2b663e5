"""The evidence matrix as a page, with the findings of the cell that somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ixakg.errors import InvalidParameter
from ixakg.pages import drawings
from ixakg.pages.evidence import questions
from ixakg.pages.questions import Asked
from ixakg.web.pages import filled, html, kept, shared
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

CELL = ("row", "column")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    drawn = {question.id: question for question in questions(site.graph)}

    def shown(request: Request) -> Response:
        name = request.path_params.get("name") or next(iter(drawn), "")
        if not drawn:
            return html(drawings.matrix(*shared(request, site)))
        if name not in drawn:
            raise Refusal(404, f"there is no matrix {name!r}; there are: {', '.join(drawn)}")
        given = {key: values for key, values in filled(request).items() if key not in CELL}
        cell = request.query_params.get("row", ""), request.query_params.get("column", "")
        asked = Asked(drawn[name], given)
        try:
            asked = asked._replace(solutions=site.graph.answer(name, **given))
        except InvalidParameter as error:
            asked = asked._replace(solutions=site.graph.answer(name), error=str(error))
        status = 400 if asked.error else 200
        return html(drawings.matrix(*shared(request, site), asked, cell), status=status)

    return [Route(path, kept(site, shown)) for path in ("/matrix", "/matrix/{name}")]
