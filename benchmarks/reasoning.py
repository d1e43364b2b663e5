"""How long it takes to infer all that follows from study facts, beside owlrl and reasonable.

Run: python benchmarks/reasoning.py [--minutes N] [--rounds N] [SIZE ...]

Each contestant is a new process that reads the same triples from a file and infers from them,
several times in turn with the others; the median counts. What takes more than ten seconds runs
once, and what does not finish in time is said not to. The facts are the shipped ones, copied under
new names until there are as many triples as asked for, with the ontology and the reference graph.
reasonable is measured where it is installed (pip install reasonable).
"""

from __future__ import annotations

import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ixakg import bases
from ixakg.build import stored
from ixakg.bundle import Bundle
from ixakg.logic import axioms
from ixakg.logic.reasoning import ONTOLOGY, REFERENCE, materialize
from ixakg.logic.rules import compiled
from ixakg.vocabulary import INDIVIDUALS, OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BUILT_IN = (OWL.base, RDF.base, RDFS.base)
ONCE = 10.0  # seconds from which a contestant runs once


def facts(size: int) -> set[Quad]:
    """Return the shipped ontology and reference graph, and so many triples of sources."""
    asserted = [q for q in stored(Bundle.at()) if bases.group(_graph(q)) != "inferred"]
    shared = {quad for quad in asserted if quad.graph_name in (ONTOLOGY, REFERENCE)}
    sources = defaultdict(list)
    for quad in asserted:
        if quad not in shared:
            sources[_graph(quad)].append(quad)
    common: set[object] = {quad.subject for quad in shared}
    found: set[Quad] = set()
    for number in count():
        for name, quads in sorted(sources.items()):
            found.update(_copied(quads, name, common, f"-{number}" if number else ""))
            if len(found) >= size:
                return found | shared
    raise AssertionError("counting has no end")


def _copied(quads: list[Quad], name: str, common: set[object], suffix: str) -> Iterator[Quad]:
    """Yield the quads of a source with a suffix to the names of its own things."""
    own = {quad.subject for quad in quads if quad.subject not in common}
    copies = {node: NamedNode(node.value + suffix) for node in own if isinstance(node, NamedNode)}
    graph = NamedNode(name + suffix)
    for quad in quads:
        subject, value = quad.subject, quad.object
        yield Quad(
            copies.get(subject, subject) if isinstance(subject, NamedNode) else subject,
            quad.predicate,
            copies.get(value, value) if isinstance(value, NamedNode) else value,
            graph,
        )


def by_ixakg(folder: Path) -> Iterable[tuple[object, ...]]:
    """Return what ixakg infers from the quads in a folder."""
    quads = list(parse(path=str(folder / "facts.nq"), format=RdfFormat.N_QUADS))
    ontology = (quad.triple for quad in quads if quad.graph_name == ONTOLOGY)
    return map(tuple, materialize(compiled(axioms.read(ontology)).rules, quads))


