"""The shipped facts are what the tables say, and every Turtle parser reads them alike."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, RdfFormat, parse

from system_tools import program

ROOT = Path(__file__).parents[1]
FACTS = sorted((ROOT / "data" / "facts").rglob("*.ttl"))
TURTLE = [*FACTS, *sorted((ROOT / "ontology").glob("*.ttl")), *sorted((ROOT / "shapes").glob("*"))]

# Words that keep a parser from counting triples on standard error.
QUIET: dict[str, list[str]] = {"rapper": ["-q"], "serdi": []}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_building_again_gives_the_committed_bytes_under_any_hash_seed(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ixakg", "build", "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith(", as the tables say\n")


def test_facts_have_no_nodes_without_a_name() -> None:
    nameless = [
        path
        for path in FACTS
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
    ]
    assert nameless == []


def test_no_number_is_a_double() -> None:
    assert [
        path for path in FACTS if re.search(r"xsd:(double|float)", path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("path", TURTLE, ids=relative)
def test_rdflib_and_oxigraph_read_the_same_triples(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    theirs = rdflib.Graph().parse(data=text, format="turtle")
    ours = Counter(quad.predicate.value for quad in parse(text, format=RdfFormat.TURTLE))
    assert ours == Counter(str(predicate) for predicate in theirs.predicates(unique=False))
    assert ours


@pytest.mark.parametrize("parser", ["rapper", "serdi"])
def test_parsers_in_c_read_every_file_without_a_warning(parser: str) -> None:
    command = [program(parser), *QUIET[parser], "-i", "turtle", "-o", "ntriples"]
    for path in TURTLE:
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), path
        triples = set(parse(path=str(path), format=RdfFormat.TURTLE))
        assert len(done.stdout.splitlines()) == len(triples), path
