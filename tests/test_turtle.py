"""Turtle is the same bytes for the same triples, and reads back as the same triples."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ixakg import InvalidTurtle, Triples, turtle
from ixakg.prefixes import Prefixes
from small import BUNDLE

PREFIXES = Prefixes.read(BUNDLE / "ontology/prefixes.tsv")
IXA, IXD = PREFIXES["ixa"], PREFIXES["ixd"]
XSD = PREFIXES["xsd"]

CHARACTERS = st.characters(exclude_categories=["Cs"])
PATHS = st.text("abcXYZ019-_.~%/:é", max_size=8).map(lambda text: text.replace("%", "%25"))
NODES = st.builds(
    lambda base, path: NamedNode(base + path),
    st.sampled_from([IXA, IXD, "http://example.org/"]),
    PATHS,
)
LITERALS = st.one_of(
    st.text(CHARACTERS).map(Literal),
    st.text(CHARACTERS).map(lambda text: Literal(text, language="en")),
    st.integers().map(Literal),
    st.booleans().map(Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
        lambda number: Literal(f"{number:f}", datatype=NamedNode(XSD + "decimal"))
    ),
    st.text(CHARACTERS).map(lambda text: Literal(text, datatype=NamedNode(XSD + "decimal"))),
)
TRIPLES = st.sets(st.builds(Triple, NODES, NODES, NODES | LITERALS), max_size=8)


def test_blocks_predicates_and_objects_are_in_order() -> None:
    triples = parse(
        f"""
        @base <{IXD}> . @prefix ixa: <{IXA}> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <b/2> ixa:z 1 . <b/2> ixa:c ixa:N , "x"@en , "q\\"\\n" , -2 , 2.50 , 11 , true .
        <b/2> rdfs:label "two" . <b/2> a ixa:T . <a/1> ixa:c <b/2> .
        """,
        format=RdfFormat.TURTLE,
    )
    assert turtle.write((quad.triple for quad in triples), PREFIXES) == (
        "@base <https://w3id.org/ixakg/id/> .\n"
        "@prefix ixa: <https://w3id.org/ixakg/ontology/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "<a/1> ixa:c <b/2> .\n"
        "\n"
        "<b/2> a ixa:T ;\n"
        '    rdfs:label "two" ;\n'
        '    ixa:c "q\\"\\n" , "x"@en , -2 , 11 , 2.50 , ixa:N , true ;\n'
        "    ixa:z 1 .\n"
    )


@pytest.mark.parametrize("number", ["11", "11.0", "-0.910", "+5", "0.91", ".5", "00.5"])
def test_a_decimal_keeps_its_digits_in_both_libraries(number: str) -> None:
    literal = Literal(number, datatype=NamedNode(XSD + "decimal"))
    node = NamedNode(IXD + "x")
    text = turtle.write([Triple(node, node, literal)], PREFIXES)
    (quad,) = parse(text, format=RdfFormat.TURTLE)
    assert quad.object == literal
    read = rdflib.Graph().parse(data=text, format="turtle")
    assert set(read.objects(None, None)) == {rdflib.Literal(number, datatype=rdflib.XSD.decimal)}


@given(TRIPLES)
def test_what_is_written_reads_back_the_same(triples: set[Triple]) -> None:
    text = turtle.write(triples, PREFIXES)
    read = {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}
    assert read == triples


@given(st.sets(st.builds(Triple, NODES, NODES, NODES | st.text(CHARACTERS).map(Literal))))
def test_rdflib_reads_the_same_number_of_triples(triples: set[Triple]) -> None:
    text = turtle.write(triples, PREFIXES)
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(triples)


@given(st.lists(st.builds(Triple, NODES, NODES, NODES | LITERALS), max_size=8))
def test_the_order_of_the_triples_does_not_matter(triples: list[Triple]) -> None:
    assert turtle.write(triples, PREFIXES) == turtle.write(reversed(triples), PREFIXES)


def test_the_bytes_are_the_same_under_every_hash_seed() -> None:
    program = (
        "from pathlib import Path; from ixakg.bundle import Bundle; from ixakg.build import *;"
        f"b = Bundle.at(Path({str(BUNDLE)!r}));"
        "print(plan(quads(b), Prefixes.read(b.prefixes)))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1


def test_a_node_without_a_name_is_refused() -> None:
    node = NamedNode(IXD + "x")
    with pytest.raises(InvalidTurtle, match="is a node without a name; give it an IRI"):
        turtle.write([Triple(node, node, BlankNode("b"))], PREFIXES)


def test_an_answer_may_have_nodes_without_names_and_is_still_the_same_text() -> None:
    node = NamedNode(IXA + "x")
    first, second = (
        Triples([Triple(BlankNode(name), node, node)], PREFIXES).turtle() for name in ("b1", "z9")
    )
    assert first == second
    assert "_:c14n0 ixa:x ixa:x ." in first


def test_characters_that_editors_swallow_are_escaped() -> None:
    node = NamedNode(IXD + "x")
    text = turtle.write([Triple(node, node, Literal("a\u00a0b\u200bc\x00"))], PREFIXES)
    assert '"a\\U000000A0b\\U0000200Bc\\u0000"' in text


def test_the_style_of_turtlefmt_is_kept() -> None:
    program = Path(sys.executable).parent / "turtlefmt"
    for path in BUNDLE.glob("data/facts/**/*.ttl"):
        done = subprocess.run([program, "--check", path], check=False)
        assert done.returncode == 0, path
