"""What the pages of one graph have in common, looked up when a page first needs it."""

from __future__ import annotations

import json
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ixakg.exports.formats import of_name
from ixakg.pages.answers import groups
from ixakg.pages.terms import IN_SOURCES, Vocabulary
from ixakg.views.rendering import plain
from ixakg.vocabulary import IXA

if TYPE_CHECKING:
    from ixakg.audits.audit import Point
    from ixakg.graph import KnowledgeGraph
    from ixakg.names import Names
    from ixakg.queries import Parameter, Question

HEADER = """
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?title ?description ?version ?modified ?licence
WHERE {
  VALUES ?ontology { <%s> }
  OPTIONAL { ?ontology dcterms:title ?title }
  OPTIONAL { ?ontology dcterms:description ?description }
  OPTIONAL { ?ontology owl:versionInfo ?version }
  OPTIONAL { ?ontology dcterms:modified ?modified }
  OPTIONAL { ?ontology dcterms:license ?licence }
}
ORDER BY ?title ?description ?version ?modified ?licence
LIMIT 1
"""
KINDS = f"""
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?class ?label ?definition (COUNT(DISTINCT ?thing) AS ?things)
WHERE {{
  ?class a owl:Class ; rdfs:label ?label .
  OPTIONAL {{ ?class skos:definition ?definition }}
  GRAPH ?graph {{ ?thing a ?class }}
  {IN_SOURCES}
}}
GROUP BY ?class ?label ?definition
ORDER BY ?label ?class
"""


class Header(NamedTuple):
    """What the ontology says of itself; nothing where it does not."""

    title: str = ""
    description: str = ""
    version: str = ""
    modified: str = ""
    licence: str = ""


class Kind(NamedTuple):
    """A class that sources say something is in, and of how many things they do."""

    iri: str
    label: str
    definition: str
    things: int


class Library:
    """A graph with what many of its pages say."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self._files: dict[tuple[str, str], bytes] = {}
        self._choices: dict[str, Names | None] = {}

    @cached_property
    def header(self) -> Header:
        """What the ontology says of itself."""
        (row,) = self.graph.select(HEADER % IXA.base.rstrip("/")).rows
        return Header(*map(plain, row))

    @cached_property
    def questions(self) -> dict[str, list[Question]]:
        """The questions by group, both in alphabetical order."""
        return groups(self.graph)

    def choices(self, question: Question, parameter: Parameter) -> Names | None:
        """Return the values that a parameter takes, or nothing where any value will do."""
        key = parameter.enumerate
        if key and key not in self._choices:
            self._choices[key] = self.graph.choices(question.id, parameter.name)
        return self._choices.get(key)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """What does not add up in the sources, the gravest first."""
        return self.graph.audit()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms of the ontology."""
        return Vocabulary(self.graph)

    def file(self, graph: str, suffix: str) -> bytes:
        """Return a named graph as a file of the format with a suffix.

        Raises:
            UnknownName: there is no such graph.
        """
        if (graph, suffix) not in self._files:
            out = BytesIO()
            of_name(suffix).write(self.graph.content([graph]), out)
            self._files[graph, suffix] = out.getvalue()
        return self._files[graph, suffix]

    @cached_property
    def dataset(self) -> dict[str, object]:
        """The dataset in the words of schema.org; nothing where no version is stated."""
        from ixakg.exports.dataset import describe, schema_org

        content = self.graph.content()
        meta = describe(content.store, content.bundle) if self.header.version else ()
        found: dict[str, object] = json.loads(schema_org(meta, (), "")) if meta else {}
        return {name: value for name, value in found.items() if value}

    @cached_property
    def kinds(self) -> list[Kind]:
        """The classes that sources say something is in, by their labels."""
        rows = self.graph.select(KINDS).rows
        return [
            Kind(plain(iri), plain(label), plain(definition), int(plain(things)))
            for iri, label, definition, things in rows
        ]
