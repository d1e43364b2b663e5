"""The ontology as its pages show it: a hierarchy of terms, axioms in words, how much is used."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from ixakg.logic.wording import sentence, terms
from ixakg.pages.sentences import Piece, pieces
from ixakg.solutions import text
from ixakg.views.rendering import plain
from ixakg.vocabulary import IXA, OWL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.graph import KnowledgeGraph
    from ixakg.logic.constructs import Axiom, Node
    from ixakg.solutions import Term as Value

CLASSES, OBJECTS, DATA, NOTES, INDIVIDUALS = (
    "Classes",
    "Object properties",
    "Data properties",
    "Annotation properties",
    "Named individuals",
)
SECTIONS = {
    OWL.Class.value: CLASSES,
    OWL.ObjectProperty.value: OBJECTS,
    OWL.DatatypeProperty.value: DATA,
    OWL.AnnotationProperty.value: NOTES,
}
FEW = 12
TERMS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?type ?label ?definition ?above
WHERE {
  GRAPH ixg:ontology {
    ?term a ?type ; rdfs:label ?label .
    OPTIONAL { ?term skos:definition ?definition }
    OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?above . FILTER (isIRI(?above)) }
    FILTER (STRSTARTS(STR(?term), STR(ixa:)))
  }
}
ORDER BY ?label ?term ?type ?above
"""
# Graphs of one's own are called as those of the project, under another base.
IN_SOURCES = "FILTER (REGEX(STR(?graph), '/graph/(reference$|source/)'))"
USES = f"""
SELECT ?term (COUNT(*) AS ?uses)
WHERE {{
  {{ GRAPH ?graph {{ ?thing a ?term }} }}
  UNION {{ GRAPH ?graph {{ ?thing ?term ?value }} }}
  UNION {{ GRAPH ?graph {{ ?thing ?verb ?term . ?term a owl:NamedIndividual }} }}
  {IN_SOURCES}
}}
GROUP BY ?term
ORDER BY ?term
"""
EXAMPLES = f"""
SELECT DISTINCT ?thing ?label
WHERE {{
  GRAPH ?graph {{ ?thing a %s }}
  {IN_SOURCES}
  OPTIONAL {{ ?thing rdfs:label ?label }}
}}
ORDER BY ?label ?thing
"""
USAGES = f"""
SELECT DISTINCT ?thing ?label ?value ?valueLabel
WHERE {{
  GRAPH ?graph {{ ?thing %s ?value }}
  {IN_SOURCES}
  OPTIONAL {{ ?thing rdfs:label ?label }}
  OPTIONAL {{ ?value rdfs:label ?valueLabel }}
}}
ORDER BY ?label ?thing ?valueLabel ?value
LIMIT {FEW}
"""


class Term(NamedTuple):
    """A term of the ontology."""

    iri: str
    label: str
    definition: str
    section: str
    above: tuple[str, ...]
    kinds: tuple[str, ...]


class Use(NamedTuple):
    """Something that a term is used for: a thing, or a thing with a value."""

    thing: Piece
    value: Piece | None = None


class Branch(NamedTuple):
    """A term in its hierarchy, with those below it."""

    term: Term
    uses: int
    below: tuple[Branch, ...]


