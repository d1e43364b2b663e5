"""Why a triple holds: the shortest way back to asserted triples, and to the passages behind them.

Looked for backwards from the triple, so that it takes as long as there are ways to it, and not as
long as the graph is large.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from ixakg.logic.constructs import text_of
from ixakg.logic.reasoning import ONTOLOGY, REFERENCE, inferred_graph, world_of
from ixakg.store import solutions
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Store

    from ixakg.logic.atoms import Atom, Rule
    from ixakg.logic.constructs import Node

Values = dict[Variable, "Node"]


class Passage(NamedTuple):
    """Where a fact is stated, and in which words."""

    node: NamedNode
    documents: tuple[NamedNode, ...]
    locations: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple, and the rule and the premises that it follows from; none where it is asserted."""

    triple: Triple
    graph: NamedNode
    rule: Rule | None = None
    premises: tuple[Proof, ...] = ()
    passages: tuple[Passage, ...] = ()

    def leaves(self) -> Iterator[Proof]:
        """Yield the asserted triples that the proof rests on, each once."""
        seen = set()
        for proof in self.steps():
            if proof.rule is None and proof.triple not in seen:
                seen.add(proof.triple)
                yield proof

    def steps(self) -> Iterator[Proof]:
        """Yield the proof and the proofs of its premises, the conclusion first."""
        yield self
        for premise in self.premises:
            yield from premise.steps()


class _Step(NamedTuple):
    """One way to a conclusion."""

    rule: Rule
    premises: tuple[Triple, ...]


class _Best(NamedTuple):
    """The shortest way to a conclusion so far, and how many rules it takes."""

    length: int
    step: _Step


def why(
    store: Store, rules: Sequence[Rule], triple: Triple, world: NamedNode | None = None
) -> tuple[Proof, ...]:
    """Return why a triple holds, once for each world in which it does; the reference graph first.

    A world is what one source says, with the ontology and the reference graph; one can be named.
    """
    index = _Index(rules)
    if world is not None:
        proof = _World(store, index, world).proof(triple)
        return (proof,) if proof is not None else ()
    found = {quad.graph_name for quad in store.quads_for_pattern(*_pattern(triple), None)}
    graphs = {graph for graph in found if isinstance(graph, NamedNode)}
    worlds = sorted({world_of(graph) for graph in graphs}, key=_reference_first)
    proofs = (_World(store, index, found_in).proof(triple) for found_in in worlds)
    return tuple(proof for proof in proofs if proof is not None)


