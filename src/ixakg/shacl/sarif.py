"""Reports of validation as SARIF 2.1.0, the format in which checkers tell code hosts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ixakg.shacl.report import worded

if TYPE_CHECKING:
    from ixakg.shacl.report import Entry, ValidationReport

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
TABLE = "table"
Json = dict[str, object]


def document(report: ValidationReport) -> str:
    """Return a SARIF log of one run, with a rule for every shape that is broken."""
    shapes = {entry.result.source_shape: entry for entry in reversed(report.entries)}
    rules = [_rule(entry, report) for _, entry in sorted(shapes.items())]
    if report.problems:
        rules.append({"id": TABLE, "shortDescription": {"text": "A table cannot be read."}})
    results = [
        *(_result(TABLE, "error", f"{p.what}; {p.mend}", p.file, p.row) for p in report.problems),
        *(_entry(entry, report) for entry in report.entries),
    ]
    driver = {"name": "ixakg", "informationUri": "https://w3id.org/ixakg", "rules": rules}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results, "columnKind": "utf16CodeUnits"}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(entry: Entry, report: ValidationReport) -> Json:
    return {
        "id": report.prefixes.curie(entry.result.source_shape),
        "shortDescription": {"text": worded(entry.result, report.prefixes)},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
    }


def _entry(entry: Entry, report: ValidationReport) -> Json:
    column = f"{entry.place.column}, " if entry.place.column else ""
    return _result(
        report.prefixes.curie(entry.result.source_shape),
        LEVELS[entry.severity],
        f"{column}{entry.label}: {worded(entry.result, report.prefixes)}",
        entry.place.file,
        entry.place.row,
    )


def _result(rule: str, level: str, message: str, file: str, row: int) -> Json:
    found: Json = {"ruleId": rule, "level": level, "message": {"text": message}}
    if file:
        physical: Json = {"artifactLocation": {"uri": file.replace(" ", "%20")}}
        if row:
            physical["region"] = {"startLine": row}
        found["locations"] = [{"physicalLocation": physical}]
    return found
