"""Check that keys are unique, and that what rows refer to exists."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING

from ixakg.errors import Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ixakg.tables.rows import Row
    from ixakg.tables.schema import ForeignKey

Key = tuple[str, ...]
Place = tuple[str, Key]


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
    targets: dict[Place, _Targets] = {}
    for row in rows:
        for key in row.table.foreign_keys:
            if key.table in unread:
                continue
            place = (key.table, key.keys)
            if place not in targets:
                targets[place] = _Targets(key, tables[key.table])
            for reference in _references(row, key.columns):
                if reference not in targets[place]:
                    yield row.problem(key.columns[-1], *targets[place].unknown(reference))


class _Targets:
    """What a foreign key can refer to, and where a word that it cannot refer to may lead."""

    def __init__(self, key: ForeignKey, rows: Iterable[Row]) -> None:
        self._table = key.table
        self._rows = {target: row for row in rows for target in _references(row, key.keys)}

    def __contains__(self, reference: Key) -> bool:
        return reference in self._rows

    @cached_property
    def _siblings(self) -> Mapping[Key, list[str]]:
        found: dict[Key, list[str]] = defaultdict(list)
        for target in self._rows:
            found[target[:-1]].append(target[-1])
        return found

    @cached_property
    def _called(self) -> Mapping[Key, list[str]]:
        """The keys by what their rows say beside them, as a label or a code."""
        found: dict[Key, list[str]] = defaultdict(list)
        for target, row in self._rows.items():
            keys = row.table.named.union(row.table.primary_key)
            texts = {
                text.casefold()
                for name, cell in row.cells.items()
                if name not in keys
                for text in cell.values
            }
            for text in texts:
                found[*target[:-1], text].append(target[-1])
        return found

    @cache  # noqa: B019 - it lives as long as the targets, for a mistake that many rows repeat
    def unknown(self, reference: Key) -> tuple[str, str]:
        """Return what is wrong with a reference, and how to mend it."""
        *context, value = reference
        within = f" for {_shown(tuple(context))}" if context else ""
        called = sorted(self._called.get((*context, value.casefold()), ()))
        mend = f"write {' or '.join(called)}" if called else ""
        mend = mend or suggestion(value, self._siblings.get(tuple(context), ()))
        return f"{self._table} has no {value!r}{within}", f"{mend} (or add it to {self._table})"


def _references(row: Row, names: Key) -> Iterator[Key]:
    """Yield what some columns of a row say together, once for every item of a list."""
    return product(*(row.cells[name].values for name in names))


def _shown(key: Key) -> str:
    return " ".join(map(repr, key))
