"""Turtle and TriG for people: a block a subject, sorted, with the prefixes that it needs."""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING

from ixakg.exports.blocks import blocks, nestable
from ixakg.turtle import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from ixakg.exports.content import Content, Part


def write(content: Content, out: BinaryIO) -> None:
    """Write Turtle."""
    writer = Writer(content.prefixes)
    body = (text for part in content.parts() for text in _blocks(part, writer))
    with_head(writer, body, out)


def trig(content: Content, out: BinaryIO) -> None:
    """Write TriG: each graph under its name, those that were merged without one."""
    writer = Writer(content.prefixes)
    body = (text for part in content.parts() for text in _graph(part, writer))
    with_head(writer, body, out)


def with_head(writer: Writer, body: Iterable[str], out: BinaryIO) -> None:
    """Write the prefixes first, which are known when all else is written."""
    with tempfile.TemporaryFile() as aside:
        aside.writelines(text.encode() for text in body)
        aside.seek(0)
        out.write(writer.head().encode())
        shutil.copyfileobj(aside, out, 1 << 20)


def _graph(part: Part, writer: Writer) -> Iterator[str]:
    if part.graph is None:
        yield from _blocks(part, writer)
        return
    yield f"\n{writer.term(str(part.graph))} {{\n"
    yield from _blocks(part, writer)
    yield "\n}\n"


def _blocks(part: Part, writer: Writer) -> Iterator[str]:
    writer.nested = nestable(part.nameless)
    for subject, said in blocks(part.chunks):
        if subject not in writer.nested:
            yield "\n" + writer.block(subject, said)
