"""Content negotiation: which of the formats on offer a client likes best, if any."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

CHARSET = re.compile(r';\s*(?:charset|header)\s*=\s*(?:"[^"]*"|[^;,\s]*)', re.IGNORECASE)
SOLUTIONS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
BOOLEANS = (*SOLUTIONS, "text/plain")
TRIPLES = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
    "text/n3",
    "application/x-turtle",
    "application/json",
    "application/xml",
    "text/xml",
    "text/plain",
)
HTML = "text/html"
# What clients say that cannot, or do not, say Accept.
NAMES = {
    "csv": "text/csv",
    "html": HTML,
    "json": "application/json",
    "json-ld": "application/ld+json",
    "jsonld": "application/ld+json",
    "n-triples": "application/n-triples",
    "n3": "text/n3",
    "nq": "application/n-quads",
    "nquads": "application/n-quads",
    "nt": "application/n-triples",
    "ntriples": "application/n-triples",
    "rdf": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "srj": "application/sparql-results+json",
    "srx": "application/sparql-results+xml",
    "trig": "application/trig",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "turtle": "text/turtle",
    "xml": "application/xml",
}


def accepted(request: Request) -> str:
    """Return what a client says that it takes, in however many headers it says so."""
    return ", ".join(request.headers.getlist("accept"))


@lru_cache(maxsize=64)  # most clients always say the same
def preferred(accept: str, offers: tuple[str, ...]) -> str | None:
    """Return the offer that a client likes best, the earliest of several; nothing if none will do.

    A client that says nothing, or nothing that can be read, takes anything.
    """
    # Every text is in UTF-8 here, and said to be.
    wanted = parse_accept_header(CHARSET.sub("", accept), MIMEAccept)
    if not wanted:
        return offers[0]
    return wanted.best_match(offers)


def chosen(accept: str, offers: tuple[str, ...], names: Iterable[str] = ()) -> str:
    """Return the offer that a client likes best; names such as ``csv`` come before its header.

    Raises:
        Refusal: no offer will do; the refusal lists them.
    """
    for name in names:
        named = NAMES.get(name.strip().casefold(), name)
        if named in offers:
            return named
    found = preferred(accept, offers)
    if found is None:
        raise unacceptable(offers)
    return found


def unacceptable(offers: Iterable[str]) -> Refusal:
    """Return the refusal that lists what there is instead."""
    return Refusal(406, f"there is no such format; there are: {', '.join(offers)}")


def content_type(media_type: str) -> str:
    """Return a media type with the parameters that its bytes have."""
    if media_type == "text/csv":
        return "text/csv; charset=utf-8; header=present"
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
