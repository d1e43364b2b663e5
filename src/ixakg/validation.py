"""Validation: what breaks the shapes in a graph, by either of two engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple

    from ixakg.results import ValidationResult
    from ixakg.shapes import Shapes

    Progress = Callable[[int, int], None]

ENGINES = ("fast", "pyshacl")


def scratch(data: Iterable[Quad] | Iterable[Triple]) -> Store:
    """Return a store with some triples in its default graph, each once."""
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in data)
    return store


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
