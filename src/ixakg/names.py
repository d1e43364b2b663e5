"""Find things by what people call them: labels, CURIEs, IRIs, or the last part of an IRI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ixakg.errors import UnknownName, suggestion
from ixakg.vocabulary import RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from ixakg.prefixes import Prefixes

    Named = NamedNode | Literal

LABELS = (RDFS.label, SKOS.altLabel, SKOS.notation)


class Names:
    """Terms by their names; upper and lower case and the number of blanks do not matter."""

    def __init__(self, named: Iterable[tuple[Named, str]], prefixes: Prefixes) -> None:
        self._terms: dict[str, dict[Named, None]] = {}
        self._labels: dict[Named, str] = {}
        for term, label in named:
            self._labels.setdefault(term, label)
            for name in (label, *_forms(term, prefixes)):
                self._terms.setdefault(_key(name), {})[term] = None

    def find(self, name: str) -> tuple[Named, ...]:
        """Return all terms of a name; none where nothing has it."""
        return tuple(self._terms.get(_key(name), ()))

    def search(self, words: str) -> list[tuple[NamedNode, str]]:
        """Return the terms of whose names one has all the words, with their labels: best first.

        A name that is the words comes before one that begins with them, and that before others.
        """
        wanted = _key(words)
        ranks: dict[NamedNode, int] = {}
        for name, terms in self._terms.items() if wanted else ():
            if all(word in name for word in wanted.split()):
                rank = (name != wanted) + (not name.startswith(wanted))
                for term in terms:
                    if isinstance(term, NamedNode):
                        ranks[term] = min(rank, ranks.get(term, rank))
        found = [(term, self._labels[term]) for term in ranks]
        return sorted(found, key=lambda pair: (ranks[pair[0]], pair[1].casefold(), pair[0].value))

    def label(self, term: Named) -> str:
        """Return what a term is called first, or nothing where it has no name."""
        return self._labels.get(term, "")

    def labels(self) -> list[str]:
        """Return what each term is called first, in alphabetical order."""
        return sorted(set(self._labels.values()))

    def slugs(self) -> list[str]:
        """Return the last part of each IRI, or the text of each literal, in order."""
        return sorted({last_part(term) for term in self._labels})

    def unknown(self, name: str) -> UnknownName:
        """Return the error for a name that nothing has."""
        return UnknownName(f"nothing is called {name!r}; {self.nearest(name)}")

    def nearest(self, name: str) -> str:
        """Return what is called most like a name that nothing has, as a hint."""
        return suggestion(name, [*self.labels(), *self.slugs()])


def of_store(store: Store, prefixes: Prefixes) -> Names:
    """Return the names of everything in a store that has a label."""
    named: list[tuple[Named, str]] = [
        (quad.subject, quad.object.value)
        for label in LABELS
        for quad in store.quads_for_pattern(None, label, None, None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]
    return Names(sorted(named, key=lambda pair: pair[0].value), prefixes)


def labels_of(store: Store, term: Named) -> list[str]:
    """Return what a term is called in a store, its label first."""
    if not isinstance(term, NamedNode):
        return []
    return [
        label
        for kind in LABELS
        for label in sorted(
            quad.object.value
            for quad in store.quads_for_pattern(term, kind, None, None)
            if isinstance(quad.object, Literal)
        )
    ]


def last_part(term: Named) -> str:
    """Return the last part of an IRI, or the text of a literal."""
    if isinstance(term, Literal):
        return term.value
    return re.split(r"[/#]", term.value.rstrip("/#"))[-1]


def _forms(term: Named, prefixes: Prefixes) -> list[str]:
    if isinstance(term, Literal):
        return [term.value]
    return [term.value, f"<{term.value}>", prefixes.curie(term.value), last_part(term)]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
