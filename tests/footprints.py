"""Which asserted facts no question and no rule of the audit touches.

Run: python tests/footprints.py > tests/untouched_facts.txt

A fact is touched if, without its triple, the answer to some question, the names that a parameter
takes or some line of the audit differs. Only queries that name its predicate, or leave a predicate
open, can differ, and the first that does is enough.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from ixakg import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Triple

ROOT = Path(__file__).parents[1]
# What is stated; what follows from it is written anew when it changes.
FACTS = [
    path
    for folder in ("", "source")
    for path in sorted((ROOT / "data" / "facts" / folder).glob("*.ttl"))
]
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OPEN = r"\?\w+ \?property \?\w+ \."


def asserted() -> list[Triple]:
    """Return the facts as triples, in the order of the files."""
    return [
        quad.triple for path in FACTS for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    ]


class Footprints:
    """Tells of triples whether any query's answer depends on them."""

    def __init__(self) -> None:
        prefixes = KnowledgeGraph.load().prefixes
        self._prefixes = prefixes
        self._store = Store()
        for path in (*sorted((ROOT / "ontology").glob("*.ttl")), *FACTS):
            self._store.load(path=str(path), format=RdfFormat.TURTLE)
        self._answers: dict[str, list[str]] = {}
        self._naming: dict[str, list[str]] = defaultdict(list)
        self._open: list[str] = []
        self._hits: Counter[tuple[str, str]] = Counter()
        for group in ("competency", "audit", "parameters"):
            for path in sorted((ROOT / "queries" / group).glob("*.rq")):
                self._read(path.read_text(encoding="utf-8"))

    def untouched(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Yield the triples that no answer depends on."""
        for triple in triples:
            quads: list[Quad] = list(
                self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
            )
            for quad in quads:
                self._store.remove(quad)
            differs = self._differs(triple.predicate.value)
            for quad in quads:
                self._store.add(quad)
            if not differs:
                yield triple

    def _differs(self, predicate: str) -> bool:
        candidates = self._naming[predicate] + self._open
        for query in sorted(candidates, key=lambda query: -self._hits[predicate, query]):
            if self._answer(query) != self._answers[query]:
                self._hits[predicate, query] += 1
                return True
        return False

    def _read(self, query: str) -> None:
        self._answers[query] = self._answer(query)
        text = re.sub(r"(?m)^#.*$|^PREFIX.*$", "", query)
        for prefix, name in set(re.findall(r"\b(\w+):(\w+)", text)):
            self._naming[self._prefixes[prefix] + name].append(query)
        if re.search(r"\ba\b", text):
            self._naming[TYPE].append(query)
        if re.search(OPEN, text):
            self._open.append(query)

    def _answer(self, query: str) -> list[str]:
        answer = self._store.query(query)
        assert isinstance(answer, QuerySolutions)
        return sorted(str(list(row)) for row in answer)


def main() -> None:
    """Print the facts that nothing touches."""
    lines = sorted(str(triple) for triple in Footprints().untouched(asserted()))
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
