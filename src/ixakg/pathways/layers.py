"""A layered layout: boxes in rows, arrows downwards, and nothing on top of anything else.

What an arrow says stands in a row of its own between two rows of boxes, and an arrow that passes
a row has a place in it. Rows are packed without overlap, so labels cannot collide.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SWEEPS = 12


class Edge(NamedTuple):
    """An arrow to be laid out: its ends, and the size of what it says."""

    source: str
    target: str
    size: tuple[float, float]


class Layout(NamedTuple):
    """The centre of each box, and the points each edge passes from its upper to its lower end.

    ``rows`` has the top and the bottom of the row that a box stands in: an edge that is straight
    within rows, and bends between them, passes behind no box. ``labels`` are the centres of what
    the edges say; ``upwards`` the edges that lead upwards.
    """

    boxes: dict[str, tuple[float, float]]
    rows: dict[str, tuple[float, float]]
    paths: list[list[tuple[float, float]]]
    labels: list[tuple[float, float]]
    upwards: frozenset[int]
    width: float
    height: float


class _Place(NamedTuple):
    """A box, or the place of an edge in a row."""

    name: str
    edge: int = -1


def lay_out(
    sizes: Mapping[str, tuple[float, float]],
    edges: Sequence[Edge],
    *,
    gap: float = 24.0,
    between: float = 20.0,
) -> Layout:
    """Return where boxes, arrows and what they say go."""
    upwards = _backward(list(sizes), edges)
    downward = [
        (edge.target, edge.source) if number in upwards else (edge.source, edge.target)
        for number, edge in enumerate(edges)
    ]
    rank = _ranks(list(sizes), downward)
    rows: dict[int, list[_Place]] = defaultdict(list)
    extent: dict[_Place, tuple[float, float]] = {}
    row_of: dict[_Place, int] = {}
    links: list[list[_Place]] = []

    def put(place: _Place, row: int, size: tuple[float, float]) -> _Place:
        rows[row].append(place)
        extent[place], row_of[place] = size, row
        return place

    for name, size in sizes.items():
        put(_Place(name), 2 * rank[name], size)
    for number, (upper, lower) in enumerate(downward):
        chain = [_Place(upper)]
        first, last = 2 * rank[upper] + 1, 2 * rank[lower]
        said = last - 1 if number in upwards else first
        for row in range(first, last):
            size = edges[number].size if row == said else (2.0, 2.0)
            chain.append(put(_Place(f"{row}", number), row, size))
        links.append([*chain, _Place(lower)])
    above: dict[_Place, list[_Place]] = defaultdict(list)
    below: dict[_Place, list[_Place]] = defaultdict(list)
    for chain in links:
        for upper_place, lower_place in itertools.pairwise(chain):
            below[upper_place].append(lower_place)
            above[lower_place].append(upper_place)
    order = [rows[row] for row in sorted(rows)]
    _uncross(order, above, below)
    x = _spread_out(order, above, below, extent, gap)
    tops, bottoms = _heights(order, extent, between)
    left = min(x[place] - extent[place][0] / 2 for place in x)
    width = max(x[place] + extent[place][0] / 2 for place in x) - left

    def centre(place: _Place) -> tuple[float, float]:
        row = row_of[place]
        return x[place] - left, (tops[row] + bottoms[row]) / 2

    def passed(place: _Place) -> list[tuple[float, float]]:
        row = row_of[place]
        return [(x[place] - left, tops[row]), (x[place] - left, bottoms[row])]

    return Layout(
        {name: centre(_Place(name)) for name in sizes},
        {name: (tops[row], bottoms[row]) for name in sizes for row in [row_of[_Place(name)]]},
        [
            [centre(first), *(point for place in inner for point in passed(place)), centre(last)]
            for first, *inner, last in links
        ],
        [
            centre(chain[-2] if number in upwards else chain[1])
            for number, chain in enumerate(links)
        ],
        frozenset(upwards),
        width,
        bottoms[-1],
    )


def _backward(names: Sequence[str], edges: Sequence[Edge]) -> set[int]:
    """Return the edges that close a loop, when the names are visited in their order."""
    following: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        following[edge.source].append((number, edge.target))
    done: set[str] = set()
    backward: set[int] = set()
    for root in names:
        if root in done:
            continue
        path, open_names = [(root, iter(following[root]))], {root}
        while path:
            name, onward = path[-1]
            for number, target in onward:
                if target in open_names:
                    backward.add(number)
                elif target not in done:
                    open_names.add(target)
                    path.append((target, iter(following[target])))
                    break
            else:
                path.pop()
                open_names.discard(name)
                done.add(name)
    return backward


def _ranks(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return for each name the length of the longest way to it."""
    rank = dict.fromkeys(names, 0)
    for _ in names:
        for upper, lower in edges:
            rank[lower] = max(rank[lower], rank[upper] + 1)
    return rank


def _uncross(
    order: list[list[_Place]],
    above: Mapping[_Place, list[_Place]],
    below: Mapping[_Place, list[_Place]],
) -> None:
    """Sort each row by the middle of what its places are linked to, downwards and upwards."""
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        linked = above if down else below
        rows = range(1, len(order)) if down else range(len(order) - 2, -1, -1)
        for row in rows:
            other = order[row - 1 if down else row + 1]
            seat = {place: number for number, place in enumerate(other)}
            own = {place: number for number, place in enumerate(order[row])}
            order[row] = sorted(
                order[row],
                key=lambda place: (
                    _middle([seat[near] for near in linked.get(place, ())], own[place]),
                    own[place],
                ),
            )


def _spread_out(
    order: Sequence[Sequence[_Place]],
    above: Mapping[_Place, list[_Place]],
    below: Mapping[_Place, list[_Place]],
    extent: Mapping[_Place, tuple[float, float]],
    gap: float,
) -> dict[_Place, float]:
    """Return the horizontal centre of each place: near its neighbours, never on another."""
    x = {place: float(number) for row in order for number, place in enumerate(row)}
    for sweep in range(SWEEPS + 1):
        down = sweep % 2 == 0
        linked = above if down else below
        for row in order if down else reversed(order):
            wanted = [
                _middle([x[near] for near in linked.get(place, ())], x[place]) for place in row
            ]
            widths = [extent[place][0] + gap for place in row]
            x.update(zip(row, _apart(wanted, widths), strict=True))
    return x


def _apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Return the positions nearest to the wanted ones at which boxes in a row do not overlap."""
    starts = [0.0]
    for left, right in itertools.pairwise(widths):
        starts.append(starts[-1] + (left + right) / 2)
    blocks: list[tuple[float, int]] = []
    for place, start in zip(wanted, starts, strict=True):
        total, size = place - start, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / size:
            before, number = blocks.pop()
            total, size = total + before, size + number
        blocks.append((total, size))
    shifts = [total / size for total, size in blocks for _ in range(size)]
    return [shift + start for shift, start in zip(shifts, starts, strict=True)]


def _heights(
    order: Sequence[Sequence[_Place]], extent: Mapping[_Place, tuple[float, float]], between: float
) -> tuple[list[float], list[float]]:
    """Return where each row begins and ends."""
    tallest = [max(extent[place][1] for place in places) for places in order]
    tops = [
        place * between + above
        for place, above in enumerate(itertools.accumulate(tallest[:-1], initial=0.0))
    ]
    return tops, [top + tall for top, tall in zip(tops, tallest, strict=True)]


def _middle(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
