"""Which shapes can be checked set-wise: exactly those all of whose parts are understood here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ixakg.shacl.constraints import COMPILED
from ixakg.shacl.selects import unequal
from ixakg.vocabulary import SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ixakg.shacl.shapes import Shape, Shapes
    from ixakg.solutions import Term

    Judge = Callable[[Shape, tuple[Term, ...], Shapes], str]

NESTED = frozenset(
    {
        *(SH.node, SH.property, SH.qualifiedValueShape),
        *(getattr(SH, name) for name in ("and", "not", "or", "xone")),
    }
)
BESIDE = frozenset(
    {
        *(SH.path, SH.deactivated, SH.severity, SH.message, SH.name, SH.description),
        *(SH.order, SH.group, SH.defaultValue, SH.flags, SH.ignoredProperties),
        *(SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf),
        *(SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint),
    }
)
KNOWN = frozenset(COMPILED) | NESTED | BESIDE | {SH.sparql}


def refusal(shape: Shape, shapes: Shapes) -> str:
    """Return why a shape cannot be checked set-wise, or nothing where it can.

    Only what the shape states itself counts; shapes that it refers to are judged for themselves.
    """
    for parameter, values in shape.parameters.items():
        name = parameter.value.removeprefix(SH.base)
        if parameter in shapes.custom:
            return f"{name} belongs to a constraint component of one's own"
        if parameter.value in SH and parameter not in KNOWN:
            return f"sh:{name} is not known"
        why = JUDGES[parameter](shape, values, shapes) if parameter in JUDGES else ""
        if why:
            return f"sh:{name} {why}"
    if shape.node in shapes.within(shape):
        return "the shape refers to itself"
    if shapes.reaches_outside and re.search(r"[*?]\)", shape.path):
        return "a path of length zero may start outside the graph"
    return ""


def _one(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return "has several values" if len(values) > 1 else ""


def _of_property(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return "" if shape.path else "stands at a shape without a path"


def _of_node(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return "stands at a shape with a path" if shape.path else ""


def _whole(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    right = all(
        isinstance(value, Literal)
        and value.datatype == XSD.integer
        and re.fullmatch(r"\d{1,9}", value.value)
        for value in values
    )
    return "" if right else "is no whole number"


def _number(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    right = all(
        isinstance(value, Literal)
        and value.datatype in (XSD.integer, XSD.decimal)
        and re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", value.value)
        for value in values
    )
    return "" if right else "is no plain number"


def _named(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return "" if all(isinstance(v, NamedNode) for v in values) else "is no IRI"


def _terms(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    right = all(isinstance(value, NamedNode | Literal) for value in values)
    return "" if right else "has a blank node for a value"


def _listed(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return _terms(shape, tuple(i for head in values for i in shapes.items(head)), shapes)


def _tags(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    items = [item for head in values for item in shapes.items(head)]
    simple = all(isinstance(i, Literal) and re.fullmatch("[A-Za-z]+", i.value) for i in items)
    return "" if simple else "has a range of several parts"


def _kinds(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    kinds = ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")
    return "" if values[0] in {getattr(SH, kind) for kind in kinds} else "is no kind of node"


def _expression(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    flags = "".join(flag.value for flag in shape.values(SH.flags) if isinstance(flag, Literal))
    if not set(flags.lower()) <= {"i", "m"}:
        return "has other flags than i and m"
    for value in values:
        if not isinstance(value, Literal):
            return "is no text"
        try:
            re.compile(value.value)
        except re.error:
            return "is no regular expression of Python"
    return ""


def _paths(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    right = all(_is_node(v) and SH.path in shapes.said(v) for v in values)
    return "" if right else "leads to a shape without a path"


def _nodes(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    right = all(_is_node(v) and SH.path not in shapes.said(v) for v in values)
    return "" if right else "leads to a shape with a path"


def _members(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    for head in values:
        items = shapes.items(head)
        if not items or not all(shapes.said(item) for item in items):
            return "lists what is no shape"
    return ""


def _shapes(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return "" if all(map(_is_node, values)) else "leads to what is no shape"


def _counted(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    bounds = shape.values(SH.qualifiedMinCount) + shape.values(SH.qualifiedMaxCount)
    return "" if bounds else "has no count"


def _selects(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
    return next(filter(None, (unequal(value, shape, shapes) for value in values)), "")


def _is_node(term: Term) -> bool:
    return not isinstance(term, Literal)


def _all(*judges: Judge) -> Judge:
    """Return a judge that says what the first of some judges has against a parameter."""

    def judge(shape: Shape, values: tuple[Term, ...], shapes: Shapes) -> str:
        return next(filter(None, (judge(shape, values, shapes) for judge in judges)), "")

    return judge


COUNT = _all(_one, _of_property, _whole)
LESS = _all(_of_property, _named)
JUDGES: Mapping[NamedNode, Judge] = {
    getattr(SH, "and"): _members,
    getattr(SH, "class"): _named,
    SH.closed: _all(_one, _of_node),
    SH.datatype: _all(_one, _named),
    SH.deactivated: _one,
    SH.disjoint: LESS,
    SH.equals: LESS,
    SH.hasValue: _terms,
    getattr(SH, "in"): _all(_one, _listed),
    SH.languageIn: _all(_one, _tags),
    SH.lessThan: LESS,
    SH.lessThanOrEquals: LESS,
    SH.maxCount: COUNT,
    SH.maxExclusive: _number,
    SH.maxInclusive: _number,
    SH.maxLength: _all(_one, _whole),
    SH.minCount: COUNT,
    SH.minExclusive: _number,
    SH.minInclusive: _number,
    SH.minLength: _all(_one, _whole),
    SH.node: _nodes,
    SH.nodeKind: _all(_one, _kinds),
    getattr(SH, "not"): _shapes,
    getattr(SH, "or"): _members,
    SH.pattern: _expression,
    SH.property: _paths,
    SH.qualifiedMaxCount: COUNT,
    SH.qualifiedMinCount: COUNT,
    SH.qualifiedValueShape: _all(_one, _of_property, _counted),
    SH.sparql: _selects,
    SH.targetClass: _named,
    SH.uniqueLang: _all(_one, _of_property),
    SH.xone: _members,
}
