"""The evidence matrix as a page, with the findings of the cell that somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ixakg.errors import InvalidParameter
from ixakg.pages.answers import fields
from ixakg.pages.evidence import matrix, questions
from ixakg.web.pages import library, page
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
        if name not in drawn:
            raise Refusal(404, f"there is no matrix {name!r}; there are: {', '.join(drawn)}")
        question = drawn[name]
        given: dict[str, list[str]] = {}
        for key, value in request.query_params.multi_items():
            if value.strip() and key not in CELL:
                given.setdefault(key, []).append(value)
        row, column = (request.query_params.get(key, "") for key in CELL)
        error, status = "", 200
        try:
            answer = site.graph.answer(name, **given)
        except InvalidParameter as problem:
            error, status = str(problem), 400
            answer = site.graph.answer(name)
        return page(
            request,
            site,
            "matrix.html",
            status=status,
            question=question,
            others=[other for other in drawn.values() if other.id != name],
            path=f"matrix/{name}" if "name" in request.path_params else "matrix",
            given=given,
            fields=fields(library(request, site).choices, question, given),
            matrix=matrix(site.graph, question, answer, row, column),
            error=error,
        )

    return [Route("/matrix", shown), Route("/matrix/{name}", shown)]
