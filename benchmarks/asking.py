"""How long a question takes in a new process, beside importing rdflib and doing nothing.

Run: python benchmarks/asking.py [ROUNDS]
"""

from __future__ import annotations

import os
import sys

from ixakg import KnowledgeGraph
from timing import command, medians, report

PEER = 'python -c "import rdflib"'


def main(rounds: int = 15) -> None:
    """Print the time of each question and of the peer, both with their modules compiled."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    ask = (sys.executable, "-m", "ixakg", "ask")
    questions = list(KnowledgeGraph.load().questions)
    contestants = {f"ixakg ask {name}": command(*ask, name) for name in questions}
    peer = command(sys.executable, "-c", "import rdflib")
    report(medians({**contestants, PEER: peer}, rounds), PEER)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
