"""JSON-LD with its context inside: a line a node, so that nobody has to fetch or hold anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg.errors import InvalidExport
from ixakg.exports.blocks import blocks
from ixakg.vocabulary import IXA, OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ixakg.exports.blocks import Said
    from ixakg.exports.content import Content, Part

ENGLISH = "en"


def write(content: Content, out: BinaryIO) -> None:
    """Write JSON-LD; a graph is an object with its name, merged triples stand for themselves.

    Raises:
        InvalidExport: an IRI would be taken for a short name.
    """
    words = _Words(content)
    out.write(f'{{"@context": {json.dumps(words.context, indent=1)},\n"@graph": ['.encode())
    out.writelines(_joined(_part(part, words) for part in content.parts()))
    out.write(b"\n]}\n")


def _part(part: Part, words: _Words) -> Iterator[str]:
    """Yield the text of a graph in pieces, each of which begins where the last one ended."""
    if part.graph:
        yield f'\n{{"id": {json.dumps(words.name(str(part.graph)))}, "@graph": ['
    between = "\n"
    for subject, said in blocks(part.chunks):
        yield between + words.node(subject, said)
        between = ",\n"
    if part.graph:
        yield "\n]}"


def _joined(parts: Iterator[Iterator[str]]) -> Iterator[bytes]:
    between = ""
    for part in parts:
        for text in part:
            yield (between + text).encode()
            between = ""
        between = ","


class _Words:
    """Short names for IRIs and properties, as the context explains them."""

    def __init__(self, content: Content) -> None:
        self._prefixes = content.prefixes
        self._names: dict[str, str] = {}
        self._terms = dict(self._properties(content))
        self.context: dict[str, object] = {
            "@version": 1.1,
            "id": "@id",
            "type": "@type",
            **{
                prefix: {"@id": content.prefixes[prefix], "@prefix": True}
                for prefix in content.prefixes
            },
            **{
                term: {"@id": iri, **({kind[0]: kind[1]} if kind else {})}
                for iri, (term, kind) in sorted(self._terms.items())
            },
        }

    def _properties(
        self, content: Content
    ) -> Iterator[tuple[str, tuple[str, tuple[str, str] | None]]]:
        """Yield the properties of the ontology, their short names, and what their values are."""
        yield RDFS.label.value, ("label", ("@language", ENGLISH))
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
            for quad in content.store.quads_for_pattern(None, RDF.type, kind):
                node = quad.subject
                if not isinstance(node, NamedNode) or node.value not in IXA:
                    continue
                name = node.value.removeprefix(IXA.base)
                if name in content.prefixes or name in ("id", "type", "label"):
                    name = content.prefixes.curie(node.value)
                yield node.value, (name, self._value(content, node, kind))

    def _value(self, content: Content, node: NamedNode, kind: NamedNode) -> tuple[str, str] | None:
        if kind == OWL.ObjectProperty:
            return "@type", "@id"
        ranges = [q.object for q in content.store.quads_for_pattern(node, RDFS.range, None)]
        if len(ranges) == 1 and isinstance(ranges[0], NamedNode):
            datatype = ranges[0]
            if datatype.value in XSD and datatype != XSD.string:
                return "@type", content.prefixes.curie(datatype.value)
        return None

    def name(self, text: str) -> str:
        """Return the short name of a node."""
        if text[0] == "_":
            return text
        if text not in self._names:
            iri = text[1:-1]
            short = self._prefixes.curie(iri)
            scheme, _, rest = iri.partition(":")
            taken = scheme in self._prefixes and not rest.startswith("//")
            if short == iri and (taken or scheme in ("id", "type", "label")):
                raise InvalidExport(f"{text} would be read as a short name; write .trig")
            if short != iri and short.split(":", 1)[1].startswith("//"):
                short = iri
            self._names[text] = short
        return self._names[text]

    def node(self, subject: str, said: Said) -> str:
        """Return everything that is said about one subject as a JSON object."""
        found: dict[str, list[str]] = {}
        for predicate, value in said:
            if predicate == str(RDF.type) and value[0] != '"':
                found.setdefault("type", []).append(json.dumps(self.name(value)))
                continue
            iri = predicate[1:-1]
            term, kind = self._terms.get(iri) or (self.name(predicate), None)
            found.setdefault(term, []).append(self._object(value, kind))
        pairs = [f'"id": {json.dumps(self.name(subject))}']
        for term in sorted(found, key=lambda term: (term not in ("type", "label"), term)):
            values = sorted(found[term])
            text = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
            pairs.append(f"{json.dumps(term)}: {text}")
        return f"{{{', '.join(pairs)}}}"

    def _object(self, value: str, kind: tuple[str, str] | None) -> str:
        if value[0] != '"':
            name = json.dumps(self.name(value))
            return name if kind == ("@type", "@id") else f'{{"@id": {name}}}'
        # The escapes of N-Triples are those of JSON.
        end = value.rindex('"') + 1
        quoted, rest = value[:end], value[end:]
        if not rest:
            return quoted if kind is None else f'{{"@value": {quoted}}}'
        key, given = ("@language", rest[1:]) if rest[0] == "@" else ("@type", self.name(rest[2:]))
        if "--" in given and key == "@language":
            raise InvalidExport(f"JSON-LD readers drop the direction of {value}; write .trig")
        return quoted if kind == (key, given) else f'{{"@value": {quoted}, "{key}": "{given}"}}'
