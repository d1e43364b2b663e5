"""Tell what in an ontology breaks the global restrictions of OWL 2 DL.

https://www.w3.org/TR/owl2-syntax/#Global_Restrictions_on_Axioms_in_OWL_2_DL: terms are declared and
used as one kind of thing, properties with chains are not counted, and chains do not run in circles.
Without such limits a reasoner need not come to an end.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from ixakg.logic.constructs import text_of
from ixakg.vocabulary import OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ixakg.logic.constructs import Node
    from ixakg.logic.index import Index
    from ixakg.prefixes import Prefixes

PROPERTY_KINDS = (OWL.AnnotationProperty, OWL.DatatypeProperty, OWL.ObjectProperty)
WORDS = {
    OWL.AnnotationProperty: "an annotation property",
    OWL.Class: "a class",
    OWL.DatatypeProperty: "a datatype property",
    OWL.ObjectProperty: "an object property",
    RDFS.Datatype: "a datatype",
}
# What a term may not be at once.
APART = (PROPERTY_KINDS, (OWL.Class, RDFS.Datatype))
ONLY_SIMPLE = {
    OWL.AsymmetricProperty: "asymmetric",
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.IrreflexiveProperty: "irreflexive",
}
COUNTED = tuple(
    NamedNode(f"{OWL.base}{name}")
    for name in (
        "cardinality",
        "hasSelf",
        "maxCardinality",
        "maxQualifiedCardinality",
        "minCardinality",
        "minQualifiedCardinality",
        "qualifiedCardinality",
    )
)
CLASS_PLACES = (OWL.disjointWith, OWL.equivalentClass, RDFS.subClassOf)
PROPERTY_PLACES = (
    OWL.equivalentProperty,
    OWL.inverseOf,
    OWL.propertyDisjointWith,
    RDFS.subPropertyOf,
)
BUILT_IN = (OWL.base, RDF.base, RDFS.base, XSD.base)


class Chain(NamedTuple):
    """Some properties one after the other, and the one that they make."""

    links: tuple[Node, ...]
    made: Node


def outside_dl(ontology: Index, prefixes: Prefixes) -> list[str]:
    """Return a sentence for each thing in an ontology that lies outside OWL 2 DL."""
    return sorted(set(_Restrictions(ontology, prefixes).findings()))


class _Restrictions:
    """Compares an ontology with the global restrictions."""

    def __init__(self, ontology: Index, prefixes: Prefixes) -> None:
        self._ontology = ontology
        self._prefixes = prefixes
        self._above = self._property_hierarchy()

    def findings(self) -> Iterator[str]:
        yield from self._two_kinds()
        yield from self._undeclared()
        yield from self._counted()
        yield from self._circles()

    def _two_kinds(self) -> Iterator[str]:
        for term in sorted({s for s, _ in self._ontology.pairs(RDF.type)}, key=str):
            for kinds in APART:
                found = [WORDS[kind] for kind in kinds if self._ontology.is_a(term, kind)]
                if len(found) > 1:
                    yield f"{self._name(term)}: it cannot be {' and '.join(found)} at once"

    def _undeclared(self) -> Iterator[str]:
        for node, kinds, where in self._uses():
            if not isinstance(node, NamedNode) or node.value.startswith(BUILT_IN):
                continue
            if not any(self._ontology.is_a(node, kind) for kind in kinds):
                needed = " or ".join(WORDS[kind] for kind in kinds)
                yield f"{self._name(node)}, {where}: it is not declared as {needed}"

    def _uses(self) -> Iterator[tuple[Node, tuple[NamedNode, ...], str]]:
        """Yield terms with the kinds of which they must be one, and where they stand."""
        ontology, classes = self._ontology, (OWL.Class,)
        for predicate in CLASS_PLACES:
            for subject, value in ontology.pairs(predicate):
                where = f"in {self._name(predicate)}"
                yield subject, classes, where
                yield value, classes, where
        for predicate in PROPERTY_PLACES:
            for subject, value in ontology.pairs(predicate):
                where = f"in {self._name(predicate)}"
                yield subject, PROPERTY_KINDS, where
                yield value, PROPERTY_KINDS, where
        for chain in self._chains():
            for link in (*chain.links, chain.made):
                yield link, (OWL.ObjectProperty,), "in a property chain"
        for predicate in (RDFS.domain, RDFS.range):
            for subject, value in ontology.pairs(predicate):
                yield subject, PROPERTY_KINDS, f"with {self._name(predicate)}"
                yield value, (OWL.Class, RDFS.Datatype), f"in {self._name(predicate)}"
        for _, value in ontology.pairs(OWL.onProperty):
            yield value, (OWL.DatatypeProperty, OWL.ObjectProperty), "in a restriction"
        for triple in ontology:
            if triple.predicate == RDF.type:
                yield triple.object, classes, "as a type"
            elif isinstance(triple.object, Literal):
                kinds = (OWL.AnnotationProperty, OWL.DatatypeProperty)
                yield triple.predicate, kinds, "with a literal"
            else:
                kinds = (OWL.AnnotationProperty, OWL.ObjectProperty)
                yield triple.predicate, kinds, "between things"

    def _counted(self) -> Iterator[str]:
        """Yield where a property with a chain stands that only simple ones may stand in."""
        composite = self._composite()
        for kind, word in ONLY_SIMPLE.items():
            for subject in self._ontology.subjects(RDF.type, kind):
                if subject in composite:
                    yield f"{self._name(subject)}: it has a chain, and cannot be {word}"
        for one, other in self._ontology.pairs(OWL.propertyDisjointWith):
            for role in (one, other):
                if role in composite:
                    yield f"{self._name(role)}: it has a chain, and cannot be disjoint with another"
        for disjoint in self._ontology.subjects(RDF.type, OWL.AllDisjointProperties):
            for listed in self._ontology.objects(disjoint, OWL.members):
                for role in self._ontology.listed(listed):
                    if role in composite:
                        name = self._name(role)
                        yield f"{name}: it has a chain, and cannot be disjoint with another"
        for node, role in self._ontology.pairs(OWL.onProperty):
            if self._role(role) in composite and any(
                self._ontology.objects(node, counted) for counted in COUNTED
            ):
                yield f"{self._name(self._role(role))}: it has a chain, and cannot be counted"

    def _circles(self) -> Iterator[str]:
        """Yield chains that cannot be put into an order: what is made comes after its links."""
        before: Mapping[Node, set[Node]] = defaultdict(set)
        for chain in self._chains():
            for link in _links_before(chain):
                before[self._role(link)].add(self._role(chain.made))
        after = {node: _reachable(node, before) for node in list(before)}
        for node, later in after.items():
            for made in sorted(later, key=str):
                if node == made or node in _reachable(made, self._above):
                    yield (
                        f"{self._name(made)}: its chains run in a circle through "
                        f"{self._name(node)}; put one below the other"
                    )

    def _chains(self) -> Iterator[Chain]:
        for made, listed in self._ontology.pairs(OWL.propertyChainAxiom):
            yield Chain(tuple(self._ontology.listed(listed)), made)

    def _composite(self) -> set[Node]:
        """Return the properties that have a chain, or one below them has."""
        found: set[Node] = set(self._ontology.subjects(RDF.type, OWL.TransitiveProperty))
        found.update(self._role(chain.made) for chain in self._chains())
        return found.union(*(_reachable(role, self._above) for role in found))

    def _property_hierarchy(self) -> Mapping[Node, set[Node]]:
        """Return the properties above each; an inverse counts as the property itself."""
        above: Mapping[Node, set[Node]] = defaultdict(set)
        for sub, sup in self._ontology.pairs(RDFS.subPropertyOf):
            above[self._role(sub)].add(self._role(sup))
        for predicate in (OWL.equivalentProperty, OWL.inverseOf):
            for one, other in self._ontology.pairs(predicate):
                above[self._role(one)].add(self._role(other))
                above[self._role(other)].add(self._role(one))
        return above

    def _role(self, node: Node) -> Node:
        """Return the property that a node is, or is the inverse of."""
        inner = self._ontology.objects(node, OWL.inverseOf)
        return inner[0] if isinstance(node, BlankNode) and inner else node

    def _name(self, node: Node) -> str:
        return "[]" if isinstance(node, BlankNode) else self._prefixes.curie(text_of(node))


def _links_before(chain: Chain) -> tuple[Node, ...]:
    """Return the links that must come before what they make; it may stand at one end itself."""
    links, made = chain
    if links == (made, made):
        return ()
    if links[:1] == (made,):
        return links[1:]
    if links[-1:] == (made,):
        return links[:-1]
    return links


def _reachable(node: Node, steps: Mapping[Node, set[Node]]) -> set[Node]:
    """Return what steps lead to from a node; the node itself only if they lead back."""
    found: set[Node] = set()
    waiting = [node]
    while waiting:
        for reached in steps.get(waiting.pop(), ()):
            if reached not in found:
                found.add(reached)
                waiting.append(reached)
    return found
