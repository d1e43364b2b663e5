"""``EXISTS`` as a join, where it means the same.

Oxigraph evaluates the pattern of an ``EXISTS`` anew for every solution, in an order that does not
know what is bound already: where the pattern is more than one triple, each time can take as long as
the graph is large. As a join with the distinct solutions of the pattern, or as what is left without
them, it is evaluated once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.shacl.tokens import Token, closing, direct, opening, variables

if TYPE_CHECKING:
    from collections.abc import Sequence

TRIPLE = 3


def set_wise(body: Sequence[Token], around: Sequence[Token]) -> list[Token]:
    """Return the outermost group of a query with some of its ``EXISTS`` as joins at its end.

    An ``EXISTS`` becomes a join if it shares variables with the rest of the query, all of which are
    bound by triple patterns on both sides, and if nothing in it is nested.
    """
    kept: list[Token] = []
    joins: list[Token] = []
    place = 0
    while place < len(body):
        token = body[place]
        if token.word != "FILTER":
            end = closing(body, place) if token.text == "{" else place
            kept += body[place : end + 1]
            place = end + 1
            continue
        start = opening(body, place)
        end = closing(body, start)
        inner = body[start + 1 : end]
        outer = [*body[:place], *body[end + 1 :]]
        negated = body[place + 1].word == "NOT"
        if body[start].text == "{" and _joins(inner, outer, around):
            names = sorted(variables(inner) & variables([*outer, *around]))
            joins += _select(names, inner, negated=negated)
            end += end + 1 < len(body) and body[end + 1].text == "."
        else:
            kept += body[place : end + 1]
        place = end + 1
    return kept + joins


def _joins(inner: Sequence[Token], outer: Sequence[Token], around: Sequence[Token]) -> bool:
    patterns = list(direct(inner))
    nested = any(token.text == "{" or token.word == "BIND" for token in inner)
    shared = variables(inner) & variables([*outer, *around])
    bound = variables(patterns) & variables(list(direct(outer)))
    costly = sum(token.text != "." for token in patterns) > TRIPLE
    return costly and not nested and bool(shared) and shared <= bound


def _select(names: Sequence[str], inner: Sequence[Token], *, negated: bool) -> list[Token]:
    before = [Token("word", "MINUS")] if negated else []
    select = [Token("word", "SELECT"), Token("word", "DISTINCT")]
    chosen = [Token("variable", f"?{name}") for name in names]
    opened, closed = Token("sign", "{"), Token("sign", "}")
    return [*before, opened, *select, *chosen, opened, *inner, closed, closed]
