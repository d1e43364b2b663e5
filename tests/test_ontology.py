"""The ontology: every term documented, declared once, in its place, and no other term in use."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ixakg.vocabulary import IXA
from system_tools import owlapi, program

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
TOPICS = [path for path in FILES if path.stem not in ("alignment", "ixakg")]
USES = [
    *FILES,
    *sorted((ROOT / "shapes").rglob("*.ttl")),
    *sorted((ROOT / "data").rglob("*.ttl")),
    *sorted((ROOT / "data").rglob("*.json")),
    *sorted((ROOT / "queries").rglob("*.rq")),
]
DCTERMS = rdflib.DCTERMS
TERM = re.compile(r"\bixa:([A-Za-z]\w*)|<?https://w3id\.org/ixakg/ontology/([A-Za-z]\w*)")
# What a term says about itself, in the order in which it says it.
ORDER = [
    "a",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "owl:equivalentClass",
    "owl:disjointWith",
    "owl:inverseOf",
    "owl:propertyChainAxiom",
    "rdfs:domain",
    "rdfs:range",
    "ixa:",
    "rdfs:label",
    "skos:altLabel",
    "skos:definition",
    "skos:example",
    "skos:scopeNote",
    "skos:editorialNote",
    "skos:notation",
    "dcterms:source",
]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(*paths: Path) -> Graph:
    union = Graph()
    for path in paths:
        union.parse(data=path.read_text(encoding="utf-8"), format="turtle")
    return union


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read(*FILES)


def declared(ontology: Graph) -> set[str]:
    """The local names of our terms, each of which is declared to be something."""
    return {str(s).removeprefix(IXA.base) for s in ontology.subjects(RDF.type) if str(s) in IXA}


def blocks(path: Path) -> list[str]:
    """The blocks of a file as they stand there, without the prefixes."""
    texts = path.read_text(encoding="utf-8").split("\n\n")
    return [text for text in texts if not text.startswith("@prefix")]


def test_every_term_has_a_label_a_definition_an_example_and_a_source(ontology: Graph) -> None:
    """Nameless classes are expressions, and terms of other vocabularies are documented there."""
    for term in [s for s in ontology.subjects(RDF.type) if str(s) in IXA]:
        assert len(list(ontology.objects(term, RDFS.label))) == 1, term
        assert len(list(ontology.objects(term, SKOS.definition))) == 1, term
        assert list(ontology.objects(term, SKOS.example)), term
        assert all(isinstance(s, URIRef) for s in ontology.objects(term, DCTERMS.source)), term
        assert list(ontology.objects(term, DCTERMS.source)), term


@pytest.mark.parametrize("said", [RDFS.label, SKOS.definition, SKOS.notation])
def test_no_two_terms_share_a_label_a_definition_or_a_notation(
    ontology: Graph, said: URIRef
) -> None:
    """A label may name a property and a class, which never stand in each other's place."""
    values = Counter(
        (str(value).casefold(), (subject, RDF.type, OWL.ObjectProperty) in ontology)
        for subject, value in ontology.subject_objects(said)
    )
    assert [value for value, number in values.items() if number > 1] == []


def test_a_definition_is_one_sentence(ontology: Graph) -> None:
    texts = [str(text) for text in ontology.objects(None, SKOS.definition)]
    assert [text for text in texts if not re.fullmatch(r"[A-Z](?!.*[.!?] ).*\.", text)] == []


@pytest.mark.parametrize("path", USES, ids=relative)
def test_a_file_uses_only_terms_that_the_ontology_declares(path: Path, ontology: Graph) -> None:
    text = path.read_text(encoding="utf-8")
    used = {local or full for local, full in TERM.findall(text)}
    assert used <= declared(ontology)


def test_the_code_and_its_tests_of_the_guide_use_only_terms_that_are_declared(
    ontology: Graph,
) -> None:
    assert {term.value.removeprefix(IXA.base) for term in IXA} <= declared(ontology)


