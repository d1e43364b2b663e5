"""A knowledge graph of in vivo antitumour evidence: ask it, and every answer names its source."""

from ixakg.errors import (
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
    NothingToDraw,
    Problem,
    UnknownName,
    UnknownQuestion,
)
from ixakg.graph import KnowledgeGraph
from ixakg.queries import Parameter, Question
from ixakg.solutions import Solutions, Triples

__all__ = [
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
    "NothingToDraw",
    "Parameter",
    "Problem",
    "Question",
    "Solutions",
    "Triples",
    "UnknownName",
    "UnknownQuestion",
]
