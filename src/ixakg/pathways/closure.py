"""All pairs that walks over signed steps relate, in bits instead of triples.

The relations are those of the axioms in ``ontology/mechanism.ttl``: a walk is a run of increases,
one decrease between runs, an even number of decreases, or an odd one. A walk of any length passes
through four states, by the decreases so far: none, one, an even number, an odd number above one.
Reachability among the variables in these states is the closure, and is computed once for all
variables that lie on a common loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEXT = {0: 1, 1: 2, 2: 3, 3: 2}
#: The states whose pairs make up each relation.
RELATIONS = {
    "runOfIncreases": (0,),
    "oneDecrease": (1,),
    "evenDecreases": (2,),
    "netIncreases": (0, 2),
    "netDecreases": (1, 3),
}


class Closure(NamedTuple):
    """For each variable, which others walks lead to: four rows of bits, one for each state."""

    variables: tuple[str, ...]
    rows: tuple[tuple[int, int, int, int], ...]

    def pairs(self, relation: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of a relation, sorted as the variables are."""
        for variable, row in zip(self.variables, self.rows, strict=True):
            bits = 0
            for state in RELATIONS[relation]:
                bits |= row[state]
            for position in _positions(bits):
                yield variable, self.variables[position]

    def size(self, relation: str) -> int:
        """Return the number of pairs of a relation."""
        return sum(
            (row[RELATIONS[relation][0]] | row[RELATIONS[relation][-1]]).bit_count()
            for row in self.rows
        )


def close(steps: Iterable[tuple[str, int, str]]) -> Closure:
    """Return the closure of signed steps: source, 1 or -1, target."""
    known = sorted(set(steps))
    variables = tuple(sorted({end for source, _, target in known for end in (source, target)}))
    number = {variable: place for place, variable in enumerate(variables)}
    size = len(variables)
    successors: list[list[int]] = [[] for _ in range(4 * size)]
    for source, sign, target in known:
        for state, changed in NEXT.items():
            after = state if sign > 0 else changed
            successors[state * size + number[source]].append(after * size + number[target])
    reached = reachable(successors)
    mask = (1 << size) - 1
    return Closure(
        variables,
        tuple(
            (row & mask, row >> size & mask, row >> 2 * size & mask, row >> 3 * size & mask)
            for row in reached[:size]
        ),
    )


def close_strictly(
    steps: Iterable[tuple[str, frozenset[int], int, str]],
) -> set[tuple[tuple[str, int], tuple[str, int]]]:
    """Return the pairs of rises and falls that walks in spoken directions relate.

    A step is its source, the changes of it that the words speak about, its sign, and its target.
    """
    arcs = {
        ((source, change), (target, change * sign))
        for source, spoken, sign, target in steps
        for change in spoken
    }
    states = sorted({end for arc in arcs for end in arc})
    number = {state: place for place, state in enumerate(states)}
    successors: list[list[int]] = [[] for _ in states]
    for before, after in sorted(arcs):
        successors[number[before]].append(number[after])
    reached = reachable(successors)
    return {
        (states[place], states[position])
        for place, row in enumerate(reached)
        for position in _positions(row)
    }


def reachable(successors: Sequence[Sequence[int]]) -> list[int]:
    """Return for each node the nodes that at least one arc leads to, as bits."""
    component, members = _components(successors)
    closed: list[int] = []
    for nodes in members:  # an arc leads to a component that is already closed, or to its own
        bits = 0
        own = component[nodes[0]]
        for node in nodes:
            for after in successors[node]:
                bits |= 1 << after
                if component[after] != own:
                    bits |= closed[component[after]]
        closed.append(bits)
    return [closed[component[node]] for node in range(len(successors))]


def _components(successors: Sequence[Sequence[int]]) -> tuple[list[int], list[list[int]]]:
    """Return the strongly connected components, each after all that it leads to (Tarjan)."""
    size = len(successors)
    component, low, order = [-1] * size, [0] * size, [0] * size
    members: list[list[int]] = []
    stack: list[int] = []
    clock = 0
    for root in range(size):
        if order[root]:
            continue
        clock += 1
        order[root] = low[root] = clock
        stack.append(root)
        path = [(root, iter(successors[root]))]
        while path:
            node, following = path[-1]
            for after in following:
                if not order[after]:
                    clock += 1
                    order[after] = low[after] = clock
                    stack.append(after)
                    path.append((after, iter(successors[after])))
                    break
                if component[after] < 0:
                    low[node] = min(low[node], order[after])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    group = [stack.pop()]
                    while group[-1] != node:
                        group.append(stack.pop())
                    for member in group:
                        component[member] = len(members)
                    members.append(group)
    return component, members


def _positions(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, in ascending order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
