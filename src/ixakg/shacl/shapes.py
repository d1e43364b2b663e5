"""Shapes as SHACL has them: what they target, what they ask, and what they say when it fails."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from ixakg.errors import InvalidShapes
from ixakg.vocabulary import OWL, RDF, RDFS, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ixakg.solutions import Term

    Node = NamedNode | BlankNode
    Said = Mapping[NamedNode, tuple[Term, ...]]

TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
REFERRING = frozenset({SH.property, SH.node, SH.qualifiedValueShape, getattr(SH, "not")})
LISTING = frozenset({getattr(SH, name) for name in ("and", "or", "xone")})
REPEATED = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
FOLDED = frozenset(
    XSD.base + name
    for name in (
        *("byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt"),
        *("unsignedLong", "nonNegativeInteger", "nonPositiveInteger"),
        *("positiveInteger", "negativeInteger"),
    )
)


@dataclass(frozen=True, eq=False)
class Shape:
    """A node shape, or a property shape, which has a path (as SPARQL writes paths)."""

    node: Node
    path: str
    parameters: Mapping[NamedNode, tuple[Term, ...]]

    def values(self, parameter: NamedNode) -> tuple[Term, ...]:
        """Return the values of a parameter, such as ``sh:class``."""
        return self.parameters.get(parameter, ())

    def flag(self, parameter: NamedNode) -> bool:
        """Tell whether a parameter is true."""
        return any(plain(value) == "true" for value in self.values(parameter))

    @property
    def name(self) -> str:
        """The IRI of the shape, or the label of a shape without one."""
        return self.node.value

    @cached_property
    def severity(self) -> NamedNode:
        """How bad it is to break the shape; a violation where the shape does not say."""
        severity = next(iter(self.values(SH.severity)), SH.Violation)
        return severity if isinstance(severity, NamedNode) else SH.Violation

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """What the shape says when it is broken."""
        return texts(self.values(SH.message))


class Shapes:
    """All shapes of a graph of shapes, by their nodes."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Index the triples.

        Raises:
            InvalidShapes: a list or path is malformed, or a datatype cannot be told from another.
        """
        self.triples = _named(tuple(triples))
        described: dict[Node, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            if not isinstance(triple.subject, NamedNode | BlankNode):
                continue
            described[triple.subject][triple.predicate].append(triple.object)
        self.described: Mapping[Node, Said] = {
            node: {p: tuple(sorted(values, key=str)) for p, values in said.items()}
            for node, said in described.items()
        }
        self._shapes: dict[Node, Shape] = {}
        self._refuse_folded()

    def __getitem__(self, node: Term) -> Shape:
        """Return the shape that a node is."""
        if not isinstance(node, NamedNode | BlankNode):
            raise InvalidShapes(f"{node} stands where a shape is due; name a shape")
        if node not in self._shapes:
            parameters = self.described.get(node, {})
            paths = parameters.get(SH.path, ())
            if len(paths) > 1:
                raise InvalidShapes(f"{node} has two paths; make it two shapes")
            self._shapes[node] = Shape(node, self.path(paths[0]) if paths else "", parameters)
        return self._shapes[node]

    def said(self, node: Term) -> Said:
        """Return what the graph says about a node: values by predicate."""
        return self.described.get(node, {}) if isinstance(node, NamedNode | BlankNode) else {}

    @cached_property
    def targeted(self) -> tuple[Shape, ...]:
        """The shapes that say what they are about, in the order of their names."""
        nodes = [n for n, said in self.described.items() if self._targets(n, said)]
        return tuple(self[node] for node in sorted(nodes, key=str))

    @cached_property
    def reaches_outside(self) -> bool:
        """Tell whether a shape is about named nodes, which need not be in the data."""
        return any(SH.targetNode in said for said in self.described.values())

    @cached_property
    def custom(self) -> frozenset[Term]:
        """The parameters of constraint components that the graph defines itself."""
        parameters = (p for said in self.described.values() for p in said.get(SH.parameter, ()))
        return frozenset(path for p in parameters for path in self.said(p).get(SH.path, ()))

    def _targets(self, node: Node, said: Mapping[NamedNode, tuple[Term, ...]]) -> bool:
        return any(said.get(target) for target in TARGETS) or self.is_class(node)

    def is_class(self, node: Node) -> bool:
        """Tell whether a shape is a class, and so about the instances of it."""
        types = self.described.get(node, {}).get(RDF.type, ())
        shape = SH.NodeShape in types or SH.PropertyShape in types
        return shape and (RDFS.Class in types or OWL.Class in types)

    def items(self, head: Term) -> tuple[Term, ...]:
        """Return the items of an RDF list.

        Raises:
            InvalidShapes: it is no list.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while head != RDF.nil:
            said = self.said(head)
            first, rest = said.get(RDF.first, ()), said.get(RDF.rest, ())
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise InvalidShapes(f"{head} is no well-formed list; mend the shapes")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return tuple(found)

    def path(self, node: Term) -> str:
        """Return a path as SPARQL writes it.

        Raises:
            InvalidShapes: it is no path.
        """
        if isinstance(node, NamedNode):
            return str(node)
        said = self.said(node)
        if RDF.first in said:
            return f"({'/'.join(map(self.path, self.items(node)))})"
        if SH.alternativePath in said:
            return f"({'|'.join(map(self.path, self.items(said[SH.alternativePath][0])))})"
        if SH.inversePath in said:
            return f"(^{self.path(said[SH.inversePath][0])})"
        for predicate, sign in REPEATED.items():
            if predicate in said:
                return f"({self.path(said[predicate][0])}{sign})"
        raise InvalidShapes(f"{node} is no path; give sh:path a property or a path of properties")

    def children(self, shape: Shape) -> Iterator[Shape]:
        """Yield the shapes that a shape refers to."""
        for parameter, values in shape.parameters.items():
            for value in values:
                if parameter in REFERRING:
                    yield self[value]
                elif parameter in LISTING:
                    yield from map(self.__getitem__, self.items(value))

    def within(self, shape: Shape) -> dict[Node, Shape]:
        """Return the shapes that a shape refers to, directly or not."""
        found: dict[Node, Shape] = {}
        waiting = list(self.children(shape))
        while waiting:
            child = waiting.pop()
            if child.node not in found:
                found[child.node] = child
                waiting += self.children(child)
        return found

    def _refuse_folded(self) -> None:
        for node, said in self.described.items():
            for datatype in said.get(SH.datatype, ()):
                if isinstance(datatype, NamedNode) and datatype.value in FOLDED:
                    name = datatype.value.removeprefix(XSD.base)
                    raise InvalidShapes(
                        f"{node}: a store cannot tell xsd:{name} from xsd:integer; "
                        "ask for xsd:integer, with sh:minInclusive or sh:maxInclusive"
                    )


