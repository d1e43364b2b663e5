"""What can go wrong, each error in one sentence that also says how to mend it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 12
LONG = 600
MANY = 1_000


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


class InvalidBase(IxakgError):
    """Something that one's own things cannot be put under."""


class InvalidTurtle(IxakgError):
    """Triples cannot be read from, or written as, Turtle."""


class InvalidShapes(IxakgError):
    """Shapes that cannot be validated against."""


class InvalidExport(IxakgError):
    """A file cannot hold what was asked for; the message says what can."""


class CannotWrite(IxakgError):
    """A file cannot be written where it was asked for, or must not be."""


class CannotRead(IxakgError):
    """A file or a folder cannot be read as what it should be."""


class InvalidQuery(IxakgError):
    """A SPARQL query that cannot be, or must not be, evaluated."""


class InvalidQuestion(IxakgError):
    """A canned query whose header and text do not fit together."""


class InvalidParameter(IxakgError):
    """A value that a parameter of a question does not take."""


class RefusedOntology(IxakgError):
    """A description logic reasoner does not take the ontology."""


class UnknownAxiom(IxakgError):
    """The ontology holds an axiom that no rule is made from."""


class InvalidTarget(IxakgError):
    """An address of a store, a profile or credentials that cannot be used."""


class StoreFailure(IxakgError):
    """A store says nothing, or refuses what it was asked."""


class IncompleteAnswer(IxakgError):
    """A store gave some rows of an answer, and not all."""


class UnknownQuestion(IxakgError, KeyError):
    """No canned query has this id."""


class UnknownName(IxakgError):
    """Nothing in the graph has this name."""


class NotStated(IxakgError):
    """The graph neither says a triple nor implies it."""


class NothingToDraw(IxakgError):
    """There is no route to draw, or there are several drawings to choose from."""


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
        return _one_line(f"{':'.join(where)}: {_short(self.what)}; {_short(self.mend)}")


class InvalidTables(IxakgError):
    """Tables with mistakes; ``problems`` holds all of them, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 100]} … {text[-90:]}"


def _one_line(text: str) -> str:
    """Return a text with the characters escaped that would break a line or cannot be shown."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known words that look most like one word, the most similar first."""
    from difflib import get_close_matches

    key = word.casefold()
    spellings = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    if len(spellings) > MANY:  # comparing takes long, and what begins otherwise is seldom meant
        spellings = {
            spelling: candidate
            for spelling, candidate in spellings.items()
            if spelling[:2] == key[:2] and abs(len(spelling) - len(key)) <= FEW
        }
        spellings = dict(islice(spellings.items(), MANY))
    close = get_close_matches(key, spellings, n=most, cutoff=0.6)
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
