"""Routes in the languages of Graphviz and Mermaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ixakg.pathways.figure import Figure


def dot(figure: Figure) -> str:
    """Return a drawing for Graphviz: a tee is a decrease, a dashed line has no citation."""
    names = {iri: f"v{number}" for number, iri in enumerate(figure.boxes, start=1)}
    lines = [
        "digraph routes {",
        f"  label={_quoted(figure.title)};",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize=10];',
        *(f"  {names[iri]} [label={_quoted(label)}];" for iri, label in figure.boxes.items()),
    ]
    for arrow in figure.arrows:
        head = "normal" if arrow.sign > 0 else "tee"
        style = "dashed" if arrow.dashed else "solid"
        lines.append(
            f"  {names[arrow.source]} -> {names[arrow.target]} [arrowhead={head}, style={style}, "
            f'color="{arrow.colour}", fontcolor="{arrow.colour}", '
            f"label={_quoted(chr(10).join(arrow.notes))}];"
        )
    return "\n".join([*lines, "}"])


def mermaid(figure: Figure) -> str:
    """Return a drawing for Mermaid, whose arrows have no tee: a decrease ends in a cross.

    A dashed line has no citation.
    """
    names = {iri: f"v{number}" for number, iri in enumerate(figure.boxes, start=1)}
    lines = [
        "flowchart TD",
        *(f"  {names[iri]}[{_entities(label)}]" for iri, label in figure.boxes.items()),
    ]
    for arrow in figure.arrows:
        line, head = ("-.-" if arrow.dashed else "--"), (">" if arrow.sign > 0 else "x")
        sign = "increases" if arrow.sign > 0 else "decreases"
        text = _entities(", ".join((sign, *arrow.notes)))
        lines.append(f"  {names[arrow.source]} {line}{head}|{text}| {names[arrow.target]}")
    lines += [
        f"  linkStyle {number} stroke:{arrow.colour},color:{arrow.colour}"
        for number, arrow in enumerate(figure.arrows)
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _entities(text: str) -> str:
    return '"' + text.replace("#", "#35;").replace('"', "#quot;") + '"'
