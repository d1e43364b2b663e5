"""Pages as tests look at them: parsed as strictly as HTML can be, with links, texts and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

ADDRESSES = ("action", "href", "src")
APART = "br dd div dl dt h1 h2 h3 li ol p pre section td th tr ul"
HERE = "http://here/"


class Page(NamedTuple):
    """A page: its elements, what is wrong with its HTML, where it leads, and its ids."""

    root: Element
    mistakes: list[str]
    addresses: list[str]
    ids: list[str]

    def text(self, name: str = "main") -> str:
        """Return what people read inside the first element of a name."""
        found = self.root.find(f".//{name}")
        return _text(found) if found is not None else ""

    def texts(self, name: str) -> list[str]:
        """Return what people read inside each element of a name."""
        return [_text(found) for found in self.root.iter(name)]

    def links(self) -> dict[str, str]:
        """Return where the links of the content lead, by their words; the first of several."""
        found: dict[str, str] = {}
        main = self.root.find(".//main")
        for link in main.iter("a") if main is not None else ():
            found.setdefault(_text(link), link.get("href", ""))
        return found


def parsed(text: str) -> Page:
    """Return a page of a text."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return Page(
        root,
        [f"{code} at {place}" for place, code, _ in parser.errors],
        [el.get(name, "") for el in root.iter() for name in ADDRESSES if name in el.attrib],
        [el.attrib["id"] for el in root.iter() if "id" in el.attrib],
    )


def inner(path: str, addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Return the paths and fragments that the addresses of a page lead to on the same site."""
    found = []
    for address in addresses:
        whole = urlsplit(urljoin(HERE + path, address))
        if whole.netloc == urlsplit(HERE).netloc:
            found.append((unquote(whole.path[1:]), unquote(whole.fragment)))
    return found


def _text(element: Element) -> str:
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    yield " " if element.tag in APART.split() else ""
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield " " if element.tag in APART.split() else ""
