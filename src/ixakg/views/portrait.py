"""A description as people read it: relations in words, gaps named, sources as footnotes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ixakg import layout
from ixakg.solutions import text
from ixakg.vocabulary import IXA, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.descriptions import Description
    from ixakg.solutions import Term

Links = dict[str, list[str]]


def portrait(description: Description) -> str:
    """Return a description as text that fits the terminal."""
    painter = _Painter(description)
    parts = [part for thing in description.about for part in painter.thing(thing)]
    return "\n\n".join([*parts, *painter.sources()])


@dataclass
class _Painter:
    """Puts the links of a description into words, and numbers the passages on the way."""

    description: Description
    passages: dict[NamedNode, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._from: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._to: dict[Term, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        for triple in self.description:
            self._from[triple.subject][triple.predicate].append(triple.object)
            if isinstance(triple.subject, NamedNode):
                self._to[triple.object].append((triple.predicate, triple.subject))

    def thing(self, thing: NamedNode) -> Iterator[str]:
        curie = text(thing, self.description.prefixes)
        label = self._label(thing)
        yield f"{label}  ({curie})" if label != curie else curie
        sections = {
            "": self._outgoing(thing),
            "Referred to by": self._incoming(thing),
            "Not reported": self._gaps(thing),
        }
        for title, pairs in sections.items():
            if pairs:
                lines = layout.definitions(pairs, width=layout.terminal_width(), indent=2)
                yield f"{title}\n{lines}" if title else lines

    def sources(self) -> Iterator[str]:
        pairs = [(f"[{number}]", self._passage(node)) for node, number in self.passages.items()]
        if pairs:
            lines = layout.definitions(pairs, width=layout.terminal_width(), indent=2)
            yield f"Sources\n{lines}"

    def _outgoing(self, thing: NamedNode) -> list[tuple[str, str]]:
        said = self._from[thing]
        hidden = (RDFS.label, IXA.isStatedIn)
        pairs = [
            (self._verb(predicate), self._together(objects))
            for predicate, objects in said.items()
            if predicate not in hidden
        ]
        notes = self._notes(thing)
        return sorted(pairs, key=_kind_first) + ([("stated in", notes)] if notes else [])

    def _incoming(self, thing: NamedNode) -> list[tuple[str, str]]:
        links: Links = defaultdict(list)
        for predicate, subject in self._to[thing]:
            if predicate != IXA.isGapOf:
                notes = self._notes(subject)
                name = f"{self._label(subject)} {notes}".strip()
                links[f"{self._verb(predicate)} ←"].append(name)
        return [(verb, "; ".join(sorted(names))) for verb, names in sorted(links.items())]

    def _gaps(self, thing: NamedNode) -> list[tuple[str, str]]:
        gaps = [subject for predicate, subject in self._to[thing] if predicate == IXA.isGapOf]
        return sorted(
            (
                self._together(self._from[gap][IXA.aboutProperty]),
                self._together(self._from[gap][IXA.gapStatus])
                + "".join(f" ({self._label(d)})" for d in self._from[gap][IXA.accordingTo]),
            )
            for gap in gaps
        )

    def _notes(self, fact: NamedNode) -> str:
        passages = [p for p in self._from[fact][IXA.isStatedIn] if isinstance(p, NamedNode)]
        numbers = [self.passages.setdefault(p, len(self.passages) + 1) for p in passages]
        return "".join(f"[{number}]" for number in numbers)

    def _passage(self, passage: NamedNode) -> str:
        said = self._from[passage]
        where = [self._together(said[p]) for p in (IXA.inDocument, IXA.location) if said[p]]
        words = [f"“{self._together([word])}”" for word in said[IXA.reportedText]]
        return ", ".join(where or [self._label(passage)]) + "".join(f": {w}" for w in words)

    def _together(self, terms: Iterable[Term]) -> str:
        return "; ".join(sorted(self._label(term) for term in terms))

    def _verb(self, predicate: NamedNode) -> str:
        return "is a" if predicate == RDF.type else self._label(predicate)

    def _label(self, term: Term) -> str:
        labels = [
            label.value for label in self._from[term][RDFS.label] if isinstance(label, Literal)
        ]
        if labels:
            return min(labels)
        return text(term, self.description.prefixes)


def _kind_first(pair: tuple[str, str]) -> tuple[bool, str, str]:
    return (pair[0] != "is a", *pair)
