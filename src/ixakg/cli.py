"""The command line: turns words into calls of ``KnowledgeGraph``, and answers into words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ixakg.errors import InvalidTables, IxakgError, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ixakg.graph import KnowledgeGraph
    from ixakg.solutions import Solutions

TABLES = ("table", "tsv", "csv", "json", "markdown")
SHELLS = ("bash", "zsh", "fish")


class Door(click.Group):
    """A group of commands that suggests the nearest one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of a name.

        Raises:
            UsageError: there is none; the error suggests the nearest.
        """
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(f"no command {name!r}; {suggestion(name, self.commands)}", ctx)
        return super().resolve_command(ctx, args)


def _complete(name: str) -> Callable[..., Any]:
    """Return a completion that is imported when somebody presses Tab."""

    def complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        from ixakg import completion as completing

        return getattr(completing, name)(ctx, parameter, incomplete)

    return complete


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


def _examples(*lines: str) -> str:
    """Return the end of a help text; click leaves it as it is."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _format(*choices: str, default: str | None = "table") -> Callable[..., Any]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=default,
        show_default=default is not None,
        help="How to write the answer.",
    )


with_data = click.option(
    "--data",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Add the tables in a folder of your own. Can be repeated.",
)


@click.group(
    cls=Door,
    epilog=_examples(
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


def _graph(data: Sequence[Path]) -> KnowledgeGraph:
    """Return the graph to ask: the one that is being loaded already, if there is one."""
    from ixakg.graph import KnowledgeGraph

    context = click.get_current_context()
    if context.obj is not None:
        graph: KnowledgeGraph = context.obj()
        return graph.including(data) if data else graph
    return KnowledgeGraph.load(data, root=context.meta["root"])


@cli.command(
    epilog=_examples(
        "ixakg ask",
        "ixakg ask head-to-head",
        "ixakg ask head-to-head drug=ixazomib endpoint=survival",
        "ixakg ask outcomes --format csv > outcomes.csv",
    )
)
@click.argument(
    "question", required=False, metavar="[ID", shell_complete=_complete("complete_question")
)
@click.argument(
    "parameters",
    nargs=-1,
    metavar="[NAME=VALUE]...]",
    shell_complete=_complete("complete_parameters"),
)
@_format(*TABLES)
@with_data
def ask(
    question: str | None, parameters: tuple[str, ...], form: str, data: tuple[Path, ...]
) -> None:
    """List the questions, or answer one of them.

    A value is a label, a CURIE, an IRI or the last part of one; upper and lower case do not
    matter. Give a name several times for several values. A parameter that is not given means
    any value.
    """
    from ixakg import rendering

    graph = _graph(data)
    if question is None:
        from ixakg.listing import listing, questions

        table = form == "table"
        click.echo(listing(graph) if table else rendering.FORMATS[form](questions(graph)))
        return
    given = _given(parameters)
    answer = graph.answer(question, **given)
    asked = graph.questions[question]
    if form == "table" and len(answer):
        from ixakg.layout import paragraph, terminal_width

        click.echo(paragraph(asked.summary, width=terminal_width()) + "\n")
        text = rendering.annotated(answer, asked.passages, asked.nodes)
    else:
        text = rendering.FORMATS[form](answer)
    _echo(text, answer, form, " ".join(parameters))


def _given(parameters: Sequence[str]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not value:
            raise click.UsageError(f"{parameter!r} is no parameter; write NAME=VALUE")
        given.setdefault(name, []).append(value)
    return given


def _echo(text: str, answer: Solutions, form: str, given: str = "") -> None:
    """Write an answer to stdout, and how long it is to stderr."""
    from ixakg.solutions import count

    if len(answer) or form != "table":
        click.echo(text)
    if form == "table":
        size = count(len(answer), "row") if len(answer) else "no rows"
        click.echo(
            ("\n" if len(answer) else "") + size + (f" for {given}" if given else ""), err=True
        )


@cli.command(
    epilog=_examples(
        "ixakg query 'SELECT ?drug { ?drug a ixa:Substance }'",
        "ixakg query question.rq --format json",
        "echo 'ASK { ?s ?p ?o }' | ixakg query -",
    )
)
@click.argument("sparql", metavar="SPARQL|FILE|-")
@_format(*TABLES, "turtle", default=None)
@with_data
def query(sparql: str, form: str | None, data: tuple[Path, ...]) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The prefixes of the project need no declaration. The default graph is the union of the named
    graphs. Solutions are written as a table, triples as Turtle, unless --format says otherwise;
    json is SPARQL results JSON for solutions and JSON-LD for triples.
    """
    from ixakg import rendering
    from ixakg.solutions import Solutions

    answer = _graph(data).query(_sparql(sparql))
    if isinstance(answer, Solutions):
        if form == "turtle":
            raise click.UsageError("solutions are no triples; use CONSTRUCT, or another --format")
        form = form or "table"
        _echo(rendering.FORMATS[form](answer), answer, form)
    elif isinstance(answer, bool):
        words = {"json": rendering.json(answer), "table": "yes" if answer else "no"}
        click.echo(words.get(form or "table", str(answer).lower()))
    else:
        click.echo(rendering.triples(answer, form or "turtle"))


def _sparql(given: str) -> str:
    """Return the text of a query that is given as text, as a file, or on standard input."""
    if given == "-":
        return sys.stdin.read()
    if "{" in given:
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise click.UsageError(
            f"{given!r} is no file and no query; a query has braces, as SELECT * {{ ?s ?p ?o }}"
        ) from None


@cli.command(
    epilog=_examples(
        "ixakg describe bortezomib",
        "ixakg describe 'ESCC xenograft'",
        "ixakg describe ixa:Finding --format turtle",
    )
)
@click.argument("name")
@_format(*TABLES, "turtle")
@with_data
def describe(name: str, form: str, data: tuple[Path, ...]) -> None:
    """Show what is said about a thing, and by whom.

    NAME is a label, a CURIE, an IRI or the last part of one.
    """
    from ixakg import rendering

    description = _graph(data).describe(name)
    if form == "table":
        from ixakg.portrait import portrait

        click.echo(portrait(description))
    else:
        click.echo(rendering.triples(description, form))


@cli.command(
    epilog=_examples(
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
    bundle = Bundle.at(ctx.meta["root"])
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
        click.echo(f"{size}, {'out of date' if changes else 'as the tables say'}", err=True)
        ctx.exit(1 if changes else 0)
    else:
        changes = facts.write(planned, folder, stale=not data).changes()
        click.echo(f"{size}, {count(len(changes), 'change')}", err=True)


@cli.command(epilog=_examples("ixakg completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes commands, questions and values in a shell."""
    from ixakg.completion import script

    click.echo(script(cli, shell))
