"""The formats by the endings of file names: a new one is a line here and a small module."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from ixakg.errors import InvalidExport
from ixakg.files import uncompressed, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ixakg.exports.content import Content


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written, and what it can hold."""

    ending: str
    title: str
    writer: str
    media_type: str
    graphs: bool = True
    lossless: bool = True

    def write(self, content: Content, out: BinaryIO) -> str | None:
        """Write content, and return what there is to say about it, if anything."""
        module, _, function = self.writer.partition(":")
        found = import_module(f"ixakg.exports.{module}")
        write: Callable[[Content, BinaryIO], str | None] = getattr(found, function or "write")
        return write(content, out)


FORMATS = (
    Format(".canonical.nq", "canonical N-Quads", "canonical", "application/n-quads"),
    Format(".jsonld", "JSON-LD", "jsonld", "application/ld+json"),
    Format(".nq", "N-Quads", "nquads", "application/n-quads"),
    Format(".nt", "N-Triples", "nquads:triples", "application/n-triples", graphs=False),
    Format(".rdf", "RDF/XML", "rdfxml", "application/rdf+xml", graphs=False),
    Format(".trig", "TriG", "turtle:trig", "application/trig"),
    Format(".ttl", "Turtle", "turtle", "text/turtle", graphs=False),
    Format(".nanopub.trig", "nanopublications", "nanopubs", "application/trig", lossless=False),
    Format(".csv", "findings", "tables:csv", "text/csv", lossless=False),
    Format(".parquet", "findings", "parquet", "application/vnd.apache.parquet", lossless=False),
    Format("nodes.tsv", "KGX nodes", "tables:nodes", "text/tab-separated-values", lossless=False),
    Format("edges.tsv", "KGX edges", "tables:edges", "text/tab-separated-values", lossless=False),
)


def of_name(name: str) -> Format:
    """Return the format of the longest ending of a file's name, leaving compression aside.

    Raises:
        InvalidExport: there is none.
    """
    plain = uncompressed(name)
    fitting = [form for form in FORMATS if plain.endswith(form.ending)]
    if not fitting:
        endings = ", ".join(form.ending for form in FORMATS)
        raise InvalidExport(f"{name}: no format ends so; there are {endings}, with .gz or .zst")
    return max(fitting, key=lambda form: len(form.ending))


def export(content: Content, path: Path) -> str | None:
    """Write content into a file, and return what there is to say about it.

    Raises:
        InvalidExport: the format is unknown, or would lose what was asked for.
        CannotWrite: the file cannot be written.
    """
    form = of_name(path.name)
    if not form.graphs and len(content.graphs) > 1 and not content.merge:
        raise InvalidExport(
            f"{path.name}: {form.title} holds one graph, and {len(content.graphs)} are chosen; "
            "add --merge, choose one with --graph, or write .trig"
        )
    with writing(path) as out:
        return form.write(content, out)
