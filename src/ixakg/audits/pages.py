"""An audit as one page of HTML: no script, nothing to fetch, every text escaped.

`body` is what any page can hold, with headings from the second level down; `page` is the page that
needs nothing else.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ixakg.solutions import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ixakg.audits.audit import Passage, Point, Rule

    Found = Sequence[tuple[Rule, Sequence[Point]]]
    Address = Callable[[str], str]

# All under one class, so that a page with a style of its own can take it over.
STYLE = """\
.audit { --ink: #1f2328; --quiet: #57606a; --rule: #d0d7de; --paper: #fff; --link: #0b57a4;
  --high: #9a2a00; --medium: #7a5200; --low: #33566f; color: var(--ink); }
.audit a { color: var(--link); }
.audit a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.audit section { border-top: 1px solid var(--rule); margin-top: 2.5rem; padding-top: 1.25rem; }
.audit .severity { font-size: .8rem; font-weight: 600; letter-spacing: .05em; margin: 0;
  text-transform: uppercase; }
.audit .severity::before { content: ""; display: inline-block; width: .7em; height: .7em;
  margin-right: .5em; background: currentColor; border-radius: 50%; }
.audit .high { color: var(--high); } .audit .medium { color: var(--medium); }
.audit .low { color: var(--low); }
.audit h2 { font-size: 1.25rem; line-height: 1.3; margin: .1rem 0 .75rem; }
.audit h3 { font-size: 1rem; line-height: 1.4; margin: 1.5rem 0 .4rem; }
.audit dl { margin: 0; max-width: 45rem; }
.audit dt { color: var(--quiet); font-size: .875rem; }
.audit dd { margin: 0 0 .5rem; }
.audit ul { list-style: none; margin: 0; padding: 0; }
.audit .passages { border-left: 3px solid var(--rule); padding-left: .9rem; }
.audit .passages li { margin: .5rem 0; }
.audit .place { color: var(--quiet); display: block; font-size: .875rem; }
.audit .contents p { margin: 1rem 0 .25rem; }
.audit .contents li { display: flex; gap: .75rem; justify-content: space-between;
  padding: .2rem 0; border-bottom: 1px dotted var(--rule); }
.audit .contents .number { color: var(--quiet); flex: none; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  .audit { --ink: #e6e6e6; --quiet: #a9b1ba; --rule: #3d444d; --paper: #16181b; --link: #8ab8ff;
    --high: #ff9a70; --medium: #f0c060; --low: #9cc7e6; }
}
@media print {
  .audit .contents { display: none; }
  .audit li, .audit h3 { break-inside: avoid; }
}"""
ALONE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 52rem;
  overflow-wrap: anywhere; padding: 1.5rem 1rem 4rem; }
body.audit { background: var(--paper); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }"""


def page(title: str, found: Found) -> str:
    """Return a page with the points that each rule found."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{ALONE}\n{STYLE}\n</style></head>",
            f'<body class="audit">\n<header>\n<h1>{escape(title)}</h1>',
            f"<p>{summary(found)}</p>\n</header>",
            f"{contents(found)}\n<main>\n{body(found)}\n</main>",
            "</body>\n</html>\n",
        ]
    )


def summary(found: Found) -> str:
    """Return how many points there are, and how many of each severity."""
    sizes = {severity: sum(len(points) for _, points in part) for severity, part in _graded(found)}
    total = count(sum(sizes.values()), "point")
    graded = ", ".join(f"{size} {escape(severity)}" for severity, size in sizes.items())
    return f"{total}: {graded}." if graded else f"{total}."


def contents(found: Found) -> str:
    """Return links to the rules that found something, by severity, with the number of points."""
    lines = ['<nav class="contents" aria-label="What was found">']
    for severity, part in _graded(found):
        lines.append(
            f'<p class="severity {escape(severity)}">{escape(severity)} severity</p>\n<ul>'
        )
        lines += [
            f'<li><a href="#{escape(rule.id)}">{escape(rule.summary)}</a>'
            f'<span class="number">{count(len(points), "point")}</span></li>'
            for rule, points in part
        ]
        lines.append("</ul>")
    return "\n".join([*lines, "</nav>"])


def body(found: Found, address: Address = lambda _: "") -> str:
    """Return a section for each rule: why it matters, what would settle it, and its points.

    Args:
        found: the points that each rule found.
        address: returns the address of the page of a thing or a statement, or nothing.
    """
    return "\n".join(line for rule, points in found for line in _section(rule, points, address))


def _graded(found: Found) -> Iterator[tuple[str, Found]]:
    for severity in dict.fromkeys(rule.severity for rule, _ in found):
        yield severity, [(rule, points) for rule, points in found if rule.severity == severity]


def _section(rule: Rule, points: Sequence[Point], address: Address) -> Iterator[str]:
    name = escape(rule.id)
    severity = escape(rule.severity)
    yield f'<section id="{name}" aria-labelledby="{name}-title">'
    yield f'<hgroup><p class="severity {severity}">{severity} severity</p>'
    yield f'<h2 id="{name}-title">{escape(rule.summary)}</h2></hgroup>'
    yield f"<dl><dt>Why it matters</dt><dd>{escape(rule.matters)}</dd>"
    yield f"<dt>What would settle it</dt><dd>{escape(rule.settles)}</dd></dl>"
    for point in points:
        about = _linked(point.about, address(point.focus[0].value))
        yield f'<h3>{about}</h3>\n<ul class="passages">'
        for passage in point.passages:
            yield _passage(passage, address(passage.node.value))
        yield "</ul>"
    yield "</section>"


def _passage(passage: Passage, address: str) -> str:
    line = f" (line {passage.line})" if passage.line else ""
    place = _linked(f"{passage.source}, {passage.location}{line}", address)
    words = f" <q>{escape(passage.words)}</q>" if passage.words else ""
    return f'<li><span class="place">{place}</span>{words}</li>'


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)
