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
                    yield _unknown(row, key, reference, targets[place])


def _references(row: Row, names: Key) -> Iterator[Key]:
    """Yield what some columns of a row say together, once for every item of a list."""
    return product(*(row.cells[name].values for name in names))


def _unknown(row: Row, key: ForeignKey, reference: Key, targets: set[Key]) -> Problem:
    *context, value = reference
    siblings = {target[-1] for target in targets if list(target[:-1]) == context}
    within = f" for {_shown(tuple(context))}" if context else ""
    return row.problem(
        key.columns[-1],
        f"{key.table} has no {value!r}{within}",
        suggestion(value, siblings) + f" (or add it to {key.table})",
    )


def _shown(key: Key) -> str:
    return " ".join(map(repr, key))
