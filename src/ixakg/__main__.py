"""``python -m ixakg``, and the console script ``ixakg``."""

from __future__ import annotations

import sys
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ixakg.graph import KnowledgeGraph

ASKING = frozenset({"ask", "describe", "explain", "query"})
SWITCH_SECONDS = 0.0005


class Ahead:
    """The shipped graph, loaded by another thread while this one imports the command line.

    Parsing takes as long as importing click and needs no interpreter lock, so that a question is
    answered in about two thirds of the time. Threads take turns faster than by default meanwhile,
    because each of the small files asks for the lock.
    """

    def __init__(self) -> None:
        self._outcome: KnowledgeGraph | Exception | None = None
        self._usual = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._thread = Thread(target=self._load)
        self._thread.start()

    def _load(self) -> None:
        from ixakg.graph import KnowledgeGraph

        try:
            self._outcome = KnowledgeGraph.load()
        except Exception as error:  # raised again where the graph is asked for
            self._outcome = error

    def __call__(self) -> KnowledgeGraph:
        """Return the graph, once it is loaded."""
        self._thread.join()
        sys.setswitchinterval(self._usual)
        if isinstance(self._outcome, Exception):
            raise self._outcome
        assert self._outcome is not None  # noqa: S101 - the thread has ended
        return self._outcome


def main() -> None:
    """Run the command line."""
    graph = Ahead() if ASKING.intersection(sys.argv[1:2]) else None
    from ixakg.cli import run

    sys.exit(run(sys.argv[1:], graph))


if __name__ == "__main__":
    main()
