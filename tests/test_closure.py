"""What walks over signed steps relate: our bits, owlrl, HermiT and SPARQL say the same."""

from __future__ import annotations

from functools import cache

from ixakg.pathways.closure import RELATIONS, close, close_strictly
from signed_graphs import Pairs, by_hermit, by_owlrl, by_path, nets, random_steps

CHAIN = {("a", -1, "b"), ("b", -1, "c"), ("c", -1, "d")}


@cache
def thirty() -> frozenset[tuple[str, int, str]]:
    """Thirty random graphs with loops, side by side."""
    return frozenset().union(*(random_steps(seed, 7, 10) for seed in range(30)))


@cache
def ours() -> Pairs:
    closure = close(thirty())
    return {relation: set(closure.pairs(relation)) for relation in RELATIONS}


def test_three_decreases_in_a_row_are_a_decrease_and_two_are_an_increase() -> None:
    closure = close(CHAIN)
    assert set(closure.pairs("netIncreases")) == {("a", "c"), ("b", "d")}
    assert set(closure.pairs("netDecreases")) == {("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")}


def test_all_four_agree_on_three_decreases_in_a_row() -> None:
    closure = close(CHAIN)
    pairs = {relation: set(closure.pairs(relation)) for relation in RELATIONS}
    assert pairs == by_owlrl(CHAIN) == by_hermit(CHAIN)
    assert nets(pairs) == by_path(CHAIN)


def test_a_double_negative_never_yields_both_signs() -> None:
    closure = close(CHAIN)
    assert set(closure.pairs("netIncreases")).isdisjoint(closure.pairs("netDecreases"))


def test_the_random_graphs_have_loops_and_both_signs() -> None:
    assert any(source == target for source, target in ours()["netDecreases"])
    assert ours()["netIncreases"] & ours()["netDecreases"]
    assert all(len(pairs) > 100 for pairs in ours().values())


def test_owlrl_derives_the_same_pairs_from_the_axioms() -> None:
    assert by_owlrl(set(thirty())) == ours()


def test_hermit_derives_the_same_pairs_from_the_axioms() -> None:
    assert by_hermit(set(thirty())) == ours()


def test_one_property_path_finds_the_same_pairs_without_axioms() -> None:
    assert by_path(set(thirty())) == nets(ours())


def test_pairs_are_counted_as_they_are_listed() -> None:
    closure = close(thirty())
    assert {name: closure.size(name) for name in RELATIONS} == {
        name: len(pairs) for name, pairs in ours().items()
    }


def test_in_spoken_directions_only_a_promoter_says_nothing_of_its_loss() -> None:
    steps = [
        ("drug", frozenset({1}), -1, "factor"),
        ("factor", frozenset({1}), 1, "survival"),
    ]
    assert close_strictly(steps) == {
        (("drug", 1), ("factor", -1)),
        (("factor", 1), ("survival", 1)),
    }


def test_where_all_directions_are_spoken_the_strict_pairs_are_the_liberal_ones() -> None:
    both = frozenset({1, -1})
    strict = close_strictly((source, both, sign, target) for source, sign, target in thirty())
    risen = {(source, target, change) for (source, up), (target, change) in strict if up == 1}
    assert risen == {(*pair, 1) for pair in ours()["netIncreases"]} | {
        (*pair, -1) for pair in ours()["netDecreases"]
    }
