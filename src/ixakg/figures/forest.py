"""A chart of numbers in rows: one panel, with an axis of its own, for each kind of number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ixakg.figures import panels
from ixakg.figures.looks import looks
from ixakg.figures.pages import entries, finished, from_sources, heading, key, legend
from ixakg.figures.panels import Entry, Panel, Reach
from ixakg.figures.scales import scale
from ixakg.figures.shapes import NOT_STATED
from ixakg.figures.words import shown, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ixakg.figures.looks import Look
    from ixakg.figures.pages import Record
    from ixakg.figures.roles import Sign, Span
    from ixakg.figures.shapes import Drawing
    from ixakg.queries import Question
    from ixakg.solutions import Solutions

TAKES = {"panels": "columns", "rows": "words", "point": "column", "marks": "column"}
OPTIONAL = {
    "beside": "beside",
    "caption": "words",
    "hollow": "sign",
    "interval": "span",
    "neutral": "sign",
    "range": "span",
    "silent": "text",
    "to": "column",
    "under": "words",
}


def forest(
    question: Question, answer: Solutions, roles: Mapping[str, Any], table: Path, given: str
) -> Drawing:
    """Return an answer as a chart whose panels have the value of no effect, if there is one."""
    return chart(question, answer, roles, table, given)


def chart(
    question: Question,
    answer: Solutions,
    roles: Mapping[str, Any],
    table: Path,
    given: str,
    *,
    amounts: bool = False,
) -> Drawing:
    """Return an answer as a chart.

    Axes of amounts begin at 0, and what is known without its amount has a mark all the same.
    """
    found = entries(question, answer)
    used = sorted(
        {_mark(records[0], roles) for records in found if amounts or _points(records[0], roles)}
    )
    look = looks(table, [value for value, _ in used])
    beside = roles.get("beside", {})
    drawn = [
        _panel(title, group, roles, look, amounts=amounts) for title, group in _groups(found, roles)
    ]
    page = panels.page_width(list(beside))
    y, items = heading(question, given, page)
    y, more = panels.drawn(drawn, list(beside), y)
    hollow: Sign | None = roles.get("hollow")
    rows = [entry for panel in drawn for entry in panel.entries]
    means = hollow.means if hollow else ""
    bars = {row.filled for row in rows if row.range}
    spread = roles["range"].means if bars else ""
    symbols = [
        *key(used, look, roles["marks"], means),
        *panels.symbols(
            interval=roles["interval"].means if any(row.interval for row in rows) else "",
            full=spread if True in bars else "",
            hollow=f"{spread}; {means}" if False in bars else "",
            neutral=roles["neutral"].means if any(p.neutral is not None for p in drawn) else "",
        ),
    ]
    y, below = legend(symbols, page, y)
    foot = f"{from_sources(question, found)}."
    return finished(question, page, y + 4, [*items, *more, *below], foot)


def _groups(
    found: Sequence[Sequence[Record]], roles: Mapping[str, Any]
) -> Iterator[tuple[str, list[Sequence[Record]]]]:
    """Yield the title of each panel with its things; those without any number come last."""
    groups: dict[tuple[str, ...], list[Sequence[Record]]] = {}
    for records in found:
        named = (shown(records[0].get(column, "")) for column in roles["panels"])
        groups.setdefault(tuple(named), []).append(records)
    silent = {
        names: not any(_numbers(records[0], roles) for records in group)
        for names, group in groups.items()
    }
    for names in sorted(groups, key=lambda names: (silent[names], names)):
        first, *others = [*filter(None, names), ""]
        more = f" ({', '.join(others[:-1])})" if others[:-1] else ""
        said = [first + more, roles.get("silent", NOT_STATED) if silent[names] else ""]
        yield ", ".join(filter(None, said)), groups[names]


def _panel(
    title: str,
    group: Sequence[Sequence[Record]],
    roles: Mapping[str, Any],
    look: Mapping[str, Look],
    *,
    amounts: bool,
) -> Panel:
    rows = tuple(_entry(records, roles, look, amounts=amounts) for records in group)
    numbers = [number for row in rows for number in row.numbers()]
    neutral = _neutral(group, roles)
    axis = scale(numbers, neutral, zero=amounts) if numbers else None
    caption = [
        told(roles.get("caption", ()), group[0][0]),
        "logarithmic axis" if axis and axis.logarithmic else "",
    ]
    return Panel(title, "; ".join(filter(None, caption)), rows, axis, neutral if axis else None)


def _entry(
    records: Sequence[Record],
    roles: Mapping[str, Any],
    look: Mapping[str, Look],
    *,
    amounts: bool,
) -> Entry:
    record = records[0]
    value, is_hollow = _mark(record, roles)
    points = _points(record, roles)
    under = dict.fromkeys(
        told([words], each) for words in roles.get("under", ()) for each in records
    )
    return Entry(
        label=told(roles["rows"], record) or NOT_STATED,
        under=tuple(filter(None, under)),
        beside=tuple(told(words, record) for words in roles.get("beside", {}).values()),
        points=tuple(points),
        look=look[value] if points or amounts else None,
        filled=not is_hollow,
        interval=_reach(record, roles.get("interval")),
        range=_reach(record, roles.get("range")),
    )


def _mark(record: Record, roles: Mapping[str, Any]) -> tuple[str, bool]:
    hollow: Sign | None = roles.get("hollow")
    value = shown(record.get(roles["marks"], NOT_STATED))
    return value, bool(hollow and hollow.holds(record))


def _points(record: Record, roles: Mapping[str, Any]) -> list[float]:
    values = (_number(record.get(roles[role])) for role in ("point", "to") if role in roles)
    return [value for value in values if value is not None]


def _numbers(record: Record, roles: Mapping[str, Any]) -> list[float]:
    spans = (roles.get("interval"), roles.get("range"))
    ends = [end for span in spans for end in _reach(record, span) or ()]
    return [*_points(record, roles), *(end for end in ends if end is not None)]


def _reach(record: Record, span: Span | None) -> Reach | None:
    if span is None:
        return None
    reach = Reach(_number(record.get(span.lower)), _number(record.get(span.upper)))
    return None if reach == (None, None) else reach


def _neutral(group: Sequence[Sequence[Record]], roles: Mapping[str, Any]) -> float | None:
    """Return the value of no effect, if the rows of a panel agree on one."""
    role: Sign | None = roles.get("neutral")
    said = {_number(records[0].get(role.column)) for records in group} if role else set()
    (only,) = said if len(said) == 1 else (None,)
    return only


def _number(value: object) -> float | None:
    """Return a number that an axis can have."""
    from math import isfinite

    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if isfinite(number) else None
