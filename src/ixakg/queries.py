"""Canned questions: SPARQL files with a YAML header and slots for parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ixakg.datatypes import DATATYPES
from ixakg.errors import InvalidParameter, InvalidQuestion, UnknownQuestion, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ixakg.solutions import Term

HEADER = r"(?m)^#\+ ?(.*)$"
PLAIN_SUMMARY = r"(?m)^#\+ summary: ([A-Za-z](?:(?!: | #)[^\n:])*[^\s:])[ \t\r]*\n#\+ \S"
PASSAGE = r"(?m)^#\+ passage: (.*)$"
NODE = r"(?m)^#\+ node: (.*)$"
REPAIR = r"(?m)^#\+ repair: (.*)$"
FIGURE = r"(?m)^#\+ figure:"
GRAPHS = r"(?m)^#\+ graphs: (.*)$"
SLOT = (
    r"(?mi)^(?P<before>[^\n{]*\bVALUES\s+\?\w+\s*\{)(?P<default>[^\n]*)"
    r"(?P<after>\}[^\n{}]*#@param[ \t]+(?P<name>\w+)[ \t\r]*)$"
)
OPEN_SLOT = r"(?mi)^[^\n{]*\bVALUES\s+\?\w+\s*\{\s*UNDEF\s*\}[^\n{}]*#@param[^\n]*\n"
MARK = r"#@param[ \t]+(\w+)"
TYPES = ("iri", *DATATYPES)


class Parameter(NamedTuple):
    """A parameter of a question: the values of one of its variables."""

    name: str
    type: str
    help: str
    enumerate: str
    default: str


class Question:
    """A canned question; its SPARQL text runs as it stands in any tool.

    The header is read when something is asked of it that only the header says.
    """

    def __init__(self, name: str, sparql: str) -> None:
        self.id = name
        self.sparql = sparql

    @classmethod
    def read(cls, path: Path) -> Question:
        """Return the question of one file."""
        return cls(path.stem, path.read_text(encoding="utf-8"))

    def __repr__(self) -> str:
        return f"<Question {self.id}: {self.summary}>"

    @cached_property
    def summary(self) -> str:
        """The question in one sentence."""
        # Importing a YAML parser takes longer than answering most questions.
        plain = re.search(PLAIN_SUMMARY, self.sparql)
        return plain[1] if plain else str(self._header["summary"])

    @property
    def description(self) -> str:
        """What an answer holds, and how to read it."""
        return str(self._header.get("description", ""))

    @property
    def group(self) -> str:
        """The heading that the question is listed under."""
        return str(self._header.get("group", ""))

    @property
    def passages(self) -> tuple[tuple[str, ...], ...]:
        """The columns that say where a row comes from, by passage.

        Of each passage: its document, its place, its words, the work it cites, that work's tier.
        """
        return tuple(_names(group) for group in _line(PASSAGE, self.sparql).split(";") if group)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The columns that tell rows apart for programs and say nothing to people."""
        return _names(_line(NODE, self.sparql))

    @property
    def graphs(self) -> tuple[str, ...]:
        """The groups of named graphs that the answer needs, beside those that are always there."""
        return _names(_line(GRAPHS, self.sparql))

    @property
    def repair(self) -> str:
        """How to mend what a row of the answer shows, where every row is a mistake."""
        return _line(REPAIR, self.sparql)

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to find the question by."""
        return tuple(map(str, self._header.get("tags", ())))

    @property
    def figure(self) -> Mapping[str, Any]:
        """Which drawing shows the answer, and what the columns stand for in it."""
        said = self._header.get("figure")
        return said if isinstance(said, dict) else {}

    @property
    def has_figure(self) -> bool:
        """Whether a drawing shows the answer."""
        return re.search(FIGURE, self.sparql) is not None

    def note(self, key: str) -> str:
        """Return what the header says under another key, or nothing."""
        return " ".join(str(self._header.get(key, "")).split())

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters by their names, in the order of the header."""
        return _parameters(self.id, self._header.get("params", ()), self.sparql)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter with a name.

        Raises:
            InvalidParameter: there is none.
        """
        if name not in self.parameters:
            raise InvalidParameter(
                f"{self.id} has no parameter {name!r}; {suggestion(name, self.parameters)}"
            )
        return self.parameters[name]

    def fill(self, values: Mapping[str, Sequence[Term]]) -> str:
        """Return the query with values in the slots of some parameters; no value means any.

        Raises:
            InvalidParameter: a parameter is unknown, or a value is unsafe inside a query.
        """
        if not values:
            return self.sparql
        texts = {self.parameter(name).name: _slot(name, terms) for name, terms in values.items()}
        return re.sub(
            SLOT,
            lambda slot: (
                f"{slot['before']} {texts[slot['name']]} {slot['after']}"
                if slot["name"] in texts
                else slot[0]
            ),
            self.sparql,
        )

    @cached_property
    def _header(self) -> Mapping[str, Any]:
        """The header as YAML reads it.

        Raises:
            InvalidQuestion: the header is missing, is no YAML, or has a wrong id or no summary.
        """
        import yaml

        try:
            header = yaml.safe_load("\n".join(re.findall(HEADER, self.sparql)))
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise InvalidQuestion(
                f"{self.id}.rq: the lines with #+ are no YAML; {reason}"
            ) from None
        if not isinstance(header, dict) or not header.get("summary"):
            raise InvalidQuestion(f"{self.id}.rq: begin the file with a line '#+ summary: …?'")
        if header.get("id", self.id) != self.id:
            raise InvalidQuestion(f"{self.id}.rq: the id must be the name of the file, {self.id!r}")
        return header


class Catalogue(Mapping[str, Question]):
    """The questions of a folder by their ids, in alphabetical order, each read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.rq"))}

    def __getitem__(self, name: str) -> Question:
        """Return a question.

        Raises:
            UnknownQuestion: there is none of that id.
        """
        if name not in self._paths:
            raise UnknownQuestion(f"no question is called {name!r}; {suggestion(name, self)}")
        return Question.read(self._paths[name])

    def __iter__(self) -> Iterator[str]:
        """Return the ids."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Return the number of questions."""
        return len(self._paths)


