"""Exports hold the same triples whoever reads them, in the same bytes whoever writes them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import polars
import pytest
import rdflib
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
)

from ixakg import CannotWrite, InvalidExport, KnowledgeGraph, UnknownName, files
from ixakg.bundle import Bundle
from ixakg.exports import sorting
from ixakg.exports.content import Content
from ixakg.exports.formats import FORMATS, export, of_name
from ixakg.exports.sorting import Sorter
from ixakg.prefixes import Prefixes
from system_tools import jena, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conftest import Outcome

ROOT = Path(__file__).parents[1]
READERS = {
    ".canonical.nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".nanopub.trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
LOSSLESS = [form.ending for form in FORMATS if form.lossless]
RDFLIB = {
    ".canonical.nq": "nquads",
    ".jsonld": "json-ld",
    ".nanopub.trig": "trig",
    ".nq": "nquads",
    ".nt": "nt",
    ".rdf": "xml",
    ".trig": "trig",
    ".ttl": "turtle",
}
PREFIXES = Prefixes.read(ROOT / "ontology/prefixes.tsv")
EX = "https://example.org/"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeGraph:
    return KnowledgeGraph.load(root=ROOT)


def digest(quads: Iterable[Quad]) -> str:
    """The hash of the canonical form: equal for equal graphs, whatever their nodes are called."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("".join(sorted(f"{q} .\n" for q in dataset)).encode()).hexdigest()


def merged(quads: Iterable[Quad]) -> set[Quad]:
    return {Quad(q.subject, q.predicate, q.object) for q in quads}


def read(path: Path, ending: str) -> Store:
    store = Store()
    store.load(path=str(path), format=READERS[ending])
    return store


