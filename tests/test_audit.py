"""The audit finds what a careful reviewer found, and nothing in a study in which all adds up."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from ixakg import KnowledgeGraph
from ixakg.audits import pages
from ixakg.audits.audit import Passage, Point, Rule, at_least, points
from ixakg.audits.reports import FORMATS, by_rule
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

HERE = Path(__file__).parent
ROOT = HERE.parent
RULES = sorted((ROOT / "queries" / "audit").glob("*.rq"))
FAULTS = sorted((HERE / "audit" / "faults").glob("*.ru"))  # rule.ru, rule.variant.ru
RIGHT = sorted((HERE / "audit" / "right").glob("*.ru"))
GRAPH = "https://w3id.org/ixakg/graph/source/x"
NO_PREFIXES = Prefixes({})


def name(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def shipped() -> tuple[Point, ...]:
    return KnowledgeGraph.load().audit()


@pytest.fixture(scope="module")
def ontology_and_clean_study() -> Store:
    store = Store()
    for path, iri in Bundle.at(ROOT).graphs():
        if iri.endswith("/ontology"):
            store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(iri))
    clean = HERE / "audit" / "clean.ttl"
    store.load(path=str(clean), format=RdfFormat.TURTLE, to_graph=NamedNode(GRAPH))
    return store


def audited(store: Store) -> tuple[Point, ...]:
    return points(store, ROOT / "queries" / "audit", NO_PREFIXES)


def rule_of(fault: Path) -> str:
    return fault.name.split(".")[0]


def changed(study: Store, path: Path) -> Store:
    """The study after a change, of which every triple was there to go, or not there to come."""
    text = path.read_text(encoding="utf-8")
    store = Store()
    store.bulk_extend(study)
    for verb, there in (("DELETE", True), ("INSERT", False)):
        for part in re.findall(rf"(?s){verb} DATA (\{{.*?\n\}})", text):
            named = Store()
            named.update(text.split("\n\n")[0] + f"\nINSERT DATA {part}")
            assert all((quad in store) == there for quad in named), path.name
    store.update(text)
    return store


# --- the guide


class Issue(NamedTuple):
    """A fault that a reviewer found in the guide, and the rule that finds it."""

    name: str
    rule: str
    points: list[set[str]]  # the places of each point
    why: str  # no rule can know of it


def rows(table: str) -> list[list[str]]:
    lines = (HERE / "audit" / table).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def issues() -> list[Issue]:
    return [
        Issue(issue, rule, [set(point.split("|")) for point in places.split(";")], why)
        for issue, rule, places, why in rows("guide_issues.tsv")
    ]


@pytest.mark.parametrize(
    "issue", [issue for issue in issues() if issue.rule], ids=lambda issue: issue.name
)
def test_the_audit_reports_an_issue_of_the_guide_where_it_stands(
    issue: Issue, shipped: tuple[Point, ...]
) -> None:
    """Each place of a point stands in one point, and each point of the issue is another one."""
    found = [
        {f"line {passage.line}" if passage.line else passage.location for passage in point.passages}
        for point in shipped
        if point.rule.id == issue.rule
    ]
    for places in issue.points:
        assert any(places <= said for said in found), places
    assert len(issue.points) <= len(found)


def test_each_kind_of_fault_has_its_rules_and_each_rule_its_kind() -> None:
    """The kinds that a careful reviewer looks for."""
    kinds = [rules.split("|") for _, rules in rows("kinds.tsv")]
    assert len(kinds) == 20
    assert sorted(rule for kind in kinds for rule in kind) == [path.stem for path in RULES]


def test_what_the_audit_cannot_know_of_the_guide_is_written_down_with_the_reason() -> None:
    assert all(issue.why for issue in issues() if not issue.rule)


def test_a_percentage_that_is_right_is_no_point(shipped: tuple[Point, ...]) -> None:
    """5 of 8 are 62.5 %."""
    assert not [point for point in shipped if point.rule.id == "counts-do-not-add-up"]


def test_the_gravest_come_first_and_each_point_is_told_once(shipped: tuple[Point, ...]) -> None:
    order = [("high", "medium", "low").index(point.rule.severity) for point in shipped]
    assert order == sorted(order)
    assert len({point.iri for point in shipped}) == len(shipped)


# --- other studies


def test_nothing_is_reported_of_a_study_in_which_all_adds_up(
    ontology_and_clean_study: Store,
) -> None:
    assert audited(ontology_and_clean_study) == ()


def test_every_rule_has_its_fault() -> None:
    assert {rule_of(path) for path in FAULTS} == {path.stem for path in RULES}


@pytest.mark.parametrize("path", FAULTS, ids=name)
def test_a_fault_is_reported_once_by_its_rule_and_by_no_other(
    path: Path, ontology_and_clean_study: Store
) -> None:
    assert [point.rule.id for point in audited(changed(ontology_and_clean_study, path))] == [
        rule_of(path)
    ]


@pytest.mark.parametrize("path", RIGHT, ids=name)
def test_what_looks_like_a_fault_and_is_none_is_not_reported(
    path: Path, ontology_and_clean_study: Store
) -> None:
    assert audited(changed(ontology_and_clean_study, path)) == ()


def test_nothing_is_reported_of_the_example_that_the_template_has(example: Path) -> None:
    assert own_points(example) == []


@pytest.mark.parametrize(("rule", "edits"), rows("cells.tsv"), ids="".join)
def test_a_fault_typed_into_the_tables_is_reported_once(
    rule: str, edits: str, example: Path
) -> None:
    row, *cells = re.split(r" (?=\w+=)", edits)
    table, identifier = row.split("/")
    edit(example / f"{table}.tsv", identifier, dict(cell.split("=") for cell in cells))
    assert own_points(example) == [rule]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data" / "template" / "example", tmp_path / "my-study"))


def own_points(folder: Path) -> list[str]:
    """The rules that find something in a study, as it is seen beside the shipped ones."""
    shipped = KnowledgeGraph.load()
    known = {point.iri for point in shipped.audit()}
    return [
        point.rule.id for point in shipped.including([folder]).audit() if point.iri not in known
    ]


def edit(table: Path, identifier: str, cells: dict[str, str]) -> None:
    heading, *lines = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    (row,) = (line for line in lines if line[heading.index("id")] == identifier)
    row += [""] * (len(heading) - len(row))
    for column, value in cells.items():
        assert row[heading.index(column)] != value
        row[heading.index(column)] = value
    table.write_text("".join("\t".join(line) + "\n" for line in [heading, *lines]), "utf-8")


@pytest.mark.parametrize("path", RULES, ids=name)
def test_a_rule_names_no_thing_of_the_data(path: Path) -> None:
    query = path.read_text(encoding="utf-8")
    assert "ixd:" not in query
    assert "https://w3id.org/ixakg/id/" not in query


# --- its forms

NASTY = Point(
    Rule("r", "A <b>rule</b>", "It *matters*", 'A "word" & more', "medium"),
    (
        NamedNode("https://w3id.org/ixakg/id/finding/x"),
        NamedNode("https://example.org/a%20b"),
    ),
    "<script>alert(1)</script> | `code`",
    (
        Passage(
            NamedNode("https://w3id.org/ixakg/id/statement/x"), "D & D", "table <1>", "7", "a|b"
        ),
    ),
)


class Tags(HTMLParser):
    """Collects the tags of a page, their attributes and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.text += data

    def values(self, attribute: str) -> list[str]:
        """The values of an attribute, in the order of the page."""
        return [value for _, said in self.tags if (value := said.get(attribute)) is not None]


