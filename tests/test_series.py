"""Single animals: what their series show, and every mistake in their tables at its cell."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import rdflib

from ixakg import KnowledgeGraph
from ixakg.build import told
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes
from ixakg.shacl.validation import validate
from reading import shown, table

ROOT = Path(__file__).parents[1]
STUDY = ROOT / "tests" / "studies" / "example-series"
BUNDLE = Bundle.at(ROOT)
BY_DAY = """
    | armName                 | day | read | left | meanVolume | medianVolume | ratio |
    | mouseomib               | 0   | 3    | 0    | 150        | 150          | 1     |
    | mouseomib               | 7   | 3    | 0    | 232.7      | 198          | 0.456 |
    | mouseomib               | 14  | 2    | 1    | 300        | 300          | 0.3   |
    | vehicle, mouse by mouse | 0   | 3    | 0    | 150        | 150          | 1     |
    | vehicle, mouse by mouse | 7   | 3    | 0    | 510        | 500          | 1     |
    | vehicle, mouse by mouse | 14  | 2    | 1    | 1000       | 1000         | 1     |
"""
# A table, a row of the file, a column, what is typed there, the cell told of, and what is said.
MISTAKES = """
animals         2 arm          = mouseomab    > animals:2:arm                  = has no 'mouseomab'
animals         3 exit_reason  = Dead         > animals:3:exit_reason          = no 'Dead'
animals         4 exit_day     =              > animals:4:exit_day             = on a day
animals         2 exit_reason  =              > animals:2:exit_reason          = has a reason
animals         5 exit_day     = 10           > animal-readings:12:day         = after day 10
animals         7 id           = v2           > animals:7:id                   = taken by row 6
animals         6 volume_formula = LWW        > animals:6:volume_formula       = no 'LWW'
animals         7 arm          = mouseomib    > arms:3:subjects                = 2 are listed, and 3
animals         7 exit_reason  = TakenOut     > arms:3:with_event              = 1 are listed, and 2
animal-readings 3 day          = 0            > animal-readings:3:day          = taken by row 2
animal-readings 2 day          = 1            > animals:2:                     = on or before day 0
animal-readings 3 day          = seven        > animal-readings:3:day          = not a whole number
animal-readings 3 animal       = m9           > animal-readings:3:animal       = has no 'm9'
animal-readings 4 volume       = -240         > animal-readings:4:volume       = not negative
animal-readings 4 volume       = 0.24         > animal-readings:4:volume       = 180 became 0.24
animal-readings 10 volume      = 5 00         > animal-readings:10:volume      = not a number
animal-readings 10 volume      = 1,200        > animal-readings:10:volume      = thousands separator
animal-readings 10 volume      = 50000        > animal-readings:10:volume      = another unit
animal-readings 10 volume      = 20           > animal-readings:11:volume      = 20 became 500
animal-readings 6 length       = 12           > animal-readings:6:volume       = gives 238.1
animal-readings 6 width        = 16.3         > animal-readings:6:width        = swapped
animal-readings 6 width        =              > animal-readings:6:width        = beside a width
animal-readings 6 length       =              > animal-readings:6:length       = beside a length
animal-readings 12 volume      =              > animal-readings:12:volume      = leave out rows
animal-readings 12 volume      = 600          > measurements:2:value           = 0.429 is computed
animal-readings 8 volume       = 40           > arms:2:baseline_volume         = 110 is computed
animal-readings 10 volume      = N/A          > animal-readings:10:volume      = placeholder
administrations 2 drug         = mousomib     > administrations:2:drug         = mouseomib
administrations 2 mass         = 0.14         > administrations:2:mass         = times 0.2 mL
administrations 2 dose         = 0.1          > administrations:2:dose         = 5 mg/kg is planned
administrations 2 day          = 15           > administrations:2:day          = after day 14
"""


class Mistake(NamedTuple):
    """What is typed into a cell, and where what is told."""

    table: str
    row: str
    column: str
    typed: str
    told_at: str
    words: str


def cells(lines: str) -> list[Mistake]:
    found = []
    for line in lines.strip().splitlines():
        place, _, told_at = line.partition(">")
        where, _, typed = place.partition("=")
        cell, _, words = told_at.partition("=")
        table_, row, column = where.split()
        found.append(Mistake(table_, row, column, typed.strip(), cell.strip(), words.strip()))
    return found


def batches(mistakes: list[Mistake]) -> list[list[Mistake]]:
    """Mistakes that can be made together: no two in the records of one animal."""
    animals = (STUDY / "animals.tsv").read_text(encoding="utf-8").splitlines()
    readings = (STUDY / "animal-readings.tsv").read_text(encoding="utf-8").splitlines()
    made: list[tuple[set[str], list[Mistake]]] = []
    for one in mistakes:
        row = int(one.row) - 1
        lines = {"animals": animals, "animal-readings": readings}.get(one.table)
        animal = lines[row].split("\t")[1] if lines else "m1"
        # What is told of an arm is told of what all its animals say.
        used = (
            {"m1", "m2", "m3", "v1", "v2", "v3"} if one.told_at[:3] in ("arm", "mea") else {animal}
        )
        for taken, batch in made:
            if not taken & used:
                taken |= used
                batch.append(one)
                break
        else:
            made.append((set(used), [one]))
    return [batch for _, batch in made]


def test_an_arm_is_summed_up_by_day_with_its_ratio_and_its_losses() -> None:
    answer = KnowledgeGraph.load([STUDY]).answer("series-by-day")
    expected = table(BY_DAY)
    assert [{name: row[name] for name in expected[0]} for row in shown(answer)] == expected


def test_rdflib_sums_up_as_oxigraph_does() -> None:
    kg = KnowledgeGraph.load([STUDY])
    ours = [[str(cell or "") for cell in row[:6]] for row in kg.answer("series-by-day").texts()]
    found = kg.construct(
        "CONSTRUCT { ?s ?p ?o } { GRAPH ?graph { ?s ?p ?o }"
        " FILTER(REGEX(STR(?graph), '/graph/(reference|source/example-series)$')) }"
    )
    graph = rdflib.Graph()
    for triple in found:
        graph.parse(data=f"{triple} .", format="nt")
    query = kg.questions["series-by-day"].sparql
    rows = graph.query(query)
    theirs = [[_number(cell) for cell in list(row)[:6]] for row in rows]  # type: ignore[arg-type]  # a SELECT has rows
    assert theirs == ours


def _number(cell: object) -> str:
    text = str(cell)
    return text.rstrip("0").rstrip(".") if "." in text else text


def test_the_series_agree_with_what_is_reported(shipped: ox.Store) -> None:
    assert told_of(STUDY, shipped) == []


@pytest.fixture(scope="module")
def shipped() -> ox.Store:
    whole = ox.Store()
    for path, iri in BUNDLE.graphs():
        if iri.endswith(("/ontology", "/reference")):
            graph = ox.NamedNode(iri)
            whole.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return whole


def told_of(folder: Path, shipped: ox.Store) -> list[tuple[str, str]]:
    """Return the cells of a folder that are told of, with what is said."""
    own = told(BUNDLE, [folder])
    report = validate(BUNDLE, shipped, own, Prefixes.read(BUNDLE.prefixes))
    name = f"{folder.name}/"
    problems = [(f"{p.file}:{p.row}:{p.column}", f"{p.what}; {p.mend}") for p in report.problems]
    entries = [
        (f"{e.place.file}:{e.place.row}:{e.place.column}", e.result.message) for e in report.entries
    ]
    return [(c.removeprefix(name).replace(".tsv", ""), w) for c, w in (*problems, *entries)]


@pytest.mark.parametrize("mistakes", batches(cells(MISTAKES)), ids=len)
def test_each_mistake_of_several_is_told_at_its_cell(
    mistakes: list[Mistake], tmp_path: Path, shipped: ox.Store
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(STUDY, folder)
    for one in mistakes:
        path = folder / f"{one.table}.tsv"
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        lines[int(one.row) - 1][lines[0].index(one.column)] = one.typed
        path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    said = told_of(folder, shipped)
    for one in mistakes:
        assert [w for where, w in said if where == one.told_at and one.words in w], (one, said)
