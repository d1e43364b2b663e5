"""Empty tables for one's own studies, with a filled example and a text that explains them."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ixakg.build import METADATA
from ixakg.prefixes import Prefixes
from ixakg.tables import delimited, folders, manual, metadata
from ixakg.tables.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ixakg.bundle import Bundle

EXAMPLE = "example"


def template(bundle: Bundle, form: str) -> dict[PurePosixPath, bytes]:
    """Return the content of each file of a template, by its path in the folder.

    Args:
        bundle: where the tables are described.
        form: ``tsv``, ``csv`` or ``xlsx``.

    Raises:
        InvalidSchema: the metadata of the tables cannot be used.
        MissingLibrary: the form is ``xlsx``, and openpyxl is not installed.
    """
    schema = metadata.read(bundle.tables / METADATA, Prefixes.read(bundle.prefixes))
    terms = Terms.read(sorted((bundle.root / "ontology").glob("*.ttl")))
    shipped = folders.read_shipped(bundle.tables, schema, terms.gaps).rows
    told = manual.chapters(schema, terms, shipped)
    example = _example(bundle)
    intro = (bundle.template / "README.md").read_text(encoding="utf-8")
    files = {
        "README.md": manual.markdown(intro, told, terms, example).encode(),
        "ixakg.toml": (bundle.template / "ixakg.toml").read_bytes(),
    }
    if form == "xlsx":
        from ixakg.tables import worksheets

        gaps = list(terms.gaps)
        files["tables.xlsx"] = worksheets.write(told, {}, gaps)
        files[f"{EXAMPLE}/example.xlsx"] = worksheets.write(told, example, gaps, only_filled=True)
    else:
        for chapter in told:
            titles = [entry.column.title for entry in chapter.entries]
            files[f"{chapter.name}.{form}"] = _table(titles, (), form)
            if chapter.name in example:
                content = _table(titles, example[chapter.name], form)
                files[f"{EXAMPLE}/{chapter.name}.{form}"] = content
    return {PurePosixPath(name): content for name, content in sorted(files.items())}


def _example(bundle: Bundle) -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in sorted((bundle.template / EXAMPLE).glob("*.tsv")):
        sheet = delimited.read_tabs(path.read_bytes(), name=path.name)
        found[path.stem] = [
            dict(zip(sheet.header, line.cells, strict=True)) for line in sheet.lines
        ]
    return found


def _table(titles: Sequence[str], rows: Iterable[Mapping[str, str]], form: str) -> bytes:
    lines = [titles, *([row.get(title, "") for title in titles] for row in rows)]
    if form == "tsv":
        return "".join("\t".join(line) + "\n" for line in lines).encode()
    text = StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")  # without the mark, Excel takes it for Windows-1252
