"""URI templates (RFC 6570) as CSVW uses them: ``{name}`` and ``{+name}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

EXPRESSION = re.compile(r"\{(\+?)(\w+)\}")
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
        return frozenset(name for _, name in EXPRESSION.findall(self.text))

    def expand(self, values: Mapping[str, str]) -> str | None:
        """Return the IRI, or nothing where a value is missing."""
        if not self.names <= values.keys():
            return None
        return EXPRESSION.sub(
            lambda match: quote(values[match[2]], safe="~" + (RESERVED if match[1] else "")),
            self.text,
        )
