"""The datatypes that cells and parameters can have, and how their values are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ixakg.vocabulary import XSD

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


class Datatype(NamedTuple):
    """A datatype of XML Schema as far as tables and questions need it."""

    iri: NamedNode
    pattern: re.Pattern[str]
    noun: str
    advice: str
    is_number: bool = False
    is_text: bool = False


def _datatypes() -> dict[str, Datatype]:
    number = r"[+-]?(\d+(\.\d+)?|\.\d+)"
    return {
        "string": Datatype(XSD.string, re.compile(r"(?s).*"), "text", "write text", is_text=True),
        "decimal": Datatype(
            XSD.decimal,
            re.compile(number),
            "a number",
            "write digits with a decimal point only, such as 0.91",
            is_number=True,
        ),
        "integer": Datatype(
            XSD.integer,
            re.compile(r"[+-]?\d+"),
            "a whole number",
            "write digits only, such as 8",
            is_number=True,
        ),
        "boolean": Datatype(
            XSD.boolean, re.compile(r"true|false"), "true or false", "write true or false"
        ),
        "date": Datatype(
            XSD.date,
            re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
            "a date",
            "write year, month and day, such as 2014-05-31",
        ),
        "gYear": Datatype(XSD.gYear, re.compile(r"\d{4}"), "a year", "write it as 2014"),
        "anyURI": Datatype(
            XSD.anyURI,
            re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+"),
            "an IRI",
            "write it in full, such as https://doi.org/10.1000/182",
        ),
    }


DATATYPES = _datatypes()
