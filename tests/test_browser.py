"""The pages in a browser: what one sees, clicks and reads, with and without script."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from browsing import NARROW, WIDE, Place, Seen, barriers, browsing, hosting, looking, serving
from ixakg import KnowledgeGraph
from ixakg.pages import drawings, folder
from ixakg.pages.assets import assets
from ixakg.pages.library import Library
from ixakg.pages.links import Links

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Scheme

PAGES = (
    "",
    "questions",
    "questions/outcomes",
    "questions/dose-intensity?drug=ixazomib",
    "matrix",
    "matrix?row=ESCC+xenograft,+control&column=tumor+size",
    "pathway",
    "pathway?context=escc&background=on",
    "audit",
    "things",
    "id/finding/t-all/efs",
    "ontology",
    "ontology/Finding",
    "search?q=escc",
    "editor",
    "editor?query=SELECT+*+WHERE+{?s+a+?c}+ORDER+BY+?s+?c+LIMIT+3",
)
LOOKS: tuple[tuple[int, Scheme], ...] = ((WIDE, "light"), (NARROW, "dark"))
DR5 = "step-guide/e20"
FRAGMENT = "In colorectal cancer, ixazomib induces CHOP-dependent upregulation"
ARROW = "c-Myc expression increases cell proliferation"


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with browsing() as browser, serving() as address:
        yield Place(address, browser)


@pytest.fixture
def seen(place: Place) -> Iterator[Seen]:
    with looking(place) as found:
        yield found
        assert found.complaints == []


@pytest.fixture
def page(seen: Seen) -> Page:
    return seen.page


@pytest.fixture
def still(place: Place) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with looking(place, script=False) as found:
        yield found.page
        assert found.complaints == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS, ids=["wide and light", "narrow and dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_keeps_to_itself_and_keeps_nobody_out(
    place: Place, path: str, width: int, scheme: Scheme
) -> None:
    with looking(place, width=width, scheme=scheme) as (page, complaints):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        for part in ("#pathway", "#editor"):
            if page.locator(part).count():
                page.wait_for_selector(f"{part}[data-ready]", state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page) == []
        assert complaints == []


def drawn(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_selector("#pathway[data-ready]")


def click(page: Page, part: str) -> None:
    """Click where a part of the pathway is drawn."""
    where = page.evaluate("(part) => document.querySelector('#pathway').diagram.place(part)", part)
    assert where, f"{part} is not drawn"
    canvas = page.locator("#pathway .canvas")
    canvas.hover(position=where)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    canvas.click(position=where)


def test_the_status_of_steps_changes_with_the_context_that_one_clicks(page: Page) -> None:
    drawn(page, "pathway")
    status = page.locator("#pathway [role=status]")
    expect(status).to_contain_text("33 steps")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="multiple myeloma", exact=True).click()
    expect(status).to_contain_text("25 steps hold, 3 by extrapolation only, 5 stated elsewhere")
    assert page.url.endswith("/pathway?context=multiple-myeloma")
    assert page.evaluate("window.same"), "the page was loaded again"
    expect(page.get_by_role("link", name="multiple myeloma", exact=True)).to_be_focused()
    extrapolated = page.locator("h2#extrapolated + ul > li")
    expect(extrapolated).to_have_count(3)
    expect(extrapolated.first).to_contain_text("NF-κB pro-survival signalling increases")
    page.go_back()
    expect(status).to_contain_text("33 steps")


def test_an_arrow_that_one_clicks_shows_its_words_and_where_they_stand(page: Page) -> None:
    drawn(page, "pathway?context=colorectal-cancer")
    panel = page.get_by_role("region", name="What was chosen in the drawing")
    expect(panel).to_be_hidden()
    click(page, DR5)
    expect(panel).to_contain_text("CHOP level increases DR5 expression")
    expect(panel.locator("q")).to_contain_text(FRAGMENT)
    expect(panel.get_by_role("link", name=re.compile("BenchChem guide"))).to_have_count(1)
    expect(panel).to_contain_text("cites")
    assert page.url.endswith(f"#{DR5}")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_a_variable_that_one_clicks_shows_what_follows_and_through_which_steps(page: Page) -> None:
    drawn(page, "pathway?context=escc")
    click(page, "variable-proliferation")
    panel = page.get_by_role("region", name="What was chosen in the drawing")
    expect(panel).to_contain_text("ixazomib exposure decreases it: 1 route, extrapolated")
    panel.get_by_role("link", name=re.compile("NF-κB pro-survival signalling")).click()
    expect(panel.locator("q").first).to_contain_text("promotes cell survival, proliferation")


def test_the_contradiction_appears_when_the_background_is_switched_on(page: Page) -> None:
    drawn(page, "pathway?context=escc")
    said = page.locator("#contradiction")
    expect(said).to_have_count(0)
    page.get_by_role("link", name="Switch the background on").click()
    expect(said).to_contain_text("The routes disagree about cell proliferation")
    expect(said).to_contain_text("Seen as a whole: ixazomib exposure decreases cell proliferation")
    assert "background=on" in page.url
    said.get_by_role("link", name=ARROW).click()
    panel = page.get_by_role("region", name="What was chosen in the drawing")
    expect(panel).to_contain_text("No source of the graph states it")
    page.get_by_role("link", name="Switch the background off").click()
    expect(said).to_have_count(0)


def test_steps_can_be_read_with_the_keyboard_alone(page: Page) -> None:
    drawn(page, "pathway?context=colorectal-cancer")
    summary = page.locator("summary", has_text="CHOP level increases DR5 expression")
    summary.focus()
    page.keyboard.press("Enter")
    words = page.locator(f"[id='{DR5}'] q")
    expect(words).to_be_visible()
    expect(words).to_contain_text(FRAGMENT)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('details').id")
    assert focused == DR5


def test_the_pathway_says_the_same_without_script(still: Page) -> None:
    still.goto("pathway")
    still.get_by_role("link", name="esophageal squamous cell carcinoma", exact=True).click()
    still.get_by_role("link", name="Switch the background on").click()
    expect(still.locator("#contradiction")).to_contain_text("cell proliferation")
    still.locator("summary", has_text=ARROW).first.click()
    expect(still.locator("[id='step-oncogene-background/b01'] q")).to_be_visible()


def test_exported_pages_change_in_place_too_and_other_links_still_lead_there(
    place: Place, tmp_path: Path
) -> None:
    library = Library(KnowledgeGraph.load())
    written = {
        path: text.encode()
        for path, text in drawings.files(library, partial(Links, static=True), folder.PAGES)
    }
    written |= {f"static/{it.name}": it.path.read_bytes() for it in assets().values()}
    for path, content in written.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with (
        hosting(tmp_path) as address,
        looking(Place(address, place.browser)) as (page, complaints),
    ):
        drawn(page, "pathway.html")
        page.get_by_role("link", name="esophageal squamous cell carcinoma", exact=True).click()
        page.get_by_role("link", name="Switch the background on").click()
        expect(page.locator("#contradiction")).to_contain_text("cell proliferation")
        assert page.url == f"{address}/pathway/escc/with-background.html"
        click(page, "step-oncogene-background/b01")
        panel = page.get_by_role("region", name="What was chosen in the drawing")
        about = panel.get_by_role("link", name="All about this step")
        assert about.evaluate("(it) => it.href") == (
            f"{address}/id/step/oncogene-background/b01.html"
        )
        audit = page.get_by_role("link", name="Audit")
        assert audit.evaluate("(it) => it.href") == f"{address}/audit.html"
        assert complaints == []


def test_a_mark_leads_to_its_findings_and_their_words(page: Page) -> None:
    page.goto("matrix")
    row = page.get_by_role("row", name=re.compile("^KRIB primary tumor model"))
    row.get_by_role("link", name="1 no difference").click()
    findings = page.get_by_role("region", name="KRIB primary tumor model, control: primary tumor")
    expect(findings.locator("tbody tr")).to_have_count(1)
    expect(findings.locator("ol.notes q")).to_contain_text("Ineffective at reducing the growth")
    page.get_by_label("direction", exact=True).select_option("no difference")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".matrix tbody .mark")).to_have_count(3)


def test_a_question_is_asked_by_its_form(still: Page) -> None:
    still.goto("questions/outcomes")
    still.get_by_label("direction", exact=True).select_option("no difference")
    still.get_by_role("button", name="Answer").click()
    rows = still.get_by_role("region", name="Answer").locator("tbody tr")
    assert {text.count("no difference") for text in rows.all_inner_texts()} == {1}
    expect(still.locator("ol.notes q").first).to_be_visible()


def test_search_leads_to_things(still: Page) -> None:
    still.goto("")
    still.get_by_role("searchbox", name="Search").fill("event-free survival extended")
    still.get_by_role("button", name="Find").click()
    still.get_by_role("link", name=re.compile("^event-free survival extended")).first.click()
    expect(still.get_by_role("heading", level=1)).to_contain_text("event-free survival extended")


def write(page: Page, text: str) -> None:
    """Write into the editor, and stay behind what was written."""
    page.evaluate(
        "(text) => { const { editor } = document.querySelector('#editor');"
        " editor.setValue(text); editor.focus(); editor.setCursor(editor.lastLine(), 999); }",
        text,
    )


def test_the_editor_runs_an_example_and_shows_its_rows(page: Page) -> None:
    page.goto("editor")
    page.wait_for_selector("#editor[data-ready]")
    page.get_by_label("Example").select_option("direct-targets")
    expect(page.locator(".CodeMirror-code")).to_contain_text("SELECT DISTINCT")
    page.locator(".yasqe_queryButton").click()
    rows = page.locator(".yasr_results table tbody tr")
    expect(rows.first).to_contain_text("proteasome")
    assert "query=" in page.url


def test_the_editor_completes_from_the_graph_and_says_where_a_query_is_wrong(page: Page) -> None:
    page.goto("editor")
    page.wait_for_selector("#editor[data-ready]")
    write(page, "PREFIX ixa: <https://w3id.org/ixakg/ontology/>\nSELECT ?x { ?x a ixa:Mech")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints li")
    hints = page.locator(".CodeMirror-hints li").all_inner_texts()
    assert hints
    assert all("Mech" in hint for hint in hints)


def test_things_of_the_graph_in_results_lead_to_pages_here(page: Page) -> None:
    query = "SELECT ?thing WHERE { ?thing a ixa:Finding } ORDER BY ?thing LIMIT 1"
    page.goto(f"editor?query={query}&edit")
    page.wait_for_selector("#editor[data-ready]")
    page.locator(".yasqe_queryButton").click()
    link = page.locator(".yasr_results tbody a").first
    link.hover()
    href = link.evaluate("(it) => it.href")
    assert "/id/finding/" in href
    assert href.startswith(page.url.partition("/editor")[0])


def test_a_query_runs_without_script(still: Page) -> None:
    still.goto("editor?example=direct-targets")
    still.get_by_role("button", name="Run").click()
    rows = still.get_by_role("region", name="Rows").locator("tbody tr")
    expect(rows.first).to_contain_text("proteasome")


@pytest.mark.parametrize("script", [False, True], ids=["form", "editor"])
def test_a_mistake_in_a_query_is_told_with_its_line(place: Place, script: bool) -> None:
    with looking(place, script=script) as (page, _):
        page.goto("editor?query=SELECT+*+WHERE+{%0A+?s+?p+}" + ("&edit" if script else ""))
        if script:
            page.locator("#editor[data-ready] .yasqe_queryButton").click()
        expect(page.get_by_role("alert")).to_contain_text("Line 2")


def test_typing_and_running_sends_nothing_to_others_and_leaves_nothing_behind(page: Page) -> None:
    page.goto("editor")
    page.wait_for_selector("#editor[data-ready]")
    page.locator(".yasqe_queryButton").click()
    page.wait_for_selector(".yasr_results tbody tr")
    write(page, "PREFIX ")
    page.keyboard.press("Control+Space")
    hints = page.locator(".CodeMirror-hints li")
    expect(hints.filter(has_text="https://w3id.org/ixakg/ontology/")).to_have_count(1)
    assert hints.count() < 100, "the prefixes of others are offered"
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert kept == []
