"""What the server says of itself: as a service, as a dataset (VoID), and whether it is up."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store, Triple, serialize
from starlette.responses import Response
from starlette.routing import Route

from ixakg.exports.dataset import describe, release_of
from ixakg.exports.jsonld import context
from ixakg.vocabulary import RDF, SD, VOID
from ixakg.web.negotiation import TRIPLES, accepted, chosen, content_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

Kept = TypeVar("Kept")
JSON_LD = "http://www.w3.org/ns/formats/JSON-LD"  # pyoxigraph's name for it does not resolve
VOID_PATHS = ("/.well-known/void", "/void")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def void(request: Request) -> Response:
        return await described(request, site, request.query_params.getlist("format"))

    async def words(request: Request) -> Response:
        said = {"@context": await _once(request, site, "context", lambda: context(site.content()))}
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        headers = {"ETag": site.etag("context")}
        return Response(text, headers=headers, media_type="application/ld+json")

    async def health(request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return Response('{"status": "up"}\n', headers=headers, media_type="application/json")

    return [
        *(Route(path, void) for path in VOID_PATHS),
        Route("/context.jsonld", words),
        Route("/health", health),
    ]


async def described(request: Request, site: Site, names: Iterable[str] = ()) -> Response:
    """Return the description of the service and its dataset, in the format a client likes best.

    Raises:
        Refusal: the client takes none of the formats.
    """
    form = chosen(accepted(request), TRIPLES, names)
    triples = await _once(request, site, "description", lambda: (*_service(site), *_dataset(site)))
    body = await asyncio.to_thread(serialize, triples, format=RdfFormat.from_media_type(form))
    headers = {"ETag": site.etag(f"description {site.base} {form}"), "Vary": "Accept"}
    return Response(body, headers={**headers, "Content-Type": content_type(form)})


def _service(site: Site) -> list[Triple]:
    """Return what the endpoint is and can do."""
    solutions, graphs = QueryResultsFormat, RdfFormat
    formats = (
        *(solutions.JSON.iri, solutions.XML.iri, solutions.CSV.iri, solutions.TSV.iri),
        *(graphs.TURTLE.iri, graphs.N_TRIPLES.iri, JSON_LD, graphs.RDF_XML.iri),
        *(graphs.TRIG.iri, graphs.N_QUADS.iri, graphs.N3.iri),
    )
    service = NamedNode(f"{site.base}/sparql")
    return [
        Triple(service, RDF.type, SD.Service),
        Triple(service, SD.endpoint, service),
        Triple(service, SD.feature, SD.UnionDefaultGraph),
        *(Triple(service, SD.resultFormat, NamedNode(iri)) for iri in formats),
        Triple(service, SD.supportedLanguage, SD.SPARQL11Query),
        *([Triple(service, SD.supportedLanguage, SD.SPARQL11Update)] if site.changes else []),
    ]


def _dataset(site: Site) -> list[Triple]:
    """Return what the dataset is and holds: the graphs that queries see, and no others."""
    content = site.content()
    store = Store()
    for graph in content.graphs:
        store.extend(content.store.quads_for_pattern(None, None, None, graph))
    meta = describe(store, content.bundle)
    service, release = NamedNode(f"{site.base}/sparql"), release_of(meta)
    return [
        Triple(service, SD.availableGraphs, release),
        Triple(service, SD.defaultDataset, release),
        Triple(release, VOID.sparqlEndpoint, service),
        *sorted((quad.triple for quad in meta), key=str),
    ]


async def _once(request: Request, site: Site, name: str, make: Callable[[], Kept]) -> Kept:
    """Return something that takes long to make, and is kept until the graph changes."""
    kept: dict[str, tuple[str, Kept]] = request.app.state.kept
    digest = site.digest
    if name not in kept or kept[name][0] != digest:
        kept[name] = digest, await asyncio.to_thread(make)
    return kept[name][1]
