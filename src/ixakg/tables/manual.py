"""What each table and column is for, which values it takes, and what it names, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ixakg.tables import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ixakg.tables.rows import Row
    from ixakg.tables.schema import Column, Schema, Table
    from ixakg.tables.terms import Terms

FEW = 60  # ids that are worth listing


@dataclass(frozen=True, slots=True)
class Entry:
    """A column: what must stand in it, what it means, and the words that it takes."""

    column: Column
    need: str
    sentences: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A table: what a row of it is, its columns, and the rows that are shipped."""

    table: Table
    name: str
    entries: tuple[Entry, ...]
    shipped: tuple[str, ...]

    @property
    def is_of_a_source(self) -> bool:
        """Whether its rows say what one source says."""
        return bool(self.table.in_graph.names)


def chapters(schema: Schema, terms: Terms, rows: Iterable[Row]) -> list[Chapter]:
    """Return a chapter for each table, those that others name before those that name them."""
    ids: dict[str, list[str]] = {table.url: [] for table in schema}
    for row in rows:
        key = row.key(row.table.primary_key)
        if key and len(key) == 1 and not row.table.in_graph.names:
            ids[row.table.url].append(key[0])
    found = {
        table.url: Chapter(
            table,
            stem(table.url),
            tuple(_entry(table, column, terms) for column in table.by_title.values()),
            tuple(sorted(ids[table.url])) if len(ids[table.url]) <= FEW else (),
        )
        for table in schema
    }
    return [found[url] for url in _in_order(schema)]


def stem(url: str) -> str:
    """Return the name of a table without the suffix of its file."""
    return url.removesuffix(".tsv")


def markdown(intro: str, told: Sequence[Chapter], terms: Terms, example: Iterable[str]) -> str:
    """Return the text of a README: an introduction, the gap tokens, and all tables."""
    used = ", ".join(f"`{name}`" for name in sorted(example))
    parts = [
        intro.rstrip(),
        "## When there is no value",
        "\n".join(_tokens(terms)),
        "## The tables",
        f"The example fills in {used}. The others are for what it does not have.",
    ]
    groups = (("Things that studies share", False), ("What a source says", True))
    for title, of_a_source in groups:
        parts.append(f"## {title}")
        parts += (_chapter(c) for c in told if c.is_of_a_source is of_a_source)
    return "\n\n".join(parts) + "\n"


def sentence(entry: Entry) -> str:
    """Return what a column is for, in one line."""
    return " ".join(entry.sentences)


def _chapter(chapter: Chapter) -> str:
    lines = [f"### {chapter.name}", "", chapter.table.description, ""]
    for entry in chapter.entries:
        lines.append(f"- **{entry.column.title}** ({entry.need}): {sentence(entry)}")
    if chapter.shipped:
        lines += ["", f"There already: {', '.join(f'`{name}`' for name in chapter.shipped)}."]
    return "\n".join(lines)


def _tokens(terms: Terms) -> Iterator[str]:
    for token, iri in terms.gaps.items():
        yield f"- `{token}`: {terms.definition(iri.value)}"


def _entry(table: Table, column: Column, terms: Terms) -> Entry:
    words = terms.values(column)
    sentences = [column.description or f"{_capital(column.datatype.noun)}."]
    shown = {word: _in_brackets(word, label) for word, label in words.items()}
    if any(shown.values()) or not all(word in column.description for word in words):
        listed = ", ".join(f"`{word}`{label}" for word, label in shown.items())
        sentences.append(f"{'Any of' if column.separator else 'One of'} {listed}.")
    sentences += _references(table, column)
    sentences += _form(column)
    gaps = cells.tokens(column, terms.gaps)
    if column.may_be_blank:
        need = "may be blank" + (", or a token" if gaps else "")
    else:
        need = "a value or a token" if gaps else "required"
    return Entry(column, need, tuple(sentences), tuple(words))


def _in_brackets(word: str, label: str) -> str:
    same = label.replace(" ", "").casefold() == word.casefold()
    return f" ({label})" if label and not same else ""


def _references(table: Table, column: Column) -> Iterator[str]:
    for key in table.foreign_keys:
        if key.columns[-1] == column.name:
            same = " of the same source" if len(key.columns) > 1 else ""
            yield f"Names {'rows' if column.separator else 'a row'} of `{stem(key.table)}`{same}."
    if column.row_of:
        yield f"Or the id of a row of `{stem(column.row_of)}`."


def _form(column: Column) -> Iterator[str]:
    limits, noun = column.limits, column.datatype.noun
    ends = [
        f"{word} {end}"
        for word, end in (("from", limits.minimum), ("to", limits.maximum))
        if end is not None
    ]
    if not column.datatype.is_text and column.description:
        yield " ".join([_capital(noun), *ends]) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_order(schema: Schema) -> list[str]:
    """Return the tables so that each stands behind those that it names, where that can be."""
    names: Mapping[str, set[str]] = {
        table.url: {key.table for key in table.foreign_keys}
        | {column.row_of for column in table.columns if column.row_of}
        for table in schema
    }
    order: list[str] = []

    def visit(url: str, above: frozenset[str]) -> None:
        if url in order or url in above:
            return
        for other in sorted(names[url]):
            visit(other, above | {url})
        order.append(url)

    for table in schema:
        visit(table.url, frozenset())
    return order
