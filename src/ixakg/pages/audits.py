"""The audit as a page: what does not add up, each point leading to the things and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from ixakg.audits.audit import SEVERITIES, at_least
from ixakg.audits.pages import body, contents, summary
from ixakg.audits.reports import TITLE, by_rule
from ixakg.pages.html import render

if TYPE_CHECKING:
    from collections.abc import Collection

    from ixakg.pages.library import Library
    from ixakg.pages.links import Links


def audit(
    library: Library, links: Links, offered: Collection[str], severity: str = SEVERITIES[-1]
) -> str:
    """Return the page with the points that are as grave as a severity, or graver."""
    points = at_least(library.points, severity)
    found = list(by_rule(points))
    return render(
        "audit.html",
        links,
        offered=offered,
        title=TITLE,
        summary=summary(found),
        severity=severity,
        severities=SEVERITIES,
        # Each text in both is escaped.
        contents=Markup(contents(found)),  # noqa: S704
        sections=Markup(body(found, links.thing)),  # noqa: S704
    )
