"""What other reasoners conclude about some individuals, and what our rules do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import owlrl
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ixakg.logic import axioms, hermit
from ixakg.logic.reasoning import REFERENCE, contradictions, materialize
from ixakg.logic.rules import compiled
from ixakg.vocabulary import OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

BUILT_IN = (OWL.base, RDF.base, RDFS.base, XSD.base)
ROLE = r"(?:ObjectInverseOf\( )?<[^>]+>(?: \))?"
BELOW = re.compile(rf"(?m)^(?:SubClassOf|SubObjectPropertyOf)\( ({ROLE}) ({ROLE}) \)$")
SAME = re.compile(r"(?m)^Equivalent(?:Classes|ObjectProperties)\( (.*) \)$")
TYPE = re.compile(r"(?m)^Type\( <([^>]+)> (<[^>]+>) \)$")
VALUES = re.compile(r"(?m)^(<[^>]+>) \(known instances: (.*?) \| possible instances:")
PAIR = re.compile(r"\(<([^>]+)>, <([^>]+)>\)")


def informative(triples: Iterable[Triple], individuals: Collection[NamedNode]) -> set[Triple]:
    """Return what triples say about individuals, without what holds of everything."""
    return {
        triple
        for triple in triples
        if triple.subject in individuals
        and not triple.predicate.value.startswith((OWL.base, RDFS.base))
        and not (
            triple.predicate == RDF.type
            and not (isinstance(triple.object, NamedNode) and _is_own(triple.object))
        )
    }


def by_rules(triples: Collection[Triple]) -> set[Triple]:
    """Return all that follows by our rules, with what it follows from."""
    rules = compiled(axioms.read(triples)).rules
    follows = materialize(rules, (_in_reference(triple) for triple in triples))
    return {*triples, *(quad.triple for quad in follows)}


def contradicts(triples: Collection[Triple]) -> bool:
    """Tell whether our checks find a contradiction."""
    checks = compiled(axioms.read(triples)).checks
    found = contradictions(checks, (_in_reference(triple) for triple in by_rules(triples)))
    return any(True for _ in found)


def by_owlrl(triples: Iterable[Triple]) -> set[Triple]:
    """Return all that owlrl says follows, with what it follows from."""
    graph = rdflib.Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    lines = []
    for subject, predicate, value in graph:
        if not isinstance(subject, rdflib.Literal):
            lines.append(f"{subject.n3()} {predicate.n3()} {value.n3()} .\n")
    return {quad.triple for quad in parse("".join(lines), format=RdfFormat.N_TRIPLES)}


def by_hermit(*ontologies: Collection[Triple]) -> list[set[Triple]]:
    """Return the types and relations that HermiT reports, for each of some ontologies with models.

    It reports each at the most specific class and property only; what is above them in its own
    hierarchy is added here.
    """
    output = hermit.run(["-k", "-c", "-O", "-I", "-Y"], ontologies)
    assert output is not None, "HermiT finds no model"
    _, *parts = output.split(f"{OWL.Thing.value} is satisfiable.\n")
    return [_reported(part) for part in parts]


def _reported(output: str) -> set[Triple]:
    above = _hierarchy(output)
    found = {
        Triple(NamedNode(thing), RDF.type, NamedNode(kind[1:-1]))
        for thing, named in TYPE.findall(output)
        for kind in {named, *above.get(named, ())}
    }
    for role, pairs in VALUES.findall(output):
        for one, other in PAIR.findall(pairs):
            for higher in {role, *above.get(role, ())}:
                found.add(_link(higher, one, other))
    return found


def _hierarchy(output: str) -> Mapping[str, set[str]]:
    """Return what is above each class, property and inverse of a property."""
    pairs = set(BELOW.findall(output))
    for same in SAME.findall(output):
        names = re.findall(ROLE, same)
        pairs |= {(one, other) for one in names for other in names if one != other}
    pairs |= {(_inverse(one), _inverse(other)) for one, other in pairs}
    above: dict[str, set[str]] = {}
    for one, other in pairs:
        above.setdefault(one, set()).add(other)
    for name in above:
        waiting = list(above[name])
        while waiting:
            for higher in above.get(waiting.pop(), set()) - above[name]:
                above[name].add(higher)
                waiting.append(higher)
    return above


def _inverse(role: str) -> str:
    inner = re.fullmatch(r"ObjectInverseOf\( (<[^>]+>) \)", role)
    return inner[1] if inner else f"ObjectInverseOf( {role} )"


def _link(role: str, one: str, other: str) -> Triple:
    if role.startswith("ObjectInverseOf"):
        return _link(_inverse(role), other, one)
    return Triple(NamedNode(one), NamedNode(role[1:-1]), NamedNode(other))


def _in_reference(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, REFERENCE)


def _is_own(kind: NamedNode) -> bool:
    return not kind.value.startswith(BUILT_IN)
