"""One's own things have IRIs under one's own base; shipped things keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from ixakg import InvalidBase, InvalidTables, KnowledgeGraph
from ixakg.build import one_file, plan, quads
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Quad

    from conftest import Outcome

LAB = "https://lab.example/kg/"
OURS = "https://w3id.org/ixakg/"
IXA = "https://w3id.org/ixakg/ontology/"
PREFIXES = Prefixes.read(BUNDLE / "ontology/prefixes.tsv")


@pytest.fixture
def mine(own: Path) -> Path:
    """A folder with a drug of its own and an arm that gives it, without a dose."""
    (own / "drugs.tsv").write_text("id\tlabel\tkind\nmine\tmy drug\tDrug\n", "utf-8")
    (own / "arms.tsv").write_text(
        "source\tid\tlabel\tdrug\tdose\tstatements\n"
        "barn\tnew\tnew\tmine\tnot_reported\ttable-1\n"
        "barn\told\told\tcurarin\t5.0\ttable-1\n",
        "utf-8",
    )
    return own


def said(folder: Path, base: str | None = None) -> set[Quad]:
    return quads(Bundle.at(BUNDLE), [folder], base=base)


def iris(found: set[Quad]) -> set[str]:
    terms = {term for q in found for term in (q.subject, q.object, q.graph_name)}
    return {term.value for term in terms if isinstance(term, NamedNode)}


def test_own_things_and_graphs_are_under_the_base_and_shipped_ones_are_not(mine: Path) -> None:
    assert {iri for iri in iris(said(mine, LAB)) if not iri.startswith(IXA)} == {
        f"{LAB}graph/reference",
        f"{LAB}graph/source/barn",
        f"{LAB}id/arm/barn/new",
        f"{LAB}id/arm/barn/old",
        f"{LAB}id/drug/mine",
        f"{LAB}id/gap/arm/barn/new/dose",
        f"{OURS}id/document/almanac",
        f"{OURS}id/drug/curarin",
        f"{OURS}id/statement/barn/table-1",
    }


def test_nothing_but_the_names_differs_between_two_bases(mine: Path) -> None:
    def under(text: str) -> set[str]:
        return {str(quad).replace(LAB, OURS) for quad in said(mine, text)}

    assert under(LAB) == under(OURS) == {str(quad) for quad in said(mine)}


def test_the_settings_of_a_folder_hold_its_base_and_the_given_one_wins(mine: Path) -> None:
    (mine / "ixakg.toml").write_text(f'base = "{LAB}"  # ours\n', "utf-8")
    assert said(mine) == said(mine, LAB)
    assert f"{OURS}id/drug/mine" in iris(said(mine, OURS))


def test_each_folder_has_its_own_base_and_may_name_things_of_another(
    mine: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "ixakg.toml").write_text('base = "https://other.example/#"', "utf-8")
    (other / "arms.tsv").write_text(
        "source\tid\tlabel\tdrug\tdose\tstatements\nfield\tx\tx\tmine\t5\ttable-2\n", "utf-8"
    )
    (mine / "ixakg.toml").write_text(f'base = "{LAB}"', "utf-8")
    found = quads(Bundle.at(BUNDLE), [mine, other])
    drugs = {
        q.subject.value: q.object.value
        for q in found
        if q.predicate.value == f"{IXA}givesDrug"
        and isinstance(q.subject, NamedNode)
        and isinstance(q.object, NamedNode)
    }
    assert drugs["https://other.example/#id/arm/field/x"] == f"{LAB}id/drug/mine"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "lab",
        "https://lab.example/kg",
        "ftp://x.example/",
        "https://a b/",
        "https:///",
        "file:/x/",
    ],
)
def test_a_base_is_an_address_that_ends_so_that_names_can_follow(mine: Path, base: str) -> None:
    with pytest.raises(InvalidBase) as raised:
        said(mine, base)
    assert str(raised.value) == (
        f"{base!r} is no base of IRIs; "
        "write an IRI that ends with / or #, such as https://lab.example/kg/"
    )


@pytest.mark.parametrize("base", [f"{OURS}id/", f"{OURS}ontology/", "https://w3id.org/ixakg#"])
def test_the_addresses_of_the_shipped_data_are_not_for_others(mine: Path, base: str) -> None:
    with pytest.raises(InvalidBase, match="belongs to the shipped data"):
        said(mine, base)


@pytest.mark.parametrize(
    ("settings", "mistake"),
    [
        (
            'base = "lab"',
            "base: 'lab' is no base of IRIs; write an IRI that ends with / or #, "
            "such as https://lab.example/kg/",
        ),
        (
            "base = 7",
            "base: '7' is no base of IRIs; write an IRI that ends with / or #, "
            "such as https://lab.example/kg/",
        ),
        ('bsae = "x"', " there is no setting 'bsae'; did you mean 'base'?"),
        (
            "base: x",
            " the settings cannot be read: Expected '=' after a key in a key/value pair "
            '(at line 1, column 5); write one line: base = "https://lab.example/kg/"',
        ),
    ],
)
def test_mistakes_in_the_settings_come_with_those_in_the_tables(
    mine: Path, settings: str, mistake: str
) -> None:
    (mine / "ixakg.toml").write_text(settings, "utf-8")
    (mine / "documents.tsv").write_text("id\tlabel\nx\t\n", "utf-8")
    with pytest.raises(InvalidTables) as raised:
        said(mine)
    assert str(raised.value).splitlines() == [
        "my-study/documents.tsv:2:label: the cell is blank; say text",
        f"my-study/ixakg.toml:{mistake}",
    ]


def test_the_files_of_a_folder_are_named_after_its_graphs(mine: Path) -> None:
    planned = plan(said(mine, LAB), PREFIXES, [LAB])
    assert list(planned) == ["reference.ttl", "source/barn.ttl"]
    assert planned["reference.ttl"].startswith(f"@base <{LAB}id/> .\n")
    assert "\n<drug/mine> a ixa:Drug" in planned["reference.ttl"]


def test_one_file_holds_all_triples_or_all_graphs(mine: Path, tmp_path: Path) -> None:
    found = said(mine, LAB)
    turtle = one_file(found, PREFIXES, tmp_path / "x.ttl", LAB)
    trig = one_file(found, PREFIXES, tmp_path / "x.trig", LAB)
    assert {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)} == {
        quad.triple for quad in found
    }
    assert set(parse(trig, format=RdfFormat.TRIG)) == found
    assert trig.index(f"<{LAB}graph/reference> {{") < trig.index(f"<{LAB}graph/source/barn> {{")


def test_build_writes_one_file_and_checks_it(
    ixakg: Callable[..., Outcome], mine: Path, tmp_path: Path
) -> None:
    file = tmp_path / "new" / "my.trig"
    words = ("build", "--data", mine, "--base", LAB, "-o", file)
    assert ixakg(*words, "--check") == (1, "", "16 facts, out of date\n")
    assert not file.exists()
    assert ixakg(*words) == (0, "", f"16 facts in {file}\n")
    assert ixakg(*words, "--check") == (0, "", "16 facts, as the tables say\n")
    assert [path.name for path in file.parent.iterdir()] == ["my.trig"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["-o", "x.ttl"],
            "-o is for your own tables; name their folder with --data; see ixakg build --help",
        ),
        (
            ["--data", "DIR", "-o", "x.rdf"],
            "x.rdf: end the name of the file in .ttl (Turtle) or .trig (TriG)",
        ),
        (
            ["--data", "DIR", "-o", "x.ttl", "--out", "y"],
            "--out and -o write the same facts; give one of them; see ixakg build --help",
        ),
        (
            ["--base", LAB],
            "--base is for your own tables; name their folder with --data; see ixakg build --help",
        ),
    ],
)
def test_a_mistaken_command_writes_nothing(
    ixakg: Callable[..., Outcome], mine: Path, words: list[str], message: str
) -> None:
    given = [str(mine) if word == "DIR" else word for word in words]
    assert ixakg("build", *given) == (2, "", f"ixakg: {message}\n")


def test_commands_know_own_things_under_their_base(
    ixakg: Callable[..., Outcome], mine: Path
) -> None:
    words = ("--data", mine, "--base", LAB, "--format", "tsv")
    assert (
        ixakg("ask", "arms", "drug=mine", *words)
        .out.splitlines()[1]
        .startswith(f"{LAB}id/arm/barn/new\tmy drug")
    )
    described = ixakg("describe", "my drug", "--data", mine, "--base", LAB)
    assert described.out.startswith(f"my drug  ({LAB}id/drug/mine)\n")


def test_in_python_a_base_is_given_with_the_folders(mine: Path) -> None:
    graph = KnowledgeGraph.load([mine], root=BUNDLE, base=LAB)
    assert graph.ask(f"ASK {{ GRAPH <{LAB}graph/source/barn> {{ <{LAB}id/arm/barn/old> ?p ?o }} }}")
    assert [node.value for node in graph.describe("mine").about] == [f"{LAB}id/drug/mine"]
