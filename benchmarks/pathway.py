"""How long the closure of signed steps takes, next to owlrl and HermiT, and how long to explain.

Prints ratios of one run. An engine that does not finish in the time it is given is said to take
longer, and is not asked about larger graphs.

    python benchmarks/pathway.py
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

if TYPE_CHECKING:
    from collections.abc import Callable

    from signed_graphs import Pairs, Steps

SIZES = (100, 1600, 5000)
STEPS_A_VARIABLE = 1.6
PATIENCE = 60.0
REPEATS = 20


def ours(steps: Steps) -> Pairs:
    """Return all pairs of the five relations as our closure has them, as bits."""
    from ixakg.pathways.closure import RELATIONS, close

    closure = close(steps)
    print(f"  pairs: {sum(closure.size(relation) for relation in RELATIONS):,}")
    return {}


def owlrl(steps: Steps) -> Pairs:
    """Return what owlrl derives."""
    from signed_graphs import by_owlrl

    return by_owlrl(steps)


def hermit(steps: Steps) -> Pairs:
    """Return what HermiT derives, with the time that Java needs to start."""
    from signed_graphs import by_hermit

    return by_hermit(steps)


def _alone(engine: Callable[[Steps], Pairs], steps: Steps) -> None:
    os.setpgrp()
    engine(steps)


def seconds(engine: Callable[[Steps], Pairs], steps: Steps) -> float | None:
    """Return how long an engine takes in a process of its own, or nothing if it takes too long."""
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_alone, args=(engine, steps))
    begun = time.perf_counter()
    process.start()
    process.join(PATIENCE)
    taken = time.perf_counter() - begun
    if process.is_alive() and process.pid is not None:
        os.killpg(process.pid, signal.SIGKILL)  # with the Java that it started
        process.join()
        return None
    return taken if process.exitcode == 0 else None


def closures() -> None:
    """Print the closure of all pairs on random graphs, as ratios to ours."""
    from signed_graphs import random_steps

    waiting = {"owlrl": owlrl, "HermiT": hermit}
    for size in SIZES:
        steps = random_steps(size, size, int(size * STEPS_A_VARIABLE))
        print(f"{size:,} variables, {len(steps):,} steps", flush=True)
        base = seconds(ours, steps)
        if base is None:
            print(f"  ixakg: more than {PATIENCE:.0f} s")
            continue
        print(f"  ixakg: {base:.2f} s", flush=True)
        for name, engine in list(waiting.items()):
            taken = seconds(engine, steps)
            if taken is None:
                print(f"  {name}: not finished after {PATIENCE / base:,.0f} times as long")
                del waiting[name]
            else:
                print(f"  {name}: {taken / base:,.0f} times as long", flush=True)


def explanations() -> None:
    """Print how long one effect takes to be explained, and all certificates to be verified."""
    from ixakg import KnowledgeGraph
    from ixakg.pathways.telling import tell

    graph = KnowledgeGraph.load()

    def explain() -> None:
        tell(graph.explain("ixazomib", "apoptosis", "colorectal-cancer"))

    for name, work in (("explain one effect (9 routes)", explain), ("verify all", graph.verify)):
        work()  # warm
        times = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            work()
            times.append(time.perf_counter() - begun)
        print(f"{name}: {statistics.median(times) * 1000:.1f} ms warm")


if __name__ == "__main__":
    explanations()
    closures()
