"""How values show themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS = 200


def html_table(headings: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """Return an HTML table of texts, cut after so many rows that a page stays usable."""
    from html import escape

    def line(tag: str, texts: Iterable[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts) + "</tr>"

    hidden = len(rows) - MOST_ROWS
    more = f" (the first {MOST_ROWS} are shown)" if hidden > 0 else ""
    return (
        f"<table><caption>{escape(caption + more)}</caption>"
        f"<thead>{line('th', headings)}</thead>"
        f"<tbody>{''.join(line('td', row) for row in rows[:MOST_ROWS])}</tbody></table>"
    )
