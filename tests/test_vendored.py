"""The scripts of others that pages use: where they come from, and that nobody changed them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

VENDOR = Path(__file__).parents[1] / "src" / "ixakg" / "pages" / "static" / "vendor"
PACKAGES: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


def test_every_vendored_file_is_listed() -> None:
    listed = {name for package in PACKAGES for name in package["files"]}
    found = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert found == listed | {"manifest.json"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: str(package["package"]))
def test_vendored_files_are_those_of_the_manifest_and_have_a_licence(
    package: dict[str, Any],
) -> None:
    hashes = {
        name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in package["files"]
    }
    assert hashes == package["files"]
    assert package["licenceFile"] in package["files"]
    assert package["licence"] in (VENDOR / package["licenceFile"]).read_text(encoding="utf-8")


def test_no_vendored_file_points_to_a_source_map() -> None:
    scripts = [path for path in VENDOR.rglob("*") if path.suffix in (".js", ".css")]
    assert len(scripts) == 3
    assert [path.name for path in scripts if b"sourceMappingURL" in path.read_bytes()] == []
