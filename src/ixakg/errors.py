"""What can go wrong, each error in one sentence that also says how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 12


class IxakgError(Exception):
    """Something is wrong that a user can mend; the message says what, where and how."""

    def __str__(self) -> str:
        """Return the message as it is, also where a ``KeyError`` would quote it."""
        return str(self.args[0]) if self.args else ""


class MissingFolder(IxakgError):
    """A folder of the bundle is not where it should be."""


class MissingLibrary(IxakgError):
    """A library that only this feature needs is not installed."""


class InvalidPrefixes(IxakgError):
    """The table of prefixes cannot be used."""


class InvalidSchema(IxakgError):
    """The metadata of the tables cannot be used."""


class InvalidTurtle(IxakgError):
    """Triples cannot be read from, or written as, Turtle."""


class InvalidExport(IxakgError):
    """A file cannot hold what was asked for; the message says what can."""


class CannotWrite(IxakgError):
    """A file cannot be written where it was asked for."""


class CannotRead(IxakgError):
    """A file or a folder cannot be read as what it should be."""


class InvalidQuery(IxakgError):
    """A SPARQL query that cannot be, or must not be, evaluated."""


class InvalidQuestion(IxakgError):
    """A canned query whose header and text do not fit together."""


class InvalidParameter(IxakgError):
    """A value that a parameter of a question does not take."""


class UnknownQuestion(IxakgError, KeyError):
    """No canned query has this id."""


class UnknownName(IxakgError):
    """Nothing in the graph has this name."""


class Problem(NamedTuple):
    """One mistake in a table: where it is, what it is, and how to mend it."""

    file: str
    row: int
    column: str
    what: str
    mend: str

    def __str__(self) -> str:
        """Return ``file:row:column: what; how to mend``, without the parts that do not apply."""
        where = [self.file, *([str(self.row)] if self.row else []), *filter(None, [self.column])]
        return f"{':'.join(where)}: {self.what}; {self.mend}"


class InvalidTables(IxakgError):
    """Tables with mistakes; ``problems`` holds all of them, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known words that look most like one word, the most similar first."""
    from difflib import get_close_matches

    spellings = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    close = get_close_matches(word.casefold(), spellings, n=most, cutoff=0.6)
    return [spellings[spelling] for spelling in close]


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the words of an error that lead from a misspelt word to the right one."""
    candidates = sorted(set(known))
    close = nearest(word, candidates)
    if close:
        return f"did you mean {' or '.join(map(repr, close))}?"
    if not candidates:
        return "there are none"
    if len(candidates) <= FEW:
        return f"there are: {', '.join(candidates)}"
    return f"there are {len(candidates)}, such as {', '.join(candidates[:5])}"
