"""A page of panels: rows of words with numbers between them, each panel along an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ixakg.figures.lettering import LINE, width, wrapped
from ixakg.figures.pages import MARGIN, NOTE, ROW, SIZE, lines
from ixakg.figures.scales import label
from ixakg.figures.shapes import INK, NOT_STATED, PAPER, RULE, SOFT, Box, Item, Line, Mark, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ixakg.figures.looks import Look
    from ixakg.figures.pages import Symbol
    from ixakg.figures.scales import Scale

LABEL, PLOT, BESIDE, GAP = 215.0, 270.0, 150.0, 16.0
WHISKER, BAR = 3.5, 5.0
BAR_COLOUR = "#777777"
NEUTRAL_COLOUR = "#444444"


class Reach(NamedTuple):
    """From where to where something goes; an end that is open goes on to that of the axis."""

    lower: float | None
    upper: float | None


class Entry(NamedTuple):
    """A row: what it is about, what is said beside it, and where its numbers are on the axis."""

    label: str
    under: tuple[str, ...]
    beside: tuple[str, ...]
    points: tuple[float, ...] = ()
    look: Look | None = None
    filled: bool = True
    interval: Reach | None = None
    range: Reach | None = None

    def numbers(self) -> list[float]:
        """Return all numbers that the axis has to reach."""
        ends = [*(self.interval or ()), *(self.range or ())]
        return [*self.points, *(end for end in ends if end is not None)]


class Panel(NamedTuple):
    """Rows that have an axis in common, or none where none of them has a number."""

    title: str
    caption: str
    entries: tuple[Entry, ...]
    scale: Scale | None
    neutral: float | None = None


def page_width(headings: Sequence[str]) -> float:
    """Return how wide a page is whose rows have so much said beside them."""
    return 2 * MARGIN + LABEL + PLOT + GAP + len(headings) * BESIDE


def drawn(panels: Sequence[Panel], headings: Sequence[str], y: float) -> tuple[float, list[Item]]:
    """Return where the page goes on below panels, and what is on it of them."""
    items: list[Item] = []
    number = 0
    for panel in panels:
        for place, over in enumerate(headings):
            items += lines([over], _beside(place), y, colour=SOFT)
        y, above = _title(panel, y)
        items += above
        top, marks = y, list[Item]()
        for entry in panel.entries:
            number += 1
            words, high = _words(entry, y)
            items += [Line((MARGIN, y), (page_width(headings) - MARGIN, y)), *words]
            marks += _numbers(entry, panel.scale, y + high / 2, f"row-{number}")
            y += high
        items.append(Line((MARGIN, y), (page_width(headings) - MARGIN, y)))
        if panel.scale:
            items += _axis(panel.scale, panel.neutral, top, y)
            y += 6 + NOTE * LINE
        items += marks
        y += 14
    return y, items


def symbols(*, interval: str, full: str, hollow: str, neutral: str) -> Iterator[Symbol]:
    """Yield what lines and bars stand for; nothing for those that mean nothing."""
    if interval:
        yield _whiskers(0.0, 20.0, 0.0, open_low=False, open_high=False), interval
    if full:
        yield [_bar(0.0, 20.0, 0.0, filled=True)], full
    if hollow:
        yield [_bar(0.0, 20.0, 0.0, filled=False)], hollow
    if neutral:
        yield [Line((10.0, -5.0), (10.0, 5.0), NEUTRAL_COLOUR, 1.2, dashed=True)], neutral


def _title(panel: Panel, y: float) -> tuple[float, list[Item]]:
    room = LABEL + PLOT
    title = wrapped(panel.title, room, SIZE, bold=True)
    items = lines(title, MARGIN, y, bold=True)
    y += len(title) * SIZE * LINE
    caption = wrapped(panel.caption, room, NOTE) if panel.caption else []
    items += lines(caption, MARGIN, y, size=NOTE, colour=SOFT)
    return y + len(caption) * NOTE * LINE + 4, items


def _words(entry: Entry, y: float) -> tuple[list[Item], float]:
    """Return what a row says, and how high it is."""
    named = wrapped(entry.label, LABEL - 12, SIZE)
    notes = [line for note in entry.under for line in wrapped(note, LABEL - 12, NOTE)]
    beside = [wrapped(words or NOT_STATED, BESIDE - 10, SIZE) for words in entry.beside]
    tall = len(named) * SIZE * LINE + len(notes) * NOTE * LINE
    high = max([ROW, tall + 8, *(len(words) * SIZE * LINE + 8 for words in beside)])
    top = y + (high - tall) / 2
    items = lines(named, MARGIN, top)
    items += lines(notes, MARGIN, top + len(named) * SIZE * LINE, size=NOTE, colour=SOFT)
    for place, (words, said) in enumerate(zip(beside, entry.beside, strict=True)):
        middle = y + (high - len(words) * SIZE * LINE) / 2
        items += lines(words, _beside(place), middle, colour=INK if said else SOFT)
    return items, high


def _numbers(entry: Entry, scale: Scale | None, y: float, name: str) -> list[Item]:
    items: list[Item] = []
    if scale is None:
        return [Mark(_left() + 8, y, *entry.look, entry.filled, name)] if entry.look else []
    if len(entry.points) > 1:
        ends = [_x(point, scale) for point in entry.points]
        items.append(Line((min(ends), y), (max(ends), y), INK, 1.2))
    if entry.range:
        low, high = _ends(entry.range, scale)
        items.append(_bar(low, high, y, filled=entry.filled))
    if entry.interval:
        low, high = _ends(entry.interval, scale)
        is_open = [end is None for end in entry.interval]
        items += _whiskers(low, high, y, open_low=is_open[0], open_high=is_open[1])
    if entry.look:
        for point in entry.points:
            items.append(Mark(_x(point, scale), y, *entry.look, entry.filled, name))
    return items


def _bar(low: float, high: float, y: float, *, filled: bool) -> Box:
    fill = BAR_COLOUR if filled else PAPER
    return Box((low + high) / 2, y, max(high - low, 1.0), BAR, BAR_COLOUR, 1.2, fill)


def _whiskers(low: float, high: float, y: float, *, open_low: bool, open_high: bool) -> list[Item]:
    """Return a line with a bar at each end, or an arrowhead where it goes on."""
    items: list[Item] = [Line((low, y), (high, y), INK, 1.2)]
    for x, is_open, inwards in ((low, open_low, WHISKER), (high, open_high, -WHISKER)):
        back = x + inwards if is_open else x
        items.append(Line((back, y - WHISKER), (x, y), INK, 1.2))
        items.append(Line((back, y + WHISKER), (x, y), INK, 1.2))
    return items


def _axis(scale: Scale, neutral: float | None, top: float, y: float) -> Iterator[Item]:
    for tick in _apart(scale, neutral):
        x = _x(tick, scale)
        if tick == neutral:
            yield Line((x, top), (x, y + 4), NEUTRAL_COLOUR, 1.2, dashed=True)
        else:
            yield Line((x, top), (x, y), RULE, 0.5)
            yield Line((x, y), (x, y + 4), INK)
        yield Text(x, y + 6 + NOTE * LINE / 2, label(tick), NOTE, "middle")
    yield Line((_left(), y), (_left() + PLOT, y), INK)


def _apart(scale: Scale, neutral: float | None) -> list[float]:
    """Return the ticks whose labels have room beside each other; that of no effect stays."""
    kept: list[float] = []
    ticks = {*scale.ticks, *([] if neutral is None else [neutral])}
    for tick in sorted(ticks, key=lambda tick: (tick != neutral, tick)):
        wide = width(label(tick), NOTE)
        if all(
            abs(_x(tick, scale) - _x(other, scale)) > (wide + width(label(other), NOTE)) / 2 + 5
            for other in kept
        ):
            kept.append(tick)
    return sorted(kept)


def _ends(reach: Reach, scale: Scale) -> tuple[float, float]:
    low = _left() if reach.lower is None else _x(reach.lower, scale)
    return low, _left() + PLOT if reach.upper is None else _x(reach.upper, scale)


def _x(value: float, scale: Scale) -> float:
    return _left() + scale.at(value) * PLOT


def _left() -> float:
    return MARGIN + LABEL


def _beside(place: int) -> float:
    return MARGIN + LABEL + PLOT + GAP + place * BESIDE
