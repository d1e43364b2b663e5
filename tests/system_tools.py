"""Programs that pip does not install; a test that needs one says which command does."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest

PACKAGES = {
    "chromium": "chromium",
    "java": "default-jdk-headless",
    "javac": "default-jdk-headless",
    "curl": "curl",
    "roqet": "rasqal-utils",
    "rapper": "raptor2-utils",
    "serdi": "serdi",
    "virtuoso-t": "virtuoso-opensource virtuoso-opensource-7-bin",
}
JARS = Path("/usr/share/java")
SHADED = "org/apache/jena/ext/xerces/"


def program(name: str) -> str:
    """Return the path of a program, or leave the test."""
    return shutil.which(name) or _leave(name, PACKAGES[name])


def owlapi() -> str:
    """Return the class path of OWLAPI, or leave the test.

    Each jar stands there twice, with its version in its name and without.
    """
    if not (JARS / "owlapi-api.jar").exists():
        _leave("OWLAPI", "libowlapi-java")
    jars = (jar for jar in sorted(JARS.glob("*.jar")) if not jar.stem[-1].isdigit())
    return os.pathsep.join(str(jar) for jar in jars if "jena" not in jar.name)


def jena(folder: Path) -> str:
    """Return the class path of Jena, or leave the test.

    Jena looks for its own XML parser under two names, and Debian's package has one of them; the
    folder gets both.
    """
    if not (JARS / "jena-core.jar").exists():
        _leave("Jena", "libapache-jena-java")
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for member in jar.namelist():
            if member.startswith(SHADED) and not member.endswith("/"):
                for name in (member, "xerces/" + member.removeprefix(SHADED)):
                    target = folder / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(member))
    # Each jar stands there twice, with its version in its name and without.
    jars = (jar for jar in sorted(JARS.glob("*.jar")) if not jar.stem[-1].isdigit())
    return os.pathsep.join(str(path) for path in (folder, *jars))


def _leave(what: str, package: str) -> NoReturn:
    """Skip the test, or fail it where IXAKG_REQUIRE_SYSTEM_TOOLS says that none may be missing."""
    reason = f"{what} is not installed; apt-get install {package}"
    if os.environ.get("IXAKG_REQUIRE_SYSTEM_TOOLS"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
