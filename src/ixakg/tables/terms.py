"""What the ontology declares, as far as tables must keep to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ixakg import turtle
from ixakg.errors import suggestion
from ixakg.vocabulary import IXA, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ixakg.tables.schema import Column

Links = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The declared terms: their types, ranges, texts and names, and the gap tokens."""

    types: Mapping[str, set[str]]
    parents: Mapping[str, set[str]]
    ranges: Mapping[str, set[str]]
    gaps: Mapping[str, NamedNode]
    texts: Mapping[NamedNode, Mapping[str, str]]
    names: Mapping[str, set[str]]

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Terms:
        """Return what the Turtle files of an ontology declare together.

        Raises:
            InvalidTurtle: a file is no Turtle.
        """
        links: dict[NamedNode, Links] = {
            term: defaultdict(set) for term in (RDF.type, RDFS.subClassOf, RDFS.range)
        }
        texts: dict[NamedNode, dict[str, str]] = {
            kind: {} for kind in (RDFS.label, SKOS.definition, SKOS.notation)
        }
        names: Links = defaultdict(set)
        for path in paths:
            for triple in turtle.read(path):
                subject, predicate, value = triple.subject, triple.predicate, triple.object
                if not isinstance(subject, NamedNode):
                    continue
                if predicate in links and isinstance(value, NamedNode):
                    links[predicate][subject.value].add(value.value)
                elif predicate == SKOS.altLabel and isinstance(value, Literal):
                    names[subject.value].add(value.value.casefold())
                elif predicate in texts and isinstance(value, Literal):
                    texts[predicate][subject.value] = value.value
        for term, label in texts[RDFS.label].items():
            names[term].add(label.casefold())
        types = dict(links[RDF.type])
        gaps = {
            notation: NamedNode(subject)
            for subject, notation in sorted(texts[SKOS.notation].items())
            if IXA.GapStatus.value in types.get(subject, ())
        }
        return cls(types, dict(links[RDFS.subClassOf]), dict(links[RDFS.range]), gaps, texts, names)

    def allowed(self, predicate: str) -> list[str]:
        """Return the terms of the ontology that a property can point to, in order.

        Those are the classes for ``rdf:type``, the instances of the range of a property whose
        range is a class of the ontology, and every declared term otherwise.
        """
        ours = sorted(iri for iri in self.types if iri in IXA)
        if predicate == RDF.type.value:
            return [iri for iri in ours if OWL.Class.value in self.types[iri]]
        ranges = {iri for iri in self.ranges.get(predicate, ()) if iri in IXA}
        return [iri for iri in ours if ranges <= self._classes(iri)]

    def label(self, iri: str) -> str:
        """Return what a term is called, or nothing where it has no label."""
        return self.texts[RDFS.label].get(iri, "")

    def definition(self, iri: str) -> str:
        """Return the definition of a term, or nothing where it has none."""
        return self.texts[SKOS.definition].get(iri, "")

    def values(self, column: Column) -> dict[str, str]:
        """Return the words that a column takes, with their labels, if the ontology controls it."""
        if column.limits.choices:
            names: Iterable[str] = column.limits.choices
        elif column.names_a_term:
            predicate = column.property_url.expand({"_name": column.name}) or ""
            ranged = any(iri in IXA for iri in self.ranges.get(predicate, ()))
            found = self.allowed(predicate) if ranged else []
            names = [iri.removeprefix(IXA.base) for iri in found]
        else:
            return {}
        return {name: self.label(IXA.base + name) for name in names}

    def suggestion(self, word: str, terms: Iterable[str], others: Iterable[str] = ()) -> str:
        """Return the words of an error that lead from a word to terms, or to other words.

        A term is also found by what people call it.
        """
        names = {iri: iri.removeprefix(IXA.base) for iri in terms}
        key = word.casefold()
        called = [name for iri, name in names.items() if key in self.names.get(iri, ())]
        return (
            f"write {' or '.join(called)}"
            if called
            else suggestion(word, [*names.values(), *others])
        )

    def _classes(self, iri: str) -> set[str]:
        """Return the classes of an individual, with all that they are subclasses of."""
        found: set[str] = set()
        waiting = list(self.types[iri])
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.parents.get(name, ())
        return found
