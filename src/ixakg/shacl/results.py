"""What validation finds: results in SHACL's words, as any engine reports them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, NamedNode

from ixakg.shacl.shapes import filled, plain
from ixakg.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ixakg.shacl.shapes import Shape
    from ixakg.solutions import Term

COMPONENT = "ConstraintComponent"


class ValidationResult(NamedTuple):
    """One thing that breaks one constraint."""

    focus_node: Term
    path: str  # as SPARQL writes paths; nothing at a node shape
    value: Term | None
    source_shape: str
    constraint_component: NamedNode
    severity: NamedNode
    message: str

    @property
    def constraint(self) -> str:
        """The name of the constraint component without what all of them share: ``MinCount``."""
        return self.constraint_component.value.removeprefix(SH.base).removesuffix(COMPONENT)


class Outcome(NamedTuple):
    """The results of a shape, and the focus nodes that do not conform to it."""

    results: set[ValidationResult]
    failed: set[Term]


def result(
    shape: Shape,
    component: NamedNode,
    focus: Term,
    value: Term | None,
    *,
    path: str = "",
    messages: tuple[str, ...] = (),
    bindings: Mapping[str, Term] | None = None,
) -> ValidationResult:
    """Return the result of a shape that is broken, with its message.

    What a constraint says itself stands before what its shape says.
    """
    said = sorted({*messages, *shape.messages})
    if bindings is not None:
        said = sorted({filled(text, bindings) for text in said})
    path = path or shape.path
    return ValidationResult(
        focus,
        path,
        value,
        shape.name,
        component,
        shape.severity,
        " ".join(said) or generic(shape, component),
    )


def generic(shape: Shape, component: NamedNode) -> str:
    """Return a message for a shape that has none: the constraint, and what it asks."""
    if component.value not in SH:
        return f"breaks {component.value}"
    name = component.value.removeprefix(SH.base).removesuffix(COMPONENT)
    parameter = f"{name[:1].lower()}{name[1:]}"
    asked = shape.parameters.get(NamedNode(SH.base + parameter), ())
    named = (plain(term) for term in asked if not isinstance(term, BlankNode))
    return " ".join([f"breaks sh:{parameter}", *named])
