"""The dataset described for machines: the graph ``meta``, and its summary for search engines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

from ixakg.errors import InvalidQuestion
from ixakg.queries import Catalogue
from ixakg.vocabulary import DCAT, DCTERMS, GRAPHS, RDF, SCHEMA, SPDX, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode, DefaultGraph, Store

    from ixakg.bundle import Bundle

META = NamedNode(GRAPHS + "meta")
ABOUT = ("dataset", "partitions")
CRATE = "ro-crate-metadata.json"


def describe(store: Store, bundle: Bundle) -> set[Quad]:
    """Return the graph ``meta``: what the dataset is, holds, and is derived from.

    It is what the queries in ``queries/description`` say, which read the other graphs only.

    Raises:
        InvalidQuestion: a query is missing, or has other columns than a triple.
    """
    catalogue = Catalogue(bundle.queries("description"))
    graphs: list[NamedNode | BlankNode | DefaultGraph] = [
        graph for graph in store.named_graphs() if graph != META
    ]
    named: list[NamedNode | BlankNode] = [graph for graph in graphs if isinstance(graph, NamedNode)]
    said: set[Quad] = set()
    for name in ABOUT:
        found = store.query(catalogue[name].sparql, default_graph=graphs, named_graphs=named)
        if not isinstance(found, QuerySolutions) or len(found.variables) != 3:
            raise InvalidQuestion(
                f"description/{name}.rq: it must SELECT ?subject ?predicate ?object"
            )
        said |= {Quad(row[0], row[1], row[2], META) for row in found}
    return said


def distributions(
    release: NamedNode, files: Iterable[tuple[str, str, int, str]], site: str
) -> Iterator[Triple]:
    """Yield what is said of the files of a release: path, media type, bytes and SHA-256 of each."""
    for path, media_type, size, digest in files:
        node = NamedNode(f"{release.value}/file/{path}")
        checksum = NamedNode(f"{node.value}/sha256")
        yield Triple(release, DCAT.distribution, node)
        yield Triple(node, RDF.type, DCAT.Distribution)
        yield Triple(node, DCTERMS.title, Literal(path))
        yield Triple(node, DCAT.mediaType, media(media_type))
        yield Triple(node, DCAT.byteSize, Literal(str(size), datatype=XSD.nonNegativeInteger))
        yield Triple(node, SPDX.checksum, checksum)
        yield Triple(checksum, RDF.type, SPDX.Checksum)
        yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        yield Triple(checksum, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary))
        if site:
            yield Triple(node, DCAT.downloadURL, NamedNode(f"{site}/{path}"))


def media(media_type: str) -> NamedNode:
    """Return the IRI of a media type."""
    return NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")


def release_of(meta: Iterable[Quad]) -> NamedNode:
    """Return the version of the dataset that the graph ``meta`` is about.

    Raises:
        InvalidQuestion: it is about none.
    """
    for quad in meta:
        is_version = quad.predicate == RDF.type and quad.object == SCHEMA.Dataset
        if is_version and isinstance(quad.subject, NamedNode):
            return quad.subject
    raise InvalidQuestion(
        "description/dataset.rq: it must say of a version that it is a schema:Dataset"
    )


def schema_org(meta: Iterable[Quad], files: Iterable[tuple[str, str, int, str]], site: str) -> str:
    """Return the description for search engines, as JSON-LD in the words of schema.org."""
    release = release_of(meta)
    said: dict[str, object] = {"@context": "https://schema.org/", "@type": "Dataset"}
    for quad in sorted(meta, key=str):
        if quad.subject == release and quad.predicate.value in SCHEMA:
            term = quad.object
            name = quad.predicate.value.removeprefix(SCHEMA.base)
            said[name] = term.value if isinstance(term, NamedNode | Literal) else str(term)
    said["@id"] = release.value
    said["distribution"] = [
        {
            "@type": "DataDownload",
            "contentSize": f"{size} B",
            "contentUrl": f"{site}/{path}" if site else path,
            "encodingFormat": media_type,
            "sha256": digest,
        }
        for path, media_type, size, digest in files
    ]
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def ro_crate(schema: str, files: Iterable[tuple[str, str, int, str]]) -> str:
    """Return the metadata of the folder as an RO-Crate 1.1: what schema.org is told, file by file.

    The folder itself is the dataset, and its files stand beside it in a flat list.
    """
    listed = [
        {"@id": path, "@type": "File", "contentSize": str(size), "encodingFormat": media_type}
        | {"name": path, "sha256": digest}
        for path, media_type, size, digest in files
    ]
    told = {
        name: value
        for name, value in json.loads(schema).items()
        if name not in ("@context", "@id", "distribution")
    }
    licence = told.get("license", "")
    crate = {
        **told,
        "@id": "./",
        "hasPart": [{"@id": entry["@id"]} for entry in listed],
        "identifier": json.loads(schema)["@id"],
        "license": {"@id": licence},
    }
    about = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    page = {"@id": licence, "@type": "CreativeWork", "name": licence}
    graph = [about, crate, page, *listed]
    said = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
