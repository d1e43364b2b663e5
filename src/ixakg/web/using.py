"""Updates about the graphs that a request names, rather than those that the text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ixakg.errors import InvalidQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PIECE = re.compile(
    r"""
    \s+ | \#[^\r\n]*
    | <[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | [?$@]\w[\w-]* | (?:_|[\w.-]*):(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[^uU])*
    | \w+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
BLANK = re.compile(r"\s|#")


def about(update: str, default: Iterable[str], named: Iterable[str]) -> str:
    """Return an update whose patterns are about some graphs, as if it said so by ``USING``.

    The protocol has parameters for what a text says by ``USING`` and ``USING NAMED``, and Oxigraph
    knows only the text.

    Raises:
        InvalidQuery: the text says itself by ``USING`` or ``WITH`` what it is about.
    """
    clauses = "".join(
        (*(f"USING <{iri}> " for iri in default), *(f"USING NAMED <{iri}> " for iri in named))
    )
    if not clauses:
        return update
    pieces = PIECE.findall(update)
    made: list[str] = []
    depth, before = 0, ""
    for place, piece in enumerate(pieces):
        depth += (piece == "{") - (piece == "}")
        word = piece.upper() if depth == 0 else ""
        if piece == "\\":
            raise InvalidQuery("the update has \\u escapes; write the characters themselves")
        if word in ("USING", "WITH"):
            raise InvalidQuery(
                f"both the update, by {word}, and the request say which graphs it is about; "
                "leave out one of them"
            )
        if word == "WHERE":
            # DELETE WHERE { … } is short for DELETE { … } WHERE { … }, and has no USING.
            made += [*_block(pieces[place + 1 :]), " "] if before == "DELETE" else []
            made.append(clauses)
        made.append(piece)
        before = before if BLANK.match(piece) else word
    return "".join(made)


def _block(pieces: Sequence[str]) -> list[str]:
    """Return the first pieces as far as the bracket that closes the first one."""
    depth = 0
    for place, piece in enumerate(pieces):
        depth += (piece == "{") - (piece == "}")
        if piece == "}" and depth == 0:
            return [*pieces[: place + 1]]
    return []
