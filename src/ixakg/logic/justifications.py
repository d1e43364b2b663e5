"""The fewest axioms that make a class, or a whole ontology, impossible.

A justification is minimal: without any one of its axioms there would be a model. Candidates come
from what an axiom mentions; HermiT decides on each, so that no kind of axiom has to be known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pyoxigraph import BlankNode, NamedNode

from ixakg.logic import hermit
from ixakg.logic.axioms import ANNOTATIONS, DECLARATIONS
from ixakg.vocabulary import OWL, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import Triple

    from ixakg.logic.index import Index

Unit: TypeAlias = "tuple[Triple, ...]"
Impossible: TypeAlias = "Callable[[Sequence[Unit]], bool]"


class Parts(NamedTuple):
    """An ontology taken apart: what declares its terms, and its axioms one by one."""

    declarations: tuple[Triple, ...]
    units: tuple[Unit, ...]


def parts(ontology: Index) -> Parts:
    """Return an ontology and its facts taken apart, without annotations.

    The triples about a node without a name belong to the axiom that leads to it.
    """
    led_to = {triple.object for triple in ontology if isinstance(triple.object, BlankNode)}
    annotations = {*ANNOTATIONS, *ontology.subjects(RDF.type, OWL.AnnotationProperty)}
    declarations, units = [], []
    for triple in ontology:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if predicate == RDF.type and value in DECLARATIONS:
            declarations.append(triple)
        elif predicate in annotations or subject in led_to:
            continue
        elif isinstance(subject, BlankNode):
            unit = tuple(dict.fromkeys(ontology.below(subject)))
            if unit not in units:
                units.append(unit)
        else:
            units.append((triple, *dict.fromkeys(ontology.below(value))))
    return Parts(tuple(declarations), tuple(units))


def of_class(term: NamedNode, ontology: Index) -> tuple[Unit, ...]:
    """Return axioms that together keep everything out of a class, and none of them too many."""
    declarations, units = parts(ontology)
    candidates = [*_widening(term, units), units]
    possible = hermit.satisfiable(term.value, [_all(declarations, c) for c in candidates])
    chosen = candidates[possible.index(False)]

    def impossible(some: Sequence[Unit]) -> bool:
        return not hermit.satisfiable(term.value, [_all(declarations, some)])[0]

    without = [[other for other in chosen if other is not unit] for unit in chosen]
    needed = hermit.satisfiable(term.value, [_all(declarations, rest) for rest in without])
    core = tuple(unit for unit, is_needed in zip(chosen, needed, strict=True) if is_needed)
    rest = [unit for unit in chosen if unit not in core]
    return core if not rest or impossible(core) else _minimal(rest, core, impossible)


def of_ontology(
    ontology: Index, suspects: Callable[[Unit], bool] = lambda unit: True
) -> tuple[Unit, ...]:
    """Return axioms and facts that together have no model, and none of them too many.

    They are looked for among the suspects first, which saves most of the time.
    """
    declarations, units = parts(ontology)

    def impossible(some: Sequence[Unit]) -> bool:
        return not hermit.is_consistent(_all(declarations, some))

    few = [unit for unit in units if suspects(unit)]
    return _minimal(few if few and impossible(few) else units, (), impossible)


def _minimal(
    units: Sequence[Unit], fixed: tuple[Unit, ...], impossible: Impossible
) -> tuple[Unit, ...]:
    """Return the fixed units with as few others as make them impossible together.

    Halves that are not needed go at once (Junker's QuickXplain, AAAI 2004).
    """

    def search(background: tuple[Unit, ...], added: bool, some: Sequence[Unit]) -> tuple[Unit, ...]:
        if added and impossible(background):
            return ()
        if len(some) == 1:
            return tuple(some)
        half = len(some) // 2
        first, second = some[:half], some[half:]
        of_second = search((*background, *first), True, second)
        of_first = search((*background, *of_second), bool(of_second), first)
        return (*of_first, *of_second)

    return (*fixed, *search(fixed, False, units))


def _widening(term: NamedNode, units: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Yield ever more units: those about a class, about what these mention, and so on."""
    known: set[object] = {term}
    chosen: tuple[Unit, ...] = ()
    while True:
        wider = tuple(unit for unit in units if known.intersection(_about(unit)))
        if wider == chosen:
            return
        yield wider
        chosen = wider
        known |= {name for unit in chosen for name in _names(unit)}


def _about(unit: Unit) -> Iterator[object]:
    """Yield what a unit is about: its subject, or all its parts where that has no name."""
    subject = unit[0].subject
    if isinstance(subject, NamedNode):
        yield subject
        if unit[0].predicate == OWL.disjointWith or unit[0].predicate == OWL.equivalentClass:
            yield unit[0].object
    else:
        yield from _names(unit)


def _names(unit: Unit) -> Iterator[object]:
    for triple in unit:
        yield triple.subject
        yield triple.object


def _all(declarations: Iterable[Triple], units: Iterable[Unit]) -> list[Triple]:
    return [*declarations, *(triple for unit in units for triple in unit)]
