"""``ixakg completion``: the script that completes words in a shell."""

from __future__ import annotations

import click

from ixakg.options import examples

SHELLS = ("bash", "zsh", "fish")


@click.command(epilog=examples("ixakg completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes commands, questions and values in a shell."""
    from ixakg.completion import script

    click.echo(script(click.get_current_context().find_root().command, shell))
