"""A knowledge graph of in vivo antitumour evidence: ask it, and every answer names its source."""

from ixakg.errors import (
    CannotRead,
    CannotWrite,
    InvalidExport,
    InvalidParameter,
    InvalidPrefixes,
    InvalidQuery,
    InvalidQuestion,
    InvalidSchema,
    InvalidTables,
    InvalidTurtle,
    IxakgError,
    MissingFolder,
    MissingLibrary,
    Problem,
    UnknownName,
    UnknownQuestion,
)
from ixakg.graph import KnowledgeGraph
from ixakg.queries import Parameter, Question
from ixakg.solutions import Solutions, Triples

__all__ = [
    "CannotRead",
    "CannotWrite",
    "InvalidExport",
    "InvalidParameter",
    "InvalidPrefixes",
    "InvalidQuery",
    "InvalidQuestion",
    "InvalidSchema",
    "InvalidTables",
    "InvalidTurtle",
    "IxakgError",
    "KnowledgeGraph",
    "MissingFolder",
    "MissingLibrary",
    "Parameter",
    "Problem",
    "Question",
    "Solutions",
    "Triples",
    "UnknownName",
    "UnknownQuestion",
]
