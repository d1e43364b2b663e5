"""Bodies of requests: of a type that is known, as they are, whole, in time, and not too long."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from ixakg.web.site import Site

CLOSE = {"Connection": "close"}
NOT_ENCODED = rb"%(?![0-9A-Fa-f]{2})"


def media_type(request: Request, known: Iterable[str]) -> str:
    """Return the type of the body of a request.

    Raises:
        Refusal: it is none of those that are known, or the body is in another character set than
            UTF-8, or compressed: what it would unfold to is not for the sender to choose.
    """
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().casefold()
    charset = re.search(r'(?i)\bcharset\s*=\s*"?([^\s";]+)', parameters)
    encoding = request.headers.get("content-encoding", "identity").strip().casefold()
    if kind not in known:
        what = ", ".join(sorted(known))
        raise Refusal(415, f"the type of the body must be one of: {what}", {"Accept-Post": what})
    if encoding != "identity":
        raise Refusal(415, "the body must not be compressed", {"Accept-Encoding": "identity"})
    if charset and charset[1].casefold() not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "the body must be in UTF-8")
    return kind


async def read(request: Request, site: Site, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        Refusal: it is too long, or comes too slowly.
    """
    too_long = Refusal(413, f"the body is longer than {most} bytes", CLOSE, limit=most)
    if int(request.headers.get("content-length", "0")) > most:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(site.limits.patience):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise too_long
    except TimeoutError:
        raise Refusal(408, "the body comes too slowly", CLOSE) from None
    return bytes(body)


def pairs(text: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a form, or of an address.

    Raises:
        Refusal: they are no percent-encoded UTF-8.
    """
    broken = Refusal(400, "the parameters are no percent-encoded UTF-8")
    if re.search(NOT_ENCODED, text):
        raise broken
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise broken from None
