"""The tokens of a SPARQL query, and which of them stand where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATTERN = re.compile(
    r"""\s+|\#[^\n]*
    |(?P<string>\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>[A-Za-z][\w.-]*:[\w.-]*\w|[A-Za-z][\w.-]*:|:\w+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<sign>\^\^|&&|\|\||[!<>]=|@[A-Za-z-]+|.)""",
    re.VERBOSE | re.DOTALL,
)
PAIRS = {"{": "}", "(": ")"}


class Refused(Exception):
    """A query that is not understood well enough; the message says why."""


class Token(NamedTuple):
    """A token; a word also in capitals, and a variable by its name."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The word in capitals; nothing for other tokens."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of the variable; nothing for other tokens."""
        return self.text[1:] if self.kind == "variable" else ""


def scan(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, without blanks and comments."""
    for match in PATTERN.finditer(query):
        if match.lastgroup is not None:
            yield Token(match.lastgroup, match[0])


def written(tokens: Sequence[Token]) -> str:
    """Return tokens as text."""
    return " ".join(token.text for token in tokens)


def closing(tokens: Sequence[Token], start: int) -> int:
    """Return the place of the bracket that closes the one at a place.

    Raises:
        Refused: there is none.
    """
    opened = tokens[start].text if start < len(tokens) else ""
    depth = 0
    for place in range(start, len(tokens) if opened in PAIRS else 0):
        depth += (tokens[place].text == opened) - (tokens[place].text == PAIRS[opened])
        if not depth:
            return place
    raise Refused("has brackets that do not match")


def opening(tokens: Sequence[Token], start: int) -> int:
    """Return the place of the first bracket from a place on.

    Raises:
        Refused: there is none.
    """
    for place in range(start, len(tokens)):
        if tokens[place].text in PAIRS:
            return place
    raise Refused("has brackets that do not match")


def direct(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens in the triple patterns of a group itself, not of groups inside it."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.word in ("FILTER", "BIND"):
            place = closing(tokens, opening(tokens, place))
        elif token.text == "{":
            place = closing(tokens, place)
        else:
            yield token
        place += 1


def variables(tokens: Sequence[Token]) -> set[str]:
    """Return the names of the variables among some tokens."""
    return {token.variable for token in tokens} - {""}
