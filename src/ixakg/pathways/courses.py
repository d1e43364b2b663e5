"""Where arrows run between boxes that have their places: which points they pass, and to where.

No two meet a box at one point, and all pass rows upright, so that none passes below a box.
"""

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
    for number, (edge, gap) in enumerate(zip(edges, gaps, strict=True)):
        points = _points(layout, number, edge, sizes)
        up = number in layout.upwards
        tip = points[0] if up else points[-1]
        if up:
            points[0] = (tip[0], tip[1] + gap)
        else:
            points[-1] = (tip[0], tip[1] - gap)
        yield Course(tuple(points), tip, -1 if up else 1)


def _points(
    layout: Layout, number: int, edge: Edge, sizes: Mapping[str, tuple[float, float]]
) -> list[Point]:
    up = number in layout.upwards
    upper, lower = (edge.target, edge.source) if up else (edge.source, edge.target)
    path = layout.paths[number]
    start = _port(layout, number, upper, sizes[upper][0], 0)
    end = _port(layout, number, lower, sizes[lower][0], -1)
    top = path[0][1] + sizes[upper][1] / 2
    bottom = path[-1][1] - sizes[lower][1] / 2
    leaving, entering = layout.bands[upper][1], layout.bands[lower][0]
    return [(start, top), (start, leaving), *path[1:-1], (end, entering), (end, bottom)]


def _port(layout: Layout, number: int, box: str, width: float, end: int) -> float:
    """Return where an arrow meets a box: apart from others, in the order they go on."""
    inner = 1 if end == 0 else -2
    here = [
        (path[inner][0], other)
        for other, path in enumerate(layout.paths)
        if path[end] == layout.boxes[box]
    ]
    seat = sorted(here).index((layout.paths[number][inner][0], number)) + 1
    return layout.boxes[box][0] + width * (seat / (len(here) + 1) - 0.5) * 0.8
