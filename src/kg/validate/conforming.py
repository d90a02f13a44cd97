"""Which things surely keep the shapes, seen without a SHACL engine, which takes a thousand times as long.

Each shape becomes a check that answers True (surely kept), False (surely broken) or None (not decided here). A thing
is left out of the engine's work only when every check of it says True; what the engine then finds is what counts. A
component that is not known here is never decided, so that shapes of any kind give the engine's results.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.model import Term
from kg.terms.namespaces import RDF_TYPE, STANDARD, XSD

Verdict = bool | None
Properties = Mapping[str, Sequence[Term]]
# the classes of a thing and all above them
Classes = Callable[[str], frozenset[str]]
# of a value, of its properties where they are at hand, and of the classes of things
Check = Callable[[Term, Properties | None, Classes], Verdict]
_OfAll = Callable[[Sequence[Term], Classes], Verdict]
_Node = NamedNode | BlankNode | Literal

SH: Final = STANDARD["sh"]
_RDF: Final = STANDARD["rdf"]
_RDFS: Final = STANDARD["rdfs"]
_SAYS_NOTHING: Final = frozenset(
    {RDF_TYPE, _RDFS + "label", _RDFS + "comment"}
    | {SH + name for name in ("targetClass", "message", "path", "severity", "name", "description", "order", "group")}
)
_CLASSES: Final = frozenset({_RDFS + "Class", STANDARD["owl"] + "Class"})
# what every reader takes as a literal of the datatype; of other forms the engine decides
_WELL_FORMED: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?"),
    XSD + "boolean": re.compile("true|false"),
}
_FREE_FORM: Final = frozenset({XSD + "string", STANDARD["edtf"] + "EDTF"})


@dataclass(frozen=True, slots=True)
class Conformity:
    """The checks of each target class. `decided` says that all that the shapes ask is known here.

    What is known here asks of a thing its own properties and the classes of their values, nothing further.
    """

    targets: Mapping[str, tuple[Check, ...]]
    decided: bool

    def is_sure(self, iri: str, properties: Properties, classes: Classes) -> bool:
        """Say whether a thing surely keeps every shape that is about it."""
        checks = (check for name in classes(iri) for check in self.targets.get(name, ()))
        return self.decided and all(check(NamedNode(iri), properties, classes) for check in checks)


def conformity(shapes: bytes) -> Conformity:
    """Return the checks of shapes in Turtle. Raises `SyntaxError` when they cannot be read."""
    graph: dict[_Node, dict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(shapes, format=RdfFormat.TURTLE):
        graph[quad.subject][quad.predicate.value].append(quad.object)
    reader = _Reader(graph)
    targets: dict[str, list[Check]] = defaultdict(list)
    for node, triples in list(graph.items()):
        if any(name.startswith(SH + "target") for name in triples):
            check = reader.shape(node)
            for target in triples.get(SH + "targetClass", ()):
                targets[_text(target)].append(check)
        reader.decided &= not _has_other_target(triples)
    return Conformity({name: tuple(checks) for name, checks in targets.items()}, reader.decided)


def _has_other_target(triples: Mapping[str, Sequence[_Node]]) -> bool:
    """Say whether a shape finds what it is about by anything but a class that it names."""
    is_class = any(_text(value) in _CLASSES for value in triples.get(RDF_TYPE, ()))
    shaped = any(name.startswith(SH) for name in triples)
    return (is_class and shaped) or any(
        name.startswith(SH + "target") and name != SH + "targetClass" for name in triples
    )


def _text(node: _Node) -> str:
    return node.value


# ---------------------------------------------------------------- three answers


def _and(verdicts: Iterable[Verdict]) -> Verdict:
    answer: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        answer = answer and verdict
    return answer


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _or(verdicts: Iterable[Verdict]) -> Verdict:
    return _not(_and(map(_not, verdicts)))


def _sure(kept: bool) -> Verdict:  # noqa: FBT001 - one fact, passed on
    """Return True for what is surely kept, else leave it to the engine."""
    return True if kept else None


# ---------------------------------------------------------------- components of one value


def _of_class(wanted: str, value: Term, _: Properties | None, classes: Classes) -> Verdict:
    return isinstance(value, NamedNode) and wanted in classes(value.value)


def _of_datatype(wanted: str, value: Term, _: Properties | None, __: Classes) -> Verdict:
    if not isinstance(value, Literal) or value.datatype.value != wanted:
        return False
    form = _WELL_FORMED.get(wanted)
    return _sure(bool(form.fullmatch(value.value)) if form else wanted in _FREE_FORM)


def _matches(pattern: re.Pattern[str], value: Term, _: Properties | None, __: Classes) -> Verdict:
    return pattern.search(value.value) is not None


def _at_least_long(least: int, value: Term, _: Properties | None, __: Classes) -> Verdict:
    return _sure(isinstance(value, Literal) and len(value.value) >= least)


def _at_most_long(most: int, value: Term, _: Properties | None, __: Classes) -> Verdict:
    return _sure(isinstance(value, Literal) and len(value.value) <= most)


def _at_least(least: int, value: Term, _: Properties | None, __: Classes) -> Verdict:
    whole = isinstance(value, Literal) and value.datatype.value == XSD + "integer"
    return _sure(whole and bool(re.fullmatch("[0-9]{1,18}", value.value)) and int(value.value) >= least)


def _in_language(wanted: frozenset[str], value: Term, _: Properties | None, __: Classes) -> Verdict:
    tag = (value.language or "").lower() if isinstance(value, Literal) else ""
    return bool(tag) and bool(wanted & {tag, tag.partition("-")[0]})


def _each(combine: Callable[[Iterable[Verdict]], Verdict], checks: Sequence[Check]) -> Check:
    return lambda value, properties, classes: combine(check(value, properties, classes) for check in checks)


def _inverse(check: Check) -> Check:
    return lambda value, properties, classes: _not(check(value, properties, classes))


# components with one plain argument: the check, and what the argument is read as
_SIMPLE: Final[Mapping[str, tuple[Callable[..., Verdict], Callable[[str], object]]]] = {
    "class": (_of_class, str),
    "datatype": (_of_datatype, str),
    "pattern": (_matches, re.compile),
    "minLength": (_at_least_long, int),
    "maxLength": (_at_most_long, int),
    "minInclusive": (_at_least, int),
}


def _undecided(_: Term, __: Properties | None, ___: Classes) -> Verdict:
    return None


# ---------------------------------------------------------------- components of all values


def _once_a_language(values: Sequence[Term], _: Classes) -> Verdict:
    tags = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
    return len(tags) == len(set(tags))


def _enough_of(check: Check, least: int, values: Sequence[Term], classes: Classes) -> Verdict:
    return _sure(sum(check(value, None, classes) is True for value in values) >= least)


def _along(path: str, of_all: Sequence[_OfAll], of_each: Sequence[Check]) -> Check:
    """Return the check of a property: what is asked of all its values, and of each."""
    without = _and(asked((), _no_classes) for asked in of_all)

    def check(_: Term, properties: Properties | None, classes: Classes) -> Verdict:
        if properties is None:
            return None
        values = properties.get(path, ())
        if not values:
            return without
        return _and(
            (
                *(asked(values, classes) for asked in of_all),
                *(asked(value, None, classes) for value in values for asked in of_each),
            )
        )

    return check


def _no_classes(_: str) -> frozenset[str]:
    return frozenset()


class _Reader:
    """Reads shapes from a graph; `decided` is False once it has met something that it does not know."""

    def __init__(self, graph: Mapping[_Node, Mapping[str, Sequence[_Node]]]) -> None:
        self._graph = graph
        self._being_read: set[_Node] = set()
        self.decided = True

    def shape(self, node: _Node) -> Check:
        """Return the check of a node shape or property shape; never decided for one that names itself."""
        if node in self._being_read:
            return self._unknown()
        self._being_read.add(node)
        try:
            return self._shape(node)
        except (ValueError, re.error):  # a number or pattern that is none: the engine says so
            return self._unknown()
        finally:
            self._being_read.remove(node)

    def _shape(self, node: _Node) -> Check:
        triples = self._graph.get(node, {})
        components = [(name, value) for name, values in triples.items() for value in values]
        if SH + "path" not in triples:
            return _each(_and, [self._of_each(name, value) for name, value in components if name not in _SAYS_NOTHING])
        of_all, of_each = [], []
        for name, value in components:
            whole = self._of_all(name, value, triples)
            if whole is not None:
                of_all.append(whole)
            elif name not in _SAYS_NOTHING and name != SH + "qualifiedValueShape":
                of_each.append(self._of_each(name, value))
        (path,) = triples[SH + "path"]
        if not isinstance(path, NamedNode):
            return self._unknown()
        return _along(path.value, of_all, of_each)

    def _unknown(self) -> Check:
        self.decided = False
        return _undecided

    def _items(self, node: _Node) -> list[_Node]:
        found: list[_Node] = []
        while node in self._graph:
            found += self._graph[node][_RDF + "first"]
            (node,) = self._graph[node][_RDF + "rest"]
        return found

    def _of_all(self, name: str, value: _Node, triples: Mapping[str, Sequence[_Node]]) -> _OfAll | None:
        """Return the check of a component that is about all values of a property together, None for another."""
        match name.removeprefix(SH):
            case "minCount":
                least = int(_text(value))
                return lambda values, _: len(values) >= least
            case "maxCount":
                most = int(_text(value))
                return lambda values, _: len(values) <= most
            case "uniqueLang" if _text(value) == "true":
                return _once_a_language
            case "qualifiedMinCount" if len(triples.get(SH + "qualifiedValueShape", ())) == 1:
                (wanted,) = triples[SH + "qualifiedValueShape"]
                return partial(_enough_of, self.shape(wanted), int(_text(value)))
        return None

    def _of_each(self, name: str, value: _Node) -> Check:
        """Return the check of a component that is about each value by itself."""
        simple = _SIMPLE.get(name.removeprefix(SH))
        if simple:
            make, argument = simple
            return partial(make, argument(_text(value)))
        match name.removeprefix(SH):
            case "property":
                return self.shape(value)
            case "or" | "and" as both:
                return _each(_or if both == "or" else _and, [self.shape(item) for item in self._items(value)])
            case "not":
                return _inverse(self.shape(value))
            case "languageIn":
                return partial(_in_language, frozenset(_text(item).lower() for item in self._items(value)))
        return self._unknown()
