"""The fast engine: shapes are checked for all their focus nodes at once, in Oxigraph.

A shape that is not wholly understood, and a focus node with a literal that the engines may judge
differently, go to the reference engine; nothing else does.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, Store

from ixakg.shacl.constraints import checks, component
from ixakg.shacl.results import Outcome, result
from ixakg.shacl.selects import read
from ixakg.shacl.shapes import plain
from ixakg.shacl.subset import refusal
from ixakg.vocabulary import RDF, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ixakg.shacl.constraints import Check
    from ixakg.shacl.results import ValidationResult
    from ixakg.shacl.shapes import Shape, Shapes
    from ixakg.solutions import Term

    Reference = Callable[[Shape, Iterable[Term]], Outcome]
    Focus = Callable[[str], str]  # a pattern that binds a variable to focus nodes, each once

MOST_VALUES = 500  # that are worth naming in a query; beyond, all are fetched and sorted out here
LOGIC: Mapping[NamedNode, str] = {
    getattr(SH, name): f"{name[0].upper()}{name[1:]}" for name in ("and", "not", "or", "xone")
}


class Evaluation:
    """The evaluation of shapes on the union of all graphs of a store, which stays as it is."""

    def __init__(self, store: Store, shapes: Shapes, reference: Reference) -> None:
        self.shapes = shapes
        self._store = store
        self._reference = reference
        self._subclasses = _subclasses(store)
        self._outcomes: dict[tuple[Shape, str], Outcome] = {}
        self._refusals: dict[Shape, str] = {}
        self._used: dict[str, bool] = {}

    def results(self, shape: Shape) -> set[ValidationResult]:
        """Return what breaks a shape, or shapes that it refers to, among what it is about."""
        focus = self._target(shape)
        return self._outcome(shape, focus).results if focus else set()

    def classes(self, term: Term) -> tuple[str, ...]:
        """Return a class and its subclasses, those that have instances; or it alone, if none."""
        found, waiting = {str(term)}, [str(term)]
        while waiting:
            fresh = self._subclasses.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        used = sorted(name for name in found if self._has_instances(name))
        return tuple(used or (str(term),))

    def _has_instances(self, name: str) -> bool:
        if name not in self._used:
            quads = self._store.quads_for_pattern(None, RDF.type, NamedNode(name[1:-1]), None)
            self._used[name] = next(quads, None) is not None
        return self._used[name]

    @cached_property
    def _merged(self) -> Store:
        """The store in which each triple is once, for what counts them."""
        twice = "ASK { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(?g != ?h) }"
        if not self._store.query(twice):
            return self._store
        merged = Store()
        merged.extend(Quad(q.subject, q.predicate, q.object) for q in self._store)
        return merged

    def _outcome(self, shape: Shape, focus: Focus) -> Outcome:
        """Return the outcome of a shape for its focus nodes."""
        if shape.flag(SH.deactivated):
            return Outcome(set(), set())
        key = (shape, focus("?this"))
        if key not in self._outcomes:
            self._outcomes[key] = self._fresh(shape, focus)
        return self._outcomes[key]

    def _fresh(self, shape: Shape, focus: Focus) -> Outcome:
        if shape not in self._refusals:
            self._refusals[shape] = refusal(shape, self.shapes)
        if self._refusals[shape]:
            return self._reference(shape, self._nodes(focus))
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
        self, shape: Shape, focus: Focus, check: Check, found: Outcome, doubtful: set[Term]
    ) -> None:
        variables = "?this ?value ?doubt ?path" if not check.having else "?this"
        name = component(check.component)
        for row in self._rows(variables, f"{focus('?this')} {check.pattern}", check.having):
            this, value, doubt, path = row if len(row) > 1 else (row[0], None, None, None)
            if check.regex and not _is_blank(value) and check.regex.search(_text(value)):
                continue
            if doubt is not None and plain(doubt) == "true":
                doubtful.add(this)
                continue
            found.failed.add(this)
            found.results.add(result(shape, name, this, value, path=str(path or "")))

    def _select(self, shape: Shape, focus: Focus, node: Term, found: Outcome) -> None:
        select = read(node, shape, self.shapes)
        if select is None:
            return
        store = self._merged if select.counts else self._store
        solutions = _solutions(store, select.joined(focus("?this")))
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

    def _logic(self, shape: Shape, focus: Focus, name: str, value: Term, found: Outcome) -> None:
        """Add the value nodes that do not conform to what is made of other shapes."""
        members = self.shapes.items(value) if name in ("And", "Or", "Xone") else (value,)
        values = self._values(shape, focus)
        failed = [self._outcome(self.shapes[member], values).failed for member in members]
        if name in ("And", "Node"):
            wrong = set().union(*failed)
        elif name == "Or":
            wrong = set.intersection(*failed)
        else:
            passes = 0 if name == "Not" else 1
            wrong = {
                t for t in self._nodes(values) if sum(t not in those for those in failed) != passes
            }
        for this, term in self._reaching(shape, focus, wrong):
            found.failed.add(this)
            found.results.add(result(shape, component(name), this, term))

    def _qualified(self, shape: Shape, focus: Focus, value: Term, found: Outcome) -> None:
        """Add the focus nodes that have too few or too many values of a shape."""
        values = self._values(shape, focus)
        failed = self._outcome(self.shapes[value], values).failed
        if shape.flag(SH.qualifiedValueShapesDisjoint):
            everything = set(self._nodes(values))
            for sibling in self._siblings(shape, value):
                failed = failed | everything - self._outcome(sibling, values).failed
        counts = dict.fromkeys(self._nodes(focus), 0)
        for this, term in set(self._rows("?this ?value", self._pairs(shape, focus))):
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

    def _values(self, shape: Shape, focus: Focus) -> Focus:
        """Return what binds the value nodes of a shape as the focus nodes of others."""
        if not shape.path:
            return focus

        def values(variable: str) -> str:
            at = f"{variable}_"
            return (
                f"{{ SELECT DISTINCT {variable} {{ {focus(at)} {at} {shape.path} {variable} }} }}"
            )

        return values

    def _pairs(self, shape: Shape, focus: Focus) -> str:
        return f"{focus('?this')} ?this {shape.path} ?value ."

    def _nodes(self, focus: Focus) -> Iterator[Term]:
        return (row[0] for row in self._rows("?this", focus("?this")))

    def _reaching(
        self, shape: Shape, focus: Focus, terms: set[Term]
    ) -> Iterable[tuple[Term, Term]]:
        """Return focus nodes with those of their value nodes that are among some terms."""
        if not terms:
            return ()
        if not shape.path:
            return ((term, term) for term in terms)
        pattern = self._pairs(shape, focus)
        if len(terms) <= MOST_VALUES and not any(map(_is_blank, terms)):
            pattern = f"VALUES ?value {{ {' '.join(sorted(map(str, terms)))} }} {pattern}"
        rows = self._rows("?this ?value", pattern)
        return ((this, value) for this, value in rows if value in terms)

    def _target(self, shape: Shape) -> Focus | None:
        """Return what binds the focus nodes that a shape names; nothing where it names none."""
        wanted = [*shape.values(SH.targetClass)]
        wanted += [shape.node] if self.shapes.is_class(shape.node) else []
        classes = sorted({name for one in wanted for name in self.classes(one)})
        nodes = " ".join(map(str, shape.values(SH.targetNode)))
        subjects, objects = shape.values(SH.targetSubjectsOf), shape.values(SH.targetObjectsOf)
        if not (classes or nodes or subjects or objects):
            return None

        def target(variable: str) -> str:
            parts = [f"{variable} {RDF.type} {name} ." for name in classes]
            parts += [f"{variable} {predicate} {variable}_ ." for predicate in subjects]
            parts += [f"{variable}_ {predicate} {variable} ." for predicate in objects]
            parts += [f"VALUES {variable} {{ {nodes} }}"] if nodes else []
            if len(parts) == len(classes) == 1:
                return parts[0]
            union = " UNION ".join(f"{{ {part} }}" for part in parts)
            return f"{{ SELECT DISTINCT {variable} {{ {union} }} }}"

        return target

    def _rows(self, variables: str, pattern: str, having: str = "") -> Iterable[tuple[Term, ...]]:
        query = f"SELECT {variables} {{ {pattern} }} {having}"
        return map(tuple, _solutions(self._store, query))


def _solutions(store: Store, query: str) -> QuerySolutions:
    solutions = store.query(query, use_default_graph_as_union=True)
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
