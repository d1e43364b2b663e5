"""What is wrong with a drawing, looked at as people would: words on words, or beyond the page."""

from __future__ import annotations

import itertools
import warnings
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl

from ixakg.figures.rendering import MARK, SETTINGS, canvas
from ixakg.figures.shapes import Box, Line, Mark, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ixakg.figures.shapes import Drawing

TOLERANCE = 1.0  # in points; letters seldom fill the height of their line


class Area(NamedTuple):
    """A rectangle of a drawing, in points from its upper left corner, and what is there."""

    what: str
    left: float
    top: float
    right: float
    bottom: float


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of words, and of words and marks, that lie on each other."""
    words, marks = list(_words(drawing)), list(_marks(drawing))
    pairs = [*itertools.combinations(words, 2), *itertools.product(words, marks)]
    return [(one.what, other.what) for one, other in pairs if _meet(one, other)]


def beyond(drawing: Drawing) -> list[str]:
    """Return what is not wholly on the page."""
    areas = [*_words(drawing), *_marks(drawing), *_boxes(drawing), *_lines(drawing)]
    return [
        area.what
        for area in areas
        if min(area.left, area.top) < 0
        or area.right > drawing.width
        or area.bottom > drawing.height
    ]


def boxes_on_boxes(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of boxes that lie on each other."""
    pairs = itertools.combinations(_boxes(drawing), 2)
    return [(one.what, other.what) for one, other in pairs if _meet(one, other)]


def texts(drawing: Drawing) -> list[str]:
    """Return the lines of text in the order in which they are painted."""
    return [item.text for item in drawing.items if isinstance(item, Text)]


def lightness(colour: str) -> float:
    """Return how light a colour is, from 0 to 100, as the eye has it."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red, green, blue)
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def _meet(one: Area, other: Area) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > TOLERANCE and down > TOLERANCE


def _words(drawing: Drawing) -> Iterator[Area]:
    figure = canvas(drawing)
    renderer = figure.canvas.get_renderer()
    scale = 72 / figure.dpi
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character that the font lacks is drawn as a box
        for text in figure.axes[0].texts:
            box = text.get_window_extent(renderer)
            top, bottom = (drawing.height - y * scale for y in (box.y1, box.y0))
            yield Area(text.get_text(), box.x0 * scale, top, box.x1 * scale, bottom)


def _marks(drawing: Drawing) -> Iterator[Area]:
    for item in drawing.items:
        if isinstance(item, Mark):
            yield _around(f"{item.shape} {item.name}", (item.x, item.y), (MARK, MARK))


def _boxes(drawing: Drawing) -> Iterator[Area]:
    for item in drawing.items:
        if isinstance(item, Box):
            what = f"box at {item.x:.0f}, {item.y:.0f}"
            yield _around(what, (item.x, item.y), (item.width, item.height))


def _around(what: str, middle: tuple[float, float], size: tuple[float, float]) -> Area:
    (x, y), (wide, high) = middle, size
    return Area(what, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _lines(drawing: Drawing) -> Iterator[Area]:
    for item in drawing.items:
        if isinstance(item, Line):
            (left, top), (right, bottom) = item.start, item.end
            yield Area(
                f"line from {left:.0f}, {top:.0f}",
                min(left, right),
                min(top, bottom),
                max(left, right),
                max(top, bottom),
            )
