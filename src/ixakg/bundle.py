"""Where the four folders of knowledge are: in the installed package, a checkout, or elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ixakg.errors import MissingFolder
from ixakg.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("ontology", "shapes", "data", "queries")


class Bundle(NamedTuple):
    """The folders ``ontology``, ``shapes``, ``data`` and ``queries`` under one root."""

    root: Path

    @classmethod
    def at(cls, root: Path | None = None) -> Bundle:
        """Return the bundle under a root, or the one that is shipped with the package.

        Raises:
            MissingFolder: one of the four folders is not there.
        """
        here = Path(__file__).parent
        roots = [root] if root else [here / "_bundle", here.parents[1]]
        for candidate in roots:
            if all((candidate / name).is_dir() for name in FOLDERS):
                return cls(candidate)
        missing = [name for name in FOLDERS if not (roots[-1] / name).is_dir()]
        raise MissingFolder(
            f"{roots[-1]}: there is no folder {' or '.join(missing)}; "
            + ("name a root that holds all four" if root else "install ixakg again")
        )

    @property
    def prefixes(self) -> Path:
        """The table of prefixes."""
        return self.root / "ontology" / "prefixes.tsv"

    @property
    def tables(self) -> Path:
        """The folder of curated tables."""
        return self.root / "data" / "tables"

    @property
    def facts(self) -> Path:
        """The folder of generated Turtle files."""
        return self.root / "data" / "facts"

    @property
    def template(self) -> Path:
        """The folder of what a template for one's own tables is made of."""
        return self.root / "data" / "template"

    @property
    def profiles(self) -> Path:
        """The file that says how linked-data stores differ."""
        return self.root / "data" / "stores" / "profiles.toml"

    def queries(self, group: str) -> Path:
        """Return the folder of one group of queries."""
        return self.root / "queries" / group

    def graphs(self) -> Iterator[tuple[Path, str]]:
        """Yield every Turtle file with the IRI of the named graph that it belongs to.

        The first part of the path of a graph is its group: ``ontology``, ``reference``,
        ``source``, and so on.
        """
        for name in ("ontology", "shapes"):
            for path in sorted((self.root / name).glob("*.ttl")):
                yield path, GRAPHS + name
        for path in sorted(self.facts.glob("**/*.ttl")):
            yield path, GRAPHS + path.relative_to(self.facts).with_suffix("").as_posix()
