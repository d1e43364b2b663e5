"""Time things turn by turn in one run, so that what disturbs one disturbs all."""

from __future__ import annotations

import statistics
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def medians(contestants: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median wall time of each contestant in seconds, after a round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, run in contestants.items():
            start = time.perf_counter()
            run()
            if number:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def command(*words: str) -> Callable[[], object]:
    """Return a call that runs a command and throws its output away."""
    return lambda: subprocess.run(  # noqa: S603 - the benchmark's own words
        words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def report(measured: Mapping[str, float], peer: str) -> None:
    """Print the times, the slowest first, and how many times as long the peer takes."""
    for name, seconds in sorted(measured.items(), key=lambda pair: -pair[1]):
        print(f"{name:<44}{seconds * 1000:10.1f} ms   {measured[peer] / seconds:8.2f}")
