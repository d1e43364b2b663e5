"""What changed between two versions is told by term and fact, and by what follows."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

from ixakg.vocabulary import GRAPHS, RDF
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome
    from ixakg import KnowledgeGraph

IXD = "https://w3id.org/ixakg/id/"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_equal_versions_differ_in_nothing(
    ixakg: Callable[..., Outcome], kg: KnowledgeGraph, tmp_path: Path
) -> None:
    kg.export(tmp_path / "a.trig")
    kg.export(tmp_path / "b.canonical.nq.gz")
    assert ixakg("diff", tmp_path / "a.trig", tmp_path / "b.canonical.nq.gz") == (0, "", "")
    assert ixakg("diff", BUNDLE, tmp_path / "a.trig") == (0, "", "")


def test_a_file_without_graphs_is_compared_by_its_triples(
    ixakg: Callable[..., Outcome], kg: KnowledgeGraph, tmp_path: Path
) -> None:
    kg.export(tmp_path / "a.ttl", merge=True)
    kg.export(tmp_path / "b.nq")
    assert ixakg("diff", tmp_path / "a.ttl", tmp_path / "b.nq") == (0, "", "")


def test_terms_facts_and_consequences_are_told_apart(
    ixakg: Callable[..., Outcome], copy: Path, tmp_path: Path
) -> None:
    new = shutil.copytree(copy, tmp_path / "new")
    with (new / "ontology/trial.ttl").open("a", encoding="utf-8") as file:
        file.write('\nixa:Fresh a owl:Class ; rdfs:label "fresh"@en .\n')
    for folder, fact in ((copy, "old"), (new, "new")):
        inferred = folder / "data/facts/inferred"
        inferred.mkdir(exist_ok=True)
        (inferred / "barn.ttl").write_text(
            f"<{IXD}x> <https://w3id.org/ixakg/ontology/p> <{IXD}{fact}> .\n"
        )
    (new / "data/facts/source/field.ttl").unlink()
    done = ixakg("diff", copy, new, "--format", "json")
    assert done.code == 1
    found = json.loads(done.out)
    told = {(item["kind"], item["how"], item["graph"]) for item in found}
    assert told == {
        ("term", "added", "ontology"),
        ("fact", "removed", "source/field"),
        ("consequence", "changed", "inferred/barn"),
    }
    text = ixakg("diff", copy, new).out
    assert 'Terms added (1)\n  ixa:Fresh  "fresh"@en  in ontology\n' in text
    assert "What follows differently (1)\n" in text
    assert "    - ixa:p ixd:old\n    + ixa:p ixd:new\n" in text
    markdown = ixakg("diff", copy, new, "--format", "markdown").out
    assert '### Terms added\n\n- "fresh"@en, `ixa:Fresh` (ontology)\n' in markdown


def test_of_many_consequences_those_that_people_ask_for_are_shown(
    ixakg: Callable[..., Outcome], tmp_path: Path
) -> None:
    quads = [
        f"<{IXD}{group}/{n}> <{RDF.type.value}> <{IXD}x> <{GRAPHS}{group}/any> ."
        for group in ("certificate", "effect")
        for n in range(15)
    ]
    (tmp_path / "old.nq").write_text("", encoding="utf-8")
    (tmp_path / "new.nq").write_text("\n".join(quads), encoding="utf-8")
    done = ixakg("diff", tmp_path / "old.nq", tmp_path / "new.nq")
    shown = re.findall(r"(?m)^  (\S+)  in", done.out)
    assert [name.split("/")[0] for name in shown] == ["ixd:effect"] * 15 + ["ixd:certificate"] * 5
    assert done.out.startswith("What newly follows (30)\n")
    assert done.out.endswith("  and 10 more, which --format json lists\n")
    assert done.err == "30 consequences added\n"


def test_what_cannot_be_read_is_trouble(ixakg: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text("no quads\n")
    done = ixakg("diff", tmp_path / "a.nq", tmp_path / "a.nq")
    assert done.code == 2
    assert done.err.startswith(f"ixakg: {tmp_path / 'a.nq'}: ")
    assert done.err.endswith("; mend the file\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert ixakg("diff", empty, empty).code == 2
    (tmp_path / "a.csv").write_text("")
    assert "no format that can be read" in ixakg("diff", tmp_path / "a.csv", empty).err
