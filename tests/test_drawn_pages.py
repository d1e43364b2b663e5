"""The pathway, the matrix and the page for queries over HTTP, as a browser without script sees."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal
from starlette.testclient import TestClient

from html_pages import Page, inner, parsed
from ixakg import KnowledgeGraph, Solutions
from ixakg.figures.rendering import SHAPES
from ixakg.pages import evidence, queries
from ixakg.pages.evidence import OUTLINES, matrix
from ixakg.web.application import application
from ixakg.web.headers import EDITOR_POLICY
from ixakg.web.site import Limits, site

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = KnowledgeGraph.load()
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
KRIB = {"row": "KRIB primary tumor model, control", "column": "primary tumor growth"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    served = site(GRAPH, "http://testserver", limits=Limits(workers=1))
    with TestClient(application(served), raise_server_exceptions=False) as found:
        yield found


def seen(client: TestClient, address: str, *, status: int = 200, **values: str) -> Page:
    """Return a page as a browser gets it, whose HTML must be flawless."""
    answer = client.get(address, params=values or None, headers=BROWSER)
    assert answer.status_code == status
    page = parsed(answer.text)
    assert page.mistakes == []
    assert len(page.ids) == len(set(page.ids))
    return page


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("/pathway", {}),
        ("/pathway", {"context": "escc", "background": "on"}),
        ("/matrix", KRIB),
        ("/editor", {"query": "SELECT ?s WHERE { ?s a ixa:Drug } ORDER BY ?s"}),
    ],
)
def test_every_address_on_a_page_is_answered_and_every_part_is_there(
    client: TestClient, address: str, values: dict[str, str]
) -> None:
    page = seen(client, f"{address}?{urlencode(values)}")
    for target, part in sorted(set(inner(address[1:], page.addresses))):
        answer = client.get(f"/{target}", headers=BROWSER)
        assert answer.status_code == 200, target
        if part and f"/{target}" == address and part != "findings":
            assert part in page.ids


def test_each_step_stands_on_the_page_with_its_words_and_its_source(client: TestClient) -> None:
    text = seen(client, "/pathway", context="colorectal-cancer").text()
    for step in GRAPH.mechanism().steps:
        for passage in step.passages:
            assert passage.words in text
            assert f"{passage.document.label}, {passage.location}" in text
    assert "C/EBP homologous protein (CHOP)" in text


def test_the_drawing_is_data_of_the_same_state(client: TestClient) -> None:
    page = seen(client, "/pathway", context="escc", background="on")
    (drawn,) = (it.get("data-drawing") for it in page.root.iter() if it.get("data-drawing"))
    data = client.get(f"/{drawn}").json()
    assert (data["context"], data["background"]) == ("escc", True)
    parts = {it["part"] for it in (*data["variables"], *data["steps"])}
    assert parts <= set(page.ids)
    assert len(parts) == len(data["variables"]) + len(data["steps"])


def test_a_context_that_is_none_is_not_found(client: TestClient) -> None:
    text = seen(client, "/pathway", status=404, context="colorectal-cancr").text()
    assert "colorectal-cancer" in text


def test_the_matrix_has_each_finding_once_and_says_it_in_words(client: TestClient) -> None:
    page = seen(client, "/matrix")
    (table,) = page.root.iter("table")
    told = "; ".join(link.get("title", "") for link in table.iter("a"))
    findings = {row["finding"] for row in GRAPH.answer("outcomes")}
    assert sum(map(int, re.findall(r"\d+(?= [a-z])", told))) == len(findings)
    assert "1 favorable, told by a document that cites another" in page.text()


def test_marks_have_the_colours_of_their_values_and_hollow_ones_are_white_inside(
    client: TestClient,
) -> None:
    page = seen(client, "/matrix")
    lines = (GRAPH.bundle.queries("figures") / "marks.tsv").read_text().splitlines()[1:]
    colours = {value: colour for value, _, colour in (line.split("\t") for line in lines)}
    (legend,) = (it for it in page.root.iter("ul") if it.get("class") == "legend")
    told = "told by a document that cites another"
    for item in legend.iter("li"):
        words = " ".join("".join(item.itertext()).split())
        value, _, reserve = words.partition(", ")
        (path,) = (it for it in item.iter() if str(it.tag).endswith("}path"))
        assert path.get("stroke") == colours[value]
        assert path.get("fill") == ("#fff" if reserve == told else colours[value])


def test_a_cell_shows_its_findings_with_the_words_and_the_place(client: TestClient) -> None:
    page = seen(client, f"/matrix?{urlencode(KRIB)}")
    assert page.texts("h2") == ["KRIB primary tumor model, control: primary tumor growth"]
    assert "Ineffective at reducing the growth" in page.text()
    assert page.links()["finding"].startswith("id/finding/")
    assert "There is no finding in this cell" in seen(client, "/matrix", row="x").text()


def test_the_matrix_is_asked_by_the_parameters_of_its_question(client: TestClient) -> None:
    (table,) = seen(client, "/matrix", direction="no difference").root.iter("table")
    kinds = {link.get("title", "").partition(",")[0] for link in table.iter("a")}
    assert kinds == {"1 no difference"}
    text = seen(client, "/matrix", status=400, direction="sideways").text()
    assert "'sideways'" in text
    assert "no matrix 'regimens'" in seen(client, "/matrix/regimens", status=404).text()


def test_every_shape_that_can_be_drawn_has_an_outline() -> None:
    assert OUTLINES.keys() == SHAPES.keys()


def test_a_hollow_mark_and_a_full_one_are_two_and_count_apart() -> None:
    question = evidence.questions(GRAPH)[0]
    names = "model comparator endpointName direction location words cited source finding"
    rows = [("", "s", "1"), ("work", "s", "2"), ("other work", "s", "2"), ("", "t", "3")]
    answer = Solutions(
        names.split(),
        [
            tuple(Literal(it) if it else None for it in ("m", "c", "e", "up", "p", "w", *row))
            for row in rows
        ],
    )
    shown = matrix(GRAPH, question, answer, "m, c", "e")
    (cell,) = shown.lines[0].cells
    assert [(mark.hollow, mark.times) for mark in cell.marks] == [(False, 2), (True, 1)]
    assert cell.chosen
    assert (shown.entries, shown.sources) == (3, 2)
    assert shown.answer is not None
    assert {note.cited for note in shown.answer.notes} == {"", "work", "other work"}


def test_a_query_is_answered_on_its_page_with_links_to_things(client: TestClient) -> None:
    query = "SELECT ?drug ?name WHERE { ?drug a ixa:Drug ; rdfs:label ?name } ORDER BY ?drug"
    page = seen(client, "/editor", query=query)
    links = page.links()
    assert links["ixd:substance/ixazomib"] == "id/substance/ixazomib"
    assert client.get(f"/{links['CSV']}").text.startswith("drug,name\r\n")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { ?s a ixa:Finding }", "Answer yes"),
        ("CONSTRUCT { ?s a ixa:Drug } WHERE { ?s a ixa:Drug }", "ontology/Drug> ."),
        ("SELECT ?x WHERE { VALUES ?x { UNDEF } }", "1 row"),
    ],
)
def test_every_form_of_query_has_its_answer(client: TestClient, query: str, said: str) -> None:
    assert said in seen(client, "/editor", query=query).text()


def test_a_query_with_a_mistake_is_told_where_it_is(client: TestClient) -> None:
    page = seen(client, "/editor", status=400, query="SELECT *\nWHERE { ?s ?p }")
    assert "Line 2, column" in page.text()
    (area,) = page.root.iter("textarea")
    assert area.text == "SELECT *\nWHERE { ?s ?p }"


def test_long_answers_say_what_is_left_out(client: TestClient) -> None:
    query = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 501"
    assert "501 rows; the first 500 are shown" in seen(client, "/editor", query=query).text()


def test_an_example_is_put_into_the_form_without_its_header_and_is_not_run(
    client: TestClient,
) -> None:
    page = seen(client, "/editor", example="regimens")
    (area,) = page.root.iter("textarea")
    assert area.text is not None
    assert area.text.startswith("# ")
    assert "#+" not in area.text
    assert GRAPH.select(area.text).rows == GRAPH.answer("regimens").rows
    assert "answer" not in page.ids


def test_scripts_and_styles_come_from_this_server_only(client: TestClient) -> None:
    headers = client.get("/editor", headers=BROWSER).headers
    assert headers["Content-Security-Policy"] == EDITOR_POLICY
    assert "unsafe" not in EDITOR_POLICY
    for address in ("/editor", "/pathway", "/matrix"):
        for script in seen(client, address).root.iter("script"):
            assert script.get("src", "").startswith("static/")
            assert not script.text


def test_what_the_editor_completes_is_what_the_graph_has(client: TestClient) -> None:
    words = client.get("/editor/words.json").json()
    assert "https://w3id.org/ixakg/ontology/Finding" in words["classes"]
    assert "https://w3id.org/ixakg/ontology/direction" in words["properties"]
    prefixes = client.get("/editor/prefixes.json").json()
    assert prefixes["ixa"] == "https://w3id.org/ixakg/ontology/"


def test_a_browser_that_comes_to_the_endpoint_is_led_to_the_page(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/editor")


def test_texts_in_results_stay_texts(client: TestClient) -> None:
    query = """SELECT ("<script>alert(1)</script>" AS ?x) WHERE {}"""
    page = seen(client, "/editor", query=query)
    assert "<script>alert(1)</script>" in page.text()


def test_terms_of_every_kind_can_be_shown() -> None:
    node = {"type": "uri", "value": "https://w3id.org/ixakg/id/drug/ixazomib"}
    triple = {"subject": node, "predicate": node, "object": {"type": "literal", "value": "x"}}
    row = {"a": {"type": "bnode", "value": "b0"}, "b": {"type": "triple", "value": triple}}
    said = json.dumps({"head": {"vars": ["a", "b", "c"]}, "results": {"bindings": [row]}})
    table = queries.table(said.encode(), GRAPH.prefixes)
    assert not isinstance(table, bool)
    assert [cell.text for cell in table.rows[0]] == [
        "_:b0", "<<( ixd:drug/ixazomib ixd:drug/ixazomib x )>>", "",
    ]  # fmt: skip