def test_the_page_runs_no_script_and_fetches_nothing(shipped: tuple[Point, ...]) -> None:
    page = Tags(FORMATS["html"]([*shipped, NASTY], NO_PREFIXES))
    assert "script" not in {tag for tag, _ in page.tags}
    assert not [a for _, attributes in page.tags for a in attributes if a == "src"]
    assert all(link.startswith("#") for link in page.values("href"))
    assert "url(" not in page.text
    assert "@import" not in page.text
    assert NASTY.about in page.text


def test_the_page_leads_to_each_rule_and_tells_how_grave_it_is_beside_its_heading(
    shipped: tuple[Point, ...],
) -> None:
    source = FORMATS["html"]([*shipped, NASTY], NO_PREFIXES)
    page = Tags(source)
    headings = re.findall(r'<h2 id="([^"]+)-title">([^<]+)</h2>', source)
    rules = list(dict.fromkeys((point.rule.id, escape(point.rule.summary)) for point in shipped))
    assert headings == [*rules, ("r", "A &lt;b&gt;rule&lt;/b&gt;")]
    assert sorted(page.values("href")) == sorted(f"#{rule}" for rule, _ in headings)
    identifiers = page.values("id")
    assert len(set(identifiers)) == len(identifiers)
    assert {f"{rule}-title" for rule, _ in headings} == set(page.values("aria-labelledby"))
    assert source.count("<main>") == source.count("</main>") == source.count("<h1>") == 1
    assert 'content="light dark"' in source


