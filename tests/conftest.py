"""What the tests of the code have in common: a small bundle of their own, and a command line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ixakg import KnowledgeGraph
from ixakg.cli import run
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """The graph of the small bundle: two drugs, three arms, three passages."""
    return KnowledgeGraph.load(root=BUNDLE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the small bundle that a test may change."""
    return Path(shutil.copytree(BUNDLE, tmp_path / "bundle"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An empty folder for tables of one's own."""
    folder = tmp_path / "my-study"
    folder.mkdir()
    return folder


@pytest.fixture
def ixakg(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Run a command on the small bundle, as if in a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")

    def command(*words: str | Path, root: Path = BUNDLE) -> Outcome:
        code = run(["--root", str(root), *map(str, words)])
        return Outcome(code, *capsys.readouterr())

    return command
