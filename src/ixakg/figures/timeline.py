"""The timeline: works in the order of their years, those of no year apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ixakg.figures import panels
from ixakg.figures.looks import looks
from ixakg.figures.pages import entries, finished, from_sources, heading, key, legend
from ixakg.figures.panels import Entry, Panel
from ixakg.figures.scales import years
from ixakg.figures.shapes import NOT_STATED
from ixakg.figures.words import shown, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ixakg.figures.looks import Look
    from ixakg.figures.pages import Record
    from ixakg.figures.roles import Sign
    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

TAKES = {"rows": "words", "year": "column", "marks": "column"}
OPTIONAL = {"beside": "beside", "hollow": "sign", "silent": "text", "under": "words"}


def timeline(
    question: Question, answer: Solutions, roles: Mapping[str, Any], table: Path, given: str
) -> Drawing:
    """Return an answer as a timeline, the earliest year first."""
    found = entries(question, answer)
    hollow: Sign | None = roles.get("hollow")
    look = looks(table, sorted({_value(records[0], roles) for records in found}))
    dated = sorted(
        (records for records in found if _year(records[0], roles) is not None),
        key=lambda records: (_year(records[0], roles), told(roles["rows"], records[0])),
    )
    silent = [records for records in found if _year(records[0], roles) is None]
    spanned = [year for records in dated if (year := _year(records[0], roles)) is not None]
    drawn = []
    if dated:
        rows = tuple(_entry(records[0], roles, look) for records in dated)
        drawn.append(Panel("", "", rows, years(spanned)))
    if silent:
        rows = tuple(_entry(records[0], roles, look) for records in silent)
        drawn.append(Panel(roles.get("silent", NOT_STATED), "", rows, None))
    beside = roles.get("beside", {})
    page = panels.page_width(list(beside))
    y, items = heading(question, given, page)
    y, more = panels.drawn(drawn, list(beside), y)
    used = sorted({(_value(records[0], roles), _is(hollow, records[0])) for records in found})
    y, below = legend(key(used, look, roles["marks"], hollow.means if hollow else ""), page, y)
    foot = f"{from_sources(question, found)}."
    return finished(question, page, y + 4, [*items, *more, *below], foot)


def _entry(record: Record, roles: Mapping[str, Any], look: Mapping[str, Look]) -> Entry:
    year = _year(record, roles)
    return Entry(
        label=told(roles["rows"], record) or NOT_STATED,
        under=tuple(filter(None, [told([words], record) for words in roles.get("under", ())])),
        beside=tuple(told(words, record) for words in roles.get("beside", {}).values()),
        points=() if year is None else (float(year),),
        look=look[_value(record, roles)],
        filled=not _is(roles.get("hollow"), record),
    )


def _value(record: Record, roles: Mapping[str, Any]) -> str:
    return shown(record.get(roles["marks"], NOT_STATED))


def _is(sign: Sign | None, record: Record) -> bool:
    return bool(sign and sign.holds(record))


def _year(record: Record, roles: Mapping[str, Any]) -> int | None:
    value = record.get(roles["year"])
    return int(str(value)) if value is not None and str(value).isdigit() else None
