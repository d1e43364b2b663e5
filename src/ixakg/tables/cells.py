"""Read one cell of a table: what it says, or what is wrong with it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ixakg.errors import suggestion
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ixakg.tables.schema import Column

PLACEHOLDERS = frozenset(
    {
        *("-", "--", "\u2013", "\u2014", "?", "??", ".", "/"),
        *("n/a", "na", "n.a.", "n.a", "n/d", "nd", "n.d.", "n.d", "nan", "nil", "none", "null"),
        *("tbd", "unknown"),
        *("not available", "not applicable", "not reported", "not stated"),
    }
)

MONTH = (
    "(Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?"
    "|Sept?(ember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?)"
)
DATES = re.compile(
    rf"\d{{1,2}}[-. /]+{MONTH}([-. /]+\d{{2,4}})?|{MONTH}[-. /]+\d{{1,4}}"
    r"|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?"
)
AS_TEXT = "write the value again and format the column as text"
UNREADABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ufffd-\uffff]")
UNREADABLE_MENDS = {
    "\n": ("there is a line break in the cell", "write it on one line"),
    "\r": ("there is a line break in the cell", "write it on one line"),
    "\t": ("there is a tab in the cell", "write a blank instead"),
    "\ufffd": ("a character was lost where \ufffd stands", "write it again"),
}
UNREADABLE_OTHER = ("there is a character in the cell that cannot be shown", "write it again")


if TYPE_CHECKING:
    Check = Callable[[str, Column, Collection[str]], "Complaint | None"]


class Cell(NamedTuple):
    """What a cell says: its values (none, one, or the items of a list), or a gap token."""

    values: tuple[str, ...] = ()
    gap: str = ""


class Complaint(NamedTuple):
    """What is wrong with a cell, and how to mend it."""

    what: str
    mend: str


def read(text: str, column: Column) -> Cell:
    """Return what a cell says, whether or not there are complaints about it."""
    text = text.strip() or column.default
    if text in column.null:
        return Cell(gap=text)
    if not text:
        return Cell()
    if column.separator is None:
        return Cell((text,))
    return Cell(tuple(item.strip() for item in text.split(column.separator)))


def complaints(
    text: str,
    column: Column,
    gaps: Collection[str],
    *,
    quoting: bool = False,
    named: bool = False,
) -> Iterator[Complaint]:
    """Yield what is wrong with a cell of a column, given the gap tokens of the ontology.

    Args:
        text: what stands in the cell.
        column: the column that it stands in.
        gaps: the gap tokens of the ontology.
        quoting: whether the format of the file has quoting, so that a quotation mark belongs to
            the cell.
        named: whether a value is looked up as a row or term later, which tells more than its form.
    """
    odd = UNREADABLE.search(text)
    if odd:
        yield Complaint(*UNREADABLE_MENDS.get(odd[0], UNREADABLE_OTHER))
        return
    if text != text.strip():
        yield Complaint(f"there is a blank before or after {text.strip()!r}", "remove the blank")
    cell = read(text, column)
    if not cell.values:
        yield from _missing(cell, column, gaps)
    elif not quoting and (quotes := _quotes(text, column)) is not None:
        yield quotes
    else:
        yield from _items(cell.values, column, gaps, named=named)


def tokens(column: Column, gaps: Collection[str]) -> list[str]:
    """Return the gap tokens that a column takes, in alphabetical order."""
    return sorted(set(column.null).intersection(gaps))


def _missing(cell: Cell, column: Column, gaps: Collection[str]) -> Iterator[Complaint]:
    allowed = tokens(column, gaps)
    says_so = cell.gap in gaps
    if not says_so and (column.required or "" not in column.null):
        yield Complaint(
            "the cell is blank",
            f"say {_wanted(column)}" + (f", or one of {', '.join(allowed)}" if allowed else ""),
        )


def _wanted(column: Column) -> str:
    description = column.description.rstrip(".")
    return f"{column.datatype.noun} ({description})" if description else column.datatype.noun


def _quotes(text: str, column: Column) -> Complaint | None:
    wrapped = len(text) > 1 and text[0] == text[-1] == '"'
    lone = text.count('"') % 2 == 1 and not _is_verbatim(column)
    if not wrapped and not lone:
        return None
    return Complaint(
        f"stray quotation marks in {text!r}",
        "cells are not quoted here; remove them, or save the file without quoting",
    )


def _is_verbatim(column: Column) -> bool:
    """Tell whether a column holds the words of a document, which may be anything."""
    return column.property_url.expand({"_name": column.name}) == IXA.reportedText.value


def _items(
    items: tuple[str, ...], column: Column, gaps: Collection[str], *, named: bool
) -> Iterator[Complaint]:
    if len(set(items)) < len(items):
        yield Complaint("the list says something twice", "say each item once")
    for item in items:
        if not item:
            yield Complaint(
                "the list has an empty item", f"write one {column.separator} between two items"
            )
        elif len(items) > 1 and item in column.null:
            yield Complaint(
                f"{item!r} stands in a list with values", "say either the values or the gap token"
            )
        elif (complaint := _item(item, column, gaps, named=named)) is not None:
            yield complaint


def _item(item: str, column: Column, gaps: Collection[str], *, named: bool) -> Complaint | None:
    checks: tuple[Check, ...] = (_damage, _placeholder, _datatype, _limits)
    if _is_verbatim(column):
        checks = (_limits,)
    elif named and not column.limits.choices:
        checks = (_damage, _placeholder)
    for check in checks:
        complaint = check(item, column, gaps)
        if complaint is not None:
            return complaint
    return None


def _damage(item: str, column: Column, _: Collection[str]) -> Complaint | None:
    if re.fullmatch(r"#(REF!|NAME\?|VALUE!|N/A|DIV/0!|NULL!|NUM!|#+)", item):
        return Complaint(f"{item!r} is the error of a spreadsheet", AS_TEXT)
    if column.datatype.noun != "a date" and not column.lang and DATES.fullmatch(item):
        return Complaint(f"{item!r} looks like a value that a spreadsheet made a date", AS_TEXT)
    if re.fullmatch(r"\d([.,]\d+)?[Ee][+-]?\d+", item):
        return Complaint(f"{item!r} looks like a number that a spreadsheet shortened", AS_TEXT)
    return None


def _placeholder(item: str, column: Column, gaps: Collection[str]) -> Complaint | None:
    if item.casefold() not in PLACEHOLDERS:
        return None
    allowed = tokens(column, gaps)
    ways = ["leave the cell empty"] if "" in column.null and not column.required else []
    ways += [f"say one of {', '.join(allowed)}"] if allowed else []
    return Complaint(
        f"{item!r} is a placeholder, not a value",
        " or ".join(ways) or f"say {_wanted(column)}",
    )


def _datatype(item: str, column: Column, _: Collection[str]) -> Complaint | None:
    datatype = column.datatype
    if datatype.holds(item):
        return None
    if datatype.is_number and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", item):
        return Complaint(
            f"{item!r} has a thousands separator, or a decimal comma",
            f"write {item.replace(',', '')} or {item.replace(',', '.', 1).replace(',', '')}",
        )
    if datatype.is_number and re.fullmatch(r"[+-]?\d+,\d+", item):
        return Complaint(f"{item!r} has a decimal comma", f"write {item.replace(',', '.')}")
    return Complaint(f"{item!r} is not {datatype.noun}", datatype.advice)


def _limits(item: str, column: Column, _: Collection[str]) -> Complaint | None:
    limits = column.limits
    if limits.choices and item not in limits.choices:
        return Complaint(f"{item!r} is none of the values", suggestion(item, limits.choices))
    if limits.pattern is not None and not limits.pattern.fullmatch(item):
        slug = re.sub(r"[^a-z0-9]+", "-", item.casefold()).strip("-")
        fits = slug and limits.pattern.fullmatch(slug)
        return Complaint(
            f"{item!r} does not have the form {limits.pattern.pattern}",
            f"write {slug}" if fits else column.description or "write it in that form",
        )
    if limits.max_length is not None and len(item) > limits.max_length:
        return Complaint(
            f"{len(item)} characters are more than {limits.max_length}", "shorten the text"
        )
    if limits.minimum is not None and Decimal(item) < limits.minimum:
        return Complaint(f"{item} is too small", f"the least is {limits.minimum}")
    if limits.maximum is not None and Decimal(item) > limits.maximum:
        return Complaint(f"{item} is too large", f"the most is {limits.maximum}")
    return None
