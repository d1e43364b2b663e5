"""Each constraint of the shapes has a graph that breaks it and nothing else."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH, BNode, Graph, URIRef

ROOT = Path(__file__).parents[1]
IXA = "https://w3id.org/ixakg/ontology/"
IXS = "https://w3id.org/ixakg/shapes/"
EXAMPLES = sorted((ROOT / "tests" / "counterexamples").rglob("*.ttl"))
VALID = [path for path in EXAMPLES if path.stem.startswith("valid")]
COUNTEREXAMPLES = [path for path in EXAMPLES if path not in VALID]
# What a constraint is called in a report, by the property that states it.
STATED: dict[rdflib.term.Node, str] = {
    SH["class"]: "Class",
    SH.languageIn: "LanguageIn",
    SH.maxCount: "MaxCount",
    SH.minCount: "MinCount",
    SH.nodeKind: "NodeKind",
    SH["or"]: "Or",
}
NO_CONSTRAINTS = {SH.path, SH.message, SH.property, SH.targetClass}


def stem(path: Path) -> str:
    return path.stem


def graph(*paths: Path) -> Graph:
    union = Graph()
    for path in paths:
        union.parse(data=path.read_text(encoding="utf-8"), format="turtle")
    return union


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return graph(*sorted((ROOT / "shapes").glob("*.ttl")))


def broken(data: Graph, shapes: Graph) -> set[str]:
    """The constraints that a graph breaks, as shape and component."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    named = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = str(report.value(result, SH.sourceShape)).removeprefix(IXS)
        component = str(report.value(result, SH.sourceConstraintComponent))
        named.add(f"{shape}.{component.removeprefix(str(SH)).removesuffix('ConstraintComponent')}")
    return named


def constraints(shapes: Graph) -> set[str]:
    """Every constraint that reports in its own name; those inside a disjunction do not."""
    inside = {
        shape
        for listed in shapes.objects(None, SH["or"])
        for choice in rdflib.collection.Collection(shapes, listed)
        for shape in shapes.objects(choice, SH.property)
    }
    return {
        f"{str(shape).removeprefix(IXS)}.{STATED[stated]}"
        for shape, stated in shapes.subject_predicates()
        if str(stated).startswith(str(SH)) and stated not in NO_CONSTRAINTS and shape not in inside
    }


@pytest.mark.parametrize("path", COUNTEREXAMPLES, ids=stem)
def test_a_counterexample_breaks_the_constraint_it_is_named_after(
    path: Path, shapes: Graph
) -> None:
    assert broken(graph(path), shapes) == {path.stem}


@pytest.mark.parametrize("path", VALID, ids=stem)
def test_a_valid_example_breaks_nothing(path: Path, shapes: Graph) -> None:
    assert broken(graph(path), shapes) == set()


def test_every_constraint_has_a_counterexample(shapes: Graph) -> None:
    assert constraints(shapes) == {path.stem for path in COUNTEREXAMPLES}


def test_every_shape_has_a_name(shapes: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    assert not [
        s for kind in kinds for s in shapes.subjects(RDF.type, kind) if isinstance(s, BNode)
    ]


def test_every_message_says_what_is_right(shapes: Graph) -> None:
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert str(shapes.value(shape, SH.message)).endswith("."), shape


def test_the_ontology_conforms(shapes: Graph) -> None:
    """Its own terms: those of other vocabularies are only declared."""
    whole = graph(*sorted((ROOT / "ontology").glob("*.ttl")))
    own = Graph()
    for subject, predicate, value in whole:
        anonymous_class = isinstance(subject, BNode) and predicate == RDF.type
        if not anonymous_class and (isinstance(subject, BNode) or str(subject).startswith(IXA)):
            own.add((subject, predicate, value))
    assert (URIRef(f"{IXA}Finding"), None, None) in own
    assert broken(own, shapes) == set()
