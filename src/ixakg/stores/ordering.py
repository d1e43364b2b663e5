"""Sort the rows of a store as they are sorted here: stores differ in how they compare texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, QuerySolutions, Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ixakg.solutions import Row, Term

QUIET = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*"
VARIABLE = r"[?$](\w+)"
ORDER = rf"(?i)\bORDER\s+BY((?:\s+{VARIABLE}|\s+(?:ASC|DESC)\s*\(\s*{VARIABLE}\s*\))+)\s*\Z"


def ordered(sparql: str, variables: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Return rows in the order that a query asks for, as far as its columns tell.

    Rows that the query limits, or sorts by more than columns, stay as they came.
    """
    found = re.search(ORDER, re.sub(QUIET, " ", sparql))
    keys = list(dict.fromkeys(re.findall(VARIABLE, found[1]))) if found else []
    places = [variables.index(key) for key in keys if key in variables]
    if found is None or len(places) < len(keys):
        return list(rows)
    cells = [[row[place] for place in places] for row in rows]
    if any(isinstance(cell, BlankNode) for row in cells for cell in row):
        return list(rows)
    data = "\n".join(f"({n} {' '.join(map(_written, row))})" for n, row in enumerate(cells))
    names = " ".join(f"?{key}" for key in keys)
    number = next(name for name in ("row", "row_", "row__") if name not in keys)
    answer = Store().query(
        f"SELECT ?{number} WHERE {{ VALUES (?{number} {names}) {{ {data} }} }} "
        f"ORDER BY{found[1]} ?{number}"
    )
    assert isinstance(answer, QuerySolutions)  # noqa: S101 - the query is a SELECT
    return [rows[int(row[0].value)] for row in answer if isinstance(row[0], Literal)]


def _written(term: Term | None) -> str:
    return "UNDEF" if term is None else str(term)
