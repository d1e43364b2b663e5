"""Canonical N-Quads: equal files for equal graphs, whoever wrote them (RDFC-1.0)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    from ixakg.exports.content import Content


def write(content: Content, out: BinaryIO) -> str:
    """Write the canonical form, and return its hash, which is that of the file."""
    digest = sha256()
    for lines in content.canonical():
        text = b"".join(lines)
        digest.update(text)
        out.write(text)
    return f"RDFC-1.0 SHA-256 {digest.hexdigest()}"
