"""Bulk bundles: N-Quads in parts of a size, a manifest, and the commands that load them."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from typing import TYPE_CHECKING

from ixakg import files
from ixakg.stores.fingerprints import lines, mark, skolemised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Triple

    from ixakg.stores.fingerprints import Mark
    from ixakg.stores.targets import Profile

PART_BYTES = 128 * 1024 * 1024


def write(
    folder: Path,
    graphs: Mapping[str, Iterable[Triple]],
    profile: Profile,
    *,
    most_bytes: int = PART_BYTES,
) -> list[str]:
    """Write a bundle into a folder, the manifest last, and return the names of its files.

    Parts of an earlier bundle that are not among them are removed.

    Raises:
        CannotWrite: a file cannot be written; then the folder is as it was.
    """
    marks: dict[str, Mark] = {}
    parts: list[dict[str, object]] = []
    contents: dict[Path, bytes] = {}
    for number, part in enumerate(_parts(graphs, marks, most_bytes), start=1):
        path = folder / f"part-{number:05}.nq.gz"
        contents[path] = packed = gzip.compress(part, compresslevel=6, mtime=0)
        parts.append(
            {
                "file": path.name,
                "quads": part.count(b"\n"),
                "bytes": len(packed),
                "sha256": sha256(packed).hexdigest(),
            }
        )
    manifest = {
        "graphs": {
            iri: {"triples": marks[iri].triples, "sha256": marks[iri].sha256}
            for iri in sorted(marks)
        },
        "load": {"profile": profile.name, "tested": profile.tested, "commands": profile.load},
        "parts": parts,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    contents[folder / "manifest.json"] = text.encode()
    files.write(contents)
    for old in folder.glob("part-*.nq.gz"):
        if old not in contents:
            old.unlink()
    return [path.name for path in contents]


def _parts(
    graphs: Mapping[str, Iterable[Triple]], marks: dict[str, Mark], most_bytes: int
) -> Iterator[bytes]:
    """Yield the quads of all graphs in parts, and note the mark of each graph."""
    part, length = list[bytes](), 0
    for iri in sorted(graphs):
        canonical = lines(graphs[iri])
        marks[iri] = mark(canonical)
        for line in skolemised(iri, canonical):
            quad = f"{line.removesuffix(' .')} <{iri}> .\n".encode()
            if part and length + len(quad) > most_bytes:
                yield b"".join(part)
                part, length = [], 0
            part.append(quad)
            length += len(quad)
    if part:
        yield b"".join(part)
