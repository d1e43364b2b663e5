"""Write a file so that a reader sees the old one or the new one, and never half of either."""

from __future__ import annotations

import os
from contextlib import contextmanager
from gzip import GzipFile
from typing import TYPE_CHECKING, BinaryIO, cast

from ixakg.errors import CannotWrite, MissingLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing, compressed as its last suffix says, that replaces an old one.

    The text goes to a temporary file beside it, which takes the place of the old one when all of
    it is there, and is gone after a failure.

    Raises:
        CannotWrite: the folder is missing, or does not take the file.
        MissingLibrary: the library of a compression is not installed.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.is_dir():
            raise CannotWrite(f"{path}: this is a folder; name a file")
        with temporary.open("wb") as raw:
            compress = COMPRESSIONS.get(path.suffix)
            if compress is None:
                yield raw
            else:
                with compress(raw) as packed:
                    yield packed
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(f"{path}: {reason}; name a file in a folder that you can write") from None
    finally:
        temporary.unlink(missing_ok=True)


def uncompressed(name: str) -> str:
    """Return a file's name without the suffix of a compression."""
    stem, dot, suffix = name.rpartition(".")
    return stem if dot + suffix in COMPRESSIONS else name


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, decompressed as its last suffix says.

    Raises:
        MissingLibrary: the library of a compression is not installed.
    """
    with path.open("rb") as raw:
        if path.suffix == ".gz":
            yield cast("BinaryIO", GzipFile(fileobj=raw))
        elif path.suffix == ".zst":
            yield cast("BinaryIO", _zstandard().ZstdDecompressor().stream_reader(raw))
        else:
            yield raw


def _gzip(raw: BinaryIO) -> BinaryIO:
    # No name and no time, so that the same text gives the same bytes.
    return cast("BinaryIO", GzipFile("", "wb", 6, raw, mtime=0))


def _zstd(raw: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", _zstandard().ZstdCompressor(level=9).stream_writer(raw, closefd=False))


def _zstandard() -> ModuleType:
    try:
        import zstandard
    except ImportError:
        raise MissingLibrary(
            "zstandard is not installed, which .zst needs; pip install 'ixakg[export]', or use .gz"
        ) from None
    return zstandard


COMPRESSIONS: Mapping[str, Callable[[BinaryIO], BinaryIO]] = {".gz": _gzip, ".zst": _zstd}
