"""The states of the page of a pathway: what is drawn in each, and where each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ixakg.pages.pathway import short

if TYPE_CHECKING:
    from ixakg.pages.links import Links
    from ixakg.pages.pathway import Pathway
    from ixakg.pathways.chart import Box

PATH = "pathway"


def drawing(found: Pathway) -> dict[str, object]:
    """Return a pathway as data that a script draws: boxes, arrows, and what they stand for."""
    sheet = found.chart
    return {
        "context": short(found.context.iri) if found.context else "",
        "background": found.background,
        "width": round(sheet.width, 1),
        "height": round(sheet.height, 1),
        "variables": [
            {
                "id": variable.variable.iri,
                "part": f"variable-{variable.name}",
                **_box(sheet.boxes[variable.variable.iri]),
                "change": variable.change,
                "via": sorted({iri for it in variable.predictions for iri in it.steps}),
                "start": variable.variable == found.start,
            }
            for variable in found.variables
        ],
        "steps": [
            {
                "id": step.iri,
                "part": f"step-{step.name}",
                "source": step.source.iri,
                "target": step.target.iri,
                "sign": step.sign,
                "status": step.status,
                "background": step.background,
                "points": [[round(x, 1), round(y, 1)] for x, y in sheet.arrows[step.iri].points],
                "note": _box(note) if (note := sheet.arrows[step.iri].note) else None,
            }
            for step in found.steps
        ],
    }


def _box(box: Box) -> dict[str, object]:
    return {
        "label": "\n".join(box.lines),
        "x": round(box.x, 1),
        "y": round(box.y, 1),
        "width": round(box.width, 1),
        "height": round(box.height, 1),
    }


def address(links: Links, found: Pathway, *, data: bool = False, **changed: str) -> str:
    """Return the address of a pathway: the one that is found, but for what is changed.

    On a server, the state stands in the query; each state that is a file has a path of its own.
    """
    said = {
        "context": short(found.context.iri) if found.context else "",
        "background": "on" if found.background else "",
        "from": short(found.start.iri) if found.start != found.starts[0] else "",
        **changed,
    }
    given = {name: value for name, value in said.items() if value}
    path = state(said["context"], background=bool(said["background"])) if links.static else PATH
    values = {} if links.static else given
    return links.data(path, ".json", **values) if data else links.page(path, **values)


def state(context: str, *, background: bool) -> str:
    """Return the path of the file of a state, without its ending."""
    return "/".join(filter(None, (PATH, context, "with-background" if background else "")))
