"""Where a store is and how to speak to it: profiles of engines, addresses, credentials."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ixakg.errors import InvalidTarget, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

USER = "IXAKG_STORE_USER"
PASSWORD = "IXAKG_STORE_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN = "IXAKG_STORE_TOKEN"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class Profile:
    """How one engine differs from others, as ``data/stores/profiles.toml`` says."""

    name: str
    server: str
    query: str
    update: str
    graph_store: str
    read: str
    auth: str
    default_graph: str
    most_rows: int
    cuts: str
    unions: bool
    chunk_triples: int
    chunk_bytes: int
    options: Mapping[str, str]
    load: tuple[str, ...]
    tested: bool


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; nothing of it is ever shown."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return "<Credentials>"

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.token or self.user)


@dataclass(frozen=True, slots=True)
class Target:
    """A store: the addresses it is asked, changed and written at, and its profile."""

    base: str
    profile: Profile
    credentials: Credentials = Credentials()

    @property
    def query(self) -> str:
        """The address of queries."""
        return self.profile.query.format(base=self.base)

    @property
    def update(self) -> str:
        """The address of updates."""
        return self.profile.update.format(base=self.base)

    @property
    def graph_store(self) -> str:
        """The address of the Graph Store Protocol, or nothing where the engine lacks it."""
        return self.profile.graph_store.format(base=self.base)

    @property
    def read(self) -> str:
        """The address at which the Graph Store Protocol reads."""
        return (self.profile.read or self.profile.graph_store).format(base=self.base)

    @classmethod
    def at(cls, url: str, profile: Profile) -> Target:
        """Return the store at an address, with the credentials of the environment or a netrc file.

        The address may be that of queries, updates or graphs, as people copy it.

        Raises:
            InvalidTarget: the address is none of a store, or holds a password.
        """
        base = address(url)
        for template in (profile.query, profile.update, profile.graph_store, profile.read):
            path = template.removeprefix("{base}")
            if path and base.endswith(path.rstrip("/")):
                base = base.removesuffix(path.rstrip("/"))
                break
        return cls(base, profile, credentials(urlsplit(base).hostname or ""))


def read(path: Path) -> dict[str, Profile]:
    """Return the profiles of a file by their names."""
    import tomllib

    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = {"graph_store": "", "read": "", "unions": False}
    return {
        name: Profile(**{**missing, **table, "name": name, "load": tuple(table["load"])})
        for name, table in sorted(tables.items())
    }


def named(profiles: Mapping[str, Profile], name: str) -> Profile:
    """Return the profile of a name.

    Raises:
        InvalidTarget: there is none.
    """
    if name not in profiles:
        raise InvalidTarget(f"no profile is called {name!r}; {suggestion(name, profiles)}")
    return profiles[name]


def recognised(profiles: Mapping[str, Profile], url: str, server: str) -> Profile:
    """Return the profile of the engine that calls itself something in its Server header.

    Raises:
        InvalidTarget: no engine is called so.
    """
    for profile in profiles.values():
        if server.startswith(profile.server):
            return profile
    said = f"calls itself {server!r}" if server else "does not say what it is"
    raise InvalidTarget(f"{url} {said}; name it with --profile: {', '.join(profiles)}")


def address(url: str) -> str:
    """Return an address without its last slash.

    Raises:
        InvalidTarget: it is none of a store, or holds a password.
    """
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise InvalidTarget(
            f"the address holds a user or a password, which others could read; leave it out and "
            f"set {USER} and {PASSWORD}, or write a line for {parts.hostname} into ~/.netrc"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidTarget(f"{url!r} is no address of a store; write http://HOST:PORT/…")
    if parts.query or parts.fragment:
        raise InvalidTarget("the address ends in ? or #; give it without that")
    return url.rstrip("/")


def credentials(host: str) -> Credentials:
    """Return the credentials of the environment, or those of a netrc file for a host.

    Raises:
        InvalidTarget: the netrc file cannot be read.
    """
    given = Credentials(*(os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN)))
    return given or _netrc(host)


def _netrc(host: str) -> Credentials:
    from netrc import NetrcParseError, netrc
    from pathlib import Path

    path = Path(os.environ.get("NETRC") or "~/.netrc").expanduser()
    if not path.is_file():
        return Credentials()
    try:
        found = netrc(str(path)).authenticators(host)
    except (NetrcParseError, OSError):
        raise InvalidTarget(f"{path} cannot be read; write machine HOST login USER …") from None
    return Credentials(found[0], found[2]) if found else Credentials()
