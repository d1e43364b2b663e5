"""Bulk bundles: parts that load anywhere, a manifest that says what is in them."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from ixakg import KnowledgeGraph
from ixakg.bundle import Bundle
from ixakg.errors import CannotWrite
from ixakg.stores import parts, targets
from ixakg.stores.fingerprints import differences, lines, mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

PROFILES = targets.read(Bundle.at().profiles)


def test_the_parts_hold_the_graphs_and_are_no_longer_than_they_may(tmp_path: Path) -> None:
    shipped = KnowledgeGraph.load()
    content = shipped.content()
    graphs = {graph.value: shipped.triples(graph.value) for graph in content.graphs}
    files = parts.write(tmp_path, content, PROFILES["virtuoso"], most_bytes=300_000)
    assert sorted(files) == sorted(path.name for path in tmp_path.iterdir())
    assert len(files) > 2
    store = Store()
    for path in sorted(tmp_path.glob("part-*.nq.gz")):
        text = gzip.decompress(path.read_bytes())
        assert len(text) <= 300_000
        store.load(text, format=RdfFormat.N_QUADS)
    assert {str(graph)[1:-1] for graph in store.named_graphs()} == set(graphs)
    for graph in store.named_graphs():
        found = [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]
        assert differences(graphs[str(graph)[1:-1]], found) == []


def test_the_manifest_says_what_each_part_and_each_graph_holds(
    tmp_path: Path, kg: KnowledgeGraph
) -> None:
    parts.write(tmp_path, kg.content(), PROFILES["virtuoso"], most_bytes=2_000)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert {iri: said["triples"] for iri, said in manifest["graphs"].items()} == kg.graphs
    assert sum(part["quads"] for part in manifest["parts"]) == len(kg)
    for part in manifest["parts"]:
        found = sha256((tmp_path / part["file"]).read_bytes()).hexdigest()
        assert part["sha256"] == found
    assert manifest["load"]["profile"] == "virtuoso"


def test_a_folder_that_cannot_be_written_is_told_of_and_left_as_it_was(
    tmp_path: Path, kg: KnowledgeGraph
) -> None:
    (tmp_path / "bundle").write_text("a file", encoding="utf-8")
    with pytest.raises(CannotWrite, match="nothing was written"):
        parts.write(tmp_path / "bundle" / "deep", kg.content(), PROFILES["virtuoso"])
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_the_same_graph_makes_the_same_bytes_and_old_parts_go(
    tmp_path: Path, kg: KnowledgeGraph
) -> None:
    content = kg.content()
    many = parts.write(tmp_path, content, PROFILES["oxigraph"], most_bytes=1_000)
    few = parts.write(tmp_path, content, PROFILES["oxigraph"])
    assert len(few) < len(many)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(few)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    backwards = Store()
    backwards.extend(reversed([*content.store]))
    parts.write(tmp_path, replace(content, store=backwards), PROFILES["oxigraph"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_hash_of_each_graph_is_that_of_a_push(tmp_path: Path) -> None:
    """Of graphs with nameless nodes too."""
    shipped = KnowledgeGraph.load()
    content = shipped.content(["ontology", "source"])
    parts.write(tmp_path, content, PROFILES["oxigraph"])
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    marks = {graph.value: mark(lines(shipped.triples(graph.value))) for graph in content.graphs}
    assert {iri: said["sha256"] for iri, said in manifest["graphs"].items()} == {
        iri: found.sha256 for iri, found in marks.items()
    }


def test_a_line_that_is_longer_than_a_part_has_one_for_itself(
    tmp_path: Path, kg: KnowledgeGraph
) -> None:
    files = parts.write(tmp_path, kg.content(), PROFILES["oxigraph"], most_bytes=1)
    assert len(files) == len(kg) + 1


def test_the_command_writes_parts_and_prints_how_to_load_them(
    tmp_path: Path, ixakg: Callable[..., Outcome]
) -> None:
    done = ixakg("push", "--bulk", tmp_path / "bulk", "--profile", "virtuoso")
    assert done.code == 0
    assert "rdf_loader_run(); checkpoint;" in done.out
    assert (tmp_path / "bulk" / "manifest.json").exists()
