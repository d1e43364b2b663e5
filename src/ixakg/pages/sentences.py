"""Sentences cut into pieces, so that the names in them can lead to what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ixakg.logic.constructs import Node


class Piece(NamedTuple):
    """A part of a sentence, and the IRI of what it is the name of."""

    text: str
    iri: str = ""


def pieces(
    write: Callable[[Callable[[Node], str]], str], name: Callable[[Node], Piece]
) -> tuple[Piece, ...]:
    """Return a sentence in pieces.

    Args:
        write: returns the sentence, given a function that returns the name of a node.
        name: returns the name of a node as a piece.
    """
    named: list[Piece] = []

    def marked(node: Node) -> str:
        named.append(name(node))
        # The name comes first, since the words around it depend on its first letter.
        return f"{named[-1].text}\0{len(named) - 1}\0"

    parts = write(marked).split("\0")
    found: list[Piece] = []
    for words, number in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if number:
            found += [Piece(words.removesuffix(named[int(number)].text)), named[int(number)]]
        else:
            found.append(Piece(words))
    return tuple(piece for piece in found if piece.text)
