"""Pages as HTML: templates inside one layout, every text escaped, nothing in line that acts."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ixakg.pages.assets import assets

if TYPE_CHECKING:
    from collections.abc import Collection

    from ixakg.pages.links import Links

TEMPLATES = Path(__file__).with_name("templates")


class Entry(NamedTuple):
    """An entry of the navigation: where it leads, and what it is called."""

    path: str
    label: str


MENU = (
    Entry("questions", "Questions"),
    Entry("matrix", "Matrix"),
    Entry("pathway", "Pathway"),
    Entry("audit", "Audit"),
    Entry("things", "Things"),
    Entry("ontology", "Ontology"),
    Entry("editor", "SPARQL"),
)


def render(
    template: str, links: Links, *, offered: Collection[str] | None = None, **values: object
) -> str:
    """Return a page.

    Args:
        template: the name of a file in the folder of templates, which extends ``layout.html``.
        links: where other pages are, seen from this one.
        offered: the paths of the pages that there are, if not all; the navigation has no others.
        values: what the template is about.
    """
    menu = [entry for entry in MENU if offered is None or entry.path in offered]
    return _environment().get_template(template).render(links=links, menu=menu, **values)


def data_block(value: object) -> Markup:
    """Return JSON that can stand inside a ``script`` element, whatever texts are in it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign is left that ends the element or begins another


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["asset"] = lambda path: assets()[path].name
    environment.filters["data_block"] = data_block
    return environment
