"""Sort lines in memory that does not grow with their number."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import BinaryIO

RUN = 1 << 25
BATCH = 1 << 21


class Sorter:
    """Takes lines as bytes are written to a file, and gives them back sorted, each once.

    What does not fit into one run is put aside, sorted, in a temporary file, and merged.
    """

    def __init__(self, run: int = RUN) -> None:
        self._run = run
        self._pieces: list[bytes] = []
        self._size = 0
        self._files: list[BinaryIO] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def write(self, piece: bytes) -> int:
        """Take a piece of the text, which may end inside a line."""
        self._pieces.append(bytes(piece))
        self._size += len(piece)
        if self._size > self._run:
            self._put_aside()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is written is kept until it is asked for."""

    def chunks(self) -> Iterator[list[bytes]]:
        """Yield the lines in order, many at a time."""
        if not self._files:
            yield _sorted(b"".join(self._pieces))
            return
        self._put_aside(everything=True)
        for file in self._files:
            file.seek(0)
        yield from _merged(self._files)

    def _put_aside(self, *, everything: bool = False) -> None:
        text = b"".join(self._pieces)
        end = len(text) if everything else text.rfind(b"\n") + 1
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the others
        self._open.callback(file.close)
        file.writelines(_sorted(text[:end]))
        self._files.append(file)
        self._pieces, self._size = [text[end:]], len(text) - end


def _sorted(text: bytes) -> list[bytes]:
    lines = text.splitlines(keepends=True)
    lines.sort()
    return list(dict.fromkeys(lines))


def _merged(files: Iterable[BinaryIO]) -> Iterator[list[bytes]]:
    """Yield the lines of sorted files in order, each once, many at a time.

    From each file a batch lies ready. Everything up to the least of their last lines can go; to
    sort it is fast, as it is made of a few sorted stretches.
    """
    ready = {file: file.readlines(BATCH) for file in files}
    while ready := {file: lines for file, lines in ready.items() if lines}:
        limit = min(lines[-1] for lines in ready.values())
        chunk: list[bytes] = []
        for file, lines in ready.items():
            end = bisect_right(lines, limit)
            chunk += lines[:end]
            ready[file] = lines[end:] or file.readlines(BATCH)
        chunk.sort()
        yield list(dict.fromkeys(chunk))
