"""Push named graphs into a store: what changed and nothing else, verified, marked at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from ixakg.errors import StoreFailure
from ixakg.stores.fingerprints import Difference, Mark, differences, lines, mark, skolemised
from ixakg.stores.unions import marked, unions
from ixakg.vocabulary import GRAPHS, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ixakg.stores.endpoint import Endpoint

META = f"{GRAPHS}meta"
SHA256 = "https://schema.org/sha256"
COUNT = "http://rdfs.org/ns/void#triples"
VERSION = "https://schema.org/version"
COUNTS = (
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
    f'FILTER (STRSTARTS(STR(?g), "{GRAPHS}")) }} GROUP BY ?g'
)
MARKS = (
    f"SELECT ?g ?hash ?n ?of WHERE {{ GRAPH <{META}> {{ ?g <{SHA256}> ?hash . ?g <{COUNT}> ?n . "
    f"OPTIONAL {{ ?g <{VERSION}> ?of . }} }} }}"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would do with each named graph."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def sent(self) -> tuple[str, ...]:
        """The graphs that are sent."""
        return tuple(sorted((*self.new, *self.changed)))

    @property
    def idle(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.sent or self.removed or self.adopted)


class Push:
    """A push of named graphs into a store.

    The graph ``meta`` holds the hash of every graph that was sent and verified. A graph loses its
    mark before it is changed and gets a new one when all is done, so that after a cut the next push
    looks at what is there, and sends the rest.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        graphs: Mapping[str, Iterable[Triple]],
        *,
        partial: bool = False,
    ) -> None:
        self._endpoint = endpoint
        self._graphs = {iri: tuple(triples) for iri, triples in graphs.items() if iri != META}
        if endpoint.target.profile.unions and not partial:
            self._graphs |= unions(self._graphs)
        self._meta = lines(graphs.get(META, ()))
        self._lines = {iri: lines(triples) for iri, triples in self._graphs.items()}
        self._own = marked({iri: mark(found) for iri, found in self._lines.items()})
        self._partial = partial

    def plan(self) -> Plan:
        """Return what is to be done, by the marks in the store and the sizes of its graphs.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        marks, counts = self.marks(), self._counts()
        new, changed, adopted, same, foreign = (list[str]() for _ in range(5))
        for iri, own in sorted(self._own.items()):
            there = counts.get(iri, 0)
            if not iri.startswith(GRAPHS) and iri not in marks and there:
                foreign.append(iri)
            elif marks.get(iri) == own and there == own.triples:
                same.append(iri)
            elif there == own.triples and not self.differences(iri):
                adopted.append(iri)
            else:
                (changed if there else new).append(iri)
        gone = () if self._partial else sorted(marks.keys() - self._own.keys())
        strange = counts.keys() - self._own.keys() - marks.keys() - {META}
        foreign += [] if self._partial else sorted(strange)
        return Plan(
            tuple(new), tuple(changed), tuple(gone), tuple(adopted), tuple(same), tuple(foreign),
            marks,
        )  # fmt: skip

    def run(self, plan: Plan, progress: Callable[[str], None]) -> dict[str, list[Difference]]:
        """Do what is planned, and return how graphs differ in the store from what was sent.

        Raises:
            StoreFailure: the store says nothing, or refuses; the next push goes on from there.
        """
        touched = {*plan.sent, *plan.removed}
        kept = {iri: found for iri, found in plan.marks.items() if iri not in touched}
        if kept != plan.marks:
            self._mark(kept)
        for iri in plan.sent:
            progress(f"sending {iri}")
            self._write(iri, self._lines[iri])
        for iri in plan.removed:
            progress(f"removing {iri}")
            self._remove(iri)
        found = {iri: self.differences(iri) for iri in self._noted(plan.sent, progress)}
        found = {iri: listed for iri, listed in found.items() if listed}
        verified = {iri: self._own[iri] for iri in (*plan.sent, *plan.adopted) if iri not in found}
        if touched or verified:
            self._mark({**kept, **verified})
        return found

    def check(self) -> dict[str, list[Difference]]:
        """Return how every graph in the store differs from what would be sent; nothing is sent.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        found = {iri: self.differences(iri) for iri in sorted(self._graphs)}
        return {iri: listed for iri, listed in found.items() if listed}

    def differences(self, iri: str) -> list[Difference]:
        """Return how a graph in the store differs, by value, from the one here.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        return differences(self._graphs[iri], contents(self._endpoint, iri))

    def marks(self) -> dict[str, Mark]:
        """Return the marks that earlier pushes left in the store."""
        return marks(self._endpoint)

    def _counts(self) -> dict[str, int]:
        rows = self._endpoint.rows(COUNTS)
        ours = {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
        outside = [iri for iri in self._graphs if not iri.startswith(GRAPHS)]
        return {**ours, **{iri: size(self._endpoint, iri) for iri in outside}}

    def _noted(self, graphs: Sequence[str], progress: Callable[[str], None]) -> Iterator[str]:
        for iri in graphs:
            progress(f"verifying {iri}")
            yield iri

    def _mark(self, marks: Mapping[str, Mark]) -> None:
        said = [
            line
            for iri, found in sorted(marks.items())
            for line in (
                f'<{iri}> <{SHA256}> "{found.sha256}" .',
                f'<{iri}> <{COUNT}> "{found.triples}"^^{XSD.integer} .',
                *([f'<{iri}> <{VERSION}> "{found.of}" .'] if found.of else ()),
            )
        ]
        self._write(META, (*said, *self._meta))

    def _write(self, iri: str, canonical: Sequence[str]) -> None:
        if not canonical:
            self._remove(iri)
            return
        endpoint = self._endpoint
        if endpoint.target.graph_store and endpoint.put(iri, "\n".join((*canonical, "")).encode()):
            return
        for update in _updates(iri, canonical, endpoint):
            endpoint.update(update)

    def _remove(self, iri: str) -> None:
        if not (self._endpoint.target.graph_store and self._endpoint.delete(iri)):
            self._endpoint.update(f"DROP SILENT GRAPH <{iri}>")


def marks(endpoint: Endpoint) -> dict[str, Mark]:
    """Return the marks that earlier pushes left in a store.

    Raises:
        StoreFailure: the store says nothing, or refuses.
    """
    return {
        row["g"]["value"]: Mark(
            int(row["n"]["value"]), row["hash"]["value"], row.get("of", {}).get("value", "")
        )
        for row in endpoint.rows(MARKS)
    }


def size(endpoint: Endpoint, iri: str) -> int:
    """Return the number of triples in a named graph of a store."""
    (row,) = endpoint.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
    return int(row["n"]["value"])


def contents(endpoint: Endpoint, iri: str) -> list[Triple]:
    """Return the triples of a named graph of a store, however few it gives at a time.

    Raises:
        StoreFailure: the store says nothing, refuses, or gives no triples that can be read.
    """
    number, most = size(endpoint, iri), endpoint.target.profile.most_rows
    try:
        if endpoint.target.graph_store and not (most and number >= most):
            return [quad.triple for quad in parse(endpoint.get(iri), format=RdfFormat.N_TRIPLES)]
        return list(_pages(endpoint, iri, number, most or number or 1))
    except (SyntaxError, ValueError):
        raise StoreFailure(
            f"{endpoint.target.read} gives no N-Triples for {iri}; is the profile right?"
        ) from None


def _pages(endpoint: Endpoint, iri: str, number: int, most: int) -> Iterator[Triple]:
    for offset in range(0, number, most):
        query = (
            f"SELECT ?s ?p ?o WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} OFFSET {offset} LIMIT {most}"
        )
        answer = parse_query_results(endpoint.select(query).content, format=QueryResultsFormat.JSON)
        if isinstance(answer, QuerySolutions):
            yield from (Triple(row["s"], row["p"], row["o"]) for row in answer)


def _updates(iri: str, canonical: Iterable[str], endpoint: Endpoint) -> Iterator[str]:
    """Yield the updates that make some triples the whole of a graph, each within the limits."""
    profile = endpoint.target.profile
    start, chunk, length = f"DROP SILENT GRAPH <{iri}> ;\n", list[str](), 0
    for line in skolemised(iri, canonical):
        full = len(chunk) >= profile.chunk_triples
        if chunk and (full or length + len(line.encode()) > profile.chunk_bytes):
            yield _insert(start, iri, chunk)
            start, chunk, length = "", [], 0
        chunk.append(line)
        length += len(line.encode()) + 1
    yield _insert(start, iri, chunk)


def _insert(start: str, iri: str, chunk: Sequence[str]) -> str:
    body = "\n".join(chunk)
    return f"{start}INSERT DATA {{ GRAPH <{iri}> {{\n{body}\n}} }}"
