"""A second reading of the shapes, quick enough for hundreds of small graphs.

It knows the few components that the shapes for facts use, and asks the query of a shape once for
all of its focus nodes. pySHACL says in ``test_shapes.py`` that both read the shapes alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Node = Any  # a term: pyoxigraph's own type has triples in it, of which there are none
Result = tuple[str, str, str]

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
TYPE = NamedNode(f"{RDF}type")
SHAPES = "https://w3id.org/ixakg/shapes/"


def sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


@dataclass(frozen=True)
class Data:
    """A store, with the questions that components put to it."""

    store: ox.Store

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return what a property of a node leads to."""
        found = self.store.quads_for_pattern(subject, predicate, None)
        return [quad.object for quad in found]

    def subjects(self, predicate: NamedNode, value: Node | None) -> list[Node]:
        """Return what a property leads from, to a node or to anything."""
        found = self.store.quads_for_pattern(None, predicate, value)
        return [quad.subject for quad in found]

    def values(self, focus: Node, path: Path) -> list[Node]:
        """Return the nodes at the end of a path."""
        if path.inverse:
            return self.subjects(path.predicate, focus)
        return [] if isinstance(focus, Literal) else self.objects(focus, path.predicate)

    def classes(self, name: Node) -> set[Node]:
        """Return a class and all below it."""
        found, waiting = {name}, [name]
        while waiting:
            fresh = set(self.subjects(SUBCLASS, waiting.pop())) - found
            found |= fresh
            waiting += fresh
        return found


@dataclass(frozen=True)
class Path:
    """One property, forwards or backwards."""

    predicate: NamedNode
    inverse: bool = False


def number(node: Node) -> Decimal:
    return Decimal(node.value)


def without_class(data: Data, values: list[Node], name: Node) -> list[Node]:
    allowed = data.classes(name)
    return [v for v in values if isinstance(v, Literal) or not allowed & set(data.objects(v, TYPE))]


# What breaks a component: its values, and what the shape says.
BROKEN: dict[str, Callable[[Data, list[Node], Node], object]] = {
    "class": without_class,
    "maxCount": lambda _, values, most: len(values) > number(most),
    "maxExclusive": lambda _, values, end: [v for v in values if number(v) >= number(end)],
    "maxInclusive": lambda _, values, end: [v for v in values if number(v) > number(end)],
    "minCount": lambda _, values, least: len(values) < number(least),
    "minExclusive": lambda _, values, end: [v for v in values if number(v) <= number(end)],
    "minInclusive": lambda _, values, end: [v for v in values if number(v) < number(end)],
    "pattern": lambda _, values, text: [v for v in values if not re.search(text.value, v.value)],
}
# The same for components that look at another property of the focus node.
BESIDE: dict[str, Callable[[list[Node], list[Node]], object]] = {
    "disjoint": lambda values, others: set(values) & set(others),
    "lessThanOrEquals": lambda values, others: [
        v for v in values for other in others if number(v) > number(other)
    ],
}
KNOWN = {*BROKEN, *BESIDE, "in", "message", "or", "path", "property", "severity", "sparql"}


