"""Every cell of the guide's three tables can be found in the graph, in its place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ixakg import KnowledgeGraph

HERE = Path(__file__).parent
GUIDE = "https://w3id.org/ixakg/id/work/guide"


def cells() -> list[dict[str, str]]:
    """The cells as they were read in the guide, long ones by their deciding words."""
    with (HERE / "guide_cells.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


CELLS = cells()


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.mark.parametrize(
    "cell", CELLS, ids=lambda cell: f"{cell['table']} {cell['row']} {cell['column']}"
)
def test_a_cell_is_a_statement_with_its_place_its_words_and_its_references(
    cell: dict[str, str], guide: KnowledgeGraph
) -> None:
    location = f"{cell['table']}, row {cell['row']}, {cell['column']}"
    found = guide.select(
        f"""PREFIX ixa: <https://w3id.org/ixakg/ontology/>
        SELECT DISTINCT ?statement ?words ?line ?number WHERE {{
          ?statement a ixa:TableCell ; ixa:inDocument <{GUIDE}> ;
            ixa:location "{location}" ; ixa:reportedText ?words ; ixa:atLine ?line .
          ?fact ixa:isStatedIn ?statement .
          OPTIONAL {{ ?statement ixa:citesReference/ixa:referenceNumber ?number . }}
        }} ORDER BY ?number"""
    ).records()
    same = [row for row in found if row["words"] == cell["words"]]
    assert same, f"no fact is stated in {location}: {cell['words']}"
    assert {row["line"] for row in same} == {int(cell["line"])}
    numbers = [str(row["number"]) for row in same if row["number"] is not None]
    assert sorted(set(numbers), key=int) == cell["references"].split("|") * bool(cell["references"])


def test_the_guide_has_fourteen_rows() -> None:
    assert len({(cell["table"], cell["row"]) for cell in CELLS}) == 14


def test_no_statement_keeps_more_than_a_dozen_words(guide: KnowledgeGraph) -> None:
    texts = guide.select("SELECT ?words { ?statement ixa:reportedText ?words }").records()
    assert max(len(str(row["words"]).split()) for row in texts) == 12


def test_every_fact_says_how_far_it_was_traced_and_where_it_is_stated(
    guide: KnowledgeGraph,
) -> None:
    assert not guide.ask(
        """PREFIX ixa: <https://w3id.org/ixakg/ontology/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        ASK { ?kind rdfs:subClassOf* ixa:Fact . ?fact a ?kind .
          FILTER NOT EXISTS { ?fact ixa:factStatus ?status ; ixa:isStatedIn ?statement .
            ?statement ixa:inDocument ?document ; ixa:location ?location } }"""
    )


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("Reference", 17),
        ("FigureCaption", 4 + 2),
        ("CausalVariable", 33),
        ("Step", 34),
        ("ObservedEffect", 13 + 2),
    ],
)
def test_the_guide_is_here_as_a_whole(kind: str, number: int, guide: KnowledgeGraph) -> None:
    """The guide's own, and two captions and two effects on c-Myc from other papers."""
    answer = guide.select(
        f"""PREFIX ixa: <https://w3id.org/ixakg/ontology/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT (COUNT(DISTINCT ?thing) AS ?number)
        WHERE {{ ?thing a/rdfs:subClassOf* ixa:{kind} . ?thing !<urn:none> ?any .
          FILTER (STRSTARTS(STR(?thing), "https://w3id.org/ixakg/id/")) }}"""
    )
    assert answer.records() == [{"number": number}]


def test_seventeen_references_are_fifteen_works(guide: KnowledgeGraph) -> None:
    works = guide.select(
        f"""PREFIX ixa: <https://w3id.org/ixakg/ontology/>
        SELECT DISTINCT ?work {{ ?reference ixa:isListedIn <{GUIDE}> ; ixa:refersToWork ?work }}"""
    )
    assert len(works) == 15
