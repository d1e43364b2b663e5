"""Every question has an answer that was written down by hand, and two engines give it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql.parser import parseQuery

from ixakg import KnowledgeGraph, Solutions
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes
from ixakg.queries import Question
from ixakg.store import AT_ONCE, Shelf, evaluate
from ixakg.vocabulary import GRAPHS
from written_answers import ANSWERS, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
COMPETENCY = sorted((ROOT / "queries" / "competency").glob("*.rq"))
NOTHING = {
    "feedback-loops",
    "series-by-day",
    "tolerability",
}  # none is in the guide, and that is an answer
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
QUADS = [path for path in QUERIES if path.parent.name in ("description", "exports")]
# Those of which every row is a mistake have none to compare here.
ANSWERING = [
    path for path in QUERIES if path.parent.name not in ("checks", "ontology") and path not in QUADS
]
BUNDLE = Bundle.at(ROOT)


def name(path: Path) -> str:
    return path.stem


def place(path: Path) -> str:
    return str(path.relative_to(ROOT / "queries"))


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.fixture(scope="module")
def in_rdflib() -> Callable[[Question], rdflib.Graph]:
    """The union of the graphs that a question asks for, as rdflib reads them."""
    groups: dict[str, rdflib.Graph] = {}
    unions: dict[tuple[str, ...], rdflib.Graph] = {}
    for path, iri in Bundle.at(ROOT).graphs():
        graph = groups.setdefault(iri.removeprefix(GRAPHS).split("/")[0], rdflib.Graph())
        graph.parse(data=path.read_text(encoding="utf-8"), format="turtle")

    def union(question: Question) -> rdflib.Graph:
        wanted = (*AT_ONCE, *question.graphs)
        if wanted not in unions:
            unions[wanted] = rdflib.Graph()
            for group in wanted:
                for triple in groups[group]:
                    unions[wanted].add(triple)
        return unions[wanted]

    return union


def dashed(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(cell or "-" for cell in row) for row in rows]


@pytest.mark.parametrize("path", ANSWERS, ids=name)
def test_a_question_is_answered_as_a_person_wrote_it_down(
    path: Path, guide: KnowledgeGraph
) -> None:
    written = read(path)
    answer = guide.answer(written.question, **written.parameters)
    columns = [answer.variables.index(column) for column in written.columns]
    assert dashed([[row[column] for column in columns] for row in answer.texts()]) == written.rows


def test_every_question_has_a_written_answer() -> None:
    assert [path.stem for path in ANSWERS] == [path.stem for path in COMPETENCY]


def value(term: object) -> object:
    """A term of either engine, with numbers by value and not by how they are written."""
    match term:
        case None:
            return None
        case NamedNode() | rdflib.URIRef():
            return str(getattr(term, "value", term))
        case Literal():
            text, datatype = term.value, term.datatype.value
        case rdflib.Literal():
            text, datatype = str(term), str(term.datatype)
        case _:
            raise TypeError(term)
    numeric = datatype.endswith(("#decimal", "#integer"))
    return Decimal(text) if numeric else text


@pytest.fixture(scope="module")
def one_study() -> KnowledgeGraph:
    return KnowledgeGraph(BUNDLE, Shelf(part_of_the_graphs(), AT_ONCE), Prefixes({}))


@pytest.fixture(scope="module")
def one_study_in_rdflib() -> rdflib.Dataset:
    union = rdflib.Dataset(default_union=True)
    for path, iri in part_of_the_graphs():
        union.graph(rdflib.URIRef(iri)).parse(data=path.read_text("utf-8"), format="turtle")
    return union


def part_of_the_graphs() -> list[tuple[Path, str]]:
    """Enough for every query, and little enough for rdflib to join in a second."""
    parts = ("/ontology", "/reference", "/source/osteosarcoma", "/source/myc-elsewhere")
    few = ("ixakg.ttl", "alignment.ttl", "outcome.ttl")
    return [
        (path, iri)
        for path, iri in BUNDLE.graphs()
        if iri.endswith(parts) and (not iri.endswith("/ontology") or path.name in few)
    ]


# rdflib calls names of its own that it has deprecated.
@pytest.mark.filterwarnings("ignore:Dataset.(default_context|contexts):DeprecationWarning")
@pytest.mark.parametrize("path", QUADS, ids=place)
def test_oxigraph_and_rdflib_give_the_same_rows_for_the_graphs_of_a_study(
    path: Path, one_study: KnowledgeGraph, one_study_in_rdflib: rdflib.Dataset
) -> None:
    query = path.read_text(encoding="utf-8")
    ours = [[value(term) for term in row] for row in one_study.select(query).rows]
    theirs = [
        [value(term) for term in row]
        for row in one_study_in_rdflib.query(query)
        if isinstance(row, rdflib.query.ResultRow)
    ]
    assert ours
    assert ours == theirs


@pytest.mark.parametrize("path", ANSWERING, ids=place)
def test_oxigraph_and_rdflib_give_the_same_rows_in_the_same_order(
    path: Path,
    guide: KnowledgeGraph,
    in_rdflib: Callable[[Question], rdflib.Graph],
) -> None:
    question = Question.read(path)
    query = question.sparql
    competency = path.parent.name == "competency"
    if competency:
        answer = guide.answer(path.stem)
    else:
        found = evaluate(guide._shelf.holding(()), query, guide.prefixes)
        assert isinstance(found, Solutions)
        answer = found
    ours = [[value(term) for term in row] for row in answer.rows]
    theirs = [
        [value(term) for term in row]
        for row in in_rdflib(question).query(query)
        if isinstance(row, rdflib.query.ResultRow)
    ]
    if path.parent.name != "audit":
        assert bool(ours) != (path.stem in NOTHING)
    assert ours == theirs


@pytest.mark.parametrize("path", QUERIES, ids=place)
def test_a_query_names_its_columns_and_orders_its_rows(path: Path) -> None:
    query = path.read_text(encoding="utf-8")
    assert "SELECT *" not in query
    assert re.search(r"^ORDER BY ", query, re.MULTILINE)


@pytest.mark.parametrize("path", QUERIES, ids=place)
def test_a_query_declares_each_prefix_that_it_uses_and_no_other(path: Path) -> None:
    query = re.sub(r"^#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    declared = re.findall(r"^PREFIX (\w+): <(.+)>$", query, re.MULTILINE)
    body = re.sub(r'^PREFIX .*$|"[^"]*"|<[^>\s]*>', "", query, flags=re.MULTILINE)
    table = dict(
        line.split("\t")
        for line in (ROOT / "ontology" / "prefixes.tsv").read_text().splitlines()[1:]
    )
    assert {prefix for prefix, _ in declared} == set(re.findall(r"\b(\w+):\w", body))
    assert dict(declared).items() <= table.items()
    parseQuery(query)


@pytest.mark.parametrize("path", COMPETENCY, ids=name)
def test_a_row_shows_where_it_comes_from(path: Path, guide: KnowledgeGraph) -> None:
    """Or counts, or names the node that does."""
    columns = set(guide.answer(path.stem).variables)
    assert columns & {
        "source",
        "finding",
        "regimen",
        "regimens",
        "works",
        "work",
        "arms",
        "passages",
        "identifier",
        "documentName",
        "statements",
        "experiment",
        "thing",
        "unitIri",
    }


def test_a_question_without_its_parameters_answers_for_all_values(guide: KnowledgeGraph) -> None:
    everything = {str(row["finding"]) for row in guide.answer("outcomes").records()}
    one = {str(row["finding"]) for row in guide.answer("outcomes", disease="ESCC").records()}
    assert one == {"https://w3id.org/ixakg/id/finding/escc/tumor-size"}
    assert one < everything


def test_the_prodrug_counts_as_the_drug(guide: KnowledgeGraph) -> None:
    assert len(guide.answer("approvals", drug="ixazomib")) == 4
