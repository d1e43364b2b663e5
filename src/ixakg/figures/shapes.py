"""What a drawing is made of, in points, from the upper left corner."""

from __future__ import annotations

from typing import NamedTuple

INK, SOFT, RULE = "#111111", "#555555", "#c8c8c8"
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


class Mark(NamedTuple):
    """A mark for one or several rows of an answer; ``name`` is empty in a legend."""

    x: float
    y: float
    shape: str
    colour: str
    filled: bool = True
    name: str = ""


Item = Text | Line | Mark


class Drawing(NamedTuple):
    """A page with what is on it, in the order in which it is painted."""

    title: str
    width: float
    height: float
    items: tuple[Item, ...]
