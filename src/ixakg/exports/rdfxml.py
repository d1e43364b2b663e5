"""RDF/XML, which Protégé and owlready2 read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from ixakg.errors import InvalidExport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pyoxigraph import Triple

    from ixakg.exports.content import Content

# XML 1.0 has no way to write these, not even as references.
UNWRITABLE = re.compile(r"\\u00(?:0[0-8BCEFbcef]|1[0-9A-Fa-f])|\\[bf]|[\ufffe\uffff]")
NAMED = re.compile(r"[A-Za-z_]\Z|[A-Za-z_\u00c0-\U000effff][\w.\u00b7-]*\Z")


def write(content: Content, out: BinaryIO) -> None:
    """Write RDF/XML.

    Raises:
        InvalidExport: a text or a predicate cannot be written in XML.
    """
    namespaces = {prefix: content.prefixes[prefix] for prefix in content.prefixes}
    serialize(_triples(content), out, format=RdfFormat.RDF_XML, prefixes=namespaces)


def _triples(content: Content) -> Iterator[Triple]:
    predicates: set[str] = set()
    for part in content.parts():
        for lines in part.chunks:
            for line in lines:
                _refuse_unwritable(line)
            for quad in parse(b"".join(lines), format=RdfFormat.N_TRIPLES):
                predicate = quad.predicate.value
                if predicate not in predicates:
                    if not NAMED.search(predicate):
                        raise InvalidExport(
                            f"<{predicate}> does not end in a name, which RDF/XML needs of a "
                            "property; write .ttl"
                        )
                    predicates.add(predicate)
                yield quad.triple


def _refuse_unwritable(line: bytes) -> None:
    # A backslash is itself escaped, so an escape follows an even number of them.
    text = line.decode().replace("\\\\", "")
    if UNWRITABLE.search(text):
        raise InvalidExport(f"XML cannot hold a character of {text.strip()[:120]}; write .ttl")
