"""An explanation for programs: JSON with every step, and the certificates as triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ixakg.pathways import certificates
from ixakg.pathways.situated import graph

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from ixakg.pathways.certificates import Effect
    from ixakg.pathways.explanation import Explanation, InContext
    from ixakg.pathways.mechanism import Mechanism, Passage, Statement, Work

WORDS = {1: "increases", -1: "decreases", 0: "no change"}
DIRECTIONS = {1: "gain", -1: "loss"}


def json(explanation: Explanation) -> str:
    """Return an explanation as JSON."""
    import json as json_

    mechanism = explanation.mechanism
    document = {
        "from": _thing(explanation.source, mechanism),
        "to": _thing(explanation.target, mechanism),
        "contexts": [_part(part, mechanism) for part in explanation.contexts],
    }
    return json_.dumps(document, ensure_ascii=False, indent=2)


def triples(explanation: Explanation) -> set[Triple]:
    """Return the certificates of all routes, with the effects that sum them up."""
    found: set[Triple] = set()
    for part in explanation.contexts:
        for effect in part.effects:
            where = graph("certificate", effect.context)
            quads = (
                *certificates.summary(effect, explanation.mechanism, where),
                *certificates.certificates(effect, where),
            )
            found.update(quad.triple for quad in quads)
    return found


def _part(part: InContext, mechanism: Mechanism) -> dict[str, Any]:
    return {
        "context": _context(part.context, mechanism),
        "effects": [_effect(effect, mechanism) for effect in part.effects],
        "missing": [[_step(step, mechanism) for step in steps] for steps in part.missing],
        "observed": [_step(seen, mechanism) for seen in part.observed],
        "lostRoutes": part.lost,
        "limit": part.limit,
    }


def _effect(effect: Effect, mechanism: Mechanism) -> dict[str, Any]:
    return {
        "sign": WORDS[effect.sign],
        "grade": mechanism.label(effect.grade),
        "mode": "strict" if effect.strict else "liberal",
        "publications": [_work(work) for work in certificates.works(effect.steps)],
        "conditions": [_thing(iri, mechanism) for iri in sorted(effect.conditions)],
        "routes": [
            {
                "certificate": certificates.certificate(route, effect.context).value,
                "grade": mechanism.label(grade),
                "unspoken": [step.iri for step in route.unspoken()],
                "steps": [
                    {"position": place, **_step(step, mechanism)}
                    for place, step in enumerate(route.steps, start=1)
                ],
            }
            for route, grade in zip(effect.routes, effect.grades, strict=True)
        ],
    }


def _step(step: Statement, mechanism: Mechanism) -> dict[str, Any]:
    return {
        "iri": step.iri,
        "from": _thing(step.source, mechanism),
        "sign": WORDS[step.sign],
        "to": _thing(step.target, mechanism),
        "context": _context(step.context, mechanism),
        "conditions": [_thing(iri, mechanism) for iri in step.conditions],
        "speaksOf": sorted(DIRECTIONS[change] for change in step.spoken),
        "background": step.background,
        "passages": [_passage(passage) for passage in step.passages],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "iri": passage.iri,
        "document": passage.document.label,
        "location": passage.location,
        "line": int(passage.line) if passage.line else None,
        "words": passage.words,
        "cites": [_work(work) for work in passage.works],
    }


def _work(work: Work) -> dict[str, str]:
    return {"iri": work.iri, "label": work.label}


def _thing(iri: str, mechanism: Mechanism) -> dict[str, str]:
    return {"iri": iri, "label": mechanism.label(iri)}


def _context(iri: str, mechanism: Mechanism) -> dict[str, str]:
    return {"iri": iri, "label": mechanism.contexts[iri].label}
