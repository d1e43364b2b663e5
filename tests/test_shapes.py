"""Each constraint of the shapes has a graph that breaks it and nothing else."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

import differences
import shacl
from ixakg import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
IXA = "https://w3id.org/ixakg/ontology/"
IXD = "https://w3id.org/ixakg/id/"
IXS = "https://w3id.org/ixakg/shapes/"
ONTOLOGY = sorted((ROOT / "ontology").glob("*.ttl"))
# As stated: what is inferred has graphs of its own, and is not validated.
REFERENCE = ROOT / "data" / "facts" / "reference.ttl"
FACTS = [REFERENCE, *sorted((ROOT / "data" / "facts" / "source").glob("*.ttl"))]
OF_TERMS = ROOT / "shapes" / "ontology.ttl"
OF_FACTS = [path for path in sorted((ROOT / "shapes").glob("*.ttl")) if path != OF_TERMS]
WHOLE = sorted((ROOT / "tests" / "counterexamples" / "ontology").glob("*.ttl"))
DIFFERENCES = differences.files()
STUDIES = sorted((ROOT / "tests" / "studies").glob("example-*"))
# What a constraint is called in a report, by the property that states it.
STATED: dict[rdflib.term.Node, str] = {
    SH["class"]: "Class",
    SH["in"]: "In",
    SH["or"]: "Or",
    SH.disjoint: "Disjoint",
    SH.languageIn: "LanguageIn",
    SH.lessThanOrEquals: "LessThanOrEquals",
    SH.maxCount: "MaxCount",
    SH.maxExclusive: "MaxExclusive",
    SH.maxInclusive: "MaxInclusive",
    SH.minCount: "MinCount",
    SH.minExclusive: "MinExclusive",
    SH.minInclusive: "MinInclusive",
    SH.nodeKind: "NodeKind",
    SH.pattern: "Pattern",
    SH.sparql: "SPARQL",
}
NO_CONSTRAINTS = {
    SH.declare,
    SH.inversePath,
    SH.message,
    SH.namespace,
    SH.path,
    SH.prefix,
    SH.prefixes,
    SH.property,
    SH.select,
    SH.severity,
    SH.targetClass,
    SH.targetSubjectsOf,
}


def is_valid(path: Path) -> bool:
    return path.stem.startswith("valid")


def stem(path: Path) -> str:
    return path.stem


def graph(*paths: Path) -> Graph:
    union = Graph()
    for path in paths:
        union += turtle(path.read_text(encoding="utf-8"))
    return union


def turtle(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


def stored(*texts: str) -> ox.Store:
    filled = ox.Store()
    for text in texts:
        filled.extend(ox.Quad(*triple) for triple in ox.parse(text, format=ox.RdfFormat.TURTLE))
    return filled


def store(*paths: Path) -> ox.Store:
    return stored(*(path.read_text(encoding="utf-8") for path in paths))


@contextmanager
def changed(whole: Any, taken: Iterable[Any], added: Iterable[Any]) -> Iterator[None]:
    """Take from a graph or a store what is in it, and add what is not, for a while."""
    out, in_ = list(taken), [item for item in added if item not in whole]
    assert all(item in whole for item in out), "it takes away what is not there"
    for item in out:
        whole.remove(item)
    for item in in_:
        whole.add(item)
    yield
    for item in in_:
        whole.remove(item)
    for item in out:
        whole.add(item)


@pytest.fixture(scope="module", autouse=True)
def parse_queries_once() -> Iterator[None]:
    """Let rdflib keep what it parsed: pySHACL asks one query anew for each focus node."""
    parsed = cache(lambda query: translateQuery(parseQuery(query)))
    answer = processor.SPARQLProcessor.query

    def query(self: Any, asked: Any, *rest: Any, **more: Any) -> Any:
        return answer(self, parsed(asked) if isinstance(asked, str) else asked, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor.SPARQLProcessor, "query", query)
        yield


@pytest.fixture(scope="module")
def of_terms() -> Graph:
    return graph(OF_TERMS)


@pytest.fixture(scope="module")
def of_facts() -> Graph:
    return graph(*OF_FACTS)


@pytest.fixture(scope="module")
def shapes(of_terms: Graph, of_facts: Graph) -> Graph:
    return of_terms + of_facts


@pytest.fixture(scope="module")
def second_reading() -> shacl.Shapes:
    return shacl.Shapes.read(path.read_text(encoding="utf-8") for path in OF_FACTS)


@pytest.fixture(scope="module")
def valid_study() -> Graph:
    return graph(*ONTOLOGY, differences.STUDY)


@pytest.fixture(scope="module")
def valid_store() -> ox.Store:
    return store(*ONTOLOGY, differences.STUDY)


def results(data: Graph, shapes: Graph) -> set[tuple[str, str, str, str]]:
    """Return severity, shape, component and focus node of what pySHACL reports."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            str(report.value(result, SH.sourceShape)).removeprefix(IXS),
            str(report.value(result, SH.sourceConstraintComponent))
            .removeprefix(str(SH))
            .removesuffix("ConstraintComponent"),
            str(report.value(result, SH.focusNode)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def broken(data: Graph, shapes: Graph) -> set[str]:
    """Return the constraints that a graph breaks, as shape and component."""
    return {f"{shape}.{component}" for _, shape, component, _ in results(data, shapes)}


def inside(shapes: Graph) -> set[rdflib.term.Node]:
    """Return the shapes inside a disjunction, which do not report in their own name."""
    choices = {
        choice
        for listed in shapes.objects(None, SH["or"])
        for choice in rdflib.collection.Collection(shapes, listed)
    }
    return {shape for choice in choices for shape in shapes.objects(choice, SH.property)}


def constraints(shapes: Graph) -> set[str]:
    """Return every constraint that reports in its own name; a query counts for its shape."""
    return {
        f"{str(shape).removeprefix(IXS)}.{STATED[stated]}"
        for shape, stated in shapes.subject_predicates()
        if str(stated).startswith(str(SH))
        and stated not in NO_CONSTRAINTS
        and shape not in inside(shapes)
    }


def described(shapes: Graph, node: rdflib.term.Node) -> Graph:
    """Return what is said of a node, and of the nameless nodes that it leads to."""
    found = Graph()
    for triple in shapes.triples((node, None, None)):
        found.add(triple)
        if isinstance(triple[2], BNode):
            found += described(shapes, triple[2])
    return found


def alone(shapes: Graph, name: str) -> Graph:
    """Return one shape with its target and whatever its own constraints need."""
    shape = URIRef(IXS + name)
    found = described(shapes, URIRef(f"{IXS}prefixes")) + described(shapes, shape)
    found.remove((shape, SH.property, None))
    for owner in shapes.subjects(SH.property, shape):
        found.add((owner, SH.property, shape))
        for said in (RDF.type, SH.targetClass, SH.targetSubjectsOf):
            for value in shapes.objects(owner, said):
                found.add((owner, said, value))
    for listed in shapes.objects(shape, SH["or"]):
        for choice in rdflib.collection.Collection(shapes, listed):
            found += described(shapes, choice)
            for inner in shapes.objects(choice, SH.property):
                found += described(shapes, inner)
    return found


@pytest.mark.parametrize("path", [p for p in WHOLE if not is_valid(p)], ids=stem)
def test_a_counterexample_of_a_term_breaks_the_constraint_it_is_named_after(
    path: Path, of_terms: Graph
) -> None:
    assert broken(graph(path), of_terms) == {path.stem}


@pytest.mark.parametrize("path", [p for p in WHOLE if is_valid(p)], ids=stem)
def test_a_valid_example_of_a_term_breaks_nothing(path: Path, of_terms: Graph) -> None:
    assert broken(graph(path), of_terms) == set()


@pytest.mark.parametrize("path", DIFFERENCES, ids=stem)
def test_a_difference_breaks_the_constraint_it_is_named_after_and_no_other(
    path: Path, second_reading: shacl.Shapes, valid_store: ox.Store
) -> None:
    with changed(valid_store, stored(differences.taken(path)), stored(differences.added(path))):
        found = second_reading.results(shacl.Data(valid_store))
    names = {f"{shape}.{component}" for shape, component, _ in found}
    assert names == (set() if is_valid(path) else {path.stem})


@pytest.mark.parametrize("path", [p for p in DIFFERENCES if not is_valid(p)], ids=stem)
def test_pyshacl_finds_that_the_difference_breaks_the_constraint(
    path: Path, of_facts: Graph, valid_study: Graph
) -> None:
    name = path.stem.rpartition(".")[0]
    taken, added = turtle(differences.taken(path)), turtle(differences.added(path))
    with changed(valid_study, taken, added):
        assert path.stem in broken(valid_study, alone(of_facts, name))


def test_every_constraint_has_a_counterexample(shapes: Graph) -> None:
    examples = {path.stem for path in [*WHOLE, *DIFFERENCES] if not is_valid(path)}
    assert constraints(shapes) == examples


def test_a_counterexample_lies_in_the_folder_of_its_file_of_shapes() -> None:
    for path in [*WHOLE, *DIFFERENCES]:
        name = path.stem.rpartition(".")[0]
        file = ROOT / "shapes" / f"{path.parent.name}.ttl"
        assert is_valid(path) or f"ixs:{name} a sh:" in file.read_text(encoding="utf-8")


def test_the_small_study_is_valid_and_nothing_in_it_deserves_a_look(
    valid_study: Graph, of_facts: Graph
) -> None:
    assert results(valid_study, of_facts) == set()


def test_both_readings_find_in_the_guide_what_a_person_expects(
    of_facts: Graph, second_reading: shacl.Shapes
) -> None:
    with (ROOT / "tests" / "expected_results.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    expected = {(row["severity"], row["shape"], IXD + row["focus"]) for row in rows}
    assert all(row["reason"] for row in rows)
    found = results(graph(*ONTOLOGY, *FACTS), of_facts)
    assert {(severity, shape, focus) for severity, shape, _, focus in found} == expected
    again = second_reading.results(shacl.Data(store(*ONTOLOGY, *FACTS)))
    assert again == {(shape, component, focus) for _, shape, component, focus in found}


def own(folders: Iterable[Path]) -> ox.Store:
    """Return the shipped graph and what tables of one's own add to it, as one graph."""
    whole = KnowledgeGraph.load(list(folders)).construct(
        "CONSTRUCT { ?s ?p ?o } { GRAPH ?graph { ?s ?p ?o } "
        "FILTER(REGEX(STR(?graph), '/graph/(ontology|reference|source)')) }"
    )
    filled = ox.Store()
    filled.extend(ox.Quad(*triple) for triple in whole)
    return filled


@pytest.mark.parametrize("folder", STUDIES, ids=stem)
def test_a_study_that_the_model_was_not_made_on_breaks_nothing(
    folder: Path, second_reading: shacl.Shapes
) -> None:
    with_study = second_reading.results(shacl.Data(own([folder])))
    without = second_reading.results(shacl.Data(store(*ONTOLOGY, *FACTS)))
    # At the lower dose, tumors were smaller than the controls, and not small enough to be rated.
    low = ("OutcomeMeasurement-value-activity", "SPARQL", f"{IXD}measurement/example-oral/low")
    assert with_study - without == ({low} if folder.name == "example-oral" else set())
    assert without <= with_study


def test_every_shape_has_a_name(shapes: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    assert not [
        s for kind in kinds for s in shapes.subjects(RDF.type, kind) if isinstance(s, BNode)
    ]


def test_every_message_says_what_is_right(shapes: Graph) -> None:
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        said = [*shapes.objects(shape, SH.message)]
        asked = [m for q in shapes.objects(shape, SH.sparql) for m in shapes.objects(q, SH.message)]
        messages = [*said, *asked]
        assert messages, shape
        assert all(str(message).endswith((".", "?", '"')) for message in messages), shape


def test_a_placeholder_of_a_message_is_bound_by_its_query(shapes: Graph) -> None:
    for query in shapes.objects(None, SH.sparql):
        head = str(shapes.value(query, SH.select)).partition("WHERE")[0]
        for name in str(shapes.value(query, SH.message)).split("{?")[1:]:
            assert f"?{name.partition('}')[0]}" in head.replace("(", " ").split(" ") or (
                f"?{name.partition('}')[0]})" in head
            ), query


def test_the_ontology_conforms(of_terms: Graph) -> None:
    """Its own terms: those of other vocabularies are only declared."""
    whole = graph(*ONTOLOGY)
    ours = Graph()
    for subject, predicate, value in whole:
        anonymous_class = isinstance(subject, BNode) and predicate == RDF.type
        if not anonymous_class and (isinstance(subject, BNode) or str(subject).startswith(IXA)):
            ours.add((subject, predicate, value))
    assert (URIRef(f"{IXA}Finding"), None, None) in ours
    assert broken(ours, of_terms) == set()
