"""Headers that every response has: what a browser may do with it, and who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:; object-src 'none'"
)
# The tables of the query editor add one style of their own, always the same, which this names.
EDITOR_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
EDITOR_POLICY = f"{POLICY}; style-src 'self' {EDITOR_STYLE}"
SECURE = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
EXPOSED = "Allow, Content-Location, ETag, Link, Retry-After"
ALLOWED = "Accept, Content-Type, If-None-Match"
METHODS = "GET, HEAD, OPTIONS, POST, QUERY"
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": ALLOWED,
    "Access-Control-Max-Age": "86400",  # a day
}


class Secure:
    """Adds the headers of security to what has none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURE.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Shared:
    """Lets pages of any origin read (CORS); a preflight is answered before anybody is asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass a request on and its response back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            preflight = Response(status_code=204, headers=PREFLIGHT)
            await preflight(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                found["Access-Control-Allow-Origin"] = "*"
                found["Access-Control-Expose-Headers"] = EXPOSED
            await send(message)

        await self.app(scope, receive, with_headers)


class Fresh:
    """Answers 304 where a client says that it has what it asks for already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back, or only that it is the same."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        held = Headers(scope=scope).get("if-none-match", "")
        same = False

        async def if_changed(message: Message) -> None:
            nonlocal same
            if message["type"] == "http.response.start" and message["status"] == 200:
                found = MutableHeaders(scope=message)
                if "etag" in found:
                    found.setdefault("Cache-Control", "no-cache")
                    same = is_held(found["etag"], held)
                if same:
                    del found["content-length"], found["content-type"]
                    message = {**message, "status": 304}
            elif message["type"] == "http.response.body" and same:
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, if_changed)


def is_held(tag: str, held: str) -> bool:
    """Tell whether a tag is among those of an ``If-None-Match``, weak or not."""
    tags = {one.strip().removeprefix("W/") for one in held.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags
