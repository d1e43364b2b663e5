"""Is the ontology sound, and do the facts keep to it? Each doubt is a finding with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import NamedNode, Store

from ixakg import bases
from ixakg.errors import RefusedOntology, UnknownAxiom
from ixakg.logic import axioms, hermit, justifications
from ixakg.logic.constructs import text_of
from ixakg.logic.index import Index
from ixakg.logic.profile_dl import outside_dl
from ixakg.logic.profile_rl import outside_rl
from ixakg.logic.proofs import why
from ixakg.logic.reasoning import ONTOLOGY, contradictions, materialize
from ixakg.logic.rules import compiled
from ixakg.logic.wording import sentence, statement
from ixakg.queries import Catalogue
from ixakg.solutions import Solutions
from ixakg.store import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Triple

    from ixakg.logic.atoms import Rules
    from ixakg.logic.constructs import Axiom, Node
    from ixakg.logic.proofs import Proof
    from ixakg.logic.reasoning import Contradiction
    from ixakg.prefixes import Prefixes

CONSISTENCY, CLASSES, CONTRADICTIONS = "consistency", "satisfiable classes", "contradictions"
DL, RL, RULES, QUALITY = "OWL 2 DL", "OWL 2 RL", "rules", "quality"
REWRITE = "say it by another axiom, or by a shape"
REMOVE = "remove or mend one of the statements that it follows from"


class Finding(NamedTuple):
    """What is wrong with a term or a thing, how to mend it, and which statements make it so."""

    check: str
    term: str
    what: str
    mend: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """The checks that were made, and what they found."""

    checks: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def of(self, check: str) -> list[Finding]:
        """Return what one check found."""
        return [finding for finding in self.findings if finding.check == check]

    def json(self) -> dict[str, Any]:
        """Return the checks and their findings as JSON has them."""
        return {
            "passed": self.passed,
            "checks": {check: len(self.of(check)) for check in self.checks},
            "findings": [finding._asdict() for finding in self.findings],
        }


def inspect(
    store: Store, questions: Path, prefixes: Prefixes, *, with_hermit: bool = True
) -> Inspection:
    """Return what is wrong with the ontology and the facts of a store.

    The questions of a folder return a term and what is wrong with it; their header says the mend.

    Raises:
        MissingLibrary: HermiT is asked for, and it or Java is not installed.
    """
    inspector = _Inspector(store, questions, prefixes)
    checks: dict[str, Callable[[], Iterator[Finding]]] = {
        DL: inspector.dl,
        RL: inspector.rl,
        RULES: inspector.rules,
        CONTRADICTIONS: inspector.contradictions,
        QUALITY: inspector.quality,
    }
    if with_hermit:
        checks |= {CONSISTENCY: inspector.consistency, CLASSES: inspector.classes}
    findings = [finding for check in checks.values() for finding in check()]
    return Inspection(tuple(checks), tuple(findings))


class _Inspector:
    """Makes the checks; what two of them need is found once."""

    def __init__(self, store: Store, questions: Path, prefixes: Prefixes) -> None:
        self._store = store
        self._questions = questions
        self._prefixes = prefixes
        self._asserted = [quad for quad in store if bases.group(_iri(quad)) != "inferred"]
        self._ontology = Index(q.triple for q in self._asserted if q.graph_name == ONTOLOGY)
        self._everything = Index(quad.triple for quad in self._asserted)
        self._impossible: set[str] | None = set()

    def dl(self) -> Iterator[Finding]:
        for what in outside_dl(self._everything, self._prefixes):
            yield _outside(DL, what)

    def rl(self) -> Iterator[Finding]:
        for what in outside_rl(self._ontology, self._prefixes):
            yield _outside(RL, what)

    def rules(self) -> Iterator[Finding]:
        if isinstance(made := self._made_rules(), UnknownAxiom):
            yield Finding(RULES, "ontology", str(made).removeprefix("ontology: "), REWRITE)

    def contradictions(self) -> Iterator[Finding]:
        for found, proofs in self._contradictions:
            leaves = [statement(leaf.triple, self._name) for p in proofs for leaf in p.leaves()]
            yield Finding(
                CONTRADICTIONS,
                self._name(found.check.body[0].bound(found.values).triple().subject),
                f"it is against the axiom that {sentence(found.check.axiom, self._name)}",
                REMOVE,
                tuple(dict.fromkeys(leaves)),
            )

    def quality(self) -> Iterator[Finding]:
        for question in Catalogue(self._questions).values():
            answer = evaluate(self._store, question.sparql, self._prefixes)
            assert isinstance(answer, Solutions)  # noqa: S101 - the questions are SELECT queries
            for row in answer.texts():
                yield Finding(QUALITY, row[0], row[1], question.repair)

    def consistency(self) -> Iterator[Finding]:
        try:
            self._impossible = hermit.unsatisfiable(self._everything)
        except RefusedOntology as error:
            yield Finding(CONSISTENCY, "ontology", str(error), REWRITE)
            return
        if self._impossible is None:
            units = justifications.of_ontology(self._smallest_without_model(), self._is_suspect)
            what = "the statements below contradict one another"
            yield Finding(CONSISTENCY, "ontology", what, REMOVE, self._reasons(units))

    def classes(self) -> Iterator[Finding]:
        for iri in sorted(self._impossible or ()):
            units = justifications.of_class(NamedNode(iri), self._everything)
            term = self._prefixes.curie(iri)
            yield Finding(CLASSES, term, "nothing can be in it", REMOVE, self._reasons(units))

    def _made_rules(self) -> Rules | UnknownAxiom:
        try:
            return compiled(axioms.read(self._ontology))
        except UnknownAxiom as error:
            return error

    @cached_property
    def _contradictions(self) -> list[tuple[Contradiction, list[Proof]]]:
        """What contradicts an axiom by our own rules, with the proof of each of its premises."""
        made = self._made_rules()
        if isinstance(made, UnknownAxiom):
            return []
        store = Store()
        store.bulk_extend(self._asserted)
        store.bulk_extend(materialize(made.rules, self._asserted))
        found = []
        for contradiction in contradictions(made.checks, store):
            body = [atom.bound(contradiction.values) for atom in contradiction.check.body]
            ways = [why(store, made.rules, a.triple(), contradiction.world) for a in body]
            found.append((contradiction, [proof for way in ways for proof in way]))
        return found

    @cached_property
    def _suspects(self) -> set[Axiom | Triple]:
        """The axioms and the triples that have a part in a contradiction that is known already."""
        suspects: set[Axiom | Triple] = set()
        for found, proofs in self._contradictions:
            suspects.add(found.check.axiom)
            for step in (step for proof in proofs for step in proof.steps()):
                suspects.add(step.rule.axiom if step.rule else step.triple)
        return suspects

    def _is_suspect(self, unit: justifications.Unit) -> bool:
        return unit[0] in self._suspects or not self._suspects.isdisjoint(_read(unit))

    def _smallest_without_model(self) -> Index:
        """Return the ontology if it has no model of its own, or else everything."""
        alone = hermit.is_consistent(self._ontology)
        return self._everything if alone else self._ontology

    def _reasons(self, units: tuple[justifications.Unit, ...]) -> tuple[str, ...]:
        return tuple(sorted(self._reason(unit) for unit in units))

    def _reason(self, unit: justifications.Unit) -> str:
        """Return an axiom or a fact in words, or as triples where there are no words for it."""
        found = _read(unit)
        if found:
            return "; ".join(sentence(axiom, self._name) for axiom in found)
        if len(unit) == 1:
            return statement(unit[0], self._name)
        return " ".join(f"{self._name(t.subject)} {self._name(t.predicate)}" for t in unit)

    def _name(self, node: Node) -> str:
        return self._prefixes.curie(text_of(node)) if isinstance(node, NamedNode) else text_of(node)


def _read(unit: justifications.Unit) -> list[Axiom]:
    """Return the axioms in a unit, as far as their kinds are known."""
    try:
        return axioms.read(unit)
    except UnknownAxiom:
        return []


def _outside(check: str, sentence: str) -> Finding:
    term, _, what = sentence.partition(": ")
    return Finding(check, term, what, REWRITE)


def _iri(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
