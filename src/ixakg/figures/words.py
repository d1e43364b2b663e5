"""Words about a row of an answer, with the values of its columns in them.

``{dose}`` is the value of a column, ``{period unit}`` a number with its noun, ``{is|equal to}``
a value but where it goes without saying, ``{?upper}`` says nothing and needs a value, ``{!upper}``
needs that there is none. Words of which a column has no value are left out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PLACE = re.compile(r"\{(?P<mark>[?!]?)(?P<name>\w+)(?: (?P<noun>\w+)|\|(?P<plain>[^}]*))?\}")


def columns_in(templates: Iterable[str]) -> Iterator[str]:
    """Yield the columns that words speak of."""
    for place in PLACE.finditer(" ".join(templates)):
        yield from filter(None, (place["name"], place["noun"]))


def told(templates: Iterable[str], record: Mapping[str, object]) -> str:
    """Return what can be said of a row: words whose columns have values there."""
    return " ".join(filter(None, (_told(template, record) for template in templates)))


def shown(value: object) -> str:
    """Return a value as people read it: a number without an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _told(template: str, record: Mapping[str, object]) -> str:
    for place in PLACE.finditer(template):
        names = filter(None, (place["name"], place["noun"]))
        there = all(record.get(name) not in (None, False) for name in names)
        if there == (place["mark"] == "!"):
            return ""
    return " ".join(PLACE.sub(lambda place: _value(place, record), template).split())


def _value(place: re.Match[str], record: Mapping[str, object]) -> str:
    if place["mark"]:
        return ""
    value = record[place["name"]]
    if place["noun"]:
        noun = shown(record[place["noun"]])
        return count(value, noun) if isinstance(value, int) else _several(value, noun)
    text = shown(value)
    return "" if text == place["plain"] else text


def _several(value: object, noun: str) -> str:
    return f"{shown(value)} {noun}{'' if value == 1 else 's'}"
