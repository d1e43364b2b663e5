"""Compare exports with Oxigraph's own dump and with rdflib, and print the peak of memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store

from ixakg import KnowledgeGraph
from ixakg.exports.content import Content
from ixakg.exports.formats import export
from timing import medians, report

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = (".nq", ".canonical.nq", ".trig", ".jsonld")
SMALL = 30_000


def repeated(graph: KnowledgeGraph, folder: Path, size: int) -> Content:
    """Return the sources of a graph again and again under new slugs, in a store on disk."""
    sources = graph.content(["source"])
    texts = [
        (
            source.value,
            source.value.rsplit("/", 1)[1].encode(),
            sources.store.dump(format=RdfFormat.N_TRIPLES, from_graph=source) or b"",
        )
        for source in sources.graphs
    ]
    lines, number, held = folder.with_suffix(".nq"), 0, 0
    with lines.open("wb") as out:
        while held < size:
            for iri, slug, text in texts:
                new = slug + b"-%d" % number
                copy = text.replace(b"/%s/" % slug, b"/%s/" % new)
                copy = copy.replace(b"/%s>" % slug, b"/%s>" % new)
                out.write(copy.replace(b" .\n", f" <{iri}-{number}> .\n".encode()))
                held += text.count(b"\n")
            number += 1
    store = Store(str(folder))
    store.bulk_load(path=str(lines), format=RdfFormat.N_QUADS)
    lines.unlink()
    named = [node for node in store.named_graphs() if isinstance(node, NamedNode)]
    return Content(store, tuple(sorted(named, key=str)), graph.prefixes, graph.bundle)


def peak(folder: Path, ending: str) -> str:
    """Return the most memory in megabytes that a process has had which only exports a store."""
    words = [sys.executable, "-W", "ignore", __file__, "peak", str(folder), ending]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours


def export_alone(folder: Path, ending: str) -> None:
    """Export a store, and print the most memory that the process has had."""
    graph = KnowledgeGraph.load()
    store = Store.read_only(str(folder))
    named = [node for node in store.named_graphs() if isinstance(node, NamedNode)]
    graphs = tuple(sorted(named, key=str))
    content = Content(store, graphs, graph.prefixes, graph.bundle)
    if ending != "none":
        export(content, folder.with_name(f"alone{ending}"))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", end="")


def main() -> None:
    """Print times, ratios and peaks; the first argument is the number of triples."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    graph = KnowledgeGraph.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = repeated(graph, folder / "large", size)
        print(f"{len(content.store)} triples in {len(content.graphs)} graphs")
        raw = folder / "raw.nq"
        contestants: dict[str, Callable[[], object]] = {
            "Oxigraph's dump, N-Quads": lambda: content.store.dump(raw, format=RdfFormat.N_QUADS),
            **{f"export {form}": _export(content, folder / f"graph{form}") for form in FORMATS},
        }
        content.store.flush()
        for ending in ("none", *FORMATS):
            print(f"peak of memory, export {ending}: {peak(folder / 'large', ending)}")
        report(medians(contestants, rounds), "Oxigraph's dump, N-Quads")
        small = repeated(graph, folder / "small", min(size, SMALL))
        export(small, folder / "small.nq")
        theirs = rdflib.Dataset()
        theirs.parse(data=(folder / "small.nq").read_text("utf-8"), format="nquads")
        for form, theirs_form in ((".nq", "nquads"), (".trig", "trig")):
            print(f"\n{len(small.store)} triples, {form}")
            here = folder / f"rdflib{form}"
            begun = time.perf_counter()
            theirs.serialize(here, format=theirs_form)
            rdflib_takes = time.perf_counter() - begun
            ours = medians({"export": _export(small, folder / f"small{form}")}, rounds)
            report({f"rdflib's {theirs_form} serializer": rdflib_takes, **ours}, "export")
            print(f"{rdflib_takes / ours['export']:.0f} times as fast")


def _export(content: Content, path: Path) -> Callable[[], object]:
    return lambda: export(content, path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["peak"]:
        export_alone(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
