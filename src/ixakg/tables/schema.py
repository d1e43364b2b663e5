"""What the tables are: their columns, keys, and how they become triples (W3C CSVW metadata)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from ixakg.datatypes import Datatype
    from ixakg.tables.uritemplates import UriTemplate


@dataclass(frozen=True, slots=True)
class Limits:
    """What the values of a column must keep within, beside their datatype."""

    pattern: re.Pattern[str] | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    max_length: int | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a pattern lists, where it is a list of words."""
        pattern = self.pattern.pattern if self.pattern else ""
        listed = re.fullmatch(r"\w+(\|\w+)+", pattern)
        return tuple(pattern.split("|")) if listed else ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; templates that are not given are ``None``.

    A cell of a column with ``row_of`` may name a row of that table in place of a term.
    """

    name: str
    title: str
    description: str
    datatype: Datatype
    limits: Limits
    about_url: UriTemplate
    property_url: UriTemplate
    value_url: UriTemplate | None
    required: bool
    null: tuple[str, ...]
    separator: str | None
    lang: str | None
    default: str
    virtual: bool
    suppress_output: bool
    row_of: str = ""

    @property
    def names_a_term(self) -> bool:
        """Whether a value is the name of a term of the ontology."""
        return self.value_url is not None and self.value_url.text == f"{IXA.base}{{{self.name}}}"

    @property
    def may_be_blank(self) -> bool:
        """Whether a row may leave it out without saying why."""
        return "" in self.null and not self.required


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must be found together in columns of another table."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: one file, one kind of row."""

    url: str
    title: str
    description: str
    in_graph: UriTemplate
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their names, virtual ones included."""
        return {column.name: column for column in self.columns}

    @cached_property
    def named(self) -> frozenset[str]:
        """The names of the columns whose values name rows or terms."""
        rows = {key.columns[-1] for key in self.foreign_keys}
        terms = {column.name for column in self.columns if column.names_a_term}
        return frozenset(rows | terms)

    @cached_property
    def by_title(self) -> Mapping[str, Column]:
        """The columns that stand in the file, by their header cells."""
        return {column.title: column for column in self.columns if not column.virtual}


@dataclass(frozen=True)
class Schema:
    """All tables that belong together, by the names of their files."""

    tables: Mapping[str, Table]

    def __iter__(self) -> Iterator[Table]:
        """Return the tables in the order of the metadata."""
        return iter(self.tables.values())
