"""Nanopublications: each finding and mechanism statement as something that can be cited alone."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ixakg.exports.turtle import with_head
from ixakg.turtle import Writer
from ixakg.vocabulary import INDIVIDUALS, NP, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from ixakg.exports.content import Content

    Row = tuple[str, str, str, str, str]

PARTS = {
    "assertion": NP.hasAssertion,
    "provenance": NP.hasProvenance,
    "publication": NP.hasPublicationInfo,
}


def write(content: Content, out: BinaryIO) -> None:
    """Write a nanopublication for each fact that the query in ``queries/exports`` finds.

    Raises:
        InvalidQuestion: the query is missing, or is no SELECT.
    """
    writer = Writer(content.prefixes)
    facts = groupby(_rows(content), itemgetter(0))
    with_head(writer, (text for _, rows in facts for text in _nanopub(rows, writer)), out)


def _rows(content: Content) -> Iterator[Row]:
    for fact, part, subject, predicate, value in content.select("exports", "nanopublications"):
        yield str(fact), str(part)[1:-1], str(subject or ""), str(predicate), str(value)


def _nanopub(rows: Iterable[Row], writer: Writer) -> Iterator[str]:
    said = list(rows)
    name = INDIVIDUALS + "nanopublication/" + said[0][0][1:-1].removeprefix(INDIVIDUALS)
    graphs = {part: f"<{name}#{part}>" for part in PARTS}
    # A part speaks of the assertion or of the whole where it does not say of what.
    about = {"provenance": graphs["assertion"], "publication": f"<{name}>"}
    head = [(str(predicate), graphs[part]) for part, predicate in PARTS.items()]
    yield from _graph(
        f"<{name}#head>", {f"<{name}>": [(str(RDF.type), str(NP.Nanopublication)), *head]}, writer
    )
    for part in PARTS:
        blocks = defaultdict(list)
        for _, found, subject, predicate, value in said:
            if found == part:
                blocks[subject or about[part]].append((predicate, value))
        yield from _graph(graphs[part], blocks, writer)


def _graph(name: str, blocks: dict[str, list[tuple[str, str]]], writer: Writer) -> Iterator[str]:
    yield f"\n{writer.term(name)} {{\n"
    for subject in sorted(blocks):
        yield "\n" + writer.block(subject, blocks[subject])
    yield "\n}\n"
