"""The committed graphs of each context are what the steps entail, in every process."""

from __future__ import annotations

from pathlib import Path

import pytest

from ixakg.bundle import Bundle
from ixakg.pathways.closure import close
from ixakg.pathways.contexts import project, settled
from ixakg.pathways.mechanism import Mechanism, read
from ixakg.store import Shelf
from signed_graphs import by_owlrl, by_path, nets

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def stated() -> Mechanism:
    shelf = Shelf(Bundle.at(ROOT).graphs(), ("ontology", "reference", "source"))
    return read(shelf.holding(()))


def test_in_each_context_owlrl_the_path_and_we_agree(stated: Mechanism) -> None:
    """All contexts side by side, their variables apart."""
    steps = {
        (
            f"{place}.{step.source.rpartition('/')[2]}",
            step.sign,
            f"{place}.{step.target.rpartition('/')[2]}",
        )
        for place, context in enumerate(settled(stated))
        if context.endswith(("/any", "/colorectal-cancer", "/escc", "/multiple-myeloma"))
        for step in project(stated, context).steps
    }
    closure = close(steps)
    ours = {name: set(closure.pairs(name)) for name in ("netIncreases", "netDecreases")}
    assert ours == by_path(steps) == nets(by_owlrl(steps))
    assert ours["netIncreases"].isdisjoint(ours["netDecreases"])


def test_the_general_context_takes_nothing_from_some_cancers(stated: Mechanism) -> None:
    general = next(iri for iri in stated.contexts if iri.endswith("/any"))
    assert project(stated, general).extrapolated == frozenset()
    assert not [s for s in project(stated, general).steps if s.context.endswith("/many-cancers")]
