"""What docs/serving.md says can be typed is answered as it says; its bounds are the real ones."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ixakg import KnowledgeGraph
from ixakg.web.site import MEBIBYTE, Limits
from listening import TOKEN, address
from system_tools import program

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[1] / "docs" / "serving.md").read_text(encoding="utf-8")
SHOWN = "http://127.0.0.1:8000"
EXCHANGE = re.compile(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)
EXCHANGES = [
    (command.strip(), answer)
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for command, answer in re.findall(
        r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", block, re.MULTILINE
    )
    if command.startswith("curl ")
]
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the shipped graph that takes changes."""
    store = tmp_path_factory.mktemp("store") / "graph.nq"
    with address(store=store, graph=KnowledgeGraph.load()) as found:
        yield found


def test_every_command_is_answered_as_it_is_shown(base: str) -> None:
    assert len(EXCHANGES) == 8
    program("curl")
    for command, answer in EXCHANGES:
        done = subprocess.run(
            ["/bin/sh", "-c", command.replace(SHOWN, base)],
            env={**os.environ, "IXAKG_TOKEN": TOKEN},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stdout.replace("\r\n", "\n").strip() == answer.strip(), command


def test_the_program_prints_three_studies(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    (text,) = PROGRAMS
    exec(text.replace(SHOWN, base), {})  # noqa: S102 - it is our own page
    assert len(capsys.readouterr().out.split()) == 4


def test_the_bounds_are_those_of_the_table() -> None:
    limits = Limits()
    cells = re.findall(r"^\| ([^|]*) \| ([^|]*) \| [^|]* \|$", PAGE, re.MULTILINE)
    said = {name.strip(): re.sub(r"`[^`]*`|\D", " ", bound).split() for name, bound in cells}
    assert {
        "seconds, from arrival to answer": [f"{limits.seconds:g}"],
        "memory of a process": [str(limits.memory // MEBIBYTE)],
        "rows, or triples": f"{limits.rows:,}".split(","),
        "bytes of an answer": [str(limits.answer // MEBIBYTE)],
        "queries at the same time, and waiting": [str(limits.workers), str(limits.waiting)],
        "connections": [str(limits.connections)],
        "bytes of a body; of a change": [
            str(limits.body // MEBIBYTE),
            str(limits.change // MEBIBYTE),
        ],
        "seconds for the head of a request, and for its body": [f"{limits.patience:g}"],
    }.items() <= said.items()
