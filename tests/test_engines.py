"""Two engines find the same: set-wise SPARQL where it understands a shape, pySHACL everywhere."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from ixakg.bundle import Bundle
from ixakg.shacl.shapes import Shapes
from ixakg.shacl.subset import refusal
from ixakg.shacl.validation import breaches, read_shapes
from ixakg.store import AT_ONCE

if TYPE_CHECKING:
    from ixakg.shacl.results import ValidationResult

HERE = Path(__file__).parent
CASES = sorted((HERE / "shacl").glob("*.ttl"))
FIXTURES = sorted((HERE / "counterexamples").rglob("*.ttl"))
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "http://example.org/"
# What set-wise SPARQL leaves to pySHACL, and the words in which it says why.
LEFT = {
    "bounds-of-dates": "sh:minInclusive is no plain number",
    "less-than-at-a-part-of-another-shape": "sh:minInclusive is no plain number",
    "own-component": "belongs to a constraint component",
    "recursive": "the shape refers to itself",
    "sparql-limit": "sh:sparql has LIMIT",
    "sparql-regex-of-python": "sh:sparql has REGEX with a pattern",
    "sparql-this-in-a-branch": "may not find it bound",
}


DECIMAL = NamedNode(f"{XSD}decimal")
ODD: dict[str, list[NamedNode | Literal]] = {
    "thing": [NamedNode(f"{EX}new")],
    "number": [Literal("-7.5", datatype=DECIMAL), Literal("1000000", datatype=DECIMAL), Literal(0)],
    f"{XSD}string": [Literal("N/A"), Literal("mot", language="fr"), Literal("")],
}
SHIPPED = read_shapes(Bundle.at())


@pytest.fixture(scope="module")
def shipped() -> Store:
    """The ontology and the facts that are shipped."""
    data = Store()
    for path, iri in Bundle.at().graphs():
        if iri.split("/graph/")[1].split("/")[0] in AT_ONCE:
            data.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(iri))
    return data


def stem(path: Path) -> str:
    return path.stem


def store(path: Path) -> Store:
    loaded = Store()
    loaded.load(path=str(path), format=RdfFormat.TURTLE)
    return loaded


def shapes(path: Path) -> Shapes:
    return Shapes(quad.triple for quad in store(path))


def expected(path: Path) -> set[tuple[str, str]]:
    """What the file itself says that its nodes break, as node and constraint."""
    quads = store(path).quads_for_pattern(None, NamedNode(f"{EX}breaks"), None)
    return {
        (str(quad.subject), quad.object.value) for quad in quads if isinstance(quad.object, Literal)
    }


def broken(found: set[ValidationResult]) -> set[tuple[str, str]]:
    return {(str(one.focus_node), one.constraint) for one in found}


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_the_fast_engine_finds_what_is_wrong(path: Path) -> None:
    assert broken(breaches(store(path), shapes(path))) == expected(path)


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_both_engines_find_the_same_row_by_row(path: Path) -> None:
    assert breaches(store(path), shapes(path)) == breaches(store(path), shapes(path), "pyshacl")


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_a_shape_is_left_to_pyshacl_only_for_a_reason_that_is_known(path: Path) -> None:
    graph = shapes(path)
    nodes = {one for shape in graph.targeted for one in (shape, *graph.within(shape).values())}
    reasons = [why for shape in nodes if (why := refusal(shape, graph))]
    assert bool(reasons) == (path.stem in LEFT)
    assert not reasons or LEFT[path.stem] in reasons[0]


def test_both_engines_find_the_same_in_all_counterexamples_at_once() -> None:
    """Each differs from a small study; together they break everything that can be broken."""
    together = Store()
    for path in FIXTURES:
        together.load(path=str(path), format=RdfFormat.TURTLE)
    found = breaches(together, SHIPPED)
    assert len({one.source_shape for one in found}) > 150
    assert found == breaches(together, SHIPPED, "pyshacl")


def test_both_engines_find_the_same_in_the_shipped_graph(shipped: Store) -> None:
    assert breaches(shipped, SHIPPED) == breaches(shipped, SHIPPED, "pyshacl")


@pytest.mark.parametrize("seed", range(4))
def test_both_engines_find_the_same_after_random_changes(seed: int) -> None:
    study = store(HERE / "counterexamples" / "study.ttl")
    changed = mutated(study, seed)
    found = breaches(changed, SHIPPED)
    assert len(found ^ breaches(study, SHIPPED)) > 10
    assert found == breaches(changed, SHIPPED, "pyshacl")


def test_both_engines_find_the_same_after_random_changes_of_the_shipped_graph(
    shipped: Store,
) -> None:
    """Many changes at once: reading the whole takes pySHACL as long for one as for hundreds."""
    changed = mutated(shipped, 5, changes=150)
    found = breaches(changed, SHIPPED)
    assert len(found ^ breaches(shipped, SHIPPED)) > 50
    assert found == breaches(changed, SHIPPED, "pyshacl")


def mutated(data: Store, seed: int, changes: int = 40) -> Store:
    """A copy in which triples are gone, or say another thing, text or number than before.

    Not a text for a number: where a rule in SPARQL compares the two, there is no row by SPARQL,
    and rdflib makes one.
    """
    draw = Random(seed)  # noqa: S311 - the same changes each time
    quads = sorted(data, key=str)
    facts = [quad for quad in quads if "/ontology" not in str(quad.graph_name)]
    copy = Store()
    copy.extend(quads)
    for quad in draw.sample(facts, changes):
        copy.remove(quad)
        alike = [one.object for one in facts if kind(one.object) == kind(quad.object)]
        odd = ODD.get(kind(quad.object), [])
        other = draw.choice([*odd, draw.choice(alike), None])
        if other is not None:
            copy.add(Quad(quad.subject, quad.predicate, other, quad.graph_name))
    return copy


def kind(term: object) -> str:
    """What a term is replaced by: a thing, a number, or another literal of its datatype."""
    if not isinstance(term, Literal):
        return "thing"
    numeric = term.datatype.value.removeprefix(XSD) in ("integer", "decimal")
    return "number" if numeric else term.datatype.value


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_validation_leaves_the_data_as_they_were(path: Path) -> None:
    data = store(path)
    before = set(data)
    breaches(data, shapes(path))
    assert set(data) == before
