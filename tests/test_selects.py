"""A query for one focus node is asked of all at once only where that gives the same rows."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ixakg.shacl.selects import unequal
from ixakg.shacl.shapes import Shapes

SH = "http://www.w3.org/ns/shacl#"
SHAPE, RULE = NamedNode("urn:shape"), NamedNode("urn:rule")

ASKED_AT_ONCE = [
    "SELECT $this WHERE { $this <urn:p> ?x }",
    "SELECT ?this ?value { ?this <urn:p> ?value FILTER(?value > 1 && $this != ?value) }",
    "SELECT DISTINCT $this { $this <urn:p>/<urn:q>* ?x OPTIONAL { ?x <urn:r> ?y } }",
    "SELECT $this { FILTER NOT EXISTS { $this <urn:p> ?x . FILTER(?x != $this) } }",
    "SELECT $this { { $this <urn:p> ?x FILTER($this != ?x) } UNION { ?x <urn:q> $this } }",
    "SELECT $this { ?x <urn:p> $this OPTIONAL { ?x <urn:q> ?y FILTER(?y != $this) } }",
    "SELECT $this (SUM(?x) AS ?value) { $this <urn:p> ?x } GROUP BY $this",
    "SELECT $this { $this <urn:p> ?x { SELECT $this (MAX(?y) AS ?z) "
    "{ $this <urn:q> ?y } GROUP BY $this } }",
    'SELECT $this { $this <urn:p> "MINUS # VALUES" }  # SERVICE',
]
NOT_AT_ONCE = {
    "SELECT * { $this <urn:p> ?x }": "does not select $this",
    "SELECT ?x { $this <urn:p> ?x }": "does not select $this",
    "SELECT (COUNT($this) AS ?n) { $this <urn:p> ?x }": "does not select $this",
    "ASK { $this <urn:p> ?x }": "has ASK",
    "SELECT $this { $this <urn:p> ?x MINUS { ?x <urn:q> 1 } }": "has MINUS",
    "SELECT $this { VALUES ?x { 1 } $this <urn:p> ?x }": "has VALUES",
    "SELECT $this { SERVICE <urn:s> { $this <urn:p> ?x } }": "has SERVICE",
    "SELECT $this { GRAPH ?g { $this <urn:p> ?x } }": "has GRAPH",
    "SELECT $this { $this <urn:p> ?x } LIMIT 1": "has LIMIT",
    "SELECT $this { $this <urn:p> ?x FILTER(RAND() > 0.5) }": "has RAND",
    "SELECT $this { $this <urn:p> ?x FILTER(<urn:f>(?x)) }": "calls <urn:f>",
    "SELECT $this { $this ?PATH ?x }": "has $PATH without a path",
    "SELECT $this { GRAPH $shapesGraph { $this <urn:p> ?x } }": "has GRAPH",
    "SELECT $this { $this <urn:p> ?x . ?x <urn:q> $currentShape }": "has $currentShape",
    "SELECT $this ?message { $this <urn:p> ?message }": "has ?message",
    "SELECT $this { { ?x <urn:p> ?y FILTER(?y = $this) } }": "an expression that may not find it",
    "SELECT $this { { ?x <urn:p> 1 } UNION { FILTER EXISTS { $this <urn:q> 1 } } }": (
        "an expression that may not find it"
    ),
    "SELECT $this { { ?x <urn:p> 1 BIND($this AS ?y) $this <urn:p> ?x } }": "a BIND that may not",
    "SELECT $this { BIND(<urn:x> AS $this) }": "binds $this",
    "SELECT $this { { SELECT ?x { ?x <urn:p> 1 } } $this <urn:q> ?x }": "does not select $this",
    "SELECT $this { { SELECT $this { ?x <urn:p> 1 } } }": "an inner SELECT without $this in it",
    "SELECT $this (SUM(?x) AS ?n) { $this <urn:p> ?x } GROUP BY ?x": "does not group by $this",
    "SELECT $this { { SELECT $this (SUM(?x) AS ?n) { $this <urn:p> ?x } } }": "does not group by",
    "SELECT $this { $this ex:p ?x }": "a prefix that is not declared",
    "SELECT $this { $this <urn:p> ?x": "brackets that do not match",
    "SELECT $this { $this <urn:p> }": "no query that the store can parse",
}


def reason(query: str) -> str:
    """Why a query is not asked of all focus nodes at once."""
    shapes = Shapes(
        [
            Triple(SHAPE, NamedNode(f"{SH}sparql"), RULE),
            Triple(RULE, NamedNode(f"{SH}select"), Literal(query)),
        ]
    )
    return unequal(RULE, shapes[SHAPE], shapes)


@pytest.mark.parametrize("query", ASKED_AT_ONCE)
def test_it_is_asked_at_once_where_this_is_bound_wherever_it_stands(query: str) -> None:
    assert reason(query) == ""


@pytest.mark.parametrize(("query", "why"), NOT_AT_ONCE.items(), ids=NOT_AT_ONCE)
def test_it_is_not_asked_at_once_where_the_rows_might_differ(query: str, why: str) -> None:
    assert why in reason(query)
