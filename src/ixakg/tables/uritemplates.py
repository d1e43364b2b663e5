"""URI templates (RFC 6570) as CSVW uses them: ``{name}`` and ``{+name}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

EXPRESSION = re.compile(r"\{(\+?)(\w+)\}")
PLAIN = re.compile(r"[A-Za-z0-9_.~-]*")
RESERVED = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class UriTemplate:
    """A template of an IRI with the names of the values that it needs."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what is not understood.

        Raises:
            ValueError: the text holds an expression other than ``{name}`` or ``{+name}``.
        """
        if re.search(r"[{}]", EXPRESSION.sub("", self.text)):
            raise ValueError(f"{self.text!r} may hold only {{name}} and {{+name}}")

    @property
    def names(self) -> frozenset[str]:
        """The names of the values that the template needs."""
        return _parsed(self.text)[1]

    def expand(self, values: Mapping[str, str]) -> str | None:
        """Return the IRI, or nothing where a value is missing."""
        parts, names = _parsed(self.text)
        if not names <= values.keys():
            return None
        return "".join(
            part if safe is None else _quoted(values[part], safe) for part, safe in parts
        )


@cache
def _parsed(text: str) -> tuple[tuple[tuple[str, str | None], ...], frozenset[str]]:
    """Return the parts of a template, and the names of the values that it needs.

    A part is text that stays as it is, or the name of a value and the characters that are safe
    in it.
    """
    parts: list[tuple[str, str | None]] = []
    end = 0
    for match in EXPRESSION.finditer(text):
        parts.append((text[end : match.start()], None))
        parts.append((match[2], "~" + (RESERVED if match[1] else "")))
        end = match.end()
    parts.append((text[end:], None))
    return tuple(parts), frozenset(name for name, safe in parts if safe is not None)


def _quoted(value: str, safe: str) -> str:
    return value if PLAIN.fullmatch(value) else quote(value, safe=safe)
