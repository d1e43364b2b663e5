"""``ixakg build``: from tables to facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ixakg.options import examples, the_root, with_data

if TYPE_CHECKING:
    from ixakg.bundle import Bundle


@click.command(
    epilog=examples(
        "ixakg build",
        "ixakg build --check",
        "ixakg build --data my-study",
        "ixakg build --data my-study --out my-facts",
    )
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@with_data
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the facts of your own tables into DIR.",
)
@click.pass_context
def build(ctx: click.Context, *, check: bool, data: tuple[Path, ...], out: Path | None) -> None:
    """Turn tables into facts, or find every mistake in them.

    Without --data: data/tables into data/facts. With --data, your own tables are checked, and
    written only where --out says.
    """
    from ixakg import build as facts
    from ixakg.bundle import Bundle
    from ixakg.prefixes import Prefixes
    from ixakg.solutions import count

    if out and not data:
        raise click.UsageError("--out is for your own tables; name their folder with --data")
    bundle = Bundle.at(the_root())
    said = facts.quads(bundle, data)
    planned = facts.plan(said, Prefixes.read(bundle.prefixes))
    folder = out if data else bundle.facts
    size = f"{count(len(said), 'fact')} in {count(len(planned), 'file')}"
    if folder is None:
        click.echo(f"no mistakes: {size}; write them with --out DIR", err=True)
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


def _outdated(bundle: Bundle) -> list[tuple[Path, str]]:
    """Return the lists of questions that are not what the questions say, and what they should be.

    The page is for those who have the checkout; the package has no folder for it.
    """
    from ixakg import catalogue
    from ixakg.graph import KnowledgeGraph

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
