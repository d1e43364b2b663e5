"""An audit as one page of HTML: no script, nothing to fetch, every text escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ixakg.audits.audit import Point, Rule

STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; color: #222; margin: 2rem auto; padding: 0 1rem;
  max-width: 60rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
.severity { border: 1px solid currentColor; border-radius: .3rem; padding: 0 .4rem;
  font-size: .85rem; text-transform: uppercase; }
.high { color: #9a2a00; } .medium { color: #7a5200; } .low { color: #33566f; }
ul { margin: .2rem 0; } q { font-style: italic; } dt { font-weight: 600; } dd { margin: 0 0 .4rem; }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #ddd; }
  .high { color: #ff9a70; } .medium { color: #f0c060; } .low { color: #9cc7e6; }
}"""


def page(title: str, found: Sequence[tuple[Rule, Sequence[Point]]]) -> str:
    """Return a page with the points that each rule found."""
    total = count(sum(len(points) for _, points in found), "point")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{STYLE}\n</style></head>",
            f"<body>\n<h1>{escape(title)}</h1>\n<p>{escape(total)}.</p>",
            sections(found),
            "</body>\n</html>\n",
        ]
    )


def sections(
    found: Sequence[tuple[Rule, Sequence[Point]]], address: Callable[[str], str] = lambda _: ""
) -> str:
    """Return a section for each rule with its points, to stand below a heading of the first level.

    Args:
        found: the points that each rule found.
        address: returns the address of the page of a thing or a statement, or nothing.
    """
    return "\n".join(line for rule, points in found for line in _section(rule, points, address))


def _section(rule: Rule, points: Sequence[Point], address: Callable[[str], str]) -> Iterator[str]:
    severity = f'<span class="severity {escape(rule.severity)}">{escape(rule.severity)}</span>'
    yield f'<section id="{escape(rule.id)}">\n<h2>{escape(rule.summary)} {severity}</h2>'
    yield f"<dl><dt>Why it matters</dt><dd>{escape(rule.matters)}</dd>"
    yield f"<dt>What would settle it</dt><dd>{escape(rule.settles)}</dd></dl>"
    for point in points:
        yield f"<h3>{_linked(escape(point.about), address(point.focus[0].value))}</h3>\n<ul>"
        for passage in point.passages:
            line = f" (line {passage.line})" if passage.line else ""
            place = escape(f"{passage.source}, {passage.location}{line}")
            words = f": <q>{escape(passage.words)}</q>" if passage.words else ""
            yield f"<li>{_linked(place, address(passage.node.value))}{words}</li>"
        yield "</ul>"
    yield "</section>"


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{text}</a>' if address else text
