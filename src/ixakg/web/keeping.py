"""Where a changed graph is kept from one start of the server to the next."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from ixakg.errors import CannotWrite
from ixakg.files import writing

if TYPE_CHECKING:
    from pathlib import Path


class Keeper:
    """A file that holds the whole graph, and that one server writes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp = _stamp(file)

    def keep(self, graph: Path) -> None:
        """Put a graph in place of the old one; whoever reads the file sees one of the two.

        Raises:
            CannotWrite: the file cannot be written, or somebody else has written it.
        """
        if _stamp(self._file) != self._stamp:
            raise CannotWrite(
                f"{self._file} was changed by another program; start the server again to serve it"
            )
        with graph.open("rb") as source, writing(self._file) as out:
            shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())  # whoever is told that it is kept may pull the plug
        self._stamp = _stamp(self._file)


def _stamp(file: Path) -> tuple[int, int] | None:
    """Return what is another when a file was written again."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino
