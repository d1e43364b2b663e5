"""How much room words take in drawings whose fonts are not known: lines, and their sizes."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST = 0.66  # the width of a character relative to its height, wide enough for common fonts
LINE = 1.3


def folded(texts: Iterable[str], characters: int) -> list[str]:
    """Return texts as lines of at most some characters; each text begins a line."""
    return [line for text in texts for line in wrap(text, characters)]


def size(lines: Sequence[str], font: float, padding: float) -> tuple[float, float]:
    """Return the width and height of a box around lines."""
    wide = max(map(len, lines), default=0) * font * WIDEST
    return wide + 2 * padding, len(lines) * font * LINE + 2 * padding
