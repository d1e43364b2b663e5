"""From tables to facts: what would be written, whether it differs, and writing it at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Quad

from ixakg import bases, files, turtle
from ixakg.errors import CannotWrite, InvalidTables, Problem, suggestion
from ixakg.logic import axioms, reasoning
from ixakg.logic.rules import compiled
from ixakg.prefixes import Prefixes
from ixakg.store import AT_ONCE, OFF, REASONED, Shelf
from ixakg.tables import folders, keys, mapping, metadata
from ixakg.tables.mapping import Facts
from ixakg.tables.terms import Terms
from ixakg.vocabulary import BASE, IXA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

    from ixakg.bundle import Bundle
    from ixakg.tables.schema import Schema

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


class Told(NamedTuple):
    """What the shipped tables say, what one's own add, and every mistake in all of them."""

    shipped: Facts
    own: Facts
    problems: tuple[Problem, ...]


def told(bundle: Bundle, data: Sequence[Path] = (), *, base: str | None = None) -> Told:
    """Return what can be read of the shipped tables and of tables in one's own folders.

    The things and graphs of one's own folders are under a base: the given one, or what the
    settings of a folder say, or that of the shipped things, which keep their names in any case.

    Raises:
        InvalidBase: the given base cannot be used.
        InvalidSchema: the metadata of the tables cannot be used.
        MissingLibrary: there is a workbook, and openpyxl is not installed.
    """
    prefixes = Prefixes.read(bundle.prefixes)
    schema = metadata.read(bundle.tables / METADATA, prefixes)
    terms = Terms.read(sorted((bundle.root / "ontology").glob("*.ttl")))
    shipped = folders.read_shipped(bundle.tables, schema, terms.gaps)
    own = [folders.read_own(folder, schema, terms.gaps) for folder in data]
    places = [bases.of_folder(folder, base) for folder in data]
    known = (*shipped.rows, *(row for reading in own for row in reading.rows))
    unread = shipped.unread.union(*(reading.unread for reading in own))
    named = mapping.named(known)
    shipped_facts = mapping.facts(shipped.rows, terms, named)
    own_facts = [mapping.facts(reading.rows, terms, named) for reading in own]
    said = sum(own_facts, Facts()) if data else shipped_facts
    everything = (*shipped_facts.statements, *(said.statements if data else ()))
    problems = (
        *_undeclared_properties(schema, terms),
        *(problem for reading in (shipped, *own) for problem in reading.problems),
        *(place for place in places if isinstance(place, Problem)),
        *keys.duplicates(known),
        *keys.unresolved(known, known, unread),
        *said.problems,
        *mapping.undeclared(said.statements, terms, named, unread),
        *(() if unread else mapping.dangling(said.statements, everything)),
    )
    return Told(shipped_facts, _under(places, own_facts, shipped_facts.subjects()), problems)


def quads(bundle: Bundle, data: Sequence[Path] = (), *, base: str | None = None) -> set[Quad]:
    """Return what the shipped tables say, or what tables in one's own folders add to them.

    Raises:
        InvalidBase: the given base cannot be used.
        InvalidTables: there are mistakes in the tables; the error lists all of them.
        InvalidSchema: the metadata of the tables cannot be used.
        MissingLibrary: there is a workbook, and openpyxl is not installed.
    """
    found = told(bundle, data, base=base)
    if found.problems:
        raise InvalidTables(found.problems)
    if not data:
        return found.shipped.quads()
    return found.own.quads(context=found.shipped.statements)


def _under(places: Sequence[str | Problem], facts: Sequence[Facts], theirs: set[str]) -> Facts:
    """Return the facts of each folder under its base, with the names of shipped things as before.

    A thing is under the base of the first folder that says something about it.
    """
    roots = [BASE if isinstance(place, Problem) else place for place in places]
    names: dict[str, str] = {}
    known = set(theirs)
    for root, said in zip(roots, facts, strict=True):
        names |= bases.names(said.subjects() - known, root)
        known |= said.subjects()
    moved = (said.under(root, names) for root, said in zip(roots, facts, strict=True))
    return sum(moved, Facts())


