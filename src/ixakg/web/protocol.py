"""The SPARQL 1.1 Protocol for queries, at /sparql.

Without a query, a browser is sent to /editor, if there is one.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.routing import Route

from ixakg.web.negotiation import NAMES, SOLUTIONS, TRIPLES, content_type, preferred, unacceptable
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.web.pool import Pool
    from ixakg.web.site import Site

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        pool: Pool = request.app.state.pool
        said = await _said(request, site)
        if any(name == "update" for name, _ in said):
            raise Refusal(403, "the graph cannot be changed")
        texts = [value for name, value in said if name == "query"]
        if len(texts) != 1:
            raise Refusal(400, f"the request has {len(texts)} queries; give one")
        asked = _asked(request, said, texts[0])
        tag = site.etag(repr(asked))
        told = await pool.answer(asked)
        if told.status == 406:
            raise unacceptable(TRIPLES if told.media_type == "triples" else SOLUTIONS)
        if told.status != 200:
            members = dict(zip(("line", "column"), told.where or (), strict=False))
            raise Refusal(told.status, told.body.decode(), None, **members)
        headers = {"Vary": "Accept", "ETag": tag}
        headers["Content-Type"] = content_type(told.media_type)
        return Response(told.body, headers=headers)

    return [Route(path, sparql, methods=METHODS) for path in ("/sparql", "/sparql/")]


def _asked(request: Request, said: list[tuple[str, str]], text: str) -> Asked:
    def values(wanted: str) -> tuple[str, ...]:
        return tuple(value for name, value in said if name == wanted)

    graphs = values("default-graph-uri"), values("named-graph-uri")
    for iri in (*graphs[0], *graphs[1]):
        _checked(iri)
    accept = ", ".join(request.headers.getlist("accept"))
    names = [NAMES.get(v, v) for v in (*values("format"), *values("output"))]

    def pick(offers: tuple[str, ...]) -> str | None:
        return next((n for n in names if n in offers), None) or preferred(accept, offers)

    return Asked(text, *graphs, pick(SOLUTIONS), pick(TRIPLES))


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
    if kind.strip().casefold() not in (FORM, DIRECT, UPDATE):
        raise Refusal(415, f"the body must be {FORM} or {DIRECT}")
    if charset != "utf-8" or "content-encoding" in request.headers:
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
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Refusal(400, "the parameters are no percent-encoded UTF-8") from None
