"""The SPARQL 1.1 Protocol, at /sparql: queries, and updates from those who may.

Without a query it describes itself; a browser is sent to /editor, if there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ixakg.web.answers import answer
from ixakg.web.bodies import media_type, pairs, read
from ixakg.web.description import described
from ixakg.web.negotiation import HTML, NAMES, SOLUTIONS, TRIPLES, accepted, preferred
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked, Update
from ixakg.web.writing import allow, change

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
FORMATS = ("format", "output")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "QUERY")
QUERYING = ("default-graph-uri", "named-graph-uri")
UPDATING = ("using-graph-uri", "using-named-graph-uri")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            headers = {"Allow": ", ".join(METHODS), "Accept-Query": f'"{DIRECT}", "{FORM}"'}
            return Response(status_code=204, headers=headers)
        said = await _said(request, site)
        given = {name for name, _ in said}
        if request.method in ("GET", "HEAD") and given <= {*FORMATS}:
            names = [value for _, value in said]
            if _has_editor(request) and preferred(accepted(request), (*TRIPLES, HTML)) == HTML:
                return RedirectResponse("/editor", 303, {"Vary": "Accept"})
            return await described(request, site, names)
        if "update" in given:
            allow(request, site)
            if "query" in given or request.method != "POST":
                raise Refusal(400, "an update comes by POST, and without a query")
            await change(request, Update(_only(said, "update"), *_graphs(said, UPDATING)))
            return Response(status_code=204)
        return await answer(request, site, _asked(request, said, _only(said, "query")))

    return [Route(path, sparql, methods=METHODS) for path in ("/sparql", "/sparql/")]


def _asked(request: Request, said: list[tuple[str, str]], text: str) -> Asked:
    accept = accepted(request)
    names = [NAMES.get(value, value) for name, value in said if name in FORMATS]

    def pick(offers: tuple[str, ...]) -> str | None:
        return next((n for n in names if n in offers), None) or preferred(accept, offers)

    default, named = _graphs(said, QUERYING)
    return Asked(text, default, named, pick(SOLUTIONS), pick(TRIPLES))


def _only(said: list[tuple[str, str]], wanted: str) -> str:
    texts = [value for name, value in said if name == wanted]
    if len(texts) != 1:
        raise Refusal(400, f"one parameter {wanted!r} is needed, and there are {len(texts)}")
    return texts[0]


def _graphs(
    said: list[tuple[str, str]], names: tuple[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the graphs that a request is about: those for its default graph, and named ones."""
    default, named = (tuple(value for name, value in said if name == wanted) for wanted in names)
    for iri in (*default, *named):
        _checked(iri)
    return default, named


def _has_editor(request: Request) -> bool:
    return any(isinstance(r, Route) and r.path == "/editor" for r in request.app.routes)


def _checked(iri: str) -> None:
    from pyoxigraph import NamedNode

    try:
        NamedNode(iri)
    except ValueError:
        raise Refusal(400, f"{iri!r} is no IRI of a graph") from None


async def _said(request: Request, site: Site) -> list[tuple[str, str]]:
    """Return the parameters of a request, wherever they stand.

    Raises:
        Refusal: the body has another type, is too long, comes too slowly, or is no UTF-8.
    """
    address = pairs(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in address):
            raise Refusal(400, "an update comes by POST")
        return address
    kinds = {FORM: None, DIRECT: "query", UPDATE: "update"}
    kind = media_type(request, kinds)
    if kind == UPDATE:
        allow(request, site)
    body = await read(request, site, site.limits.change if kind == UPDATE else site.limits.body)
    name = kinds[kind]
    if name is None:
        return [*address, *pairs(body)]
    try:
        return [*address, (name, body.decode("utf-8"))]
    except UnicodeDecodeError:
        raise Refusal(400, "the body is no UTF-8") from None
