"""A release says what it holds, is the same every time, and is found through w3id.org."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from ixakg import CannotWrite, KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

ROOT = Path(__file__).parents[1]
SITE = "https://data.example.org/ixakg"
ABOUT = {"SHA256SUMS", "dataset.jsonld", "index.html", "manifest.json", "void.ttl"}
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX pav: <http://purl.org/pav/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("release") / "ixakg-0.1.0"
    KnowledgeGraph.load(root=ROOT).release(path, site=f"{SITE}/")
    return path


@pytest.fixture(scope="module")
def described(folder: Path) -> Store:
    store = Store()
    store.load(path=str(folder / "void.ttl"), format=RdfFormat.TURTLE)
    return store


def ask(store: Store, pattern: str) -> bool:
    return bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}"))


def test_a_release_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    KnowledgeGraph.load(root=ROOT).release(again, site=SITE)
    first, second = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (folder, again)
    )
    assert first == second


def test_every_file_is_listed_with_its_checksum(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    assert sums == {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if name != "SHA256SUMS"
    }
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    about = {*ABOUT, "ro-crate-metadata.json"}
    assert {entry["path"] for entry in manifest["files"]} == files.keys() - about


def test_the_merged_ontology_has_its_version_iri(folder: Path) -> None:
    store = Store()
    store.load(path=str(folder / "graphs/ontology.ttl"), format=RdfFormat.TURTLE)
    assert ask(
        store,
        "<https://w3id.org/ixakg/ontology> <http://www.w3.org/2002/07/owl#versionIRI> "
        "<https://w3id.org/ixakg/ontology/0.1.0>",
    )
    assert ask(store, "ixa:Finding a ?x . ixa:Step a ?x . ixa:Xenograft a ?x")


def test_a_query_editor_reads_the_partitions(described: Store) -> None:
    assert ask(
        described,
        """?graph sd:graph [ void:classPartition [ void:class ixa:Finding ; void:entities 31 ;
             void:propertyPartition [ void:property ixa:ofArm ; void:triples 31 ;
               void:classPartition [ void:class ixa:Arm ] ] ] ]""",
    )
    assert ask(
        described,
        """?graph sd:graph [ void:classPartition [ void:class ixa:OutcomeMeasurement ;
             void:propertyPartition [ void:property ixa:lower ;
               void-ext:datatypePartition [
                 void-ext:datatype <http://www.w3.org/2001/XMLSchema#decimal> ] ] ] ]""",
    )


def test_the_dataset_is_described_on_three_levels(described: Store) -> None:
    dataset = "<https://w3id.org/ixakg/id/dataset/ixakg>"
    version = "<https://w3id.org/ixakg/id/dataset/ixakg/0.1.0>"
    assert ask(described, f"{dataset} a dcat:Dataset ; pav:hasCurrentVersion {version}")
    assert ask(
        described,
        f"""{version} dcterms:isVersionOf {dataset} ; pav:version "0.1.0" ;
              dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
              dcat:distribution ?file .
            ?file dcat:downloadURL <{SITE}/findings.csv> ; dcat:byteSize ?size ;
              spdx:checksum/spdx:checksumValue ?sum""",
    )


def test_a_graph_of_a_source_is_derived_from_its_document(described: Store) -> None:
    assert ask(
        described,
        "<https://w3id.org/ixakg/graph/source/escc> void:triples ?n ; "
        "prov:wasDerivedFrom <https://w3id.org/ixakg/id/work/guide>",
    )


def test_nothing_in_the_description_is_younger_than_the_version(folder: Path) -> None:
    dates = set(re.findall(r"\d{4}-\d\d-\d\d", (folder / "void.ttl").read_text("utf-8")))
    assert dates == {"2026-11-23"}


def test_the_page_tells_search_engines_what_the_dataset_is(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    script = re.search(r'<script type="application/ld\+json">\n(.*?)</script>', page, re.DOTALL)
    assert script
    said = json.loads(script[1])
    assert said == json.loads((folder / "dataset.jsonld").read_text("utf-8"))
    assert (said["@type"], said["version"]) == ("Dataset", "0.1.0")
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert f"{SITE}/nodes.tsv" in {file["contentUrl"] for file in said["distribution"]}
    assert '<dt id="Finding">' in page


def test_the_page_shows_the_whole_first_and_the_folders_folded(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    files = page[page.index("<h2>Files</h2>") : page.index("<h2>Terms</h2>")]
    whole, *folders = files.split("<details>")
    assert re.findall('href="([^"]+)"', whole) == sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.name not in {*ABOUT, "ro-crate-metadata.json"}
    )
    assert '<a href="nodes.tsv">nodes.tsv</a> KGX nodes, ' in whole
    assert "graphs: " in folders[0]
    assert "queries: " in folders[1]
    assert re.search(r"<p>Version 0\.1\.0, [1-9]\d* triples\. Licence: <a href=", page)


def test_the_dataset_is_not_taken_for_its_ontology(described: Store, folder: Path) -> None:
    title = '"ixakg: evidence from in vivo studies of antitumour drugs"@en'
    dataset = "<https://w3id.org/ixakg/id/dataset/ixakg>"
    version = "<https://w3id.org/ixakg/id/dataset/ixakg/0.1.0>"
    assert ask(described, f"{dataset} dcterms:title {title} . {version} dcterms:title {title}")
    told = json.loads((folder / "dataset.jsonld").read_text("utf-8"))
    assert told["name"] == "ixakg: evidence from in vivo studies of antitumour drugs"


def test_the_folder_is_a_research_object_crate(folder: Path) -> None:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    things = {thing["@id"]: thing for thing in crate["@graph"]}
    about = things["ro-crate-metadata.json"]
    assert about["about"] == {"@id": "./"}
    assert about["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = things["./"]
    assert root["@type"] == "Dataset"
    assert all(root[needed] for needed in ("name", "description", "datePublished"))
    assert things[root["license"]["@id"]]["@type"] == "CreativeWork"
    parts = {part["@id"] for part in root["hasPart"]}
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    assert parts == files.keys() - ABOUT - {"ro-crate-metadata.json"}
    for part in parts:
        assert things[part]["@type"] == "File"
        assert things[part]["contentSize"] == str(files[part].stat().st_size)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CannotWrite, match="there is something already; name a new folder"):
        KnowledgeGraph.load(root=ROOT).release(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_without_a_site_there_are_no_rules_and_it_says_so(
    ixakg: Callable[..., Outcome], tmp_path: Path
) -> None:
    done = ixakg("release", tmp_path / "new", root=ROOT)
    assert done.code == 0
    assert done.err.startswith("no rules for w3id.org, which need --site URL\n")
    assert not (tmp_path / "new" / "w3id").exists()


def redirect(rules: str, path: str, accept: str) -> str | None:
    """Where Apache would lead a client: the first rule whose conditions all hold."""
    conditions: list[str] = []
    for line in rules.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "RewriteCond":
            assert words[1] == "%{HTTP_ACCEPT}"
            conditions.append(words[2])
        elif words[0] == "RewriteRule":
            assert words[3] == "[R=302,L]"
            found = re.search(words[1], path)
            if found and all(re.search(condition, accept) for condition in conditions):
                return words[2].replace("$1", found[1] or "") if found.groups() else words[2]
            conditions = []
        else:
            assert line in {"Options +FollowSymLinks", "DirectorySlash Off", "RewriteEngine On"}
    return None


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "file"),
    [
        ("ontology", BROWSER, "index.html"),
        ("ontology/Finding", BROWSER, "index.html"),
        ("ontology", "text/turtle", "graphs/ontology.ttl"),
        ("ontology/0.1.0", "text/turtle", "graphs/ontology.ttl"),
        ("ontology/Finding", "application/rdf+xml", "ontology.rdf"),
        ("ontology", "application/ld+json", "ontology.jsonld"),
        ("ontology", "application/n-triples", "ontology.nt"),
        ("ontology", "*/*", "graphs/ontology.ttl"),
        ("shapes", "text/turtle", "graphs/shapes.ttl"),
        ("", BROWSER, "index.html"),
        ("id/study/escc", BROWSER, "index.html"),
        ("id/study/escc", "text/turtle", "ixakg.ttl"),
        ("id/study/escc", "application/ld+json", "ixakg.jsonld"),
        ("id/study/escc", "application/trig", "ixakg.trig"),
        ("id/study/escc", "application/n-quads", "ixakg.canonical.nq"),
        ("id/study/escc", "*/*", "ixakg.ttl"),
        ("graph/source/escc", "*/*", "graphs/source/escc.ttl"),
    ],
)
def test_an_address_leads_to_a_file_of_the_release(
    path: str, accept: str, file: str, folder: Path
) -> None:
    rules = (folder / "w3id" / ".htaccess").read_text("utf-8")
    assert redirect(rules, path, accept) == f"{SITE}/{file}"
    assert (folder / file).is_file()
