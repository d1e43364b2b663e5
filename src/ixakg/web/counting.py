"""How many rows an answer has, told from its bytes: Oxigraph writes them all in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*"')
QUOTED = re.compile(rb'"[^"]*"')


def rows(body: bytes, media_type: str) -> int:
    """Return the number of rows of an answer to a SELECT query in a format of its."""
    return COUNTS[media_type](body)


def _json(body: bytes) -> int:
    """Return the number of brackets that open neither a value of a key, nor the whole."""
    bare = TEXTS.sub(b"", body)
    return bare.count(b"{") - bare.count(b":{") - 1


def _csv(body: bytes) -> int:
    return QUOTED.sub(b"", body).count(b"\n") - 1


def _tsv(body: bytes) -> int:
    return body.count(b"\n") - 1


def _xml(body: bytes) -> int:
    return body.count(b"<result>")


COUNTS: Mapping[str, Callable[[bytes], int]] = {
    "application/json": _json,
    "application/sparql-results+json": _json,
    "application/sparql-results+xml": _xml,
    "application/xml": _xml,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
    "text/xml": _xml,
}
