"""What rows say, as triples in named graphs (CSVW to RDF, minimal mode, one triple a value)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from ixakg.bases import moved
from ixakg.errors import Problem, suggestion
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ixakg.tables.rows import Row
    from ixakg.tables.schema import Column
    from ixakg.tables.terms import Terms
    from ixakg.tables.uritemplates import UriTemplate

    Known = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """One triple in its named graph, and the cell that says it."""

    quad: Quad
    row: Row
    column: Column

    @property
    def graph(self) -> NamedNode:
        """The named graph that the triple is in."""
        node = self.quad.graph_name
        return node if isinstance(node, NamedNode) else NamedNode(str(node)[1:-1])


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that says why it holds no value, and the node that stands for that."""

    node: NamedNode
    subject: NamedNode
    property: NamedNode
    graph: NamedNode
    status: NamedNode


@dataclass(frozen=True, slots=True)
class Facts:
    """What rows say, what they say is missing, and what cannot be said."""

    statements: tuple[Statement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()

    def quads(self, *, context: Iterable[Statement] = ()) -> set[Quad]:
        """Return all quads, with those of gaps; the context may name documents for gaps too."""
        documents = _documents([*context, *self.statements])
        said = {statement.quad for statement in self.statements}
        return said.union(*(_gap_quads(gap, documents) for gap in self.gaps))

    def subjects(self) -> set[str]:
        """Return the IRIs of all things that something is said about."""
        return {
            s.quad.subject.value for s in self.statements if isinstance(s.quad.subject, NamedNode)
        }

    def under(self, base: str, names: Mapping[str, str]) -> Facts:
        """Return the same facts in graphs under a base, with other names for some things."""

        def graph(node: NamedNode) -> NamedNode:
            return NamedNode(moved(node.value, base))

        def name(node: Any) -> Any:
            new = names.get(node.value) if isinstance(node, NamedNode) else None
            return NamedNode(new) if new else node

        statements = (
            replace(
                s,
                quad=Quad(
                    name(s.quad.subject), s.quad.predicate, name(s.quad.object), graph(s.graph)
                ),
            )
            for s in self.statements
        )
        gaps = (
            replace(g, node=graph(g.node), subject=name(g.subject), graph=graph(g.graph))
            for g in self.gaps
        )
        return Facts(tuple(statements), tuple(gaps), self.problems)

    def __add__(self, other: Facts) -> Facts:
        """Return what both say."""
        return Facts(
            self.statements + other.statements,
            self.gaps + other.gaps,
            self.problems + other.problems,
        )


def named(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Return the IRIs of rows with a key of one column, by table and key."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        key = row.key(row.table.primary_key)
        if key and len(key) == 1:
            iri = row.table.by_name[row.table.primary_key[0]].about_url.expand(row.scalars())
            found[row.table.url][key[0]] = iri or ""
    return found


def facts(rows: Iterable[Row], terms: Terms, known: Known = MappingProxyType({})) -> Facts:
    """Return what rows say.

    Args:
        rows: the rows.
        terms: the ontology, which says what gap tokens mean.
        known: the IRIs of the rows that cells may name in place of terms, by table and key.
    """
    statements: list[Statement] = []
    gaps: list[Gap] = []
    problems: list[Problem] = []
    for row in rows:
        scalars = row.scalars()
        graph = _graph(row, scalars)
        if isinstance(graph, Problem):
            problems.append(graph)
            continue
        for column in row.table.columns:
            if not column.suppress_output:
                try:
                    statements += _statements(row, column, scalars, graph, known)
                    gaps += _gaps(row, column, scalars, graph, terms)
                except ValueError as error:
                    problems.append(
                        row.problem(
                            "" if column.virtual else column.name,
                            f"this makes no valid IRI ({error})",
                            "use letters, digits, hyphens and dots",
                        )
                    )
    return Facts(tuple(statements), tuple(gaps), tuple(problems))


def undeclared(
    statements: Iterable[Statement],
    terms: Terms,
    known: Known = MappingProxyType({}),
    unread: Collection[str] = (),
) -> Iterator[Problem]:
    """Yield a problem for every term that the ontology does not declare, or not for that use.

    What could be a row of a table that was not read is no problem of its own.
    """
    allowed: dict[str, list[str]] = {}
    for statement in statements:
        predicate, value = statement.quad.predicate.value, statement.quad.object
        if not isinstance(value, NamedNode) or value.value not in IXA:
            continue
        if predicate not in allowed:
            allowed[predicate] = terms.allowed(predicate)
        if value.value not in allowed[predicate] and statement.column.row_of not in unread:
            rows = known.get(statement.column.row_of, {})
            yield _undeclared(statement, value.value, allowed[predicate], rows, terms)


def dangling(statements: Iterable[Statement], known: Iterable[Statement]) -> Iterator[Problem]:
    """Yield a problem for every path of an IRI that leads to no thing of a row.

    A row that itself names what it is about by a path, as a mapping does, makes nothing known.
    """
    paths = {
        statement.quad.subject.value.removeprefix(INDIVIDUALS)
        for statement in known
        if isinstance(statement.quad.subject, NamedNode)
        and not _is_path(statement.column.about_url)
    }
    met: set[tuple[int, str, str]] = set()
    for statement in statements:
        column, quad = statement.column, statement.quad
        for template, node in ((column.about_url, quad.subject), (column.value_url, quad.object)):
            if not (template and _is_path(template) and isinstance(node, NamedNode)):
                continue
            path, name = node.value.removeprefix(INDIVIDUALS), min(template.names)
            if path not in paths and (id(statement.row), name, path) not in met:
                met.add((id(statement.row), name, path))
                start = template.text.partition("{")[0].removeprefix(INDIVIDUALS)
                kind = start or f"{path.partition('/')[0]}/"
                near = (other[len(start) :] for other in paths if other.startswith(kind))
                value = path.removeprefix(start)
                what = f"{value!r} leads to nothing"
                yield statement.row.problem(name, what, suggestion(value, near))


def _is_path(template: UriTemplate) -> bool:
    """Tell whether a value says more than the last part of the IRI of a thing."""
    return template.text.startswith(INDIVIDUALS) and "{+" in template.text


def _undeclared(
    statement: Statement, iri: str, allowed: list[str], rows: Iterable[str], terms: Terms
) -> Problem:
    name = unquote(iri.removeprefix(IXA.base))
    if iri in terms.types:
        what = f"{name!r} is a term of another kind"
    else:
        what = f"the ontology declares no {name!r}"
    table = statement.column.row_of
    what += f", and {table} has no such row" if table else ""
    mend = terms.suggestion(name, allowed, rows)
    mend += f" (or add it to {table})" if table else ""
    return statement.row.problem(
        "" if statement.column.virtual else statement.column.name, what, mend
    )


def _graph(row: Row, scalars: Mapping[str, str]) -> NamedNode | Problem:
    template = row.table.in_graph
    iri = template.expand(scalars)
    path = (iri or "").removeprefix(GRAPHS)
    if not iri or iri == path or {"", ".", ".."}.intersection(path.split("/")):
        columns = ", ".join(sorted(template.names))
        return row.problem(
            "", f"the row says no graph to go into ({template.text})", f"mend {columns}"
        )
    return NamedNode(iri)


def _statements(
    row: Row, column: Column, scalars: Mapping[str, str], graph: NamedNode, known: Known
) -> Iterator[Statement]:
    values = row.cells[column.name].values
    if column.virtual and not values:
        values = ("",)
    for value in values:
        context = {**scalars, "_name": column.name, **({column.name: value} if value else {})}
        subject = column.about_url.expand(context)
        predicate = column.property_url.expand(context)
        own = known.get(column.row_of, {}).get(value)
        node = NamedNode(own) if own else _object(value, column, context)
        if subject and predicate and node is not None:
            quad = Quad(NamedNode(subject), NamedNode(predicate), node, graph)
            yield Statement(quad, row, column)


def _object(value: str, column: Column, context: Mapping[str, str]) -> NamedNode | Literal | None:
    if column.value_url is not None:
        iri = column.value_url.expand(context)
        return NamedNode(iri) if iri else None
    if not value:
        return None
    if column.lang:
        return Literal(value, language=column.lang)
    return Literal(value, datatype=column.datatype.iri)


def _gaps(
    row: Row, column: Column, scalars: Mapping[str, str], graph: NamedNode, terms: Terms
) -> Iterator[Gap]:
    status = terms.gaps.get(row.cells[column.name].gap)
    context = {**scalars, "_name": column.name}
    subject, predicate = column.about_url.expand(context), column.property_url.expand(context)
    if status is not None and subject and predicate:
        node = f"{INDIVIDUALS}gap/{subject.removeprefix(INDIVIDUALS)}/{column.name}"
        yield Gap(NamedNode(node), NamedNode(subject), NamedNode(predicate), graph, status)


def _gap_quads(gap: Gap, documents: Mapping[str, set[NamedNode]]) -> set[Quad]:
    said: list[tuple[NamedNode, NamedNode]] = [
        (RDF.type, IXA.ReportingGap),
        (IXA.isGapOf, gap.subject),
        (IXA.aboutProperty, gap.property),
        (IXA.gapStatus, gap.status),
        *((IXA.accordingTo, document) for document in documents.get(gap.subject.value, ())),
    ]
    return {Quad(gap.node, predicate, value, gap.graph) for predicate, value in said}


def _documents(statements: Iterable[Statement]) -> Mapping[str, set[NamedNode]]:
    """Return the documents that state each subject, through the passages that it is stated in."""
    passages: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[NamedNode]] = defaultdict(set)
    for statement in statements:
        quad = statement.quad
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            if quad.predicate == IXA.isStatedIn:
                passages[quad.subject.value].add(quad.object.value)
            elif quad.predicate == IXA.inDocument:
                documents[quad.subject.value].add(quad.object)
    return {
        subject: set().union(*(documents[passage] for passage in places))
        for subject, places in passages.items()
    }
