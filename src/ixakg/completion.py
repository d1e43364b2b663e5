"""Complete questions, parameters and their values while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem, get_completion_class

from ixakg.errors import IxakgError

if TYPE_CHECKING:
    from pathlib import Path

    import click

    from ixakg.graph import KnowledgeGraph

INSTALL = {
    "bash": "ixakg completion bash >> ~/.bashrc",
    "zsh": "ixakg completion zsh >> ~/.zshrc",
    "fish": "ixakg completion fish > ~/.config/fish/completions/ixakg.fish",
}


def script(command: click.Command, shell: str) -> str:
    """Return the script for a shell, with the line that installs it on top."""
    kind = get_completion_class(shell)
    if kind is None:
        return ""
    text = kind(command, {}, "ixakg", "_IXAKG_COMPLETE").source()
    return f"# install with: {INSTALL[shell]}\n{text.strip()}"


def complete_question(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the ids of questions that begin so."""
    from ixakg.bundle import Bundle
    from ixakg.queries import Catalogue

    questions = Catalogue(Bundle.at(_root(ctx)).queries("competency"))
    return [
        CompletionItem(question.id, help=question.summary)
        for question in questions.values()
        if question.id.startswith(incomplete)
    ]


def complete_parameters(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the parameters of the question, or values of one of them, that begin so.

    bash hands over ``drug=ix`` as the three words ``drug``, ``=`` and ``ix``, and click takes a
    last ``=`` away.
    """
    from ixakg.graph import KnowledgeGraph

    graph = KnowledgeGraph.load(root=_root(ctx))
    before = ["", *(ctx.params.get("parameters") or ())]
    try:
        if before[-1] == "=":
            return _values(graph, ctx, before[-2], incomplete)
        if before[-1] and "=" not in before[-1]:
            return _values(graph, ctx, before[-1], incomplete)
        name, sign, value = incomplete.partition("=")
        if sign:
            return _values(graph, ctx, name, value, start=f"{name}=")
        parameters = graph.questions[ctx.params["question"]].parameters.values()
    except IxakgError:
        return []
    return [
        CompletionItem(f"{parameter.name}=", help=parameter.help)
        for parameter in parameters
        if parameter.name.startswith(incomplete)
    ]


def _values(
    graph: KnowledgeGraph, ctx: click.Context, name: str, begun: str, start: str = ""
) -> list[CompletionItem]:
    choices = graph.choices(ctx.params["question"], name)
    return [
        CompletionItem(start + slug)
        for slug in (choices.slugs() if choices else ())
        if slug.casefold().startswith(begun.casefold())
    ]


def _root(ctx: click.Context) -> Path | None:
    root: Path | None = ctx.meta.get("root") or ctx.find_root().params.get("root")
    return root
