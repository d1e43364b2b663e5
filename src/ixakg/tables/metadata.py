"""Read a CSVW metadata file into a ``Schema``, and refuse what is not understood."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ixakg.datatypes import DATATYPES, Datatype
from ixakg.errors import InvalidSchema, suggestion
from ixakg.tables.schema import Column, ForeignKey, Limits, Schema, Table
from ixakg.tables.uritemplates import UriTemplate
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ixakg.prefixes import Prefixes

Json = dict[str, Any]

IN_GRAPH = IXA.base + "inGraph"
ROW_OF = IXA.base + "rowOf"
INHERITED = frozenset(
    [
        "aboutUrl",
        "datatype",
        "default",
        "lang",
        "null",
        "ordered",
        "propertyUrl",
        "required",
        "separator",
        "textDirection",
        "valueUrl",
    ]
)
KNOWN = {
    "the top": INHERITED | {"@context", "@id", "@type", "dialect", "tables"},
    "a table": INHERITED
    | {"@id", "@type", "dialect", "suppressOutput", "tableDirection", "tableSchema", "url"},
    "a tableSchema": INHERITED
    | {"@id", "@type", "columns", "foreignKeys", "primaryKey", "rowTitles"},
    "a column": INHERITED | {"@id", "@type", "name", "suppressOutput", "titles", "virtual"},
    "a datatype": frozenset(
        ["@id", "@type", "base", "format", "length", "maximum", "maxLength", "minimum", "minLength"]
    ),
    "a foreign key": frozenset({"columnReference", "reference"}),
}


def read(path: Path, prefixes: Prefixes) -> Schema:
    """Return the schema that a metadata file describes.

    Raises:
        InvalidSchema: the file is no JSON, or says something that is not understood.
    """
    try:
        top = json.loads(path.read_text(encoding="utf-8-sig"))
        return _Reader(path.name, prefixes).schema(top)
    except json.JSONDecodeError as error:
        raise InvalidSchema(
            f"{path.name}:{error.lineno}: this is not JSON; {error.msg} at column {error.colno}"
        ) from None
    except _Fault as error:
        raise InvalidSchema(f"{path.name}: {error}") from None


class _Fault(ValueError):
    """What the metadata say wrongly, and where."""


@dataclass(frozen=True)
class _Reader:
    """Turns JSON objects into tables and columns; the nearest inherited property wins."""

    name: str
    prefixes: Prefixes

    def schema(self, top: Json) -> Schema:
        _check(top, "the top", "the top level")
        tables = [self.table(top, table) for table in top.get("tables", [])]
        schema = Schema({table.url: table for table in tables})
        if len(schema.tables) < len(tables):
            raise _Fault("a url stands on two tables; give every table its own file")
        for table in tables:
            for key in table.foreign_keys:
                _check_foreign_key(table, key, schema)
            for column in table.columns:
                _check_row_of(table, column, schema)
        return schema

    def table(self, top: Json, table: Json) -> Table:
        url = table.get("url")
        if not isinstance(url, str):
            raise _Fault("a table has no url; name its file, such as arms.tsv")
        where = f"table {url}"
        _check(table, "a table", where)
        details = table.get("tableSchema", {})
        _check(details, "a tableSchema", where)
        inherited = _inherited(top, table, details)
        columns = tuple(self.column(where, inherited, column) for column in details["columns"])
        names = [column.name for column in columns]
        if len(set(names)) < len(names):
            raise _Fault(f"{where}: two columns have one name; names must differ")
        in_graph = table.get(IN_GRAPH, top.get(IN_GRAPH))
        if not isinstance(in_graph, str):
            raise _Fault(f'{where}: say into which named graph it goes with "{IN_GRAPH}"')
        result = Table(
            url=url,
            title=_text(table.get("dc:title")),
            description=_text(table.get("dc:description")),
            in_graph=self.template(where, in_graph),
            columns=columns,
            primary_key=_names(details.get("primaryKey")),
            foreign_keys=tuple(_foreign_key(where, key) for key in details.get("foreignKeys", [])),
        )
        _check_names(where, result)
        return result

    def column(self, table: str, inherited: Json, column: Json) -> Column:
        name = column.get("name")
        where = f"{table}, column {name or column.get('titles')}"
        if not isinstance(name, str) or not re.fullmatch(r"\w+", name):
            raise _Fault(f"{where}: name must be one word")
        _check(column, "a column", where)
        given = inherited | column
        if "aboutUrl" not in given or "propertyUrl" not in given:
            raise _Fault(f"{where}: neither it nor its table says aboutUrl and propertyUrl")
        datatype, limits = _datatype(where, given.get("datatype", "string"))
        null = given.get("null", "")
        value_url = given.get("valueUrl")
        return Column(
            name=name,
            title=_text(column.get("titles", name)),
            description=_text(column.get("dc:description")),
            datatype=datatype,
            limits=limits,
            about_url=self.template(where, given["aboutUrl"]),
            property_url=self.template(where, given["propertyUrl"]),
            value_url=None if value_url is None else self.template(where, value_url),
            required=bool(given.get("required", False)),
            null=(null,) if isinstance(null, str) else tuple(null),
            separator=given.get("separator"),
            lang=given.get("lang"),
            default=given.get("default", ""),
            virtual=bool(column.get("virtual", False)),
            suppress_output=bool(column.get("suppressOutput", False)),
            row_of=column.get(ROW_OF, ""),
        )

    def template(self, where: str, text: str) -> UriTemplate:
        try:
            return UriTemplate(self.prefixes.expand(text) or text)
        except ValueError as error:
            raise _Fault(f"{where}: {error}") from None


def _inherited(*levels: Json) -> Json:
    return {key: value for level in levels for key, value in level.items() if key in INHERITED}


def _check(described: Mapping[str, object], kind: str, where: str) -> None:
    for key in described:
        if ":" not in key and key not in KNOWN[kind]:
            raise _Fault(f"{where}: {kind} has no property {key!r}; {suggestion(key, KNOWN[kind])}")


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case [first, *_]:
            return _text(first)
        case {"@value": text}:
            return _text(text)
        case dict() if value:
            return _text(next(iter(value.values())))
    return ""


def _names(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())  # type: ignore[arg-type]


def _datatype(where: str, given: str | Json) -> tuple[Datatype, Limits]:
    described = {"base": given} if isinstance(given, str) else given
    _check(described, "a datatype", where)
    base = described.get("base", "string")
    if base not in DATATYPES:
        raise _Fault(f"{where}: no datatype {base!r}; {suggestion(base, DATATYPES)}")
    datatype = DATATYPES[base]
    pattern = described.get("format")
    if pattern is not None and not datatype.is_text:
        raise _Fault(f"{where}: only text takes a format; use minimum and maximum for numbers")
    try:
        return datatype, Limits(
            pattern=None if pattern is None else re.compile(pattern),
            minimum=_decimal(described.get("minimum")),
            maximum=_decimal(described.get("maximum")),
            max_length=_whole(described.get("maxLength")),
        )
    except re.error as error:
        raise _Fault(f"{where}: the format {pattern!r} is no regular expression; {error}") from None
    except InvalidOperation:
        raise _Fault(f"{where}: minimum and maximum must be numbers") from None


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def _foreign_key(where: str, given: Json) -> ForeignKey:
    _check(given, "a foreign key", where)
    reference = given.get("reference", {})
    key = ForeignKey(
        columns=_names(given.get("columnReference")),
        table=reference.get("resource", ""),
        keys=_names(reference.get("columnReference")),
    )
    if not key.columns or len(key.columns) != len(key.keys):
        raise _Fault(f"{where}: a foreign key must name as many columns here as there")
    return key


def _check_foreign_key(table: Table, key: ForeignKey, schema: Schema) -> None:
    where = f"table {table.url}"
    if key.table not in schema.tables:
        raise _Fault(
            f"{where}: a foreign key names the table {key.table!r}; "
            + suggestion(key.table, schema.tables)
        )
    _check_columns(where, key.keys, schema.tables[key.table])


def _check_row_of(table: Table, column: Column, schema: Schema) -> None:
    named = schema.tables.get(column.row_of)
    if column.row_of and (named is None or len(named.primary_key) != 1):
        raise _Fault(
            f"table {table.url}, column {column.name}: {ROW_OF} names {column.row_of!r}; "
            "name a table whose primary key is one column"
        )


def _check_columns(where: str, names: tuple[str, ...], table: Table) -> None:
    for name in names:
        if name not in table.by_name:
            raise _Fault(
                f"{where}: {table.url} has no column {name!r}; {suggestion(name, table.by_name)}"
            )


def _check_names(where: str, table: Table) -> None:
    """Refuse keys and templates that name what is no column, or a list where one value is due."""
    _check_columns(where, table.primary_key, table)
    for key in table.foreign_keys:
        _check_columns(where, key.columns, table)
    single = {c.name for c in table.columns if not c.virtual and c.separator is None}
    uses = [(where, table.in_graph.names, single)]
    for column in table.columns:
        at = f"{where}, column {column.name}"
        uses += [
            (at, column.about_url.names, single | {"_name"}),
            (at, column.property_url.names, single | {"_name"}),
            (
                at,
                column.value_url.names if column.value_url else frozenset(),
                single | {"_name", column.name},
            ),
        ]
    for at, names, allowed in uses:
        for name in sorted(names - allowed):
            raise _Fault(
                f"{at}: a template uses {{{name}}}, which is no column with one value a row; "
                + suggestion(name, allowed)
            )
