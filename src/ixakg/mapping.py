"""What rows say, as triples in named graphs (CSVW to RDF, minimal mode, one triple a value)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ixakg.errors import Problem, suggestion
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ixakg.schema import Column
    from ixakg.tables import Row
    from ixakg.terms import Terms


@dataclass(frozen=True, slots=True)
class Statement:
    """One triple in its named graph, and the cell that says it."""

    quad: Quad
    row: Row
    column: Column


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that says why it holds no value."""

    subject: NamedNode
    property: NamedNode
    graph: NamedNode
    status: NamedNode
    column: Column


@dataclass(frozen=True, slots=True)
class Facts:
    """What rows say, what they say is missing, and what cannot be said."""

    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...]

    def quads(self, *, context: Iterable[Statement] = ()) -> set[Quad]:
        """Return all quads, with those of gaps; the context may name documents for gaps too."""
        documents = _documents([*context, *self.statements])
        said = {statement.quad for statement in self.statements}
        return said.union(*(_gap_quads(gap, documents) for gap in self.gaps))


def facts(rows: Iterable[Row], terms: Terms) -> Facts:
    """Return what rows say, with the ontology to tell what gap tokens mean."""
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
                    statements += _statements(row, column, scalars, graph)
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


def undeclared(statements: Iterable[Statement], terms: Terms) -> Iterator[Problem]:
    """Yield a problem for every term that the ontology does not declare, or not for that use."""
    allowed: dict[str, list[str]] = {}
    for statement in statements:
        predicate, value = statement.quad.predicate.value, statement.quad.object
        if not isinstance(value, NamedNode) or value.value not in IXA:
            continue
        if predicate not in allowed:
            allowed[predicate] = terms.allowed(predicate)
        if value.value not in allowed[predicate]:
            yield _undeclared(statement, value.value, allowed[predicate], terms)


def _undeclared(statement: Statement, iri: str, allowed: list[str], terms: Terms) -> Problem:
    name = iri.removeprefix(IXA.base)
    if iri in terms.types:
        what = f"{name!r} is a term of another kind"
    else:
        what = f"the ontology declares no {name!r}"
    mend = suggestion(name, [term.removeprefix(IXA.base) for term in allowed])
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
    row: Row, column: Column, scalars: Mapping[str, str], graph: NamedNode
) -> Iterator[Statement]:
    values = row.cells[column.name].values
    if column.virtual and not values:
        values = ("",)
    for value in values:
        context = {**scalars, "_name": column.name, **({column.name: value} if value else {})}
        subject = column.about_url.expand(context)
        predicate = column.property_url.expand(context)
        node = _object(value, column, context)
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
        yield Gap(NamedNode(subject), NamedNode(predicate), graph, status, column)


def _gap_quads(gap: Gap, documents: Mapping[str, set[NamedNode]]) -> set[Quad]:
    path = gap.subject.value.removeprefix(INDIVIDUALS)
    node = NamedNode(f"{INDIVIDUALS}gap/{path}/{gap.column.name}")
    said: list[tuple[NamedNode, NamedNode]] = [
        (RDF.type, IXA.ReportingGap),
        (IXA.isGapOf, gap.subject),
        (IXA.aboutProperty, gap.property),
        (IXA.gapStatus, gap.status),
        *((IXA.accordingTo, document) for document in documents.get(gap.subject.value, ())),
    ]
    return {Quad(node, predicate, value, gap.graph) for predicate, value in said}


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
