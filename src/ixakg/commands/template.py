"""``ixakg template``: empty tables for one's own studies."""

from __future__ import annotations

from pathlib import Path

import click

from ixakg.options import examples, the_root


@click.command(
    epilog=examples(
        "ixakg template my-study",
        "ixakg template my-study --format xlsx",
        "ixakg ask outcomes --data my-study/example",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(("tsv", "csv", "xlsx")),
    default="tsv",
    show_default=True,
    help="Text with tabs or commas, or one workbook with lists to choose from.",
)
def template(folder: Path, form: str) -> None:
    """Write empty tables for your own studies into DIR, with a filled example.

    README.md explains each table and column. Nothing that is there already is overwritten.
    """
    from ixakg import files, templates
    from ixakg.bundle import Bundle
    from ixakg.solutions import count

    contents = templates.template(Bundle.at(the_root()), form)
    files.write_new({folder / path: content for path, content in contents.items()})
    click.echo(
        f"{count(len(contents), 'file')} in {folder}; read {folder / 'README.md'} first", err=True
    )
