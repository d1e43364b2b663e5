"""Where arrows run between boxes that have their places: which points they pass, and to where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ixakg.pathways.layers import Edge, Layout

Point = tuple[float, float]


class Course(NamedTuple):
    """The points of an arrow from its upper to its lower end, and where its head is.

    ``down`` is 1 for a head that points downwards, and -1 for one that points upwards.
    """

    points: tuple[Point, ...]
    tip: Point
    down: int


def courses(
    layout: Layout,
    sizes: Mapping[str, tuple[float, float]],
    edges: Sequence[Edge],
    gaps: Sequence[float],
) -> Iterator[Course]:
    """Yield the course of each arrow; its line ends so far before its tip as its gap says."""
    for number, (edge, path, gap) in enumerate(zip(edges, layout.paths, gaps, strict=True)):
        up = number in layout.upwards
        upper, lower = (edge.target, edge.source) if up else (edge.source, edge.target)
        begin, end = _ports(layout, number, upper, lower, sizes)
        top = path[0][1] + sizes[upper][1] / 2
        bottom = path[-1][1] - sizes[lower][1] / 2
        first, last = (top + gap, bottom) if up else (top, bottom - gap)
        points = [
            (begin, first),
            (begin, max(first, layout.rows[upper][1])),
            *path[1:-1],
            (end, min(last, layout.rows[lower][0])),
            (end, last),
        ]
        tip = (begin, top) if up else (end, bottom)
        yield Course(tuple(dict.fromkeys(points)), tip, -1 if up else 1)


def _ports(
    layout: Layout,
    number: int,
    upper: str,
    lower: str,
    sizes: Mapping[str, tuple[float, float]],
) -> tuple[float, float]:
    """Return where an arrow leaves one box and enters the other: apart from others, in order."""

    def port(box: str, end: int) -> float:
        inner = 1 if end == 0 else -2
        here = [
            (path[inner][0], other)
            for other, path in enumerate(layout.paths)
            if path[end] == layout.boxes[box]
        ]
        seat = sorted(here).index((layout.paths[number][inner][0], number)) + 1
        return layout.boxes[box][0] + sizes[box][0] * (seat / (len(here) + 1) - 0.5) * 0.8

    return port(upper, 0), port(lower, -1)
