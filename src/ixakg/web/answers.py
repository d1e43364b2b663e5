"""Answers of the workers as responses: with a tag, not at all if known, stopped if nobody waits."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from ixakg.web.headers import is_held
from ixakg.web.negotiation import SOLUTIONS, TRIPLES, content_type, unacceptable
from ixakg.web.problems import Refusal

RETRY = {503: {"Retry-After": "1"}}

if TYPE_CHECKING:
    from starlette.requests import Request

    from ixakg.web.cache import Cache
    from ixakg.web.pool import Pool
    from ixakg.web.site import Site
    from ixakg.web.worker import Asked, Told

# What may be another tomorrow, although the graph is the same; escapes could hide these names.
UNSTEADY = re.compile(r"(?i)\b(now|rand|struuid|uuid|bnode)\b|\\u")


async def answer(request: Request, site: Site, asked: Asked) -> Response:
    """Return the answer to a query.

    Raises:
        Refusal: there is no answer, or none in a format that the client takes.
    """
    headers = {"Vary": "Accept"}
    steady = not UNSTEADY.search(asked.sparql)
    if steady:
        headers["ETag"] = site.etag(repr(asked))
        held = request.headers.get("if-none-match", "")
        # Whoever has a tag got an answer once: it need not be found again.
        if request.method in ("GET", "HEAD") and is_held(headers["ETag"], held.replace("*", "")):
            return Response(status_code=304, headers=headers)
    # What is asked of a server elsewhere depends on more than this graph.
    cache: Cache[Told] | None = request.app.state.cache if steady and not site.hosts else None
    digest = site.digest
    told = (cache and cache.get((digest, asked))) or await _told(request, asked)
    if cache and site.digest == digest and told.status == 200:
        cache.put((digest, asked), told, len(told.body) + len(asked.sparql))
    if told.status == 406:
        raise unacceptable(TRIPLES if told.media_type == "triples" else SOLUTIONS)
    if told.status != 200:
        raise refusal(told)
    headers["Content-Type"] = content_type(told.media_type)
    return Response(told.body, headers=headers)


def refusal(told: Told) -> Refusal:
    """Return what a worker says instead of an answer, as a refusal."""
    return Refusal(told.status, told.body.decode(), RETRY.get(told.status), **told.members)


async def _told(request: Request, asked: Asked) -> Told:
    pool: Pool = request.app.state.pool
    told = asyncio.create_task(pool.answer(asked))
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait((told, gone), return_when=asyncio.FIRST_COMPLETED)
        if told.done():
            return told.result()
        raise Refusal(503, "nobody waits for the answer")
    finally:
        gone.cancel()
        told.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
