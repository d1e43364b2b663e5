"""Building facts: the committed files are what the tables say, and a failure leaves them be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ixakg import CannotWrite, KnowledgeGraph
from ixakg.build import Drift, derived, drift, plan, quads, write
from ixakg.bundle import Bundle
from ixakg.errors import MissingFolder
from ixakg.prefixes import Prefixes
from small import BUNDLE


def planned(root: Path) -> dict[str, str]:
    bundle = Bundle.at(root)
    said = quads(bundle)
    return plan(said | derived(bundle, said), Prefixes.read(bundle.prefixes))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_each_named_graph_has_a_file_at_its_path() -> None:
    assert list(planned(BUNDLE)) == [
        "inferred/reference.ttl",
        "reference.ttl",
        "source/barn.ttl",
        "source/field.ttl",
    ]


def test_the_committed_facts_are_what_the_tables_say() -> None:
    assert drift(planned(BUNDLE), BUNDLE / "data/facts") == Drift()


def test_drift_names_what_is_missing_changed_and_stale(copy: Path) -> None:
    facts = copy / "data/facts"
    (facts / "reference.ttl").unlink()
    (facts / "source/barn.ttl").write_text("", encoding="utf-8")
    (facts / "old.ttl").touch()
    assert drift(planned(copy), facts).changes() == [
        "reference.ttl is missing",
        "source/barn.ttl is not what the tables say",
        "old.ttl belongs to no row",
    ]


def test_writing_mends_all_drift_and_touches_nothing_else(copy: Path) -> None:
    facts = copy / "data/facts"
    before = files(facts)
    untouched = (facts / "source/field.ttl").stat().st_mtime_ns
    (facts / "reference.ttl").unlink()
    (facts / "source/barn.ttl").write_text("", encoding="utf-8")
    (facts / "old.ttl").touch()
    write(planned(copy), facts)
    assert files(facts) == before
    assert (facts / "source/field.ttl").stat().st_mtime_ns == untouched


def test_stale_files_stay_where_the_folder_may_hold_others(copy: Path, own: Path) -> None:
    (own / "mine.ttl").touch()
    write(planned(copy), own, stale=False)
    assert (own / "mine.ttl").exists()


def test_a_failure_half_way_leaves_the_old_files_and_no_others(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = copy / "data/facts"
    for path in facts.rglob("*.ttl"):
        path.write_text("# old\n", encoding="utf-8")
    before = files(facts)
    written: list[Path] = []
    really_write = Path.write_bytes

    def fail_at_the_second(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 2:
            raise OSError("no space left on device")
        return really_write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_at_the_second)
    with pytest.raises(CannotWrite, match="no space left"):
        write(planned(copy), facts)
    assert files(facts) == before


def test_a_root_without_the_folders_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(MissingFolder) as raised:
        Bundle.at(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}: there is no folder ontology or shapes or queries; "
        "name a root that holds all four"
    )


DRUGS = "id | label | alt_labels | kind | approved_in | same_as"


def table(folder: Path, name: str, *rows: str) -> None:
    text = "\n".join(row.replace(" | ", "\t") for row in rows)
    (folder / name).write_text(f"{text}\n", encoding="utf-8")


def test_what_follows_is_planned_beside_what_is_stated() -> None:
    assert planned(BUNDLE)["inferred/reference.ttl"].splitlines()[3:] == [
        "<drug/placebex> a ixa:Drug .",
        "",
        "ixa:Intravenous a ixa:Route .",
    ]


def test_drift_sees_an_inference_that_somebody_wrote_by_hand(copy: Path) -> None:
    with (copy / "data/facts/inferred/reference.ttl").open("a", encoding="utf-8") as facts:
        facts.write("<drug/curarin> a ixa:Placebo .\n")
    assert drift(planned(copy), copy / "data/facts").changed == ("inferred/reference.ttl",)


def test_tables_of_ones_own_add_only_what_follows_from_them(own: Path) -> None:
    table(own, "drugs.tsv", DRUGS, "sugar | sugar pill |  | Placebo |  | ")
    before = KnowledgeGraph.load(root=BUNDLE)
    after = before.including([own])
    question = "SELECT ?drug { GRAPH <https://w3id.org/ixakg/graph/inferred/reference> "
    question += "{ ?drug a ixa:Drug } } ORDER BY ?drug"
    assert before.select(question).texts() == [["ixd:drug/placebex"]]
    assert after.select(question).texts() == [["ixd:drug/placebex"], ["ixd:drug/sugar"]]
    assert len(after) - len(before) == 3
    [proof] = after.why("sugar pill", "is a", "drug").proofs
    assert [str(leaf.triple.object) for leaf in proof.leaves()] == [
        "<https://w3id.org/ixakg/ontology/Placebo>"
    ]


def test_the_graph_that_tables_are_added_to_stays_as_it_was(own: Path) -> None:
    table(own, "drugs.tsv", DRUGS, "sugar | sugar pill |  | Placebo |  | ")
    before = KnowledgeGraph.load(root=BUNDLE)
    triples = before.graphs
    before.including([own])
    assert before.graphs == triples
