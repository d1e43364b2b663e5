"""Counterexamples as differences: what a file takes from the small valid study, and adds."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "counterexamples"
STUDY = FOLDER / "study.ttl"
TAKEN = "#- "


def files() -> list[Path]:
    """Return the differences from the small valid study, in order."""
    return [
        path for path in sorted(FOLDER.glob("*/*.ttl")) if TAKEN.strip() in path.read_text("utf-8")
    ]


def added(path: Path) -> str:
    """Return what a difference adds, as Turtle."""
    return path.read_text(encoding="utf-8")


def taken(path: Path) -> str:
    """Return what a difference takes away, as Turtle."""
    lines = path.read_text(encoding="utf-8").splitlines()
    declared = [line for line in lines if line.startswith("@")]
    return "\n".join([*declared, *(line[len(TAKEN) :] for line in lines if line.startswith(TAKEN))])
