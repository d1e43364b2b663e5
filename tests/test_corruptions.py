"""Two hundred corruptions of the shipped tables: each is reported at its cell, or cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from corruptions import corruptions
from ixakg.build import METADATA, Told, told
from ixakg.bundle import Bundle
from ixakg.prefixes import Prefixes
from ixakg.shacl.validation import validate
from ixakg.tables import metadata
from ixakg.tables.mapping import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corruptions import Corruption

ROOT = Path(__file__).parents[1]
MANY = 200
TOGETHER = 25  # so many are made at once, each in a row of its own
UNSEEN = dict(
    line.split("\t")
    for line in (ROOT / "tests/unseen.tsv").read_text(encoding="utf-8").splitlines()[1:]
)
Cell = tuple[str, int, str]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Corruption, bool]]:
    """Every corruption, and whether it is reported at its cell."""
    bundle = Bundle.at(ROOT)
    prefixes = Prefixes.read(bundle.prefixes)
    schema = metadata.read(bundle.tables / METADATA, prefixes)
    root = tmp_path_factory.mktemp("corrupted")
    for name in ("ontology", "shapes", "queries"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(bundle.tables, root / "data" / "tables")
    ontology = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        ontology.load(path=str(path), format=RdfFormat.TURTLE)

    def cells() -> set[tuple[Cell, str]]:
        """The cells that are reported, each with what is said of it."""
        found = told(Bundle(root))
        own = Told(Facts((), (), ()), found.shipped, found.problems)
        report = validate(Bundle(root), ontology, own, prefixes, everything=True)
        return {((p.file, p.row, p.column), p.what) for p in report.problems} | {
            ((e.place.file, e.place.row, e.place.column), e.result.source_shape)
            for e in report.entries
        }

    def written(table: str) -> list[str]:
        return (bundle.tables / table).read_text(encoding="utf-8").splitlines()

    tables = {}
    for table in schema.tables:
        header, *lines = written(table)
        titles = header.split("\t")
        tables[table] = [dict(zip(titles, line.split("\t"), strict=True)) for line in lines]

    def reported_of(batch: Sequence[Corruption]) -> list[Corruption]:
        _corrupt(batch, bundle.tables, root / "data" / "tables")
        new = {cell for cell, _ in cells() - before}
        return [one for one in batch if any(_at(one, cell) for cell in new)]

    before = cells()
    draw = Random(11)  # noqa: S311 - the same each time
    outcome = []
    for batch in corruptions(schema, tables, draw, MANY // TOGETHER, TOGETHER):
        seen = reported_of(batch)
        # A mistake elsewhere can hide one, as that of an arm whose experiment cannot be read.
        outcome += [(one, one in seen or one in reported_of([one])) for one in batch]
    return outcome


def _corrupt(batch: Sequence[Corruption], tables: Path, copies: Path) -> None:
    """Write the tables with some corruptions in them."""
    for path in tables.glob("*.tsv"):
        shutil.copy(path, copies / path.name)
    for table in {one.table for one in batch}:
        header, *lines = (tables / table).read_text(encoding="utf-8").splitlines()
        titles = header.split("\t")
        added = len(lines)
        for one in (one for one in batch if one.table == table):
            line = "\t".join(one.cells[title] for title in titles)
            if one.copy:
                lines.append(line)
            else:
                lines[one.row - 2] = line
        assert len(lines) - added <= 1, "two added rows would not know their numbers"
        (copies / table).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def _at(one: Corruption, cell: Cell) -> bool:
    """Tell whether a cell is that of a corruption, or its row where several cells disagree."""
    file, row, column = cell
    return (file, row) == (one.table, one.row) and (column in one.columns or not column)


def test_there_are_two_hundred_of_thirty_kinds(reported: list[tuple[Corruption, bool]]) -> None:
    assert len(reported) == MANY
    assert len({one.kind for one, _ in reported}) >= 30


def test_each_corruption_is_reported_at_its_cell(reported: list[tuple[Corruption, bool]]) -> None:
    assert not [str(one) for one, seen in reported if not seen and one.kind not in UNSEEN]


def test_what_no_shape_could_see_is_not_seen(reported: list[tuple[Corruption, bool]]) -> None:
    for kind in UNSEEN:
        assert not all(seen for one, seen in reported if one.kind == kind), kind
