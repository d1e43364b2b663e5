"""The page for queries of one's own: a form that works by itself, and an editor on top of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from starlette.routing import Route

from ixakg.pages.answers import MANY
from ixakg.pages.queries import Table, table, words
from ixakg.vocabulary import BASE
from ixakg.web.answers import answer
from ixakg.web.headers import EDITOR_POLICY
from ixakg.web.pages import kept, library, page, tagged
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

JSON = "application/json"
HEADER = r"(?m)^#\+.*\n"
SOLUTIONS, TRIPLES = "application/sparql-results+json", "text/turtle"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def editor(request: Request) -> Response:
        said = request.query_params
        query = said.get("query", "")
        example = said.get("example", "")
        if example and not query:
            question = site.graph.questions[example]
            query = f"# {question.summary}\n{re.sub(HEADER, '', question.sparql)}"
        run = bool(query) and "example" not in said and "edit" not in said
        found: dict[str, object] = {"table": None, "boolean": None, "triples": "", "problem": None}
        status = 200
        if run:
            try:
                found.update(_read(await answer(request, site, _asked(query)), site))
            except Refusal as refused:
                found["problem"], status = refused, refused.status
        return page(
            request,
            site,
            "editor.html",
            status=status,
            headers={"Content-Security-Policy": EDITOR_POLICY},
            query=query,
            example=example,
            run=run,
            many=MANY,
            ours=BASE,
            groups=library(request, site).questions,
            **found,
        )

    def prefixes(request: Request) -> Response:
        return tagged(_text(dict(site.namespaces)), JSON)

    def known(request: Request) -> Response:
        return tagged(_text(words(site.graph)), JSON)

    return [
        Route("/editor", editor),
        Route("/editor/prefixes.json", prefixes),
        Route("/editor/words.json", kept(site, known)),
    ]


def _asked(query: str) -> Asked:
    return Asked(query, (), (), SOLUTIONS, TRIPLES)


def _read(answered: Response, site: Site) -> dict[str, object]:
    body = bytes(answered.body)
    if answered.headers["content-type"].startswith(TRIPLES):
        return {"triples": body.decode() or "# no triples"}
    read = table(body, site.graph.prefixes)
    return {"table": read} if isinstance(read, Table) else {"boolean": read}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
