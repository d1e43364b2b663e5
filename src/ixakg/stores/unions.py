"""One graph with all graphs of a group: some stores answer slowly over many graphs at once."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from ixakg.bases import group
from ixakg.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Triple

    from ixakg.stores.fingerprints import Mark

UNIONS = f"{GRAPHS}union/"


def unions(graphs: Mapping[str, Sequence[Triple]]) -> dict[str, tuple[Triple, ...]]:
    """Return the union of each group that has several graphs, by its IRI.

    A group with blank nodes has none, since those of two graphs would become one.
    """
    return {
        f"{UNIONS}{name}": tuple(triple for iri in members for triple in graphs[iri])
        for name, members in _groups(graphs).items()
        if len(members) > 1 and not any(_has_blank_node(graphs[iri]) for iri in members)
    }


def marked(marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """Return marks in which those of unions say of what they are the union."""
    members = _groups(marks)
    return {
        iri: found._replace(of=_fingerprint(members[iri.removeprefix(UNIONS)], marks))
        if iri.startswith(UNIONS)
        else found
        for iri, found in marks.items()
    }


def fewest(graphs: Iterable[str], marks: Mapping[str, Mark]) -> tuple[str, ...]:
    """Return all graphs of some groups, with a union in the place of those that it is the union of.

    A union that was made of other graphs, or of what they were before, is left out.
    """
    found = list[str]()
    for name, members in _groups(graphs).items():
        union = marks.get(f"{UNIONS}{name}")
        in_step = union is not None and union.of == _fingerprint(members, marks)
        found += [f"{UNIONS}{name}"] if in_step else members
    return tuple(found)


def _groups(graphs: Iterable[str]) -> dict[str, list[str]]:
    """Return sorted graphs by their groups; unions belong to none."""
    found = defaultdict[str, list[str]](list)
    for iri in sorted(graphs):
        if not iri.startswith(UNIONS):
            found[group(iri)].append(iri)
    return found


def _fingerprint(members: Iterable[str], marks: Mapping[str, Mark]) -> str:
    lines = (f"{iri} {marks[iri].sha256}\n" for iri in members if iri in marks)
    return sha256("".join(lines).encode()).hexdigest()


def _has_blank_node(triples: Iterable[Triple]) -> bool:
    return any(isinstance(end, BlankNode) for t in triples for end in (t.subject, t.object))
