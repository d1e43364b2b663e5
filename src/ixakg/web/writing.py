"""Changes of the graph: who may make them, and what a client is told afterwards."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from ixakg.web.answers import refusal
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from ixakg.web.pool import Pool
    from ixakg.web.site import Site
    from ixakg.web.worker import Filled, Update

READ_ONLY = "the graph cannot be changed over HTTP; this server answers queries only"
SCHEME = 'Bearer realm="ixakg"'


def allow(request: Request, site: Site) -> None:
    """Return only if the sender of a request may change the graph.

    Raises:
        Refusal: nobody may, or the request shows no token, or another one.
    """
    if site.changes is None:
        raise Refusal(403, READ_ONLY)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer":
        detail = "a change needs the header Authorization: Bearer, with the token of this server"
        raise Refusal(401, detail, {"WWW-Authenticate": SCHEME})
    if not hmac.compare_digest(token.strip().encode(), site.changes.token.encode()):
        headers = {"WWW-Authenticate": f'{SCHEME}, error="invalid_token"'}
        raise Refusal(401, "that is not the token of this server", headers)


async def change(request: Request, what: Update | Filled) -> None:
    """Change the graph; all queries that come later see the new one.

    Raises:
        Refusal: nothing has changed.
    """
    pool: Pool = request.app.state.pool
    told = await pool.change(what)
    if told:
        raise refusal(told)
