"""Things and terms over HTTP: a page or triples at the address that follows from the IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import NamedNode, RdfFormat, serialize
from starlette.routing import Route

from ixakg.errors import NotStated, UnknownName
from ixakg.names import last_part
from ixakg.pages import lists, portraits
from ixakg.vocabulary import BASE, IXA
from ixakg.web.negotiation import HTML, accepted, chosen
from ixakg.web.pages import html, kept, library, links, shared, tagged
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ixakg.descriptions import Description
    from ixakg.web.site import Site

ONTOLOGY = IXA.base.rstrip("/")
PLACES = ("id", "ontology", "graph", "shapes")
TURTLE = "text/turtle"
SUFFIXES = {suffix: media_type for suffix, (_, media_type) in portraits.FORMATS.items()}
OFFERS = (TURTLE, HTML, *list(SUFFIXES.values())[1:], "text/n3", "application/json")
SAME = {"text/n3": TURTLE, "application/json": "application/ld+json"}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def search(request: Request) -> Response:
        words = request.query_params.get("q", "")
        return html(lists.search(*shared(request, site), words))

    def everything(request: Request) -> Response:
        return html(lists.everything(*shared(request, site)))

    def about(request: Request) -> Response:
        suffix = request.url.path.removeprefix("/about")
        return _thing(request, site, request.query_params.get("iri", ""), suffix)

    def placed(request: Request) -> Response:
        path, suffix = _split(links(request, site).here)
        iri = BASE + path
        if iri in (ONTOLOGY, f"{IXA.base}{library(request, site).header.version}"):
            return _ontology(request, site, suffix)
        return _thing(request, site, iri, suffix)

    def why(request: Request) -> Response:
        return _why(request, site)

    return [
        Route("/search", kept(site, search)),
        Route("/things", kept(site, everything)),
        Route("/why", kept(site, why)),
        *(Route(f"/about{suffix}", kept(site, about)) for suffix in ("", ".html", *SUFFIXES)),
        *(Route(f"/ontology{suffix}", kept(site, placed)) for suffix in ("", ".html", *SUFFIXES)),
        *(Route(f"/{place}/{{path:path}}", kept(site, placed)) for place in PLACES),
    ]


def _thing(request: Request, site: Site, iri: str, suffix: str) -> Response:
    form = _form(request, suffix)
    # Browsers percent-encode what an IRI may well have as it is.
    names = dict.fromkeys((iri, unquote(iri)))
    for name in names:
        if form != HTML and name in site.edition.state.names:
            headers = _alternates(request, site, name, form)
            return tagged(_file(request, site, name, form), form, headers)
        try:
            if form == HTML:
                page = portraits.portrait(*shared(request, site), name)
                return html(page, headers=_alternates(request, site, name, form))
            found = site.graph.describe(f"<{name}>")
        except UnknownName:
            continue
        body = _written(found, SAME.get(form, form))
        return tagged(body, form, _alternates(request, site, name, form))
    near = site.graph.lexicon.nearest(last_part(NamedNode(iri)) if _is_iri(iri) else iri)
    raise Refusal(404, f"nothing here is called <{iri}>; {near}")


def _ontology(request: Request, site: Site, suffix: str) -> Response:
    form = _form(request, suffix)
    headers = _alternates(request, site, ONTOLOGY, form)
    if form == HTML:
        return html(portraits.ontology(*shared(request, site)), headers=headers)
    return tagged(_file(request, site, "ontology", form), form, headers)


def _file(request: Request, site: Site, graph: str, form: str) -> bytes:
    """Return all triples of a named graph."""
    endings = {media_type: ending for ending, media_type in SUFFIXES.items()}
    return library(request, site).file(graph, endings[SAME.get(form, form)])


def _why(request: Request, site: Site) -> Response:
    said = request.query_params
    names = ("subject", "predicate", "object")
    missing = [name for name in names if not said.get(name)]
    if missing:
        raise Refusal(400, f"there is no {missing[0]}; name subject, predicate and object")
    value = said["object"]
    triple = said["subject"], said["predicate"], f"<{value}>" if _is_iri(value) else value
    try:
        return html(portraits.why(*shared(request, site), triple))
    except NotStated as error:
        raise Refusal(404, str(error)) from None


def _form(request: Request, suffix: str) -> str:
    """Return the media type that a request is answered in.

    Raises:
        Refusal: there is no format that will do.
    """
    if suffix:
        return HTML if suffix == ".html" else SUFFIXES[suffix]
    return chosen(accepted(request), OFFERS, request.query_params.getlist("format"))


def _alternates(request: Request, site: Site, iri: str, form: str) -> dict[str, str]:
    """Return the headers that say where a thing is in this format and in others."""
    where = links(request, site)
    forms = {**{kind: suffix for suffix, kind in SUFFIXES.items()}, HTML: ".html"}
    found = {kind: where.form(iri, suffix) for kind, suffix in forms.items()}
    here = found.pop(SAME.get(form, form))
    said = [f'<{address}>; rel="alternate"; type="{kind}"' for kind, address in found.items()]
    return {"Link": ", ".join(said), "Content-Location": here}


def _written(found: Description, form: str) -> str | bytes:
    if form == TURTLE:
        return found.turtle()
    if form == "application/ld+json":
        return found.json_ld()
    kind = RdfFormat.from_media_type(form) or RdfFormat.N_TRIPLES
    namespaces = {prefix: found.prefixes[prefix] for prefix in found.prefixes}
    return serialize(found.triples, format=kind, prefixes=namespaces) or b""


def _split(path: str) -> tuple[str, str]:
    """Return a path without the suffix of a format, and the suffix."""
    for suffix in (".html", *SUFFIXES):
        if path.endswith(suffix):
            return path.removesuffix(suffix), suffix
    return path, ""


def _is_iri(text: str) -> bool:
    return text.startswith(("http://", "https://"))
