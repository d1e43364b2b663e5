"""The fast engine: shapes are checked for all their focus nodes at once, in Oxigraph.

A shape that is not wholly understood, and a focus node with a literal that the engines may judge
differently, go to the reference engine; nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions

from ixakg.constraints import checks, component, of_class
from ixakg.results import Outcome, result
from ixakg.selects import read
from ixakg.shapes import plain
from ixakg.subset import refusal
from ixakg.vocabulary import RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Store

    from ixakg.constraints import Check
    from ixakg.results import ValidationResult
    from ixakg.shapes import Shape, Shapes
    from ixakg.solutions import Term

    Reference = Callable[[Shape, Iterable[Term]], Outcome]

SETS = NamedNode("urn:ixakg:sets")  # the named graph in which sets of nodes are noted down
HAS = NamedNode("urn:ixakg:has")
LOGIC: Mapping[NamedNode, str] = {
    getattr(SH, name): f"{name[0].upper()}{name[1:]}" for name in ("and", "not", "or", "xone")
}


class Evaluation:
    """The evaluation of shapes on one store, which holds the data in its default graph.

    Sets of nodes are noted down in a named graph of that store.
    """

    def __init__(self, store: Store, shapes: Shapes, reference: Reference) -> None:
        self.shapes = shapes
        self._store = store
        self._reference = reference
        self._subclasses = _subclasses(store)
        self._sets = 0
        self._targets: dict[tuple[str, ...], str] = {}
        self._outcomes: dict[tuple[Shape, str], Outcome] = {}
        self._reached: dict[tuple[str, str], str] = {}

    def results(self, shape: Shape) -> set[ValidationResult]:
        """Return what breaks a shape, or shapes that it refers to, among what it is about."""
        return self._outcome(shape, self._target(shape)).results

    def classes(self, term: Term) -> tuple[str, ...]:
        """Return a class with all that the data say are subclasses of it."""
        found, waiting = {str(term)}, [str(term)]
        while waiting:
            fresh = self._subclasses.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        return tuple(sorted(found))

    def _outcome(self, shape: Shape, focus: str) -> Outcome:
        """Return the outcome of a shape for the focus nodes that a pattern binds."""
        if shape.flag(SH.deactivated) or not focus:
            return Outcome(set(), set())
        key = (shape, focus)
        if key not in self._outcomes:
            self._outcomes[key] = self._fresh(shape, focus)
        return self._outcomes[key]

    def _fresh(self, shape: Shape, focus: str) -> Outcome:
        if refusal(shape, self.shapes):
            return self._reference(shape, (row[0] for row in self._rows("?this", focus)))
        found = Outcome(set(), set())
        doubtful: set[Term] = set()
        for check in checks(shape, self.shapes, self.classes):
            self._check(shape, focus, check, found, doubtful)
        for node in shape.values(SH.sparql):
            self._select(shape, focus, node, found)
        for parameter, name in LOGIC.items():
            for value in shape.values(parameter):
                self._logic(shape, focus, name, value, found)
        for value in shape.values(SH.node):
            self._logic(shape, focus, "Node", value, found)
        for value in shape.values(SH.qualifiedValueShape):
            self._qualified(shape, focus, value, found)
        for value in shape.values(SH.property):
            inner = self._outcome(self.shapes[value], self._values(shape, focus))
            found.results.update(inner.results)
            found.failed.update(row[0] for row in self._reaching(shape, focus, inner.failed))
        if doubtful:
            judged = self._reference(shape, doubtful)
            found.results.update(judged.results)
            found.failed.update(judged.failed)
        return found

    def _check(
        self, shape: Shape, focus: str, check: Check, found: Outcome, doubtful: set[Term]
    ) -> None:
        variables = "?this ?value ?doubt ?path" if not check.having else "?this"
        name = component(check.component)
        for row in self._rows(variables, f"{focus} {check.pattern}", check.having):
            this, value, doubt, path = row if len(row) > 1 else (row[0], None, None, None)
            if check.regex and not _is_blank(value) and check.regex.search(_text(value)):
                continue
            if doubt is not None and plain(doubt) == "true":
                doubtful.add(this)
                continue
            found.failed.add(this)
            found.results.add(result(shape, name, this, value, path=str(path or "")))

    def _select(self, shape: Shape, focus: str, node: Term, found: Outcome) -> None:
        select = read(node, shape, self.shapes)
        if select is None:
            return
        solutions = _solutions(self._store, select.joined(focus))
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            row = zip(names, solution, strict=True)
            bindings = {name: term for name, term in row if term is not None}
            this, path = bindings["this"], bindings.get("path")
            if not shape.path:
                bindings.setdefault("value", this)
            value = bindings.get("value")
            found.failed.add(this)
            found.results.add(
                result(
                    shape,
                    component("SPARQL"),
                    this,
                    value,
                    path=str(path or ""),
                    messages=select.messages,
                    bindings=bindings,
                )
            )

    def _logic(self, shape: Shape, focus: str, name: str, value: Term, found: Outcome) -> None:
        """Add the value nodes that do not conform to what is made of other shapes."""
        members = self.shapes.items(value) if name in ("And", "Or", "Xone") else (value,)
        values = self._values(shape, focus)
        failed = [self._outcome(self.shapes[member], values).failed for member in members]
        if name in ("And", "Node"):
            wrong = set().union(*failed)
        elif name == "Or":
            wrong = set.intersection(*failed)
        else:
            terms = (row[0] for row in self._rows("?this", values))
            passes = 0 if name == "Not" else 1
            wrong = {t for t in terms if sum(t not in those for those in failed) != passes}
        for this, term in self._reaching(shape, focus, wrong):
            found.failed.add(this)
            found.results.add(result(shape, component(name), this, term))

    def _qualified(self, shape: Shape, focus: str, value: Term, found: Outcome) -> None:
        """Add the focus nodes that have too few or too many values of a shape."""
        values = self._values(shape, focus)
        failed = self._outcome(self.shapes[value], values).failed
        if shape.flag(SH.qualifiedValueShapesDisjoint):
            everything = {row[0] for row in self._rows("?this", values)}
            for sibling in self._siblings(shape, value):
                failed = failed | everything - self._outcome(sibling, values).failed
        counts = {row[0]: 0 for row in self._rows("?this", focus)}
        pattern = f"{focus} ?this {shape.path} ?value ."
        for this, term in set(self._rows("?this ?value", pattern)):
            counts[this] += term not in failed
        least, most = shape.values(SH.qualifiedMinCount), shape.values(SH.qualifiedMaxCount)
        for this, number in counts.items():
            low = least and number < int(plain(least[0]))
            high = most and number > int(plain(most[0]))
            for wrong, name in ((low, "QualifiedMinCount"), (high, "QualifiedMaxCount")):
                if wrong:
                    found.failed.add(this)
                    found.results.add(result(shape, component(name), this, None))

    def _siblings(self, shape: Shape, value: Term) -> Iterator[Shape]:
        siblings = {
            other
            for said in self.shapes.described.values()
            if shape.node in said.get(SH.property, ())
            for sister in said[SH.property]
            for other in self.shapes[sister].values(SH.qualifiedValueShape)
        }
        return map(self.shapes.__getitem__, siblings - {value})

    def _values(self, shape: Shape, focus: str) -> str:
        """Return a pattern that binds the value nodes of a shape as the focus nodes of others."""
        if not shape.path:
            return focus
        key = (focus, shape.path)
        if key not in self._reached:
            pattern = f"{focus} ?this {shape.path} ?value ."
            self._reached[key] = self._noted(f"SELECT DISTINCT (?value AS ?member) {{ {pattern} }}")
        return self._reached[key]

    def _reaching(self, shape: Shape, focus: str, terms: set[Term]) -> Iterable[tuple[Term, Term]]:
        """Return focus nodes with those of their value nodes that are among some terms."""
        if not terms:
            return ()
        if not shape.path:
            return ((term, term) for term in terms)
        name = self._name()
        self._store.extend(Quad(name, HAS, term, SETS) for term in terms)
        among = f"GRAPH {SETS} {{ {name} {HAS} ?value }}"
        rows = self._rows("?this ?value", f"{focus} ?this {shape.path} ?value . {among}")
        return ((this, value) for this, value in rows)

    def _target(self, shape: Shape) -> str:
        """Return a pattern that binds the focus nodes of a shape, each once; nothing for none."""
        parts: list[str] = []
        classes = [*shape.values(SH.targetClass)]
        classes += [shape.node] if self.shapes.is_class(shape.node) else []
        included = sorted({name for wanted in classes for name in self.classes(wanted)})
        if included:
            parts.append(of_class("?this", included))
        for predicate in shape.values(SH.targetSubjectsOf):
            parts.append(f"?this {predicate} ?any .")
        for predicate in shape.values(SH.targetObjectsOf):
            parts.append(f"?any {predicate} ?this .")
        nodes = " ".join(map(str, shape.values(SH.targetNode)))
        if nodes:
            parts.append(f"VALUES ?this {{ {nodes} }}")
        if not parts:
            return ""
        if len(parts) == 1 and len(included) == 1:
            return parts[0]
        key = tuple(parts)
        if key not in self._targets:
            union = " UNION ".join(f"{{ {part} }}" for part in parts)
            self._targets[key] = self._noted(f"SELECT DISTINCT (?this AS ?member) {{ {union} }}")
        return self._targets[key]

    def _noted(self, select: str) -> str:
        """Note down the set of nodes that a query selects, and return a pattern that binds them."""
        name = self._name()
        self._store.update(
            f"INSERT {{ GRAPH {SETS} {{ {name} {HAS} ?member }} }} WHERE {{ {{ {select} }} }}"
        )
        return f"GRAPH {SETS} {{ {name} {HAS} ?this }}"

    def _name(self) -> NamedNode:
        self._sets += 1
        return NamedNode(f"urn:ixakg:set:{self._sets}")

    def _rows(self, variables: str, pattern: str, having: str = "") -> Iterable[tuple[Term, ...]]:
        query = f"SELECT {variables} {{ {pattern} }} {having}"
        return map(tuple, _solutions(self._store, query))


def _solutions(store: Store, query: str) -> QuerySolutions:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - only SELECT queries are asked
    return solutions


def _subclasses(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, RDFS.subClassOf, None, None):
        if isinstance(quad.subject, BlankNode):
            continue
        found.setdefault(str(quad.object), set()).add(str(quad.subject))
    return found


def _is_blank(term: Term | None) -> bool:
    return isinstance(term, BlankNode)


def _text(term: Term | None) -> str:
    return "" if term is None else plain(term)
