"""Write triples as Turtle: the same triples give the same bytes, in every process."""

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

    Said = list[tuple[str, str]]

LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
RELATIVE = re.compile(r"(?!\.\.?(/|$))[A-Za-z0-9_.~%-]+(/(?!\.\.?(/|$))[A-Za-z0-9_.~%-]+)*")
BARE = {
    str(XSD.boolean): re.compile(r"true|false"),
    str(XSD.decimal): re.compile(r"[+-]?\d*\.\d+"),
    str(XSD.integer): re.compile(r"[+-]?\d+"),
}
MANY = 100_000  # names that are kept, so that memory does not grow with the graph
VERBS_FIRST = {str(RDF.type): 0, str(RDFS.label): 1}
TYPE, FIRST, REST, NIL = map(str, (RDF.type, RDF.first, RDF.rest, RDF.nil))


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
    writer = Writer(prefixes, base)
    body = "".join("\n" + block for block in _blocks(triples, writer, blank_nodes=blank_nodes))
    return writer.head() + body


def write_graphs(quads: Iterable[Quad], prefixes: Prefixes, *, base: str = INDIVIDUALS) -> str:
    """Return TriG with sorted named graphs, each as ``write`` has it.

    Raises:
        InvalidTurtle: a triple has a blank node, or is about a triple.
    """
    graphs: dict[str, set[Triple]] = defaultdict(set)
    for quad in quads:
        graphs[str(quad.graph_name)].add(quad.triple)
    writer = Writer(prefixes, base)
    body: list[str] = []
    for graph in sorted(graphs):
        blocks = "".join("\n" + b for b in _blocks(graphs[graph], writer, blank_nodes=False))
        body.append(f"\n{writer.term(graph)} {{\n{blocks}}}\n")
    return writer.head() + "".join(body)


def _blocks(triples: Iterable[Triple], writer: Writer, *, blank_nodes: bool) -> list[str]:
    """Return a block for each subject, in order."""
    said: dict[str, Said] = defaultdict(list)
    for triple in set(triples):
        for term in (triple.subject, triple.object):
            if not isinstance(term, NamedNode | Literal) and not (
                blank_nodes and isinstance(term, BlankNode)
            ):
                raise InvalidTurtle(f"{term} is a node without a name; give it an IRI")
        said[str(triple.subject)].append((str(triple.predicate), str(triple.object)))
    return [writer.block(subject, said[subject]) for subject in sorted(said)]


class Writer:
    """Writes blocks of triples given as in N-Triples, and notes which prefixes they need.

    Nodes without a name that are said to be ``nested`` are written where they are mentioned.
    """

    def __init__(self, prefixes: Prefixes, base: str = INDIVIDUALS) -> None:
        self._base = base
        self.nested: Mapping[str, Said] = {}
        self._prefixes = prefixes
        self._used: set[str] = set()
        self._names: dict[str, str] = {}
        self._verbs: dict[str, tuple[int, str]] = {}

    def head(self) -> str:
        """Return the declarations that the blocks written so far need."""
        base = [f"@base <{self._base}> ."]
        head = [f"@prefix {name}: <{self._prefixes[name]}> ." for name in sorted(self._used)]
        return "\n".join(base + head) + "\n"

    def block(self, subject: str, said: Said) -> str:
        """Return everything that is said about one subject."""
        return f"{self.term(subject)} " + " ;\n    ".join(self._lines(said)) + " .\n"

    def term(self, text: str) -> str:
        """Return a term as Turtle writes it."""
        match text[0]:
            case "<":
                return self._name(text)
            case "_":
                return self._node(text) if text in self.nested else text
        return self._literal(text)

    def _lines(self, said: Said) -> list[str]:
        names, verbs = self._names, self._verbs
        objects: dict[tuple[int, str], list[str]] = {}
        for predicate, text in said:
            verb = verbs.get(predicate) or self._verb(predicate)
            value = names.get(text) or self.term(text)
            if verb in objects:
                objects[verb].append(value)
            else:
                objects[verb] = [value]
        return [
            f"{verb[1]} {values[0] if len(values) == 1 else ' , '.join(sorted(values))}"
            for verb, values in sorted(objects.items())
        ]

    def _verb(self, predicate: str) -> tuple[int, str]:
        """Return the place of a predicate among those of a block, and its name; note them."""
        name = "a" if predicate == TYPE else self._name(predicate)
        self._verbs[predicate] = (VERBS_FIRST.get(predicate, 2), name)
        return self._verbs[predicate]

    def _node(self, label: str) -> str:
        members = self._members(label)
        if members is not None:
            return f"( {' '.join(map(self.term, members))} )"
        return f"[ {' ; '.join(self._lines(self.nested[label]))} ]"

    def _members(self, label: str) -> list[str] | None:
        """Return the members of the list that a node begins, if all of it can be written so."""
        members = []
        while label != NIL:
            said = dict(self.nested.get(label, ()))
            if said.keys() != {FIRST, REST} or len(self.nested[label]) != len(said):
                return None
            members.append(said[FIRST])
            label = said[REST]
        return members

    def _name(self, text: str) -> str:
        names = self._names
        if text not in names:
            if len(names) >= MANY:
                names.clear()
            names[text] = self._short(text[1:-1])
        return names[text]

    def _short(self, iri: str) -> str:
        rest = iri.removeprefix(self._base)
        if rest != iri and RELATIVE.fullmatch(rest):
            return f"<{rest}>"
        parts = self._prefixes.split(iri)
        if parts and LOCAL.fullmatch(parts[1]):
            self._used.add(parts[0])
            return ":".join(parts)
        return f"<{iri}>"

    def _literal(self, text: str) -> str:
        if not text.isprintable():
            text = "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in text)
        if text[-1] != ">":
            return text
        quoted, _, datatype = text.rpartition("^^")
        value = quoted[1:-1]
        if datatype in BARE and BARE[datatype].fullmatch(value):
            return value
        return f"{quoted}^^{self._name(datatype)}"
