"""Constraints as set-wise SPARQL: all focus nodes at once, and only what may be wrong comes back.

What a query leaves out is right for sure. What it returns is wrong for sure, unless it is marked as
doubtful: a literal whose form or order the store and the reference validator may judge differently.
The reference validator then decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from ixakg.shacl.patterns import common
from ixakg.shacl.shapes import plain
from ixakg.vocabulary import RDF, RDFS, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ixakg.shacl.shapes import Shape, Shapes
    from ixakg.solutions import Term

EXACT = f"({XSD.integer}, {XSD.decimal})"
UNCHECKED = frozenset({XSD.anyURI, XSD.gYear})  # the reference validator takes any form
LIKE_A_DATE = "^(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}$"


class Check(NamedTuple):
    """What one constraint asks of the store.

    The pattern follows a pattern that binds ``?this``, and binds ``?value``, ``?doubt`` (true where
    the reference validator has to decide) and ``?path`` where it has them. ``having`` goes behind
    the pattern. ``regex`` is what values must hold: all that come back are tested with it.
    """

    component: str
    pattern: str
    having: str = ""
    regex: re.Pattern[str] | None = None


def component(name: str) -> NamedNode:
    """Return the IRI of a constraint component: ``MinCount``."""
    return NamedNode(f"{SH.base}{name}ConstraintComponent")


def checks(
    shape: Shape, shapes: Shapes, classes: Callable[[Term], tuple[str, ...]]
) -> Iterator[Check]:
    """Yield the checks of the constraints that a shape states itself, without other shapes.

    What a class includes, itself and its subclasses, is for the data to say.
    """
    for parameter, compiled in COMPILED.items():
        if shape.values(parameter):
            yield from compiled(_Context(shape, shapes, classes))


class _Context(NamedTuple):
    """A shape while it is compiled."""

    shape: Shape
    shapes: Shapes
    classes: Callable[[Term], tuple[str, ...]]

    def values(self, name: str) -> tuple[Term, ...]:
        return self.shape.values(getattr(SH, name))

    def number(self, name: str) -> int:
        return int(plain(self.values(name)[0]))

    def reach(self, variable: str = "?value") -> str:
        """Return the pattern that leads from a focus node to its value nodes."""
        path = self.shape.path
        return f"?this {path} {variable} ." if path else f"BIND(?this AS {variable})"

    def each(self, name: str, condition: str, doubt: str = "") -> Check:
        """Return a check that fails for every value node of which a condition holds."""
        marked = f"BIND(({doubt}) AS ?doubt) " if doubt else ""
        return Check(name, f"{self.reach()} {marked}FILTER({condition})")


def _min_count(c: _Context) -> Iterator[Check]:
    least = c.number("minCount")
    if least == 1:
        yield Check("MinCount", f"FILTER NOT EXISTS {{ {c.reach('?any')} }}")
    elif least > 1:
        having = f"GROUP BY ?this HAVING(COUNT(DISTINCT ?any) < {least})"
        yield Check("MinCount", f"OPTIONAL {{ {c.reach('?any')} }}", having)


def _max_count(c: _Context) -> Iterator[Check]:
    most = c.number("maxCount")
    if most == 0:
        yield Check("MaxCount", c.reach("?any"))
    elif most == 1:
        both = f"{c.reach('?any')} {c.reach('?other')} FILTER(!sameTerm(?any, ?other))"
        yield Check("MaxCount", both)
    else:
        having = f"GROUP BY ?this HAVING(COUNT(DISTINCT ?any) > {most})"
        yield Check("MaxCount", c.reach("?any"), having)


def _class(c: _Context) -> Iterator[Check]:
    for wanted in c.values("class"):
        yield c.each("Class", f"NOT EXISTS {{ {of_class('?value', c.classes(wanted))} }}")


def _datatype(c: _Context) -> Iterator[Check]:
    wanted = c.values("datatype")[0]
    if wanted == RDFS.Literal:
        yield c.each("Datatype", "!isLiteral(?value)")
        return
    typed = f"(isLiteral(?value) && datatype(?value) = {wanted})"
    yield c.each("Datatype", f"!({typed} && ({_well_formed(wanted)}))", typed)


def _well_formed(datatype: Term) -> str:
    """Return a condition under which a literal of a datatype is well-formed for everybody."""
    if datatype in (XSD.string, RDF.langString) or datatype in UNCHECKED:
        return "true"
    if datatype in (XSD.integer, XSD.decimal):
        return "isNumeric(?value)"
    if datatype == XSD.boolean:
        return 'STR(?value) IN ("true", "false")'
    if datatype == XSD.date:
        parsed = f"COALESCE({XSD.date}(STR(?value)) = ?value, false)"
        return f'REGEX(STR(?value), "{LIKE_A_DATE}") && {parsed}'
    return "false"


def _node_kind(c: _Context) -> Iterator[Check]:
    kinds = {
        SH.BlankNode: "!isBlank(?value)",
        SH.BlankNodeOrIRI: "isLiteral(?value)",
        SH.BlankNodeOrLiteral: "isIRI(?value)",
        SH.IRI: "!isIRI(?value)",
        SH.IRIOrLiteral: "isBlank(?value)",
        SH.Literal: "!isLiteral(?value)",
    }
    for kind in c.values("nodeKind"):
        yield c.each("NodeKind", kinds[NamedNode(plain(kind))])


def _in(c: _Context) -> Iterator[Check]:
    for head in c.values("in"):
        items = c.shapes.items(head)
        if all(isinstance(item, NamedNode) for item in items) and items:
            yield c.each("In", f"?value NOT IN ({', '.join(map(str, items))})")
        else:
            same = (f"sameTerm(?value, {item})" for item in items)
            yield c.each("In", f"!({' || '.join(same) or 'false'})")


def _has_value(c: _Context) -> Iterator[Check]:
    for value in c.values("hasValue"):
        if c.shape.path:
            wrong = f"FILTER NOT EXISTS {{ ?this {c.shape.path} {value} }}"
        else:
            wrong = f"FILTER(!sameTerm(?this, {value}))"
        yield Check("HasValue", wrong)


def _pattern(c: _Context) -> Iterator[Check]:
    flags = "".join(plain(flag) for flag in c.values("flags")).lower()
    options = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
    for pattern in c.values("pattern"):
        text = plain(pattern)
        right = "false"
        same = None if flags else common(text)
        if same is not None:
            right = f"!isBlank(?value) && REGEX(STR(?value), {Literal(same)})"
        where = f"{c.reach()} FILTER(!({right}))"
        yield Check("Pattern", where, regex=re.compile(text, options))


def _min_length(c: _Context) -> Iterator[Check]:
    least = c.number("minLength")
    if least:
        yield c.each("MinLength", f"isBlank(?value) || STRLEN(STR(?value)) < {least}")


def _max_length(c: _Context) -> Iterator[Check]:
    most = c.number("maxLength")
    yield c.each("MaxLength", f"isBlank(?value) || STRLEN(STR(?value)) > {most}")


def _bound(name: str, sign: str) -> Callable[[_Context], Iterator[Check]]:
    def compiled(c: _Context) -> Iterator[Check]:
        parameter = f"{name[0].lower()}{name[1:]}"
        for bound in c.values(parameter):
            number = f"isNumeric(?value) && datatype(?value) IN {EXACT}"
            yield c.each(
                name,
                f"!(COALESCE({number} && ?value {sign} {bound}, false))",
                f"isLiteral(?value) && !({number})",
            )

    return compiled


def _language_in(c: _Context) -> Iterator[Check]:
    tags = [plain(item).lower() for item in c.shapes.items(c.values("languageIn")[0])]
    listed = ", ".join(str(Literal(tag)) for tag in tags) or '""'
    right = (
        f"LCASE(LANG(?value)) IN ({listed}) || LCASE(STRBEFORE(LANG(?value), '-')) IN ({listed})"
    )
    tagged = 'isLiteral(?value) && LANG(?value) != ""'
    yield c.each("LanguageIn", f"!({tagged} && ({right}))")


def _unique_lang(c: _Context) -> Iterator[Check]:
    if c.shape.flag(SH.uniqueLang):
        same = (
            "!sameTerm(?any, ?other) && LANG(?any) != '' && LCASE(LANG(?any)) = LCASE(LANG(?other))"
        )
        yield Check("UniqueLang", f"{c.reach('?any')} {c.reach('?other')} FILTER({same})")


def _equals(c: _Context) -> Iterator[Check]:
    for other in c.values("equals"):
        path = c.shape.path
        yield Check("Equals", f"{c.reach()} FILTER NOT EXISTS {{ ?this {other} ?value }}")
        yield Check("Equals", f"?this {other} ?value FILTER NOT EXISTS {{ ?this {path} ?value }}")


def _disjoint(c: _Context) -> Iterator[Check]:
    for other in c.values("disjoint"):
        yield Check("Disjoint", f"{c.reach()} ?this {other} ?value .")


def _less(name: str, sign: str) -> Callable[[_Context], Iterator[Check]]:
    def compiled(c: _Context) -> Iterator[Check]:
        parameter = f"{name[0].lower()}{name[1:]}"
        for other in c.values(parameter):
            numbers = " && ".join(
                f"isNumeric({v}) && datatype({v}) IN {EXACT}" for v in ("?value", "?other")
            )
            yield Check(
                name,
                f"{c.reach()} ?this {other} ?other . BIND(!({numbers}) AS ?doubt) "
                f"FILTER(!COALESCE({numbers} && ?value {sign} ?other, false))",
            )

    return compiled


def _closed(c: _Context) -> Iterator[Check]:
    if not c.shape.flag(SH.closed):
        return
    allowed = {path for p in c.values("property") for path in c.shapes[p].values(SH.path)}
    allowed |= {item for head in c.values("ignoredProperties") for item in c.shapes.items(head)}
    listed = ", ".join(sorted(str(item) for item in allowed if isinstance(item, NamedNode)))
    other = f"?path NOT IN ({listed}) && " if listed else ""
    resource = f"(?path = {RDF.type} && ?value = {RDFS.Resource})"
    yield Check("Closed", f"?this ?path ?value FILTER({other}!{resource})")


def of_class(variable: str, classes: Iterable[str]) -> str:
    """Return the pattern of being an instance of one of some classes."""
    classes = tuple(classes)
    if len(classes) == 1:
        return f"{variable} {RDF.type} {classes[0]} ."
    return f"{variable} {RDF.type} ?type . FILTER(?type IN ({', '.join(classes)}))"


COMPILED: Mapping[NamedNode, Callable[[_Context], Iterator[Check]]] = {
    getattr(SH, "class"): _class,
    SH.closed: _closed,
    SH.datatype: _datatype,
    SH.disjoint: _disjoint,
    SH.equals: _equals,
    SH.hasValue: _has_value,
    getattr(SH, "in"): _in,
    SH.languageIn: _language_in,
    SH.lessThan: _less("LessThan", "<"),
    SH.lessThanOrEquals: _less("LessThanOrEquals", "<="),
    SH.maxCount: _max_count,
    SH.maxExclusive: _bound("MaxExclusive", "<"),
    SH.maxInclusive: _bound("MaxInclusive", "<="),
    SH.maxLength: _max_length,
    SH.minCount: _min_count,
    SH.minExclusive: _bound("MinExclusive", ">"),
    SH.minInclusive: _bound("MinInclusive", ">="),
    SH.minLength: _min_length,
    SH.nodeKind: _node_kind,
    SH.pattern: _pattern,
    SH.uniqueLang: _unique_lang,
}
