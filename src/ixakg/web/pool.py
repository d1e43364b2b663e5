"""Processes that answer queries, each killed and replaced when it takes too long."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import signal
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ixakg.web.problems import Refusal
from ixakg.web.worker import work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from ixakg.web.site import Site
    from ixakg.web.worker import Asked, Told

# How a process ends that gets no more memory, or has no stack left.
OVERDRAWN = (-signal.SIGABRT, -signal.SIGSEGV)
SOON = {"Retry-After": "1"}


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection


class Pool:
    """Answers queries, as many at once as there are workers."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._limits = site.limits
        self._folder = Path(tempfile.mkdtemp(prefix="ixakg-"))
        self._path = self._folder / "graph.nq"
        self._context = multiprocessing.get_context("spawn")
        # One thread waits for a worker, and one more may still wait for a killed one.
        self._threads = ThreadPoolExecutor(2 * self._limits.workers)
        self._started: set[BaseProcess] = set()
        # As many entries as there are workers; nothing stands for one that is not there.
        self._free: asyncio.Queue[_Worker | None] = asyncio.Queue()
        self._replacements: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def start(self) -> None:
        """Start the workers, so that the first query need not wait for one."""
        with self._path.open("wb") as out:
            for chunk in self._site.content().canonical():
                out.writelines(chunk)
        for worker in await asyncio.gather(*(self._new() for _ in range(self._limits.workers))):
            self._free.put_nowait(worker)

    async def answer(self, asked: Asked) -> Told:
        """Return what a worker says; whoever stops waiting leaves nothing running.

        Raises:
            Refusal: too many queries wait, no worker is to be had, or the query took too long or
                too much memory.
        """
        if self._free.empty() and self._waiting >= self._limits.waiting:
            raise Refusal(503, "too many queries are waiting", SOON)
        worker = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                worker = await self._next()
                return await self._told(worker, asked)
        except TimeoutError:
            seconds = f"{self._limits.seconds:g} s"
            if worker is None:
                raise Refusal(503, f"no worker was free within {seconds}", SOON) from None
            detail = f"the query took longer than {seconds}; ask for less"
            raise Refusal(503, detail, {"Retry-After": "60"}) from None

    def close(self) -> None:
        """End the workers, and remove their file."""
        for task in self._replacements:
            task.cancel()
        for process in self._started:
            process.kill()
        for process in self._started:
            process.join()
        self._started.clear()
        self._threads.shutdown(wait=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _next(self) -> _Worker:
        self._waiting += 1
        try:
            worker = await self._free.get()
        finally:
            self._waiting -= 1
        if worker and worker.process.is_alive():
            return worker
        try:
            return await self._new()
        except (EOFError, OSError):
            self._free.put_nowait(None)
            raise Refusal(503, "no worker can be started", {"Retry-After": "10"}) from None
        except BaseException:
            self._free.put_nowait(None)
            raise

    async def _told(self, worker: _Worker, asked: Asked) -> Told:
        done = False
        loop = asyncio.get_running_loop()
        try:
            told = await loop.run_in_executor(self._threads, _exchange, worker, asked)
            done = True
        except (EOFError, OSError):
            worker.process.join(1)
            if worker.process.exitcode in OVERDRAWN:
                memory = f"{self._limits.memory >> 20} MiB"
                detail = f"the query took more than {memory} of memory, or is nested too deeply"
                raise Refusal(507, detail) from None
            raise Refusal(503, "the worker was stopped; ask again", SOON) from None
        finally:
            if done:
                self._free.put_nowait(worker)
            else:
                worker.process.kill()
                task = loop.create_task(self._replace(worker))
                self._replacements.add(task)
                task.add_done_callback(self._replacements.discard)
        return told

    async def _replace(self, worker: _Worker) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, worker.process.join)
        self._started.discard(worker.process)
        try:
            self._free.put_nowait(await self._new())
        except (EOFError, OSError):
            self._free.put_nowait(None)  # the next query tries again

    async def _new(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        base, namespaces = f"{self._site.base}/sparql", dict(self._site.namespaces)
        words = (theirs, str(self._path), base, namespaces, self._limits)
        process = self._context.Process(target=work, args=words, daemon=True)
        try:
            process.start()
            self._started.add(process)
            theirs.close()
            await asyncio.get_running_loop().run_in_executor(self._threads, ours.recv)
        except BaseException:
            if process.pid is not None:
                process.kill()
            raise
        return _Worker(process, ours)


def _exchange(worker: _Worker, asked: Asked) -> Told:
    worker.connection.send(asked)
    told: Told = worker.connection.recv()
    return told
