"""The pages as files: whether every link leads somewhere, wherever the folder stands."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import hostile
from html_pages import inner, parsed
from ixakg import CannotWrite, KnowledgeGraph
from ixakg.cli import run
from ixakg.pages import folder, portraits
from ixakg.pages.links import file_name
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA
from small import BUNDLE

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://lab.example/kg/"
KEPT = ("ontology", "reference", "source/escc", "inferred/escc", "effect/escc", "certificate/escc")
SAMPLE = 25  # every so many pages are read by a strict parser


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """One source of the guide with what follows from it, and a study whose names do harm."""
    study = hostile.study(tmp_path_factory.mktemp("study"))
    whole = KnowledgeGraph.load([study], base=BASE)
    kept = {GRAPHS + name for name in KEPT}
    return whole.holding(
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(iri))
        for iri, triples in whole.named().items()
        if iri in kept or iri.startswith(BASE)
        for triple in triples
    )


@pytest.fixture(scope="module")
def files(graph: KnowledgeGraph) -> dict[str, bytes]:
    return dict(folder.files(graph))


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {name: text.decode() for name, text in files.items() if name.endswith(".html")}


def test_every_link_leads_to_a_file_and_every_fragment_to_a_part_of_it(
    files: dict[str, bytes], pages: dict[str, str]
) -> None:
    parts = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in pages.items()}
    broken, number = set(), 0
    for name, text in pages.items():
        addresses = set(re.findall(r'\b(?:href|src|action)="([^"]*)"', text))
        for target, part in inner(quote(name), addresses):
            number += 1
            if target not in files or (part and part not in parts[target]):
                broken.add((name, target, part))
    assert broken == set()
    assert number > 10 * len(pages)


def test_no_link_is_bound_to_where_the_folder_stands(pages: dict[str, str]) -> None:
    for text in pages.values():
        addresses = re.findall(r'\b(?:href|src|action)="([^"]*)"', text)
        assert not [a for a in addresses if a.startswith("/") or "?" in a.partition("://")[0]]


def test_the_pages_are_flawless_html_and_need_no_server(pages: dict[str, str]) -> None:
    for text in sorted(pages.values())[::SAMPLE]:
        page = parsed(text)
        assert page.mistakes == []
        assert len(page.ids) == len(set(page.ids))
        assert [el.tag for el in page.root.iter() if el.tag in ("form", "input")] == []
        assert "These pages are files" in page.text("footer")


def test_every_question_is_answered_and_says_what_needs_a_server(
    graph: KnowledgeGraph, pages: dict[str, str], files: dict[str, bytes]
) -> None:
    for name in graph.questions:
        assert f"questions/{name}.html" in pages
    page = parsed(pages["questions/outcomes.html"])
    assert "ixakg ask outcomes" in page.text()
    assert files["questions/outcomes.csv"].decode().count("\r\n") == len(graph.answer("outcomes"))
    assert files["questions/outcomes.rq"].decode() == graph.questions["outcomes"].sparql


def test_every_thing_and_term_has_its_page_and_its_triples(
    graph: KnowledgeGraph, pages: dict[str, str], files: dict[str, bytes]
) -> None:
    for triples in graph.named().values():
        for node in {triple.subject for triple in triples if isinstance(triple.subject, NamedNode)}:
            if node.value.startswith((INDIVIDUALS, IXA.base)):
                path = file_name(node.value.partition("/ixakg/")[2])
                assert f"{path}.html" in pages
    found = parse(files["id/model/escc/escc.ttl"], format=RdfFormat.TURTLE)
    assert {quad.triple for quad in found} == set(graph.describe(f"<{INDIVIDUALS}model/escc/escc>"))
    source = parse(files["graph/source/escc.ttl"], format=RdfFormat.TURTLE)
    assert {quad.triple for quad in source} == set(graph.triples(f"{GRAPHS}source/escc"))
    ontology = parse(files["ontology.ttl"], format=RdfFormat.TURTLE)
    assert sum(1 for _ in ontology) == graph.graphs[f"{GRAPHS}ontology"]


def test_no_two_files_have_one_name_where_upper_and_lower_case_are_one(
    files: dict[str, bytes],
) -> None:
    assert len({name.casefold() for name in files}) == len(files)


def test_why_something_follows_stands_on_its_page(pages: dict[str, str]) -> None:
    page = parsed(pages["id/arm/escc/ixazomib.html"])
    assert "why?" in page.texts("summary")
    assert "because" in page.text("details")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("model/example-study/xenograft", f"{hostile.SCRIPT} xenograft"),
        ("study/example-study", f"study {hostile.ENDING}"),
        ("experiment/example-study/efficacy", f"experiment {hostile.QUOTES}"),
        ("cell-line/line-x", f"line {hostile.BACKWARDS}"),
    ],
)
def test_a_name_that_would_do_harm_is_shown_as_it_is(
    pages: dict[str, str], path: str, name: str
) -> None:
    page = parsed(pages[f"about/lab.example/kg/id/{path}.html"])
    assert page.texts("h1") == [name]
    assert page.mistakes == []


def test_things_of_ones_own_are_listed_with_the_others(pages: dict[str, str]) -> None:
    page = parsed(pages["things.html"])
    assert page.links()[f"{hostile.SCRIPT} xenograft"] == (
        "about/lab.example/kg/id/model/example-study/xenograft.html"
    )


def test_no_name_becomes_an_element_or_an_attribute(pages: dict[str, str]) -> None:
    names = ("script>alert", "img src=x", "onfocus=", "7*7")
    harmed = [text for text in pages.values() if any(name in text for name in names)]
    assert len(harmed) > 10
    for text in harmed:
        page = parsed(text)
        for element in page.root.iter():
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.get("src") != "x"
            assert element.tag != "script" or element.get("type") == "application/ld+json"
        assert "49" not in page.texts("h1")


def test_a_folder_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = KnowledgeGraph.load(root=BUNDLE)
    number = folder.write(small, tmp_path / "site")
    assert number == sum(path.is_file() for path in (tmp_path / "site").rglob("*"))
    with pytest.raises(CannotWrite, match="there is something already; name a new folder"):
        folder.write(small, tmp_path / "site")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(portraits, "portrait", fails)
    with pytest.raises(CannotWrite, match="No space left on device"):
        folder.write(small, tmp_path / "other")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_same_graph_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in ("0", "1"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        words = ("--root", str(BUNDLE), "export", f"{tmp_path}/{seed}/")
        subprocess.run([sys.executable, "-m", "ixakg", *words], check=True, capture_output=True)
    one, other = (
        {path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.is_file()}
        for made in (tmp_path / "0", tmp_path / "1")
    )
    assert one == other
    assert len(one) > 50


def test_a_folder_of_pages_takes_no_choice_of_graphs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", f"{tmp_path}/site/", "--merge"]) == 2
    assert "a folder of pages shows the whole graph" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
