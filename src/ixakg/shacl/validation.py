"""Validation: what breaks the shapes in a graph, by either of two engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from ixakg.errors import InvalidTurtle
from ixakg.shacl.places import Places
from ixakg.shacl.report import ValidationReport, report
from ixakg.shacl.shapes import Shapes
from ixakg.vocabulary import IXA, OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ixakg.build import Told
    from ixakg.bundle import Bundle
    from ixakg.prefixes import Prefixes
    from ixakg.shacl.results import ValidationResult
    from ixakg.solutions import Term

    Progress = Callable[[int, int], None]

ENGINES = ("fast", "pyshacl")


def validate(
    bundle: Bundle,
    data: Store,
    own: Told | None,
    prefixes: Prefixes,
    *,
    engine: str = "fast",
    everything: bool = False,
    progress: Progress | None = None,
) -> ValidationReport:
    """Return what breaks the shapes of a bundle in some data, with the cells that it comes from.

    What one's own tables say is added to the data, as far as it could be read. Then only what they
    bring is reported, unless everything is wanted: what was wrong without them is left out. So is
    what breaks at terms of other vocabularies, which are not ours to describe.

    Raises:
        InvalidShapes: the shapes cannot be used.
        InvalidTurtle: a file of shapes is no Turtle.
        MissingLibrary: pySHACL is needed and not installed.
    """
    shapes = read_shapes(bundle)
    store = data
    before: set[ValidationResult] = set()
    if own is not None:
        if not everything:
            before = breaches(data, shapes, engine)
        store = Store()
        store.extend(data)
        store.extend(own.own.quads(context=own.shipped.statements))
    found = breaches(store, shapes, engine, progress) - before
    found = {one for one in found if not _is_foreign(store, one.focus_node)}
    if not found and own is None:
        return ValidationReport(prefixes=prefixes)
    if own is None:
        from ixakg.build import told

        own = told(bundle)
    places = Places((*own.shipped.statements, *own.own.statements), store)
    labels = {one.focus_node: _label(store, one.focus_node) for one in found}
    at = {one: places.of(one) for one in found}
    return report(found, at, labels, own.problems, prefixes)


def read_shapes(bundle: Bundle) -> Shapes:
    """Return the shapes of a bundle.

    Raises:
        InvalidShapes: the shapes cannot be used.
        InvalidTurtle: a file is no Turtle.
    """
    store = Store()
    for path in sorted((bundle.root / "shapes").glob("*.ttl")):
        try:
            store.load(path=str(path), format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise InvalidTurtle(f"{path}: {error.msg}; mend the file") from None
    return Shapes(quad.triple for quad in store)


def breaches(
    store: Store, shapes: Shapes, engine: str = "fast", progress: Progress | None = None
) -> set[ValidationResult]:
    """Return everything that breaks the shapes in the union of all graphs of a store.

    Progress is told how many shapes are done, of how many.

    Raises:
        InvalidShapes: the shapes cannot be used.
        MissingLibrary: pySHACL is needed and not installed.
    """
    from ixakg.shacl.reference import Reference

    reference = Reference(store, shapes)
    if engine == "pyshacl":
        return reference.results()
    from ixakg.shacl.setwise import Evaluation

    evaluation = Evaluation(store, shapes, reference.outcome)
    found: set[ValidationResult] = set()
    for done, shape in enumerate(shapes.targeted, start=1):
        found |= evaluation.results(shape)
        if progress:
            progress(done, len(shapes.targeted))
    return found


def _is_foreign(store: Store, node: Term) -> bool:
    """Tell whether a node is a term of another vocabulary that the ontology only declares."""
    if isinstance(node, NamedNode) and node.value not in IXA:
        types = (quad.object for quad in store.quads_for_pattern(node, RDF.type, None, None))
        return any(isinstance(kind, NamedNode) and kind.value in OWL for kind in types)
    return isinstance(node, BlankNode)


def _label(store: Store, node: Term) -> str:
    if not isinstance(node, NamedNode | BlankNode):
        return ""
    quads = store.quads_for_pattern(node, RDFS.label, None, None)
    labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    english = sorted(label.value for label in labels if label.language in (None, "en"))
    return next(iter(english or sorted(label.value for label in labels)), "")
