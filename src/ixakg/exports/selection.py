"""Which named graphs are meant: by name, by group, by source, asserted or inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.errors import UnknownName, suggestion
from ixakg.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import NamedNode

    from ixakg.prefixes import Prefixes

# What people ask for stands first, what shows why it holds last.
DERIVED = ("effect", "inferred", "context", "certificate")
KINDS = ("asserted", "inferred", "both")


def select(
    graphs: Iterable[NamedNode],
    prefixes: Prefixes,
    *,
    names: Collection[str] = (),
    sources: Collection[str] = (),
    kind: str = "both",
) -> tuple[NamedNode, ...]:
    """Return the graphs that are meant, in the order of their IRIs; all of a kind without names.

    A name is an IRI, a CURIE, a path such as ``source/guide``, or a group such as ``source``. A
    source is the last part of a path, and means the graphs of all groups that have it.

    Raises:
        UnknownName: a name means no graph.
    """
    paths = {graph.value.removeprefix(GRAPHS): graph for graph in graphs}
    meant = {path for name in names for path in _named(name, paths, prefixes)}
    meant |= {path for source in sources for path in _of_source(source, paths)}
    if not names and not sources:
        meant = set(paths)
    chosen = [path for path in meant if kind in ("both", _kind(path))]
    if paths and not chosen:
        raise UnknownName(f"no graph of those is {kind}; leave out --{kind}")
    return tuple(sorted((paths[path] for path in chosen), key=lambda graph: graph.value))


def _named(name: str, paths: Collection[str], prefixes: Prefixes) -> list[str]:
    path = (prefixes.expand(name) or name.strip("<>")).removeprefix(GRAPHS)
    found = [known for known in paths if known == path or known.startswith(f"{path}/")]
    if not found:
        raise UnknownName(f"no graph is called {name!r}; {suggestion(path, paths)}")
    return found


def _of_source(source: str, paths: Collection[str]) -> list[str]:
    found = [path for path in paths if path.partition("/")[2] == source]
    if not found:
        sources = {path.partition("/")[2] for path in paths} - {""}
        raise UnknownName(f"no source is called {source!r}; {suggestion(source, sources)}")
    return found


def _kind(path: str) -> str:
    return "inferred" if path.split("/")[0] in DERIVED else "asserted"
