"""``ixakg build``: from tables to facts, and to what follows from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ixakg.options import examples, the_base, the_root, with_data

if TYPE_CHECKING:
    from ixakg.bundle import Bundle


@click.command(
    epilog=examples(
        "ixakg build",
        "ixakg build --check",
        "ixakg build --data my-study",
        "ixakg build --data my-study -o my-study.ttl",
        "ixakg build --data my-study --base https://lab.example/kg/ --out my-facts",
    )
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@with_data
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the facts of your own tables into DIR, one file a named graph.",
)
@click.option(
    "-o",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the facts of your own tables into one FILE: .ttl, or .trig with named graphs.",
)
@click.pass_context
def build(
    ctx: click.Context,
    *,
    check: bool,
    data: tuple[Path, ...],
    out: Path | None,
    file: Path | None,
) -> None:
    """Turn tables into facts, or find every mistake in them.

    Without --data: data/tables into data/facts. With --data, your own tables are checked, and
    written only where --out or -o says.
    """
    from ixakg import bases
    from ixakg import build as facts
    from ixakg.bundle import Bundle
    from ixakg.prefixes import Prefixes
    from ixakg.solutions import count

    base = the_base()
    for given, option in ((out, "--out"), (file, "-o")):
        if given and not data:
            raise click.UsageError(
                f"{option} is for your own tables; name their folder with --data"
            )
    if out and file:
        raise click.UsageError("--out and -o write the same facts; give one of them")
    bundle = Bundle.at(the_root())
    prefixes = Prefixes.read(bundle.prefixes)
    said = facts.quads(bundle, data, base=base)
    known = facts.stored(bundle) if data else ()
    follows = facts.derived(bundle, said, known)
    under = bases.of_folders(data, base)
    if file:
        text = facts.one_file(said | follows, prefixes, file, *under[:1])
        _one_file(file, text, count(len(said), "fact"), check=check)
        return
    planned = facts.plan(said | follows, prefixes, under)
    folder = out if data else bundle.facts
    size = (
        f"{count(len(said), 'fact')} and {count(len(follows), 'inference')} "
        f"in {count(len(planned), 'file')}"
    )
    if folder is None:
        click.echo(f"no mistakes: {size}; write them with -o FILE or --out DIR", err=True)
    elif check:
        changes = facts.drift(planned, folder, stale=not data).changes()
        for change in changes:
            click.echo(f"{folder}/{change}; run ixakg build", err=True)
        stale = () if data else _outdated(bundle)
        for path, _ in stale:
            click.echo(f"{path} is not what the questions say; run ixakg build", err=True)
        click.echo(f"{size}, {'out of date' if changes else 'as the tables say'}", err=True)
        ctx.exit(1 if changes or stale else 0)
    else:
        changes = facts.write(planned, folder, stale=not data).changes()
        for path, text in () if data else _outdated(bundle):
            path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"{size}, {count(len(changes), 'change')}", err=True)


def _one_file(file: Path, text: str, size: str, *, check: bool) -> None:
    from ixakg.files import write

    same = file.is_file() and file.read_bytes() == text.encode()
    if check:
        click.echo(f"{size}, {'as the tables say' if same else 'out of date'}", err=True)
        click.get_current_context().exit(0 if same else 1)
    write({file: text.encode()})
    click.echo(f"{size} in {file}", err=True)


def _outdated(bundle: Bundle) -> list[tuple[Path, str]]:
    """Return the lists of questions that are not what the questions say, and what they should be.

    The page is for those who have the checkout; the package has no folder for it.
    """
    from ixakg.graph import KnowledgeGraph
    from ixakg.views import catalogue

    graph = KnowledgeGraph.load(root=bundle.root)
    examples = catalogue.examples(graph.questions.values(), graph.prefixes)
    planned = [(bundle.queries("sparql-examples.ttl"), examples)]
    if (bundle.root / "docs").is_dir():
        planned.append((bundle.root / "docs" / "questions.md", catalogue.page(graph)))
    return [
        (path, text)
        for path, text in planned
        if not path.is_file() or path.read_bytes() != text.encode()
    ]
