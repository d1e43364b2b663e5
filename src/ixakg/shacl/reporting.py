"""Reports of validation as text, JSON, CSV and Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ixakg.shacl.report import found, worded
from ixakg.shacl.shapes import plain
from ixakg.solutions import count
from ixakg.vocabulary import INDIVIDUALS, RDF, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ixakg.shacl.report import Entry, ValidationReport

FIELDS = (
    *("severity", "file", "row", "column", "label", "focus_node", "path", "value"),
    *("source_shape", "constraint_component", "message"),
)


def text(report: ValidationReport) -> str:
    """Return a report as lines for people, grouped by severity, each group with its size."""
    groups: list[str] = []
    if report.problems:
        noun = "mistake" if len(report.problems) == 1 else "mistakes"
        heading = f"{len(report.problems)} {noun} in the tables"
        groups.append("\n".join([heading, *(f"  {problem}" for problem in report.problems)]))
    for severity, number in report.counts.items():
        lines = [f"  {_line(e, report)}" for e in report.entries if e.severity == severity]
        if number:
            groups.append("\n".join([count(number, severity), *lines]))
    return "\n\n".join(groups)


def _line(entry: Entry, report: ValidationReport) -> str:
    one = entry.result
    value = found(one, report.prefixes)
    shown = f" Found: {value}." if value else ""
    shape = report.prefixes.curie(one.source_shape)
    where = f"{entry.place}: " if entry.place.file else ""
    return f"{where}{entry.label}: {worded(one, report.prefixes)}{shown} [{shape}]"


def records(report: ValidationReport) -> list[dict[str, object]]:
    """Return the results with all their fields; table mistakes have those that apply."""
    mistakes = [
        {
            **dict.fromkeys(FIELDS, ""),
            "severity": "mistake",
            "file": p.file,
            "row": p.row,
            "column": p.column,
            "message": f"{p.what}; {p.mend}",
        }
        for p in report.problems
    ]
    results = [
        {
            "severity": entry.severity,
            "file": entry.place.file,
            "row": entry.place.row,
            "column": entry.place.column,
            "label": entry.label,
            "focus_node": plain(entry.result.focus_node),
            "path": entry.result.path,
            "value": "" if entry.result.value is None else plain(entry.result.value),
            "source_shape": entry.result.source_shape,
            "constraint_component": entry.result.constraint_component.value,
            "message": entry.result.message,
        }
        for entry in report.entries
    ]
    return [*mistakes, *results]


def json(report: ValidationReport) -> str:
    """Return a report as JSON."""
    import json as json_

    document = {"conforms": report.conforms, **report.counts, "results": records(report)}
    return json_.dumps(document, ensure_ascii=False, indent=2)


def csv(report: ValidationReport) -> str:
    """Return a report as RFC 4180 has tables."""
    import csv as csv_
    from io import StringIO

    buffer = StringIO()
    writer = csv_.DictWriter(buffer, FIELDS)
    writer.writeheader()
    writer.writerows(records(report))
    return buffer.getvalue().removesuffix("\r\n")


def turtle(report: ValidationReport) -> str:
    """Return a ``sh:ValidationReport`` without blank nodes, so paths of several steps are left out.

    Mistakes in tables are about no graph and not in it.
    """
    from hashlib import sha256

    from ixakg.turtle import write

    digest = sha256(repr(report.results).encode()).hexdigest()[:16]
    node = NamedNode(f"{INDIVIDUALS}report/{digest}")
    conforms = Literal("false" if report.entries else "true", datatype=XSD.boolean)
    triples = {
        Triple(node, RDF.type, SH.ValidationReport),
        Triple(node, SH.conforms, conforms),
    }
    for number, one in enumerate(report.results, start=1):
        result = NamedNode(f"{node.value}/{number}")
        triples |= {
            Triple(node, SH.result, result),
            Triple(result, RDF.type, SH.ValidationResult),
            Triple(result, SH.focusNode, one.focus_node),
            Triple(result, SH.resultMessage, Literal(one.message, language="en")),
            Triple(result, SH.resultSeverity, one.severity),
            Triple(result, SH.sourceConstraintComponent, one.constraint_component),
            Triple(result, SH.sourceShape, NamedNode(one.source_shape)),
        }
        if one.value is not None:
            triples.add(Triple(result, SH.value, one.value))
        if one.path.startswith("<"):
            triples.add(Triple(result, SH.resultPath, NamedNode(one.path[1:-1])))
    return write(triples, report.prefixes).rstrip("\n")


def sarif(report: ValidationReport) -> str:
    """Return a report as SARIF, which code hosts show beside the lines."""
    from ixakg.shacl.sarif import document

    return document(report)


FORMATS: Mapping[str, Callable[[ValidationReport], str]] = {
    "text": text,
    "json": json,
    "csv": csv,
    "sarif": sarif,
    "turtle": turtle,
}
