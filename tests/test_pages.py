"""What pages say of the graph, before it is HTML: things, answers, forms, links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

import ixakg.graph
from ixakg import KnowledgeGraph
from ixakg.errors import UnknownName
from ixakg.pages import answers, portraits, things
from ixakg.pages.library import Library
from ixakg.pages.links import Links, file_name, place
from ixakg.store import evaluate
from ixakg.vocabulary import BASE, INDIVIDUALS, IXA

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ixakg.prefixes import Prefixes

EFS = f"{INDIVIDUALS}finding/t-all/efs"


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.fixture(scope="module")
def efs(guide: KnowledgeGraph) -> things.Thing:
    return things.thing(guide, EFS)


def test_facts_of_a_thing_are_in_words(efs: things.Thing) -> None:
    assert efs.label == "event-free survival extended in 5 of 8 PDX"
    said = {line.verb: [item.text for item in line.items] for line in efs.facts}
    assert said["has direction"] == ["favorable"]
    assert said["models responding"] == ["5"]
    assert said["has significance"] == ["called significant, no statistic given"]


def test_what_is_said_of_a_thing_leads_to_other_things(efs: things.Thing) -> None:
    (line,) = (line for line in efs.facts if line.verb == "has endpoint")
    assert [item.iri for item in line.items] == [f"{IXA.base}EventFreeSurvival"]


def test_notes_lead_to_the_words_and_the_line(efs: things.Thing) -> None:
    cited = [efs.passages[number - 1] for number in efs.notes]
    words = "Monotherapy significantly extended EFS in 5 of 8 (62.5%) PDX models"
    (passage,) = (passage for passage in cited if passage.words == (words,))
    assert passage.place == (
        "BenchChem guide (2025), hematological table, row 1, "
        "Key Quantitative Results & Citation (line 93)"
    )


def test_what_follows_is_apart_from_what_is_said(efs: things.Thing) -> None:
    concluded = {(it.verb, it.item.text): it.graph for it in efs.conclusions}
    assert concluded["is a", "favorable finding"] == f"{BASE}graph/inferred/t-all"
    assert "favorable finding" not in [kind.text for kind in efs.kinds]
    assert concluded["is finding in model", "T-ALL PDX panel"] == f"{BASE}graph/inferred/t-all"


def test_what_refers_to_a_thing_is_listed(efs: things.Thing) -> None:
    (line,) = efs.incoming
    assert line.verb == "is measurement of"
    assert [item.text for item in line.items] == ["event-free survival"]


def test_what_is_not_reported_is_listed_with_its_status(guide: KnowledgeGraph) -> None:
    answer = guide.select(
        "SELECT ?thing ?name { ?gap ixa:isGapOf ?thing ; ixa:aboutProperty/rdfs:label ?name }"
        " ORDER BY ?thing ?name LIMIT 1"
    )
    (row,) = answer.records()
    gaps = things.thing(guide, str(row["thing"])).gaps
    assert row["name"] in {gap.verb for gap in gaps}
    assert all(gap.items for gap in gaps)


def test_a_long_list_says_how_much_is_left_out(guide: KnowledgeGraph) -> None:
    incoming = things.thing(guide, f"{IXA.base}SignificanceNotStated").incoming
    (line,) = (line for line in incoming if line.verb == "has significance")
    (row,) = guide.select(
        "SELECT (COUNT(DISTINCT ?f) AS ?n) { ?f ixa:significance ixa:SignificanceNotStated }"
    ).records()
    assert len(line.items) + line.more == row["n"]


def test_an_unknown_thing_has_no_page(guide: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="nothing is called"):
        things.thing(guide, f"{INDIVIDUALS}finding/nowhere")


def test_search_engines_are_told_what_a_term_means(guide: KnowledgeGraph) -> None:
    said = things.schema_org(things.thing(guide, f"{IXA.base}Finding"))
    assert (said["@type"], said["name"]) == ("DefinedTerm", "finding")
    assert said["@id"] == f"{IXA.base}Finding"
    assert str(said["description"]).startswith("A ")


def test_rows_of_an_answer_name_their_source(guide: KnowledgeGraph) -> None:
    question = guide.questions["outcomes"]
    answer = answers.answer(guide, question, guide.answer("outcomes"))
    assert "source" not in answer.headings
    assert all(row.notes for row in answer.rows)
    row = next(row for row in answer.rows if row.nodes[0].iri == EFS)
    assert row.cells[1].text == "T-ALL PDX panel"
    assert row.cells[1].iri == f"{INDIVIDUALS}model/t-all/t-all-pdx"
    assert {answer.notes[number - 1].place.split(",")[0] for number in row.notes} == {
        "BenchChem guide (2025)"
    }


def test_a_name_of_several_things_leads_to_the_one_that_fits_the_column(
    guide: KnowledgeGraph,
) -> None:
    shared = "esophageal squamous cell carcinoma"
    assert len(guide.lexicon.labelled(shared)) == 2
    answer = answers.answer(guide, guide.questions["outcomes"], guide.answer("outcomes"))
    (iri,) = {row.cells[0].iri for row in answer.rows if row.cells[0].text == shared}
    assert iri == f"{INDIVIDUALS}disease/escc"


def test_a_form_offers_what_the_graph_has_and_marks_what_is_chosen(guide: KnowledgeGraph) -> None:
    question = guide.questions["outcomes"]
    fields = answers.fields(Library(guide).choices, question, {"direction": ["Favorable"]})
    first, further = (field for field in fields if field.name == "direction")
    assert first.choices == (
        answers.Choice("direction not stated", chosen=False),
        answers.Choice("favorable", chosen=True),
        answers.Choice("no difference", chosen=False),
    )
    assert not any(choice.chosen for choice in further.choices or ())
    assert [field.label for field in fields] == [
        "drug", "disease", "endpoint", "direction", "direction 2",
    ]  # fmt: skip


def test_questions_are_grouped(guide: KnowledgeGraph) -> None:
    found = answers.groups(guide)
    assert list(found) == sorted(found)
    assert sum(map(len, found.values())) == len(guide.questions)


@pytest.mark.parametrize(
    ("most", "iri"), [(1, EFS), (2, f"{IXA.base}Finding"), (2, f"{IXA.base}ofArm")]
)
def test_a_page_takes_few_queries(
    guide: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, most: int, iri: str
) -> None:
    library, asked = Library(guide), []
    links = Links(iri.removeprefix(BASE))
    portraits.portrait(library, links, (), iri)  # looks up what many pages need

    def counted(store: Store, sparql: str, prefixes: Prefixes) -> object:
        asked.append(sparql)
        return evaluate(store, sparql, prefixes)

    monkeypatch.setattr(ixakg.graph, "evaluate", counted)
    portraits.portrait(library, links, (), iri)
    assert 1 <= len(asked) <= most


def test_search_puts_the_name_itself_before_what_contains_it(guide: KnowledgeGraph) -> None:
    labels = [label for _, label in guide.lexicon.search("  ESCC  Xenograft ")]
    assert labels[0] == "ESCC xenograft"
    assert "ESCC xenograft, 10 mg/kg every other day, 30 days" in labels


@pytest.mark.parametrize("words", ["ixa:Finding", f"{IXA.base}Finding"])
def test_search_takes_curies_and_iris(guide: KnowledgeGraph, words: str) -> None:
    assert guide.lexicon.search(words)[0][0].value == f"{IXA.base}Finding"


@pytest.mark.parametrize("words", ["", "  ", "no such thing at all"])
def test_search_for_nothing_finds_nothing(guide: KnowledgeGraph, words: str) -> None:
    assert guide.lexicon.search(words) == []


@pytest.mark.parametrize(
    ("links", "address"),
    [
        (Links(""), "id/finding/t-all/efs"),
        (Links("questions/outcomes"), "../id/finding/t-all/efs"),
        (Links("id/finding/t-all/efs"), "../../../id/finding/t-all/efs"),
        (Links("", static=True), "id/finding/t-all/efs.html"),
        (Links("", static=True, bases=(BASE,)), "id/finding/t-all/efs.html"),
        (Links("ontology/route", static=True), "../../id/finding/t-all/efs.html"),
    ],
)
def test_links_are_relative(links: Links, address: str) -> None:
    assert links.thing(EFS) == address


def test_things_of_others_are_linked_at_home_unless_their_address_is_a_script() -> None:
    links = Links("", bases=("https://lab.example/kg/",))
    assert links.thing("http://purl.org/dc/terms/title") == "http://purl.org/dc/terms/title"
    assert links.thing("javascript:alert(1)") == ""
    assert links.thing("https://lab.example/kg/id/arm/a") == (
        "about?iri=https%3A%2F%2Flab.example%2Fkg%2Fid%2Farm%2Fa"
    )


@pytest.mark.parametrize(
    ("iri", "target"),
    [
        ("https://lab.example/kg/id/arm/a", "about/lab.example/kg/id/arm/a.html"),
        (
            "https://lab.example/kg/../../id/./a:b",
            "about/lab.example/kg/%2E%2E/%2E%2E/id/%2E/a%3Ab.html",
        ),
        ("https://lab.example/kg//a", "about/lab.example/kg/%2F/a.html"),
        ("https://lab.example/kg/a?b=c&d", "about/lab.example/kg/a%3Fb=c%26d.html"),
    ],
)
def test_no_name_of_a_thing_leads_out_of_the_folder(iri: str, target: str) -> None:
    links = Links("", static=True, bases=("https://lab.example/kg/",))
    assert Links(links.of(iri), static=True).target() == target
    assert unquote(links.thing(iri)) == target


def test_other_formats_of_a_thing_are_beside_its_page() -> None:
    assert Links("id/finding/t-all/efs").form(EFS, ".ttl") == "../../../id/finding/t-all/efs.ttl"


def test_pages_of_terms_differ_by_more_than_upper_and_lower_case(guide: KnowledgeGraph) -> None:
    answer = guide.select("SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s")
    iris = [str(row["s"]) for row in answer.records()]
    paths = [file_name(place(iri)).casefold() for iri in iris if place(iri)]
    assert len(paths) > 1000
    assert len(set(paths)) == len(paths)
