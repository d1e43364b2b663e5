"""What the README says can be typed can be typed, and what it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ixakg import cli
from running import Server, oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ixakg"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "data" / "README.md"]
README = PAGES[0].read_text(encoding="utf-8")
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("  #")[0].strip()
    for page in (README, TUTORIAL)
    for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("ixakg ")
]
STORE = "http://localhost:7878"
SETUP = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what the examples of the README take for granted."""
    (tmp_path / "my-study").mkdir()
    (tmp_path / "question.rq").write_text("ASK { ?study a ixa:Study }", encoding="utf-8")
    (tmp_path / "ixakg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ixakg "$@"\n')
    (tmp_path / "ixakg").chmod(0o755)
    return tmp_path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The store that the README pushes to, with the graph in it."""
    server = oxigraph(tmp_path_factory.mktemp("store")).start()
    push = [sys.executable, "-m", "ixakg", "push", server.url]
    subprocess.run(push, check=True, capture_output=True)
    yield server
    server.kill()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_answers(
    command: str, desk: Path, request: pytest.FixtureRequest
) -> None:
    if STORE in command:
        command = command.replace(STORE, request.getfixturevalue("store").url)
    shell = command.replace("ixakg build", f"ixakg --root {shlex.quote(str(copied(desk)))} build")
    done = subprocess.run(
        ["/bin/sh", "-ec", shell],
        cwd=desk,
        env={**os.environ, "PATH": f"{desk}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr or ">" in command


def copied(desk: Path) -> Path:
    """A copy of the four folders, so that a command that writes leaves the checkout be."""
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, desk / "copy" / name)
    return desk / "copy"


def test_two_commands_set_up_one_to_ask_and_one_to_test() -> None:
    ask, test = SETUP
    assert ask.endswith("&& .venv/bin/ixakg ask head-to-head")
    assert test.endswith("&& .venv/bin/python -m pytest -q")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_file_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(
        r"`((?:tests|queries|ontology|data|src|benchmarks|docs)/[\w./-]+)`",
        page.read_text("utf-8"),
    )
    exact = [path for path in named if not re.search(r"/(FILE|ID|RULE)\b", path)]
    assert [path for path in exact if not (ROOT / path.rstrip("/")).exists()] == []


def test_every_module_has_its_place_in_the_description_of_the_layers() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    modules = {path.stem for path in PACKAGE.rglob("[a-z]*.py")}
    commands = {path.stem for path in (PACKAGE / "commands").glob("[a-z]*.py")}  # README's test
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert (modules - commands) | packages <= named


def test_every_command_is_shown_in_the_readme() -> None:
    shown = set(re.findall(r"ixakg ([a-z]+)", README))
    assert shown >= set(cli.COMMANDS)
