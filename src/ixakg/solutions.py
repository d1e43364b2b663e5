"""Answers: the solutions of a SELECT, the triples of a CONSTRUCT or DESCRIBE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Dataset, Literal, NamedNode, Quad, RdfFormat, serialize

from ixakg.errors import MissingLibrary
from ixakg.notebook import html_table
from ixakg.prefixes import Prefixes
from ixakg.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import ModuleType

    import pandas as pd
    import polars as pl
    import rdflib
    from pyoxigraph import BlankNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple
    Row = tuple[Term | None, ...]

NO_PREFIXES = Prefixes({})
WHOLE = frozenset(
    XSD.base + name
    for name in (
        "byte",
        "int",
        "integer",
        "long",
        "nonNegativeInteger",
        "positiveInteger",
        "short",
        "unsignedInt",
    )
)
REAL = frozenset(XSD.base + name for name in ("decimal", "double", "float"))
NUMBERS = WHOLE | REAL


class Solutions:
    """A table of RDF terms: one column a variable, one row a solution, in the query's order."""

    __slots__ = ("prefixes", "rows", "variables")

    def __init__(
        self, variables: Iterable[str], rows: Iterable[Row], prefixes: Prefixes = NO_PREFIXES
    ) -> None:
        self.variables = tuple(variables)
        self.rows = tuple(rows)
        self.prefixes = prefixes

    def __repr__(self) -> str:
        return f"<Solutions: {', '.join(self.variables)}; {count(len(self), 'row')}>"

    def __len__(self) -> int:
        """Return the number of solutions."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        """Yield each solution as terms by variable; an unbound variable is ``None``."""
        for row in self.rows:
            yield dict(zip(self.variables, row, strict=True))

    def __getitem__(self, index: int) -> dict[str, Term | None]:
        """Return one solution as terms by variable."""
        return dict(zip(self.variables, self.rows[index], strict=True))

    def records(self) -> list[dict[str, object]]:
        """Return the solutions as Python values: numbers exact, IRIs as text, ``None`` unbound."""
        return [
            {variable: python_value(term) for variable, term in solution.items()}
            for solution in self
        ]

    def texts(self) -> list[list[str]]:
        """Return the solutions as people read them: IRIs as CURIEs, unbound as nothing."""
        known: dict[Term | None, str] = {}
        for term in {term for row in self.rows for term in row}:
            known[term] = text(term, self.prefixes)
        return [[known[term] for term in row] for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame with nullable columns; decimals become floats.

        Raises:
            MissingLibrary: pandas is not installed.
        """
        pandas = _library("pandas")
        frame: pd.DataFrame = pandas.DataFrame(self._columns()).convert_dtypes()
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame; decimals become floats.

        Raises:
            MissingLibrary: polars is not installed.
        """
        polars = _library("polars")
        frame: pl.DataFrame = polars.DataFrame(self._columns(), strict=False)
        return frame

    def _columns(self) -> dict[str, list[object]]:
        columns = zip(*self.rows, strict=True) if self.rows else ([] for _ in self.variables)
        return {
            name: _uniform([python_value(term) for term in column])
            for name, column in zip(self.variables, columns, strict=True)
        }

    def _repr_html_(self) -> str:
        return html_table(self.variables, self.texts(), count(len(self), "row"))


class Triples:
    """A set of triples, sorted as text."""

    __slots__ = ("prefixes", "triples")

    def __init__(self, triples: Iterable[Triple], prefixes: Prefixes = NO_PREFIXES) -> None:
        self.triples = tuple(sorted(set(triples), key=str))
        self.prefixes = prefixes

    def __repr__(self) -> str:
        return f"<Triples: {count(len(self), 'triple')}>"

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, sorted as text."""
        return iter(self.triples)

    def solutions(self) -> Solutions:
        """Return the triples as a table with the columns subject, predicate and object."""
        return Solutions(
            ("subject", "predicate", "object"),
            tuple((t.subject, t.predicate, t.object) for t in self.triples),
            self.prefixes,
        )

    def turtle(self) -> str:
        """Return the triples as Turtle, the same text for the same triples."""
        from pyoxigraph import CanonicalizationAlgorithm

        from ixakg.turtle import write

        dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in self.triples)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return write({quad.triple for quad in dataset}, self.prefixes, blank_nodes=True)

    def json_ld(self) -> str:
        """Return the triples as expanded JSON-LD."""
        return (serialize(self.triples, format=RdfFormat.JSON_LD) or b"").decode()

    def to_rdflib(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph that knows the prefixes."""
        import rdflib

        graph = rdflib.Graph()
        for prefix in self.prefixes:
            graph.bind(prefix, self.prefixes[prefix], replace=True)
        return graph.parse(data=serialize(self.triples, format=RdfFormat.N_TRIPLES), format="nt")

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame with the columns subject, predicate and object.

        Raises:
            MissingLibrary: pandas is not installed.
        """
        return self.solutions().to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame with the columns subject, predicate and object.

        Raises:
            MissingLibrary: polars is not installed.
        """
        return self.solutions().to_polars()

    def _repr_html_(self) -> str:
        table = self.solutions()
        return html_table(table.variables, table.texts(), count(len(self), "triple"))


def text(term: Term | None, prefixes: Prefixes) -> str:
    """Return a term as people read it."""
    match term:
        case None:
            return ""
        case NamedNode():
            return prefixes.curie(term.value)
        case Literal():
            return term.value
    return str(term)


def python_value(term: Term | None) -> object:
    """Return a term as a Python value: text, a number, a truth value, or nothing."""
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else term and str(term)
    convert: Callable[[str], object] = _converters().get(term.datatype.value, str)
    return convert(term.value)


def is_number(term: Term | None) -> bool:
    """Tell whether a term is a number."""
    return isinstance(term, Literal) and term.datatype.value in NUMBERS


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 row``, ``2 rows``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _converters() -> Mapping[str, Callable[[str], object]]:
    from decimal import Decimal

    return {
        XSD.boolean.value: lambda value: value in ("true", "1"),
        XSD.decimal.value: Decimal,
        **dict.fromkeys(WHOLE, int),
        **dict.fromkeys(REAL - {XSD.decimal.value}, float),
    }


def _uniform(values: list[object]) -> list[object]:
    """Return the values of a column in one type that data frames have; text where they differ."""
    kinds = {type(value).__name__ for value in values if value is not None}
    if kinds <= {"int", "float", "Decimal"} and kinds != {"int"}:
        return [None if value is None else float(str(value)) for value in values]
    if len(kinds) > 1:
        return [None if value is None else str(value) for value in values]
    return values


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        module: ModuleType = import_module(name)
    except ImportError:
        raise MissingLibrary(f"{name} is not installed; pip install {name}") from None
    return module
