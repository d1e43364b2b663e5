"""The datatypes that cells and parameters can have, and how their values are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ixakg.vocabulary import XSD

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


class Datatype(NamedTuple):
    """A datatype of XML Schema as far as tables and questions need it."""

    iri: NamedNode
    pattern: str
    noun: str
    advice: str
    is_number: bool = False
    is_text: bool = False

    def holds(self, value: str) -> bool:
        """Tell whether a value is written as the datatype wants it."""
        return re.fullmatch(self.pattern, value, re.DOTALL | re.ASCII) is not None


DATATYPES: Final = {
    "string": Datatype(XSD.string, r".*", "text", "write text", is_text=True),
    "decimal": Datatype(
        XSD.decimal,
        r"[+-]?(\d+(\.\d+)?|\.\d+)",
        "a number",
        "write digits with a decimal point only, such as 0.91",
        is_number=True,
    ),
    "integer": Datatype(
        XSD.integer,
        r"[+-]?\d+",
        "a whole number",
        "write digits only, such as 8",
        is_number=True,
    ),
    "boolean": Datatype(XSD.boolean, r"true|false", "true or false", "write true or false"),
    "date": Datatype(
        XSD.date,
        r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
        "a date",
        "write year, month and day, such as 2014-05-31",
    ),
    "gYear": Datatype(XSD.gYear, r"\d{4}", "a year", "write it as 2014"),
    "gYearMonth": Datatype(
        XSD.gYearMonth, r"\d{4}-(?:0[1-9]|1[0-2])", "a month", "write it as 2014-05"
    ),
    "anyURI": Datatype(
        XSD.anyURI,
        r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+",
        "an IRI",
        "write it in full, such as https://doi.org/10.1000/182",
    ),
}
