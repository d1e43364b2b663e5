"""The findings as Parquet, with real lists; through polars, an optional library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.errors import MissingLibrary
from ixakg.exports.tables import read

if TYPE_CHECKING:
    from typing import BinaryIO

    from ixakg.exports.content import Content


def write(content: Content, out: BinaryIO) -> None:
    """Write the table of findings.

    Raises:
        MissingLibrary: polars is not installed.
    """
    try:
        import polars
    except ImportError:
        raise MissingLibrary(
            "polars is not installed, which .parquet needs; pip install 'ixakg[export]', or write "
            ".csv"
        ) from None
    table = read(content, "findings")
    many, one = polars.List(polars.String), polars.String
    rows = [
        [
            cell if heading in table.lists else "|".join(cell) or None
            for heading, cell in zip(table.headings, row, strict=True)
        ]
        for row in table.rows
    ]
    schema = {name: many if name in table.lists else one for name in table.headings}
    polars.DataFrame(rows, schema=schema, orient="row").write_parquet(out, statistics=False)
