"""A knowledge graph of in vivo antitumour evidence: ask it, and every answer names its source."""

import typing

from ixakg.errors import (
    CannotRead,
    CannotWrite,
    InvalidBase,
    InvalidExport,
    InvalidParameter,
    InvalidPrefixes,
    InvalidQuery,
    InvalidQuestion,
    InvalidSchema,
    InvalidShapes,
    InvalidTables,
    InvalidTurtle,
    IxakgError,
    MissingFolder,
    MissingLibrary,
    NothingToDraw,
    NotStated,
    Problem,
    RefusedOntology,
    UnknownAxiom,
    UnknownName,
    UnknownQuestion,
)
from ixakg.graph import KnowledgeGraph
from ixakg.queries import Parameter, Question
from ixakg.solutions import Solutions, Triples

if typing.TYPE_CHECKING:
    from ixakg.shacl.report import ValidationReport
    from ixakg.shacl.results import ValidationResult

# What a question does not need is imported when somebody asks for it by its name.
_LATER = {
    "ValidationReport": "ixakg.shacl.report",
    "ValidationResult": "ixakg.shacl.results",
}

__all__ = [
    "CannotRead",
    "CannotWrite",
    "InvalidBase",
    "InvalidExport",
    "InvalidParameter",
    "InvalidPrefixes",
    "InvalidQuery",
    "InvalidQuestion",
    "InvalidSchema",
    "InvalidShapes",
    "InvalidTables",
    "InvalidTurtle",
    "IxakgError",
    "KnowledgeGraph",
    "MissingFolder",
    "MissingLibrary",
    "NotStated",
    "NothingToDraw",
    "Parameter",
    "Problem",
    "Question",
    "RefusedOntology",
    "Solutions",
    "Triples",
    "UnknownAxiom",
    "UnknownName",
    "UnknownQuestion",
    "ValidationReport",
    "ValidationResult",
]


def __getattr__(name: str) -> object:
    """Return a public name that is imported when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
