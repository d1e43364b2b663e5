"""The canned questions as an OpenAPI 3.1 document, made from their headers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ixakg.datatypes import DATATYPES

if TYPE_CHECKING:
    from ixakg.names import Names
    from ixakg.pages.library import Library
    from ixakg.queries import Parameter, Question

TYPES = {
    "application/sparql-results+json": {"$ref": "#/components/schemas/Results"},
    "text/csv": {"type": "string"},
    "text/tab-separated-values": {"type": "string"},
    "text/markdown": {"type": "string"},
    "application/sparql-query": {"type": "string"},
    "text/html": {"type": "string"},
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and how to mend it."},
    },
}
TERM = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "datatype": {"type": "string"},
        "xml:lang": {"type": "string"},
    },
}
RESULTS = {
    "type": "object",
    "description": "W3C SPARQL 1.1 Query Results JSON.",
    "required": ["head", "results"],
    "properties": {
        "head": {
            "type": "object",
            "properties": {"vars": {"type": "array", "items": {"type": "string"}}},
        },
        "results": {
            "type": "object",
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": {"$ref": "#/components/schemas/Term"},
                    },
                }
            },
        },
    },
}


def document(library: Library, base: str) -> str:
    """Return the document: a path for each question, a parameter for each of its own."""
    header = library.header
    said = {
        "openapi": "3.1.0",
        "info": {
            "title": str(library.dataset.get("name") or header.title or "Canned questions"),
            "description": "Each question is a SPARQL query; every answer names its sources.",
            "version": header.version or "0",
            **({"license": {"name": header.licence, "url": header.licence}}
               if header.licence else {}),
        },
        "servers": [{"url": base}],
        "tags": [{"name": group} for group in library.questions],
        "paths": {
            f"/questions/{question.id}": {"get": _operation(library, question)}
            for questions in library.questions.values()
            for question in questions
        },
        "components": {
            "schemas": {"Problem": PROBLEM, "Results": RESULTS, "Term": TERM},
            "responses": {
                name: {
                    "description": text,
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": "#/components/schemas/Problem"}
                        }
                    },
                }
                for name, text in (
                    ("Invalid", "A parameter is unknown, or does not take a value."),
                    ("Unacceptable", "There is no format that the client takes."),
                )
            },
        },
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _operation(library: Library, question: Question) -> dict[str, object]:
    return {
        "operationId": question.id,
        "summary": question.summary,
        "description": question.description,
        "tags": [question.group],
        "parameters": [
            _parameter(parameter, library.choices(question, parameter))
            for parameter in question.parameters.values()
        ],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {name: {"schema": schema} for name, schema in TYPES.items()},
            },
            "400": {"$ref": "#/components/responses/Invalid"},
            "406": {"$ref": "#/components/responses/Unacceptable"},
        },
    }


def _parameter(parameter: Parameter, names: Names | None) -> dict[str, object]:
    if names is not None:
        noun = "A label, a CURIE, an IRI or the last part of one"
        item: dict[str, object] = {"type": "string", "examples": names.labels()}
    elif parameter.type == "iri":
        noun, item = "An IRI", {"type": "string"}
    else:
        noun = DATATYPES[parameter.type].noun.capitalize()
        item = {"type": "string", "pattern": f"^({DATATYPES[parameter.type].pattern})$"}
    said = f"{parameter.help[:1].upper()}{parameter.help[1:]}"
    return {
        "name": parameter.name,
        "in": "query",
        "description": ". ".join(filter(None, (said, noun, "Several mean any of them"))) + ".",
        "explode": True,
        "style": "form",
        "schema": {"type": "array", "items": item},
    }
