"""The canned questions over HTTP: pages for people, answers and queries for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from ixakg.errors import InvalidParameter
from ixakg.pages import questions
from ixakg.pages.questions import Asked
from ixakg.views import catalogue, listing, rendering
from ixakg.web.front import DRAWING
from ixakg.web.negotiation import HTML, accepted, chosen
from ixakg.web.openapi import document
from ixakg.web.pages import filled, html, kept, library, shared, tagged
from ixakg.web.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ixakg.figures.kinds import Picture
    from ixakg.graph import KnowledgeGraph
    from ixakg.web.site import Site

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
PLAIN_JSON = "application/json"


class Form(NamedTuple):
    """A format of an answer, and what writes it."""

    media_type: str
    write: Callable[[KnowledgeGraph, Asked], str | bytes]


def _solutions(name: str) -> Callable[[KnowledgeGraph, Asked], str]:
    def write(_: KnowledgeGraph, asked: Asked) -> str:
        found = asked.solutions
        return rendering.FORMATS[name](found) + "\n" if found is not None else ""

    return write


def _drawing(
    write: Callable[[Picture], str | bytes],
) -> Callable[[KnowledgeGraph, Asked], str | bytes]:
    def drawing(graph: KnowledgeGraph, asked: Asked) -> str | bytes:
        given = ", ".join(f"{k}={value}" for k, values in asked.given.items() for value in values)
        if asked.solutions is None:
            return b""
        return write(graph.drawn(asked.question.id, asked.solutions, given))

    return drawing


FORMS = {
    "json": Form(JSON, _solutions("json")),
    "csv": Form("text/csv", _solutions("csv")),
    "tsv": Form("text/tab-separated-values", _solutions("tsv")),
    "md": Form("text/markdown", _solutions("markdown")),
    "rq": Form("application/sparql-query", lambda _, asked: asked.sparql),
}
DRAWINGS = {
    "svg": Form("image/svg+xml", _drawing(lambda picture: picture.svg())),
    "png": Form("image/png", _drawing(lambda picture: picture.png())),
}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    def every(request: Request) -> Response:
        offers = (PLAIN_JSON, HTML, TURTLE)
        suffix = {".json": PLAIN_JSON, ".ttl": TURTLE}.get(request.url.path[len("/questions") :])
        form = suffix or chosen(accepted(request), offers, request.query_params.getlist("format"))
        graph = site.graph
        if form == HTML:
            words = request.query_params.get("q", "")
            return html(questions.listing(*shared(request, site), words))
        if form == TURTLE:
            return tagged(catalogue.examples(graph.questions.values(), graph.prefixes), TURTLE)
        return tagged(rendering.json(listing.questions(graph)) + "\n", form)

    def one(request: Request) -> Response:
        name, _, suffix = request.path_params["name"].partition(".")
        question = site.graph.questions[name]
        forms = FORMS | DRAWINGS if question.figure else FORMS
        if suffix and suffix not in (*forms, "html"):
            raise Refusal(404, f"{name} is not there as .{suffix}; there are: {', '.join(forms)}")
        given, names = _given(request, question.parameters)
        form = _form(request, forms, suffix, names)
        asked = Asked(question, given)
        try:
            asked = _asked(site.graph, asked)
        except InvalidParameter as error:
            if form != HTML:
                raise
            return _page(request, site, asked._replace(error=str(error)), 400)
        if form == HTML:
            return _page(request, site, asked)
        writers = {it.media_type: it for it in forms.values()} | {PLAIN_JSON: FORMS["json"]}
        response = tagged(writers[form].write(site.graph, asked), form)
        if form.startswith("image/svg"):
            response.headers["Content-Security-Policy"] = DRAWING
        return response

    def api(request: Request) -> Response:
        return tagged(document(library(request, site), site.base), PLAIN_JSON)

    return [
        *(Route(f"/questions{suffix}", kept(site, every)) for suffix in ("", ".json", ".ttl")),
        Route("/questions/{name}", kept(site, one)),
        Route("/openapi.json", kept(site, api)),
    ]


def _page(request: Request, site: Site, asked: Asked, status: int = 200) -> Response:
    return html(questions.question(*shared(request, site), asked), status=status)


def _asked(graph: KnowledgeGraph, asked: Asked) -> Asked:
    given = dict(asked.given)
    return asked._replace(
        sparql=graph.filled(asked.question.id, **given),
        solutions=graph.answer(asked.question.id, **given),
    )


def _given(
    request: Request, parameters: Mapping[str, object]
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the values for parameters, and the formats that the address asks for."""
    given = filled(request)
    names = given.pop("format", []) if "format" not in parameters else []
    return given, names


def _form(request: Request, forms: Mapping[str, Form], suffix: str, names: list[str]) -> str:
    """Return the media type that a request is answered in.

    Raises:
        Refusal: there is no format that will do.
    """
    for name in filter(None, (suffix, *names)):
        if name in forms or name == "html":
            return forms[name].media_type if name in forms else HTML
    types = [form.media_type for form in forms.values()]
    return chosen(accepted(request), (types[0], HTML, *types[1:], PLAIN_JSON), names)