def derived(bundle: Bundle, said: Collection[Quad], known: Iterable[Quad] = ()) -> set[Quad]:
    """Return what follows from facts and is not among them, in graphs of its own.

    That is what the axioms of the ontology entail, and, where there are steps, what these lead to
    in each context. What was known before serves as premises too: of the axioms it yields nothing
    new, and the contexts are derived again from all steps together.

    Raises:
        UnknownAxiom: the ontology holds an axiom that no rule is made from.
    """
    from ixakg.pathways import derivation

    ontology = [
        Quad(triple.subject, triple.predicate, triple.object, reasoning.ONTOLOGY)
        for path in sorted((bundle.root / "ontology").glob("*.ttl"))
        for triple in turtle.read(path)
    ]
    before = list(known)
    rules = compiled(axioms.read(quad.triple for quad in ontology)).rules
    found = reasoning.materialize(
        rules, {*_of(AT_ONCE, said), *ontology}, list(_of(REASONED, before))
    )
    if derivation.has_steps(said):
        stated = _of((*AT_ONCE, *OFF), (*before, *said))
        found |= derivation.derived({*stated, *ontology})
    return found


def stored(bundle: Bundle) -> Iterable[Quad]:
    """Return the facts of the files under a root, with what follows from them by the axioms.

    Raises:
        InvalidTurtle: a file is no Turtle.
    """
    return Shelf(bundle.graphs(), (*REASONED, *OFF)).holding(())


def _of(groups: Collection[str], quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of graphs of some groups."""
    return (quad for quad in quads if bases.group(str(quad.graph_name)[1:-1]) in groups)


def plan(
    found: Iterable[Quad], prefixes: Prefixes, under: Iterable[str] = (BASE,)
) -> dict[str, str]:
    """Return the text of every file of facts, by its path under the folder of facts."""
    graphs: dict[tuple[str, str], set[Triple]] = defaultdict(set)
    longest_first = sorted({BASE, *under}, key=lambda base: (-len(base), base))
    for quad in found:
        iri = str(quad.graph_name)[1:-1]
        base = next(base for base in longest_first if iri.startswith(base))
        graphs[iri.removeprefix(f"{base}graph/"), base].add(quad.triple)
    return {
        f"{path}.ttl": turtle.write(triples, prefixes, base=f"{base}id/")
        for (path, base), triples in sorted(graphs.items())
    }


def one_file(found: Iterable[Quad], prefixes: Prefixes, path: Path, base: str = BASE) -> str:
    """Return the text of one file: TriG with the named graphs, or Turtle with all triples.

    Raises:
        CannotWrite: the name of the file ends in neither ``.ttl`` nor ``.trig``.
    """
    suffix = path.suffix.lower()
    if suffix == ".trig":
        return turtle.write_graphs(found, prefixes, base=f"{base}id/")
    if suffix == ".ttl":
        return turtle.write({quad.triple for quad in found}, prefixes, base=f"{base}id/")
    raise CannotWrite(f"{path}: end the name of the file in .ttl (Turtle) or .trig (TriG)")


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

    Raises:
        CannotWrite: a file cannot be written; then the folder is as it was.
    """
    before = drift(planned, folder, stale=stale)
    files.write(
        {folder / name: planned[name].encode() for name in (*before.missing, *before.changed)}
    )
    for name in before.stale:
        (folder / name).unlink()
    return before


def _undeclared_properties(schema: Schema, terms: Terms) -> Iterator[Problem]:
    for table in schema:
        for column in table.columns:
            iri = column.property_url.expand({"_name": column.name})
            if iri and iri in IXA and iri not in terms.types and not column.suppress_output:
                name = iri.removeprefix(IXA.base)
                known = [term.removeprefix(IXA.base) for term in terms.types if term in IXA]
                what = f"{table.url}, column {column.name}: no property {name!r} is declared"
                yield Problem(METADATA, 0, "", what, suggestion(name, known))
