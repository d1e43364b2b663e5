"""Processes that answer queries, each killed and replaced when it takes too long."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ixakg.bases import group
from ixakg.store import OFF
from ixakg.web.problems import Refusal
from ixakg.web.worker import work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from ixakg.web.site import Site
    from ixakg.web.worker import Asked, Told

ANSWER = 64 << 20


class Pool:
    """Answers queries, as many at once as there are workers."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._folder = Path(tempfile.mkdtemp(prefix="ixakg-"))
        self._path = self._folder / "graph.nq"
        content = site.graph.content()
        # As everywhere, what no source states is left out.
        kept = tuple(graph for graph in content.graphs if group(graph.value) not in OFF)
        with self._path.open("wb") as out:
            for chunk in replace(content, graphs=kept).canonical():
                out.writelines(chunk)
        self._context = multiprocessing.get_context("spawn")
        self._started: set[BaseProcess] = set()
        self._free: list[tuple[BaseProcess, Connection]] = []
        self._slots = asyncio.Semaphore(site.limits.workers)
        self._waiting = 0

    async def start(self) -> None:
        """Start the workers, so that the first query need not wait for one."""
        every = (self._worker() for _ in range(self._site.limits.workers))
        self._free += await asyncio.gather(*every)

    async def answer(self, asked: Asked) -> Told:
        """Return what a worker says.

        Raises:
            Refusal: too many queries wait, or the query took too long or too much memory.
        """
        if self._waiting >= self._site.limits.waiting:
            raise Refusal(503, "too many queries are waiting", {"Retry-After": "1"})
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._asked(asked)
        finally:
            self._slots.release()

    def close(self) -> None:
        """End the workers, and remove their file."""
        for process in self._started:
            process.kill()
        for process in self._started:
            process.join()
        self._started.clear()
        self._free.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _asked(self, asked: Asked) -> Told:
        process, connection = self._free.pop() if self._free else await self._worker()
        done = False
        try:
            connection.send(asked)
            async with asyncio.timeout(self._site.limits.seconds):
                told: Told = await asyncio.to_thread(connection.recv)
            done = True
        except TimeoutError:
            raise Refusal(
                503,
                f"the query took longer than {self._site.limits.seconds:g} s; ask for less",
                {"Retry-After": "60"},
            ) from None
        except (EOFError, OSError):
            raise Refusal(507, "the query took more memory than it may") from None
        finally:
            # Whoever waits no longer, for whatever reason, leaves nothing running.
            if done:
                self._free.append((process, connection))
            else:
                process.kill()
                self._started.discard(process)
        return told

    async def _worker(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        limits = self._site.limits
        words = (theirs, str(self._path), dict(self._site.namespaces), limits.memory, ANSWER)
        process = self._context.Process(target=work, args=words, daemon=True)
        process.start()
        theirs.close()
        self._started.add(process)
        await asyncio.to_thread(ours.recv)
        return process, ours
