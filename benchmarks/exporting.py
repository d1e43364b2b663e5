"""Compare exports with Oxigraph's own dump and with rdflib, and print the peak of memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store

from ixakg import KnowledgeGraph
from ixakg.exports.content import Content
from ixakg.exports.formats import export, of_name
from ixakg.stores import parts, targets
from timing import medians, report

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = (".nq", ".canonical.nq", ".trig", ".jsonld")
PEERS = {".nq": "nquads", ".trig": "trig", ".ttl": "turtle", ".jsonld": "json-ld"}
RAW = "Oxigraph's dump, N-Quads"
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
    # What getrusage says begins with the peak of the process that started this one.
    status = Path("/proc/self/status").read_text("ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"{int(kilobytes) / 1024:.0f} MB", end="")


def main() -> None:
    """Print times, ratios and peaks; the first argument is the number of triples."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    graph = KnowledgeGraph.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tenth = repeated(graph, folder / "tenth", size // 10)
        content = repeated(graph, folder / "large", size)
        tenth.store.flush()
        content.store.flush()
        for ending in ("none", *FORMATS):
            peaks = " and ".join(peak(folder / store, ending) for store in ("tenth", "large"))
            print(f"peak of memory, {len(tenth.store)} and {len(content.store)}, {ending}: {peaks}")
        print(f"\n{len(content.store)} triples in {len(content.graphs)} graphs, from disk")
        raw, profile = folder / "raw.nq", targets.read(graph.bundle.profiles)["oxigraph"]
        contestants: dict[str, Callable[[], object]] = {
            RAW: lambda: content.store.dump(raw, format=RdfFormat.N_QUADS),
            **{f"export {form}": _export(content, folder / f"graph{form}") for form in FORMATS},
            "bulk bundle, compressed": lambda: parts.write(folder / "bulk", content, profile),
            "Oxigraph's dump, then gzip": lambda: _dump_and_gzip(content, raw),
        }
        report(medians(contestants, rounds), RAW)
        small = repeated(graph, folder / "small", min(size, SMALL))
        against_rdflib(small, folder, rounds)


def against_rdflib(content: Content, folder: Path, rounds: int) -> None:
    """Print how much longer rdflib takes, with reading the same file and without."""
    source = folder / "small.nq"
    export(content, source)
    theirs = _rdflib(source)
    ours = _oxigraph(source, content)
    read = _times(rounds, lambda: _oxigraph(source, content), lambda: _rdflib(source))
    print(
        f"\n{len(content.store)} triples; to read them rdflib takes {read[1] / read[0]:.1f} times"
    )
    print("as long; to write them from memory, and to read and write them:")
    for ending, theirs_form in PEERS.items():
        ours_to, theirs_to = folder / f"ours{ending}", folder / f"theirs{ending}"
        merge = not of_name(ours_to.name).graphs
        written = _times(
            rounds,
            _export(replace(ours, merge=merge), ours_to),
            partial(theirs.serialize, theirs_to, format=theirs_form),
        )
        both = [a + b for a, b in zip(read, written, strict=True)]
        print(
            f"{ending:<8} rdflib's {theirs_form:<10} {written[1] / written[0]:6.1f} "
            f"{both[1] / both[0]:6.1f} times as long"
        )


def _rdflib(source: Path) -> rdflib.Dataset:
    theirs = rdflib.Dataset(default_union=True)
    theirs.parse(data=source.read_text("utf-8"), format="nquads")
    return theirs


def _oxigraph(source: Path, content: Content) -> Content:
    store = Store()
    store.bulk_load(path=str(source), format=RdfFormat.N_QUADS)
    return replace(content, store=store)


def _times(
    rounds: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[float, float]:
    """Return the medians of ours and theirs, turn by turn."""
    found = medians({"ours": ours, "theirs": theirs}, rounds)
    return found["ours"], found["theirs"]


def _dump_and_gzip(content: Content, path: Path) -> None:
    content.store.dump(path, format=RdfFormat.N_QUADS)
    subprocess.run(["gzip", "-kf", str(path)], check=True)  # noqa: S603, S607 - the peer


def _export(content: Content, path: Path) -> Callable[[], object]:
    return lambda: export(content, path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["peak"]:
        export_alone(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
