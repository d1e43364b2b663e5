"""The metadata of tables: what is not understood is refused, in words that lead to the mend."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ixakg import InvalidPrefixes, InvalidSchema
from ixakg.build import METADATA
from ixakg.prefixes import Prefixes
from ixakg.tables import metadata
from ixakg.tables.uritemplates import UriTemplate
from small import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ixakg.tables.schema import Schema

SHIPPED = BUNDLE / "data/tables" / METADATA


def read(path: Path) -> Schema:
    return metadata.read(path, Prefixes.read(BUNDLE / "ontology/prefixes.tsv"))


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    document = json.loads(SHIPPED.read_text(encoding="utf-8"))
    change(document)
    path = folder / "metadata.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def columns(document: dict[str, Any], table: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document["tables"][table]["tableSchema"]["columns"]
    return found


def test_a_column_has_the_limits_and_gap_tokens_of_the_metadata() -> None:
    dose = read(SHIPPED).tables["arms.tsv"].by_name["dose"]
    assert (dose.title, dose.datatype.noun, dose.required) == ("dose", "a number", False)
    assert (dose.limits.minimum, dose.limits.maximum) == (Decimal(0), Decimal(500))
    assert dose.null == ("not_reported", "not_applicable")


def test_properties_are_inherited_and_the_nearest_wins() -> None:
    arms = read(SHIPPED).tables["arms.tsv"]
    assert arms.by_name["dose"].property_url.text == "https://w3id.org/ixakg/ontology/{_name}"
    assert arms.by_name["label"].property_url.text == "http://www.w3.org/2000/01/rdf-schema#label"


def test_virtual_columns_stand_in_no_file() -> None:
    arms = read(SHIPPED).tables["arms.tsv"]
    assert "type" in arms.by_name
    assert list(arms.by_title) == [
        *("source", "id", "label", "drug", "dose", "route", "subjects", "statements")
    ]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (
            lambda d: columns(d)[4].update(requird=True),
            "table arms.tsv, column dose: a column has no property 'requird'; "
            "did you mean 'required'?",
        ),
        (
            lambda d: columns(d)[4].update(datatype="decimel"),
            "table arms.tsv, column dose: no datatype 'decimel'; did you mean 'decimal'?",
        ),
        (
            lambda d: columns(d)[4].update(datatype={"base": "decimal", "format": "0.0"}),
            "table arms.tsv, column dose: only text takes a format; "
            "use minimum and maximum for numbers",
        ),
        (
            lambda d: columns(d)[4].update(datatype={"base": "decimal", "minimum": "low"}),
            "table arms.tsv, column dose: minimum and maximum must be numbers",
        ),
        (
            lambda d: columns(d)[0].update(datatype={"format": "[a-z"}),
            "table arms.tsv, column source: the format '[a-z' is no regular expression; "
            "unterminated character set at position 0",
        ),
        (
            lambda d: columns(d)[3].update(valueUrl="https://example.org/{drug}"),
            "table arms.tsv, column givesDrug: a template uses {drug}, "
            "which is no column with one value a row; did you mean 'givesDrug'?",
        ),
        (
            lambda d: columns(d)[3].update(valueUrl="https://example.org/{isStatedIn}"),
            "table arms.tsv, column givesDrug: a template uses {isStatedIn}, "
            "which is no column with one value a row; there are: "
            "_name, dose, givesDrug, id, label, route, source, subjects",
        ),
        (
            lambda d: columns(d)[3].update(valueUrl="https://example.org/{?id}"),
            "table arms.tsv, column givesDrug: 'https://example.org/{?id}' "
            "may hold only {name} and {+name}",
        ),
        (
            lambda d: columns(d)[4].update(name="givesDrug"),
            "table arms.tsv: two columns have one name; names must differ",
        ),
        (
            lambda d: columns(d)[4].update(name="the dose"),
            "table arms.tsv, column the dose: name must be one word",
        ),
        (
            lambda d: d["tables"][0]["tableSchema"].update(primaryKey=["sauce"]),
            "table arms.tsv: arms.tsv has no column 'sauce'; did you mean 'source'?",
        ),
        (
            lambda d: d["tables"][0]["tableSchema"]["foreignKeys"][0]["reference"].update(
                resource="drug.tsv"
            ),
            "table arms.tsv: a foreign key names the table 'drug.tsv'; "
            "did you mean 'drugs.tsv' or 'arms.tsv'?",
        ),
        (
            lambda d: d["tables"][0]["tableSchema"]["foreignKeys"][0].update(columnReference=[]),
            "table arms.tsv: a foreign key must name as many columns here as there",
        ),
        (
            lambda d: d["tables"][0]["tableSchema"]["columns"][5].update(
                {"https://w3id.org/ixakg/ontology/rowOf": "arms.tsv"}
            ),
            "table arms.tsv, column route: https://w3id.org/ixakg/ontology/rowOf names "
            "'arms.tsv'; name a table whose primary key is one column",
        ),
        (
            lambda d: d["tables"][0].pop("https://w3id.org/ixakg/ontology/inGraph"),
            "table arms.tsv: say into which named graph it goes with "
            '"https://w3id.org/ixakg/ontology/inGraph"',
        ),
        (
            lambda d: d["tables"][1].update(url="arms.tsv"),
            "a url stands on two tables; give every table its own file",
        ),
        (
            lambda d: d["tables"][1].pop("url"),
            "a table has no url; name its file, such as arms.tsv",
        ),
        (
            lambda d: d.pop("propertyUrl"),
            "table arms.tsv, column source: neither it nor its table says aboutUrl and propertyUrl",
        ),
    ],
)
def test_what_is_not_understood_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], mistake: str
) -> None:
    with pytest.raises(InvalidSchema) as raised:
        read(changed(tmp_path, change))
    assert str(raised.value) == f"metadata.json: {mistake}"


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "metadata.json"
    path.write_text('{"tables":\n []', encoding="utf-8")
    with pytest.raises(InvalidSchema, match=r"^metadata.json:2: this is not JSON; "):
        read(path)


@pytest.mark.parametrize(
    ("template", "iri"),
    [
        ("https://example.org/{name}", "https://example.org/a%2Fb%20c%3F%C3%BC~d"),
        ("https://example.org/{+name}", "https://example.org/a/b%20c?%C3%BC~d"),
        ("https://example.org/{_name}#{id}", "https://example.org/column#7"),
    ],
)
def test_templates_expand_as_rfc_6570_says(template: str, iri: str) -> None:
    values = {"name": "a/b c?ü~d", "id": "7", "_name": "column"}
    assert UriTemplate(template).expand(values) == iri


def test_a_template_without_its_value_says_nothing() -> None:
    assert UriTemplate("https://example.org/{name}").expand({}) is None


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("prefix,namespace\n", "prefixes.tsv:1: the header must be prefix<TAB>namespace"),
        (
            "prefix\tnamespace\nex http://example.org/\n",
            "prefixes.tsv:2: write one prefix, a tab and its namespace, once",
        ),
        (
            "prefix\tnamespace\nex\thttp://a/\nex\thttp://b/\n",
            "prefixes.tsv:3: write one prefix, a tab and its namespace, once",
        ),
    ],
)
def test_a_bad_table_of_prefixes_is_refused(tmp_path: Path, text: str, mistake: str) -> None:
    path = tmp_path / "prefixes.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPrefixes) as raised:
        Prefixes.read(path)
    assert str(raised.value) == mistake


def test_the_longest_namespace_makes_the_curie() -> None:
    prefixes = Prefixes({"obo": "http://o/", "CHEBI": "http://o/CHEBI_"})
    assert prefixes.curie("http://o/CHEBI_52717") == "CHEBI:52717"
    assert prefixes.curie("http://o/RO_1") == "obo:RO_1"
    assert prefixes.curie("http://elsewhere/") == "http://elsewhere/"
    assert prefixes.expand("CHEBI:52717") == "http://o/CHEBI_52717"
    assert prefixes.expand("http://o/CHEBI_52717") is None
