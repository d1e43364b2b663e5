"""A question as its page shows it: the form, the answer with links and sources, the query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from ixakg.solutions import is_number
from ixakg.views.rendering import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ixakg.graph import KnowledgeGraph
    from ixakg.names import Names
    from ixakg.queries import Parameter, Question
    from ixakg.solutions import Solutions, Term


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
    notes: dict[Note, int] = {}
    rows: dict[tuple[Cell, ...], dict[str, dict[object, None]]] = {}
    for row, words in zip(solutions.rows, texts, strict=True):
        cells = tuple(_cell(graph, row[number], words[number]) for number in shown)
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


def _cell(graph: KnowledgeGraph, term: Term | None, words: str) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(words, term.value)
    named = [] if not words or is_number(term) else graph.labelled(words)
    iri = named[0].value if len(named) == 1 else ""
    return Cell(words, iri, is_number(term))


def _note(said: Sequence[str]) -> Note:
    document, place, words, cited, tier = [*said, "", "", "", "", ""][:5]
    where = ", ".join(filter(None, (document, place)))
    return Note(where, words, f"{cited} ({tier})" if cited and tier else cited)
