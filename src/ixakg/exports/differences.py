"""What changed between two versions: terms, facts, and what follows from them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from ixakg.bundle import FOLDERS, Bundle
from ixakg.errors import CannotRead, MissingFolder
from ixakg.exports.blocks import blocks, nestable
from ixakg.exports.content import Content
from ixakg.exports.dataset import META
from ixakg.exports.selection import DERIVED
from ixakg.files import opened, uncompressed
from ixakg.solutions import count
from ixakg.turtle import Writer
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ixakg.prefixes import Prefixes

    Lines = frozenset[str]
    Version = dict[tuple[str, str], Lines]

READERS = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
NAMELESS = NamedNode(GRAPHS + "default")
FEW = 20
LABEL = "rdfs:label "
HEADINGS = {
    ("term", "added"): "Terms added",
    ("term", "changed"): "Terms changed",
    ("term", "removed"): "Terms removed",
    ("fact", "added"): "Facts added",
    ("fact", "changed"): "Facts changed",
    ("fact", "removed"): "Facts removed",
    ("consequence", "added"): "What newly follows",
    ("consequence", "changed"): "What follows differently",
    ("consequence", "removed"): "What no longer follows",
}


class Change(NamedTuple):
    """What is said about one thing in one graph, before and after."""

    kind: str
    how: str
    graph: str
    subject: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The changes from one version to another, in the order of what they are about."""

    changes: tuple[Change, ...]
    prefixes: Prefixes

    def text(self) -> str:
        """Return the changes as lines, as ``diff`` writes them; of what follows, the first few."""
        return "\n".join(self._section(heading, found) for heading, found in self._sections())

    def summary(self) -> str:
        """Return in one line how many terms, facts and consequences changed."""
        found = Counter((change.kind, change.how) for change in self.changes)
        parts: dict[str, list[str]] = {}
        for kind, how in HEADINGS:
            number = found[kind, how]
            if number:
                before = parts.setdefault(kind, [])
                before.append(f"{number if before else count(number, kind)} {how}")
        return "; ".join(", ".join(part) for part in parts.values())

    def markdown(self) -> str:
        """Return the changes as sections of a changelog."""
        pages = []
        for heading, found in self._sections():
            shown, rest = _first(found)
            items = [
                f"- {f'{c.label}, ' if c.label else ''}`{self._name(c.subject)}`"
                f"{f' ({c.graph})' if c.graph else ''}"
                for c in shown
            ]
            more = [f"- {rest}"] if rest else []
            pages.append(f"### {heading}\n\n" + "\n".join([*items, *more]) + "\n")
        return "\n".join(pages)

    def json(self) -> str:
        """Return the changes as a list of objects."""
        found = [change._asdict() for change in self.changes]
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"

    def _sections(self) -> Iterator[tuple[str, list[Change]]]:
        for (kind, how), heading in HEADINGS.items():
            found = [c for c in self.changes if (c.kind, c.how) == (kind, how)]
            if kind == "consequence":
                found.sort(key=lambda change: DERIVED.index(_group(change.graph)))
            if found:
                yield heading, found

    def _section(self, heading: str, changes: list[Change]) -> str:
        lines = [f"{heading} ({len(changes)})\n"]
        shown, rest = _first(changes)
        for change in shown:
            label = f"  {change.label}" if change.label else ""
            where = f"  in {change.graph}" if change.graph else ""
            lines.append(f"  {self._name(change.subject)}{label}{where}\n")
            if change.how == "changed" or change.kind == "consequence":
                lines += [f"    - {self._said(line)}\n" for line in change.gone]
                lines += [f"    + {self._said(line)}\n" for line in change.new]
        return "".join([*lines, f"  {rest}\n" if rest else ""])

    def _name(self, subject: str) -> str:
        return self.prefixes.curie(subject[1:-1]) if subject.startswith("<") else subject

    def _said(self, line: str) -> str:
        """Return what is said of a thing, with the name of another thing as it stands elsewhere."""
        predicate, _, value = line.partition(" ")
        relative = value.startswith("<") and value.endswith(">") and ":" not in value
        name = self.prefixes.curie(INDIVIDUALS + value[1:-1]) if relative else value
        return f"{predicate} {name}"


