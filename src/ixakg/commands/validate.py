"""``ixakg validate``: what breaks the shapes, and in which cell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ixakg.options import examples, format_option, the_base, the_graph, with_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ixakg.shacl.report import ValidationReport

LEVELS = ("violation", "warning", "info")
ENGINES = ("fast", "pyshacl")


@click.command(
    epilog=examples(
        "ixakg validate",
        "ixakg validate --data my-study",
        "ixakg validate --data my-study --fail-on warning",
        "ixakg validate --data my-study --format sarif > my-study.sarif",
    )
)
@with_data
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="With --data, also show what was wrong before your own tables were added.",
)
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(LEVELS),
    default="violation",
    show_default=True,
    help="The least severity with which the command exits with 1.",
)
@format_option("text", "json", "csv", "sarif", "turtle", default="text")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="fast",
    show_default=True,
    help="pyshacl takes longer and finds the same.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    *,
    data: tuple[Path, ...],
    everything: bool,
    level: str,
    form: str,
    engine: str,
) -> None:
    """Check the graph, and your own tables, against the shapes.

    A violation is wrong or cannot be used. A warning is what a source says and can hardly be
    right, or what makes it hard to trust. An info deserves a look. With --data, every mistake in
    your tables is named too, and of the rest what your tables bring.

    Exits with 0 if nothing is as bad as --fail-on, with 1 if something is, and with 2 if there are
    mistakes in the tables or the check could not run.
    """
    from ixakg.shacl import reporting

    report = the_graph().validate(
        data, engine=engine, base=the_base(), everything=everything, progress=_counter()
    )
    written = reporting.FORMATS[form](report)
    if written:
        click.echo(written)
    if form == "text":
        click.echo(("\n" if written else "") + report.summary(), err=True)
    ctx.exit(_code(report, level))


def _code(report: ValidationReport, level: str) -> int:
    if report.problems:
        return 2
    return 1 if report.fails(level) else 0


def _counter() -> Callable[[int, int], None] | None:
    """Return what counts the shapes that are done on stderr, where somebody is looking."""
    if not sys.stderr.isatty():
        return None

    def count(done: int, of: int) -> None:
        end = "\r\033[K" if done == of else ""
        click.echo(f"\rshape {done} of {of}{end}", nl=False, err=True)

    return count
