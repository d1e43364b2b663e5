"""What somebody means by a name: things that a store speaks of, ours before those of others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg.names import of_store

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ixakg.errors import UnknownName
    from ixakg.names import Named, Names
    from ixakg.prefixes import Prefixes


class Lexicon:
    """Finds what a store speaks of by labels, synonyms, CURIEs, IRIs, or the last part of one."""

    def __init__(self, store: Store, prefixes: Prefixes, ours: tuple[str, ...]) -> None:
        self._store = store
        self._prefixes = prefixes
        self._ours = ours

    @cached_property
    def names(self) -> Names:
        """The names of everything that has one."""
        return of_store(self._store, self._prefixes)

    def find(self, name: str) -> list[NamedNode]:
        """Return what has a name: things of ours, where there are any; none where nothing has it.

        What has no label is found by its CURIE or IRI, if any triple is about it or leads to it; an
        IRI in angle brackets is no name of anything else.
        """
        if name.startswith("<") and name.endswith(">"):
            return self._nodes(name)
        named = [term for term in self.names.find(name) if isinstance(term, NamedNode)]
        return [term for term in named if self.is_ours(term)] or named or self._nodes(name)

    def things(self, name: str) -> list[NamedNode]:
        """Return what has a name.

        Raises:
            UnknownName: nothing has that name.
        """
        found = self.find(name)
        if not found:
            raise self.unknown(name)
        return found

    def everything(self, name: str) -> set[Named]:
        """Return all that has a name or is one, ours or not."""
        return {*self.names.find(name), *self._nodes(name)}

    def search(self, words: str) -> list[tuple[NamedNode, str]]:
        """Return the things of whose names one has all the words, and their labels: best first."""
        return self.names.search(words)

    def labelled(self, label: str) -> list[NamedNode]:
        """Return the things of ours that have just this label."""
        return [
            term
            for term in self.names.find(label)
            if isinstance(term, NamedNode)
            and self.is_ours(term)
            and self.names.label(term) == label
        ]

    def unknown(self, name: str) -> UnknownName:
        """Return the error for a name that nothing has."""
        return self.names.unknown(name)

    def nearest(self, name: str) -> str:
        """Return what is called most like a name that nothing has, as a hint."""
        return self.names.nearest(name)

    def is_ours(self, term: NamedNode) -> bool:
        """Tell whether something is a thing or a term of the graph's own."""
        return term.value.startswith(self._ours)

    def _nodes(self, name: str) -> list[NamedNode]:
        node = self._prefixes.node(name)
        patterns = ((node, None, None), (None, None, node)) if node else ()
        found = any(next(self._store.quads_for_pattern(*p), None) for p in patterns)
        return [node] if node and found else []
