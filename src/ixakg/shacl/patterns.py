"""Regular expressions that mean the same in Python and in Oxigraph."""

from __future__ import annotations

import re

PART = re.compile(
    r"(?P<end>\$)"
    r"|\\[.\-/()\[\]{}|+*?^$d]"  # an escaped sign, or a digit
    r"|\[\^?(\\[.\-/\]d]|[A-Za-z0-9_.:/ ()+,;?*'\"<>=@#%!]|(?<!-)-(?!-))+\]"
    r"|\{\d+(,\d*)?\}(?!\+)"
    r"|\((\?:|(?!\?))"
    r"|[*+?](?!\+)"  # a plus behind them keeps what they took, in Python alone
    r"|[A-Za-z0-9_./:,;@#%&=~'\"<>! \-)|^]"
)
FOLLOWS_END = re.compile(r"[)|]|\Z")


def common(pattern: str) -> str | None:
    """Return a pattern for Oxigraph that finds what Python finds, or nothing if unsure.

    Python lets a line feed stand behind the end, Oxigraph does not. Where upper and lower case do
    not matter, the dotless i is an i for Python alone.
    """
    try:
        re.compile(pattern)
    except re.error:
        return None
    parts: list[str] = []
    place = 0
    while place < len(pattern):
        match = PART.match(pattern, place)
        if match is None:
            return None
        place = match.end()
        if match["end"] and not FOLLOWS_END.match(pattern, place):
            return None
        parts.append(r"\n?$" if match["end"] else match[0])
    return "".join(parts)
