"""Ask a store what is asked here: the same questions, and the same answers by value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from ixakg.bases import group
from ixakg.errors import IncompleteAnswer, StoreFailure
from ixakg.queries import without_open_slots
from ixakg.solutions import Solutions, Triples
from ixakg.sparql import has_dataset
from ixakg.store import OFF, evaluate
from ixakg.stores.endpoint import JSON, N_TRIPLES, Scope, complete
from ixakg.stores.fingerprints import same_value
from ixakg.stores.ordering import QUIET, ordered
from ixakg.stores.pushing import COUNTS, META, marks
from ixakg.stores.unions import UNIONS, fewest

if TYPE_CHECKING:
    from collections.abc import Collection

    from ixakg.prefixes import Prefixes
    from ixakg.solutions import Term
    from ixakg.stores.endpoint import Endpoint

YES = ("1", "true")
NAME = r"(?<![\w?$-])([A-Za-z][\w.-]*):"
DECLARED = r"(?i)\bPREFIX\s+([\w.-]*):"
SOLUTION_MODIFIERS = r"(?is)\A((?:\s|#[^\n]*\n|PREFIX\s+[\w.-]*:\s*<[^>]*>|BASE\s*<[^>]*>)*)(.*)\Z"


def ask(
    endpoint: Endpoint, sparql: str, prefixes: Prefixes, groups: Collection[str] | None = None
) -> Solutions | bool | Triples:
    """Return the answer of a store to a query over our named graphs.

    Where groups of graphs are named, it is a question of ours over those.

    Raises:
        InvalidQuery: the query is no SPARQL query, or asks other servers.
        IncompleteAnswer: the store gave some rows, and not all.
        StoreFailure: the store says nothing, or refuses.
    """
    # An empty store tells what form the query has, and says of a mistake what it says here.
    form = evaluate(Store(), sparql, prefixes)
    text = declared(without_open_slots(sparql), prefixes)
    scope = None if has_dataset(sparql) else ours(endpoint, groups)
    if isinstance(form, Triples):
        return _triples(endpoint, text, prefixes, scope)
    response = endpoint.select(text, accept=JSON, scope=scope)
    try:
        answer = parse_query_results(response.content, format=QueryResultsFormat.JSON)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        rows = [tuple(_plain(term) for term in row) for row in answer]
    except (SyntaxError, ValueError):
        raise StoreFailure(
            f"{endpoint.target.query} answers with no SPARQL results; is the profile right?"
        ) from None
    complete(response, len(rows))
    if isinstance(form, bool):  # Virtuoso 7 answers ASK with a table of one cell, or of none
        return any(isinstance(term, Literal) and term.value in YES for row in rows for term in row)
    if endpoint.target.profile.cuts == "unknown":
        _counted(endpoint, text, scope, len(rows))
    variables = [variable.value for variable in answer.variables]
    return Solutions(variables, ordered(text, variables, rows), prefixes)


def ours(endpoint: Endpoint, groups: Collection[str] | None = None) -> Scope:
    """Return the named graphs of ours that a store holds, or those of some groups.

    A group is the first part of the path of a graph. Where the store holds the union of a group,
    and it is in step, that is asked instead of many graphs.

    Raises:
        StoreFailure: there are none.
    """
    marked = marks(endpoint)
    found = {*marked} or {row["g"]["value"] for row in endpoint.rows(COUNTS) if "g" in row}
    graphs = [iri for iri in sorted(found - {META}) if not iri.startswith(UNIONS)]
    if not graphs:
        raise StoreFailure(
            f"{endpoint.target.query} holds no graph of ours; fill it with: "
            f"ixakg push {endpoint.target.base}"
        )
    named = tuple(
        g for g in graphs if (group(g) not in OFF if groups is None else group(g) in groups)
    )
    return Scope(fewest(named, marked), named)


def declared(sparql: str, prefixes: Prefixes) -> str:
    """Return a query with a declaration for each prefix of the project that it uses without."""
    seen = re.sub(QUIET, " ", sparql)
    missing = {*re.findall(NAME, seen)} - {*re.findall(DECLARED, seen)}
    return (
        "".join(
            f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in prefixes if prefix in missing
        )
        + sparql
    )


def _plain(term: Term | None) -> Term | None:
    """Return a number as it is written here, whatever the store makes of it."""
    return same_value(term) if isinstance(term, Literal) else term


def _triples(endpoint: Endpoint, text: str, prefixes: Prefixes, scope: Scope | None) -> Triples:
    response = endpoint.select(text, accept=N_TRIPLES, scope=scope)
    kind = response.headers.get("content-type", "").split(";")[0]
    form = RdfFormat.from_media_type(kind) or RdfFormat.N_TRIPLES
    try:
        found = [quad.triple for quad in parse(response.content, format=form)]
    except (SyntaxError, ValueError):
        raise StoreFailure(
            f"{endpoint.target.query} answers with no triples; is the profile right?"
        ) from None
    complete(response, len(found))
    return Triples(found, prefixes)


def _counted(endpoint: Endpoint, text: str, scope: Scope | None, rows: int) -> None:
    """Return only if the store counts as many rows as it gave; not all say that they cut."""
    matched = re.match(SOLUTION_MODIFIERS, text)
    if matched is None:
        return
    counting = f"{matched[1]}SELECT (COUNT(*) AS ?n) WHERE {{ {{ {matched[2].rstrip()}\n}} }}"
    try:
        (row,) = endpoint.rows(counting, scope=scope)
        number = int(row["n"]["value"])
    except (StoreFailure, ValueError, KeyError):
        return  # a query with a limit of its own is not always allowed inside another
    if number != rows:
        raise IncompleteAnswer(
            f"the store gave {rows} of {number} rows; raise its limit, or ask with LIMIT and OFFSET"
        )
