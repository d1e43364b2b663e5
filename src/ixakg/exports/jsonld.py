"""JSON-LD with its context inside: a line a node, so that nobody has to fetch or hold anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg.errors import InvalidExport
from ixakg.exports.blocks import blocks
from ixakg.turtle import MANY
from ixakg.vocabulary import IXA, OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ixakg.exports.blocks import Said
    from ixakg.exports.content import Content, Part

    Kind = tuple[str, str] | None

ENGLISH = "en"
NODE = ("@type", "@id")
FIRST = frozenset({'"label"', '"type"'})
TYPE = str(RDF.type)


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


def context(content: Content) -> dict[str, object]:
    """Return the context that the files carry inside, for those who want it by itself."""
    return _Words(content).context


class _Words:
    """Short names for IRIs and properties, as the context explains them."""

    def __init__(self, content: Content) -> None:
        self._prefixes = content.prefixes
        self._terms = dict(self._properties(content))
        self._verbs: dict[str, tuple[str, Kind]] = {TYPE: ('"type"', NODE)}
        self._quoted: dict[str, str] = {}
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

    def _properties(self, content: Content) -> Iterator[tuple[str, tuple[str, Kind]]]:
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

    def _value(self, content: Content, node: NamedNode, kind: NamedNode) -> Kind:
        if kind == OWL.ObjectProperty:
            return NODE
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
        iri = text[1:-1]
        short = self._prefixes.curie(iri)
        scheme, _, rest = iri.partition(":")
        taken = scheme in self._prefixes and not rest.startswith("//")
        if short == iri and (taken or scheme in ("id", "type", "label")):
            raise InvalidExport(f"{text} would be read as a short name; write .trig")
        if short != iri and short.split(":", 1)[1].startswith("//"):
            return iri
        return short

    def node(self, subject: str, said: Said) -> str:
        """Return everything that is said about one subject as a JSON object."""
        quoted, verbs = self._quoted, self._verbs
        found: dict[str, list[str]] = {}
        for predicate, value in said:
            term, kind = verbs.get(predicate) or self._verb(predicate)
            if value[0] == '"':
                if predicate == TYPE:
                    term = json.dumps(self.name(predicate))
                text = self._literal(value, kind)
            else:
                text = quoted.get(value) or self._quote(value)
                if kind is not NODE:
                    text = f'{{"@id": {text}}}'
            if term in found:
                found[term].append(text)
            else:
                found[term] = [text]
        pairs = [f'"id": {quoted.get(subject) or self._quote(subject)}']
        for term in sorted(found, key=_place):
            values = found[term]
            text = values[0] if len(values) == 1 else f"[{', '.join(sorted(values))}]"
            pairs.append(f"{term}: {text}")
        return f"{{{', '.join(pairs)}}}"

    def _verb(self, predicate: str) -> tuple[str, Kind]:
        """Return how a property is written, and what its values are; note it."""
        term, kind = self._terms.get(predicate[1:-1]) or (self.name(predicate), None)
        self._verbs[predicate] = json.dumps(term), kind
        return self._verbs[predicate]

    def _quote(self, text: str) -> str:
        """Return the short name of a node in quotes; note it."""
        if len(self._quoted) >= MANY:
            self._quoted.clear()
        self._quoted[text] = json.dumps(self.name(text))
        return self._quoted[text]

    def _literal(self, value: str, kind: Kind) -> str:
        # The escapes of N-Triples are those of JSON.
        end = value.rindex('"') + 1
        quoted, rest = value[:end], value[end:]
        if not rest:
            return quoted if kind is None else f'{{"@value": {quoted}}}'
        if rest[0] == "@":
            key, given = "@language", f'"{rest[1:]}"'
            if "--" in given:
                raise InvalidExport(f"JSON-LD readers drop the direction of {value}; write .trig")
        else:
            key, given = "@type", self._quoted.get(rest[2:]) or self._quote(rest[2:])
        if kind and kind[0] == key and given == f'"{kind[1]}"':
            return quoted
        return f'{{"@value": {quoted}, "{key}": {given}}}'


def _place(term: str) -> tuple[bool, str]:
    return term not in FIRST, term
