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

from ixakg.errors import CannotWrite
from ixakg.web.keeping import Keeper
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked, Setting, Task, Told, work

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from ixakg.web.editions import State
    from ixakg.web.site import Site
    from ixakg.web.worker import Filled, Update

# How a process ends that gets no more memory, or has no stack left.
OVERDRAWN = (-signal.SIGABRT, -signal.SIGSEGV)
GRACE = 1.0  # seconds; a new worker takes about as long to start
SOON = {"Retry-After": "1"}


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection


class Pool:
    """Answers queries, as many at once as there are workers, and makes changes one by one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._limits = site.limits
        self._setting = Setting(
            f"{site.base}/sparql", dict(site.namespaces), site.hosts, site.limits
        )
        self._folder = Path(tempfile.mkdtemp(prefix="ixakg-"))
        self._file = self._folder / "graph-0.nq"
        self._last = self._file
        self._keeper = Keeper(site.changes.file) if site.changes else None
        self._changes = 0
        self._changing = asyncio.Lock()
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
        kept = self._site.edition.file
        if kept:
            shutil.copyfile(kept, self._file)
        else:
            with self._file.open("wb") as out:
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
        told = await self._done(Task(asked, str(self._file)))
        assert isinstance(told, Told)  # noqa: S101 - a query has an answer
        return told

    async def change(self, change: Update | Filled) -> Told | None:
        """Change the graph for all queries to come, and keep it; return why not, if not.

        Raises:
            Refusal: as for a query; or the graph cannot be kept, and stays as it was.
        """
        async with self._changing:
            self._changes += 1
            file = self._folder / f"graph-{self._changes}.nq"
            try:
                said = await self._done(Task(change, str(self._file), str(file)))
                if isinstance(said, Told):
                    return said
                keeping = asyncio.create_task(self._keep(said, file))
                try:
                    await asyncio.shield(keeping)
                except asyncio.CancelledError:
                    await keeping  # from here on nothing stops it half-way
                    raise
            finally:
                if self._file != file:
                    file.unlink(missing_ok=True)
        return None

    async def _keep(self, state: State, file: Path) -> None:
        if self._keeper:
            try:
                await asyncio.to_thread(self._keeper.keep, file)
            except CannotWrite as error:
                raise Refusal(507, f"nothing has changed: {error}") from None
        # A worker may just be about to read the last one.
        self._last.unlink(missing_ok=True)
        self._last, self._file = self._file, file
        self._site.publish(self._site.edition.changed(state, file))

    async def _done(self, task: Task) -> Told | State:
        if self._free.empty() and self._waiting >= self._limits.waiting:
            raise Refusal(503, "too many queries are waiting", SOON)
        worker = None
        try:
            async with asyncio.timeout(self._limits.seconds) as bound:
                worker = await self._next()
                return await self._told(worker, task, bound.when() or 0)
        except TimeoutError:
            seconds = f"{self._limits.seconds:g} s"
            if worker is None:
                raise Refusal(503, f"no worker was free within {seconds}", SOON) from None
            detail = f"this took longer than {seconds}, and was stopped; ask for less"
            raise Refusal(503, detail, {"Retry-After": "60"}, limit=self._limits.seconds) from None

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

    async def _told(self, worker: _Worker, task: Task, end: float) -> Told | State:
        loop = asyncio.get_running_loop()
        exchange = loop.run_in_executor(self._threads, _exchange, worker, task)
        try:
            told = await asyncio.shield(exchange)
        except (EOFError, OSError):
            worker.process.join(1)
            self._later(self._replace(worker))
            if worker.process.exitcode in OVERDRAWN:
                memory = f"{self._limits.memory >> 20} MiB"
                detail = f"this took more than {memory} of memory, or is nested too deeply"
                raise Refusal(507, detail) from None
            raise Refusal(503, "the worker was stopped; ask again", SOON) from None
        except BaseException:
            # Nobody waits any more. A worker that is nearly done is sooner free than a new one.
            grace = GRACE if loop.time() < end else 0
            self._later(self._stop(worker, exchange, grace))
            raise
        self._free.put_nowait(worker)
        return told

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._replacements.add(task)
        task.add_done_callback(self._replacements.discard)

    async def _stop(
        self, worker: _Worker, exchange: asyncio.Future[Told | State], grace: float
    ) -> None:
        await asyncio.wait((exchange,), timeout=grace)
        if exchange.done() and exchange.exception() is None:
            self._free.put_nowait(worker)
            return
        worker.process.kill()
        await asyncio.wait((exchange,))
        exchange.exception()  # that of a killed process, which is no news
        await self._replace(worker)

    async def _replace(self, worker: _Worker) -> None:
        worker.process.kill()
        await asyncio.get_running_loop().run_in_executor(self._threads, worker.process.join)
        self._started.discard(worker.process)
        try:
            self._free.put_nowait(await self._new())
        except (EOFError, OSError):
            self._free.put_nowait(None)  # the next query tries again

    async def _new(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        words = (theirs, str(self._file), self._setting)
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


def _exchange(worker: _Worker, task: Task) -> Told | State:
    worker.connection.send(task)
    said: Told | State = worker.connection.recv()
    return said
