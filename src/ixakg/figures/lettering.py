"""How wide words are, and lines of words that fit a width."""

from __future__ import annotations

from functools import cache, lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Any

from ixakg.errors import MissingLibrary

if TYPE_CHECKING:
    from pathlib import Path

# matplotlib keeps its settings for all threads together, and a face of a font its text.
ONE_AT_A_TIME = RLock()
LINE = 1.35
SCALE = 100.0


def font(*, bold: bool = False) -> Path:
    """Return the file of the font that drawings are lettered in: one that comes with matplotlib.

    Raises:
        MissingLibrary: matplotlib is not installed.
    """
    from pathlib import Path

    try:
        from matplotlib import get_data_path
    except ImportError:
        raise MissingLibrary(
            "figures are drawn by matplotlib, which is not installed; pip install 'ixakg[figures]'"
        ) from None
    return Path(get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf")


@lru_cache(maxsize=4096)
def width(text: str, size: float = 9.0, *, bold: bool = False) -> float:
    """Return the width of a line in points."""
    import warnings

    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character that the font lacks is drawn as a box
        face = _face(bold)
        face.set_text(text, 0.0)
        return float(face.get_width_height()[0]) / 64 / SCALE * size


@cache
def _face(bold: bool) -> Any:
    path = font(bold=bold)
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(path))
    face.set_size(SCALE, 72)
    return face


def clean(text: str) -> str:
    """Return a text as one line of characters that can be shown."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def wrapped(text: str, room: float, size: float = 9.0, *, bold: bool = False) -> list[str]:
    """Return the lines of a text, none wider than the room, with nothing left out."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > 1 and width(word, size, bold=bold) > room:
            fits = _fitting(word, room, size, bold=bold)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line]


def _fitting(word: str, room: float, size: float, *, bold: bool) -> int:
    low, high = 1, len(word)
    while high - low > 1:
        middle = (low + high) // 2
        if width(word[:middle], size, bold=bold) <= room:
            low = middle
        else:
            high = middle
    return low
