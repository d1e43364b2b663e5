"""Axes: which numbers they run from and to, and where they have ticks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST, TICKS = 4, 6
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SPARSE, MIDDLE, DENSE = (1,), (1, 2, 5), (1, 1.5, 2, 3, 5, 7)
PADDING = 0.06


class Scale(NamedTuple):
    """An axis; on a logarithmic one, equal ratios are equal distances."""

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Return where a value is, from 0 at the low end to 1 at the high one."""
        low, high, here = map(self._of, (self.low, self.high, value))
        return (here - low) / (high - low)

    def _of(self, value: float) -> float:
        return math.log(value) if self.logarithmic else value


def scale(values: Iterable[float], neutral: float | None = None, *, zero: bool = False) -> Scale:
    """Return an axis for values.

    Where having no effect is a positive number, values are ratios and the axis is logarithmic,
    unless one of them is not positive.

    Args:
        values: what the axis is for; at least one.
        neutral: the value of no effect, which is to be on the axis.
        zero: the axis is to begin at 0.
    """
    shown = [*values, *([] if neutral is None else [neutral]), *([0.0] if zero else [])]
    low, high = min(shown), max(shown)
    if neutral is not None and neutral > 0 and low > 0:
        return _logarithmic(low, high)
    room = (high - low) * PADDING or abs(high) * PADDING or 1.0
    return _linear(low if zero and low >= 0 else low - room, high + room)


def years(values: Iterable[int]) -> Scale:
    """Return an axis of whole years."""
    shown = list(values)
    low, high = min(shown) - 1, max(shown) + 1
    step = max(1, math.ceil((high - low) / TICKS))
    ticks = [year for year in range(low, high + 1) if year % step == 0]
    return Scale(low, high, tuple(map(float, ticks or [low])))


def label(value: float) -> str:
    """Return a number on an axis."""
    return f"{value:.10g}"


def _linear(low: float, high: float) -> Scale:
    rough = (high - low) / TICKS
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(step * unit for step in STEPS if step * unit >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    ticks = [round(n * step, 12) for n in range(first, math.floor(high / step + 1e-9) + 1)]
    return Scale(low, high, tuple(ticks))


def _logarithmic(low: float, high: float) -> Scale:
    room = max(high / low, 1.5) ** PADDING
    low, high = low / room, high * room
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    even = [tick for tick in _linear(low, high).ticks if tick > 0]
    several = [
        _within((part * 10.0**power for power in powers for part in parts), low, high)
        for parts in (SPARSE, MIDDLE, DENSE)
    ]
    ticks = next((ticks for ticks in several if FEWEST <= len(ticks) <= TICKS), even)
    if len(several[0]) > TICKS:
        every = math.ceil(len(several[0]) / TICKS)
        ticks = several[0][::every]
    return Scale(low, high, tuple(ticks), logarithmic=True)


def _within(ticks: Iterable[float], low: float, high: float) -> Sequence[float]:
    return [float(label(tick)) for tick in ticks if low <= tick <= high]
