"""Read the answers that people wrote down by hand, and compare them with what a query says."""

from __future__ import annotations

import shlex
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ANSWERS = sorted((HERE / "answers").glob("*.md"))


@dataclass(frozen=True)
class WrittenAnswer:
    """A question with values for its parameters, and the table that it is answered with."""

    question: str
    parameters: dict[str, list[str]]
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def read(path: Path) -> WrittenAnswer:
    """Return a written answer: a heading ``# ID name=value …``, why, and a table of cells.

    A dash is an unbound variable.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    question, *given = shlex.split(lines[0].removeprefix("# "))
    parameters = defaultdict(list)
    for pair in given:
        name, value = pair.split("=", 1)
        parameters[name].append(value)
    table = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in lines
        if line.startswith("|")
    ]
    return WrittenAnswer(question, dict(parameters), table[0], table[1:])
