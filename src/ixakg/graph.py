"""The front door: a knowledge graph that answers questions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import Literal, NamedNode

from ixakg.bases import group
from ixakg.bundle import Bundle
from ixakg.errors import InvalidQuery, InvalidQuestion, NotStated, suggestion
from ixakg.notebook import html_table
from ixakg.prefixes import Prefixes
from ixakg.queries import Catalogue
from ixakg.solutions import Solutions, Triples, count, text
from ixakg.store import AT_ONCE, OFF, REASONED, Shelf, evaluate
from ixakg.vocabulary import GRAPHS, INDIVIDUALS, IXA, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad, Store, Triple

    from ixakg.audits.audit import Point
    from ixakg.descriptions import Description
    from ixakg.exports.content import Content
    from ixakg.figures.kinds import Picture
    from ixakg.lexicon import Lexicon
    from ixakg.logic.atoms import Rule
    from ixakg.logic.constructs import Axiom
    from ixakg.logic.explaining import Explanation as Reasons
    from ixakg.logic.inspection import Inspection
    from ixakg.names import Names
    from ixakg.parameters import Choices
    from ixakg.pathways.explanation import Explanation
    from ixakg.pathways.mechanism import Mechanism
    from ixakg.pathways.verification import Verdict
    from ixakg.queries import Question
    from ixakg.shacl.report import ValidationReport
    from ixakg.shacl.validation import Progress

Answer = TypeVar("Answer", Solutions, bool, Triples)
IS_A = ("a", "is a", "is an")


class KnowledgeGraph:
    """Facts about in vivo studies with their sources, in named graphs, and questions to ask."""

    def __init__(
        self, bundle: Bundle, shelf: Shelf, prefixes: Prefixes, bases: Sequence[str] = ()
    ) -> None:
        self.bundle = bundle
        self.bases = tuple(bases)
        self.prefixes = prefixes
        self.questions: Mapping[str, Question] = Catalogue(bundle.queries("competency"))
        self._shelf = shelf

    @classmethod
    def load(
        cls, data: Sequence[Path] = (), *, root: Path | None = None, base: str | None = None
    ) -> KnowledgeGraph:
        """Return the shipped graph, or the one under a root, with one's own tables added.

        Args:
            data: folders of one's own tables.
            root: where the four folders of knowledge are, if not in the package.
            base: the beginning of the IRIs of one's own things, if not what the folders say.

        Raises:
            InvalidBase: nothing can be put under the base.
            MissingFolder: the root lacks one of the four folders.
            InvalidTables: there are mistakes in one's own tables; the error lists all of them.
            InvalidTurtle: a file of the ontology or of facts is no Turtle.
        """
        bundle = Bundle.at(root)
        graph = cls(bundle, Shelf(bundle.graphs(), AT_ONCE), Prefixes.read(bundle.prefixes))
        return graph.including(data, base=base) if data else graph

    def including(self, data: Sequence[Path], *, base: str | None = None) -> KnowledgeGraph:
        """Return a graph that also holds what tables in one's own folders say.

        Raises:
            InvalidBase: nothing can be put under the base.
            InvalidTables: there are mistakes in the tables; the error lists all of them.
        """
        from ixakg.bases import of_folders
        from ixakg.build import derived, quads
        from ixakg.pathways.derivation import has_steps, is_derived

        said = quads(self.bundle, data, base=base)
        follows = derived(self.bundle, said, self._shelf.holding(("inferred", *OFF)))
        shelf = self._shelf.including(
            [*said, *follows], replaced=is_derived if has_steps(said) else lambda _: False
        )
        return KnowledgeGraph(self.bundle, shelf, self.prefixes, of_folders(data, base))

    def explain(
        self,
        source: str,
        target: str,
        context: str | None = None,
        *,
        without: str | None = None,
        background: bool = False,
    ) -> Explanation:
        """Return why one variable changes with another: in one context, or in each by itself.

        Names are labels, CURIEs or IRIs of variables, or of what they are variables of. Routes
        through a variable can be left out, and background steps let in.

        Raises:
            UnknownName: nothing has one of the names, or several things have it.
        """
        from ixakg.pathways import variables
        from ixakg.pathways.explanation import explain

        stated = self._background if background else self._mechanism
        lookup = (stated, self._shelf.holding(()), self.prefixes)
        return explain(
            stated,
            variables.variable(source, *lookup),
            variables.variable(target, *lookup),
            variables.context(context, *lookup) if context else None,
            without=variables.variable(without, *lookup) if without else "",
        )

    def verify(self, file: Path | None = None) -> Verdict:
        """Return what is wrong with the certificates of the graph, or with those in a file.

        Raises:
            InvalidTurtle: the file is no Turtle.
        """
        from ixakg.pathways import verification

        checks = self.bundle.queries("checks")
        store = self._shelf.holding(("background", "certificate", "effect"))
        if file is None:
            return verification.verify(store, checks, self.prefixes)
        bare = verification.without_certificates(store)
        return verification.verify_file(bare, file, checks, self.prefixes)

    @cached_property
    def _mechanism(self) -> Mechanism:
        from ixakg.pathways import mechanism

        return mechanism.read(self._shelf.holding(()))

    @cached_property
    def _background(self) -> Mechanism:
        from ixakg.pathways import mechanism

        return mechanism.read(self._shelf.holding(OFF), background=True)

    @property
    def graphs(self) -> dict[str, int]:
        """The number of triples in each named graph, by its IRI."""
        answer = self.select(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
        )
        return {str(row["g"]): int(str(row["n"])) for row in answer.records()}

    def __len__(self) -> int:
        """Return the number of triples in all named graphs together."""
        return len(self._complete())

    def query(self, sparql: str) -> Solutions | bool | Triples:
        """Return the answer to a query: solutions, yes or no, or triples, as its form has it.

        Background steps are left out, unless the query names one of their graphs.

        Raises:
            InvalidQuery: the text is no SPARQL query, or asks another server.
        """
        off = tuple(group for group in OFF if f"{GRAPHS}{group}/" in sparql)
        return evaluate(self._complete(off), sparql, self.prefixes)

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
        # In this order, since the first store to ask for more graphs takes over what is there.
        sparql = self.filled(question, **given)
        store = self._shelf.holding(self.questions[question].graphs)
        return _of_form(evaluate(store, sparql, self.prefixes), Solutions, "a SELECT query")

    def draw(self, question: str, /, **given: object) -> Picture:
        """Return the answer to a canned question as a drawing, which a notebook shows.

        Raises:
            UnknownQuestion: there is no question of that id.
            InvalidParameter: a parameter is unknown, or does not take a value.
            InvalidQuestion: the question has no figure.
            MissingLibrary: matplotlib is not installed.
        """
        words = [f"{name}={value}" for name, values in _lists(given).items() for value in values]
        return self.drawn(question, self.answer(question, **given), ", ".join(words))

    def drawn(self, question: str, answer: Solutions, given: str = "") -> Picture:
        """Return an answer that was had otherwise as the drawing that its question names.

        Raises:
            UnknownQuestion: there is no question of that id.
            InvalidQuestion: the question has no figure.
            MissingLibrary: matplotlib is not installed.
        """
        from ixakg.figures.kinds import Picture, draw

        asked = self.questions[question]
        if not asked.has_figure:
            others = [name for name, other in self.questions.items() if other.has_figure]
            raise InvalidQuestion(
                f"{question} has no figure; --format table, csv, json or markdown shows its answer"
                f" (figures: {', '.join(others) or 'none'})"
            )
        looks = self.bundle.queries("figures") / "marks.tsv"
        return Picture(draw(asked, answer, looks, given))

    def filled(self, question: str, /, **given: object) -> str:
        """Return the SPARQL of a canned question, with values for some of its parameters.

        Raises:
            UnknownQuestion: there is no question of that id.
            InvalidParameter: a parameter is unknown, or does not take a value.
        """
        asked = self.questions[question]
        lists = _lists(given)
        return asked.fill(self._choices.terms(asked, lists)) if lists else asked.sparql

    def groups(self, question: str) -> tuple[str, ...]:
        """Return the groups of named graphs that a canned question is about.

        Raises:
            UnknownQuestion: there is no question of that id.
        """
        return (*AT_ONCE, *self.questions[question].graphs)

    def named(self, graphs: Collection[str] = ()) -> dict[str, tuple[Triple, ...]]:
        """Return the triples of some named graphs by their IRIs; without names, of all of them.

        Raises:
            UnknownName: a name means no graph.
        """
        return {node.value: self.triples(node.value) for node in self.content(graphs).graphs}

    def triples(self, graph: str) -> tuple[Triple, ...]:
        """Return the triples of a named graph; none where there is no such graph."""
        found = self._complete(OFF).quads_for_pattern(None, None, None, NamedNode(graph))
        return tuple(quad.triple for quad in found)

    def choices(self, question: str, parameter: str) -> Names | None:
        """Return the values that a parameter takes, or nothing where any value will do."""
        return self._choices.of(self.questions[question].parameter(parameter))

    @cached_property
    def lexicon(self) -> Lexicon:
        """What is meant by a name, among what sources, the reference and the ontology say."""
        return self._lexicon(self._shelf.holding(()))

    def mechanism(self, *, background: bool = False) -> Mechanism:
        """Return the steps and contexts that are stated, with background steps if asked for."""
        return self._background if background else self._mechanism

    @cached_property
    def axioms(self) -> list[Axiom]:
        """The axioms of the ontology.

        Raises:
            UnknownAxiom: the ontology has an axiom that is not known here.
        """
        from ixakg.logic.axioms import read
        from ixakg.logic.reasoning import ONTOLOGY

        quads = self._shelf.holding(AT_ONCE).quads_for_pattern(None, None, None, ONTOLOGY)
        return read(quad.triple for quad in quads)

    def audit(self) -> tuple[Point, ...]:
        """Return what is contradictory, over-claimed, untraceable or missing, the gravest first.

        Raises:
            InvalidQuestion: a rule of the audit is incomplete.
        """
        from ixakg.audits.audit import points

        return points(self._shelf.holding(AT_ONCE), self.bundle.queries("audit"), self.prefixes)

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
        from ixakg.exports.dataset import describe

        store = self._complete(OFF)
        shelf = self._shelf.including(describe(store, self.bundle), replaced=lambda _: False)
        return KnowledgeGraph(self.bundle, shelf, self.prefixes, self.bases)

    def holding(self, quads: Iterable[Quad]) -> KnowledgeGraph:
        """Return a graph that holds some quads in place of everything but background steps."""
        shelf = self._shelf.including(quads, replaced=lambda iri: group(iri) not in OFF)
        return KnowledgeGraph(self.bundle, shelf, self.prefixes, self.bases)

    def release(self, folder: Path, *, site: str = "") -> int:
        """Write all files of a release into a new folder, and return their number.

        Raises:
            CannotWrite: the folder is there already, or cannot be written.
        """
        from ixakg.exports.release import release

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

        store = self._complete(OFF)
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

        # What is derived says much about everything, and is described when it is asked for.
        found = self.lexicon.find(name)
        if found:
            return describe(self._shelf.holding(()), found, self.prefixes)
        complete = self._complete(OFF)
        found = self._lexicon(complete).find(name)
        if not found:
            raise self.lexicon.unknown(name)
        return describe(complete, found, self.prefixes)

    def why(self, subject: str, predicate: str, value: str) -> Reasons:
        """Return why a triple holds: by which rules, from which facts, stated where.

        Each of its parts is a label, a CURIE, an IRI, or the last part of one; ``a`` and ``is a``
        stand for ``rdf:type``, and a value can be a text or a number.

        Raises:
            UnknownName: nothing has one of the names.
            NotStated: the graph neither says nor implies that.
        """
        from ixakg.logic.explaining import explain

        store = self._shelf.holding(REASONED)
        lexicon = self._lexicon(store)
        is_a = " ".join(predicate.split()) in IS_A
        verbs = [RDF.type] if is_a else lexicon.things(predicate)
        held = [
            quad.triple
            for thing in lexicon.things(subject)
            for verb in verbs
            for quad in store.quads_for_pattern(thing, verb, None)
        ]
        named = lexicon.everything(value)
        asked = {t for t in held if t.object in named or _is_literal(t.object, value)}
        if not asked:
            known = [text(triple.object, self.prefixes) for triple in held]
            hint = suggestion(value, known)
            raise NotStated(f"nothing says or implies that {subject} {predicate} {value}; {hint}")
        return explain(store, self._rules, sorted(asked, key=str), self.prefixes)

    def check(self, *, with_hermit: bool = True) -> Inspection:
        """Return what is wrong with the ontology, and where facts contradict it.

        HermiT decides whether the whole has a model, and whether every class can have members.

        Raises:
            MissingLibrary: HermiT is asked for, and it or Java is not installed.
        """
        from ixakg.logic.inspection import inspect

        store = self._shelf.holding(AT_ONCE)
        questions = self.bundle.queries("ontology")
        return inspect(store, questions, self.prefixes, with_hermit=with_hermit)

    def _complete(self, off: Collection[str] = ()) -> Store:
        """Return a store with all graphs but those that are off, and some of these."""
        return self._shelf.holding(self._shelf.groups.difference(OFF).union(off))

    @property
    def _choices(self) -> Choices:
        from ixakg.parameters import Choices

        return Choices(
            self._shelf.holding(AT_ONCE), self.bundle.queries("parameters"), self.prefixes
        )

    @cached_property
    def _rules(self) -> Sequence[Rule]:
        from ixakg.logic.rules import compiled

        return compiled(self.axioms).rules

    def _lexicon(self, store: Store) -> Lexicon:
        from ixakg.lexicon import Lexicon

        return Lexicon(store, self.prefixes, (INDIVIDUALS, IXA.base, *self.bases))

    def validate(
        self,
        data: Sequence[Path] = (),
        *,
        engine: str = "fast",
        base: str | None = None,
        everything: bool = False,
        progress: Progress | None = None,
    ) -> ValidationReport:
        """Return what breaks the shapes, with the cells of the tables that it comes from.

        Args:
            data: folders of one's own tables, which are added to the graph as far as they can be
                read. The report names their mistakes, and of the results those that they bring.
            engine: ``fast``, or ``pyshacl`` for pySHACL alone; the results are the same.
            base: the beginning of the IRIs of one's own things, if not what the folders say.
            everything: also report what was wrong without one's own tables.
            progress: is told how many shapes are done, of how many.

        Raises:
            InvalidBase: nothing can be put under the base.
            InvalidShapes: the shapes cannot be used.
            MissingLibrary: pySHACL is needed and not installed.
        """
        from ixakg.build import told
        from ixakg.shacl.validation import validate

        return validate(
            self.bundle,
            self._shelf.holding(()),
            told(self.bundle, data, base=base) if data else None,
            self.prefixes,
            engine=engine,
            everything=everything,
            progress=progress,
        )

    def _repr_html_(self) -> str:
        graphs = [(self.prefixes.curie(iri), str(size)) for iri, size in self.graphs.items()]
        asked = [(question.id, question.summary) for question in self.questions.values()]
        return html_table(
            ("named graph", "triples"), graphs, f"Knowledge graph: {count(len(self), 'triple')}"
        ) + html_table(("question", "what it answers"), asked, count(len(asked), "question"))


def _lists(given: Mapping[str, object]) -> dict[str, Sequence[object]]:
    """Return the values of each parameter, those of a set in an order that is always the same."""

    def listed(value: object) -> Sequence[object]:
        if isinstance(value, set | frozenset):
            return sorted(value, key=str)
        return value if isinstance(value, list | tuple) else [value]

    return {name: listed(value) for name, value in given.items()}


def _is_literal(term: object, value: str) -> bool:
    return isinstance(term, Literal) and term.value == value


def _of_form(answer: Solutions | bool | Triples, kind: type[Answer], form: str) -> Answer:
    if not isinstance(answer, kind):
        raise InvalidQuery(f"this is not {form}; query() takes every form")
    return answer
