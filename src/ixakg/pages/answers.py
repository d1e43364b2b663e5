"""A question as its page shows it: the form, the answer with links and sources, the query."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from ixakg.solutions import is_number
from ixakg.views.rendering import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ixakg.graph import KnowledgeGraph
    from ixakg.names import Names
    from ixakg.queries import Parameter, Question
    from ixakg.solutions import Solutions


MANY = 500  # rows that a page shows; files hold all of them
OPEN = "UNDEF"


class Choice(NamedTuple):
    """A value that can be chosen, and whether it is."""

    label: str
    chosen: bool


class Field(NamedTuple):
    """A field of a form for one value of a parameter; without choices, any text will do."""

    name: str
    number: int
    label: str
    help: str
    choices: tuple[Choice, ...] | None
    value: str
    default: str = ""


class Cell(NamedTuple):
    """A cell of an answer: a text, and the thing that it is the name of."""

    text: str
    iri: str = ""
    number: bool = False


class Row(NamedTuple):
    """A row of an answer, the notes that say where it comes from, the nodes behind it."""

    cells: tuple[Cell, ...]
    notes: tuple[int, ...]
    nodes: tuple[Cell, ...]


class Note(NamedTuple):
    """Where rows of an answer come from."""

    place: str
    words: str
    cited: str


class Answer(NamedTuple):
    """An answer as a table with notes."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]

    @property
    def has_nodes(self) -> bool:
        """Whether a row has nodes behind it."""
        return any(row.nodes for row in self.rows)


def groups(graph: KnowledgeGraph) -> dict[str, list[Question]]:
    """Return the questions by group, both in alphabetical order."""
    found: dict[str, list[Question]] = {}
    for question in sorted(graph.questions.values(), key=lambda it: (it.group, it.id)):
        found.setdefault(question.group, []).append(question)
    return found


def fields(
    choices: Callable[[Question, Parameter], Names | None],
    question: Question,
    given: Mapping[str, Sequence[str]],
) -> list[Field]:
    """Return the fields of a form: one for each value given, and one more for each parameter."""
    return [
        _field(choices(question, parameter), parameter, number, value)
        for parameter in question.parameters.values()
        for number, value in enumerate([*given.get(parameter.name, ()), ""])
    ]


def answer(graph: KnowledgeGraph, question: Question, solutions: Solutions) -> Answer:
    """Return solutions as a table: names with the things they name, passages as notes."""
    places = {name: number for number, name in enumerate(solutions.variables)}
    sources = [
        [places[name] for name in passage if name in places] for passage in question.passages
    ]
    nodes = [places[name] for name in question.nodes if name in places]
    aside = {number for source in sources for number in source}.union(nodes)
    shown = [number for number in range(len(solutions.variables)) if number not in aside]
    texts = solutions.texts()
    columns = [_column(graph, solutions, texts, number) for number in shown]
    notes: dict[Note, int] = {}
    rows: dict[tuple[Cell, ...], dict[str, dict[object, None]]] = {}
    across = list(zip(*columns, strict=True)) if columns else [()] * len(texts)
    for row, words, cells in zip(solutions.rows, texts, across, strict=True):
        found = rows.setdefault(cells, {"notes": {}, "nodes": {}})
        for source in sources:
            note = _note([words[number] for number in source])
            if any(note):
                found["notes"][notes.setdefault(note, len(notes) + 1)] = None
        for number in nodes:
            term = row[number]
            if isinstance(term, NamedNode):
                name = heading(solutions.variables[number])
                found["nodes"][Cell(name, term.value)] = None
    return Answer(
        tuple(heading(solutions.variables[number]) for number in shown),
        tuple(
            Row(
                cells,
                tuple(note for note in found["notes"] if isinstance(note, int)),
                tuple(node for node in found["nodes"] if isinstance(node, Cell)),
            )
            for cells, found in rows.items()
        ),
        tuple(notes),
    )


def _field(names: Names | None, parameter: Parameter, number: int, value: str) -> Field:
    choices: tuple[Choice, ...] | None = None
    if names is not None:
        meant = names.find(value) if value else ()
        labels = {names.label(term) for term in meant}
        choices = tuple(Choice(label, label in labels) for label in names.labels())
    label = heading(parameter.name) + ("" if number == 0 else f" {number + 1}")
    default = "" if parameter.default.upper() == OPEN else parameter.default
    return Field(parameter.name, number, label, parameter.help, choices, value, default)


def _column(
    graph: KnowledgeGraph, solutions: Solutions, texts: Sequence[Sequence[str]], number: int
) -> list[Cell]:
    """Return the cells of a column, each with the thing that it is the name of.

    Where several things have a name, the one is meant that stands where the others of the column
    do: a disease among diseases, and not the context of that name.
    """
    words = [row[number] for row in texts]
    terms = [row[number] for row in solutions.rows]
    named: dict[str, list[str]] = {}
    for text, term in zip(words, terms, strict=True):
        if isinstance(term, Literal) and text and not is_number(term) and text not in named:
            named[text] = [thing.value for thing in graph.lexicon.labelled(text)]
    kinds = Counter(_kind(found[0]) for found in named.values() if len(found) == 1)
    usual = kinds.most_common(1)[0][0] if kinds else ""
    meant = {text: _one(found, usual) for text, found in named.items()}
    return [
        Cell(
            text,
            term.value if isinstance(term, NamedNode) else meant.get(text, ""),
            is_number(term),
        )
        for text, term in zip(words, terms, strict=True)
    ]


def _one(found: Sequence[str], kind: str) -> str:
    """Return the only one of some things, or the only one of a kind, or nothing."""
    fitting = found if len(found) == 1 else [iri for iri in found if _kind(iri) == kind]
    return fitting[0] if len(fitting) == 1 else ""


def _kind(iri: str) -> str:
    """Return what the IRIs of things of one kind begin with."""
    base, mark, path = iri.partition("/id/")
    return base + mark + path.partition("/")[0] if mark else iri.rpartition("/")[0]


def _note(said: Sequence[str]) -> Note:
    document, place, words, cited, tier = [*said, "", "", "", "", ""][:5]
    where = ", ".join(filter(None, (document, place)))
    return Note(where, words, f"{cited} ({tier})" if cited and tier else cited)
