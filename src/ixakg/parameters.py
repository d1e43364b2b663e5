"""The values of parameters: what there is to choose from, and what somebody means by a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from ixakg.datatypes import DATATYPES
from ixakg.errors import InvalidParameter, InvalidQuestion
from ixakg.names import Names, labels_of, of_store
from ixakg.solutions import Solutions
from ixakg.store import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from ixakg.names import Named
    from ixakg.prefixes import Prefixes
    from ixakg.queries import Parameter, Question


class Choices(NamedTuple):
    """Looks up the values of parameters in a store, with one query for each kind of value."""

    store: Store
    folder: Path
    prefixes: Prefixes

    def of(self, parameter: Parameter) -> Names | None:
        """Return the values to choose from, or nothing where any value will do.

        Raises:
            InvalidQuestion: the query that lists the values is missing or has other variables.
        """
        if not parameter.enumerate:
            return None
        path = self.folder / f"{parameter.enumerate}.rq"
        if not path.is_file():
            raise InvalidQuestion(
                f"the parameter {parameter.name!r} takes its values from {path}; add that query"
            )
        answer = evaluate(self.store, path.read_text(encoding="utf-8"), self.prefixes)
        if not isinstance(answer, Solutions) or answer.variables[:2] != ("value", "label"):
            raise InvalidQuestion(f"{path}: the query must SELECT ?value ?label")
        listed = [
            (row[0], row[1].value if isinstance(row[1], Literal) else "")
            for row in answer.rows
            if isinstance(row[0], NamedNode | Literal)
        ]
        known = [
            (term, label)
            for term in dict.fromkeys(term for term, _ in listed)
            for label in labels_of(self.store, term)
        ]
        return Names([*known, *listed], self.prefixes)

    def terms(
        self, question: Question, given: Mapping[str, Iterable[object]]
    ) -> dict[str, list[Named]]:
        """Return what is meant by the values that somebody gave to the parameters of a question.

        Raises:
            InvalidParameter: a parameter is unknown, or does not take a value.
        """
        return {
            name: [
                term for value in values for term in self._meant(question.parameter(name), value)
            ]
            for name, values in given.items()
        }

    def _meant(self, parameter: Parameter, value: object) -> tuple[Named, ...]:
        text = value.value if isinstance(value, NamedNode | Literal) else _written(value)
        choices = self.of(parameter)
        if choices is None and parameter.type != "iri":
            return (_literal(parameter, text),)
        names = choices or of_store(self.store, self.prefixes)
        node = None if choices else self.prefixes.node(text)
        found = names.find(text) or ((node,) if node else ())
        if not found:
            reason = str(names.unknown(text))
            raise InvalidParameter(f"{parameter.name}: {reason}")
        return found


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _literal(parameter: Parameter, text: str) -> Literal:
    datatype = DATATYPES[parameter.type]
    if not datatype.holds(text):
        raise InvalidParameter(
            f"{parameter.name}: {text!r} is not {datatype.noun}; {datatype.advice}"
        )
    return Literal(text, datatype=datatype.iri)
