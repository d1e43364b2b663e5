"""Speak to a store over HTTP: the SPARQL protocol, the Graph Store Protocol, nothing else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlsplit

from ixakg.errors import IncompleteAnswer, MissingLibrary, StoreFailure
from ixakg.stores.targets import PASSWORD, TOKEN, USER, Target, address, recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    import httpx

    from ixakg.stores.targets import Profile

PAUSES = (0.2, 1.0, 3.0)
TIMEOUT = 120.0
JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
MISSING = frozenset({404, 405, 501})
MENDS = {
    401: f"set {USER} and {PASSWORD}, or {TOKEN}, or write them into ~/.netrc",
    403: "these credentials may not do that; ask for write access to the store",
    404: "is the address right, and the profile?",
    413: "the store takes less at once; load it in bulk, see ixakg push --bulk",
}


class Scope(NamedTuple):
    """The named graphs whose union a query sees, and those that GRAPH finds."""

    default: Sequence[str]
    named: Sequence[str]


class Endpoint:
    """A store that is spoken to; a failure that may pass is tried again after a pause."""

    def __init__(
        self,
        target: Target,
        *,
        pauses: Sequence[float] | None = None,
        timeout: float | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.target = target
        self._pauses = PAUSES if pauses is None else pauses
        self._pause = pause
        # Redirects are not followed: credentials go where they were meant to go, and nowhere else.
        self._client = _library().Client(
            auth=_auth(target),
            headers=_token(target),
            timeout=TIMEOUT if timeout is None else timeout,
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def select(
        self, sparql: str, *, accept: str = JSON, scope: Scope | None = None
    ) -> httpx.Response:
        """Return what the store says to a query over some named graphs, or over all.

        Raises:
            StoreFailure: it says nothing, or refuses.
        """
        form = {
            **self.target.profile.options,
            "query": sparql,
            **(
                {"default-graph-uri": scope.default, "named-graph-uri": scope.named}
                if scope
                else {}
            ),
        }
        return self._ask("POST", self.target.query, data=form, headers={"Accept": accept})

    def rows(self, sparql: str, *, scope: Scope | None = None) -> list[dict[str, Any]]:
        """Return the bindings of a query over some graphs as SPARQL results JSON has them.

        Raises:
            StoreFailure: the store says nothing, refuses, or answers with something else.
        """
        response = self.select(sparql, scope=scope)
        try:
            bindings: list[dict[str, Any]] = response.json()["results"]["bindings"]
        except (ValueError, KeyError, TypeError):
            raise StoreFailure(
                f"{self.target.query} answers with no SPARQL results; is the profile right?"
            ) from None
        return bindings

    def get(self, graph: str) -> bytes:
        """Return the triples of a named graph as N-Triples; nothing where there is no such graph.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        response = self._ask(
            "GET",
            self.target.read,
            params={"graph": graph},
            headers={"Accept": N_TRIPLES},
            allowed=MISSING,
        )
        return b"" if response.status_code in MISSING else bytes(response.content)

    def put(self, graph: str, triples: bytes) -> bool:
        """Make N-Triples the whole of a named graph, and tell whether the store can do that.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        response = self._ask(
            "PUT",
            self.target.graph_store,
            params={"graph": graph},
            content=triples,
            headers={"Content-Type": N_TRIPLES},
            allowed=MISSING,
        )
        return response.status_code not in MISSING

    def delete(self, graph: str) -> bool:
        """Remove a named graph, and tell whether the store can do that.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        response = self._ask(
            "DELETE", self.target.graph_store, params={"graph": graph}, allowed=MISSING
        )
        return response.status_code not in MISSING - {404}

    def update(self, sparql: str) -> None:
        """Change the store.

        Raises:
            StoreFailure: the store says nothing, or refuses.
        """
        headers = {"Content-Type": "application/sparql-update"}
        self._ask("POST", self.target.update, content=sparql.encode(), headers=headers)

    def _ask(
        self, method: str, url: str, *, allowed: frozenset[int] = frozenset(), **options: Any
    ) -> httpx.Response:
        """Return a response that is a success, or has one of the other allowed codes."""
        library = _library()
        said = ""
        for pause in (*self._pauses, None):
            try:
                response: httpx.Response = self._client.request(method, url, **options)
            except library.TransportError as error:
                said = _silence(url, error, library)
            else:
                if response.is_success or response.status_code in allowed:
                    return response
                said = _refusal(url, response)
                if response.status_code < 500 or response.status_code in (501, 505):
                    break
            if pause is not None:
                self._pause(pause)
        raise StoreFailure(said)


def profile_of(url: str, profiles: Mapping[str, Profile]) -> Profile:
    """Return the profile of the engine at an address, by what it calls itself; no secret is sent.

    Raises:
        InvalidTarget: it is none of a store, or calls itself by no name that a profile has.
        StoreFailure: nothing answers there.
    """
    library = _library()
    try:
        response = library.get(address(url), timeout=TIMEOUT, follow_redirects=False)
    except library.TransportError as error:
        raise StoreFailure(_silence(url, error, library)) from None
    return recognised(profiles, url, response.headers.get("server", ""))


def complete(response: httpx.Response, rows: int) -> None:
    """Return only if a store does not say that it cut an answer.

    Raises:
        IncompleteAnswer: it does.
    """
    cut = response.headers.get("x-sparql-maxrows", "")
    if cut.isdecimal() and rows >= int(cut):
        raise IncompleteAnswer(
            f"the store cut the answer at {cut} rows; raise its limit (ResultSetMaxRows), or ask "
            "with LIMIT and OFFSET"
        )


def _silence(url: str, error: Exception, library: Any) -> str:
    host = urlsplit(url).netloc
    if isinstance(error, library.ConnectError):
        return f"nothing answers at {host}; is the store running, and the port right?"
    if isinstance(error, library.TimeoutException):
        return f"{host} takes longer than allowed; run the same command again to go on"
    return f"{host} broke the connection off; run the same command again to go on"


def _refusal(url: str, response: httpx.Response) -> str:
    code = response.status_code
    if response.is_redirect:
        there = response.headers.get("location", "")
        return f"{url} sends on to {there}; if you trust that, give its address instead"
    first = next(iter(response.text.strip().splitlines()), "")[:120]
    mend = MENDS.get(code, "see the store's log" if code >= 500 else "is the profile right?")
    return f"{url} answers {code}{f' ({first})' if first else ''}; {mend}"


def _auth(target: Target) -> httpx.Auth | None:
    library = _library()
    known = target.credentials
    kinds = {"basic": library.BasicAuth, "digest": library.DigestAuth, "none": library.BasicAuth}
    if known.token or not known.user:
        return None
    auth: httpx.Auth = kinds[target.profile.auth](known.user, known.password)
    return auth


def _token(target: Target) -> dict[str, str]:
    token = target.credentials.token
    return {"Authorization": f"Bearer {token}"} if token else {}


def _library() -> Any:
    try:
        import httpx
    except ImportError:
        raise MissingLibrary("httpx is not installed; pip install 'ixakg[stores]'") from None
    return httpx
