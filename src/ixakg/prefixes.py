"""Short names of IRIs: the one table of prefixes, ``ontology/prefixes.tsv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg.errors import InvalidPrefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Prefixes:
    """Namespaces by prefix; turns IRIs into CURIEs and back."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = dict(sorted(namespaces.items()))
        # What an IRI begins with leaves few namespaces to try, of which the longest comes first.
        self._start = min(map(len, self._namespaces.values()), default=0)
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for prefix, namespace in sorted(self._namespaces.items(), key=lambda pair: -len(pair[1])):
            self._by_start.setdefault(namespace[: self._start], []).append((prefix, namespace))

    @classmethod
    def read(cls, path: Path) -> Prefixes:
        """Return the prefixes of a table with the columns ``prefix`` and ``namespace``.

        Raises:
            InvalidPrefixes: a line is not two cells, or a prefix stands there twice.
        """
        header, *lines = path.read_text(encoding="utf-8-sig").splitlines()
        if header.split("\t")[:2] != ["prefix", "namespace"]:
            raise InvalidPrefixes(f"{path.name}:1: the header must be prefix<TAB>namespace")
        namespaces: dict[str, str] = {}
        for number, line in enumerate(lines, start=2):
            prefix, _, namespace = line.partition("\t")
            if not namespace or "\t" in namespace or prefix in namespaces:
                raise InvalidPrefixes(
                    f"{path.name}:{number}: write one prefix, a tab and its namespace, once"
                )
            namespaces[prefix] = namespace
        return cls(namespaces)

    def __iter__(self) -> Iterator[str]:
        """Return the prefixes in alphabetical order."""
        return iter(self._namespaces)

    def __getitem__(self, prefix: str) -> str:
        """Return the namespace of a prefix."""
        return self._namespaces[prefix]

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return prefix and rest of an IRI by the longest namespace that fits, if one does."""
        for prefix, namespace in self._by_start.get(iri[: self._start], ()):
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return prefix, iri[len(namespace) :]
        return None

    def curie(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI itself where no prefix fits."""
        parts = self.split(iri)
        return ":".join(parts) if parts else iri

    def expand(self, curie: str) -> str | None:
        """Return the IRI that a CURIE stands for, if its prefix is known."""
        prefix, colon, rest = curie.partition(":")
        if not colon or rest.startswith("//") or prefix not in self._namespaces:
            return None
        return self._namespaces[prefix] + rest

    def node(self, name: str) -> NamedNode | None:
        """Return the node of a CURIE or of an IRI, which may stand in angle brackets."""
        try:
            return NamedNode(self.expand(name) or name.strip("<>"))
        except ValueError:
            return None
