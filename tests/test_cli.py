"""The command line: every command and option, as somebody would type them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from ixakg.cli import cli
from reading import table
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Command = Callable[..., Outcome]

DOCUMENTS = "id\tlabel\nnotes\tMy notes\n"


def test_ask_lists_the_questions_by_group_with_their_parameters(ixakg: Command) -> None:
    listed = ixakg("ask")
    assert listed.code == 0
    assert listed.out == (
        "DOSING\n"
        "\n"
        "  arms\n"
        "      Which arms gave a drug, at what dose, and where does it say so?\n"
        "        drug=      curarin, placebex\n"
        "        route=     an IRI: how it was given\n"
        "        subjects=  a whole number: the number of animals\n"
        "\n"
        "EVIDENCE\n"
        "\n"
        "  passages\n"
        "      Which words: where?\n"
        "        words=  text: words as printed\n"
        "\n"
        "Answer one with: ixakg ask ID [NAME=VALUE ...]\n"
    )


def test_ask_lists_the_questions_for_programs(ixakg: Command) -> None:
    assert ixakg("ask", "--format", "tsv").out.splitlines()[1:] == [
        "arms\tdosing\tWhich arms gave a drug, at what dose, and where does it say so?"
        "\tdrug route subjects",
        "passages\tevidence\tWhich words: where?\twords",
    ]


def test_ask_answers_with_the_question_on_top_and_the_count_on_stderr(ixakg: Command) -> None:
    answer = ixakg("ask", "arms", "drug=placebex")
    assert answer.out == (
        "Which arms gave a drug, at what dose, and where does it say so?\n"
        "\n"
        "arm                   drug      dose  location\n"
        "────────────────────  ────────  ────  ────────\n"
        "ixd:arm/barn/control  placebex  —     table 1\n"
    )
    assert (answer.code, answer.err) == (0, "\n1 row for drug=placebex\n")


def test_a_parameter_can_be_given_several_times(ixakg: Command) -> None:
    answer = ixakg("ask", "arms", "drug=placebex", "drug=curarin", "subjects=8", "--format", "tsv")
    assert len(answer.out.splitlines()) == 4


def test_no_rows_is_an_answer_that_says_what_was_asked(ixakg: Command) -> None:
    assert ixakg("ask", "arms", "drug=placebex", "subjects=7") == (
        0,
        "",
        "no rows for drug=placebex subjects=7\n",
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("tsv", "words\tlocation\nN/A\ttable 1\n"),
        ("csv", "words,location\r\nN/A,table 1\n"),
        ("markdown", "| words | location |\n| --- | --- |\n| N/A | table 1 |\n"),
    ],
)
def test_ask_writes_each_format_and_nothing_else(ixakg: Command, form: str, expected: str) -> None:
    assert ixakg("ask", "passages", "words=N/A", "--format", form) == (0, expected, "")


def test_ask_writes_sparql_json(ixakg: Command) -> None:
    answer = json.loads(ixakg("ask", "passages", "words=N/A", "--format", "json").out)
    assert answer["results"]["bindings"][0]["location"] == {"type": "literal", "value": "table 1"}


def test_query_takes_the_text_of_a_query(ixakg: Command) -> None:
    assert ixakg("query", "SELECT ?d { ?d a ixa:Document } ORDER BY ?d") == (
        0,
        "d\n────────────────────\nixd:document/almanac\nixd:document/letters\n",
        "\n2 rows\n",
    )


def test_query_takes_a_file_or_standard_input(
    ixakg: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT ?x { VALUES ?x { 1 } }"
    path = tmp_path / "one.rq"
    path.write_text(query, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", StringIO(query))
    from_file, from_stdin = (ixakg("query", given, "--format", "tsv") for given in (path, "-"))
    assert from_file == from_stdin == (0, "x\n1\n", "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "yes\n"),
        (("--format", "tsv"), "true\n"),
        (("--format", "json"), '{\n  "head": {},\n  "boolean": true\n}\n'),
    ],
)
def test_query_says_yes_or_no(ixakg: Command, options: tuple[str, ...], expected: str) -> None:
    assert ixakg("query", "ASK { ?d a ixa:Document }", *options) == (0, expected, "")


def test_query_writes_triples_as_turtle_unless_told_otherwise(ixakg: Command) -> None:
    query = "CONSTRUCT { ?s ixa:dose ?o } WHERE { ?s ixa:dose ?o }"
    assert ixakg("query", query).out == (
        "@base <https://w3id.org/ixakg/id/> .\n"
        "@prefix ixa: <https://w3id.org/ixakg/ontology/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        '<arm/barn/treated> ixa:dose "11"^^xsd:decimal .\n'
    )
    assert ixakg("query", query, "--format", "tsv").out == (
        "subject\tpredicate\tobject\n"
        "https://w3id.org/ixakg/id/arm/barn/treated\thttps://w3id.org/ixakg/ontology/dose\t11\n"
    )
    (node,) = json.loads(ixakg("query", query, "--format", "json").out)
    assert node["@id"] == "https://w3id.org/ixakg/id/arm/barn/treated"


def test_describe_shows_a_thing_to_people_and_to_programs(ixakg: Command) -> None:
    assert ixakg("describe", "placebex").out.startswith("placebex  (ixd:drug/placebex)\n\n  is a")
    assert "<drug/placebex> a ixa:Placebo ;" in (
        ixakg("describe", "placebex", "--format", "turtle").out
    )
    assert "ixd:drug/placebex | rdf:type | ixa:Placebo" in (
        ixakg("describe", "placebex", "--format", "markdown").out
    )


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "passages", "words=my words", "--format", "tsv"),
        ("query", "SELECT ?words { ?s ixa:reportedText ?words }", "--format", "tsv"),
        ("describe", "ixd:statement/barn/mine", "--format", "tsv"),
    ],
)
def test_ones_own_tables_join_every_command(ixakg: Command, own: Path, words: tuple[str]) -> None:
    (own / "statements.tsv").write_text(
        "source\tid\tdocument\tlocation\treported_text\nbarn\tmine\tnotes\tpage 1\tmy words\n",
        encoding="utf-8",
    )
    second = own.parent / "second"
    second.mkdir()
    (second / "documents.tsv").write_text(DOCUMENTS, encoding="utf-8")
    answer = ixakg(*words, "--data", own, "--data", second)
    assert (answer.code, answer.err) == (0, "")
    assert "my words" in answer.out


def test_mistakes_in_ones_own_tables_are_all_named_and_nothing_is_answered(
    ixakg: Command, own: Path
) -> None:
    (own / "documents.tsv").write_text("id\tlabel\nnotes\t\n\tx\n", encoding="utf-8")
    assert ixakg("ask", "arms", "--data", own) == (
        2,
        "",
        "my-study/documents.tsv:2:label: the cell is blank; say text\n"
        "my-study/documents.tsv:3:id: the cell is blank; say text\n",
    )


def test_build_writes_what_the_tables_say(ixakg: Command, copy: Path) -> None:
    (copy / "data/facts/reference.ttl").unlink()
    assert ixakg("build", root=copy) == (0, "", "56 facts and 2 inferences in 4 files, 1 change\n")
    assert (copy / "data/facts/reference.ttl").read_bytes() == (
        BUNDLE / "data/facts/reference.ttl"
    ).read_bytes()


def test_build_check_fails_where_a_file_would_change_and_writes_nothing(
    ixakg: Command, copy: Path
) -> None:
    facts = copy / "data/facts"
    (facts / "reference.ttl").unlink()
    (facts / "extra.ttl").touch()
    assert ixakg("build", "--check", root=copy) == (
        1,
        "",
        f"{facts}/reference.ttl is missing; run ixakg build\n"
        f"{facts}/extra.ttl belongs to no row; run ixakg build\n"
        "56 facts and 2 inferences in 4 files, out of date\n",
    )
    assert not (facts / "reference.ttl").exists()
    assert (facts / "extra.ttl").exists()


def test_build_check_passes_where_nothing_would_change(ixakg: Command) -> None:
    assert ixakg("build", "--check") == (
        0,
        "",
        "56 facts and 2 inferences in 4 files, as the tables say\n",
    )


def test_build_writes_nothing_where_a_table_has_a_mistake(ixakg: Command, copy: Path) -> None:
    table_ = copy / "data/tables/documents.tsv"
    table_.write_text("id\tlabel\nalmanac\n", encoding="utf-8")
    (copy / "data/facts/reference.ttl").unlink()
    outcome = ixakg("build", root=copy)
    assert outcome.code == 2
    assert outcome.err.splitlines()[0].startswith("documents.tsv:2: 1 cell, the header has 2; ")
    assert not (copy / "data/facts/reference.ttl").exists()


def test_build_checks_ones_own_tables_and_writes_them_where_one_says(
    ixakg: Command, own: Path
) -> None:
    (own / "documents.tsv").write_text(DOCUMENTS, encoding="utf-8")
    out = own / "facts"
    assert ixakg("build", "--data", own) == (
        0,
        "",
        "no mistakes: 2 facts and 0 inferences in 1 file; write them with -o FILE or --out DIR\n",
    )
    written = ixakg("build", "--data", own, "--out", out)
    assert written.err == "2 facts and 0 inferences in 1 file, 1 change\n"
    assert (
        (out / "reference.ttl")
        .read_text(encoding="utf-8")
        .endswith('<document/notes> a ixa:Document ;\n    rdfs:label "My notes"@en .\n')
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_with_the_line_that_installs_it(
    ixakg: Command, shell: str
) -> None:
    script = ixakg("completion", shell).out
    assert script.startswith(f"# install with: ixakg completion {shell} >")
    assert "_IXAKG_COMPLETE" in script


def completed(*words: str) -> list[str]:
    """Return what bash would offer for the last of some words."""
    before = ["ixakg", "--root", str(BUNDLE), *words]
    done = subprocess.run(
        [sys.executable, "-m", "ixakg"],
        env={
            **os.environ,
            "_IXAKG_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(before),
            "COMP_CWORD": str(len(before) - 1),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.removeprefix("plain,") for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["d"], ["describe", "diff"]),
        (["ask", ""], ["arms", "passages"]),
        (["ask", "pa"], ["passages"]),
        (["ask", "arms", ""], ["drug=", "route=", "subjects="]),
        (["ask", "arms", "dr"], ["drug="]),
        (["ask", "arms", "drug", "="], ["curarin", "placebex"]),
        (["ask", "arms", "drug", "=", "pl"], ["placebex"]),
        (["ask", "arms", "drug=pl"], ["drug=placebex"]),
        (["ask", "arms", "subjects", "="], []),
        (["ask", "nothing", "dr"], []),
    ],
)
def test_tab_completes_commands_questions_parameters_and_values(
    words: list[str], offered: list[str]
) -> None:
    assert completed(*words) == offered


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (["aks"], "no command 'aks'; did you mean 'ask'?"),
        (["ask", "arm"], "no question is called 'arm'; did you mean 'arms'?"),
        (["ask", "arms", "durg=x"], "arms has no parameter 'durg'; did you mean 'drug'?"),
        (
            ["ask", "arms", "drug=placebix"],
            "drug: nothing is called 'placebix'; did you mean 'placebex'?",
        ),
        (["ask", "arms", "placebex"], "'placebex' is no parameter; write NAME=VALUE; "),
        (["ask", "arms", "drug="], "'drug=' is no parameter; write NAME=VALUE; "),
        (["ask", "arms", "--format", "cvs"], "Invalid value for '--format': 'cvs' is not one of "),
        (["ask", "arms", "--data", "nowhere"], "Invalid value for '--data': Directory 'nowhere' "),
        (["ask", "--fromat", "csv"], "No such option"),
        (["query", "nothing.rq"], "'nothing.rq' is no file and no query; a query has braces, "),
        (["query", "SELECT {"], "line 1 of the query, "),
        (["query", "SELECT * {}", "--format", "turtle"], "solutions are no triples; "),
        (["query", "SELECT * { SERVICE <http://a/> {} }"], "the query asks another server; "),
        (["describe", "placebix"], "nothing is called 'placebix'; did you mean 'placebex' or "),
        (["build", "--out", "x"], "--out is for your own tables; name their folder with --data; "),
        (["completion", "tcsh"], "Invalid value for "),
        (["query"], "Missing argument"),
    ],
)
def test_a_mistake_is_one_line_with_the_mend_and_exit_code_2(
    ixakg: Command, words: list[str], mistake: str
) -> None:
    code, out, err = ixakg(*words)
    assert (code, out) == (2, "")
    assert err.startswith(f"ixakg: {mistake}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [[], *([name] for name in sorted(cli.commands))])
def test_help_has_examples(ixakg: Command, command: list[str]) -> None:
    shown = ixakg(*command, "--help")
    assert shown.code == 0
    assert "Examples:\n    ixakg " in shown.out


def test_the_version_is_told(ixakg: Command) -> None:
    assert ixakg("--version").out.startswith("ixakg, version ")


def shell(words: str) -> subprocess.CompletedProcess[str]:
    """Run words in a shell, with ``ixakg`` for the command on the small bundle."""
    command = f"'{sys.executable}' -m ixakg --root '{BUNDLE}'"
    return subprocess.run(  # noqa: S602 - our own words
        words.replace("ixakg", command),
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_stops_early_hears_no_complaint() -> None:
    many = "SELECT ?a ?b { ?a ?x ?y . ?b ?z ?w }"
    done = shell(f"ixakg query '{many}' --format tsv | head -1")
    assert (done.stdout, done.stderr) == ("a\tb\n", "")


def test_the_module_runs_as_the_command_does() -> None:
    done = shell("ixakg ask passages words=N/A --format tsv")
    assert (done.returncode, done.stdout) == (0, "words\tlocation\nN/A\ttable 1\n")
    assert shell("ixakg ask nothing").returncode == 2


def test_importing_the_package_loads_no_heavy_library() -> None:
    heavy = {"click", "json", "owlready2", "pandas", "polars", "pyshacl", "rdflib", "yaml"}
    program = "import sys, ixakg; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert heavy.isdisjoint(done.stdout.split())


def test_tables_as_people_draw_them_are_read() -> None:
    assert table("| a | b |\n| 1 |   |") == [{"a": "1", "b": ""}]
