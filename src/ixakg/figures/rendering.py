"""Drawings as SVG and PNG, by matplotlib: the same bytes for the same drawing."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from ixakg.figures.lettering import ONE_AT_A_TIME, font
from ixakg.figures.shapes import Line, Mark, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ixakg.figures.shapes import Drawing

DPI = 150
#: Words stay words: they can be searched, read aloud and edited, and the font is a common one.
SETTINGS: Any = {  # matplotlib types its keys one by one
    "font.enable_last_resort": False,  # its boxes are higher than a line
    "path.simplify": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "ixakg",
}
SHAPES = {
    "circle": "o",
    "cross": "X",
    "diamond": "D",
    "down": "v",
    "hexagon": "h",
    "left": "<",
    "pentagon": "p",
    "plus": "P",
    "right": ">",
    "square": "s",
    "star": "*",
    "up": "^",
}
ANCHORS = {"start": "left", "middle": "center", "end": "right"}
MARK = 8.0


def render(drawing: Drawing, form: str) -> bytes:
    """Return a drawing as the bytes of an SVG or a PNG.

    Raises:
        MissingLibrary: matplotlib is not installed.
    """
    import warnings

    font()
    import matplotlib as mpl

    chosen: Any = {key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"}
    chosen.update(SETTINGS)
    metadata = (
        {"Title": drawing.title, "Date": None, "Creator": None}
        if form == "svg"
        else {"Title": drawing.title, "Software": None}
    )
    out = BytesIO()
    with ONE_AT_A_TIME, mpl.rc_context(chosen), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character that the font lacks is drawn as a box
        canvas(drawing).savefig(
            out, format=form, dpi=72 if form == "svg" else DPI, metadata=metadata
        )
    return out.getvalue()


def canvas(drawing: Drawing) -> Any:
    """Return a drawing as a figure of matplotlib."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(drawing.width / 72, drawing.height / 72), facecolor="white")
    FigureCanvasAgg(figure)
    axes: Any = figure.add_axes((0.0, 0.0, 1.0, 1.0), frameon=False)
    axes.set_axis_off()
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    for order, item in enumerate(drawing.items):
        PAINTERS[type(item)](axes, item, order)
    return figure


def _text(axes: Any, item: Text, order: int) -> None:
    from matplotlib.font_manager import FontProperties

    axes.text(
        item.x,
        item.y,
        item.text,
        ha=ANCHORS[item.anchor],
        va="center_baseline",
        color=item.colour,
        parse_math=False,
        zorder=order,
        fontproperties=FontProperties(
            family=["DejaVu Sans", "Verdana", "sans-serif"],
            size=item.size,
            weight="bold" if item.bold else "normal",
            fname=str(font(bold=item.bold)),
        ),
    )


def _line(axes: Any, item: Line, order: int) -> None:
    axes.plot(
        *zip(item.start, item.end, strict=True),
        color=item.colour,
        linewidth=item.width,
        zorder=order,
        clip_on=False,
    )


def _mark(axes: Any, item: Mark, order: int) -> None:
    (mark,) = axes.plot(
        [item.x],
        [item.y],
        linestyle="none",
        marker=SHAPES[item.shape],
        markersize=MARK,
        markeredgewidth=1.3,
        markeredgecolor=item.colour,
        markerfacecolor=item.colour if item.filled else "white",
        zorder=order,
        clip_on=False,
    )
    if item.name:
        mark.set_gid(item.name)


PAINTERS: dict[type, Callable[[Any, Any, int], None]] = {
    Text: _text,
    Line: _line,
    Mark: _mark,
}