@dataclass(frozen=True)
class Shapes:
    """Shapes, and what of a graph breaks them."""

    data: Data

    @classmethod
    def read(cls, texts: Iterable[str]) -> Shapes:
        """Return the shapes of several Turtle files."""
        store = ox.Store()
        for text in texts:
            store.extend(ox.Quad(*t) for t in ox.parse(text, format=ox.RdfFormat.TURTLE))
        return cls(Data(store))

    def results(self, data: Data) -> set[Result]:
        """Return shape, component and focus node of everything that a graph breaks."""
        return {
            result
            for kind, targets in TARGETS.items()
            for quad in self.data.store.quads_for_pattern(None, sh(kind), None)
            for result in self._node(data, quad.subject, set(targets(data, quad.object)))
        }

    @cache  # noqa: B019 -- there is one graph of shapes, and it lives as long as the tests
    def _said(self, shape: Node) -> list[tuple[str, Node]]:
        found = self.data.store.quads_for_pattern(shape, None, None)
        said = [(quad.predicate.value, quad.object) for quad in found]
        return [(name.removeprefix(SH), value) for name, value in said if name.startswith(SH)]

    @cache  # noqa: B019 -- as above
    def _one(self, shape: Node, name: str) -> Node | None:
        return next(iter(self.data.objects(shape, sh(name))), None)

    def _node(self, data: Data, shape: Node, nodes: set[Node]) -> Iterator[Result]:
        for listed in self.data.objects(shape, sh("or")):
            choices = list(self._members(listed))
            for focus in nodes:
                if all(list(self._node(data, choice, {focus})) for choice in choices):
                    yield named(shape, "or", focus)
        for inner in self.data.objects(shape, sh("property")):
            yield from self._property(data, inner, nodes)

    def _property(self, data: Data, shape: Node, nodes: set[Node]) -> Iterator[Result]:
        values = {focus: data.values(focus, self._path(shape)) for focus in nodes}
        for name, said in self._said(shape):
            assert name in KNOWN, name
            if name == "sparql":
                found = self._asked(data, said, nodes)
                yield from (named(shape, "SPARQL", focus) for focus in found)
            elif name in BROKEN or name in BESIDE or name == "in":
                for focus in nodes:
                    if self._breaks(data, values[focus], focus, name, said):
                        yield named(shape, name, focus)

    def _breaks(self, data: Data, values: list[Node], focus: Node, name: str, said: Node) -> object:
        if name in BROKEN:
            return BROKEN[name](data, values, said)
        if name in BESIDE and isinstance(said, NamedNode):
            return BESIDE[name](values, data.objects(focus, said))
        return name == "in" and set(values) - set(self._members(said))

    def _asked(self, data: Data, constraint: Node, nodes: set[Node]) -> set[Node]:
        select = self._one(constraint, "select")
        assert isinstance(select, Literal)
        if not nodes:
            return set()
        bound = select.value.replace("{", f"{{ VALUES ?this {{ {' '.join(map(str, nodes))} }} ", 1)
        found = data.store.query(bound, prefixes=self._prefixes())
        assert isinstance(found, ox.QuerySolutions)
        return {solution["this"] for solution in found}

    @cache  # noqa: B019 -- as above
    def _prefixes(self) -> dict[str, str]:
        found = {}
        for declared in self.data.objects(NamedNode(f"{SHAPES}prefixes"), sh("declare")):
            prefix, namespace = self._one(declared, "prefix"), self._one(declared, "namespace")
            assert prefix is not None
            assert namespace is not None
            found[prefix.value] = namespace.value
        return found

    @cache  # noqa: B019 -- as above
    def _path(self, shape: Node) -> Path:
        path = self._one(shape, "path")
        inverse = None if path is None else self._one(path, "inversePath")
        node = inverse or path
        assert isinstance(node, NamedNode)
        return Path(node, inverse is not None)

    def _members(self, listed: Node) -> Iterator[Node]:
        while first := self.data.objects(listed, NamedNode(f"{RDF}first")):
            yield first[0]
            listed = self.data.objects(listed, NamedNode(f"{RDF}rest"))[0]


def instances(data: Data, name: Node) -> Iterator[Node]:
    for kind in data.classes(name):
        yield from data.subjects(TYPE, kind)


def having(data: Data, name: Node) -> list[Node]:
    assert isinstance(name, NamedNode)
    return data.subjects(name, None)


TARGETS: dict[str, Callable[[Data, Node], Iterable[Node]]] = {
    "targetClass": instances,
    "targetSubjectsOf": having,
}


def named(shape: Node, component: str, focus: Node) -> Result:
    return shape.value.removeprefix(SHAPES), component[0].upper() + component[1:], focus.value
