"""``ixakg check``: is the ontology sound, and do the facts keep to it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ixakg.options import examples, format_option, the_graph, with_data

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    epilog=examples(
        "ixakg check",
        "ixakg check --quick",
        "ixakg check --data my-study --format json",
    )
)
@click.option("--quick", is_flag=True, help="Leave out HermiT, which needs Java and seconds.")
@format_option("table", "json")
@with_data
@click.pass_context
def check(ctx: click.Context, *, quick: bool, form: str, data: tuple[Path, ...]) -> None:
    """Check the ontology, and the facts against it.

    Whether all has a model and every class can have members (by HermiT), whether facts contradict
    an axiom, whether the ontology lies inside OWL 2 DL and RL, and whether its terms are
    documented, used and not deprecated. Exits with 1 if anything is found.
    """
    import json

    from ixakg.solutions import count
    from ixakg.views.findings import report

    inspection = the_graph(data).check(with_hermit=not quick)
    if form == "json":
        click.echo(json.dumps(inspection.json(), ensure_ascii=False, indent=2))
    else:
        click.echo(report(inspection))
        if not inspection.passed:
            click.echo(f"\n{count(len(inspection.findings), 'finding')}", err=True)
    ctx.exit(0 if inspection.passed else 1)
