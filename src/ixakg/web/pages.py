"""Pages as responses, and refusals as pages for those who like pages best."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from ixakg.pages.html import render
from ixakg.pages.library import Library
from ixakg.pages.links import Links
from ixakg.web.memory import Memory
from ixakg.web.negotiation import HTML, accepted, content_type, preferred
from ixakg.web.problems import HANDLERS, MEDIA_TYPE, Refusal, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from ixakg.web.site import Site

    Handler = Callable[[Request, Exception], Response]


def library(request: Request, site: Site) -> Library:
    """Return what the pages of a site have in common; another one after a change."""
    kept: dict[str, object] = request.app.state.kept
    found, graph = kept.get("library"), site.graph
    if not isinstance(found, Library) or found.graph is not graph:
        # Threads share its stores, so the first may not become another under their hands.
        graph.content()
        found = kept["library"] = Library(graph)
    return found


def kept(
    site: Site, make: Callable[[Request], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler of requests that makes each response once, until the graph changes."""

    async def answer(request: Request) -> Response:
        state, owned = request.app.state.kept, library(request, site)
        owner, memory = state.get("memory", (None, None))
        if owner is not owned:
            memory = Memory()
            state["memory"] = owned, memory
        scope = request.scope
        path = scope.get("raw_path") or scope["path"].encode()
        key = path, scope["query_string"], tuple(request.headers.getlist("accept"))
        found: Response = await memory.response(key, lambda: make(request))
        return found

    return answer


def links(request: Request, site: Site) -> Links:
    """Return links from the page that a request is about."""
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    here = path.decode("latin-1").partition("?")[0]
    return Links(here[1:], bases=site.graph.bases)


def offered(request: Request) -> frozenset[str]:
    """Return the paths of the pages that there are, without the slash before them."""
    return frozenset(r.path[1:] for r in request.app.routes if isinstance(r, Route))


def shared(request: Request, site: Site) -> tuple[Library, Links, frozenset[str]]:
    """Return what the functions that make pages begin with."""
    return library(request, site), links(request, site), offered(request)


def filled(request: Request) -> dict[str, list[str]]:
    """Return what the fields of a form say, by their names, without those that were left alone."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if value.strip():
            found.setdefault(name, []).append(value)
    return found


def page(
    request: Request,
    site: Site,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> Response:
    """Return a page of a template of ``ixakg.pages``, inside the layout."""
    where = links(request, site)
    text = render(template, where, offered=offered(request), **values)
    return html(text, status=status, headers=headers)


def html(text: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a page as a response."""
    if status != HTTPStatus.OK:
        said = {"Vary": "Accept", "Cache-Control": "no-store", **(headers or {})}
        return Response(text, status, said, HTML)
    return tagged(text, HTML, headers)


def tagged(
    content: str | bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a response with a tag of what is in it."""
    body = content.encode() if isinstance(content, str) else content
    said = {
        "Content-Type": content_type(media_type),
        "ETag": f'"{sha256(body).hexdigest()[:24]}"',
        "Vary": "Accept",
    }
    return Response(body, headers={**said, **(headers or {})})


def handlers(site: Site) -> Mapping[type[Exception], Handler]:
    """Return what answers a request that is refused: a page, or a document for programs."""

    def wrapped(plain: Handler) -> Handler:
        def answer(request: Request, error: Exception) -> Response:
            if preferred(accepted(request), (MEDIA_TYPE, "application/json", HTML)) != HTML:
                return plain(request, error)
            return _shown(request, site, refusal(error))

        return answer

    return {kind: wrapped(plain) for kind, plain in HANDLERS.items()}


def _shown(request: Request, site: Site, refused: Refusal) -> Response:
    return page(
        request,
        site,
        "problem.html",
        status=refused.status,
        headers=refused.headers,
        title=HTTPStatus(refused.status).phrase,
        detail=refused.detail,
        members=refused.members,
    )
