"""Pages over HTTP: what people read, in which format, and what they are told when it goes wrong."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from openapi_spec_validator import validate
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

import listening
from html_pages import inner, parsed
from ixakg import KnowledgeGraph
from ixakg.pages.assets import assets
from ixakg.vocabulary import BASE, INDIVIDUALS, IXA, RDF
from ixakg.web.application import application
from ixakg.web.site import Limits, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from html_pages import Page

EFS = "/id/finding/t-all/efs"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
RDF_FORMATS = {
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".ttl": "text/turtle",
}
WHY = {
    "subject": f"{INDIVIDUALS}finding/t-all/efs",
    "predicate": RDF.type.value,
    "object": f"{IXA.base}FavorableFinding",
}


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.fixture(scope="module")
def client(guide: KnowledgeGraph) -> Iterator[TestClient]:
    served = site(guide, "http://testserver", limits=Limits(workers=1))
    with TestClient(application(served), raise_server_exceptions=False) as found:
        yield found


def seen(
    client: TestClient, address: str, status: int = 200, values: dict[str, str] | None = None
) -> Page:
    """Return a page as a browser gets it, whose HTML must be flawless."""
    answer = client.get(address, params=values, headers=BROWSER)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    page = parsed(answer.text)
    assert page.mistakes == []
    assert len(page.ids) == len(set(page.ids))
    return page


def test_the_first_page_leads_to_every_group_of_questions(client: TestClient) -> None:
    page = seen(client, "/")
    assert page.links()["Mechanism"] == "questions#mechanism"
    assert "mechanism" in seen(client, "/questions").ids


@pytest.mark.parametrize(
    "address",
    ["/", "/questions/regimens", "/search?q=ESCC", "/ontology/ofArm", "/graph/source/escc", EFS],
)
def test_every_address_on_a_page_is_answered_and_every_part_is_there(
    client: TestClient, address: str
) -> None:
    path = address[1:].partition("?")[0]
    for target, part in sorted(set(inner(path, seen(client, address).addresses))):
        answer = client.get(f"/{target}", headers=BROWSER)
        assert answer.status_code == 200 or target in ("why", "about"), target
        if part:
            assert part in parsed(answer.text).ids


def test_a_page_has_a_heading_a_language_landmarks_and_a_way_past_the_navigation(
    client: TestClient,
) -> None:
    page = seen(client, EFS)
    html = page.root
    assert html.get("lang") == "en"
    assert page.texts("h1") == ["event-free survival extended in 5 of 8 PDX"]
    assert {len(list(html.iter(name))) for name in ("main", "nav")} == {1}
    first = next(html.iter("a"))
    assert (first.text, first.get("href")) == ("Skip to the content", "#main")


def test_nothing_on_a_page_runs_or_is_styled_in_line(client: TestClient) -> None:
    for address in ("/", "/questions/outcomes", "/audit", EFS):
        for element in seen(client, address).root.iter():
            names = [name for name in element.attrib if name == "style" or name.startswith("on")]
            assert names == []
            if element.tag == "script" and "src" not in element.attrib:
                assert element.get("type") == "application/ld+json"
            assert element.tag != "style"


def test_nothing_on_a_page_comes_from_elsewhere(client: TestClient) -> None:
    loaded = ("img", "link", "script", "source", "iframe")
    for address in ("/", "/questions/outcomes", "/audit", EFS, "/ontology/Finding"):
        for element in seen(client, address).root.iter():
            if element.tag in loaded:
                for name in ("href", "src"):
                    whole = urljoin(f"http://testserver{address}", element.get(name, ""))
                    assert whole.startswith("http://testserver/")


def test_an_answer_is_a_table_whose_things_lead_to_their_pages_and_whose_rows_have_sources(
    client: TestClient,
) -> None:
    page = seen(client, "/questions/outcomes?disease=ESCC")
    assert page.texts("caption") == ["1 row"]
    (row,) = (row for body in page.root.iter("tbody") for row in body.iter("tr"))
    cells = ["".join(cell.itertext()).strip() for cell in row.iter("td")]
    assert cells[1:5] == ["ESCC xenograft", "tumor size", "—", "favorable"]
    assert page.links()["ESCC xenograft"] == "../id/model/escc/escc"
    assert "significantly smaller tumor size compared to the control group" in page.text("ol")


def test_a_form_keeps_what_was_chosen_and_offers_one_more(client: TestClient) -> None:
    page = seen(client, "/questions/outcomes?disease=ESCC&disease=&endpoint=")
    chosen = {
        select.get("id"): [it.text for it in select.iter("option") if "selected" in it.attrib]
        for select in page.root.iter("select")
    }
    assert chosen["disease-0"] == ["esophageal squamous cell carcinoma"]
    assert chosen["disease-1"] == chosen["endpoint-0"] == []


def test_every_field_has_a_label(client: TestClient) -> None:
    for address in ("/questions/outcomes", "/questions/activity-threshold", "/audit", "/search"):
        root = seen(client, address).root
        labelled = {label.get("for") for label in root.iter("label")}
        fields = {f.get("id") for name in ("input", "select") for f in root.iter(name)}
        assert fields <= labelled


def test_several_values_mean_any_of_them(client: TestClient) -> None:
    one, other, both = (
        len(client.get(f"/questions/outcomes.csv?{query}").text.splitlines()) - 1
        for query in ("disease=ESCC", "disease=osteosarcoma", "disease=ESCC&disease=osteosarcoma")
    )
    assert both == one + other > one > 0


def test_a_default_is_said_and_used(client: TestClient) -> None:
    page = seen(client, "/questions/activity-threshold")
    assert "0.42 if left out" in page.text("form") + page.text()
    answers = [
        client.get(f"/questions/activity-threshold.csv{query}").text
        for query in ("", "?limit=0.42", "?limit=0.01")
    ]
    assert answers[0] == answers[1] != answers[2]


def test_an_answer_without_rows_says_that_silence_is_no_denial(client: TestClient) -> None:
    text = seen(client, "/questions/outcomes?disease=ESCC&endpoint=survival").text()
    assert "That no source says so does not mean that it is not so." in text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/questions/outcomes?disease=ESC", 400, "disease: nothing is called 'ESC'; did you mean"),
        ("/questions/outcomes?disese=ESCC", 400, "has no parameter 'disese'; did you mean 'disea"),
        ("/questions/activity-threshold?limit=x", 400, "'x' is not a number; write digits"),
        ("/questions/outcome", 404, "no question is called 'outcome'; did you mean 'outcomes'"),
        ("/questions/outcomes.pdf", 404, "outcomes is not there as .pdf; there are: json, csv"),
        ("/questions/models.svg", 404, "models is not there as .svg"),
        ("/id/model/escc/escc-xenografd", 404, "did you mean 'escc-xenograft'"),
        ("/ontology/Findng", 404, "did you mean 'Finding'"),
        ("/ontology/FINDING", 404, "nothing here is called <https://w3id.org/ixakg/ontology/FI"),
        ("/audit?severity=hgh", 400, "'hgh' is no severity; did you mean 'high'"),
        ("/why?subject=x&predicate=y", 400, "there is no object; name subject, predicate and"),
        ("/nowhere", 404, "Not Found"),
        ("/id/%2e%2e/%2e%2e/etc/passwd", 404, "nothing here is called"),
        ("/id/a%00b", 404, "nothing here is called"),
        ("/id/<script>alert(1)</script>", 404, "nothing here is called"),
        ("/about?iri=javascript:alert(1)", 404, "nothing here is called"),
        ("/static/%2e%2e/html.py", 404, "there is no file"),
        ("/static/vendor/../../html.py", 404, ""),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words_that_lead_on(
    client: TestClient, address: str, status: int, words: str
) -> None:
    page = seen(client, address, status)
    assert words in page.text()
    problem = client.get(address, headers={"Accept": "application/json"})
    assert problem.status_code == status
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert words in problem.json()["detail"]


def test_an_error_in_a_form_leaves_the_form_to_be_mended(client: TestClient) -> None:
    page = seen(client, "/questions/outcomes?disease=ESC", 400)
    assert "endpoint-0" in page.ids


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html; charset=utf-8"),
        (BROWSER["Accept"], "text/html; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv, text/html;q=0.5", "text/csv; charset=utf-8; header=present"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/markdown", "text/markdown; charset=utf-8"),
        ("application/sparql-query", "application/sparql-query"),
    ],
)
def test_an_answer_comes_in_the_format_that_is_liked_best(
    client: TestClient, accept: str, kind: str
) -> None:
    answer = client.get("/questions/outcomes", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert "Accept" in answer.headers["Vary"]


def test_a_format_that_is_not_there_is_not_acceptable(client: TestClient) -> None:
    answer = client.get("/questions/outcomes", headers={"Accept": "image/webp"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


def test_the_query_of_an_answer_gives_the_same_answer(client: TestClient) -> None:
    sparql = client.get("/questions/regimens.rq?disease=ESCC").text
    asked = client.get("/sparql", params={"query": sparql}).json()
    told = client.get("/questions/regimens.json?disease=ESCC").json()
    assert told == asked
    assert told["results"]["bindings"]


def test_an_answer_that_has_a_figure_is_drawn(client: TestClient) -> None:
    drawing = client.get("/questions/outcomes.svg?disease=ESCC")
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert "ESCC xenograft" in drawing.text
    assert "script" not in drawing.headers["Content-Security-Policy"]


def test_drawings_that_are_made_at_once_are_those_that_are_made_one_by_one(
    client: TestClient,
) -> None:
    addresses = [
        f"/questions/outcomes.svg?endpoint={name}" for name in ("survival", "tumor growth")
    ]

    def drawn(address: str) -> bytes:
        return client.get(address).content

    with ThreadPoolExecutor() as threads:
        at_once = list(threads.map(drawn, [f"{it}&x=" for it in addresses]))
    assert at_once == [drawn(it) for it in addresses]
    assert len(set(at_once)) == 2


def test_the_list_of_questions_can_be_filtered_by_words(
    client: TestClient, guide: KnowledgeGraph
) -> None:
    listed = seen(client, "/questions").links()
    assert len(listed) == len(guide.questions)
    few = seen(client, "/questions?q=head-to-head").links()
    assert "questions/head-to-head" in few.values()
    assert len(few) < 6
    none = seen(client, "/questions?q=no+such+zebra").text()
    assert "No question has all of these words." in none


def test_every_question_has_a_flawless_page(client: TestClient, guide: KnowledgeGraph) -> None:
    for question in guide.questions.values():
        page = seen(client, f"/questions/{question.id}")
        assert page.texts("h1") == [question.summary]
        passages = {name for passage in question.passages for name in passage}
        assert bool(page.root.findall(".//ol")) == bool(passages and page.texts("td"))


def test_the_description_of_the_interface_is_valid_openapi(
    client: TestClient, guide: KnowledgeGraph
) -> None:
    document = client.get("/openapi.json").json()
    validate(document)
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {f"/questions/{name}" for name in guide.questions}
    operation = document["paths"]["/questions/outcomes"]["get"]
    names = [parameter["name"] for parameter in operation["parameters"]]
    assert names == ["drug", "disease", "endpoint", "direction"]
    assert "favorable" in operation["parameters"][3]["schema"]["items"]["examples"]


def test_each_example_in_the_description_is_a_value_that_is_taken(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, said in paths.items():
        for parameter in said["get"]["parameters"]:
            for value in parameter["schema"]["items"].get("examples", [])[:1]:
                answer = client.get(f"{path}.rq", params={parameter["name"]: value})
                assert answer.status_code == 200, (path, parameter["name"], value)


def test_a_thing_is_told_in_words_with_its_sources_gaps_and_what_follows(
    client: TestClient,
) -> None:
    page = seen(client, EFS)
    words = page.text()
    assert "models responding 5" in words
    assert "is a favorable finding why?" in words
    assert "“Monotherapy" not in words  # quotation marks are for the stylesheet to set
    assert "Monotherapy significantly extended EFS in 5 of 8 (62.5%) PDX models" in words


def test_why_leads_down_to_the_words(client: TestClient) -> None:
    links = seen(client, EFS).links()
    words = seen(client, urljoin(EFS, links["why?"])).text()
    assert "because" in words
    page = seen(client, "/why", values=WHY)
    assert "a favorable finding is the same as a finding that “has direction” favorable" in (
        page.text()
    )
    assert "Monotherapy significantly extended EFS" in page.text("ol")


def test_what_does_not_follow_has_no_reasons(client: TestClient) -> None:
    denied = WHY | {"object": f"{IXA.base}NegativeFinding"}
    assert "nothing says or implies" in seen(client, "/why", 404, denied).text()


@pytest.mark.parametrize("suffix", sorted(RDF_FORMATS))
def test_a_thing_is_the_same_triples_in_every_format(
    client: TestClient, guide: KnowledgeGraph, suffix: str
) -> None:
    by_suffix = client.get(EFS + suffix)
    by_header = client.get(EFS, headers={"Accept": RDF_FORMATS[suffix]})
    assert by_suffix.text == by_header.text
    assert by_suffix.headers["Content-Type"].partition(";")[0] == RDF_FORMATS[suffix]
    form = RdfFormat.from_media_type(RDF_FORMATS[suffix])
    triples = {quad.triple for quad in parse(by_suffix.content, format=form)}
    assert triples == set(guide.describe(f"<{BASE.rstrip('/')}{EFS}>"))


def test_a_client_that_takes_anything_gets_turtle_and_is_told_of_the_page(
    client: TestClient,
) -> None:
    answer = client.get(EFS)
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert (
        '/id/finding/t-all/efs.html>; rel="alternate"; type="text/html"' in (answer.headers["Link"])
    )
    assert answer.headers["Content-Location"].endswith("/id/finding/t-all/efs.ttl")


def test_the_page_of_a_thing_names_its_other_formats_and_what_search_engines_want(
    client: TestClient,
) -> None:
    root = seen(client, EFS).root
    others = {
        link.get("type"): urljoin(EFS, link.get("href", ""))
        for link in root.iter("link")
        if link.get("rel") == "alternate"
    }
    assert others == {kind: EFS + suffix for suffix, kind in RDF_FORMATS.items()}
    (block,) = (s for s in root.iter("script") if s.get("type") == "application/ld+json")
    assert json.loads(block.text or "")["@id"] == BASE.rstrip("/") + EFS


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0", "/ontology.ttl"])
def test_the_address_of_the_ontology_gives_the_whole_of_it(
    client: TestClient, guide: KnowledgeGraph, path: str
) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    number = sum(1 for _ in parse(answer.content, format=RdfFormat.TURTLE))
    assert number == guide.graphs[f"{BASE}graph/ontology"]


@pytest.mark.parametrize("name", ["source/escc", "inferred/escc", "context/escc"])
@pytest.mark.parametrize("suffix", sorted(RDF_FORMATS))
def test_the_address_of_a_named_graph_gives_its_triples(
    client: TestClient, guide: KnowledgeGraph, name: str, suffix: str
) -> None:
    answer = client.get(f"/graph/{name}{suffix}")
    form = RdfFormat.from_media_type(RDF_FORMATS[suffix])
    triples = {quad.triple for quad in parse(answer.content, format=form)}
    assert triples == set(guide.triples(f"{BASE}graph/{name}"))


def test_what_no_source_states_is_not_given_away_as_a_graph(client: TestClient) -> None:
    assert client.get("/graph/background/oncogene-background.ttl").status_code == 404


def test_the_page_of_the_ontology_has_every_term_in_its_place(
    client: TestClient, guide: KnowledgeGraph
) -> None:
    page = seen(client, "/ontology")
    rows = guide.select(
        "SELECT DISTINCT ?term { GRAPH ixg:ontology { ?term rdfs:label ?label }"
        " FILTER (STRSTARTS(STR(?term), STR(ixa:))) } ORDER BY ?term"
    )
    terms = {str(row["term"]) for row in rows.records()}
    assert {BASE + address for address in page.addresses} >= terms
    narrower = next(
        item for item in page.root.iter("li") if (item.find("a") is not None
        and item.find("a").text == "negative finding")  # type: ignore[union-attr] # just tested
    )  # fmt: skip
    assert "ineffective finding" in "".join(narrower.itertext())


def test_the_page_of_a_class_says_what_holds_what_is_narrower_and_what_is_in_it(
    client: TestClient,
) -> None:
    words = seen(client, "/ontology/NegativeFinding").text()
    assert "every negative finding is a finding" in words
    assert "ineffective finding" in words
    words = seen(client, "/ontology/Finding").text()
    assert "things are stated to be in this class" in words
    assert "whatever “is of arm” something is a finding" in words


def test_the_page_of_a_property_counts_its_uses_and_gives_examples(
    client: TestClient, guide: KnowledgeGraph
) -> None:
    (row,) = guide.select(
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ixa:ofArm ?o }"
        " FILTER (STRSTARTS(STR(?g), STR(ixg:source))) }"
    ).records()
    words = seen(client, "/ontology/ofArm").text()
    assert f"Used {row['n']} times, for example:" in words
    assert "143B lung metastases inhibited is of arm ixazomib" in words


def test_the_audit_has_a_section_for_each_rule_whose_passages_lead_on(
    client: TestClient, guide: KnowledgeGraph
) -> None:
    page = seen(client, "/audit")
    points = guide.audit()
    assert {point.rule.id for point in points} <= set(page.ids)
    assert page.text().startswith(f"What does not add up in the sources {len(points)} points")
    passage = points[0].passages[0]
    place = str(passage).partition(": “")[0]
    assert urljoin(BASE, page.links()[place]) == passage.node.value


def test_the_audit_is_there_for_programs(client: TestClient, guide: KnowledgeGraph) -> None:
    grave = client.get("/audit.json?severity=high").json()
    assert {point["severity"] for point in grave} == {"high"}
    assert len(client.get("/audit").json()) == len(guide.audit())


def test_search_finds_names_synonyms_and_curies(client: TestClient) -> None:
    for words in ("MLN2238", "ixd:substance/ixazomib", "IXAZOMIB"):
        assert "/substance/ixazomib" in "".join(
            seen(client, "/search", values={"q": words}).addresses
        )
    assert "did you mean 'bortezomib'" in seen(client, "/search?q=bortezomip").text().casefold()


def test_everything_that_sources_speak_of_is_listed_by_kind(client: TestClient) -> None:
    addresses = seen(client, "/things").addresses
    assert {"id/finding/t-all/efs", "ontology/Finding"} <= set(addresses)


def test_a_file_under_the_name_of_its_bytes_may_be_kept_for_ever(client: TestClient) -> None:
    asset = assets()["site.css"]
    for name, kept in ((asset.name, "immutable"), ("site.css", "no-cache")):
        answer = client.get(f"/static/{name}")
        assert answer.content == asset.path.read_bytes()
        assert kept in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        again = client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/questions/outcomes", EFS, "/audit"])
def test_a_page_that_is_known_already_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address, headers=BROWSER)
    again = client.get(address, headers=BROWSER | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address, headers={"Accept": "*/*"})
    assert (other.headers["ETag"] == first.headers["ETag"]) == (other.content == first.content)


@pytest.mark.parametrize("address", ["/", "/questions/outcomes", EFS])
def test_the_head_of_a_page_is_that_of_the_page(client: TestClient, address: str) -> None:
    whole, head = client.get(address, headers=BROWSER), client.head(address, headers=BROWSER)
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("address", ["/", "/questions/outcomes", EFS, "/search"])
def test_a_page_takes_nothing(client: TestClient, address: str) -> None:
    answer = client.post(address, content=b"x")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_page_is_made_anew_when_the_graph_has_changed(tmp_path: Path) -> None:
    thing = f"{INDIVIDUALS}thing/new"
    with listening.client(store=tmp_path / "graph.nq") as small:
        assert "something new" not in small.get("/search?q=something", headers=BROWSER).text
        seen(small, "/id/thing/new", 404)
        change = (
            f"INSERT DATA {{ GRAPH <{BASE}graph/source/new> {{"
            f" <{thing}> rdfs:label 'something new' }} }}"
        )
        headers = listening.BEARER | {"Content-Type": "application/sparql-update"}
        assert small.post("/sparql", content=change, headers=headers).status_code == 204
        assert seen(small, "/id/thing/new").texts("h1") == ["something new"]
        assert "something new" in seen(small, "/search?q=something").text()


def test_a_graph_without_anything_has_pages_that_say_so(tmp_path: Path) -> None:
    addresses = ["/", "/questions", "/audit", "/things", "/ontology", "/search?q=x"]
    addresses += ["/matrix", "/pathway", "/pathway?background=on", "/editor"]
    headers = listening.BEARER | {"Content-Type": "application/sparql-update"}
    with listening.client(store=tmp_path / "graph.nq") as small:
        full = [len(seen(small, address).text()) for address in addresses]
        assert small.post("/sparql", content="DROP ALL", headers=headers).status_code == 204
        empty = [len(seen(small, address).text()) for address in addresses]
    assert all(one >= other > 0 for one, other in zip(full, empty, strict=True))
