"""What people mean by the name of a variable or of a context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ixakg.errors import UnknownName
from ixakg.names import Names, labels_of, last_part
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from ixakg.names import Named
    from ixakg.pathways.mechanism import Mechanism
    from ixakg.prefixes import Prefixes


def variable(name: str, mechanism: Mechanism, store: Store, prefixes: Prefixes) -> str:
    """Return the variable of a name: its own, or that of the molecule or substance it is of.

    Raises:
        UnknownName: nothing, or more than one variable, has that name.
    """
    statements = (*mechanism.steps, *mechanism.observations)
    known = {end for step in statements for end in (step.source, step.target)}
    bearers = [
        (iri, quad.object.value)
        for iri in sorted(known)
        for quad in store.quads_for_pattern(NamedNode(iri), IXA.isVariableOf, None)
        if isinstance(quad.object, NamedNode)
    ]
    own = _names(((iri, iri) for iri in sorted(known)), store, prefixes)
    borne = _names(bearers, store, prefixes)
    return _one(name, (own, borne), "variables", mechanism)


def context(name: str, mechanism: Mechanism, store: Store, prefixes: Prefixes) -> str:
    """Return the context of a name: its own, or that of a disease that only it is about.

    Raises:
        UnknownName: nothing, or more than one context, has that name.
    """
    about = {
        iri: [
            quad.object.value
            for quad in store.quads_for_pattern(NamedNode(iri), IXA.contextDisease, None)
            if isinstance(quad.object, NamedNode)
        ]
        for iri in sorted(mechanism.contexts)
    }
    widest = [
        (iri, disease)
        for iri, diseases in about.items()
        for disease in diseases
        if not any(disease in about[wider] for wider in mechanism.widths(iri)[1:])
    ]
    own = _names(((iri, iri) for iri in about), store, prefixes)
    return _one(name, (own, _names(widest, store, prefixes)), "contexts", mechanism)


def _names(pairs: Iterable[tuple[str, str]], store: Store, prefixes: Prefixes) -> Names:
    """Return things by the names of other things that stand for them."""
    named: list[tuple[Named, str]] = []
    for iri, other in pairs:
        term = NamedNode(other)
        labels = (*labels_of(store, term), last_part(term))
        named += [(NamedNode(iri), label) for label in labels]
    return Names(named, prefixes)


def _one(name: str, sources: tuple[Names, Names], kind: str, mechanism: Mechanism) -> str:
    found = next((hits for names in sources if (hits := names.find(name))), ())
    if not found:
        raise sources[0].unknown(name)
    if len(found) > 1:
        labels = " or ".join(repr(mechanism.label(term.value)) for term in found)
        raise UnknownName(f"{name!r} can mean several {kind}; write {labels}")
    return found[0].value
