"""Typed ways to corrupt a table, one cell at a time, as tired curators and spreadsheets do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from ixakg.tables.schema import Column, Schema, Table

    Cells = dict[str, str]
    Tables = Mapping[str, list[Cells]]


class Corruption(NamedTuple):
    """One change: of which kind, to what, and the columns of which one must be reported."""

    kind: str
    table: str
    row: int  # of the file, the header being 1
    before: str
    cells: Cells
    columns: frozenset[str]
    copy: bool = False  # a row that is added, and not one that is changed

    def __str__(self) -> str:
        columns = "|".join(sorted(self.columns))
        changed = {title: value for title, value in self.cells.items() if title in self.columns}
        return f"{self.kind}: {self.table}:{self.row} {columns} {self.before!r} -> {changed}"


@dataclass(frozen=True)
class Place:
    """A row to corrupt, with what is needed to choose how."""

    schema: Schema
    table: Table
    cells: Cells
    draw: Random
    tables: Tables

    def filled(self, wanted: Callable[[Column], bool]) -> list[str]:
        """The titles of columns that are not part of a key, hold a value and are as wanted."""
        keys = set(self.table.primary_key)
        return [
            title
            for title, column in self.table.by_title.items()
            if column.name not in keys
            and self.cells.get(title)
            and self.cells[title] not in column.null
            and wanted(column)
        ]

    def one(self, wanted: Callable[[Column], bool]) -> str | None:
        """One of such titles."""
        titles = self.filled(wanted)
        return self.draw.choice(titles) if titles else None

    def change(self, title: str | None, value: str) -> dict[str, str] | None:
        """Another value for a cell, if there is a cell."""
        return None if title is None else {title: value}


Way = "Callable[[Place], dict[str, str] | None]"


def _is_number(column: Column) -> bool:
    return column.datatype.is_number


def _is_term(column: Column) -> bool:
    return column.value_url is not None and "ontology/{" in column.value_url.text


def _refers(place: Place) -> Callable[[Column], bool]:
    names = {key.columns[-1] for key in place.table.foreign_keys}
    return lambda column: column.name in names


def _text(words: str, wanted: Callable[[Column], bool]) -> Callable[[Place], Cells | None]:
    return lambda place: place.change(place.one(wanted), words)


def _with(suffix: str, wanted: Callable[[Column], bool]) -> Callable[[Place], Cells | None]:
    def way(place: Place) -> Cells | None:
        title = place.one(wanted)
        return None if title is None else {title: place.cells[title] + suffix}

    return way


def _blank_required(place: Place) -> Cells | None:
    return place.change(place.one(lambda c: c.required or "" not in c.null), "")


def _statements(place: Place) -> Cells | None:
    return {"statements": ""} if place.cells.get("statements") else None


def _reference(place: Place) -> Cells | None:
    return place.change(place.one(_refers(place)), "no-such-row")


def _negative(place: Place) -> Cells | None:
    title = place.one(_is_number)
    return None if title is None or title in ("value", "lower") else {title: "-3"}


def _other_kind(place: Place) -> Cells | None:
    title = place.one(_is_term)
    other = "Found" if "route" in (title or "") else "Oral"
    return None if title is None or title == "kind" else {title: other}


def _in(table: str, **values: str) -> Callable[[Place], Cells | None]:
    """Set cells of a row in which all of them hold a value."""

    def way(place: Place) -> Cells | None:
        if place.table.url != table or not place.filled(lambda c: c.title in values):
            return None
        return dict(values)

    return way


def _swapped(table: str, one: str, other: str) -> Callable[[Place], Cells | None]:
    def way(place: Place) -> Cells | None:
        cells = place.cells
        if place.table.url != table or len(place.filled(lambda c: c.title in (one, other))) < 2:
            return None
        if cells[one] == cells[other]:
            return None
        return {one: cells[other], other: cells[one]}

    return way


def _more_than_all(place: Place) -> Cells | None:
    tested = place.cells.get("models_tested", "")
    if place.cells.get("kind") != "PanelFinding" or not tested.isdigit():
        return None
    return {"models_responding": str(int(tested) + 1)}


def _wrong_percent(place: Place) -> Cells | None:
    filled = place.filled(lambda c: c.title == "percent_reported")
    return {"percent_reported": "12.5"} if filled else None


def _own_comparator(place: Place) -> Cells | None:
    if place.table.url != "findings.tsv" or not place.cells.get("arm"):
        return None
    return {"compared_with": place.cells["arm"]}


def _own_species(place: Place) -> Cells | None:
    """A xenograft whose graft is of the species of its host."""
    host = place.cells.get("host_species", "")
    crossed = place.cells.get("graft_relation") == "Xenogeneic" and host and "_" not in host
    return {"graft_species": host} if place.table.url == "models.tsv" and crossed else None


def _spontaneous_graft(place: Place) -> Cells | None:
    grafted = place.filled(lambda c: c.title == "graft_kind")
    is_graft = place.cells.get("origin") == "Transplanted" and grafted
    return {"origin": "Spontaneous", "graft_kind": place.cells["graft_kind"]} if is_graft else None


def _amount_and_range(place: Place) -> Cells | None:
    ranged = place.filled(lambda c: c.title == "dose_minimum")
    return {"dose_amount": "4"} if ranged and place.table.url == "regimens.tsv" else None


def _other_sign(place: Place) -> Cells | None:
    others = {"Increases": "Decreases", "Decreases": "Increases"}
    sign = place.cells.get("sign", "")
    return {"sign": others[sign]} if sign in others else None


def _other_direction(place: Place) -> Cells | None:
    others = {"Favorable": "Unfavorable", "Unfavorable": "Favorable"}
    direction = place.cells.get("direction", "")
    return {"direction": others[direction]} if direction in others else None


def _next_number(place: Place) -> Cells | None:
    title = place.one(lambda c: c.title in ("dose_amount", "duration", "subjects", "year"))
    return None if title is None else {title: str(float(place.cells[title]) + 1).removesuffix(".0")}


def _sibling(title: str) -> Callable[[Place], Cells | None]:
    """Another row of the same source, or of the same table, in a cell that names one."""

    def way(place: Place) -> Cells | None:
        value = place.cells.get(title, "")
        column = place.table.by_title.get(title)
        if not value or column is None or (column.separator and "|" in value):
            return None
        keys = [key for key in place.table.foreign_keys if key.columns[-1] == column.name]
        rows = place.tables.get(keys[0].table, []) if keys else []
        source = place.cells.get("source")
        names = sorted({r["id"] for r in rows if r.get("source", source) == source} - {value})
        return {title: place.draw.choice(names)} if names else None

    return way


def _label(place: Place) -> Cells | None:
    return {"label": "quite another name"} if place.cells.get("label") else None


WAYS: Mapping[str, Callable[[Place], Cells | None]] = {
    "a required cell is empty": _blank_required,
    "the provenance is gone": _statements,
    "a reference leads nowhere": _reference,
    "words stand in a number": _with(" mice", _is_number),
    "a number has a decimal comma": _text("1,5", _is_number),
    "a number is negative": _negative,
    "a spreadsheet made a date of it": _text("2-Jan", _is_number),
    "a spreadsheet could not compute it": _text(
        "#REF!", lambda c: not c.lang and c.name != "reportedText"
    ),
    "a placeholder stands for a value": _text("N/A", lambda c: c.name != "reportedText"),
    "a blank was typed behind it": _with(" ", lambda _: True),
    "no such term": _text("Sideways", _is_term),
    "a term of another kind": _other_kind,
    "an identifier is malformed": _text(
        "doi:10.1/x", lambda c: c.title in ("doi", "pmid", "pmcid")
    ),
    "a dose in percent": _in("regimens.tsv", dose_unit="PERCENT"),
    "a dose in milligrams": _in("regimens.tsv", dose_unit="MilliGM"),
    "a period in milligrams": _in("regimens.tsv", period_unit="MilliGM"),
    "lower above upper": _swapped("measurements.tsv", "lower", "upper"),
    "least dose above greatest": _swapped("regimens.tsv", "dose_minimum", "dose_maximum"),
    "a dose and a range of doses": _amount_and_range,
    "more responders than models": _more_than_all,
    "a percentage that is not the counts'": _wrong_percent,
    "an arm compared with itself": _own_comparator,
    "a xenograft of the host's own species": _own_species,
    "a graft that arose by itself": _spontaneous_graft,
    "another sign": _other_sign,
    "another direction": _other_direction,
    "another number": _next_number,
    "another drug": _sibling("drug"),
    "another passage": _sibling("statements"),
    "another name": _label,
}
ADDED = "a row stands there twice"


def corruptions(
    schema: Schema, tables: Tables, draw: Random, batches: int, together: int
) -> Iterator[list[Corruption]]:
    """Yield batches of random corruptions, all kinds in turn, no two of a batch in one row.

    No two of a batch are added rows, which would not know their numbers.
    """
    rows = [(table, number) for table, listed in tables.items() for number in range(len(listed))]
    kinds = cycle([*WAYS, ADDED])
    for _ in range(batches):
        draw.shuffle(rows)
        batch: list[Corruption] = []
        used: set[tuple[str, int]] = set()
        while len(batch) < together:
            kind = next(kinds)
            for table, number in rows:
                found = None
                if (table, number) not in used:
                    found = _corrupted(kind, schema, tables, table, number, draw)
                if found is not None:
                    used.add((table, number))
                    batch.append(found)
                    break
        yield batch


def _corrupted(
    kind: str, schema: Schema, tables: Tables, table: str, number: int, draw: Random
) -> Corruption | None:
    cells = tables[table][number]
    if kind == ADDED:
        key = schema.tables[table].primary_key
        if not key:
            return None
        title = schema.tables[table].by_name[key[-1]].title
        row = len(tables[table]) + 2
        return Corruption(
            kind, table, row, cells[title], dict(cells), frozenset({title}), copy=True
        )
    changed = WAYS[kind](Place(schema, schema.tables[table], cells, draw, tables))
    if not changed or all(cells.get(title) == value for title, value in changed.items()):
        return None
    before = ", ".join(cells.get(title, "") for title in changed)
    return Corruption(kind, table, number + 2, before, {**cells, **changed}, frozenset(changed))
