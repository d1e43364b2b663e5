"""How many cases of the W3C's SHACL suite each engine passes.

    python benchmarks/w3c_shacl.py DIR     DIR is data-shapes-test-suite/tests of w3c/data-shapes

A case passes if the results are the expected ones by focus node, path, value, component and
severity. Results are compared as sets, and blank nodes count as equal.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

from ixakg.errors import IxakgError
from ixakg.shacl.shapes import Shapes
from ixakg.shacl.subset import refusal
from ixakg.shacl.validation import breaches
from ixakg.vocabulary import RDF, SH

if TYPE_CHECKING:
    from ixakg.shacl.results import ValidationResult

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
Row = tuple[str, ...]


def loaded(path: Path) -> Store:
    """Return a store with one file, whose relative IRIs are those of the file."""
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri())
    return store


def one(store: Store, subject: object, predicate: str) -> object:
    """Return the object of a triple, or nothing."""
    quads = store.quads_for_pattern(subject, NamedNode(predicate), None)  # type: ignore[arg-type]
    return next((quad.object for quad in quads), None)


def shown(term: object) -> str:
    """Return a term as text, blank nodes all alike."""
    return "_" if isinstance(term, BlankNode) else str(term or "")


def expected(store: Store, report: object) -> set[Row] | None:
    """Return the results that a case expects, or nothing where it expects a failure."""
    if isinstance(report, NamedNode) and report.value.startswith(SHT):
        return None
    names = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "resultSeverity")
    return {
        tuple(shown(one(store, quad.object, SH.base + name)) for name in names)
        for quad in store.quads_for_pattern(report, SH.result, None)  # type: ignore[arg-type]
    }


def found(results: set[ValidationResult]) -> set[Row]:
    """Return the results of an engine in the same form."""
    return {
        (
            shown(r.focus_node),
            "_" if r.path.startswith("(") else r.path,
            shown(r.value),
            shown(r.constraint_component),
            shown(r.severity),
        )
        for r in results
    }


def cases(root: Path) -> list[tuple[Path, Store, object]]:
    """Return every case: its file, the triples of the file, and its node."""
    kind = NamedNode(SHT + "Validate")
    return [
        (path, store, quad.subject)
        for folder in ("core", "sparql")
        for path in sorted((root / folder).rglob("*.ttl"))
        for store in [loaded(path)]
        for quad in store.quads_for_pattern(None, RDF.type, kind)
    ]


def main(root: Path) -> None:
    """Print the cases that an engine fails, and the totals."""
    passed: Counter[str] = Counter()
    alone = 0
    every = cases(root)
    for path, store, case in every:
        action = one(store, case, MF + "action")
        graphs = {
            name: loaded(Path(node.value.removeprefix("file://")))
            for name in ("dataGraph", "shapesGraph")
            for node in [one(store, action, SHT + name)]
            if isinstance(node, NamedNode)
        }
        wanted = expected(store, one(store, case, MF + "result"))
        outcomes: dict[str, set[Row] | None] = {}
        for engine in ("fast", "pyshacl"):
            try:
                shapes = Shapes(quad.triple for quad in graphs["shapesGraph"])
                results = breaches(graphs["dataGraph"], shapes, engine)
                outcomes[engine] = found(results)
            except IxakgError as error:
                outcomes[engine] = None if wanted is None else {(str(error),)}
            right = outcomes[engine] == wanted
            passed[engine] += right
            if not right:
                print(f"{path.relative_to(root)}: {engine} differs")
        if outcomes["fast"] != outcomes["pyshacl"]:
            print(f"{path.relative_to(root)}: the engines differ {outcomes} {wanted}")
        with suppress(IxakgError):
            shapes = Shapes(quad.triple for quad in graphs["shapesGraph"])
            nodes = {c for s in shapes.targeted for c in (s, *shapes.within(s).values())}
            refused = [why for shape in nodes if (why := refusal(shape, shapes))]
            alone += not refused
    print(f"{len(every)} cases; passed: {dict(passed)}; {alone} without pySHACL for any shape")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