@pytest.mark.parametrize("ending", LOSSLESS)
def test_what_is_exported_is_what_oxigraph_reads_back(
    ending: str, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / f"graph{ending}"
    form = of_name(path.name)
    shipped.export(path, merge=not form.graphs)
    everything = list(shipped.content().store)
    assert len(everything) > 9000
    expected = everything if form.graphs else merged(everything)
    assert digest(read(path, ending)) == digest(expected)


# rdflib calls names of its own that it has deprecated.
@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("ending", sorted(RDFLIB))
def test_rdflib_reads_the_same_triples(
    ending: str, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / f"graph{ending}"
    shipped.export(path, graphs=["ontology", "source"], merge=not of_name(path.name).graphs)
    theirs = rdflib.Dataset()
    theirs.parse(data=path.read_text("utf-8"), format=RDFLIB[ending])
    store = Store()
    store.load(theirs.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS)
    assert len(store) > 900
    assert digest(store) == digest(read(path, ending))


@pytest.mark.parametrize(
    ("parser", "ending", "syntax"),
    [
        ("rapper", ".ttl", "turtle"),
        ("rapper", ".nt", "ntriples"),
        ("rapper", ".rdf", "rdfxml"),
        ("rapper", ".trig", "trig"),
        ("rapper", ".nq", "nquads"),
        ("rapper", ".canonical.nq", "nquads"),
        ("rapper", ".nanopub.trig", "trig"),
        ("serdi", ".canonical.nq", "nquads"),
        ("serdi", ".nanopub.trig", "trig"),
        ("serdi", ".ttl", "turtle"),
        ("serdi", ".nt", "ntriples"),
        ("serdi", ".nq", "nquads"),
        ("serdi", ".trig", "trig"),
    ],
)
def test_parsers_in_c_read_every_line_without_a_warning(
    parser: str, ending: str, syntax: str, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / f"graph{ending}"
    form = of_name(path.name)
    shipped.export(path, merge=not form.graphs)
    quiet = ["-q"] if parser == "rapper" else []
    out = "nquads" if form.graphs else "ntriples"
    command = [program(parser), *quiet, "-i", syntax, "-o", out, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(set(done.stdout.splitlines())) == len(read(path, ending))


def test_jena_reads_the_same_triples_in_every_format_without_a_warning(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    names = [".canonical.nq", ".nq", ".trig", ".nt", ".ttl", ".rdf", ".nanopub.trig"]
    paths = [tmp_path / f"graph{ending}" for ending in names]  # its JSON-LD is not packaged
    for path in paths:
        shipped.export(path, merge=not of_name(path.name).graphs)
    less, wrong = tmp_path / "less.nt", tmp_path / "wrong.ttl"
    less.write_bytes(b"".join((tmp_path / "graph.nt").read_bytes().splitlines(keepends=True)[1:]))
    wrong.write_text(
        '<https://e.org/s> <https://e.org/p> "x"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    )
    reader = Path(__file__).parent / "ReadExports.java"
    done = subprocess.run(
        [program("java"), "-cp", jena(tmp_path / "jena"), reader, *paths, less, wrong],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("/")]
    assert [(Path(path).name, how) for path, how, *_ in said] == [
        *((path.name, "same") for path in paths[:-1]),
        ("graph.nanopub.trig", "other"),
        ("less.nt", "other"),
        ("wrong.ttl", "warning"),
        ("wrong.ttl", "other"),
    ]


def test_the_canonical_form_is_named_by_its_hash(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.canonical.nq"
    told = shipped.export(path)
    digest_of_file = hashlib.sha256(path.read_bytes()).hexdigest()
    assert told == f"RDFC-1.0 SHA-256 {digest_of_file}"
    assert digest_of_file == digest(shipped.content().store)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)
def test_every_format_has_the_same_bytes_under_any_hash_seed(form: object, tmp_path: Path) -> None:
    ending = getattr(form, "ending", "")
    texts = set()
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}{ending}"
        words = [sys.executable, "-m", "ixakg", "export", str(path), "--merge"]
        subprocess.run(
            words,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
        )
        texts.add(path.read_bytes())
    assert len(texts) == 1
    assert texts != {b""}


def test_the_turtle_of_a_source_is_the_committed_file(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "escc.ttl"
    shipped.export(path, sources=["escc"], kind="asserted")
    assert path.read_bytes() == (ROOT / "data/facts/source/escc.ttl").read_bytes()


@pytest.mark.parametrize("name", ["source/escc", "ixg:source/escc"])
def test_a_graph_is_named_by_its_path_or_its_curie(
    name: str, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "by-name.nt", graphs=[name])
    shipped.export(tmp_path / "by-source.nt", sources=["escc"], kind="asserted")
    assert (tmp_path / "by-name.nt").read_bytes() == (tmp_path / "by-source.nt").read_bytes()


def test_class_expressions_are_nested_in_turtle(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "ontology.ttl"
    shipped.export(path, graphs=["ontology"])
    text = path.read_text("utf-8")
    assert "[ a owl:Restriction ; owl:hasValue ixa:Favorable ; owl:onProperty ixa:direction ]" in (
        text
    )
    assert "_:" not in text


def test_several_graphs_are_merged_only_when_that_is_asked_for(
    ixakg: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = tmp_path / "graph.ttl"
    done = ixakg("export", path)
    assert done.code == 2
    assert done.err == (
        "ixakg: graph.ttl: Turtle holds one graph, and 6 are chosen; add --merge, choose one with "
        "--graph, or write .trig\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_name_is_answered_with_the_nearest(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="no graph is called 'source/esc'; did you mean"):
        shipped.content(["source/esc"])
    with pytest.raises(UnknownName, match="no source is called 'oscc'"):
        shipped.content(sources=["oscc"])
    with pytest.raises(InvalidExport, match=r"graph.doc: no format ends so; there are"):
        of_name("graph.doc")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_compressed_file_holds_the_same_text(
    suffix: str, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    plain, packed = tmp_path / "a.nq", tmp_path / f"a.nq{suffix}"
    shipped.export(plain, graphs=["reference"])
    shipped.export(packed, graphs=["reference"])
    data = packed.read_bytes()
    text = (
        gzip.decompress(data)
        if suffix == ".gz"
        else zstandard.ZstdDecompressor().decompressobj().decompress(data)
    )
    assert text == plain.read_bytes()
    again = tmp_path / f"b.nq{suffix}"
    shipped.export(again, graphs=["reference"])
    assert again.read_bytes() == data


def content(quads: Iterable[Quad], *, run: int = 1 << 25, merge: bool = False) -> Content:
    store = Store()
    store.extend(quads)
    named = [graph for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    graphs = tuple(sorted(named, key=str))
    return Content(store, graphs, PREFIXES, Bundle(ROOT), merge, run)


def said(value: Literal | NamedNode, graph: str = "g") -> Quad:
    return Quad(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), value, NamedNode(EX + graph))


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "graph.rdf"
    path.write_text("the old one")
    with pytest.raises(InvalidExport, match="XML cannot hold a character of"):
        export(content([said(Literal("fine")), said(Literal("bell \x07"))]), path)
    assert path.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="No such file or directory; name a file in a folder"):
        export(content([said(Literal("x"))]), tmp_path / "no/graph.nq")


def test_a_file_is_no_folder_to_write_into(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(CannotWrite, match="Not a directory; name a file in a folder"):
        export(content([said(Literal("x"))]), tmp_path / "notes/graph.nq")
    with pytest.raises(CannotWrite, match=r"notes: .*; nothing was written"):
        files.write({tmp_path / "notes/graph.ttl": b""})
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_triple_about_a_triple_is_refused(tmp_path: Path) -> None:
    node = NamedNode(f"{EX}s")
    quad = Quad(node, node, Triple(node, node, node), NamedNode(f"{EX}g"))
    with pytest.raises(InvalidExport, match="a triple about a triple"):
        export(content([quad]), tmp_path / "graph.nq")


def test_a_nameless_node_of_two_graphs_is_kept_only_by_the_canonical_form(tmp_path: Path) -> None:
    node, name = BlankNode(), NamedNode(f"{EX}p")
    quads = [Quad(node, name, name, NamedNode(EX + graph)) for graph in "ab"]
    with pytest.raises(InvalidExport, match="share a node without a name"):
        export(content(quads), tmp_path / "graph.trig")
    export(content(quads), tmp_path / "graph.canonical.nq")
    assert digest(read(tmp_path / "graph.canonical.nq", ".canonical.nq")) == digest(quads)


def test_nameless_nodes_that_cannot_be_nested_keep_a_label(tmp_path: Path) -> None:
    a, b, twice = BlankNode(), BlankNode(), BlankNode()
    p, g = NamedNode(f"{EX}p"), NamedNode(f"{EX}g")
    quads = [Quad(a, p, b, g), Quad(b, p, a, g), Quad(p, p, twice, g), Quad(g, p, twice, g)]
    for ending in (".ttl", ".trig", ".jsonld", ".rdf", ".nt"):
        path = tmp_path / f"graph{ending}"
        export(content(quads, merge=True), path)
        assert digest(read(path, ending)) == digest(merged(quads)), ending


def test_what_is_put_aside_is_merged_in_order(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    whole = shipped.content(["ontology", "source"], merge=True)
    pieces = Content(whole.store, whole.graphs, PREFIXES, whole.bundle, merge=True, run=1 << 14)
    export(whole, tmp_path / "whole.nt")
    export(pieces, tmp_path / "pieces.nt")
    assert (tmp_path / "whole.nt").read_bytes() == (tmp_path / "pieces.nt").read_bytes()
    lines = (tmp_path / "whole.nt").read_bytes().splitlines()
    assert lines == sorted(set(lines))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("ab", min_size=1, max_size=2), max_size=40),
    st.integers(1, 30),
    st.integers(1, 9),
)
def test_lines_come_back_sorted_and_each_once_whatever_fits_into_memory(
    words: list[str], run: int, piece: int
) -> None:
    text = "".join(f"{word}\n" for word in words).encode()
    with pytest.MonkeyPatch.context() as patch, Sorter(run) as lines:
        patch.setattr(sorting, "BATCH", 3)
        for start in range(0, len(text), piece):
            lines.write(text[start : start + piece])
        found = [line for chunk in lines.chunks() for line in chunk]
    assert found == [f"{word}\n".encode() for word in sorted(set(words))]


def test_a_triple_of_two_graphs_is_one_when_they_are_merged(tmp_path: Path) -> None:
    quads = [said(Literal("x"), graph) for graph in "ab"]
    export(content(quads, merge=True), tmp_path / "graph.nt")
    assert (tmp_path / "graph.nt").read_text("utf-8") == f'<{EX}s> <{EX}p> "x" .\n'


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(Literal, TEXTS, language=st.sampled_from(["en", "de-ch", "zh-hant"])),
    st.builds(
        Literal,
        st.from_regex(r"[+-]?[0-9]{1,18}\.[0-9]{1,18}", fullmatch=True),
        datatype=st.just(NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ),
    st.builds(Literal, TEXTS, datatype=st.sampled_from([NamedNode(f"{EX}type#1a")])),
)
IRIS = st.text(st.sampled_from("aZ09-._~!$&'()*+,;=:@/?#%éß漢\u00a0"), max_size=10)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LITERALS, IRIS), min_size=1, max_size=6), st.booleans())
def test_hostile_values_survive_every_lossless_format(
    tmp_path_factory: pytest.TempPathFactory, values: list[Literal | str], two: bool
) -> None:
    quads = []
    for number, value in enumerate(values):
        try:
            term = NamedNode(f"{EX}{value}") if isinstance(value, str) else value
        except ValueError:
            continue
        quads.append(said(term, f"g{number % (1 + two)}"))
    folder = tmp_path_factory.mktemp("hostile")
    for ending in LOSSLESS:
        path = folder / f"graph{ending}"
        form = of_name(path.name)
        held = content(quads, merge=not form.graphs)
        try:
            export(held, path)
        except InvalidExport as error:
            assert "XML cannot hold" in str(error)  # noqa: PT017 - only some values are refused
            continue
        expected = list(held.store) if form.graphs else merged(held.store)
        assert digest(read(path, ending)) == digest(expected), (ending, path.read_text("utf-8"))


def test_owlready2_keeps_every_axiom_of_the_ontology(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    owlready2 = import_module("owlready2")  # it has no types
    path = tmp_path / "ontology.rdf"
    shipped.export(path, graphs=["ontology"])
    world = owlready2.World()
    ontology = world.get_ontology("https://w3id.org/ixakg/ontology")
    with path.open("rb") as file:
        ontology.load(fileobj=file)
    ntriples = tmp_path / "back.nt"
    ontology.save(file=str(ntriples), format="ntriples")
    back, ours = Store(), Store()
    back.load(path=str(ntriples), format=RdfFormat.N_TRIPLES)
    ours.load(path=str(path), format=RdfFormat.RDF_XML)
    # owlready2 drops the slash at the end of an IRI without a path.
    kept = [
        {
            f"{q.triple}".replace("/>", ">")
            for q in quads
            if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)
        }
        for quads in (ours, back)
    ]
    assert kept[0] <= kept[1]
    # The others have nodes without a name, which are counted by what is said of them.
    counts = [
        Counter(
            quad.predicate.value
            for quad in quads
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
        )
        for quads in (ours, back)
    ]
    assert counts[0] == counts[1]
    assert {name.rsplit("#")[-1] for name in counts[0]} >= {
        "equivalentClass",
        "hasValue",
        "onProperty",
        "propertyChainAxiom",
    }


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        delimiter = "," if path.suffix == ".csv" else "\t"
        table = list(csv.DictReader(lines, delimiter=delimiter))
    key = next(iter(table[0]))
    found = {row[key]: row for row in table}
    assert len(found) == len(table)
    return found


def test_a_finding_is_one_row_with_its_drugs_numbers_and_passages(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "findings.csv")
    table = rows(tmp_path / "findings.csv")
    expected = shipped.select("SELECT DISTINCT ?f { ?f ixa:isFindingOf ?e }").rows
    assert len(table) == len(expected)
    response = table["ixd:finding/t-all/response"]
    assert response["drug"] == "ixazomib"
    assert (response["lower"], response["upper"]) == ("0.91", "1.26")
    size = table["ixd:finding/escc/tumor-size"]
    assert (size["model"], size["comparator"], size["direction"]) == (
        "ESCC xenograft",
        "control",
        "favorable",
    )
    assert len(size["words"].split("|")) == len(size["location"].split("|"))


def test_parquet_holds_what_the_csv_holds(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    shipped.export(tmp_path / "findings.csv")
    shipped.export(tmp_path / "findings.parquet")
    table = rows(tmp_path / "findings.csv")
    frame = polars.read_parquet(tmp_path / "findings.parquet")
    assert frame["finding"].to_list() == list(table)
    for row in frame.to_dicts():
        assert "|".join(row["location"]) == table[row["finding"]]["location"]


def test_only_the_findings_of_a_source_stand_in_its_table(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "escc.csv", sources=["escc"])
    assert {row["graph"] for row in rows(tmp_path / "escc.csv").values()} == {"ixg:source/escc"}


def test_an_edge_of_biolink_says_which_way_both_ends_go(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "edges.tsv")
    edges = rows(tmp_path / "edges.tsv")
    gain = edges["ixd:step/guide/e01#increased"]
    assert (gain["subject"], gain["predicate"], gain["object"]) == (
        "CHEBI:90942",
        "biolink:affects",
        "UniProtKB:P28074",
    )
    assert (gain["subject_direction_qualifier"], gain["object_direction_qualifier"]) == (
        "increased",
        "decreased",
    )
    assert gain["object_aspect_qualifier"] == "activity"
    # The catabolism needs the activity; the guide speaks of its loss.
    loss = edges["ixd:step/guide/e02#decreased"]
    assert loss["object_direction_qualifier"] == "decreased"
    negative = edges["ixd:step/guide/e47#increased-disease/osteosarcoma"]
    assert (negative["negated"], negative["object_direction_qualifier"]) == ("true", "")


def test_an_edge_holds_in_one_disease(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    shipped.export(tmp_path / "edges.tsv")
    edges = rows(tmp_path / "edges.tsv")
    about_both = "ixd:step/myc-elsewhere/lymphoma#increased-"
    assert {
        key.removeprefix(about_both): edge["disease_context_qualifier"]
        for key, edge in edges.items()
        if key.startswith(about_both)
    } == {
        "disease/hodgkin-lymphoma": "ixd:disease/hodgkin-lymphoma",
        "disease/t-cell-lymphoma": "ixd:disease/t-cell-lymphoma",
    }
    assert not [key for key, edge in edges.items() if "|" in edge["disease_context_qualifier"]]


def test_an_edge_says_who_says_so_and_in_what_words(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "edges.tsv")
    edges = rows(tmp_path / "edges.tsv")
    # Biolink requires a level and an agent; who merges graphs needs the source as well.
    required = {"publications", "knowledge_level", "agent_type", "primary_knowledge_source"}
    assert not [(key, name) for key, edge in edges.items() for name in required if not edge[name]]
    gain = edges["ixd:step/guide/e01#increased"]
    assert "directly binds to and inhibits the" in gain["supporting_text"].split("|")
    assert "PMID:30117017" in gain["publications"].split("|")
    # This one cites nothing; the document itself says so.
    found = edges["ixd:finding/escc/tumor-size#substance/ixazomib-disease/escc"]
    assert "ixd:work/guide" in found["publications"].split("|")


def test_other_identifiers_are_written_as_biolink_does(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "nodes.tsv")
    ixazomib = rows(tmp_path / "nodes.tsv")["CHEBI:90942"]
    assert ixazomib["iri"] == "http://purl.obolibrary.org/obo/CHEBI_90942"
    assert {
        "CHEMBL.COMPOUND:CHEMBL2141296",
        "DRUGBANK:DB09570",
        "MESH:C548400",
        "PUBCHEM.COMPOUND:25183872",
        "ixd:substance/ixazomib",
    } <= set(ixazomib["xref"].split("|"))
    assert "CHEBI:90942" not in ixazomib["xref"]


def test_the_ends_of_every_edge_are_nodes(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    shipped.export(tmp_path / "nodes.tsv")
    shipped.export(tmp_path / "edges.tsv")
    nodes = rows(tmp_path / "nodes.tsv")
    edges = rows(tmp_path / "edges.tsv").values()
    ends = {edge[end] for edge in edges for end in ("subject", "object")}
    ends |= {edge["disease_context_qualifier"] for edge in edges} - {""}
    assert ends <= nodes.keys()
    assert not [key for key, node in nodes.items() if "|" in node["iri"]]


def test_no_model_is_said_to_benefit_where_the_finding_is_negative(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped.export(tmp_path / "edges.tsv")
    for key, edge in rows(tmp_path / "edges.tsv").items():
        if key.startswith("ixd:finding/osteosarcoma/krib-primary-growth"):
            assert edge["predicate"] == "biolink:in_preclinical_trials_for"
        if key.startswith("ixd:finding/escc/tumor-size"):
            assert edge["predicate"] == "biolink:beneficial_in_models_for"


def test_a_nanopublication_has_four_graphs_and_names_nobody(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "graph.nanopub.trig"
    shipped.export(path)
    store = Store()
    store.load(path=str(path), format=RdfFormat.TRIG)
    name = "https://w3id.org/ixakg/id/nanopublication/finding/escc/tumor-size"
    np = "http://www.nanopub.org/nschema#"
    head = {
        (q.predicate.value.rsplit("#")[-1], str(q.object))
        for q in store.quads_for_pattern(NamedNode(name), None, None, NamedNode(f"{name}#head"))
    }
    assert head == {
        ("type", f"<{np}Nanopublication>"),
        ("hasAssertion", f"<{name}#assertion>"),
        ("hasProvenance", f"<{name}#provenance>"),
        ("hasPublicationInfo", f"<{name}#publication>"),
    }
    provenance = store.quads_for_pattern(None, None, None, NamedNode(f"{name}#provenance"))
    about = {str(quad.subject) for quad in provenance}
    assert f"<{name}#assertion>" in about
    facts = shipped.select(
        "SELECT DISTINCT ?f { ?f ixa:isFindingOf|ixa:fromVariable ?x ; ixa:factStatus ?s }"
    )
    background = 1  # a step that queries leave out
    assert len(list(store.named_graphs())) == 4 * (len(facts) + background)
    assert not [q for q in store if "creator" in q.predicate.value]
