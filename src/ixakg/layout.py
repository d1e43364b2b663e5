"""Lay out text for a terminal: columns that fit its width, words that wrap, no box noise."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

GAP = 2
NARROW = 10
LONGEST_WORD = 24
CELLS = 4096


def terminal_width() -> int:
    """Return the width to write in: ``COLUMNS``, the terminal's, or 100 where there is none."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(1).columns or 100
    except OSError:
        return 100


def columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int], width: int
) -> str:
    """Return rows under underlined headings; columns in ``right`` are aligned to the right.

    Where even narrow columns do not fit, each row becomes a block of lines instead.
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = _widths([headings, *cells], width)
    if widths is None:
        return blocks(headings, cells, width=width)
    rule = _line(["─" * column for column in widths], widths, ())
    lines = [*_wrapped(headings, widths, right), rule]
    body = [_wrapped(row, widths, right) for row in cells]
    between = [""] if any(len(row) > 1 for row in body) else []
    for number, row in enumerate(body):
        lines += (between if number else []) + row
    return "\n".join(lines)


def blocks(headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int) -> str:
    """Return each row as lines of heading and value, with an empty line between two rows."""
    return "\n\n".join(
        definitions([(h, cell) for h, cell in zip(headings, row, strict=True) if cell], width=width)
        for row in rows
    )


def definitions(pairs: Sequence[tuple[str, str]], *, width: int, indent: int = 0) -> str:
    """Return lines of term and text, the texts below one another."""
    first = max((len(term) for term, _ in pairs), default=0)
    first = min(first, max(width // 3, NARROW))
    second = max(width - indent - first - GAP, NARROW)
    return "\n".join(_definition(*pair, first, second, " " * indent) for pair in pairs)


def paragraph(text: str, *, width: int, indent: int = 0) -> str:
    """Return a text in lines of a width."""
    margin = " " * indent
    return "\n".join(wrap(text, width, initial_indent=margin, subsequent_indent=margin))


@lru_cache(maxsize=CELLS)
def _definition(term: str, text: str, first: int, second: int, margin: str) -> str:
    """Return the lines of one definition; rows that are blocks of lines repeat most of them."""
    return "\n".join(f"{margin}{line}" for line in _wrapped((term, text), [first, second], ()))


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return how wide each column is, or nothing where they cannot fit side by side."""
    by_column = list(zip(*rows, strict=True))
    natural = [max(map(len, cells)) for cells in by_column]
    available = width - GAP * (len(natural) - 1)
    least = [
        min(own, max(NARROW, min(LONGEST_WORD, max(map(_longest_word, set(cells))))))
        for own, cells in zip(natural, by_column, strict=True)
    ]
    if sum(least) > available:
        return None
    widths = least
    while sum(widths) < available:
        growing = [i for i, own in enumerate(natural) if widths[i] < own]
        if not growing:
            break
        narrowest = min(growing, key=lambda i: widths[i] / natural[i])
        widths[narrowest] += 1
    return widths


def _longest_word(text: str) -> int:
    return max(map(len, re.split(r"[ -]", text)))


@lru_cache(maxsize=CELLS)
def _parts(cell: str, width: int) -> tuple[str, ...]:
    """Return a cell in lines of a width; columns repeat their cells, and wrapping is slow."""
    return tuple(wrap(cell, width))


def _wrapped(row: Sequence[str], widths: list[int], right: Collection[int]) -> list[str]:
    parts = [
        _parts(cell, width) if len(cell) > width else (cell,)
        for cell, width in zip(row, widths, strict=True)
    ]
    height = max(map(len, parts))
    filled = [(*part, *[""] * (height - len(part))) for part in parts]
    return [_line(line, widths, right) for line in zip(*filled, strict=True)]


def _line(texts: Sequence[str], widths: list[int], right: Collection[int]) -> str:
    padded = (
        text.rjust(width) if i in right else text.ljust(width)
        for i, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    return (" " * GAP).join(padded).rstrip()
