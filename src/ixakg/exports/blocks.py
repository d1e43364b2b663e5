"""Sorted lines of N-Triples, put together to what is said about each subject."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Said = list[tuple[str, str]]


def blocks(chunks: Iterable[list[bytes]]) -> Iterator[tuple[str, Said]]:
    """Yield each subject with its predicates and objects, as N-Triples writes them."""
    about = ""
    said: Said = []
    for lines in chunks:
        for line in b"".join(lines).decode().split(" .\n")[:-1]:
            subject, predicate, value = line.split(" ", 2)
            if subject != about:
                if said:
                    yield about, said
                about, said = subject, []
            said.append((predicate, value))
    if said:
        yield about, said


def nestable(lines: Iterable[str]) -> dict[str, Said]:
    """Return the nodes without a name that can be written where they are mentioned.

    Those are mentioned once, and not by themselves, however far round.
    """
    triples = [line.removesuffix(" .\n").split(" ", 2) for line in sorted(lines)]
    about = {
        subject: [(predicate, value) for _, predicate, value in group]
        for subject, group in groupby(triples, itemgetter(0))
    }
    times = Counter(value for _, _, value in triples)
    once = {node for node in about if node.startswith("_:") and times[node] == 1}
    found: dict[str, Said] = {}
    waiting = [v for node, said in about.items() if node not in once for _, v in said if v in once]
    while waiting:
        node = waiting.pop()
        found[node] = about[node]
        waiting += [value for _, value in about[node] if value in once]
    return found
