"""An audit as text for people, and as JSON and RDF for programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ixakg import layout
from ixakg.audits.pages import page
from ixakg.solutions import count
from ixakg.vocabulary import INDIVIDUALS, PROV, RDF, RDFS, SH, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ixakg.audits.audit import Point, Rule
    from ixakg.prefixes import Prefixes

TITLE = "What does not add up in the sources"
LEVELS = {"high": SH.Violation, "medium": SH.Warning, "low": SH.Info}


def by_rule(points: Sequence[Point]) -> Iterator[tuple[Rule, list[Point]]]:
    """Yield the rules that found something, each with its points."""
    for rule, found in groupby(points, key=lambda point: point.rule):
        yield rule, list(found)


def table(points: Sequence[Point], _: Prefixes) -> str:
    """Return the points for a terminal, the gravest first."""
    width = layout.terminal_width()
    parts: list[str] = []
    for rule, found in by_rule(points):
        parts.append(layout.paragraph(f"{rule.severity.upper()}  {rule.summary}", width=width))
        for point in found:
            lines = [layout.paragraph(point.about, width=width, indent=2)]
            lines += [
                layout.paragraph(f"- {passage}", width=width, indent=4)
                for passage in point.passages
            ]
            parts.append("\n".join(lines))
        pairs = [("Why it matters", rule.matters), ("What would settle it", rule.settles)]
        parts.append(layout.definitions(pairs, width=width, indent=2))
    return "\n\n".join(parts)


def markdown(points: Sequence[Point], _: Prefixes) -> str:
    """Return the points as a report in GitHub-flavoured Markdown."""
    lines = [f"# {TITLE}", "", f"{count(len(points), 'point')}."]
    for rule, found in by_rule(points):
        lines += ["", f"## {_marked(rule.summary)} ({rule.severity})", ""]
        lines += [f"**Why it matters.** {_marked(rule.matters)}", ""]
        lines += [f"**What would settle it.** {_marked(rule.settles)}"]
        for point in found:
            lines += ["", f"- {_marked(point.about)}"]
            lines += [f"  - {_marked(str(passage))}" for passage in point.passages]
    return "\n".join(lines)


def json(points: Sequence[Point], _: Prefixes) -> str:
    """Return the points as a list of JSON objects."""
    import json as json_

    objects = [
        {
            "id": point.iri.value,
            "rule": point.rule.id,
            "severity": point.rule.severity,
            "summary": point.rule.summary,
            "about": point.about,
            "things": [node.value for node in point.focus],
            "passages": [
                {
                    "statement": passage.node.value,
                    "document": passage.source,
                    "location": passage.location,
                    "line": int(passage.line) if passage.line else None,
                    "words": passage.words or None,
                }
                for passage in point.passages
            ],
            "matters": point.rule.matters,
            "settles": point.rule.settles,
        }
        for point in points
    ]
    return json_.dumps(objects, ensure_ascii=False, indent=2)


def turtle(points: Sequence[Point], prefixes: Prefixes) -> str:
    """Return the points as a SHACL validation report without blank nodes."""
    from ixakg.turtle import write

    return write(_triples(points), prefixes).rstrip("\n")


def html(points: Sequence[Point], _: Prefixes) -> str:
    """Return the points as one page that needs nothing else."""
    return page(TITLE, list(by_rule(points))).rstrip("\n")


FORMATS: Mapping[str, Callable[[Sequence[Point], Prefixes], str]] = {
    "table": table,
    "markdown": markdown,
    "json": json,
    "turtle": turtle,
    "html": html,
}


def _triples(points: Sequence[Point]) -> Iterator[Triple]:
    report = NamedNode(f"{INDIVIDUALS}audit")
    yield Triple(report, RDF.type, SH.ValidationReport)
    yield Triple(report, SH.conforms, Literal(str(not points).lower(), datatype=XSD.boolean))
    for point in points:
        rule = point.rule
        message = Literal(f"{rule.summary}: {point.about}", language="en")
        yield Triple(rule.iri, RDFS.label, Literal(rule.summary, language="en"))
        yield Triple(rule.iri, RDFS.comment, Literal(rule.matters, language="en"))
        yield Triple(rule.iri, SKOS.note, Literal(rule.settles, language="en"))
        yield Triple(report, SH.result, point.iri)
        yield Triple(point.iri, RDF.type, SH.ValidationResult)
        yield Triple(point.iri, SH.resultSeverity, LEVELS[rule.severity])
        yield Triple(point.iri, SH.resultMessage, message)
        yield Triple(point.iri, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent)
        yield Triple(point.iri, SH.sourceConstraint, rule.iri)
        yield Triple(point.iri, SH.focusNode, point.focus[0])
        for other in point.focus[1:]:
            yield Triple(point.iri, SH.value, other)
        for passage in point.passages:
            yield Triple(point.iri, PROV.wasDerivedFrom, passage.node)


def _marked(text: str) -> str:
    """Return a text in which Markdown finds no mark-up."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)
