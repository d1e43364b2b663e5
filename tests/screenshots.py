"""Make the pictures that the README shows: ``python tests/screenshots.py docs/figures``."""

from __future__ import annotations

import sys
from pathlib import Path

from browsing import Place, browsing, looking, serving

#: The picture, the page, what of it is shown, and how one knows that it is drawn.
PICTURES = (
    ("pathway", "pathway?context=escc&background=on", "main", "#pathway[data-ready]"),
    ("matrix", "matrix", "main", ".matrix"),
)


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with browsing() as browser, serving() as address:
        for name, path, shown, drawn in PICTURES:
            with looking(Place(address, browser), width=1280) as (page, complaints):
                page.goto(path)
                page.wait_for_selector(drawn)
                page.locator(".lists").evaluate_all("(found) => found.forEach((it) => it.remove())")
                page.locator(shown).screenshot(path=folder / f"{name}.png")
                if complaints:
                    sys.exit("\n".join(complaints))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
