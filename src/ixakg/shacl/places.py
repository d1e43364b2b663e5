"""Where in the tables a triple comes from, or where one that is missing would stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from ixakg.vocabulary import IXA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from ixakg.shacl.results import ValidationResult
    from ixakg.solutions import Term
    from ixakg.tables.mapping import Statement
    from ixakg.tables.rows import Row
    from ixakg.tables.schema import Column


class Place(NamedTuple):
    """A cell of a table; a row where no column is meant; nothing where no table is."""

    file: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Return ``arms.tsv:4 role``, without the parts that do not apply."""
        return " ".join(filter(None, (f"{self.file}:{self.row}" if self.file else "", self.column)))


class Places:
    """The cells behind the triples that tables say; where several say one, the last."""

    def __init__(self, statements: Iterable[Statement], store: Store) -> None:
        self._store = store
        self._cells: dict[tuple[str, str, str], Place] = {}
        self._properties: dict[tuple[str, str], Place] = {}
        self._values: dict[tuple[str, str], Place] = {}
        self._rows: dict[str, Row] = {}
        for statement in statements:
            self._add(statement)

    def of(self, found: ValidationResult) -> Place:
        """Return the cell that a result is about, as near as the tables tell."""
        focus, value = found.focus_node, found.value
        paths = re.findall(r"(\^?)<([^>]*)>", found.path)
        for inverse, predicate in paths:
            if value is not None and inverse:
                place = self._cells.get((_key(value), predicate, _key(focus)))
            else:
                place = self._cells.get((_key(focus), predicate, _key(value)))
            place = place or (None if inverse else self._properties.get((_key(focus), predicate)))
            if place:
                return place
        if value is not None and not paths:
            place = self._values.get((_key(focus), _key(value)))
            if place and value != focus:
                return place
        return self._missing(focus, [predicate for inverse, predicate in paths if not inverse])

    def _add(self, statement: Statement) -> None:
        row, column, quad = statement.row, statement.column, statement.quad
        place = Place(row.file, row.line, "" if column.virtual else column.title)
        subject, predicate, value = _key(quad.subject), quad.predicate.value, _key(quad.object)
        if quad.predicate == RDF.type:
            self._rows.setdefault(subject, row)
        if not column.virtual:
            self._cells[subject, predicate, value] = place
            self._properties[subject, predicate] = place
            self._values[subject, value] = place

    def _missing(self, focus: Term, predicates: list[str]) -> Place:
        """Return the cell in which one of some properties would stand, or the row of a node."""
        row = self._rows.get(_key(focus))
        if row is None:
            return self._gap(focus)
        columns = (_column(row, predicate) for predicate in predicates)
        return Place(row.file, row.line, next(filter(None, columns), ""))

    def _gap(self, focus: Term) -> Place:
        """Return the cell that says why it has no value, where a node stands for that."""
        said: dict[NamedNode, Term] = {}
        if isinstance(focus, NamedNode):
            quads = self._store.quads_for_pattern(focus, None, None, None)
            said = {quad.predicate: quad.object for quad in quads}
        subject, about = said.get(IXA.isGapOf), said.get(IXA.aboutProperty)
        if subject is None or not isinstance(about, NamedNode):
            return Place()
        return self._missing(subject, [about.value])


def _column(row: Row, predicate: str) -> str:
    """Return the title of the column of a table that holds a property, if there is one."""

    def holds(column: Column) -> bool:
        values = {**row.scalars(), "_name": column.name}
        return not column.virtual and column.property_url.expand(values) == predicate

    return next((column.title for column in row.table.columns if holds(column)), "")


def _key(term: Term | None) -> str:
    """Return what a term is called here; numbers by their value."""
    if isinstance(term, Literal) and re.fullmatch(r"[+-]?\d*\.?\d+", term.value):
        number = term.value.removeprefix("+")
        return number.rstrip("0").rstrip(".") if "." in number else number
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
