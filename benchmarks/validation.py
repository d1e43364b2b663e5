"""How long validation of many studies takes, beside pySHACL alone and pyrudof.

    python benchmarks/validation.py                 100,000 and 1,000,000 triples
    python benchmarks/validation.py 20000 50000     other sizes
    python benchmarks/validation.py --root DIR      other shapes and data

The shipped sources are repeated under new names until there are as many triples. Each engine runs
in a process of its own, which loads the data before the clock starts. pyrudof gets the shapes
without SPARQL, which it does not report in full; so does a second run of the fast engine, to
compare like with like. pySHACL alone runs up to 100,000 triples, and for ten minutes at most.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from ixakg.bundle import Bundle
from ixakg.graph import KnowledgeGraph
from ixakg.shacl.shapes import Shapes
from ixakg.shacl.validation import breaches, read_shapes
from ixakg.store import AT_ONCE
from ixakg.vocabulary import GRAPHS, SH

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (100_000, 1_000_000)
MOST_FOR_PYSHACL = 100_000
PATIENCE = 600  # seconds


class Run(NamedTuple):
    """What one engine needed."""

    engine: str
    seconds: float
    megabytes: float
    results: int


def studies(graph: KnowledgeGraph, size: int) -> Iterator[Quad]:
    """Yield the shipped graph, and its sources under new names until the size is reached."""
    quads = list(graph._shelf.holding(AT_ONCE))
    yield from quads
    sources = [q for q in quads if str(q.graph_name).startswith(f"<{GRAPHS}source/")]
    ours = {quad.subject.value for quad in sources if isinstance(quad.subject, NamedNode)}
    left, copy = size - len(quads), 0
    while left > 0:
        copy += 1
        names: dict[str, NamedNode] = {}

        def renamed(term: object, names: dict[str, NamedNode] = names, n: int = copy) -> object:
            if not isinstance(term, NamedNode) or term.value not in ours:
                return term
            if term.value not in names:
                names[term.value] = NamedNode(f"{term.value}-{n}")
            return names[term.value]

        for quad in sources[:left]:
            subject, value = renamed(quad.subject), renamed(quad.object)
            graph_name = NamedNode(f"{str(quad.graph_name)[1:-1]}-{copy}")
            yield Quad(subject, quad.predicate, value, graph_name)  # type: ignore[arg-type]
        left -= len(sources)


def core(shapes: Shapes) -> Shapes:
    """Return shapes without their constraints in SPARQL."""
    return Shapes(triple for triple in shapes.triples if triple.predicate != SH.sparql)


def fast(path: Path, shapes: Shapes) -> tuple[float, int]:
    """Return how long the fast engine takes, and how much it finds."""
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    start = time.perf_counter()
    found = breaches(store, shapes)
    return time.perf_counter() - start, len(found)


def pyshacl(path: Path, shapes: Shapes) -> tuple[float, int]:
    """Return how long pySHACL alone takes, on a graph that rdflib holds."""
    import pyshacl as pyshacl_
    import rdflib

    from ixakg.shacl.window import graph

    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    data = graph({quad.triple for quad in store})
    wanted = graph(shapes.triples)
    start = time.perf_counter()
    _, report, _ = pyshacl_.validate(data, shacl_graph=wanted, inplace=True)
    took = time.perf_counter() - start
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - it is no failure
    return took, len(set(report.objects(None, rdflib.SH.result)))


def pyrudof(path: Path, shapes: Shapes) -> tuple[float, int]:
    """Return how long pyrudof takes on data that it has read."""
    from pyrudof import RDFFormat, Rudof, RudofConfig, ShaclFormat

    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    triples = serialize({quad.triple for quad in store}, format=RdfFormat.N_TRIPLES) or b""
    del store
    rudof = Rudof(RudofConfig())
    rudof.read_data(triples.decode(), format=RDFFormat.NTriples)
    text = serialize(shapes.triples, format=RdfFormat.TURTLE) or b""
    rudof.read_shacl(text.decode(), format=ShaclFormat.Turtle)
    start = time.perf_counter()
    report = rudof.validate_shacl()
    took = time.perf_counter() - start
    return took, len(report)


ENGINES = {
    "fast": (fast, False),
    "fast, no SPARQL": (fast, True),
    "pySHACL": (pyshacl, False),
    "pyrudof, no SPARQL": (pyrudof, True),
}


def worker(engine: str, path: Path, root: Path | None) -> None:
    """Run one engine and print what it needed as JSON."""
    run, without = ENGINES[engine]
    shapes = read_shapes(Bundle.at(root))
    seconds, results = run(path, core(shapes) if without else shapes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([engine, seconds, peak, results]))


def measured(engine: str, path: Path, root: Path | None) -> Run:
    """Return what one engine needs, in a process of its own."""
    words = [sys.executable, __file__, "--worker", engine, str(path)]
    words += ["--root", str(root)] if root else []
    try:
        done = subprocess.run(  # noqa: S603 - it runs this file
            words, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        print(f"{engine}: not done after {PATIENCE} s")
        return Run(engine, PATIENCE, 0.0, -1)
    if done.returncode:
        print(f"{engine}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
        return Run(engine, 0.0, 0.0, -1)
    return Run(*json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Print the ratios for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--worker", nargs=2)
    given = parser.parse_args()
    if given.worker:
        worker(given.worker[0], Path(given.worker[1]), given.root)
        return
    graph = KnowledgeGraph.load(root=given.root)
    before: Run | None = None
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "studies.nq"
            path.write_bytes(serialize(studies(graph, size), format=RdfFormat.N_QUADS) or b"")
            engines = [e for e in ENGINES if e != "pySHACL" or size <= MOST_FOR_PYSHACL]
            runs = {engine: measured(engine, path, given.root) for engine in engines}
        first = runs["fast"]
        print(f"\n{size:,} triples")
        for run in runs.values():
            print(
                f"  {run.engine:20} {run.seconds:8.2f} s  {run.seconds / first.seconds:6.1f} x "
                f"{run.megabytes:7.0f} MB  {run.results} results"
            )
        if before:
            print(f"  growth of the fast engine: {first.seconds / before.seconds:.1f} x")
        before = first


if __name__ == "__main__":
    main()
