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
# The query editor sets styles by script; only its own page may say this instead.
EDITOR_POLICY = f"{POLICY}; style-src 'self' 'unsafe-inline'"
SECURE = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
EXPOSED = "Allow, Content-Location, ETag, Link, Retry-After, X-Ixakg-Truncated"
ALLOWED = "Accept, Authorization, Content-Type, If-None-Match"
READING = "GET, HEAD, OPTIONS, POST, QUERY"
WRITING = f"DELETE, {READING}, PUT"
A_DAY = "86400"


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

    def __init__(self, app: ASGIApp, *, writable: bool = False) -> None:
        self.app = app
        self.methods = WRITING if writable else READING

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass a request on and its response back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            preflight = Response(status_code=204, headers=self._preflight())
            await preflight(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                found["Access-Control-Allow-Origin"] = "*"
                found["Access-Control-Expose-Headers"] = EXPOSED
            await send(message)

        await self.app(scope, receive, with_headers)

    def _preflight(self) -> dict[str, str]:
        return {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": self.methods,
            "Access-Control-Allow-Headers": ALLOWED,
            "Access-Control-Max-Age": A_DAY,
        }
