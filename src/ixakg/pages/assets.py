"""The files that all pages share: stylesheet, scripts, pictures, named by what is in them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("static")
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
PLAIN = "application/octet-stream"


class Asset(NamedTuple):
    """A file with its name on a site, which is another one as soon as a byte of it is."""

    path: Path
    name: str
    media_type: str
    digest: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Return the files by their paths in the folder.

    They are read once: those of an installed package do not change while it runs.
    """
    found = (path for path in sorted(FOLDER.rglob("*")) if path.is_file())
    return {asset.path.relative_to(FOLDER).as_posix(): asset for asset in map(_asset, found)}


def named(name: str) -> Asset | None:
    """Return the file that has a name on a site, if there is one: no other path is looked at."""
    return _by_name().get(name)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Asset]:
    return {asset.name: asset for asset in assets().values()}


def _asset(path: Path) -> Asset:
    digest = sha256(path.read_bytes()).hexdigest()[:12]
    folder = path.relative_to(FOLDER).parent
    name = (folder / f"{path.stem}.{digest}{path.suffix}").as_posix()
    return Asset(path, name, MEDIA_TYPES.get(path.suffix, PLAIN), digest)
