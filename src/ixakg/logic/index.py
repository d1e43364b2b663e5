"""Triples by their subject and their predicate, in the order in which they were given."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Triple

from ixakg.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from ixakg.logic.constructs import Node


class Index:
    """Triples to look things up in."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._about: dict[Node, dict[NamedNode, list[Node]]] = {}
        self._pairs: dict[NamedNode, list[tuple[Node, Node]]] = defaultdict(list)
        for triple in self.triples:
            about = self._about.setdefault(triple.subject, defaultdict(list))
            about[triple.predicate].append(triple.object)
            self._pairs[triple.predicate].append((triple.subject, triple.object))

    def __iter__(self) -> Iterator[Triple]:
        """Return the triples."""
        return iter(self.triples)

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return what a property links a node to."""
        return list(self._about.get(subject, {}).get(predicate, ()))

    def subjects(self, predicate: NamedNode, value: Node) -> list[Node]:
        """Return what a property links to a node."""
        return [subject for subject, found in self._pairs.get(predicate, ()) if found == value]

    def pairs(self, predicate: NamedNode) -> list[tuple[Node, Node]]:
        """Return what a property links to what."""
        return list(self._pairs.get(predicate, ()))

    def predicates(self, subject: Node) -> list[NamedNode]:
        """Return the properties that a node has."""
        return list(self._about.get(subject, ()))

    def is_a(self, node: Node, kind: NamedNode) -> bool:
        """Tell whether a node is stated to be of a type."""
        return kind in self.objects(node, RDF.type)

    def listed(self, node: Node) -> list[Node]:
        """Return the members of a list, as far as it goes."""
        found: list[Node] = []
        seen: set[Node] = set()
        while node != RDF.nil and node not in seen:
            seen.add(node)
            found += self.objects(node, RDF.first)
            rest = self.objects(node, RDF.rest)
            node = rest[0] if rest else RDF.nil
        return found

    def below(self, node: Node) -> Iterator[Triple]:
        """Yield the triples about a node without a name, and about such nodes that it leads to."""
        waiting, seen = [node], {node}
        while waiting:
            current = waiting.pop()
            if not isinstance(current, BlankNode):
                continue
            for predicate, values in self._about.get(current, {}).items():
                for value in values:
                    yield Triple(current, predicate, value)
                    if value not in seen:
                        seen.add(value)
                        waiting.append(value)