def test_the_page_counts_the_points_of_each_severity(shipped: tuple[Point, ...]) -> None:
    source = FORMATS["html"]([*at_least(shipped, "high"), NASTY], NO_PREFIXES)
    grave = len(at_least(shipped, "high"))
    assert f"<p>{grave + 1} points: {grave} high, 1 medium.</p>" in source


def test_a_page_on_which_nothing_was_found_says_so() -> None:
    assert "<p>0 points.</p>" in FORMATS["html"]([], NO_PREFIXES)


def test_another_page_can_hold_the_points(shipped: tuple[Point, ...]) -> None:
    """Sections only, with headings below that of the page."""
    part = pages.body(list(by_rule(shipped)))
    tags = [tag for tag, _ in Tags(part).tags]
    assert not {"html", "head", "body", "main", "style", "h1"} & set(tags)
    assert part in FORMATS["html"](shipped, NO_PREFIXES)


def test_markdown_finds_no_mark_up_in_the_words() -> None:
    report = FORMATS["markdown"]([NASTY], NO_PREFIXES)
    assert r"\<script\>alert(1)\</script\> \| \`code\`" in report
    assert not re.search(r"(?<!\\)<", report)


def test_the_triples_are_a_report_without_blank_nodes(shipped: tuple[Point, ...]) -> None:
    text = FORMATS["turtle"](shipped, NO_PREFIXES)
    quads = list(parse(text, format=RdfFormat.TURTLE))
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
    results = {q.subject for q in quads if q.predicate.value.endswith("#focusNode")}
    assert results == {point.iri for point in shipped}


def test_json_says_where_each_passage_stands() -> None:
    (point,) = json.loads(FORMATS["json"]([NASTY], NO_PREFIXES))
    assert point["passages"] == [
        {
            "statement": "https://w3id.org/ixakg/id/statement/x",
            "document": "D & D",
            "location": "table <1>",
            "line": 7,
            "words": "a|b",
        }
    ]


def test_severity_leaves_out_what_is_less_grave() -> None:
    assert at_least([NASTY], "low") == at_least([NASTY], "medium") == (NASTY,)
    assert at_least([NASTY], "high") == ()


def test_the_command_exits_with_1_where_something_was_found(ixakg: Callable[..., Outcome]) -> None:
    outcome = ixakg("audit", "--severity", "high", root=ROOT)
    assert outcome.code == 1
    assert "HIGH" in outcome.out
    assert re.search(r"\d+ points$", outcome.err.strip())


def test_the_command_exits_with_0_where_nothing_was_found(
    ixakg: Callable[..., Outcome], own: Path
) -> None:
    outcome = ixakg("audit", "--data", own, root=ROOT)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.strip() == "nothing found"
