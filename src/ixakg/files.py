"""Write several files together: all of them, or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ixakg.errors import FEW, UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write(contents: Mapping[Path, bytes]) -> None:
    """Write files, in place of those that are there, and make the folders that they need.

    Every file is complete under a temporary name before the first old one is replaced, so that a
    failure on the way leaves the old files as they were, and no new ones.

    Raises:
        UnwritableFile: a file cannot be written.
    """
    fresh: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, content in contents.items():
            made += _folders(path.parent)
            fresh[path] = path.with_name(f".{path.name}.{os.getpid()}")
            fresh[path].write_bytes(content)
        for path, temporary in fresh.items():
            temporary.replace(path)
    except OSError as error:
        _remove(fresh.values(), made)
        where = error.filename or next(reversed(fresh), "the files")
        what = error.strerror or str(error)
        raise UnwritableFile(f"{where}: {what}; nothing was written") from error


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write files where none are yet.

    Raises:
        UnwritableFile: one of them is there already, or cannot be written.
    """
    there = [str(path) for path in contents if path.exists() or path.is_symlink()]
    if there:
        more = f" and {len(there) - FEW} more" if len(there) > FEW else ""
        raise UnwritableFile(
            f"there already: {', '.join(there[:FEW])}{more}; "
            "choose another folder, or move them away"
        )
    write(contents)


def _folders(folder: Path) -> list[Path]:
    """Make a folder with those that it is in, and return the new ones, the outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _remove(files: Iterable[Path], folders: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
    for folder in reversed(folders):
        if not any(folder.iterdir()):
            folder.rmdir()
