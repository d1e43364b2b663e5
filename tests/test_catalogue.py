"""The lists of questions say what the questions say, in forms that others can read."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from pyshacl import validate
from rdflib import Graph

from ixakg import KnowledgeGraph
from ixakg.views import catalogue
from system_tools import jena, program

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "queries" / "sparql-examples.ttl"
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
ASKED = ("audit", "competency", "parameters")  # the others speak of other vocabularies too


def place(path: Path) -> str:
    return str(path.relative_to(ROOT / "queries"))


@pytest.fixture(scope="module")
def guide() -> KnowledgeGraph:
    return KnowledgeGraph.load()


@pytest.fixture(scope="module")
def names(guide: KnowledgeGraph) -> set[str]:
    """Every IRI that stands anywhere in the ontology or the facts."""
    store = Store()
    for path, _ in guide.bundle.graphs():
        store.load(path=str(path), format=RdfFormat.TURTLE)
    terms = [term for quad in store for term in (quad.subject, quad.predicate, quad.object)]
    datatypes = {term.datatype.value for term in terms if isinstance(term, Literal)}
    return datatypes | {term.value for term in terms if isinstance(term, NamedNode)}


@pytest.mark.parametrize("path", [p for p in QUERIES if p.parent.name in ASKED], ids=place)
def test_every_term_of_a_query_is_in_the_ontology_or_the_facts(
    path: Path, names: set[str], guide: KnowledgeGraph
) -> None:
    text = re.sub(r'(?m)^#.*$|^PREFIX.*$|"[^"]*"', "", path.read_text(encoding="utf-8"))
    used = {guide.prefixes.expand(curie) or curie for curie in re.findall(r"\b\w+:[\w-]+", text)}
    assert used - names == set()


def test_the_linked_data_are_those_of_the_questions(guide: KnowledgeGraph) -> None:
    written = catalogue.examples(guide.questions.values(), guide.prefixes)
    assert EXAMPLES.read_text(encoding="utf-8") == written


def test_the_page_is_that_of_the_questions(guide: KnowledgeGraph) -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert page == catalogue.page(guide)
    assert re.findall(r"(?m)^### (.+)$", page) == [
        question.id for question in sorted(guide.questions.values(), key=lambda q: (q.group, q.id))
    ]


def test_the_linked_data_have_the_form_that_query_editors_ask_for() -> None:
    shapes = Graph().parse(Path(__file__).parent / "sparql-examples-shape.ttl")
    conforms, _, report = validate(Graph().parse(EXAMPLES), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize("lost", ["rdfs:comment", "sh:select", "schema:target"])
def test_an_example_that_lacks_something_is_noticed(lost: str) -> None:
    shapes = Graph().parse(Path(__file__).parent / "sparql-examples-shape.ttl")
    broken = Graph().parse(EXAMPLES)
    broken.update(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/>"
        " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        f" DELETE WHERE {{ <https://w3id.org/ixakg/id/question/models> {lost} ?value }}"
    )
    conforms, _, _ = validate(broken, shacl_graph=shapes)
    assert not conforms


def test_jena_reads_every_query(tmp_path: Path) -> None:
    broken = tmp_path / "broken.rq"
    broken.write_text("SELECT ?x WHERE { ?x }", encoding="utf-8")
    program_text = Path(__file__).parent / "ParseQueries.java"
    done = subprocess.run(
        [
            program("java"),
            "-cp",
            jena(tmp_path / "jena"),
            str(program_text),
            *map(str, [*QUERIES, broken]),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    (said,) = [line for line in done.stdout.splitlines() if line.startswith("/")]
    assert said.startswith(str(broken))


def test_build_says_when_the_lists_are_out_of_date(
    copy: Path, ixakg: Callable[..., Outcome]
) -> None:
    assert ixakg("build", "--check", root=copy).code == 0
    question = copy / "queries" / "competency" / "arms.rq"
    text = question.read_text(encoding="utf-8")
    question.write_text(text.replace("#+ summary: ", "#+ summary: Tell me, "), encoding="utf-8")
    outcome = ixakg("build", "--check", root=copy)
    assert outcome.code == 1
    assert "sparql-examples.ttl is not what the questions say; run ixakg build" in outcome.err
    assert ixakg("build", root=copy).code == 0
    assert ixakg("build", "--check", root=copy).code == 0
