"""A fact that is taken away changes an answer, a choice or a point of the audit."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse, serialize

from footprints import FACTS, Footprints, asserted
from ixakg import KnowledgeGraph
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes
from ixakg.store import AT_ONCE, Shelf

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


def test_no_fact_is_on_the_list() -> None:
    """A fact that no question is about is one that nobody needs, or a question is missing."""
    assert KNOWN == []


# --- taken away for real


BUNDLE = Bundle.at(Path(__file__).parents[1])
QUESTIONS = sorted(path.stem for path in BUNDLE.queries("competency").glob("*.rq"))
CHOICES = sorted(BUNDLE.queries("parameters").glob("*.rq"))
FIRST = ("facts", "reading-list", "gaps", "identifiers", "works-cited")
SEED = 5


def without(file: Path, triple: Triple | None, folder: Path) -> KnowledgeGraph:
    """The shipped graph as it would be read if a file of facts had one line fewer."""
    kept = [
        quad.triple
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
        if quad.triple != triple
    ]
    less = folder / file.name
    serialize(kept, output=str(less), format=RdfFormat.TURTLE)
    graphs = [(less if path == file else path, iri) for path, iri in BUNDLE.graphs()]
    return KnowledgeGraph(BUNDLE, Shelf(graphs, AT_ONCE), Prefixes({}))


def told(kg: KnowledgeGraph, question: str) -> object:
    return kg.answer(question).rows


def choices(kg: KnowledgeGraph) -> list[object]:
    return [kg.select(path.read_text(encoding="utf-8")).rows for path in CHOICES]


@pytest.fixture(scope="module")
def complete() -> tuple[dict[str, object], list[object], object]:
    kg = KnowledgeGraph.load()
    return {name: told(kg, name) for name in QUESTIONS}, choices(kg), kg.audit()


def test_a_fact_that_is_deleted_from_its_file_is_missed_by_someone_who_asks(
    complete: tuple[dict[str, object], list[object], object], tmp_path: Path
) -> None:
    answers, names, points = complete
    order = sorted(QUESTIONS, key=lambda name: name not in FIRST)
    facts = [
        (path, quad.triple)
        for path in FACTS
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if str(quad.triple) not in KNOWN
    ]
    for file, triple in random.Random(SEED).sample(facts, 30):  # noqa: S311 - no secret
        kg = without(file, triple, tmp_path)
        assert (
            any(told(kg, name) != answers[name] for name in order)
            or choices(kg) != names
            or kg.audit() != points
        ), triple


def test_with_all_facts_in_its_file_nothing_is_missed(
    complete: tuple[dict[str, object], list[object], object], tmp_path: Path
) -> None:
    """The answers differ because of the fact, and not because the file was written anew."""
    answers, names, _ = complete
    kg = without(FACTS[0], None, tmp_path)
    assert {name: told(kg, name) for name in QUESTIONS} == answers
    assert choices(kg) == names
