"""What follows from facts: rules run set-wise in Oxigraph until nothing new comes out.

Each source is a world of its own: its conclusions rest on the ontology, the reference graph and its
own graph. The rules run over all worlds at once nevertheless, because a triple keeps its graph: the
premises of a conclusion lie in one graph, or partly in the reference graph.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Variable

from ixakg import bases
from ixakg.store import solutions
from ixakg.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from ixakg.logic.atoms import Atom, Check, Rule
    from ixakg.logic.constructs import Node

ONTOLOGY = NamedNode(f"{GRAPHS}ontology")
SHARED = "reference"
REFERENCE = NamedNode(GRAPHS + SHARED)
INFERRED = "inferred/"
SOURCE = "source/"
ROUND = "urn:ixakg:round:"


Graph = NamedNode | BlankNode | DefaultGraph


class Contradiction(NamedTuple):
    """What must not stand together, in one world."""

    check: Check
    values: Mapping[Variable, Node]
    world: NamedNode


def world_of(graph: Graph) -> NamedNode:
    """Return the graph with the facts of a world, for a graph of what it says or infers.

    What one's own tables add to the reference tables is reference too, under whatever base.
    """
    root, path = bases.split(_iri(graph))
    if path.startswith(INFERRED):
        rest = path.removeprefix(INFERRED)
        path = rest if "/" in rest or rest == SHARED else SOURCE + rest
    if path in (SHARED, "ontology"):
        return REFERENCE
    return NamedNode(root + path)


def inferred_graph(world: Graph) -> NamedNode:
    """Return the graph of what follows in a world."""
    root, path = bases.split(_iri(world))
    return NamedNode(root + INFERRED + path.removeprefix(SOURCE))


def materialize(
    rules: Sequence[Rule], asserted: Iterable[Quad], known: Iterable[Quad] = ()
) -> set[Quad]:
    """Return the quads that follow from asserted ones and are not asserted, in graphs of their own.

    What is known, with all that follows from it, serves as premises too; returned is only what did
    not follow from it alone, and finding that takes as long as there is much of it.
    """
    store = Store()
    looked_at = {atom.predicate for rule in rules for atom in (*rule.body, rule.head)}
    store.bulk_extend(_in_worlds(known, looked_at))
    if len(store):
        new = [quad for quad in _in_worlds(asserted, looked_at) if quad not in store]
        store.extend(new)
        store.extend(_marked(quad, 0) for quad in new)
        rounds = _run(store, rules, _touched(store, rules, 0))
    else:
        store.bulk_extend(_in_worlds(asserted, looked_at))
        rounds = _run(store, rules, [(rule, None) for rule in rules])
    return set(_found(store, {rule.head.predicate for rule in rules}, rounds))


def contradictions(checks: Sequence[Check], quads: Iterable[Quad]) -> Iterator[Contradiction]:
    """Yield what contradicts itself in some quads, which hold all that follows from them."""
    store = Store()
    store.bulk_extend(_in_worlds(quads, {atom.predicate for c in checks for atom in c.body}))
    for check in checks:
        for places in _places(store, check.body):
            where = " ".join(
                _in_graph(place, atom) for place, atom in zip(places, check.body, strict=True)
            )
            apart = "FILTER (STR({}) < STR({}))".format(*check.apart) if check.apart else ""
            mixed = f"FILTER (?g != {REFERENCE})" if str(REFERENCE) in places else ""
            for row in solutions(store, f"SELECT * {{ {where} {apart} {mixed} }}"):
                values = {v: row[v] for atom in check.body for v in atom.variables()}
                yield Contradiction(check, values, row["g"])


Touched = list[tuple["Rule", int | None]]


class _Form(NamedTuple):
    """What rules have in common that can be applied at once: all but some names in them."""

    premises: tuple[str, ...]
    head: str
    marked: str
    in_reference: bool  # whether the reference graph may hold conclusions already
    names: int


def _run(store: Store, rules: Sequence[Rule], touched: Touched) -> int:
    """Add all that follows, and return how many rounds that took.

    A round applies each rule to what the round before has found, joined with everything; in the
    first round of all, where no premise is marked as new, to everything.
    """
    number = 1
    while touched:
        forms: dict[_Form, list[tuple[str, ...]]] = defaultdict(list)
        for rule, new in touched:
            for form, names in _forms(store, rule, new, number):
                forms[form].append(names)
        for form, rows in forms.items():
            store.update(_update(form, rows))
        touched = _touched(store, rules, number)
        number += 1
    return number


def _found(store: Store, predicates: Iterable[NamedNode], rounds: int) -> Iterator[Quad]:
    """Yield what the rounds have found, without what follows from the reference graph anyway."""
    graphs: dict[object, NamedNode] = {}
    for predicate, number in product(predicates, range(1, rounds)):
        for quad in store.quads_for_pattern(None, _mark(predicate, number), None, None):
            subject, value, world = quad.subject, quad.object, quad.graph_name
            if world == REFERENCE or Quad(subject, predicate, value, REFERENCE) not in store:
                if world not in graphs:
                    graphs[world] = inferred_graph(world)
                yield Quad(subject, predicate, value, graphs[world])


def _touched(store: Store, rules: Sequence[Rule], number: int) -> Touched:
    """Return the rules with the premise that something found in a round is an instance of."""
    return [
        (rule, index)
        for rule in rules
        for index, atom in enumerate(rule.body)
        if _holds(store, _recent(atom, number))
    ]


def _forms(
    store: Store, rule: Rule, new: int | None, number: int
) -> Iterator[tuple[_Form, tuple[str, ...]]]:
    """Yield the forms of a rule and the names in them, one for each choice of graphs.

    Names are taken out of rules with one premise only: most are such, and how Oxigraph joins
    several premises is better left to it when it knows the names.
    """
    body = [_recent(a, number - 1) if i == new else a for i, a in enumerate(rule.body)]
    marked = _recent(rule.head, number)
    in_reference = _holds(store, rule.head, REFERENCE)
    for places in _places(store, rule.body):
        names: list[str] = []
        taken = names if len(body) == 1 else None
        premises = [
            _in_graph(place, _pattern(atom, taken))
            for place, atom in zip(places, body, strict=True)
        ]
        if new:
            premises.insert(0, premises.pop(new))
        if not body:
            premises.append(f"VALUES ?g {{ {REFERENCE} }}")
        head, mark = _pattern(rule.head, taken), _pattern(marked, taken)
        yield _Form(tuple(premises), head, mark, in_reference, len(names)), tuple(names)


def _pattern(atom: Atom, taken: list[str] | None) -> str:
    """Return an atom as SPARQL writes it, with variables for its names where these are taken."""
    if taken is None:
        return str(atom)
    words = []
    for term in atom:
        if isinstance(term, Variable):
            words.append(str(term))
        else:
            words.append(f"?name{len(taken)}")
            taken.append(str(term))
    return " ".join(words)


def _update(form: _Form, rows: Sequence[tuple[str, ...]]) -> str:
    """Return the update that adds what rules of one form yield, each with its names."""
    names = " ".join(f"?name{number}" for number in range(form.names))
    values = " ".join(f"({' '.join(row)})" for row in rows)
    given = f"VALUES ({names}) {{ {values} }}" if form.names else ""
    graphs = ("?g", str(REFERENCE)) if form.in_reference else ("?g",)
    absent = " ".join(f"FILTER NOT EXISTS {{ {_in_graph(g, form.head)} }}" for g in graphs)
    return (
        f"INSERT {{ {_in_graph('?g', form.head)} {_in_graph('?g', form.marked)} }} "
        f"WHERE {{ {given} {' '.join(form.premises)} {absent} }}"
    )


def _places(store: Store, body: Sequence[Atom]) -> Iterator[tuple[str, ...]]:
    """Yield the graphs that the premises of a rule can lie in: one world, or partly reference."""
    yield ("?g",) * len(body)
    choices = [
        ("?g", str(REFERENCE)) if _holds(store, atom, REFERENCE) else ("?g",) for atom in body
    ]
    for places in product(*choices):
        if len(set(places)) == 2:
            yield places


def _holds(store: Store, atom: Atom, graph: NamedNode | None = None) -> bool:
    value = None if isinstance(atom.object, Variable) else atom.object
    return any(True for _ in store.quads_for_pattern(None, atom.predicate, value, graph))


def _in_graph(graph: str, pattern: object) -> str:
    return f"GRAPH {graph} {{ {pattern} }}"


def _in_worlds(quads: Iterable[Quad], predicates: Container[NamedNode]) -> Iterator[Quad]:
    """Yield those quads with some predicates, in the graphs of the worlds that they belong to.

    The others are documentation, or facts that nothing follows from.
    """
    worlds: dict[Graph, NamedNode | None] = {}
    for quad in quads:
        if quad.predicate not in predicates:
            continue
        graph = quad.graph_name
        if graph not in worlds:
            world = world_of(graph)
            worlds[graph] = None if world == graph else world
        other = worlds[graph]
        if other is None:
            yield quad
        else:
            yield Quad(quad.subject, quad.predicate, quad.object, other)


def _iri(graph: Graph) -> str:
    """Return the name of a graph.

    Raises:
        TypeError: it has none; facts without a source are not reasoned over.
    """
    if not isinstance(graph, NamedNode):
        raise TypeError(f"{graph} is no named graph")
    return graph.value


def _recent(atom: Atom, number: int) -> Atom:
    return atom._replace(predicate=_mark(atom.predicate, number))


def _marked(quad: Quad, number: int) -> Quad:
    return Quad(quad.subject, _mark(quad.predicate, number), quad.object, quad.graph_name)


def _mark(predicate: NamedNode, number: int) -> NamedNode:
    """Return the predicate under which a round notes what it has found."""
    return NamedNode(f"{ROUND}{number}:{predicate.value}")
