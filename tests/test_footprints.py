"""A fact that is taken away changes an answer, a choice or a point of the audit."""

from __future__ import annotations

from pathlib import Path

from footprints import Footprints, asserted

KNOWN = (Path(__file__).parent / "untouched_facts.txt").read_text(encoding="utf-8").splitlines()
# Every so many facts; a prime, so that no kind of fact is always left out.
STEP = 89


def test_a_fact_that_is_taken_away_is_missed_or_is_on_the_list() -> None:
    sample = asserted()[::STEP]
    untouched = {str(triple) for triple in Footprints().untouched(sample)}
    assert untouched == {str(triple) for triple in sample} & set(KNOWN)


def test_the_list_is_sorted_and_names_facts() -> None:
    assert sorted(KNOWN) == KNOWN
    assert set(KNOWN) <= {str(triple) for triple in asserted()}


def test_few_facts_are_on_the_list() -> None:
    assert len(KNOWN) < len(asserted()) / 30
