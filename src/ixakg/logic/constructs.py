"""What axioms are made of: classes and properties, named or put together from others."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ixakg.vocabulary import RDF, RDFS, XSD

Node: TypeAlias = NamedNode | BlankNode | Literal | Triple


class Inverse(NamedTuple):
    """A property read backwards."""

    role: NamedNode


class And(NamedTuple):
    """The things in all of some classes."""

    parts: tuple[Expression, ...]


class Or(NamedTuple):
    """The things in any of some classes."""

    parts: tuple[Expression, ...]


class Not(NamedTuple):
    """The things that are not in a class."""

    part: Expression


class OneOf(NamedTuple):
    """Some things, one by one."""

    values: tuple[Node, ...]


class Value(NamedTuple):
    """The things that a property links to one thing or value."""

    role: Property
    value: Node


class Some(NamedTuple):
    """The things that a property links to something in a class."""

    role: Property
    filler: Expression


class Only(NamedTuple):
    """The things that a property links to nothing outside a class."""

    role: Property
    filler: Expression


class AtMost(NamedTuple):
    """The things that a property links to so many things in a class, or to fewer."""

    number: int
    role: Property
    filler: Expression


Property: TypeAlias = NamedNode | Inverse
Expression: TypeAlias = NamedNode | And | Or | Not | OneOf | Value | Some | Only | AtMost
Part: TypeAlias = Expression | Property | Node


class Axiom(NamedTuple):
    """An axiom: the term of OWL or RDF Schema that states it, and what it is about."""

    kind: NamedNode
    parts: tuple[Part, ...]


def is_datatype(node: Part) -> bool:
    """Tell whether a name is that of a datatype of XML Schema or RDF."""
    types = {RDFS.Literal, RDF.langString}
    return isinstance(node, NamedNode) and (node in types or node.value in XSD)


def text_of(node: Node) -> str:
    """Return the text of a node: its IRI, its label in a file, or what a literal says."""
    return str(node) if isinstance(node, Triple) else node.value
