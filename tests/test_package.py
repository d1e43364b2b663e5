"""What is installed: the wheel answers as the checkout does, and importing it costs little."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import ixakg

ROOT = Path(__file__).parents[1]
HEAVY = ("click", "owlready2", "pandas", "polars", "pyshacl", "rdflib", "yaml")
ANSWERS = """
import json, ixakg
graph = ixakg.KnowledgeGraph.load()
answers = {question: graph.answer(question).texts() for question in graph.questions}
print(json.dumps([ixakg.__file__, [list(map(list, rows)) for rows in answers.values()]]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment with the wheel in it.

    It borrows the libraries that the project depends on from this environment, so that nothing is
    downloaded; a path that a .pth file names does not bring along the .pth files that lie there.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, with_pip=False)
    home = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    (home / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def run(python: Path | str, *words: str) -> str:
    return subprocess.run(
        [str(python), *words], cwd="/", capture_output=True, text=True, check=True
    ).stdout


def test_the_wheel_answers_every_question_as_the_checkout_does(elsewhere: Path) -> None:
    there, theirs = json.loads(run(elsewhere, "-c", ANSWERS))
    here, ours = json.loads(run(sys.executable, "-c", ANSWERS))
    assert Path(here).is_relative_to(ROOT)
    assert not Path(there).is_relative_to(ROOT)
    assert theirs == ours
    # The guide has no feedback loops, no series and no losses.
    assert sum(map(bool, ours)) == len(ours) - 3


def test_the_wheel_runs_as_a_command_from_any_folder(elsewhere: Path) -> None:
    assert "bortezomib" in run(elsewhere, "-m", "ixakg", "ask", "head-to-head")


def test_the_wheel_holds_the_four_folders_the_licences_and_nothing_of_the_workshop(
    wheel: Path,
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"ixakg", f"ixakg-{version()}.dist-info"}
    bundled = {name.split("/")[2] for name in names if name.startswith("ixakg/_bundle/")}
    assert bundled == {"data", "ontology", "queries", "shapes"}
    assert {Path(name).name for name in names} >= {"LICENSE", "LICENSE-DATA.md", "py.typed"}
    pages = ROOT / "src" / "ixakg" / "pages"
    for folder in (pages / "static", pages / "templates"):
        files = {path for path in folder.rglob("*") if path.is_file()}
        assert {path.relative_to(ROOT / "src").as_posix() for path in files} <= set(names)


@pytest.mark.parametrize("folder", ["data", "ontology", "queries", "shapes"])
def test_every_file_of_a_folder_is_in_the_wheel_byte_for_byte(wheel: Path, folder: str) -> None:
    here = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    start = f"ixakg/_bundle/{folder}/"
    with zipfile.ZipFile(wheel) as archive:
        there = {
            folder + "/" + name.removeprefix(start): archive.read(name)
            for name in archive.namelist()
            if name.startswith(start)
        }
    assert there.keys() == here.keys()
    assert there == here


def test_the_wheel_knows_how_stores_differ(elsewhere: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    loads = run(elsewhere, "-m", "ixakg", "push", "--bulk", str(folder), "--profile", "virtuoso")
    assert "rdf_loader_run()" in loads
    assert (folder / "manifest.json").is_file()


def version() -> str:
    from importlib.metadata import version as installed

    return installed("ixakg")


def test_importing_the_package_loads_no_library_that_only_a_feature_needs() -> None:
    loaded = run(
        sys.executable,
        "-c",
        f"import sys, ixakg; print([n for n in {HEAVY} if n in sys.modules])",
    )
    assert loaded == "[]\n"


def test_no_question_needs_the_parser_of_rdflib() -> None:
    loaded = run(
        sys.executable,
        "-c",
        "import sys; from ixakg import KnowledgeGraph; graph = KnowledgeGraph.load();"
        "[graph.answer(name) for name in graph.questions]; print('rdflib' in sys.modules)",
    )
    assert loaded == "False\n"


def test_answering_a_question_loads_neither_rdflib_nor_yaml() -> None:
    loaded = run(
        sys.executable,
        "-c",
        "import sys; from ixakg.cli import run; run(['ask', 'head-to-head', '--format', 'tsv']);"
        f"print([n for n in {HEAVY} if n in sys.modules])",
    )
    assert loaded.splitlines()[-1] == "['click']"


def test_the_public_names_are_sorted_and_each_is_there() -> None:
    assert ixakg.__all__ == sorted(ixakg.__all__)
    public = {
        name
        for name, value in vars(ixakg).items()
        if not name.startswith("_") and type(value).__name__ != "module"
    }
    assert public <= set(ixakg.__all__)
    assert all(getattr(ixakg, name).__name__ == name for name in ixakg.__all__)


def test_a_misspelt_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="ValidationReprot"):
        _ = ixakg.ValidationReprot


def test_every_public_name_is_documented() -> None:
    assert [name for name in ixakg.__all__ if not getattr(ixakg, name).__doc__] == []