class _World:
    """What one source says and what follows from it, searched backwards."""

    def __init__(self, store: Store, index: _Index, world: NamedNode) -> None:
        self._store = store
        self._index = index
        self._asserted = tuple(dict.fromkeys((world, REFERENCE, ONTOLOGY)))
        inferred = dict.fromkeys((inferred_graph(world), inferred_graph(REFERENCE)))
        self._graphs = [*self._asserted, *inferred]
        self._inferred = inferred_graph(world)

    def proof(self, triple: Triple) -> Proof | None:
        """Return the proof of a triple with the fewest steps, if there is one."""
        ways = self._ways(triple)
        best = _shortest(ways)
        if triple in ways and triple not in best:
            return None
        return self._made(triple, best, {})

    def _ways(self, goal: Triple) -> Mapping[Triple, list[_Step]]:
        """Return every step to a triple, and to the premises of such steps, down to facts."""
        ways: dict[Triple, list[_Step]] = {}
        waiting = [goal]
        while waiting:
            triple = waiting.pop()
            if triple not in ways and self._stated(triple) is None:
                ways[triple] = list(self._steps(triple))
                waiting += [premise for step in ways[triple] for premise in step.premises]
        return ways

    def _steps(self, triple: Triple) -> Iterator[_Step]:
        for rule in self._index.to(triple):
            values = _matched(rule.head, triple)
            if values is not None:
                body = tuple(atom.bound(values) for atom in rule.body)
                for solution in self._solutions(body):
                    premises = tuple(atom.bound(solution).triple() for atom in body)
                    if triple not in premises:
                        yield _Step(rule, premises)

    def _solutions(self, body: Sequence[Atom]) -> Iterator[Values]:
        variables = sorted({v for atom in body for v in atom.variables()}, key=str)
        pattern = " . ".join(map(str, body))
        chosen = " ".join(map(str, variables)) or "(true AS ?holds)"
        order = f"ORDER BY {chosen}" if variables else ""
        query = f"SELECT DISTINCT {chosen} {{ {pattern} }} {order}"
        for row in solutions(self._store, query, self._graphs):
            yield {variable: row[variable] for variable in variables}

    def _stated(self, triple: Triple) -> NamedNode | None:
        """Return the graph that asserts a triple, if one does that belongs to this world."""
        for graph in self._asserted:
            if any(True for _ in self._store.quads_for_pattern(*_pattern(triple), graph)):
                return graph
        return None

    def _made(
        self, triple: Triple, best: Mapping[Triple, _Best], made: dict[Triple, Proof]
    ) -> Proof:
        if triple not in made:
            graph = self._stated(triple)
            if graph is not None:
                passages = tuple(self._passages(triple.subject, graph))
                made[triple] = Proof(triple, graph, passages=passages)
            else:
                step = best[triple].step
                premises = tuple(self._made(premise, best, made) for premise in step.premises)
                made[triple] = Proof(triple, self._inferred, step.rule, premises)
        return made[triple]

    def _passages(self, subject: Node, graph: NamedNode) -> Iterator[Passage]:
        """Yield the passages that a fact of a graph is stated in; a passage states itself."""
        nodes = sorted(self._values(subject, IXA.isStatedIn, graph), key=str) or [subject]
        for node in nodes:
            documents = self._values(node, IXA.inDocument)
            if documents and isinstance(node, NamedNode):
                yield Passage(
                    node,
                    tuple(sorted((d for d in documents if isinstance(d, NamedNode)), key=str)),
                    tuple(sorted(text_of(value) for value in self._values(node, IXA.location))),
                    tuple(sorted(text_of(value) for value in self._values(node, IXA.reportedText))),
                )

    def _values(
        self, node: Node, predicate: NamedNode, graph: NamedNode | None = None
    ) -> set[Node]:
        if isinstance(node, Literal):
            return set()
        return {quad.object for quad in self._store.quads_for_pattern(node, predicate, None, graph)}


class _Index:
    """Rules by what they conclude."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[tuple[NamedNode, object], list[Rule]] = defaultdict(list)
        for rule in rules:
            self._rules[rule.head.predicate, _constant(rule.head.object)].append(rule)

    def to(self, triple: Triple) -> list[Rule]:
        """Return the rules that may conclude a triple."""
        return [
            *self._rules[triple.predicate, triple.object],
            *self._rules[triple.predicate, None],
        ]


def _constant(term: object) -> object:
    return None if isinstance(term, Variable) else term


def _shortest(ways: Mapping[Triple, list[_Step]]) -> Mapping[Triple, _Best]:
    """Return the way with the fewest steps to each triple that facts lead to.

    A way is longer than the ways to its premises, so no way leads back to where it came from.
    """
    best: dict[Triple, _Best] = {}
    better = True
    while better:
        better = False
        for triple, steps in ways.items():
            for step in steps:
                if any(premise in ways and premise not in best for premise in step.premises):
                    continue
                length = 1 + sum(best[p].length for p in step.premises if p in best)
                if triple not in best or length < best[triple].length:
                    best[triple] = _Best(length, step)
                    better = True
    return best


def _matched(head: Atom, triple: Triple) -> Values | None:
    """Return the values of variables that make a head a triple, if there are any."""
    values: Values = {}
    for term, node in ((head.subject, triple.subject), (head.object, triple.object)):
        if isinstance(term, Variable):
            if values.setdefault(term, node) != node:
                return None
        elif term != node:
            return None
    return values


def _pattern(triple: Triple) -> tuple[NamedNode | BlankNode | Triple, NamedNode, Node]:
    return triple.subject, triple.predicate, triple.object


def _reference_first(world: NamedNode) -> tuple[bool, str]:
    return (world != REFERENCE, world.value)