def test_every_term_is_used_or_has_a_reason(ontology: Graph) -> None:
    """A term that nothing refers to, is an instance of or follows from says nothing to anybody."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in USES)
    columns = re.findall(r'"name": "(\w+)"', texts)
    in_code = [term.value.removeprefix(IXA.base) for term in IXA]
    terms = (local or full for local, full in TERM.findall(texts))
    counts = Counter([*terms, *columns, *in_code])
    classes = {str(c).removeprefix(IXA.base) for c in ontology.subjects(RDF.type, OWL.Class)}
    individuals = {
        str(i).removeprefix(IXA.base) for i in ontology.subjects(RDF.type, OWL.NamedIndividual)
    }
    derived = {
        str(term).removeprefix(IXA.base) for term in ontology.subjects(OWL.propertyChainAxiom)
    }
    relations = declared(ontology) - classes - individuals - derived
    lonely = {name for name in relations if counts[name] == 1}
    parents = {str(c).removeprefix(IXA.base) for c in ontology.subjects(RDFS.subClassOf)}
    assert lonely == set()
    assert {name for name in classes - parents if counts[name] == 1} == set()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_blocks_stand_in_order_one_a_term(path: Path) -> None:
    subjects = [block.split(None, 1)[0] for block in blocks(path)]
    assert subjects == sorted(set(subjects), key=lambda name: (not name.startswith("<"), name))


@pytest.mark.parametrize("path", TOPICS, ids=relative)
def test_a_term_says_what_it_says_in_one_order(path: Path) -> None:
    for block in blocks(path):
        subject, first, *_ = block.split(None, 2)
        lines = re.findall(r"^    (ixa:|\S+)", block, re.MULTILINE)
        said = [first, *lines]
        assert set(said) <= set(ORDER), subject
        assert said == sorted(said, key=ORDER.index), subject


def test_a_term_is_declared_in_one_file() -> None:
    subjects = Counter(
        subject
        for path in TOPICS
        for subject in set(read(path).subjects(RDF.type))
        if str(subject) in IXA
    )
    assert [subject for subject, number in subjects.items() if number > 1] == []


def test_classes_are_in_camel_case_and_relations_begin_small(ontology: Graph) -> None:
    for kind, pattern in [
        (OWL.Class, r"[A-Z][A-Za-z0-9]+"),
        (OWL.NamedIndividual, r"[A-Z][A-Za-z0-9]+"),
        (OWL.ObjectProperty, r"[a-z][A-Za-z0-9]+"),
        (OWL.DatatypeProperty, r"[a-z][A-Za-z0-9]+"),
    ]:
        names = [
            str(term).removeprefix(IXA.base)
            for term in ontology.subjects(RDF.type, kind)
            if str(term) in IXA
        ]
        assert [name for name in names if not re.fullmatch(pattern, name)] == []


def test_the_ontology_says_nothing_about_any_drug(ontology: Graph) -> None:
    """Neither its labels nor its examples name a substance that the data are about."""
    with (ROOT / "data" / "tables" / "substances.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    drugs = {row["label"].casefold() for row in rows}
    words = {
        word.casefold()
        for _, _, text in ontology
        if isinstance(text, rdflib.Literal)
        for word in re.findall(r"\w+", str(text))
    }
    assert drugs & words == set()
    assert drugs


def test_alignments_are_to_terms_that_were_looked_up() -> None:
    with (ROOT / "ontology" / "external" / "terms.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert all(row["label"] and row["checked_in"] for row in rows)
    assert [row["iri"] for row in rows] == sorted({row["iri"] for row in rows})
    aligned = {
        str(value)
        for value in read(ROOT / "ontology" / "alignment.ttl").objects()
        if str(value) not in IXA
    }
    assert aligned - {str(rdflib.PROV.Entity)} <= {row["iri"] for row in rows}


def test_the_header_says_what_the_ontology_is_and_invents_nobody(ontology: Graph) -> None:
    iri = URIRef("https://w3id.org/ixakg/ontology")
    said = {str(predicate) for predicate in ontology.predicates(iri)}
    assert said >= {
        *(f"{DCTERMS}{name}" for name in ["title", "description", "abstract", "license"]),
        *(f"{DCTERMS}{name}" for name in ["created", "issued", "modified"]),
        str(DCTERMS.bibliographicCitation),
        str(OWL.versionIRI),
        str(OWL.versionInfo),
        str(rdflib.VANN.preferredNamespacePrefix),
        str(rdflib.VANN.preferredNamespaceUri),
    }
    assert not said & {str(DCTERMS.creator), str(DCTERMS.contributor), str(DCTERMS.publisher)}
    (version,) = ontology.objects(iri, OWL.versionIRI)
    assert str(version) == f"{iri}/{ontology.value(iri, OWL.versionInfo)}"
    assert str(ontology.value(iri, rdflib.VANN.preferredNamespaceUri)) == IXA.base


def test_the_version_of_the_ontology_is_that_of_the_package(ontology: Graph) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (version,) = ontology.objects(None, OWL.versionInfo)
    assert f'version = "{version}"' in project


def test_owlapi_finds_the_ontology_in_owl_2_dl_and_rl(ontology: Graph, tmp_path: Path) -> None:
    merged = tmp_path / "ontology.ttl"
    merged.write_text(ontology.serialize(format="turtle"), encoding="utf-8")
    done = subprocess.run(
        [program("java"), "-cp", owlapi(), Path(__file__).parent / "Profile.java", merged],
        capture_output=True,
        text=True,
        check=True,
    )
    found = [line.split("\t", 1)[1] for line in done.stdout.splitlines()]
    assert found == ["OWL2_DL\tin", "OWL2_RL\tin"]
