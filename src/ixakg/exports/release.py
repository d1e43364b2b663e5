"""A release: every file that others need, with its checksum, in one folder."""

from __future__ import annotations

import html
import json
import shutil
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from ixakg.errors import InvalidExport
from ixakg.exports import dataset
from ixakg.exports.formats import export, of_name
from ixakg.files import new_folder
from ixakg.solutions import NO_PREFIXES, count, text
from ixakg.turtle import write as turtle
from ixakg.vocabulary import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ixakg.exports.content import Content

    File = tuple[str, str, int, str]

ONTOLOGY = ("ontology.jsonld", "ontology.nt", "ontology.rdf")
WHOLE = (
    "edges.tsv",
    "findings.csv",
    "ixakg.canonical.nq",
    "ixakg.jsonld",
    "ixakg.nanopub.trig.gz",
    "ixakg.trig",
    "ixakg.ttl",
    "nodes.tsv",
)
MEDIA_TYPES = {".gz": "application/gzip", ".rq": "application/sparql-query", ".ttl": "text/turtle"}


def release(content: Content, folder: Path, site: str = "") -> int:
    """Write all files of a release into a new folder, and return their number.

    The folder appears when all of it is there. With the address of the site that will serve it,
    the rules for w3id.org are among the files.

    Raises:
        CannotWrite: the folder is there already, or cannot be written.
    """
    with new_folder(folder) as temporary:
        _write(content, temporary, site.rstrip("/"))
    return sum(1 for path in folder.rglob("*") if path.is_file())


def _write(content: Content, folder: Path, site: str) -> None:
    for graph in content.graphs:
        path = folder / "graphs" / f"{graph.value.removeprefix(GRAPHS)}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        export(replace(content, graphs=(graph,)), path)
    ontology = tuple(graph for graph in content.graphs if graph.value == f"{GRAPHS}ontology")
    for name in ONTOLOGY:
        export(replace(content, graphs=ontology, merge=True), folder / name)
    for name in WHOLE:
        export(replace(content, merge=not of_name(name).graphs), folder / name)
    shutil.copytree(content.bundle.root / "queries", folder / "queries")
    if site:
        (folder / "w3id").mkdir()
        for name, target in (("htaccess", ".htaccess"), ("README.md", "README.md")):
            rules = (content.bundle.root / "ontology" / "w3id" / name).read_text(encoding="utf-8")
            text = rules.replace("{site}", site)
            (folder / "w3id" / target).write_text(text, encoding="utf-8", newline="\n")
    files = list(_files(folder))
    for name, text in _described(content, files, site):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    sums = "".join(f"{digest}  {path}\n" for path, _, _, digest in _files(folder))
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")


def _described(content: Content, files: list[File], site: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of the files that are about the other files."""
    meta = dataset.describe(content.store, content.bundle)
    version = dataset.release_of(meta)
    said = {quad.triple for quad in meta}
    said |= set(dataset.distributions(version, files, site))
    schema = dataset.schema_org(meta, files, site)
    listed = [
        {"bytes": size, "media_type": media, "path": path, "sha256": digest}
        for path, media, size, digest in files
    ]
    yield "void.ttl", turtle(said, content.prefixes)
    yield "dataset.jsonld", schema
    yield dataset.CRATE, dataset.ro_crate(schema, files)
    manifest = {"files": listed, "release": version.value}
    yield "manifest.json", json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    yield "index.html", _page(content, files, schema)


def _files(folder: Path) -> Iterator[File]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            yield name, _media_type(path), len(text), sha256(text).hexdigest()


def _media_type(path: Path) -> str:
    known = MEDIA_TYPES.get(path.suffix)
    if known:
        return known
    try:
        return of_name(path.name).media_type
    except InvalidExport:
        return "text/plain"


def _page(content: Content, files: list[File], schema: str) -> str:
    """Return a page that lists the files and the terms, and tells search engines what it is."""
    facts = json.loads(schema)
    terms = "".join(
        f'<dt id="{html.escape(term.rsplit("/", 1)[1])}">{html.escape(label)}</dt>'
        f"<dd>{html.escape(definition)}</dd>\n"
        for term, label, definition in sorted(
            {
                tuple(text(cell, NO_PREFIXES) for cell in list(row)[:3])
                for row in content.select("description", "terms")
            }
        )
    )
    title = html.escape(str(facts.get("name", "")))
    # A closing tag in the data must not end the script.
    script = schema.replace("</", "<\\/")
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<script type="application/ld+json">\n{script}</script>\n<h1>{title}</h1>\n'
        f"<p>{html.escape(str(facts.get('description', '')))}</p>\n"
        f"<p>Version {facts.get('version', '')}, {len(content.store)} triples. Licence: "
        f'<a href="{facts.get("license", "")}">{facts.get("license", "")}</a>.</p>\n'
        f"<h2>Files</h2>\n{_listed(files)}<h2>Terms</h2>\n<dl>\n{terms}</dl>\n</html>\n"
    )


def _listed(files: list[File]) -> str:
    """Return the files that hold everything, and below those of each folder."""
    folders: dict[str, list[File]] = {}
    for file in files:
        folders.setdefault(file[0].rpartition("/")[0].partition("/")[0], []).append(file)
    whole = _links(folders.pop("", []))
    parts = (
        f"<details><summary>{name}: {count(len(found), 'file')}</summary>\n"
        f"{_links(found)}</details>\n"
        for name, found in folders.items()
    )
    return whole + "".join(parts)


def _links(files: list[File]) -> str:
    items = (
        f'<li><a href="{path}">{path}</a> {_title(path) or media}, {(size + 999) // 1000} kB</li>\n'
        for path, media, size, _ in files
    )
    return f"<ul>\n{''.join(items)}</ul>\n"


def _title(path: str) -> str:
    try:
        return of_name(path).title
    except InvalidExport:
        return ""
