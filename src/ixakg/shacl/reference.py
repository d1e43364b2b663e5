"""The reference engine: pySHACL, on whole graphs or on the nodes that others leave to it."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple

from ixakg.errors import InvalidShapes, MissingLibrary
from ixakg.shacl.results import Outcome, ValidationResult, generic
from ixakg.shacl.shapes import TARGETS, plain, texts
from ixakg.vocabulary import OWL, RDF, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from pyoxigraph import Store

    from ixakg.shacl.shapes import Shape, Shapes
    from ixakg.solutions import Term

NEGATION = NamedNode("urn:ixakg:negation")
CLASSES = (RDFS.Class, OWL.Class)


class Reference:
    """pySHACL on the union of all graphs of a store, without inference and without changes."""

    def __init__(self, store: Store, shapes: Shapes) -> None:
        self._store = store
        self._shapes = shapes

    def results(self) -> set[ValidationResult]:
        """Return everything that breaks the shapes.

        Raises:
            InvalidShapes: pySHACL cannot use the shapes.
            MissingLibrary: pySHACL is not installed.
        """
        from ixakg.shacl.window import graph

        with _quiet():
            data = graph(quad.triple for quad in self._store)
            return self._validate(data, graph(self._shapes.triples))

    def outcome(self, shape: Shape, nodes: Iterable[Term]) -> Outcome:
        """Return what breaks one shape, or shapes that it refers to, among some nodes.

        Raises:
            InvalidShapes: pySHACL cannot use the shapes.
            MissingLibrary: pySHACL is not installed.
        """
        asked = set(nodes)
        if not asked:
            return Outcome(set(), set())
        with _quiet():
            results = self._about(shape.node, asked)
            failed = {found.focus_node for found in results}
            if not failed <= asked:  # what breaks at values of the nodes does not tell whose
                negated = self._about(NEGATION, asked, shape.node)
                failed = asked - {found.focus_node for found in negated}
        return Outcome(results, failed)

    def _about(
        self, shape: NamedNode | BlankNode, nodes: set[Term], negated: Term | None = None
    ) -> set[ValidationResult]:
        """Return what breaks a shape among some nodes, or breaks the shape that negates it."""
        from ixakg.shacl.window import Asked, Window, graph

        asked = [Triple(shape, SH.targetNode, node) for node in nodes]
        if negated is not None:
            asked.append(Triple(shape, getattr(SH, "not"), negated))
            asked.append(Triple(shape, RDF.type, SH.NodeShape))
        return self._validate(Asked(store=Window(self._store)), graph(self._untargeted + asked))

    @cached_property
    def _untargeted(self) -> list[Triple]:
        return [
            triple
            for triple in self._shapes.triples
            if triple.predicate not in TARGETS
            and not (triple.predicate == RDF.type and triple.object in CLASSES)
        ]

    def _validate(self, data: rdflib.Graph, shapes: rdflib.Graph) -> set[ValidationResult]:
        try:
            import pyshacl
            from pyshacl.errors import ValidationFailure
        except ImportError:
            raise MissingLibrary("pyshacl is not installed; pip install 'ixakg[shacl]'") from None
        from rdflib import SH as RDFLIB_SH

        try:
            _, report, _ = pyshacl.validate(
                data, shacl_graph=shapes, inference="none", advanced=False, inplace=True
            )
        except Exception as error:  # pySHACL and rdflib raise what they happen to meet
            raise InvalidShapes(f"pySHACL cannot use the shapes: {_first_line(error)}") from None
        if isinstance(report, ValidationFailure):
            raise InvalidShapes(f"pySHACL cannot use the shapes: {_first_line(report)}")
        return {self._result(report, node) for node in report.objects(None, RDFLIB_SH.result)}

    def _result(self, report: rdflib.Graph, node: rdflib.term.Node) -> ValidationResult:
        from ixakg.shacl.window import oxigraph, to_rdflib

        said = {
            predicate: [oxigraph(value) for value in report.objects(node, to_rdflib(predicate))]
            for predicate in REPORTED
        }
        shape = self._shapes[said[SH.sourceShape][0]]
        component = NamedNode(plain(said[SH.sourceConstraintComponent][0]))
        paths = said[SH.resultPath]
        path = str(paths[0]) if paths and isinstance(paths[0], NamedNode) else shape.path
        declared = shape.messages or any(
            self._shapes.said(constraint).get(SH.message) for constraint in shape.values(SH.sparql)
        )
        messages = texts(said[SH.resultMessage]) if declared else ()
        return ValidationResult(
            said[SH.focusNode][0],
            path,
            next(iter(said[SH.value]), None),
            shape.name,
            component,
            NamedNode(plain(said[SH.resultSeverity][0])),
            " ".join(messages) or generic(shape, component),
        )


REPORTED = (
    SH.focusNode,
    SH.resultMessage,
    SH.resultPath,
    SH.resultSeverity,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.value,
)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what rdflib and pySHACL say about malformed literals on the way to the report."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl.validate")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]
