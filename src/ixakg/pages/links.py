"""Where pages are, seen from one another: the same on a server and in a folder of files."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from ixakg.vocabulary import BASE, INDIVIDUALS, IXA

OURS = (INDIVIDUALS, IXA.base)
SAFE = "/:@!$&'()*+,;=~-._"
#: Terms whose names differ in upper and lower case only would be one file on some systems.
PROPERTIES = "ontology/property/"


class Links(NamedTuple):
    """Links from one page, which is named by its path without a slash before it."""

    here: str
    static: bool = False
    bases: tuple[str, ...] = ()

    def page(self, path: str, *, part: str = "", **values: object) -> str:
        """Return the address of a page, relative to this one."""
        query = f"?{urlencode(values, doseq=True)}" if values else ""
        fragment = f"#{quote(part)}" if part else ""
        return self._up() + quote(self._name(path), safe=SAFE) + query + fragment

    def file(self, path: str) -> str:
        """Return the address of a file that all pages share."""
        return f"{self._up()}static/{quote(path, safe=SAFE)}"

    def form(self, iri: str, suffix: str) -> str:
        """Return the address of what is known of a thing in another format, on a server."""
        path = place(iri)
        if not path:
            return self.page("about" + suffix, iri=iri)
        return self._up() + quote(path, safe=SAFE) + suffix

    def thing(self, iri: str) -> str:
        """Return the address of the page of a thing, or its IRI if that leads elsewhere."""
        path = place(iri)
        if path:
            return self.page(path)
        if iri.startswith(self.bases) and self.bases and not self.static:
            return self.page("about", iri=iri)
        return iri if iri.startswith(("http://", "https://")) else ""

    def target(self) -> str:
        """Return the path of the file that this page is written into."""
        return self._name(self.here)

    def _name(self, path: str) -> str:
        if not self.static:
            return path or "./"
        return f"{file_name(path) or 'index'}.html"

    def _up(self) -> str:
        here = file_name(self.here) if self.static else self.here
        return "../" * here.count("/")


def place(iri: str) -> str:
    """Return the path of the page of a thing or term of ours, or nothing."""
    if iri == IXA.base.rstrip("/"):
        return "ontology"
    return iri.removeprefix(BASE) if iri.startswith(OURS) else ""


def file_name(path: str) -> str:
    """Return the name of the file of a page, without its ending."""
    folder, _, name = path.rpartition("/")
    return PROPERTIES + name if folder == "ontology" and name[:1].islower() else path
