"""Rows of a store come in the order of the query as it is here, however the store sorts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from ixakg.stores.ordering import ordered

if TYPE_CHECKING:
    from ixakg.solutions import Row

A, B, C = Literal("a"), Literal("B"), Literal("é", language="en")
ONE, TWO, TEN = Literal(1), Literal(2), Literal(10)
THING = NamedNode("https://example.org/thing")
ROWS = [(C, TEN), (A, TWO), (B, ONE), (A, None)]


@pytest.mark.parametrize(
    ("order", "sorted_rows"),
    [
        ("?text ?number", [(B, ONE), (A, None), (A, TWO), (C, TEN)]),
        ("DESC(?number) ?text", [(C, TEN), (A, TWO), (B, ONE), (A, None)]),
        ("asc( ?number )\n  # the least first\n", [(A, None), (B, ONE), (A, TWO), (C, TEN)]),
    ],
)
def test_rows_are_sorted_by_the_columns_that_the_query_names(
    order: str, sorted_rows: list[tuple[Literal | None, ...]]
) -> None:
    query = f"SELECT ?text ?number WHERE {{ ?s ?p ?text, ?number }} ORDER BY {order}"
    assert ordered(query, ["text", "number"], ROWS) == sorted_rows


@pytest.mark.parametrize(
    "end",
    [
        "",
        "ORDER BY ?text LIMIT 4",
        "ORDER BY ?hidden ?text",
        "ORDER BY STR(?text)",
        "# ORDER BY ?text",
    ],
)
def test_rows_that_columns_do_not_order_stay_as_they_came(end: str) -> None:
    query = f"SELECT ?text ?number WHERE {{ ?s ?p ?text, ?number }} {end}"
    assert ordered(query, ["text", "number"], ROWS) == ROWS


def test_things_that_have_no_name_keep_their_place() -> None:
    rows: list[Row] = [(BlankNode(),), (THING,)]
    assert ordered("SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s", ["s"], rows) == rows


def test_a_column_may_be_called_row() -> None:
    rows = [(TWO,), (ONE,)]
    assert ordered("SELECT ?row WHERE { ?s ?p ?row } ORDER BY ?row", ["row"], rows) == [
        (ONE,),
        (TWO,),
    ]


def test_the_order_of_a_query_within_is_not_that_of_the_answer() -> None:
    query = "SELECT ?text ?number WHERE { { SELECT * WHERE { ?s ?p ?o } ORDER BY ?text } }"
    assert ordered(query, ["text", "number"], ROWS) == ROWS
