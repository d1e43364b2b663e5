"""Where pages are, seen from one another: the same on a server and in a folder of files."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from ixakg.vocabulary import BASE, GRAPHS, INDIVIDUALS, IXA

OURS = (INDIVIDUALS, IXA.base, f"{GRAPHS}source/", f"{BASE}shapes/")
SAFE = "/:@!$&'()*+,;=~-._"
#: Terms whose names differ in upper and lower case only would be one file on some systems.
PROPERTIES = "ontology/property/"


class Links(NamedTuple):
    """Links from one page, which is named by its path without a slash before it.

    Attributes:
        here: the path of the page.
        static: whether pages are files in a folder, and no server answers.
        bases: what the IRIs of things of one's own begin with.
    """

    here: str
    static: bool = False
    bases: tuple[str, ...] = ()

    def page(self, path: str, *, part: str = "", **values: object) -> str:
        """Return the address of a page, relative to this one."""
        return self._to(self._name(path), part, values)

    def data(self, path: str, suffix: str, **values: object) -> str:
        """Return the address of what a page says in another format."""
        return self._to((file_name(path) if self.static else path) + suffix, "", values)

    def file(self, path: str) -> str:
        """Return the address of a file that all pages share."""
        return self._to(f"static/{path}", "", {})

    def form(self, iri: str, suffix: str) -> str:
        """Return the address of what is known of a thing in another format."""
        path = self.of(iri)
        return self.data(path, suffix) if path else self.data("about", suffix, iri=iri)

    def thing(self, iri: str) -> str:
        """Return the address of the page of a thing, or its IRI if that leads elsewhere."""
        path = self.of(iri)
        if path:
            return self.page(path)
        if self._is_own(iri):
            return self.page("about", iri=iri)
        return iri if iri.startswith(("http://", "https://")) else ""

    def of(self, iri: str) -> str:
        """Return the path of the page of a thing, or nothing where it has none of its own."""
        own = f"about/{iri.partition('://')[2]}" if self.static and self._is_own(iri) else ""
        return place(iri) or own

    def target(self) -> str:
        """Return the path of the file that this page is written into."""
        return self._name(self.here)

    def _is_own(self, iri: str) -> bool:
        return bool(self.bases) and iri.startswith(self.bases)

    def _name(self, path: str) -> str:
        if not self.static:
            return path
        return f"{file_name(path) or 'index'}.html"

    def _to(self, path: str, part: str, values: dict[str, object]) -> str:
        here = file_name(self.here) if self.static else self.here
        query = f"?{urlencode(values, doseq=True)}" if values else ""
        fragment = f"#{quote(part)}" if part else ""
        address = "../" * here.count("/") + quote(path, safe=SAFE)
        return (address or "./") + query + fragment


def place(iri: str) -> str:
    """Return the path of the page of a thing or term of ours, or nothing."""
    if iri == IXA.base.rstrip("/"):
        return "ontology"
    return iri.removeprefix(BASE) if iri.startswith(OURS) else ""


@lru_cache(maxsize=1 << 14)
def file_name(path: str) -> str:
    """Return the name of the file of a page, without its ending, that every system takes."""
    folder, _, name = path.rpartition("/")
    parts = (PROPERTIES + name if folder == "ontology" and name[:1].islower() else path).split("/")
    return "/".join(map(_part, parts)) if path else ""


def _part(part: str) -> str:
    """Return a part of a path that is the name of a file or a folder, and never leads upwards."""
    if part.strip("."):
        return quote(part, safe="+,=@")
    return part.replace(".", "%2E") or "%2F"
