"""Two engines find the same: set-wise SPARQL where it understands a shape, pySHACL everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ixakg.shapes import Shapes
from ixakg.subset import refusal
from ixakg.validation import breaches

if TYPE_CHECKING:
    from ixakg.results import ValidationResult

HERE = Path(__file__).parent
CASES = sorted((HERE / "shacl").glob("*.ttl"))
EX = "http://example.org/"
# What set-wise SPARQL leaves to pySHACL, and the words in which it says why.
LEFT = {
    "bounds-of-dates": "sh:minInclusive is no plain number",
    "less-than-at-a-part-of-another-shape": "sh:minInclusive is no plain number",
    "own-component": "belongs to a constraint component",
    "recursive": "the shape refers to itself",
    "sparql-limit": "sh:sparql has LIMIT",
    "sparql-regex": "sh:sparql has REGEX",
    "sparql-this-in-a-branch": "may not find it bound",
}


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


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_validation_leaves_the_data_as_they_were(path: Path) -> None:
    data = store(path)
    before = set(data)
    breaches(data, shapes(path))
    assert set(data) == before
