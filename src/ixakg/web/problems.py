"""Refusals: what is wrong with a request, as ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ixakg.errors import IxakgError, UnknownName, UnknownQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """A request that gets no answer: the status, why, and members such as line and column."""

    def __init__(
        self,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members


def problem(refusal: Refusal) -> Response:
    """Return a refusal as a document."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": refusal.detail,
        **refusal.members,
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    headers = {"Cache-Control": "no-store", **refusal.headers}
    return Response(text, refusal.status, headers, MEDIA_TYPE)


def refusal(error: Exception) -> Refusal:
    """Return the refusal that an error stands for; of a fault, nothing of the server's insides."""
    match error:
        case Refusal():
            return error
        case HTTPException():
            return Refusal(error.status_code, str(error.detail), dict(error.headers or {}))
        case UnknownQuestion() | UnknownName():
            return Refusal(404, str(error))
        case IxakgError():
            return Refusal(400, str(error))
    return Refusal(500, f"the server failed ({type(error).__name__}); its log says where")


def refused(_: Request, error: Exception) -> Response:
    """Return what a client reads about an error."""
    return problem(refusal(error))


HANDLERS = {
    Refusal: refused,
    HTTPException: refused,
    IxakgError: refused,
    Exception: refused,
}
