"""The front door: a knowledge graph that answers questions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode

from ixakg.bundle import Bundle
from ixakg.errors import InvalidQuery
from ixakg.notebook import html_table
from ixakg.prefixes import Prefixes
from ixakg.queries import Catalogue
from ixakg.solutions import Solutions, Triples, count
from ixakg.store import Shelf, evaluate
from ixakg.vocabulary import INDIVIDUALS, IXA

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from ixakg.descriptions import Description
    from ixakg.exports.content import Content
    from ixakg.names import Names
    from ixakg.parameters import Choices
    from ixakg.queries import Question

Answer = TypeVar("Answer", Solutions, bool, Triples)
OURS = (INDIVIDUALS, IXA.base)
AT_ONCE = ("ontology", "reference", "source")


class KnowledgeGraph:
    """Facts about in vivo studies with their sources, in named graphs, and questions to ask."""

    def __init__(self, bundle: Bundle, shelf: Shelf, prefixes: Prefixes) -> None:
        self.bundle = bundle
        self.prefixes = prefixes
        self.questions: Mapping[str, Question] = Catalogue(bundle.queries("competency"))
        self._shelf = shelf

    @classmethod
    def load(cls, data: Sequence[Path] = (), *, root: Path | None = None) -> KnowledgeGraph:
        """Return the shipped graph, or the one under a root, with one's own tables added.

        Raises:
            MissingFolder: the root lacks one of the four folders.
            InvalidTables: there are mistakes in one's own tables; the error lists all of them.
            InvalidTurtle: a file of the ontology or of facts is no Turtle.
        """
        bundle = Bundle.at(root)
        graph = cls(bundle, Shelf(bundle.graphs(), AT_ONCE), Prefixes.read(bundle.prefixes))
        return graph.including(data) if data else graph

    def including(self, data: Sequence[Path]) -> KnowledgeGraph:
        """Return a graph that also holds what tables in one's own folders say.

        Raises:
            InvalidTables: there are mistakes in the tables; the error lists all of them.
        """
        from ixakg.build import quads

        shelf = self._shelf.including(quads(self.bundle, data))
        return KnowledgeGraph(self.bundle, shelf, self.prefixes)

    @property
    def graphs(self) -> dict[str, int]:
        """The number of triples in each named graph, by its IRI."""
        answer = self.select(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
        )
        return {str(row["g"]): int(str(row["n"])) for row in answer.records()}

    def __len__(self) -> int:
        """Return the number of triples in all named graphs together."""
        return len(self._shelf.complete())

    def query(self, sparql: str) -> Solutions | bool | Triples:
        """Return the answer to a query: solutions, yes or no, or triples, as its form has it.

        Raises:
            InvalidQuery: the text is no SPARQL query, or asks another server.
        """
        return evaluate(self._shelf.complete(), sparql, self.prefixes)

    def select(self, sparql: str) -> Solutions:
        """Return the solutions of a SELECT query.

        Raises:
            InvalidQuery: the text is no SELECT query.
        """
        return _of_form(self.query(sparql), Solutions, "a SELECT query")

    def ask(self, sparql: str) -> bool:
        """Return the answer to an ASK query.

        Raises:
            InvalidQuery: the text is no ASK query.
        """
        return _of_form(self.query(sparql), bool, "an ASK query")

    def construct(self, sparql: str) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE query.

        Raises:
            InvalidQuery: the text is neither.
        """
        return _of_form(self.query(sparql), Triples, "a CONSTRUCT or DESCRIBE query")

    def answer(self, question: str, /, **given: object) -> Solutions:
        """Return the answer to a canned question, with values for some of its parameters.

        A value is a label, a CURIE, an IRI or a number, or a list of them.

        Raises:
            UnknownQuestion: there is no question of that id.
            InvalidParameter: a parameter is unknown, or does not take a value.
        """
        asked = self.questions[question]
        lists = {
            name: value if isinstance(value, list | tuple | set | frozenset) else [value]
            for name, value in given.items()
        }
        sparql = asked.fill(self._choices.terms(asked, lists))
        store = self._shelf.holding(asked.graphs)
        return _of_form(evaluate(store, sparql, self.prefixes), Solutions, "a SELECT query")

    def choices(self, question: str, parameter: str) -> Names | None:
        """Return the values that a parameter takes, or nothing where any value will do."""
        return self._choices.of(self.questions[question].parameter(parameter))

    def export(
        self,
        path: Path,
        *,
        graphs: Collection[str] = (),
        sources: Collection[str] = (),
        kind: str = "both",
        merge: bool = False,
    ) -> str | None:
        """Write graphs into a file in the format of its ending, and return what there is to say.

        Without names of graphs or sources, all of a kind: ``asserted``, ``inferred`` or ``both``.

        Raises:
            InvalidExport: the format is unknown, or would lose what was asked for.
            UnknownName: a name means no graph.
            CannotWrite: the file cannot be written.
        """
        from ixakg.exports.formats import export

        return export(self.content(graphs, sources, kind=kind, merge=merge), path)

    def described(self) -> KnowledgeGraph:
        """Return a graph that also holds its own description, in the graph ``meta``."""
        from ixakg.dataset import describe

        store = self._shelf.complete()
        shelf = self._shelf.including(describe(store, self.bundle))
        return KnowledgeGraph(self.bundle, shelf, self.prefixes)

    def release(self, folder: Path, *, site: str = "") -> int:
        """Write all files of a release into a new folder, and return their number.

        Raises:
            CannotWrite: the folder is there already, or cannot be written.
        """
        from ixakg.release import release

        return release(self.described().content(), folder, site)

    def content(
        self,
        graphs: Collection[str] = (),
        sources: Collection[str] = (),
        *,
        kind: str = "both",
        merge: bool = False,
    ) -> Content:
        """Return some named graphs as something that every format can write.

        Raises:
            UnknownName: a name means no graph.
        """
        from ixakg.exports.content import Content
        from ixakg.exports.selection import select

        store = self._shelf.complete()
        found = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
        chosen = select(found, self.prefixes, names=graphs, sources=sources, kind=kind)
        return Content(store, chosen, self.prefixes, self.bundle, merge)

    def describe(self, name: str) -> Description:
        """Return what is said about everything of a name, and by whom.

        The name is a label, a CURIE, an IRI, or the last part of one. Things of other stores that
        share it with one of ours are left to the links of ours.

        Raises:
            UnknownName: nothing has that name.
        """
        from ixakg.descriptions import describe

        named = [term for term in self._names.find(name) if isinstance(term, NamedNode)]
        ours = [term for term in named if term.value.startswith(OURS)]
        found = ours or named or self._node(name)
        if not found:
            raise self._names.unknown(name)
        return describe(self._shelf.complete(), found, self.prefixes)

    @cached_property
    def _choices(self) -> Choices:
        from ixakg.parameters import Choices

        return Choices(
            self._shelf.holding(AT_ONCE), self.bundle.queries("parameters"), self.prefixes
        )

    @cached_property
    def _names(self) -> Names:
        from ixakg.names import of_store

        return of_store(self._shelf.complete(), self.prefixes)

    def _node(self, name: str) -> list[NamedNode]:
        """Return the node of a CURIE or IRI without a label, if any triple has it."""
        try:
            node = NamedNode(self.prefixes.expand(name) or name.strip("<>"))
        except ValueError:
            return []
        patterns = ((node, None, None), (None, None, node))
        store = self._shelf.complete()
        found = any(next(store.quads_for_pattern(*p), None) for p in patterns)
        return [node] if found else []

    def _repr_html_(self) -> str:
        graphs = [(self.prefixes.curie(iri), str(size)) for iri, size in self.graphs.items()]
        asked = [(question.id, question.summary) for question in self.questions.values()]
        return html_table(
            ("named graph", "triples"), graphs, f"Knowledge graph: {count(len(self), 'triple')}"
        ) + html_table(("question", "what it answers"), asked, count(len(asked), "question"))


def _of_form(answer: Solutions | bool | Triples, kind: type[Answer], form: str) -> Answer:
    if not isinstance(answer, kind):
        raise InvalidQuery(f"this is not {form}; query() takes every form")
    return answer
