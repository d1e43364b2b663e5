"""Groups of graphs are asked as one graph where the store keeps it, and never when out of step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ixakg.bundle import Bundle
from ixakg.stores import remote, targets
from ixakg.stores.endpoint import Endpoint, Scope
from ixakg.stores.fingerprints import lines, mark
from ixakg.stores.pushing import Push
from ixakg.stores.unions import UNIONS, fewest, marked, unions
from misbehaving import Misbehaving

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = "https://w3id.org/ixakg/graph/"
BARN, FIELD, ONTOLOGY = f"{GRAPH}source/barn", f"{GRAPH}source/field", f"{GRAPH}ontology"
SOURCES = f"{UNIONS}source"
P = NamedNode("https://example.org/p")
QUERY = "SELECT ?o WHERE { ?s <https://example.org/p> ?o } ORDER BY ?o"
PROFILES = targets.read(Bundle.at().profiles)


def told(word: str, subject: NamedNode | BlankNode = P) -> Triple:
    return Triple(subject, P, Literal(word))


BOTH = told("in both")
GRAPHS = {
    BARN: (BOTH, told("barn")),
    FIELD: (BOTH, told("field")),
    ONTOLOGY: (told("ontology"),),
}


@pytest.fixture
def fake() -> Iterator[Misbehaving]:
    with Misbehaving() as server:
        yield server


@pytest.fixture
def store(fake: Misbehaving) -> Iterator[Endpoint]:
    with Endpoint(targets.Target.at(fake.url, PROFILES["oxigraph"]), pauses=()) as found:
        yield found


def pushed(
    store: Endpoint, graphs: dict[str, tuple[Triple, ...]], *, partial: bool = False
) -> None:
    push = Push(store, graphs, partial=partial)
    assert push.run(push.plan(), print) == {}


def words(store: Endpoint) -> list[str]:
    from ixakg.prefixes import Prefixes
    from ixakg.solutions import Solutions

    answer = remote.ask(store, QUERY, Prefixes({}))
    assert isinstance(answer, Solutions)
    return [term.value for (term,) in answer.rows if isinstance(term, Literal)]


def test_a_group_of_several_graphs_has_a_union_and_one_of_a_single_graph_has_none() -> None:
    assert unions(GRAPHS) == {SOURCES: (BOTH, told("barn"), BOTH, told("field"))}


def test_blank_nodes_of_two_graphs_are_not_made_one() -> None:
    node = told("a node", BlankNode("one"))
    assert unions({BARN: (node,), FIELD: (node,)}) == {}


def test_a_question_is_asked_over_the_union_and_finds_each_triple_once(
    store: Endpoint, fake: Misbehaving
) -> None:
    pushed(store, GRAPHS)
    assert fake.sent()[-2:] == [SOURCES, f"{GRAPH}meta"]
    assert remote.ours(store) == Scope((ONTOLOGY, SOURCES), (ONTOLOGY, BARN, FIELD))
    assert words(store) == ["barn", "field", "in both", "ontology"]


def test_one_changed_study_is_sent_and_the_union_with_it(
    store: Endpoint, fake: Misbehaving
) -> None:
    pushed(store, GRAPHS)
    fake.asked.clear()
    pushed(store, {**GRAPHS, BARN: (BOTH, told("stable"))})
    assert {*fake.sent()} == {BARN, SOURCES, f"{GRAPH}meta"}
    assert words(store) == ["field", "in both", "ontology", "stable"]
    assert SOURCES in remote.ours(store).default


def test_a_triple_that_moved_to_another_study_leaves_the_union_as_it_is(
    store: Endpoint, fake: Misbehaving
) -> None:
    pushed(store, GRAPHS)
    fake.asked.clear()
    pushed(store, {**GRAPHS, BARN: (BOTH,), FIELD: (BOTH, told("field"), told("barn"))})
    assert SOURCES not in fake.sent()
    assert SOURCES in remote.ours(store).default


def test_a_union_that_is_out_of_step_is_not_asked(store: Endpoint) -> None:
    pushed(store, GRAPHS)
    pushed(store, {BARN: (told("alone"),)}, partial=True)
    assert remote.ours(store) == Scope((ONTOLOGY, BARN, FIELD), (ONTOLOGY, BARN, FIELD))
    assert words(store) == ["alone", "field", "in both", "ontology"]


def test_a_union_is_not_asked_while_its_graphs_are_being_sent(store: Endpoint) -> None:
    pushed(store, GRAPHS)
    push = Push(store, {**GRAPHS, BARN: (told("new"),)})
    seen: list[Scope] = []
    push.run(push.plan(), lambda _: seen.append(remote.ours(store)))
    assert seen
    assert all(SOURCES not in scope.default for scope in seen)


def test_a_store_that_is_fast_over_many_graphs_keeps_no_union(fake: Misbehaving) -> None:
    with Endpoint(targets.Target.at(fake.url, PROFILES["virtuoso"]), pauses=()) as store:
        pushed(store, GRAPHS)
        assert SOURCES not in fake.sent()
        assert remote.ours(store).default == (ONTOLOGY, BARN, FIELD)


def test_a_profile_says_whether_its_engine_cuts_answers() -> None:
    assert {profile.cuts for profile in PROFILES.values()} <= {"never", "says", "unknown"}
    assert {name for name, profile in PROFILES.items() if profile.unions} == {"oxigraph"}


@pytest.mark.parametrize("change", ["a member gone", "a member more", "a member changed"])
def test_a_union_is_in_step_with_its_members_only(change: str) -> None:
    own = {iri: mark(lines(triples)) for iri, triples in {**GRAPHS, **unions(GRAPHS)}.items()}
    marks = marked(own)
    members = [BARN, FIELD]
    assert fewest(members, marks) == (SOURCES,)
    if change == "a member gone":
        members.remove(FIELD)
    elif change == "a member more":
        members.append(f"{GRAPH}source/shed")
        marks[members[-1]] = mark(["<a> <b> <c> ."])
    else:
        marks[FIELD] = mark(["<a> <b> <c> ."])
    assert fewest(members, marks) == tuple(sorted(members))
