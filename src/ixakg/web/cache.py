"""Answers that were given lately, so that whoever asks the same need not wait for a worker."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ixakg.web.worker import Asked, Told

SHARE = 8


class Cache:
    """Answers by the edition of the graph and the question; the oldest one goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[tuple[str, Asked], Told] = OrderedDict()

    def get(self, digest: str, asked: Asked) -> Told | None:
        """Return an answer, if it is kept."""
        key = (digest, asked)
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, digest: str, asked: Asked, told: Told) -> None:
        """Keep an answer; a long one would drive too many others out."""
        size = _size(asked, told)
        if told.status != 200 or size > self._most // SHARE or (digest, asked) in self._kept:
            return
        self._kept[digest, asked] = told
        self._size += size
        while self._size > self._most:
            (_, old), answer = self._kept.popitem(last=False)
            self._size -= _size(old, answer)


def _size(asked: Asked, told: Told) -> int:
    return len(told.body) + len(asked.sparql)
