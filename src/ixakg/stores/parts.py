"""Bulk bundles: N-Quads in parts of a size, a manifest, and the commands that load them."""

from __future__ import annotations

import gzip
import json
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ixakg import files
from ixakg.exports.content import END
from ixakg.stores.fingerprints import Mark, lines, skolemised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from ixakg.exports.content import Content, Part
    from ixakg.stores.targets import Profile

PART_BYTES = 64 * 1024 * 1024
LEVEL = 3  # a tenth larger than what gzip does by itself, in half the time
AT_ONCE = 2


class _Packed(NamedTuple):
    text: bytes
    quads: int
    sha256: str


def write(
    folder: Path, content: Content, profile: Profile, *, most_bytes: int = PART_BYTES
) -> list[str]:
    """Write a bundle into a folder, the manifest last, and return the names of its files.

    Parts of an earlier bundle that are not among them are removed.

    Raises:
        CannotWrite: a file cannot be written; then the folder is as it was.
        InvalidExport: a triple is about a triple, or two graphs share a node without a name.
    """
    marks: dict[str, Mark] = {}
    parts: list[dict[str, object]] = []
    contents: dict[Path, bytes] = {}
    for number, packed in enumerate(_packed(_cut(_texts(content, marks), most_bytes)), start=1):
        path = folder / f"part-{number:05}.nq.gz"
        contents[path] = packed.text
        parts.append(
            {
                "file": path.name,
                "quads": packed.quads,
                "bytes": len(packed.text),
                "sha256": packed.sha256,
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


def _packed(parts: Iterable[bytes]) -> Iterator[_Packed]:
    """Yield parts compressed, in order; while one is compressed the next is being made."""
    waiting: deque[Future[_Packed]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for part in parts:
            waiting.append(pool.submit(_pack, part))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _pack(part: bytes) -> _Packed:
    text = gzip.compress(part, compresslevel=LEVEL, mtime=0)
    return _Packed(text, part.count(b"\n"), sha256(text).hexdigest())


def _cut(texts: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield whole lines, as many at a time as the most bytes allow, and one in any case."""
    held = bytearray()
    for text in texts:
        held += text
        while len(held) > most:
            end = held.rfind(b"\n", 0, most) + 1 or held.find(b"\n") + 1
            yield bytes(held[:end])
            del held[:end]
    if held:
        yield bytes(held)


def _texts(content: Content, marks: dict[str, Mark]) -> Iterator[bytes]:
    """Yield the quads of all graphs, and note the mark of each graph."""
    for part in content.parts():
        if part.graph is None:
            continue
        end = f" {part.graph}".encode() + END
        digest, number = sha256(), 0
        for canonical, named in _lines(part, content):
            digest.update(canonical)
            number += canonical.count(b"\n")
            yield named.replace(END, end)
        marks[part.graph.value] = Mark(number, digest.hexdigest())


def _lines(part: Part, content: Content) -> Iterator[tuple[bytes, bytes]]:
    """Yield the canonical lines of a graph, and the same with names for all nodes."""
    if part.graph is None or not part.nameless:
        for chunk in part.chunks:
            text = b"".join(chunk)
            yield text, text
        return
    quads = content.store.quads_for_pattern(None, None, None, part.graph)
    canonical = lines(quad.triple for quad in quads)
    named = skolemised(part.graph.value, canonical)
    yield _text(canonical), _text(named)


def _text(found: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in found).encode()
