"""The SPARQL 1.1 Graph Store HTTP Protocol at /data, for reading.

A graph is named by a parameter, or by what follows its address: /data/source/x is the graph
source/x of the dataset. Without a name, the default graph is the union that queries see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.routing import Route

from ixakg.vocabulary import GRAPHS
from ixakg.web.answers import answer
from ixakg.web.negotiation import TRIPLES, chosen
from ixakg.web.problems import Refusal
from ixakg.web.worker import Asked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ixakg.web.site import Site

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ALLOW = {"Allow": "GET, HEAD, OPTIONS"}
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    served = frozenset(graph.value for graph in site.content().graphs)

    async def data(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        if request.method not in ("GET", "HEAD"):
            raise Refusal(405, "writing is off; this server only gives graphs away", ALLOW)
        graph = _graph(request)
        if graph and graph not in served:
            raise Refusal(404, f"there is no graph <{graph}>; GET /void lists those there are")
        accept = ", ".join(request.headers.getlist("accept"))
        names = (*request.query_params.getlist("format"), *request.query_params.getlist("output"))
        form = chosen(accept, TRIPLES, names)
        return await answer(request, site, Asked(ALL, (graph,) if graph else (), (), None, form))

    return [Route(path, data, methods=METHODS) for path in ("/data", "/data/{name:path}")]


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
        raise Refusal(400, "the IRI of a graph must be absolute")
    return found[0]


def _is_absolute(iri: str) -> bool:
    try:
        return bool(urlsplit(iri).scheme)
    except ValueError:
        return False
