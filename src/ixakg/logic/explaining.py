"""Proofs as people and as programs read them: each step with its rule, down to the passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from ixakg import layout
from ixakg.logic.constructs import text_of
from ixakg.logic.proofs import why
from ixakg.logic.wording import sentence, statement, terms
from ixakg.solutions import text
from ixakg.vocabulary import IXA, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Store, Triple

    from ixakg.logic.atoms import Rule
    from ixakg.logic.constructs import Node
    from ixakg.logic.proofs import Passage, Proof
    from ixakg.prefixes import Prefixes

NARROW = 40
BRANCH, LAST, DOWN, NOTHING = "├─ ", "└─ ", "│  ", "   "


def explain(
    store: Store, rules: Sequence[Rule], triples: Iterable[Triple], prefixes: Prefixes
) -> Explanation:
    """Return why some triples hold that a store has."""
    proofs = tuple(proof for triple in triples for proof in why(store, rules, triple))
    return Explanation(proofs, store, prefixes)


@dataclass
class Explanation:
    """Why a triple holds, once for each source that it follows from."""

    proofs: Sequence[Proof]
    store: Store
    prefixes: Prefixes
    _notes: dict[Passage, int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the proofs as trees, and the passages as notes below."""
        trees = ["\n".join(self._tree(proof)) for proof in self.proofs]
        pairs = [(f"[{number}]", self._passage(passage)) for passage, number in self._notes.items()]
        lines = layout.definitions(pairs, width=layout.terminal_width(), indent=2)
        return "\n\n".join([*trees, *([f"Sources\n{lines}"] if pairs else [])])

    def json(self) -> list[dict[str, Any]]:
        """Return the proofs as JSON has them."""
        return [self._json(proof) for proof in self.proofs]

    def _tree(self, proof: Proof, first: str = "", further: str = "") -> Iterator[str]:
        down = further + (DOWN if proof.premises else NOTHING)
        said = f"{statement(proof.triple, self.name)}{self._stated(proof)}"
        yield from self._wrapped(said, first, down)
        if proof.rule is not None:
            reason = f"because {sentence(proof.rule.axiom, self.name)}"
            yield from self._wrapped(reason, down, down + NOTHING)
        for premise in proof.premises:
            last = premise is proof.premises[-1]
            branch, below = (LAST, NOTHING) if last else (BRANCH, DOWN)
            yield from self._tree(premise, further + branch, further + below)

    def _wrapped(self, words: str, first: str, further: str) -> list[str]:
        width = max(layout.terminal_width(), len(further) + NARROW)
        return wrap(words, width, initial_indent=first, subsequent_indent=further)

    def _stated(self, proof: Proof) -> str:
        if proof.rule is not None:
            return f"   ({self.prefixes.curie(proof.graph.value)})" if proof in self.proofs else ""
        notes = [self._notes.setdefault(p, len(self._notes) + 1) for p in proof.passages]
        graph = self.prefixes.curie(proof.graph.value)
        return f"   stated in {graph}{' ' if notes else ''}" + "".join(f"[{n}]" for n in notes)

    def _passage(self, passage: Passage) -> str:
        where = [*map(self.name, passage.documents), *passage.locations]
        return ", ".join(where) + "".join(f": “{words}”" for words in passage.words)

    def _json(self, proof: Proof) -> dict[str, Any]:
        triple = proof.triple
        said: dict[str, Any] = {
            "subject": text_of(triple.subject),
            "predicate": triple.predicate.value,
            "object": text_of(triple.object),
            "words": statement(triple, self.name),
            "graph": proof.graph.value,
        }
        if proof.rule is None:
            return {**said, "passages": [self._passage_json(p) for p in proof.passages]}
        axiom = proof.rule.axiom
        rule = {
            "kind": axiom.kind.value,
            "terms": [term.value for term in terms(axiom.parts)],
            "words": sentence(axiom, self.name),
        }
        return {**said, "rule": rule, "premises": [self._json(p) for p in proof.premises]}

    def _passage_json(self, passage: Passage) -> dict[str, Any]:
        return {
            "passage": passage.node.value,
            "documents": [document.value for document in passage.documents],
            "locations": list(passage.locations),
            "words": list(passage.words),
        }

    def name(self, term: Node) -> str:
        """Return what a term is called: its label, with its short name where others share it."""
        if isinstance(term, Literal):
            return term.value
        short = text(term, self.prefixes)
        quads = self.store.quads_for_pattern(term, RDFS.label, None)
        labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        if not labels:
            return short
        label = min(labels, key=str)
        ambiguous = text_of(term) not in IXA and self._is_shared(label)
        return f"{label.value} ({short})" if ambiguous else label.value

    def _is_shared(self, label: Literal) -> bool:
        quads = self.store.quads_for_pattern(None, RDFS.label, label)
        return len({quad.subject for quad in quads}) > 1
