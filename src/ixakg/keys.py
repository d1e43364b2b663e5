"""Check that keys are unique, and that what rows refer to exists."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from ixakg.errors import Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ixakg.schema import ForeignKey
    from ixakg.tables import Row

Key = tuple[str, ...]


def duplicates(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield a problem for every row whose primary key an earlier row has."""
    first: dict[tuple[str, Key], Row] = {}
    for row in rows:
        key = row.key(row.table.primary_key)
        if not key:
            continue
        earlier = first.setdefault((row.table.url, key), row)
        if earlier is not row:
            same = earlier.file == row.file
            where = f"row {earlier.line}" if same else f"{earlier.file}:{earlier.line}"
            yield row.problem(
                row.table.primary_key[-1],
                f"the key {_shown(key)} is taken by {where}",
                "give this row another key, or remove it",
            )


def unresolved(
    rows: Iterable[Row], known: Iterable[Row], unread: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for every reference of some rows to a row that is not known.

    What could be a row of a table that was not read is no problem of its own.
    """
    tables: dict[str, list[Row]] = defaultdict(list)
    for row in known:
        tables[row.table.url].append(row)
    targets: dict[tuple[str, Key], set[Key]] = {}
    for row in rows:
        for key in row.table.foreign_keys:
            place = (key.table, key.keys)
            if place not in targets:
                targets[place] = {k for r in tables[key.table] for k in _references(r, key.keys)}
            for reference in _references(row, key.columns):
                if reference not in targets[place] and key.table not in unread:
                    yield _unknown(row, key, reference, tables[key.table])


def _references(row: Row, names: Key) -> Iterator[Key]:
    """Yield what some columns of a row say together, once for every item of a list."""
    return product(*(row.cells[name].values for name in names))


def _unknown(row: Row, key: ForeignKey, reference: Key, rows: Iterable[Row]) -> Problem:
    *context, value = reference
    siblings: dict[str, Row] = {}
    for other in rows:
        for target in _references(other, key.keys):
            if list(target[:-1]) == context:
                siblings[target[-1]] = other
    within = f" for {_shown(tuple(context))}" if context else ""
    called = sorted(name for name, other in siblings.items() if _says(other, value))
    mend = f"write {' or '.join(called)}" if called else suggestion(value, siblings)
    return row.problem(
        key.columns[-1],
        f"{key.table} has no {value!r}{within}",
        f"{mend} (or add it to {key.table})",
    )


def _says(row: Row, value: str) -> bool:
    """Tell whether a row says somewhere, as its label or its code, what was written for its key."""
    word, keys = value.casefold(), row.table.named.union(row.table.primary_key)
    texts = (cell.values for name, cell in row.cells.items() if name not in keys)
    return any(word == said.casefold() for values in texts for said in values)


def _shown(key: Key) -> str:
    return " ".join(map(repr, key))
