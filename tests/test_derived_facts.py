"""The committed graphs of each context are what the steps entail, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ixakg.build import drift, everything, plan
from ixakg.bundle import Bundle
from ixakg.pathways.closure import close
from ixakg.pathways.contexts import project, settled
from ixakg.pathways.mechanism import Mechanism, read
from ixakg.prefixes import Prefixes
from ixakg.store import Shelf
from signed_graphs import by_owlrl, by_path, nets

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def stated() -> Mechanism:
    shelf = Shelf(Bundle.at(ROOT).graphs(), ("ontology", "reference", "source"))
    return read(shelf.holding(()))


def test_the_committed_facts_and_what_follows_from_them_are_up_to_date() -> None:
    bundle = Bundle.at(ROOT)
    planned = plan(everything(bundle), Prefixes.read(bundle.prefixes))
    assert drift(planned, bundle.facts).changes() == []
    assert {name.split("/")[0] for name in planned if "/" in name} == {
        "background",
        "certificate",
        "context",
        "effect",
        "source",
    }


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_are_the_same_whatever_order_python_hashes_in(seed: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "ixakg", "--root", str(ROOT), "build", "--check"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


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
