"""Which shape and colour stand for a value: those of a table, or else some that differ."""

from __future__ import annotations

import csv
import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SPARE = ("diamond", "pentagon", "hexagon", "plus", "star", "cross", "circle", "square")
GREYS = ("#333333", "#757575", "#a8a8a8")  # far enough apart to be told from each other


class Look(NamedTuple):
    """The shape and the colour that stand for a value."""

    shape: str
    colour: str


def looks(path: Path, values: Iterable[str]) -> Mapping[str, Look]:
    """Return a look for each value: that of the table, or else one that no other value has."""
    known: dict[str, Look] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                known[line["value"]] = Look(line["shape"], line["colour"])
    used = list(dict.fromkeys(values))
    found = {value: known[value] for value in used if value in known}
    taken = {look.shape for look in found.values()}
    free = [shape for shape in SPARE if shape not in taken] or list(SPARE)
    spare = itertools.cycle(Look(shape, grey) for grey in GREYS for shape in free)
    return found | {value: next(spare) for value in used if value not in known}
