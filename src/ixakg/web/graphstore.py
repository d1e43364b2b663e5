"""The SPARQL 1.1 Graph Store HTTP Protocol at /data: for reading, and writing by those who may.

A graph is named by a parameter, or by what follows its address: /data/source/x is the graph
source/x of the dataset. The default graph is the union that queries see; where graphs can be
written, it is the one without a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from pyoxigraph import NamedNode, RdfFormat
from starlette.responses import Response
from starlette.routing import Route

from ixakg.vocabulary import GRAPHS
from ixakg.web.answers import answer
from ixakg.web.bodies import media_type, read
from ixakg.web.negotiation import TRIPLES, accepted, chosen
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked, Filled, Update
from ixakg.web.writing import allow, change

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
READING = ("GET", "HEAD", "OPTIONS")
WRITING = ("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT")
METHODS = (*WRITING, "PATCH")
PARTS = "multipart/form-data"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    allowed = {"Allow": ", ".join(WRITING if site.changes else READING)}

    async def data(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allowed)
        if request.method in ("GET", "HEAD"):
            return await _given(request, site)
        if allowed["Allow"].find(request.method) < 0:
            raise Refusal(405, "writing is off; this server only gives graphs away", allowed)
        allow(request, site)
        return await _written(request, site)

    return [Route(path, data, methods=METHODS) for path in ("/data", "/data/{name:path}")]


async def _given(request: Request, site: Site) -> Response:
    graph = _graph(request)
    _existing(graph, site)
    names = (*request.query_params.getlist("format"), *request.query_params.getlist("output"))
    form = chosen(accepted(request), TRIPLES, names)
    # What can be written is read as it was written, and not as queries see it.
    default = (graph,) if graph or site.changes else ()
    return await answer(request, site, Asked(ALL, default, (), None, form))


async def _written(request: Request, site: Site) -> Response:
    new = request.method == "POST" and not request.url.query and "name" not in request.path_params
    graph = f"{site.base}/data/{uuid4()}" if new else _graph(request)
    if request.method == "DELETE":
        _existing(graph, site)
        await change(request, Update(f"DROP GRAPH <{graph}>" if graph else "DROP DEFAULT"))
        return Response(status_code=204)
    known = tuple(form for form in TRIPLES if RdfFormat.from_media_type(form))
    kind = media_type(request, (*known, PARTS) if request.method == "POST" else known)
    body = await read(request, site, site.limits.change)
    documents = ((kind, body),) if kind != PARTS else _parts(request, body, known)
    created = bool(graph) and graph not in site.edition.state.names
    base = graph or f"{site.base}/data"
    await change(request, Filled(graph, documents, base, emptied=request.method == "PUT"))
    return Response(
        status_code=201 if created else 204, headers={"Location": graph} if new else None
    )


def _existing(graph: str, site: Site) -> None:
    if graph and graph not in site.edition.state.names:
        raise Refusal(404, f"there is no graph <{graph}>; GET /void lists those there are")


def _parts(request: Request, body: bytes, known: Collection[str]) -> tuple[tuple[str, bytes], ...]:
    """Return the documents of a form that sends several."""
    from email import message_from_bytes
    from email.message import Message

    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1")
    found = message_from_bytes(head + body).get_payload()
    parts = [part for part in found if isinstance(part, Message)]
    kinds = [part.get_content_type() for part in parts]
    if not parts or not {*kinds} <= {*known}:
        raise Refusal(415, f"each part of the form must be one of: {', '.join(known)}")
    bodies = [part.get_payload(decode=True) for part in parts]
    return tuple((kind, bytes(part)) for kind, part in zip(kinds, bodies, strict=True))


def _graph(request: Request) -> str:
    """Return the IRI of the graph that a request names, or nothing for the default graph.

    Raises:
        Refusal: it names none, several, or one that is relative.
    """
    named: list[str] = request.query_params.getlist("graph")
    default = ["" for name, _ in request.query_params.multi_items() if name == "default"]
    path: str = request.path_params.get("name", "")
    found: list[str] = [*named, *default, *([GRAPHS + path] if path else [])]
    if len(found) != 1:
        raise Refusal(400, "name one graph: /data?graph=IRI, or /data?default for all together")
    if not default and not _is_absolute(found[0]):
        raise Refusal(400, "the name of a graph must be an absolute IRI")
    return found[0]


def _is_absolute(iri: str) -> bool:
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
