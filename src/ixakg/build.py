"""From tables to facts: what would be written, whether it differs, and writing it at once."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ixakg import keys, mapping, metadata, tables, turtle
from ixakg.errors import InvalidTables, Problem, suggestion
from ixakg.prefixes import Prefixes
from ixakg.tables import Reading
from ixakg.terms import Terms
from ixakg.vocabulary import GRAPHS, IXA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ixakg.bundle import Bundle
    from ixakg.schema import Schema

METADATA = "csvw-metadata.json"


@dataclass(frozen=True, slots=True)
class Drift:
    """How the files in a folder differ from what the tables say."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    def changes(self) -> list[str]:
        """Return a phrase for each file that differs."""
        return [
            *(f"{name} is missing" for name in self.missing),
            *(f"{name} is not what the tables say" for name in self.changed),
            *(f"{name} belongs to no row" for name in self.stale),
        ]


def quads(bundle: Bundle, data: Sequence[Path] = ()) -> set[Quad]:
    """Return what the shipped tables say, or what tables in one's own folders add to them.

    Raises:
        InvalidTables: there are mistakes in the tables; the error lists all of them.
        InvalidSchema: the metadata of the tables cannot be used.
    """
    prefixes = Prefixes.read(bundle.prefixes)
    schema = metadata.read(bundle.tables / METADATA, prefixes)
    terms = Terms.read(sorted((bundle.root / "ontology").glob("*.ttl")))
    shipped = tables.read_folder(bundle.tables, schema, terms.gaps, shipped=True)
    own = sum((_own(folder, schema, terms) for folder in data), Reading())
    known = (*shipped.rows, *own.rows)
    said = mapping.facts(own.rows if data else shipped.rows, terms)
    problems = [
        *_undeclared_properties(schema, terms),
        *shipped.problems,
        *own.problems,
        *keys.duplicates(known),
        *keys.unresolved(known, known),
        *said.problems,
        *mapping.undeclared(said.statements, terms),
    ]
    if problems:
        raise InvalidTables(problems)
    context = mapping.facts(shipped.rows, terms).statements if data else ()
    return said.quads(context=context)


def everything(bundle: Bundle, data: Sequence[Path] = ()) -> set[Quad]:
    """Return what tables say, as ``quads`` does, together with what follows from it.

    Raises:
        InvalidTables: there are mistakes in the tables; the error lists all of them.
        InvalidSchema: the metadata of the tables cannot be used.
    """
    said = quads(bundle, data)
    known = quads(bundle) if data else set()
    return said | further(said, known, ontology(bundle))


def further(said: Collection[Quad], known: Iterable[Quad], ontology: Iterable[Quad]) -> set[Quad]:
    """Return the derived graphs that change when facts are added to known ones."""
    from ixakg.pathways.derivation import has_steps

    return derived([*known, *said], ontology) if has_steps(said) else set()


def derived(asserted: Iterable[Quad], ontology: Iterable[Quad]) -> set[Quad]:
    """Return what follows from facts and the ontology, in named graphs apart from the facts."""
    from ixakg.pathways import derivation

    return derivation.derived([*asserted, *ontology])


def ontology(bundle: Bundle) -> Iterator[Quad]:
    """Yield the triples of the ontology in their named graph."""
    for path, iri in bundle.graphs():
        if iri == f"{GRAPHS}ontology":
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(iri))


def plan(found: Iterable[Quad], prefixes: Prefixes) -> dict[str, str]:
    """Return the text of every file of facts, by its path under the folder of facts."""
    graphs: dict[str, set[Quad]] = defaultdict(set)
    for quad in found:
        graphs[str(quad.graph_name)[1:-1]].add(quad)
    return {
        f"{iri.removeprefix(GRAPHS)}.ttl": turtle.write({q.triple for q in graphs[iri]}, prefixes)
        for iri in sorted(graphs)
    }


def drift(planned: Mapping[str, str], folder: Path, *, stale: bool = True) -> Drift:
    """Return how the Turtle files in a folder differ from the planned ones.

    Files that are not planned count as stale, unless the folder may hold others.
    """
    present = {path.relative_to(folder).as_posix(): path for path in folder.glob("**/*.ttl")}
    return Drift(
        missing=tuple(sorted(planned.keys() - present.keys())),
        changed=tuple(
            name
            for name in sorted(planned.keys() & present.keys())
            if present[name].read_bytes() != planned[name].encode()
        ),
        stale=tuple(sorted(present.keys() - planned.keys())) if stale else (),
    )


def write(planned: Mapping[str, str], folder: Path, *, stale: bool = True) -> Drift:
    """Make the Turtle files in a folder the planned ones, and return what differed before.

    Stale files are removed, unless the folder may hold others.

    Every file is complete under a temporary name before the first old one is replaced, so that a
    failure on the way leaves the old files as they were.
    """
    before = drift(planned, folder, stale=stale)
    fresh: dict[Path, Path] = {}
    try:
        for name in (*before.missing, *before.changed):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh[path] = path.with_name(f".{path.name}.{os.getpid()}")
            fresh[path].write_bytes(planned[name].encode())
        for path, temporary in fresh.items():
            temporary.replace(path)
    finally:
        for temporary in fresh.values():
            temporary.unlink(missing_ok=True)
    for name in before.stale:
        (folder / name).unlink()
    return before


def _own(folder: Path, schema: Schema, terms: Terms) -> Reading:
    if not folder.is_dir():
        problem = Problem(str(folder), 0, "", "there is no such folder", "name a folder of tables")
        return Reading(problems=(problem,))
    return tables.read_folder(folder, schema, terms.gaps)


def _undeclared_properties(schema: Schema, terms: Terms) -> Iterator[Problem]:
    for table in schema:
        for column in table.columns:
            iri = column.property_url.expand({"_name": column.name})
            if iri and iri in IXA and iri not in terms.types and not column.suppress_output:
                name = iri.removeprefix(IXA.base)
                known = [term.removeprefix(IXA.base) for term in terms.types if term in IXA]
                what = f"{table.url}, column {column.name}: no property {name!r} is declared"
                yield Problem(METADATA, 0, "", what, suggestion(name, known))
