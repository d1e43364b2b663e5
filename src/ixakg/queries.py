"""Canned questions: SPARQL files with a YAML header and slots for parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ixakg.datatypes import DATATYPES
from ixakg.errors import InvalidParameter, InvalidQuestion, UnknownQuestion, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ixakg.solutions import Term

HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
SLOT = re.compile(
    r"^(?P<before>[^\n{]*\bVALUES\s+\?(?P<variable>\w+)\s*\{)(?P<default>[^\n]*)"
    r"(?P<after>\}[^\n{}]*#@param[ \t]+(?P<name>\w+)[ \t]*\r?)$",
    re.MULTILINE | re.IGNORECASE,
)
MARK = re.compile(r"#@param[ \t]+(\w+)")
TYPES = ("iri", *DATATYPES)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: the values of one of its variables."""

    name: str
    type: str
    help: str
    enumerate: str
    default: str

    @property
    def is_open(self) -> bool:
        """Tell whether the parameter means "any" where it is not given."""
        return self.default.strip().upper() == "UNDEF"


@dataclass(frozen=True, slots=True)
class Question:
    """A canned question; the SPARQL text runs as it stands in any tool."""

    id: str
    summary: str
    description: str
    group: str
    tags: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    sparql: str

    @classmethod
    def read(cls, path: Path) -> Question:
        """Return the question of one file.

        Raises:
            InvalidQuestion: the header is missing or wrong, or does not fit the slots.
        """
        sparql = path.read_text(encoding="utf-8")
        header = _header(path.name, sparql)
        if header.get("id", path.stem) != path.stem:
            raise InvalidQuestion(f"{path.name}: the id must be {path.stem!r}, as the file is named")
        if not header.get("summary"):
            raise InvalidQuestion(f"{path.name}: say '#+ summary: …?' in the header")
        return cls(
            id=path.stem,
            summary=str(header["summary"]),
            description=str(header.get("description", "")),
            group=str(header.get("group", "")),
            tags=tuple(map(str, header.get("tags", ()))),
            parameters=_parameters(path.name, header.get("params", ()), sparql),
            sparql=sparql,
        )

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
        """Return the query with values in the slots of some parameters.

        Raises:
            InvalidParameter: a parameter is unknown, or a value is unsafe inside a query.
        """
        texts = {self.parameter(name).name: _slot(name, terms) for name, terms in values.items()}
        return SLOT.sub(
            lambda slot: (
                f"{slot['before']} {texts[slot['name']]} {slot['after']}"
                if slot["name"] in texts
                else slot[0]
            ),
            self.sparql,
        )


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


def _header(name: str, sparql: str) -> Mapping[str, Any]:
    import yaml

    try:
        header = yaml.safe_load("\n".join(HEADER.findall(sparql)))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise InvalidQuestion(f"{name}: the lines with #+ are no YAML; {reason}") from None
    if not isinstance(header, dict):
        raise InvalidQuestion(f"{name}: begin the file with a header such as '#+ summary: …?'")
    return header


def _parameters(
    name: str, declared: Sequence[Mapping[str, Any]], sparql: str
) -> Mapping[str, Parameter]:
    slots = {slot["name"]: slot for slot in SLOT.finditer(sparql)}
    marks = set(MARK.findall(sparql))
    for mark in sorted(marks - slots.keys()):
        raise InvalidQuestion(
            f"{name}: the line of '#@param {mark}' must hold VALUES ?variable {{ … }}"
        )
    names = {str(parameter.get("name")) for parameter in declared}
    for odd in sorted(names ^ slots.keys()):
        what = "has no slot" if odd in names else "is not in the header"
        raise InvalidQuestion(f"{name}: the parameter {odd!r} {what}; params and slots must agree")
    return {
        parameter["name"]: _parameter(name, parameter, slots[parameter["name"]]["default"])
        for parameter in declared
    }


def _parameter(name: str, declared: Mapping[str, Any], default: str) -> Parameter:
    type_ = str(declared.get("type", "string")).removeprefix("xsd:")
    if type_ not in TYPES:
        raise InvalidQuestion(f"{name}: no parameter can have the type {type_!r}; "
                              + suggestion(type_, TYPES))
    return Parameter(
        name=str(declared["name"]),
        type=type_,
        help=str(declared.get("help", "")),
        enumerate=str(declared.get("enumerate", "")),
        default=default.strip(),
    )


def _slot(name: str, terms: Sequence[Term]) -> str:
    texts = [str(term) for term in terms]
    for text in texts:
        # SPARQL expands \u escapes before it parses, so they could end a string early.
        if re.search(r"\\+[uU]", text):
            raise InvalidParameter(
                f"{name}: a value must not hold a backslash before u; write the character itself"
            )
    return " ".join(texts) or "UNDEF"
