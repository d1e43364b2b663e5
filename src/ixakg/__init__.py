"""A knowledge graph of in vivo antitumour evidence: ask it, and every answer names its source."""

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
from ixakg.shacl.report import ValidationReport
from ixakg.shacl.results import ValidationResult
from ixakg.solutions import Solutions, Triples

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
