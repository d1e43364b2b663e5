"""N-Triples and N-Quads: sorted lines, graph after graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.exports.content import END

if TYPE_CHECKING:
    from typing import BinaryIO

    from ixakg.exports.content import Content


def write(content: Content, out: BinaryIO) -> None:
    """Write N-Quads: each triple with its graph, those that were merged without one."""
    for graph, _, chunks in content.parts():
        for lines in chunks:
            text = b"".join(lines)
            out.write(text.replace(END, f" {graph}".encode() + END) if graph else text)


def triples(content: Content, out: BinaryIO) -> None:
    """Write N-Triples."""
    for part in content.parts():
        for lines in part.chunks:
            out.write(b"".join(lines))
