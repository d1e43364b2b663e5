"""What the user sees in a cell of a spreadsheet, and whether that is what the cell holds."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Final

from ixakg.tables.cells import AS_TEXT, Complaint
from ixakg.tables.sheets import Note
from ixakg.vocabulary import XSD

DIGITS: Final = 15  # what a spreadsheet keeps of a number, and shows
DATE: Final = frozenset({XSD.date})
TRUTH: Final = frozenset({XSD.boolean})
NUMBER: Final = frozenset({XSD.decimal, XSD.integer})

Seen = tuple[str, Note | None]


def seen(value: object, kind: str, form: str, formula: bool) -> Seen:
    """Return the text of a cell, and a note where it may not be what somebody wrote.

    Args:
        value: what the cell holds, as Python has it.
        kind: the letter that the file gives to the type of the cell.
        form: the format of numbers that the cell has.
        formula: whether the value was computed.
    """
    if value is None and formula:
        mend = "write the value in place of the formula"
        return "", Note(Complaint("the formula has no value in the file", mend))
    if value is None:
        return "", None
    if kind == "e":
        return str(value), Note(Complaint(f"'{value}' is the error of a spreadsheet", AS_TEXT))
    if isinstance(value, bool):
        text = str(value).lower()
        return text, Note(
            Complaint(f"'{text}' looks like words that became a truth value", AS_TEXT), TRUTH
        )
    if isinstance(value, int | float):
        return _number(value, form.split(";")[0])
    if isinstance(value, date | time | timedelta):
        return _date(value)
    return str(value), None


def _date(value: date | time | timedelta) -> Seen:
    midnight = isinstance(value, datetime) and value.time() == time()
    text = value.date().isoformat() if midnight else str(value)  # type: ignore[union-attr]
    what = f"'{text}' looks like a value that a spreadsheet made a date"
    return text, Note(Complaint(what, AS_TEXT), DATE)


def _number(value: float, form: str) -> Seen:
    if not isfinite(value):
        return str(value), Note(Complaint(f"'{value}' is no finite number", AS_TEXT))
    text = plain(value)
    if abs(value) >= 10**DIGITS:
        what = f"a spreadsheet keeps {DIGITS} digits of a number, and {text} has more"
        return text, Note(Complaint(what, AS_TEXT))
    if re.search(r"[Ee][+-]", form):
        what = f"{text!r} looks like a number that a spreadsheet shortened"
        return text, Note(Complaint(what, AS_TEXT), NUMBER)
    if re.search(r"[%\"/?$€£¥]", form):
        what = f"the cell holds {text} and shows it in another way ({form})"
        return text, Note(Complaint(what, AS_TEXT))
    digits = re.search(r"[0#](\.([0#]*))?", form)
    if digits and form not in {"General", "@"}:
        decimals = len(digits[2] or "")
        rounded = round(Decimal(text), decimals)
        if rounded != Decimal(text):
            return text, Note(Complaint(f"the cell holds {text} and shows {rounded}", AS_TEXT))
    return text, None


def plain(value: float) -> str:
    """Return a number in digits, without the noise behind those that a spreadsheet keeps."""
    text = f"{Decimal(f'{value:.{DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
