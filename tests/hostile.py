"""A study whose names would do harm on a page that does not show them as text."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

from ixakg.bundle import Bundle

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "<script>alert('model')</script>"
ENDING = '</script><img src=x onerror="alert(1)">'
QUOTES = "' onfocus='alert(2)' x\" onfocus=\"alert(3)> & {{ 7*7 }} {% x %}"
BACKWARDS = "\u202edesrever\u202c \u05d0\u05d1"
NAMES = {
    ("models.tsv", "line X xenograft (invented)"): f"{SCRIPT} xenograft",
    ("studies.tsv", "example study (invented)"): f"study {ENDING}",
    ("experiments.tsv", "drug X in the line X xenograft (invented)"): f"experiment {QUOTES}",
    ("cell-lines.tsv", "line X (invented)"): f"line {BACKWARDS}",
}


def study(folder: Path) -> Path:
    """Return a folder with the example of the template under other names."""
    made = folder / "hostile"
    copytree(Bundle.at().template / "example", made)
    for (name, old), new in NAMES.items():
        text = (made / name).read_text(encoding="utf-8")
        assert old in text
        (made / name).write_text(text.replace(old, new), encoding="utf-8")
    return made