class Vocabulary:
    """The terms of the ontology of a graph, read when a page first needs them."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The terms by their IRIs, in the order of their labels."""
        said: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for row in self._graph.select(TERMS):
            name = plain(row["term"])
            for key in ("type", "label", "definition", "above"):
                if row[key] is not None:
                    said[name][key][plain(row[key])] = None
        return {name: _term(name, about) for name, about in said.items()}

    @cached_property
    def uses(self) -> dict[str, int]:
        """How often sources use a term, by its IRI."""
        rows = self._graph.select(USES).rows
        return {plain(term): int(plain(number)) for term, number in rows}

    def section(self, name: str) -> tuple[Branch, ...]:
        """Return the terms of a section as a hierarchy; a term can stand in several places."""
        found = [term for term in self.terms.values() if term.section == name]
        names = {term.iri for term in found}
        below: dict[str, list[Term]] = defaultdict(list)
        for term in found:
            for above in [iri for iri in term.above if iri in names] or [""]:
                below[above].append(term)
        return tuple(self._branches(below, "", ()))

    def sections(self) -> list[str]:
        """Return the names of the sections that have terms."""
        there = {term.section for term in self.terms.values()}
        return [name for name in (*SECTIONS.values(), INDIVIDUALS) if name in there]

    def below(self, iri: str) -> list[Term]:
        """Return the terms right below one."""
        return [term for term in self.terms.values() if iri in term.above]

    def axioms(self, iri: str) -> list[tuple[Piece, ...]]:
        """Return what the axioms say about a term, in words that lead to the other terms."""
        return [self._pieces(axiom) for axiom in self._axioms.get(NamedNode(iri), ())]

    def mentions(self, iri: str) -> list[tuple[Piece, ...]]:
        """Return what the axioms about other terms say with the help of one."""
        return [self._pieces(axiom) for axiom in self._mentions.get(NamedNode(iri), ())]

    def examples(self, iri: str) -> list[Use]:
        """Return the things that sources say are in a class, in the order of their names."""
        rows = self._graph.select(EXAMPLES % NamedNode(iri)).rows
        return [Use(self._piece(*row)) for row in rows]

    def usages(self, iri: str) -> list[Use]:
        """Return some things that sources use a property of, with its values."""
        rows = self._graph.select(USAGES % NamedNode(iri)).rows
        return [Use(self._piece(*row[:2]), self._piece(*row[2:])) for row in rows]

    @cached_property
    def _axioms(self) -> dict[NamedNode, list[Axiom]]:
        return _by_term((term[0], axiom) for axiom, term in self._spoken if term)

    @cached_property
    def _mentions(self) -> dict[NamedNode, list[Axiom]]:
        return _by_term((term, axiom) for axiom, found in self._spoken for term in found[1:])

    @cached_property
    def _spoken(self) -> list[tuple[Axiom, list[NamedNode]]]:
        return [(axiom, terms(axiom.parts)) for axiom in self._graph.axioms]

    def _branches(
        self, below: dict[str, list[Term]], top: str, path: tuple[str, ...]
    ) -> Iterator[Branch]:
        for term in below[top]:
            if term.iri not in path:  # a circle of subclasses would have no end
                further = tuple(self._branches(below, term.iri, (*path, term.iri)))
                yield Branch(term, self.uses.get(term.iri, 0), further)

    def _pieces(self, axiom: Axiom) -> tuple[Piece, ...]:
        return pieces(lambda name: sentence(axiom, name), self._name)

    def _name(self, node: Node) -> Piece:
        if isinstance(node, NamedNode):
            term = self.terms.get(node.value)
            return Piece(term.label if term else text(node, self._graph.prefixes), node.value)
        return Piece(text(node, self._graph.prefixes))

    def _piece(self, term: Value | None, label: Value | None) -> Piece:
        iri = term.value if isinstance(term, NamedNode) else ""
        return Piece(plain(label) or text(term, self._graph.prefixes), iri)


def _by_term(pairs: Iterable[tuple[NamedNode, Axiom]]) -> dict[NamedNode, list[Axiom]]:
    found: dict[NamedNode, list[Axiom]] = defaultdict(list)
    for term, axiom in pairs:
        if term.value in IXA:
            found[term].append(axiom)
    return found


def _term(iri: str, said: dict[str, dict[str, None]]) -> Term:
    types = list(said["type"])
    section = next((SECTIONS[it] for it in types if it in SECTIONS), INDIVIDUALS)
    known = {*SECTIONS, OWL.NamedIndividual.value}
    kinds = tuple(it for it in types if it in IXA and it not in known)
    above = tuple(it for it in said["above"] if it in IXA)
    return Term(iri, next(iter(said["label"])), " ".join(said["definition"]), section, above, kinds)