def by_owlrl(folder: Path) -> Iterable[tuple[object, ...]]:
    """Return what owlrl infers from the triples in a folder."""
    import owlrl
    import rdflib

    graph = rdflib.Graph().parse(folder / "facts.ttl", format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def by_reasonable(folder: Path) -> Iterable[tuple[object, ...]]:
    """Return what reasonable infers from the triples in a folder."""
    reasoner = import_module("reasonable").PyReasoner()
    reasoner.load_file(str(folder / "facts.ttl"))
    inferred: list[tuple[object, ...]] = reasoner.reason()
    return inferred


CONTESTANTS: dict[str, Callable[[Path], Iterable[tuple[object, ...]]]] = {
    "ixakg": by_ixakg,
    "reasonable": by_reasonable,
    "owlrl": by_owlrl,
}


def named(triples: Iterable[tuple[object, ...]]) -> Iterator[Triple]:
    """Yield the triples between named things, from whichever library they come."""
    for subject, predicate, value, *_ in triples:
        terms = [subject, predicate, value]
        if all(type(term).__name__ in ("NamedNode", "URIRef") for term in terms):
            yield Triple(*(NamedNode(str(term).strip("<>")) for term in terms))


def informative(triples: Iterable[Triple]) -> set[Triple]:
    """Return what is said about individuals, without what holds of everything."""
    return {
        triple
        for triple in triples
        if str(triple.subject).startswith(f"<{INDIVIDUALS}")
        and isinstance(triple.object, NamedNode)
        and not triple.predicate.value.startswith((OWL.base, RDFS.base))
        and not triple.object.value.startswith(BUILT_IN)
    }


def run(name: str, folder: Path, seconds: float) -> tuple[float, set[Triple]] | None:
    """Return how long a contestant takes in a process of its own, and what it infers."""
    command = [sys.executable, __file__, "--contestant", name, str(folder)]
    try:
        subprocess.run(command, check=True, timeout=seconds)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired:
        return None
    answer = folder / f"{name}.nt"
    inferred = {quad.triple for quad in parse(path=str(answer), format=RdfFormat.N_TRIPLES)}
    return float((folder / f"{name}.seconds").read_text(encoding="utf-8")), inferred


def contest(name: str, folder: Path) -> None:
    """Infer, and write down what and how long it took from the file to the answer."""
    start = time.perf_counter()
    inferred = CONTESTANTS[name](folder)
    taken = time.perf_counter() - start
    (folder / f"{name}.seconds").write_text(str(taken), encoding="utf-8")
    serialize(informative(named(inferred)), str(folder / f"{name}.nt"), format=RdfFormat.N_TRIPLES)


def compare(size: int, seconds: float, rounds: int) -> None:
    """Print the times for one number of triples, and whether the answers are the same."""
    quads = facts(size)
    stated = {quad.triple for quad in quads}
    print(f"{size:,} triples of study facts; {len(stated):,} with the ontology and what is shared")
    times: dict[str, list[float]] = {name: [] for name in CONTESTANTS if _is_there(name)}
    answers: dict[str, set[Triple]] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        serialize(quads, str(folder / "facts.nq"), format=RdfFormat.N_QUADS)
        serialize(stated, str(folder / "facts.ttl"), format=RdfFormat.N_TRIPLES)
        for turn in range(rounds):
            for contestant, taken in times.items():
                if turn and (not taken or min(taken) > ONCE):
                    continue
                found = run(contestant, folder, seconds)
                if found:
                    taken.append(found[0])
                    answers[contestant] = found[1]
    for contestant in CONTESTANTS:
        told = _told(times.get(contestant), median(times["ixakg"]), seconds)
        print(f"  {contestant:<12}{told}", end="")
        if contestant in answers:
            inferred, wanted = answers[contestant] - stated, answers["ixakg"] - stated
            print(
                f"   {len(inferred):,} inferred; {len(wanted - inferred):,} of ours not, "
                f"{len(inferred - wanted):,} others",
                end="",
            )
        print()


def _is_there(contestant: str) -> bool:
    return find_spec(contestant) is not None


def _told(taken: list[float] | None, ours: float, seconds: float) -> str:
    if taken is None:
        return "not installed"
    if not taken:
        ratio = f"more than {seconds / ours:,.0f} times as long"
        return f"did not finish within {seconds / 60:g} minutes: {ratio}"
    return f"{median(taken):8.2f} s {median(taken) / ours:10.1f}"


def _graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def main() -> None:
    """Run the benchmark, or one contestant of it."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], metavar="SIZE")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--contestant", nargs=2, metavar=("NAME", "DIR"))
    given = parser.parse_args()
    if given.contestant:
        contest(given.contestant[0], Path(given.contestant[1]))
        return
    for size in given.sizes:
        compare(size, given.minutes * 60, given.rounds)


if __name__ == "__main__":
    main()
