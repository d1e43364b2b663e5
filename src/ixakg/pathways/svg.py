"""Routes as a drawing that every browser shows, made without any other program."""

from __future__ import annotations

import itertools
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from ixakg.pathways.courses import courses
from ixakg.pathways.layers import Edge, lay_out
from ixakg.pathways.lettering import LINE, WIDEST, folded, size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ixakg.pathways.courses import Point
    from ixakg.pathways.figure import Arrow, Figure
    from ixakg.pathways.layers import Layout

MARGIN, PADDING = 20.0, 8.0
BOX_FONT, NOTE_FONT = 13.0, 11.0
BOX_CHARACTERS, NOTE_CHARACTERS = 26, 24
HEAD = 7.0
KEY = ("arrow: increases", "bar: decreases", "dashed: no citation")


def svg(figure: Figure) -> str:
    """Return a drawing: arrowheads for signs, colours and words for contexts."""
    boxes = {iri: folded([label], BOX_CHARACTERS) for iri, label in figure.boxes.items()}
    notes = [folded(arrow.notes, NOTE_CHARACTERS) for arrow in figure.arrows]
    sizes = {iri: size(box, BOX_FONT, PADDING) for iri, box in boxes.items()}
    edges = [
        Edge(arrow.source, arrow.target, size(note, NOTE_FONT, 3.0))
        for arrow, note in zip(figure.arrows, notes, strict=True)
    ]
    layout = lay_out(sizes, edges)
    key = [*wrap(figure.title, max(40, int(layout.width / BOX_FONT / WIDEST))), " · ".join(KEY)]
    width = max(layout.width, max(map(len, key)) * NOTE_FONT * WIDEST) + 2 * MARGIN
    shift = (width - 2 * MARGIN - layout.width) / 2
    foot = layout.height + 3 * MARGIN
    height = foot + len(key) * BOX_FONT * LINE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
        f'viewBox="0 0 {_n(width)} {_n(height)}" role="img" '
        'font-family="DejaVu Sans, Verdana, Arial, sans-serif">',
        f"<title>{escape(figure.title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<g transform="translate({_n(MARGIN + shift)} {_n(MARGIN)})">',
        *_arrows(figure, layout, sizes, edges),
        *_boxes(figure, layout, boxes, sizes),
        *_notes(figure, layout, notes, edges),
        "</g>",
        *(
            f'<text x="{_n(MARGIN)}" y="{_n(foot + number * BOX_FONT * LINE)}" '
            f'font-size="{_n(NOTE_FONT)}" fill="#444444">{escape(line)}</text>'
            for number, line in enumerate(key)
        ),
        "</svg>",
    ]
    return "\n".join(parts)


def _boxes(
    figure: Figure,
    layout: Layout,
    boxes: dict[str, list[str]],
    sizes: dict[str, tuple[float, float]],
) -> Iterator[str]:
    for iri, lines in boxes.items():
        x, y = layout.boxes[iri]
        wide, high = sizes[iri]
        stroke = 2 if iri in (figure.start, figure.end) else 1
        yield (
            f'<rect x="{_n(x - wide / 2)}" y="{_n(y - high / 2)}" width="{_n(wide)}" '
            f'height="{_n(high)}" rx="6" fill="#f7f7f7" stroke="#222222" stroke-width="{stroke}"/>'
        )
        yield from _text(lines, (x, y), BOX_FONT, "#111111")


def _notes(
    figure: Figure, layout: Layout, notes: Sequence[list[str]], edges: Sequence[Edge]
) -> Iterator[str]:
    for arrow, lines, edge, (x, y) in zip(figure.arrows, notes, edges, layout.labels, strict=True):
        wide, high = edge.size
        yield (
            f'<rect x="{_n(x - wide / 2)}" y="{_n(y - high / 2)}" width="{_n(wide)}" '
            f'height="{_n(high)}" fill="#ffffff"/>'
        )
        yield from _text(lines, (x, y), NOTE_FONT, arrow.colour)


def _arrows(
    figure: Figure, layout: Layout, sizes: dict[str, tuple[float, float]], edges: Sequence[Edge]
) -> Iterator[str]:
    gaps = [HEAD if arrow.sign > 0 else 1.0 for arrow in figure.arrows]
    for arrow, course in zip(figure.arrows, courses(layout, sizes, edges, gaps), strict=True):
        dash = ' stroke-dasharray="6 4"' if arrow.dashed else ""
        yield (
            f'<path d="{_curve(course.points)}" fill="none" stroke="{arrow.colour}" '
            f'stroke-width="1.6"{dash}/>'
        )
        yield _head(arrow, course.tip, course.down)


def _head(arrow: Arrow, tip: Point, direction: int) -> str:
    x, y = tip
    if arrow.sign > 0:
        back = y - direction * HEAD * 1.3
        d = f"M{_n(x)} {_n(y)}L{_n(x - HEAD / 1.6)} {_n(back)}L{_n(x + HEAD / 1.6)} {_n(back)}Z"
        return f'<path d="{d}" fill="{arrow.colour}"/>'
    y -= direction * 2
    d = f"M{_n(x - HEAD)} {_n(y)}L{_n(x + HEAD)} {_n(y)}"
    return f'<path d="{d}" fill="none" stroke="{arrow.colour}" stroke-width="3"/>'


def _curve(points: Sequence[Point]) -> str:
    """Return a smooth line through points that is vertical at each of them."""
    d = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for (x, y), (after_x, after_y) in itertools.pairwise(points):
        middle = (y + after_y) / 2
        d += f"C{_n(x)} {_n(middle)} {_n(after_x)} {_n(middle)} {_n(after_x)} {_n(after_y)}"
    return d


def _text(lines: Sequence[str], centre: Point, font: float, colour: str) -> Iterator[str]:
    x, y = centre
    first = y - (len(lines) - 1) / 2 * font * LINE + font * 0.35
    for number, line in enumerate(lines):
        yield (
            f'<text x="{_n(x)}" y="{_n(first + number * font * LINE)}" text-anchor="middle" '
            f'font-size="{_n(font)}" fill="{colour}">{escape(line)}</text>'
        )


def _n(value: float) -> str:
    """Return a number for a drawing: one decimal is finer than anybody sees."""
    return f"{value:.1f}".removesuffix(".0")