def _named(triples: tuple[Triple, ...]) -> tuple[Triple, ...]:
    """Return triples in which shapes without a name have one, the same in every process."""
    if not _anonymous(triples):
        return triples
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = tuple(quad.triple for quad in dataset)
    names = {node: NamedNode(f"urn:ixakg:shape:{node.value}") for node in _anonymous(triples)}

    def named(triple: Triple) -> Triple:
        subject, value = triple.subject, triple.object
        return Triple(
            names[subject] if isinstance(subject, BlankNode) and subject in names else subject,
            triple.predicate,
            names[value] if isinstance(value, BlankNode) and value in names else value,
        )

    return tuple(map(named, triples))


def _anonymous(triples: tuple[Triple, ...]) -> set[BlankNode]:
    firsts: dict[Term, Term] = {t.subject: t.object for t in triples if t.predicate == RDF.first}
    rests: dict[Term, Term] = {t.subject: t.object for t in triples if t.predicate == RDF.rest}
    found: set[Term] = {
        t.subject for t in triples if t.predicate == SH.path or t.predicate in TARGETS
    }
    for triple in triples:
        if triple.predicate in REFERRING:
            found.add(triple.object)
        elif triple.predicate in LISTING:
            head = triple.object
            while head in firsts:
                found.add(firsts.pop(head))
                head = rests.get(head, RDF.nil)
    return {node for node in found if isinstance(node, BlankNode)}


def texts(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the texts of literals, each once and in order."""
    return tuple(sorted({term.value for term in terms if isinstance(term, Literal)}))


def filled(text: str, bindings: Mapping[str, Term]) -> str:
    """Return a message with values in the place of ``{?name}`` and ``{$name}``."""

    def value(match: re.Match[str]) -> str:
        term = bindings.get(match[1])
        return match[0] if term is None else plain(term)

    return re.sub(r"\{[?$](\w+)\}", value, text)


def plain(term: Term) -> str:
    """Return a term without its type: an IRI in full, the lexical form of a literal."""
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)
