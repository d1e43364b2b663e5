"""The first page: what can be asked, looked at, and read about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.pages.html import render

if TYPE_CHECKING:
    from collections.abc import Collection

    from ixakg.pages.library import Library
    from ixakg.pages.links import Links

WAYS = {
    "matrix": "What was found, on one sheet: each mark leads to its findings and their sources.",
    "pathway": "Which steps hold in a context, which are extrapolated, and where they lead.",
    "audit": "What does not add up in the sources, with the passages that clash.",
    "things": "Everything that has a name here, by kind.",
    "ontology": "What the words mean: classes, properties, and what follows from them.",
    "editor": "Questions of your own in SPARQL, with examples to begin from.",
}


def home(library: Library, links: Links, offered: Collection[str]) -> str:
    """Return the first page."""
    return render(
        "home.html",
        links,
        offered=offered,
        name=library.dataset.get("name") or library.header.title or "Knowledge graph",
        header=library.header,
        about=library.dataset,
        groups=library.questions,
        kinds=library.kinds,
        WAYS=WAYS,
    )
