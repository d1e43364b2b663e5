"""Answers as text: tables for people, and formats that programs read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from ixakg import layout
from ixakg.solutions import Triples, is_number
from ixakg.vocabulary import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ixakg.solutions import Solutions, Term


def table(solutions: Solutions) -> str:
    """Return solutions as columns that fit the terminal."""
    return _columns(solutions, range(len(solutions.variables)), solutions.texts(), ())


def annotated(solutions: Solutions, passages: Sequence[Sequence[str]], nodes: Sequence[str]) -> str:
    """Return a table whose columns on passages are footnotes, and without the columns of nodes.

    Rows that differ in their passages only become one row with several footnotes.
    """
    places = {name: number for number, name in enumerate(solutions.variables)}
    sources = [[places[name] for name in passage if name in places] for passage in passages]
    moved = {number for source in sources for number in source}
    kept = [number for number, name in enumerate(solutions.variables) if number not in moved]
    shown = [number for number in kept if solutions.variables[number] not in nodes]
    notes: dict[str, str] = {}
    rows: dict[tuple[str, ...], list[dict[str, None]]] = {}
    for row in solutions.texts():
        marks = rows.setdefault(tuple(row[number] for number in kept), [{} for _ in sources])
        for mark, source in zip(marks, sources, strict=True):
            passage = _passage([row[number] for number in source])
            if passage:
                mark[notes.setdefault(passage, f"[{len(notes) + 1}]")] = None
    inside = [kept.index(number) for number in shown]
    cells = [
        [row[number] or "—" for number in inside] + ["".join(mark) for mark in marks]
        for row, marks in rows.items()
    ]
    headings = [heading(solutions.variables[source[0]]) for source in sources]
    listed = layout.definitions(
        [(number, passage) for passage, number in notes.items()], width=layout.terminal_width()
    )
    return f"{_columns(solutions, shown, cells, headings)}\n\n{listed}".rstrip("\n")


def _columns(
    solutions: Solutions,
    shown: Sequence[int],
    cells: Sequence[Sequence[str]],
    more: Sequence[str],
) -> str:
    """Return some columns of solutions as they read, and more columns after them."""
    numeric = {
        position
        for position, number in enumerate(shown)
        if _all_numbers(row[number] for row in solutions.rows)
    }
    headings = [*(heading(solutions.variables[number]) for number in shown), *more]
    return layout.columns(headings, cells, right=numeric, width=layout.terminal_width())


def _all_numbers(terms: Iterable[Term | None]) -> bool:
    there = [term for term in terms if term is not None]
    return bool(there) and all(map(is_number, there))


def _passage(said: Sequence[str]) -> str:
    """Return where something is said, the words, and the work that is cited there."""
    document, place, words, cited, tier = [*said, "", "", "", "", ""][:5]
    text = ", ".join(filter(None, (document, place))) + (f": “{words}”" if words else "")
    cites = f"{cited} ({tier})" if tier else cited
    return f"{text}; cites {cites}" if cited else text


def markdown(solutions: Solutions) -> str:
    """Return solutions as a table of GitHub-flavoured Markdown."""

    def line(cells: list[str]) -> str:
        escaped = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
        return f"| {' | '.join(escaped)} |"

    headings = [heading(variable) for variable in solutions.variables]
    rule = ["---"] * len(headings)
    return "\n".join([line(headings), line(rule), *map(line, solutions.texts())])


def tsv(solutions: Solutions) -> str:
    """Return plain values between tabs, one line a solution; IRIs are full."""
    lines = [solutions.variables, *([plain(term) for term in row] for row in solutions.rows)]
    return "\n".join("\t".join(re.sub(r"[\t\r\n]+", " ", cell) for cell in line) for line in lines)


def csv(solutions: Solutions) -> str:
    """Return plain values as RFC 4180 has them; IRIs are full."""
    import csv as csv_
    from io import StringIO

    buffer = StringIO()
    writer = csv_.writer(buffer)
    writer.writerow(solutions.variables)
    writer.writerows([plain(term) for term in row] for row in solutions.rows)
    return buffer.getvalue().removesuffix("\r\n")


def json(solutions: Solutions | bool) -> str:
    """Return W3C SPARQL 1.1 Query Results JSON."""
    import json as json_

    if isinstance(solutions, bool):
        document: dict[str, object] = {"head": {}, "boolean": solutions}
    else:
        bindings = [
            {variable: _binding(term) for variable, term in row.items() if term is not None}
            for row in solutions
        ]
        document = {
            "head": {"vars": list(solutions.variables)},
            "results": {"bindings": bindings},
        }
    return json_.dumps(document, ensure_ascii=False, indent=2)


def triples(answer: Triples, form: str) -> str:
    """Return triples as Turtle, as JSON-LD, or as a table in one of the formats of solutions."""
    writers = {"turtle": Triples.turtle, "json": Triples.json_ld}
    if form in writers:
        return writers[form](answer).rstrip("\n")
    return FORMATS[form](answer.solutions())


FORMATS: Mapping[str, Callable[[Solutions], str]] = {
    "table": table,
    "tsv": tsv,
    "csv": csv,
    "json": json,
    "markdown": markdown,
}


def heading(variable: str) -> str:
    """Return the name of a variable in words: ``maxDay`` is "max day", ``routeName`` "route"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", variable).replace("_", " ").lower()
    return words.removesuffix(" name")


def plain(term: Term | None) -> str:
    """Return the value of a term without its type; an IRI in full."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def _binding(term: Term) -> dict[str, object]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            extra = {"xml:lang": term.language} if term.language else {}
            if term.datatype not in (XSD.string, RDF.langString):
                extra["datatype"] = term.datatype.value
            return {"type": "literal", "value": term.value, **extra}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
