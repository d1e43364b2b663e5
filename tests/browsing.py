"""A server and a browser for tests of pages, and what every page must not do."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from system_tools import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Literal

    from playwright.sync_api import Browser, Page

    Scheme = Literal["dark", "light"]

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-sandbox",
)
WIDE, NARROW = 1440, 360
GRAVE = ("critical", "serious")
PATIENCE = 30_000  # milliseconds, for machines that are busy

expect.set_options(timeout=PATIENCE)


class Place(NamedTuple):
    """Where pages are, and a browser to look at them."""

    address: str
    browser: Browser


class Seen(NamedTuple):
    """A page in a browser, and what it did that it must not do."""

    page: Page
    complaints: list[str]


@contextmanager
def serving(*words: str) -> Iterator[str]:
    """Start ``ixakg serve``, and give its address."""
    command = [sys.executable, "-m", "ixakg", "serve", "--port", "0", "--workers", "1", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Serve the files of a folder as they are, and give the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Keep what is asked for to itself."""


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start the system's Chromium, or leave the test."""
    path = program("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def looking(
    place: Place, *, width: int = WIDE, scheme: Scheme = "light", script: bool = True
) -> Iterator[Seen]:
    """Open a page without an address, and give it with what it does that it must not do."""
    context = place.browser.new_context(
        base_url=f"{place.address}/",
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda it: complaints.append(f"{it.type}: {it.text}"))
    page.on("pageerror", lambda it: complaints.append(f"error: {it}"))
    page.on("request", lambda it: complaints.extend(_foreign(it.url, place.address)))
    yield Seen(page, complaints)
    context.close()


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds on a page that keeps people out of it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{it['id']}: {node['html'][:200]}"
        for it in found
        if it["impact"] in GRAVE
        for node in it["nodes"]
    ]


def _foreign(url: str, address: str) -> list[str]:
    known = url.startswith((f"{address}/", "data:", "blob:"))
    return [] if known else [f"request: {url}"]
