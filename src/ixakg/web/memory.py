"""Responses that depend on the graph and the request alone, kept as long as there is room."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from ixakg.web.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST = 64 << 20  # bytes


class Said(NamedTuple):
    """What a response says: who passes it on may change the response, and not this."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def response(self) -> Response:
        """Return a new response."""
        made = Response(self.body, self.status)
        made.raw_headers = list(self.headers)
        return made


class Memory:
    """Responses by what they answer; the one that was not asked for longest is forgotten first.

    Whoever asks for one that is being made waits for it, instead of making it again.
    """

    def __init__(self, most: int = MOST) -> None:
        self._said = Cache[Said](most)
        self._making: dict[Hashable, asyncio.Task[Said]] = {}

    async def response(self, key: Hashable, make: Callable[[], Response]) -> Response:
        """Return the response of a key, made in a thread where it is not known."""
        known = self._said.get(key)
        if known:
            return known.response()
        if key not in self._making:
            task = asyncio.create_task(self._made(key, make))
            self._making[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        # One who stops waiting does not stop it for the others.
        return (await asyncio.shield(self._making[key])).response()

    def _done(self, key: Hashable, task: asyncio.Task[Said]) -> None:
        del self._making[key]
        if not task.cancelled():
            task.exception()  # whoever still waits is told; if nobody does, it is no fault

    async def _made(self, key: Hashable, make: Callable[[], Response]) -> Said:
        response = await run_in_threadpool(make)
        said = Said(response.status_code, tuple(response.raw_headers), bytes(response.body))
        if said.status == 200:
            # What was asked can be longer than the answer.
            self._said.put(key, said, len(repr(key)) + len(said.body))
        return said
