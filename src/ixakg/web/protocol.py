"""The SPARQL 1.1 Protocol for queries, at /sparql.

Without a query it describes itself; a browser is sent to /editor, if there is one.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ixakg.web.answers import answer
from ixakg.web.description import described
from ixakg.web.negotiation import HTML, NAMES, SOLUTIONS, TRIPLES, preferred
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
FORMATS = ("format", "output")
READ_ONLY = "the graph cannot be changed over HTTP; this server answers queries only"
METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        said = await _said(request, site)
        if any(name == "update" for name, _ in said):
            raise Refusal(403, READ_ONLY)
        texts = [value for name, value in said if name == "query"]
        if request.method in ("GET", "HEAD") and {name for name, _ in said} <= {*FORMATS}:
            names = [value for _, value in said]
            if _has_editor(request) and preferred(_accept(request), (*TRIPLES, HTML)) == HTML:
                return RedirectResponse("/editor", 303, {"Vary": "Accept"})
            return await described(request, site, names)
        if len(texts) != 1:
            raise Refusal(400, f"the request has {len(texts)} queries; give one")
        return await answer(request, site, _asked(request, said, texts[0]))

    return [Route(path, sparql, methods=METHODS) for path in ("/sparql", "/sparql/")]


def _asked(request: Request, said: list[tuple[str, str]], text: str) -> Asked:
    def values(wanted: str) -> tuple[str, ...]:
        return tuple(value for name, value in said if name == wanted)

    graphs = values("default-graph-uri"), values("named-graph-uri")
    for iri in (*graphs[0], *graphs[1]):
        _checked(iri)
    accept = _accept(request)
    names = [NAMES.get(v, v) for name in FORMATS for v in values(name)]

    def pick(offers: tuple[str, ...]) -> str | None:
        return next((n for n in names if n in offers), None) or preferred(accept, offers)

    return Asked(text, *graphs, pick(SOLUTIONS), pick(TRIPLES))


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


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
    address = _pairs(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in address):
            raise Refusal(400, "an update comes by POST")
        return address
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.casefold().partition("charset=")[2].strip(' "') or "utf-8"
    encoding = request.headers.get("content-encoding", "").casefold()
    if kind.strip().casefold() not in (FORM, DIRECT, UPDATE):
        raise Refusal(415, f"the body must be {FORM} or {DIRECT}")
    if charset != "utf-8" or encoding not in ("", "identity"):
        raise Refusal(415, "the body must be in UTF-8, and not compressed")
    body = await _body(request, site)
    if kind.strip().casefold() == FORM:
        return [*address, *_pairs(body)]
    name = "query" if kind.strip().casefold() == DIRECT else "update"
    try:
        return [*address, (name, body.decode("utf-8"))]
    except UnicodeDecodeError:
        raise Refusal(400, "the body is no UTF-8") from None


async def _body(request: Request, site: Site) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(site.limits.patience):
            async for piece in request.stream():
                body += piece
                if len(body) > site.limits.body:
                    raise Refusal(413, f"the body is longer than {site.limits.body} bytes")
    except TimeoutError:
        raise Refusal(408, "the body comes too slowly", {"Connection": "close"}) from None
    return bytes(body)


def _pairs(text: bytes) -> list[tuple[str, str]]:
    broken = Refusal(400, "the parameters are no percent-encoded UTF-8")
    if re.search(rb"%(?![0-9A-Fa-f]{2})", text):
        raise broken
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise broken from None
