"""What an Oxigraph store holds, as an rdflib graph that is read where somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.plugins.stores.memory import Memory

from ixakg.errors import InvalidShapes
from ixakg.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from pyoxigraph import Store, Triple
    from rdflib.plugins.sparql.sparql import Query

    from ixakg.solutions import Term

    Node = rdflib.term.Node
    Pattern = tuple[Node | None, Node | None, Node | None]
    Found = tuple[tuple[Node, Node, Node], Generator[rdflib.Graph | None, None, None]]


class Window(Memory):
    """The union of all graphs of an Oxigraph store, to be read by rdflib."""

    def __init__(self, data: Store) -> None:
        super().__init__()
        self._data = data

    def triples(
        self, triple_pattern: Pattern, context: object = None
    ) -> Generator[Found, None, None]:
        """Yield the triples that fit a pattern, each once."""
        subject, predicate, value = (None if t is None else oxigraph(t) for t in triple_pattern)
        if isinstance(subject, Literal) or not isinstance(predicate, NamedNode | None):
            return
        seen: set[Triple] = set()
        for quad in self._data.quads_for_pattern(subject, predicate, value, None):
            if quad.triple not in seen:
                seen.add(quad.triple)
                yield _triple(quad.triple), _no_contexts()

    def __len__(self, context: object = None) -> int:
        """Return the number of triples; those in several graphs count several times."""
        return len(self._data)


def _no_contexts() -> Generator[rdflib.Graph | None, None, None]:
    yield from ()


class Asked(rdflib.Graph):
    """An rdflib graph that parses a query once, and not for every focus node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        """Return the result of a query."""
        from rdflib.plugins.sparql import prepareQuery

        if isinstance(query_object, str):
            if query_object not in PREPARED:
                names = dict(self.namespaces())
                PREPARED[query_object] = prepareQuery(query_object, initNs=names)
            query_object = PREPARED[query_object]
        return super().query(query_object, *args, **kwargs)


PREPARED: dict[str, Query] = {}


def graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return an rdflib graph in memory with literals as they are written."""
    whole = Asked()
    for triple in triples:
        whole.add(_triple(triple))
    return whole


def _triple(triple: Triple) -> tuple[Node, Node, Node]:
    return to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)


def to_rdflib(term: Term) -> Node:
    """Return a term of Oxigraph as rdflib has it.

    Raises:
        InvalidShapes: the term is a triple.
    """
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        datatype = None
        if not term.language and term.datatype != XSD.string:
            datatype = rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise InvalidShapes(f"{term} is a triple as a term, which SHACL does not know")


def oxigraph(term: Node) -> NamedNode | BlankNode | Literal:
    """Return a term of rdflib as Oxigraph has it."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD.string.value)))
    return BlankNode(str(term))
