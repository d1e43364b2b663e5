"""What the ontology declares, as far as tables must keep to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ixakg import turtle
from ixakg.vocabulary import IXA, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Links = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The declared terms: their types, the ranges of properties, and the gap tokens."""

    types: Mapping[str, set[str]]
    parents: Mapping[str, set[str]]
    ranges: Mapping[str, set[str]]
    gaps: Mapping[str, NamedNode]

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Terms:
        """Return what the Turtle files of an ontology declare together.

        Raises:
            InvalidTurtle: a file is no Turtle.
        """
        links: dict[NamedNode, Links] = {
            term: defaultdict(set) for term in (RDF.type, RDFS.subClassOf, RDFS.range)
        }
        notations: dict[str, str] = {}
        for path in paths:
            for triple in turtle.read(path):
                subject, predicate, value = triple.subject, triple.predicate, triple.object
                if not isinstance(subject, NamedNode):
                    continue
                if predicate in links and isinstance(value, NamedNode):
                    links[predicate][subject.value].add(value.value)
                elif predicate == SKOS.notation and isinstance(value, Literal):
                    notations[subject.value] = value.value
        types = dict(links[RDF.type])
        gaps = {
            notation: NamedNode(subject)
            for subject, notation in sorted(notations.items())
            if IXA.GapStatus.value in types.get(subject, ())
        }
        return cls(types, dict(links[RDFS.subClassOf]), dict(links[RDFS.range]), gaps)

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
