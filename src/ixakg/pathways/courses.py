"""The points that arrows pass in a layout, from box to box.

No two meet a box at one point, and all pass rows upright, so that none passes below a box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ixakg.pathways.layers import Edge, Layout

Point = tuple[float, float]


def courses(
    layout: Layout, edges: Sequence[Edge], sizes: Mapping[str, tuple[float, float]]
) -> list[list[Point]]:
    """Return the points of each edge, from its upper end to its lower end."""
    return [_course(layout, number, edge, sizes) for number, edge in enumerate(edges)]


def _course(
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
