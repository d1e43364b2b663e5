"""What the header of a question says of its figure: which columns are what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.errors import InvalidQuestion, suggestion
from ixakg.figures.words import columns_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ixakg.queries import Question
    from ixakg.solutions import Solutions


class Sign(NamedTuple):
    """What a row shows if it has a value in a column, or a certain one, and what that means."""

    column: str
    value: str
    means: str

    def holds(self, record: Mapping[str, object]) -> bool:
        """Tell whether a row shows it."""
        found = record.get(self.column)
        return found is not None and (not self.value or str(found) == self.value)


class Span(NamedTuple):
    """The columns of the two ends of something, and what it is."""

    lower: str
    upper: str
    means: str


def read(
    question: Question, answer: Solutions, takes: Mapping[str, str], optional: Mapping[str, str]
) -> dict[str, Any]:
    """Return what each role of a figure is played by; optional ones may be missing.

    Args:
        question: its header says so.
        answer: has the columns.
        takes: the roles that must be played, each with the kind of thing that plays it.
        optional: those that may be.

    Raises:
        InvalidQuestion: a role is unknown, missing or ill played, or there is no such column.
    """
    said = {str(role): value for role, value in question.figure.items() if role != "kind"}
    where = f"{question.id}.rq: the figure"
    known = {**takes, **optional}
    for role in said.keys() - known.keys():
        raise InvalidQuestion(f"{where} has no part {role!r}; {suggestion(role, known)}")
    for role in takes:
        if not said.get(role):
            raise InvalidQuestion(f"{where} must name its {role!r}")
    roles: dict[str, Any] = {}
    for role, value in said.items():
        try:
            roles[role] = PARTS[known[role]](value)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise InvalidQuestion(
                f"{where} has {value!r} as its {role!r}; write {FORMS[known[role]]}"
            ) from None
        for name in _columns(roles[role], known[role]):
            if name not in answer.variables:
                raise InvalidQuestion(
                    f"{where} names a column {name!r}; {suggestion(name, answer.variables)}"
                )
    return roles


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value if isinstance(value, list) else [value]))


def _sign(value: Any) -> Sign:
    return Sign(_text(value["column"]), _text(value.get("value", "")), _text(value["means"]))


def _span(value: Any) -> Span:
    return Span(_text(value["lower"]), _text(value["upper"]), _text(value["means"]))


def _beside(value: Any) -> dict[str, tuple[str, ...]]:
    return {_text(heading): _texts(words) for heading, words in value.items()}


def _columns(value: Any, kind: str) -> Iterator[str]:
    """Yield the columns that something names."""
    match kind:
        case "column":
            yield value
        case "columns":
            yield from value
        case "sign":
            yield value.column
        case "span":
            yield from (value.lower, value.upper)
        case "words":
            yield from columns_in(value)
        case "beside":
            for words in value.values():
                yield from columns_in(words)


PARTS: dict[str, Callable[[Any], Any]] = {
    "beside": _beside,
    "column": _text,
    "columns": _texts,
    "sign": _sign,
    "span": _span,
    "text": _text,
    "words": _texts,
}
FORMS = {
    "beside": "{heading: [words with {columns} in them]}",
    "column": "the name of a column",
    "columns": "the names of columns",
    "sign": "{column: name, means: words}, with a value: where only one counts",
    "span": "{lower: column, upper: column, means: words}",
    "text": "words",
    "words": "words with {columns} in them",
}
