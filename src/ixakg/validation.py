"""Validation: what breaks the shapes in a graph, by either of two engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from ixakg.errors import InvalidTurtle
from ixakg.places import Places
from ixakg.report import ValidationReport, report
from ixakg.shapes import Shapes
from ixakg.vocabulary import RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple

    from ixakg.build import Told
    from ixakg.bundle import Bundle
    from ixakg.prefixes import Prefixes
    from ixakg.results import ValidationResult
    from ixakg.solutions import Term

    Progress = Callable[[int, int], None]

ENGINES = ("fast", "pyshacl")


def validate(
    bundle: Bundle,
    data: Iterable[Quad],
    own: Told | None,
    prefixes: Prefixes,
    *,
    engine: str = "fast",
    everything: bool = False,
    progress: Progress | None = None,
) -> ValidationReport:
    """Return what breaks the shapes of a bundle in some data, with the cells that it comes from.

    What one's own tables say is added to the data, as far as it could be read. Then only what they
    bring is reported, unless everything is wanted: what was wrong without them is left out.

    Raises:
        InvalidShapes: the shapes cannot be used.
        InvalidTurtle: a file of shapes is no Turtle.
        MissingLibrary: pySHACL is needed and not installed.
    """
    shapes = read_shapes(bundle)
    store = scratch(data)
    before: set[ValidationResult] = set()
    if own is not None:
        if not everything:
            before = breaches(store, shapes, engine)
        add(store, own.own.quads(context=own.shipped.statements))
    found = breaches(store, shapes, engine, progress) - before
    if not found and own is None:
        return ValidationReport(prefixes=prefixes)
    if own is None:
        from ixakg.build import told

        own = told(bundle)
    places = Places((*own.own.statements, *own.shipped.statements), store)
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


def scratch(data: Iterable[Quad] | Iterable[Triple]) -> Store:
    """Return a store with some triples in its default graph, each once."""
    store = Store()
    add(store, data)
    return store


def add(store: Store, data: Iterable[Quad] | Iterable[Triple]) -> None:
    """Add triples to the default graph of a store."""
    store.extend(Quad(t.subject, t.predicate, t.object) for t in data)


def breaches(
    store: Store, shapes: Shapes, engine: str = "fast", progress: Progress | None = None
) -> set[ValidationResult]:
    """Return everything that breaks the shapes in the default graph of a store.

    The store is used for notes in another graph, which are removed in the end. Progress is told
    how many shapes are done, of how many.

    Raises:
        InvalidShapes: the shapes cannot be used.
        MissingLibrary: pySHACL is needed and not installed.
    """
    from ixakg.reference import Reference

    reference = Reference(store, shapes)
    if engine == "pyshacl":
        return reference.results()
    from ixakg.setwise import SETS, Evaluation

    evaluation = Evaluation(store, shapes, reference.outcome)
    found: set[ValidationResult] = set()
    try:
        for done, shape in enumerate(shapes.targeted, start=1):
            found |= evaluation.results(shape)
            if progress:
                progress(done, len(shapes.targeted))
    finally:
        store.remove_graph(SETS)
    return found


def _label(store: Store, node: Term) -> str:
    if not isinstance(node, NamedNode | BlankNode):
        return ""
    quads = store.quads_for_pattern(node, RDFS.label, None, None)
    labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    english = sorted(label.value for label in labels if label.language in (None, "en"))
    return next(iter(english or sorted(label.value for label in labels)), "")
