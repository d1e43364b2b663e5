"""Check certificates by queries that share nothing with the code that writes certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from ixakg.errors import InvalidTurtle
from ixakg.queries import Catalogue
from ixakg.solutions import Solutions, text
from ixakg.store import evaluate
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ixakg.prefixes import Prefixes
    from ixakg.solutions import Row

GIVEN = NamedNode(f"{GRAPHS}certificate/given")
KINDS = (IXA.InferredEffect, IXA.RouteStep)


class Failure(NamedTuple):
    """A certificate that does not hold: what it is about, the rule, and the query that tells."""

    certificate: str
    about: str
    rule: str
    check: str


class Verdict(NamedTuple):
    """How many certificates were checked, what failed, and what was not looked at."""

    checked: int
    failures: tuple[Failure, ...]
    ignored: tuple[str, ...] = ()


def verify(store: Store, checks: Path, prefixes: Prefixes) -> Verdict:
    """Return what is wrong with the certificates in a store."""
    failures = [
        Failure(text(row[0], prefixes), text(row[1], prefixes), question.description, name)
        for name, question in Catalogue(checks).items()
        if {"certificate", "effect"} & set(question.graphs)
        for row in _rows(store, question.sparql, prefixes)
    ]
    quads = store.quads_for_pattern(None, RDF.type, IXA.InferredEffect, None)
    return Verdict(len({quad.subject for quad in quads}), tuple(sorted(failures)))


def verify_file(store: Store, path: Path, checks: Path, prefixes: Prefixes) -> Verdict:
    """Return what is wrong with the certificates in a Turtle file.

    The store must hold the steps and no certificates. What the file says of anything but
    certificates and their places is not looked at, so that it cannot bring its own evidence.

    Raises:
        InvalidTurtle: the file is no Turtle.
    """
    try:
        said = [
            quad.triple
            for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=INDIVIDUALS)
        ]
    except (SyntaxError, OSError) as error:
        reason = getattr(error, "msg", None) or getattr(error, "strerror", None) or error
        raise InvalidTurtle(f"{path}: {reason}; name a Turtle file of certificates") from None
    kinds = {t.subject for t in said if t.predicate == RDF.type and t.object in KINDS}
    known = {node for node in kinds if next(store.quads_for_pattern(node, None, None), None)}
    kept = [t for t in said if t.subject in kinds - known and _may_be_said(t.predicate, t.object)]
    filled = Store()
    filled.bulk_extend(store)
    filled.extend(Quad(t.subject, t.predicate, t.object, GIVEN) for t in kept)
    others = {text(t.subject, prefixes) for t in set(said).difference(kept)}
    verdict = verify(filled, checks, prefixes)
    # Net effects are summed up over all certificates of the graph, which are not in the file.
    given = {text(node, prefixes) for node in kinds}
    return verdict._replace(
        failures=tuple(failure for failure in verdict.failures if failure.certificate in given),
        ignored=tuple(sorted(others)),
    )


def without_certificates(store: Store) -> Store:
    """Return a copy of a store in which no certificate lies."""
    skipped = {
        quad.subject
        for kind in KINDS
        for quad in store.quads_for_pattern(None, RDF.type, kind, None)
    }
    copy = Store()
    copy.bulk_extend(quad for quad in store if quad.subject not in skipped)
    return copy


def _may_be_said(predicate: NamedNode, value: object) -> bool:
    """Tell whether a triple belongs into a certificate, rather than into a source."""
    if predicate == RDF.type:
        return value in KINDS
    return isinstance(value, NamedNode | Literal) and predicate not in (
        IXA.isWithinContext,
        IXA.contextKind,
        IXA.citesReference,
        IXA.refersToWork,
        IXA.tierRank,
        IXA.speaksAbout,
        IXA.stepKind,
        IXA.isStatedIn,
    )


def _rows(store: Store, sparql: str, prefixes: Prefixes) -> Iterable[Row]:
    answer = evaluate(store, sparql, prefixes)
    return answer.rows if isinstance(answer, Solutions) else ()
