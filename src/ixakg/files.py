"""Write files so that a reader sees the old ones or the new ones, and never half of either."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from gzip import GzipFile
from typing import TYPE_CHECKING, BinaryIO, cast

from ixakg.errors import FEW, CannotWrite, MissingLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType


def write(contents: Mapping[Path, bytes]) -> None:
    """Write files, in place of those that are there, and make the folders that they need.

    Every file is complete under a temporary name before the first old one is replaced, so that a
    failure on the way leaves the old files as they were, and no new ones.

    Raises:
        CannotWrite: a file cannot be written.
    """
    fresh: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, content in contents.items():
            made += _folders(path.parent)
            fresh[path] = _temporary(path)
            fresh[path].write_bytes(content)
        for path, temporary in fresh.items():
            temporary.replace(path)
    except OSError as error:
        _remove(fresh.values(), made)
        where = error.filename or next(reversed(fresh), "the files")
        what = error.strerror or str(error)
        raise CannotWrite(f"{where}: {what}; nothing was written") from error


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write files where none are yet.

    Raises:
        CannotWrite: one of them is there already, or cannot be written.
    """
    there = [str(path) for path in contents if path.exists() or path.is_symlink()]
    if there:
        more = f" and {len(there) - FEW} more" if len(there) > FEW else ""
        raise CannotWrite(
            f"there already: {', '.join(there[:FEW])}{more}; "
            "choose another folder, or move them away"
        )
    write(contents)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing, compressed as its last suffix says, that replaces an old one.

    The text goes to a temporary file beside it, which takes the place of the old one when all of
    it is there, and is gone after a failure.

    Raises:
        CannotWrite: the folder is missing, or does not take the file.
        MissingLibrary: the library of a compression is not installed.
    """
    temporary = _temporary(path)
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
        _remove([temporary], [])


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to be filled, which takes its name when all of it is there.

    Raises:
        CannotWrite: there is something of that name already, or the folder cannot be written.
    """
    if path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir()))):
        raise CannotWrite(f"{path}: there is something already; name a new folder")
    temporary = _temporary(path.absolute())
    try:
        temporary.mkdir(parents=True)
        yield temporary
        if path.exists():
            path.rmdir()
        temporary.rename(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(f"{path}: {reason}; name a folder that you can make") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


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


def _temporary(path: Path) -> Path:
    """Return where a file stands until all of it is there."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def _folders(folder: Path) -> list[Path]:
    """Make a folder with those that it is in, and return the new ones, the outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _remove(files: Iterable[Path], folders: list[Path]) -> None:
    for path in files:
        with suppress(OSError):  # it was never made
            path.unlink()
    for folder in reversed(folders):
        if not any(folder.iterdir()):
            folder.rmdir()


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
