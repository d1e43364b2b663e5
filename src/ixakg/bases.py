"""Under which namespace the things of one's own tables are, and how they get there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ixakg.errors import InvalidBase, Problem, suggestion
from ixakg.vocabulary import BASE, GRAPHS, INDIVIDUALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SETTINGS = "ixakg.toml"
FORM = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+(/[^\s<>\"{}|\\^`?#]*)?[/#]")
MEND = "write an IRI that ends with / or #, such as https://lab.example/kg/"


def checked(base: str) -> str:
    """Return a base that individuals and graphs can be put under.

    Raises:
        InvalidBase: it is no such IRI, or lies where the things of this project are.
    """
    if base != BASE and base.startswith(BASE.rstrip("/")):
        raise InvalidBase(f"{base!r} belongs to the shipped data; {MEND}")
    if not FORM.fullmatch(base):
        raise InvalidBase(f"{base!r} is no base of IRIs; {MEND}")
    return base


def of_folder(folder: Path, given: str | None = None) -> str | Problem:
    """Return the base of a folder: the given one, or what its settings say, or the usual one.

    Raises:
        InvalidBase: the given base cannot be used.
    """
    if given is not None:
        return checked(given)
    path = folder / SETTINGS
    if not path.is_file():
        return BASE
    import tomllib

    name = f"{folder.resolve().name}/{SETTINGS}"
    try:
        settings = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, OSError, RecursionError) as error:
        mend = 'write one line: base = "https://lab.example/kg/"'
        return Problem(name, 0, "", f"the settings cannot be read: {_short(error)}", mend)
    for key in settings:
        if key != "base":
            return Problem(name, 0, "", f"there is no setting {key!r}", suggestion(key, ["base"]))
    base = settings.get("base", BASE)
    try:
        return checked(str(base))
    except InvalidBase as error:
        what, _, mend = str(error).partition("; ")
        return Problem(name, 0, "base", what, mend)


def of_folders(folders: Iterable[Path], given: str | None = None) -> tuple[str, ...]:
    """Return the bases of some folders, each once; a folder that says none well has the usual."""
    found = (of_folder(folder, given) for folder in folders)
    return tuple(dict.fromkeys(BASE if isinstance(base, Problem) else base for base in found))


def split(graph: str) -> tuple[str, str]:
    """Return what the IRI of a named graph begins with under any base, and the path after it."""
    mark = GRAPHS.removeprefix(BASE)
    root, _, path = graph.rpartition(mark)
    return root + mark, path


def group(graph: str) -> str:
    """Return the first part of the path of a named graph: ``ontology``, ``source``, and so on."""
    return split(graph)[1].split("/")[0]


def moved(iri: str, base: str) -> str:
    """Return the IRI of a thing or graph under another base."""
    return base + iri.removeprefix(BASE) if iri.startswith((INDIVIDUALS, GRAPHS)) else iri


def names(subjects: Iterable[str], base: str) -> Mapping[str, str]:
    """Return what things are called under a base, as far as that differs."""
    new = {iri: moved(iri, base) for iri in subjects}
    return {iri: name for iri, name in new.items() if name != iri}


def _short(error: Exception) -> str:
    return " ".join(str(error).split())
