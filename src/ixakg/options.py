"""What commands have in common: options, examples in the help, and the graph to ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ixakg.graph import KnowledgeGraph
    from ixakg.solutions import Solutions
    from ixakg.stores.endpoint import Endpoint
    from ixakg.stores.targets import Profile

TABLES = ("table", "tsv", "csv", "json", "markdown")


def with_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for tables of one's own; a command receives the folders as ``data``."""
    base = click.option(
        "--base",
        metavar="IRI",
        expose_value=False,
        callback=_remember,
        help="Begin the IRIs of your own things with IRI.",
    )
    data = click.option(
        "--data",
        multiple=True,
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Add the tables in a folder of your own. Can be repeated.",
    )
    return data(base(command))


def _remember(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    ctx.meta[str(parameter.name)] = value


def the_base() -> str | None:
    """Return the base that the command line names for one's own things, if it does.

    Raises:
        UsageError: it names one, and no tables of one's own.
    """
    context = click.get_current_context()
    base: str | None = context.meta.get("base")
    if base is not None and not context.params.get("data"):
        raise click.UsageError("--base is for your own tables; name their folder with --data")
    return base


with_profile = click.option(
    "--profile",
    metavar="NAME",
    help="The engine: fuseki, graphdb, neptune, oxigraph, qlever, rdf4j, stardog or virtuoso. "
    "Found out where it is not given.",
)
with_endpoint = click.option(
    "--endpoint", metavar="URL", help="Ask a linked-data store that ixakg push has filled."
)


def format_option(*choices: str, default: str | None = "table") -> Callable[..., Any]:
    """Return the option ``--format``, which a command receives as ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=default,
        show_default=default is not None,
        help="How to write the answer.",
    )


def examples(*lines: str) -> str:
    """Return the end of a help text; click leaves it as it is."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def completing(name: str) -> Callable[..., Any]:
    """Return a completion that is imported when somebody presses Tab."""

    def complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        from ixakg import completion

        return getattr(completion, name)(ctx, parameter, incomplete)

    return complete


def the_root() -> Path | None:
    """Return the root that the command line names, if it does."""
    root: Path | None = click.get_current_context().meta["root"]
    return root


def the_graph(data: Sequence[Path] = ()) -> KnowledgeGraph:
    """Return the graph to ask: the one that is being loaded already, if there is one."""
    from ixakg.graph import KnowledgeGraph

    context = click.get_current_context()
    base = the_base()
    if context.obj is not None:
        graph: KnowledgeGraph = context.obj()
        return graph.including(data, base=base) if data else graph
    return KnowledgeGraph.load(data, root=the_root(), base=base)


def the_profiles() -> dict[str, Profile]:
    """Return how linked-data stores differ, by the names of their engines."""
    from ixakg.bundle import Bundle
    from ixakg.stores import targets

    return targets.read(Bundle.at().profiles)


def the_endpoint(url: str, profile: str | None) -> Endpoint:
    """Return the store at an address; its engine is found out where no profile is named.

    Raises:
        InvalidTarget: the address, the profile or the credentials cannot be used.
        StoreFailure: nothing answers there.
    """
    from ixakg.stores import endpoint, targets

    profiles = the_profiles()
    address = targets.address(url)
    known = targets.named(profiles, profile) if profile else endpoint.profile_of(address, profiles)
    return endpoint.Endpoint(targets.Target.at(address, known))


def echo_solutions(text: str, answer: Solutions, form: str, given: str = "") -> None:
    """Write an answer to stdout, and how long it is to stderr."""
    from ixakg.solutions import count

    if len(answer) or form != "table":
        click.echo(text)
    if form == "table":
        size = count(len(answer), "row") if len(answer) else "no rows"
        click.echo(
            ("\n" if len(answer) else "") + size + (f" for {given}" if given else ""), err=True
        )