def without_open_slots(sparql: str) -> str:
    """Return a query without the slots that say nothing.

    They join with everything, so the answer is the same; Virtuoso 7 joins them with nothing.
    """
    return re.sub(OPEN_SLOT, "", sparql)


def _line(pattern: str, sparql: str) -> str:
    """Return a line of the header; a plain one needs no YAML parser, which is slow to import."""
    found = re.search(pattern, sparql)
    return found[1].strip() if found else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _parameters(
    name: str, declared: Iterable[Mapping[str, Any]], sparql: str
) -> Mapping[str, Parameter]:
    slots = {slot["name"]: slot["default"].strip() for slot in re.finditer(SLOT, sparql)}
    for mark in sorted(set(re.findall(MARK, sparql)) - slots.keys()):
        raise InvalidQuestion(
            f"{name}.rq: the line of '#@param {mark}' must hold VALUES ?variable {{ … }}"
        )
    parameters = {str(given.get("name")): given for given in declared}
    for odd in sorted(parameters.keys() ^ slots.keys()):
        what = "has no slot" if odd in parameters else "is not among the params"
        raise InvalidQuestion(f"{name}.rq: {odd!r} {what}; params and slots must agree")
    return {key: _parameter(name, given, slots[key]) for key, given in parameters.items()}


def _parameter(name: str, given: Mapping[str, Any], default: str) -> Parameter:
    kind = str(given.get("type", "string")).removeprefix("xsd:")
    if kind not in TYPES:
        raise InvalidQuestion(f"{name}.rq: {kind!r} is no type; {suggestion(kind, TYPES)}")
    return Parameter(
        name=str(given["name"]),
        type=kind,
        help=str(given.get("help", "")),
        enumerate=str(given.get("enumerate", "")),
        default=default,
    )


def _slot(name: str, terms: Sequence[Term]) -> str:
    texts = [str(term) for term in terms]
    for text in texts:
        # SPARQL expands \u escapes before it parses, so they could end a string early.
        if re.search(r"\\[uU]", text):
            raise InvalidParameter(
                f"{name}: a value must not hold a backslash before u; write the character itself"
            )
    return " ".join(texts) or "UNDEF"
