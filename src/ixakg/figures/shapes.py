"""What a drawing is made of, in points, from the upper left corner."""

from __future__ import annotations

from typing import NamedTuple

INK, SOFT, RULE, PAPER = "#111111", "#555555", "#c8c8c8", "#ffffff"
NOT_STATED = "not stated"


class Text(NamedTuple):
    """One line of text; its anchor is the point halfway up its start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 9.0
    anchor: str = "start"
    colour: str = INK
    bold: bool = False


class Line(NamedTuple):
    """A straight line from one point to another."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str = RULE
    width: float = 0.8
    dashed: bool = False


class Mark(NamedTuple):
    """A mark for one or several rows of an answer; ``name`` is empty in a legend."""

    x: float
    y: float
    shape: str
    colour: str
    filled: bool = True
    name: str = ""


class Box(NamedTuple):
    """A rectangle around a point."""

    x: float
    y: float
    width: float
    height: float
    edge: str = INK
    line: float = 0.8
    fill: str = PAPER


class Curve(NamedTuple):
    """A smooth line through points, vertical at each of them, for a row of an answer."""

    points: tuple[tuple[float, float], ...]
    colour: str
    name: str


Item = Text | Line | Mark | Box | Curve


class Drawing(NamedTuple):
    """A page with what is on it, in the order in which it is painted.

    ``description`` is for those who hear the page read.
    """

    title: str
    width: float
    height: float
    items: tuple[Item, ...]
    description: str = ""
