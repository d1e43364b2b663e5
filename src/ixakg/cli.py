"""The command line: turns words into calls of ``KnowledgeGraph``, and answers into words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ixakg.errors import InvalidTables, IxakgError, suggestion
from ixakg.options import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ixakg.graph import KnowledgeGraph

COMMANDS = (
    "ask",
    "audit",
    "build",
    "check",
    "completion",
    "describe",
    "diff",
    "explain",
    "export",
    "push",
    "query",
    "release",
    "serve",
    "template",
    "validate",
)


class Door(click.Group):
    """A group of commands that imports each when it is called, and suggests the nearest one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ixakg.commands.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of a name.

        Raises:
            UsageError: there is none; the error suggests the nearest.
        """
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            raise click.UsageError(f"no command {name!r}; {suggestion(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


def run(args: Sequence[str], graph: Callable[[], KnowledgeGraph] | None = None) -> int:
    """Run a command and return its exit code; a mistake is one line on stderr, and 2."""
    try:
        code = cli.main(list(args), prog_name="ixakg", standalone_mode=False, obj=graph)
    except click.ClickException as error:
        return _failed(_usage(error))
    except InvalidTables as error:
        return _failed(str(error), start="")
    except IxakgError as error:
        return _failed(str(error))
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0


def _failed(message: str, *, start: str = "ixakg: ") -> int:
    click.echo(start + message, err=True)
    return 2


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    context: click.Context | None = getattr(error, "ctx", None)
    if context is None or message.endswith("?"):
        return message
    return f"{message}; see {context.command_path} --help"


@click.group(
    cls=Door,
    epilog=examples(
        "ixakg ask",
        "ixakg ask head-to-head drug=ixazomib",
        "ixakg describe bortezomib",
    ),
)
@click.version_option(package_name="ixakg")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Use the folders ontology, shapes, data and queries in DIR.",
)
@click.pass_context
def cli(ctx: click.Context, root: Path | None) -> None:
    """Ask a knowledge graph of in vivo antitumour evidence; every answer names its source."""
    ctx.meta["root"] = root
