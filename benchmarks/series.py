"""How long series of single animals take to validate and to sum up, as ratios in one run.

python benchmarks/series.py [READINGS [DAYS]]
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, cast

from pyoxigraph import RdfFormat, Store

from ixakg.bundle import Bundle
from ixakg.queries import Question
from ixakg.shacl.validation import breaches, read_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolutions

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/ixakg/id/"
IXA = "https://w3id.org/ixakg/ontology/"
MICE = 10  # in an arm
ARMS = 4  # in an experiment


def main() -> None:
    """Print the time for many readings relative to that for a tenth of them."""
    given = [int(text) for text in sys.argv[1:]]
    readings, days = (*given, *(100_000, 25)[len(given) :])
    seconds = {many: timed(many, days) for many in (readings // 10, readings)}
    few, all_ = seconds.values()
    for task in few:
        ratio = all_[task] / few[task]
        print(f"{task}: {all_[task]:.2f} s; {ratio:.1f} times what a tenth of them takes")


def timed(readings: int, days: int) -> dict[str, float]:
    """Return how long each task takes, in seconds."""
    bundle = Bundle.at(ROOT)
    store = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    store.load("\n".join(study(readings // days, days)), format=RdfFormat.TURTLE)
    start = perf_counter()
    found = breaches(store, read_shapes(bundle))
    validated = perf_counter() - start
    wrong = {str(one.source_shape) for one in found}
    if any("AnimalReading" in name for name in wrong):
        raise SystemExit(f"the series break {sorted(wrong)}")
    question = Question.read(bundle.queries("competency") / "series-by-day.rq")
    start = perf_counter()
    solutions = cast("QuerySolutions", store.query(question.sparql))
    rows = len(list(solutions))
    if rows != readings // MICE:
        raise SystemExit(f"{rows} rows")
    return {"validation": validated, "series-by-day": perf_counter() - start}


def study(mice: int, days: int) -> Iterator[str]:
    """Yield experiments of arms of mice, each read on many days, as Turtle."""
    yield f"@base <{BASE}> . @prefix ixa: <{IXA}> ."
    yield "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    stated = "ixa:isStatedIn <statement/s> ; ixa:factStatus ixa:Found"
    yield '<statement/s> ixa:inDocument <work/w> ; ixa:location "here" .'
    yield '<work/w> rdfs:label "report" .'
    for mouse in range(mice):
        arm = mouse // MICE
        if mouse % MICE == 0:
            role = "Test" if arm % ARMS else "Control"
            yield f"<arm/s/{arm}> a ixa:Arm ; ixa:armRole ixa:{role} ; {stated} ;"
            yield f'  rdfs:label "arm {arm}" ; ixa:isArmOf <experiment/s/{arm // ARMS}> .'
            yield f"<experiment/s/{arm // ARMS}> ixa:isExperimentOf <study/s> ."
        yield f"<animal/s/{mouse}> a ixa:Animal ; ixa:isAnimalOf <arm/s/{arm}> ; {stated} ;"
        yield f'  rdfs:label "mouse {mouse}" ; ixa:exitDay 400.0 ; ixa:exitReason ixa:StudyEnded .'
        for day in range(days):
            volume = 100 + 37 * day + mouse % 50
            yield f"<animal-reading/s/{mouse}/{day}> a ixa:AnimalReading ; ixa:onDay {day} ;"
            yield f"  ixa:isReadingOf <animal/s/{mouse}> ; ixa:tumorVolume {volume}.0 ."


if __name__ == "__main__":
    main()
