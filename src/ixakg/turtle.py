"""Read Turtle, and write it: the same triples give the same bytes, in every process."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ixakg.errors import InvalidTurtle
from ixakg.vocabulary import INDIVIDUALS, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad, Triple

    from ixakg.prefixes import Prefixes

LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
RELATIVE = re.compile(r"(?!\.\.?(/|$))[A-Za-z0-9_.~%-]+(/(?!\.\.?(/|$))[A-Za-z0-9_.~%-]+)*")
BARE = {
    XSD.boolean: re.compile(r"true|false"),
    XSD.decimal: re.compile(r"[+-]?\d*\.\d+"),
    XSD.integer: re.compile(r"[+-]?\d+"),
}
FIRST = {RDF.type: 0, RDFS.label: 1}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def read(path: Path) -> list[Triple]:
    """Return the triples of a Turtle file, in their order.

    Raises:
        InvalidTurtle: the file is no Turtle.
    """
    try:
        return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise InvalidTurtle(f"{path.name}: {error.msg}; mend the file") from None


def write(
    triples: Iterable[Triple],
    prefixes: Prefixes,
    *,
    blank_nodes: bool = False,
    base: str = INDIVIDUALS,
) -> str:
    """Return Turtle with sorted subjects, predicates and objects.

    Raises:
        InvalidTurtle: a triple has a blank node where none are wanted, or is about a triple.
    """
    return _Writer(prefixes, base, blank_nodes=blank_nodes).document({None: set(triples)})


def write_graphs(quads: Iterable[Quad], prefixes: Prefixes, *, base: str = INDIVIDUALS) -> str:
    """Return TriG with sorted named graphs, each as ``write`` has it.

    Raises:
        InvalidTurtle: a triple has a blank node, or is about a triple.
    """
    graphs: dict[NamedNode | None, set[Triple]] = defaultdict(set)
    for quad in quads:
        graph = quad.graph_name
        graphs[graph if isinstance(graph, NamedNode) else None].add(quad.triple)
    return _Writer(prefixes, base).document(graphs)


class _Writer:
    """Writes one document, and notes which prefixes it needs."""

    def __init__(self, prefixes: Prefixes, base: str, *, blank_nodes: bool = False) -> None:
        self._prefixes = prefixes
        self._base = base
        self._blank_nodes = blank_nodes
        self._used: set[str] = set()
        self._names: dict[NamedNode, str] = {}

    def document(self, graphs: Mapping[NamedNode | None, set[Triple]]) -> str:
        body: list[str] = []
        for graph in sorted(graphs, key=str):
            blocks = self._blocks(graphs[graph])
            if graph is not None:
                blocks = [f"{self._name(graph)} {{\n", *("\n" + b for b in blocks), "}\n"]
                blocks = ["".join(blocks)]
            body += blocks
        base = [f"@base <{self._base}> ."]
        head = [f"@prefix {name}: <{self._prefixes[name]}> ." for name in sorted(self._used)]
        return "\n".join(base + head) + "\n" + "".join("\n" + block for block in body)

    def _blocks(self, triples: set[Triple]) -> list[str]:
        blocks: dict[str, dict[NamedNode, set[str]]] = defaultdict(lambda: defaultdict(set))
        subjects: dict[str, str] = {}
        for triple in triples:
            subject = str(triple.subject)
            subjects[subject] = self._term(triple.subject)
            blocks[subject][triple.predicate].add(self._term(triple.object))
        return [self._block(subjects[subject], blocks[subject]) for subject in sorted(blocks)]

    def _block(self, subject: str, said: dict[NamedNode, set[str]]) -> str:
        named = [
            (FIRST.get(predicate, 2), self._verb(predicate), objects)
            for predicate, objects in said.items()
        ]
        lines = [f"{verb} {' , '.join(sorted(objects))}" for _, verb, objects in sorted(named)]
        return f"{subject} " + " ;\n    ".join(lines) + " .\n"

    def _verb(self, predicate: NamedNode) -> str:
        return "a" if predicate == RDF.type else self._name(predicate)

    def _term(self, term: object) -> str:
        match term:
            case NamedNode():
                return self._name(term)
            case Literal():
                return self._literal(term)
            case BlankNode() if self._blank_nodes:
                return str(term)
        raise InvalidTurtle(f"{term} is a node without a name; give it an IRI")

    def _name(self, node: NamedNode) -> str:
        if node not in self._names:
            self._names[node] = self._short(node.value)
        return self._names[node]

    def _short(self, iri: str) -> str:
        rest = iri.removeprefix(self._base)
        if rest != iri and RELATIVE.fullmatch(rest):
            return f"<{rest}>"
        parts = self._prefixes.split(iri)
        if parts and LOCAL.fullmatch(parts[1]):
            self._used.add(parts[0])
            return ":".join(parts)
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        datatype, value = literal.datatype, literal.value
        if datatype == XSD.decimal and BARE[XSD.integer].fullmatch(value):
            value += ".0"
        if datatype in BARE and BARE[datatype].fullmatch(value):
            return value
        quoted = '"' + "".join(ESCAPES.get(c, _escaped(c)) for c in value) + '"'
        if literal.language:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{quoted}@{literal.language}{direction}"
        return quoted if datatype == XSD.string else f"{quoted}^^{self._name(datatype)}"


def _escaped(character: str) -> str:
    """Return control characters in a form that survives editors and diffs."""
    return character if character.isprintable() else f"\\U{ord(character):08X}"
