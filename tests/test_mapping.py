"""What rows of tables say as triples, written down by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from ixakg import InvalidTables
from ixakg.build import quads
from ixakg.bundle import Bundle
from small import BUNDLE

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
    @base <https://w3id.org/ixakg/id/> .
    @prefix ixa: <https://w3id.org/ixakg/ontology/> .
    @prefix ixg: <https://w3id.org/ixakg/graph/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ARMS = "source\tid\tlabel\tdrug\tdose\troute\tsubjects\tstatements\n"


def trig(text: str) -> set[Quad]:
    return set(parse(HEAD + text, format=RdfFormat.TRIG))


def said_about(subject: str, found: set[Quad]) -> set[Quad]:
    return {quad for quad in found if str(quad.subject) == f"<https://w3id.org/ixakg/id/{subject}>"}


@pytest.fixture(scope="module")
def facts() -> set[Quad]:
    return quads(Bundle.at(BUNDLE))


def test_a_row_says_one_triple_for_each_value_in_the_graph_of_its_source(
    facts: set[Quad],
) -> None:
    assert said_about("arm/barn/treated", facts) == trig("""
        GRAPH <https://w3id.org/ixakg/graph/source/barn> {
            <arm/barn/treated> a ixa:Arm ;
                rdfs:label "barn, treated"@en ;
                ixa:givesDrug <drug/curarin> ;
                ixa:dose 11.0 ;
                ixa:route ixa:Intravenous ;
                ixa:subjects 8 ;
                ixa:isStatedIn <statement/barn/abstract> , <statement/barn/table-1> .
        }
    """)


def test_a_class_a_list_of_names_a_year_and_an_iri_of_another_store(facts: set[Quad]) -> None:
    assert said_about("drug/curarin", facts) == trig("""
        ixg:reference {
            <drug/curarin> a ixa:Drug ;
                rdfs:label "curarin"@en ;
                skos:altLabel "CUR-1" , "Curarinum" ;
                ixa:approvedIn "2014"^^xsd:gYear ;
                skos:exactMatch <https://example.org/drug?id=1> .
        }
    """)


def test_a_gap_token_is_a_fact_about_what_a_document_does_not_say(facts: set[Quad]) -> None:
    assert said_about("gap/arm/field/treated/route", facts) == trig("""
        GRAPH <https://w3id.org/ixakg/graph/source/field> {
            <gap/arm/field/treated/route> a ixa:ReportingGap ;
                ixa:isGapOf <arm/field/treated> ;
                ixa:aboutProperty ixa:route ;
                ixa:gapStatus ixa:NotReported ;
                ixa:accordingTo <document/letters> .
        }
    """)


def test_a_gap_names_every_document_that_states_its_subject(copy: Path, own: Path) -> None:
    arm = "barn\tnew\tnew\tcurarin\tnot_reported\t\t\ttable-1|letter\n"
    (own / "arms.tsv").write_text(ARMS + arm, encoding="utf-8")
    (own / "statements.tsv").write_text(
        "source\tid\tdocument\tlocation\treported_text\nbarn\tletter\tletters\tpage 1\t\n",
        encoding="utf-8",
    )
    gap = said_about("gap/arm/barn/new/dose", quads(Bundle.at(copy), [own]))
    documents = {str(q.object) for q in gap if q.predicate.value.endswith("accordingTo")}
    assert documents == {
        "<https://w3id.org/ixakg/id/document/almanac>",
        "<https://w3id.org/ixakg/id/document/letters>",
    }


def test_blank_cells_and_columns_that_only_make_iris_say_nothing(facts: set[Quad]) -> None:
    said = {q.predicate.value.rsplit("/")[-1] for q in said_about("arm/field/treated", facts)}
    assert {"subjects", "source", "id", "dose"}.isdisjoint(said)


def test_ones_own_rows_are_all_that_is_returned_for_ones_own_tables(copy: Path, own: Path) -> None:
    (own / "documents.tsv").write_text("id\tlabel\nnotes\tMy notes\n", encoding="utf-8")
    assert quads(Bundle.at(copy), [own]) == trig("""
        ixg:reference { <document/notes> a ixa:Document ; rdfs:label "My notes"@en . }
    """)


def test_the_order_of_rows_does_not_change_what_they_say(copy: Path, facts: set[Quad]) -> None:
    own, table = copy.parent / "own", copy / "data/tables/statements.tsv"
    own.mkdir()
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text(header, encoding="utf-8")
    (own / "statements.tsv").write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    statements = {q for q in facts if "/id/statement/" in str(q.subject)}
    assert quads(Bundle.at(copy), [own]) == statements


def test_a_value_that_makes_no_iri_is_named(copy: Path, own: Path) -> None:
    (own / "drugs.tsv").write_text(
        "id\tlabel\talt_labels\tkind\tapproved_in\tsame_as\n"
        "newin\tnewin\t\tDrug\t\thttp://[example.org/\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidTables, match=r"drugs.tsv:2:same_as: this makes no valid IRI"):
        quads(Bundle.at(copy), [own])


def test_a_class_must_be_a_class(copy: Path, own: Path) -> None:
    (own / "drugs.tsv").write_text(
        "id\tlabel\talt_labels\tkind\tapproved_in\tsame_as\nnewin\tnewin\t\tOral\t\t\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidTables, match=r"drugs.tsv:2:kind: 'Oral' is a term of another kind"):
        quads(Bundle.at(copy), [own])


@pytest.mark.parametrize("source", ["..", "."])
def test_no_row_can_leave_the_folder_of_facts(copy: Path, own: Path, source: str) -> None:
    (own / "statements.tsv").write_text(
        f"source\tid\tdocument\tlocation\treported_text\n{source}\tx\talmanac\tp\t\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidTables, match=r"statements.tsv:2: the row says no graph to go into"):
        quads(Bundle.at(copy), [own])