def compare(old: Path, new: Path, prefixes: Prefixes) -> Differences:
    """Return what changed between two folders, or files of any format that keeps all triples.

    Graphs are compared one by one, unless one side does not tell graphs apart.

    Raises:
        CannotRead: one of them is missing, or cannot be read.
    """
    stores = [read(old), read(new)]
    merge = any(NAMELESS in set(store.named_graphs()) for store in stores)
    before, after = (_version(store, prefixes, merge=merge) for store in stores)
    return Differences(tuple(sorted(_changes(before, after))), prefixes)


def read(path: Path) -> Store:
    """Return what a file, a release or a folder with the four folders holds.

    Raises:
        CannotRead: there is nothing of the kind, or it cannot be read.
    """
    store = Store()
    for file, graph in _files(path):
        form = READERS.get(Path(uncompressed(file.name)).suffix)
        if form is None:
            raise CannotRead(f"{file}: no format that can be read; there are {', '.join(READERS)}")
        try:
            with opened(file) as text:
                for quad in parse(text, format=form):
                    named = isinstance(quad.graph_name, NamedNode)
                    store.add(type(quad)(*quad.triple, quad.graph_name if named else graph))
        except (OSError, SyntaxError, ValueError) as error:
            raise CannotRead(f"{file}: {' '.join(str(error).split())}; mend the file") from None
    return store


def _files(path: Path) -> Iterable[tuple[Path, NamedNode]]:
    if path.is_file():
        return [(path, NAMELESS)]
    graphs = path / "graphs"
    if graphs.is_dir():
        return [
            (file, NamedNode(GRAPHS + file.relative_to(graphs).with_suffix("").as_posix()))
            for file in sorted(graphs.rglob("*.ttl"))
        ]
    try:
        return [(file, NamedNode(iri)) for file, iri in Bundle.at(path).graphs()]
    except MissingFolder:
        raise CannotRead(
            f"{path}: neither a file, nor a release with graphs/, nor a folder with "
            f"{', '.join(FOLDERS)}"
        ) from None


def _version(store: Store, prefixes: Prefixes, *, merge: bool) -> Version:
    """Return what is said in each graph about each subject, nameless nodes where mentioned."""
    # The description of a release says nothing that the other graphs do not.
    names = [g for g in store.named_graphs() if isinstance(g, NamedNode) and g != META]
    graphs = tuple(sorted(names, key=str))
    writer = Writer(prefixes)
    said: Version = {}
    for part in Content(store, graphs, prefixes, Bundle(Path()), merge).parts():
        writer.nested = nestable(part.nameless)
        name = part.graph.value.removeprefix(GRAPHS) if part.graph else ""
        for subject, pairs in blocks(part.chunks):
            if subject not in writer.nested:
                said[name, subject] = frozenset(
                    f"{writer.term(predicate)} {writer.term(value)}" for predicate, value in pairs
                )
        writer.nested = {}
    return {
        (graph, writer.term(subject) if subject[0] == "_" else subject): lines
        for (graph, subject), lines in said.items()
    }


def _changes(before: Version, after: Version) -> Iterator[Change]:
    labels = {**_labels(before), **_labels(after)}
    for key in before.keys() | after.keys():
        old, new = before.get(key, frozenset()), after.get(key, frozenset())
        if old != new:
            graph, subject = key
            how = "changed" if old and new else "added" if new else "removed"
            gone, fresh = tuple(sorted(old - new)), tuple(sorted(new - old))
            kind, label = _kind(graph, subject), labels.get(subject, "")
            yield Change(kind, how, graph, subject, gone, fresh, label)


def _kind(graph: str, subject: str) -> str:
    if _group(graph) in DERIVED:
        return "consequence"
    return "term" if subject.strip("<>") in IXA else "fact"


def _group(graph: str) -> str:
    return graph.split("/")[0]


def _labels(version: Version) -> dict[str, str]:
    """Return the first label of each thing that has one."""
    return {
        subject: min(labels).removeprefix(LABEL)
        for (_, subject), lines in version.items()
        if (labels := [line for line in lines if line.startswith(LABEL)])
    }


def _first(changes: list[Change]) -> tuple[list[Change], str]:
    """Return the changes to show, and how many more there are: one fact may have many effects."""
    shown = changes[:FEW] if changes[0].kind == "consequence" else changes
    rest = len(changes) - len(shown)
    return shown, f"and {rest} more, which --format json lists" if rest else ""
