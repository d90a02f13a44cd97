"""Statements of a thing beside itself, and circles of statements: A in B, B in C, C in A."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import Finding, Message, Severity, every
from kg.model import Corpus, Statement, Term
from kg.ontology import Ontology
from kg.terms.codes import codes_above
from kg.terms.namespaces import curie, slug
from kg.validate.made import error, finding
from kg.validate.paths import circles, path_between

_ORDERED_IN: Final = ("inRole", "place")
_TENURES: Final = ("earlierTenure", "laterTenure")  # where a succession names them, they are what is ordered
_OTHER: Final = "counterpart"
# from a thing to another, and the statement that says so; None where the official codes do
_Links = Mapping[str, list[tuple[str, Statement | None]]]


def circle_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield statements that relate a thing to itself, and one finding for each circle of statements.

    The ontology says of which predicates a circle is an error, and of which a note, for it may be true: who is elected
    again comes before and after another. Of tenures a circle is an error, for each is held once.
    """
    linked: dict[tuple[str, ...], dict[str, list[tuple[str, Statement | None]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for statement in corpus.statements:
        subject, predicate, other = ontology.core_values(statement)
        if _is_of_itself(statement, ontology):
            message = Message("it relates a thing to itself")
            yield error("self-relation", corpus, statement.iri, message, Message("Correct one of its two ends."))
            continue
        term = ontology.terms.get(predicate.value) if isinstance(predicate, NamedNode) else None
        weight = term.text("circle") if term else ""
        before, after = map(statement.text, _TENURES)
        if weight and before and after:
            linked[Severity.ERROR.value, "tenures"][before].append((after, statement))
        elif term and weight and isinstance(subject, NamedNode) and isinstance(other, NamedNode):
            for key in _lines(statement, weight, corpus, ontology):
                linked[weight, *key][subject.value].append((other.value, statement))
    above = _above_by_code(corpus)
    found: dict[Finding, None] = {}
    for (weight, *_), links in linked.items():
        certain = weight == Severity.ERROR
        further = _with(links, above) if certain else links
        found.update(dict.fromkeys(_circle(group, further, certain, corpus, ontology) for group in circles(further)))
    yield from found


def _lines(statement: Statement, weight: str, corpus: Corpus, ontology: Ontology) -> Iterator[tuple[str, ...]]:
    """Yield what a statement is followed along: one predicate; besides, all that hold things of one class together.

    An order of holders is that of one role in one place.
    """
    if weight != Severity.ERROR:
        yield tuple(map(statement.text, _ORDERED_IN))
        return
    subject, predicate, other = ontology.core_values(statement)
    yield ("of", predicate.value if predicate else "")
    classes = {_class(end, corpus, ontology) for end in (subject, other)}
    if len(classes) == 1:
        yield ("within", *classes)


def _class(end: Term | None, corpus: Corpus, ontology: Ontology) -> str:
    entity = corpus.entities.get(end.value) if end else None
    name = slug(entity.type) if entity else ""
    return "location" if name in ontology.location_classes else name


def _is_of_itself(statement: Statement, ontology: Ontology) -> bool:
    """Say whether a statement names itself, or its subject where another thing belongs."""
    kind = ontology.kinds[statement.kind]
    subject = statement.one(kind.subject)
    others = [
        value
        for name, value in statement.slots
        if name in ontology.slots and (ontology.slots[name].core == "object" or ontology.slots[name].column == _OTHER)
    ]
    related = kind.slug in {"relation", "succession", "involvement"}
    return any(v.value == statement.iri for _, v in statement.slots) or (
        related and subject is not None and subject in others
    )


def _above_by_code(corpus: Corpus) -> Mapping[str, str]:
    """Return, for each place with an official code, the nearest place above it that has one."""
    places = {code: iri for iri, entity in corpus.entities.items() if (code := entity.text("code"))}
    found = {}
    for code, iri in places.items():
        above = next((places[upper] for upper in codes_above(code) if places.get(upper, iri) != iri), None)
        if above:
            found[iri] = above
    return found


def _with(links: _Links, above: Mapping[str, str]) -> _Links:
    more: dict[str, list[tuple[str, Statement | None]]] = defaultdict(
        list, {iri: list(to) for iri, to in links.items()}
    )
    for iri, upper in above.items():
        more[iri].append((upper, None))
    return more


def _circle(group: tuple[str, ...], links: _Links, certain: bool, corpus: Corpus, ontology: Ontology) -> Finding:  # noqa: FBT001 - one fact, passed on
    """Return the finding on the things of a circle, at the first statement of a shortest one.

    It is an error where it is `certain` that there is no such circle; an order of holders may well go in one.
    """
    inside = frozenset(group)
    within = {iri: [(there, said) for there, said in links[iri] if there in inside] for iri in group}
    start = next(iri for iri in group if any(said for _, said in within[iri]))
    steps = path_between(start, start, within)
    names = " → ".join(map(curie, (start, *(iri for iri, _ in steps))))
    said = [statement for _, statement in steps if statement]
    first = min(said, key=lambda one: corpus.origins[one.iri].line if one.iri in corpus.origins else 0)
    others = [curie(one.iri) for one in said if one is not first]
    beside = tuple(sorted(others)) + ((Message("the official codes"),) if len(said) < len(steps) else ())
    predicates = tuple(sorted({slug(predicate.value) for one in said if (predicate := ontology.core_values(one)[1])}))
    relation = every(predicates) if certain else Message("the order of holders")
    told = {"relation": relation, "names": names, "beside": beside}
    if len(predicates) > 1 and certain:
        message = Message("{relation} go in a circle: {names} (with {beside})", **told)
    else:
        message = Message("{relation} goes in a circle: {names} (with {beside})", **told)
    if certain:
        return error("circle", corpus, first.iri, message, Message("Correct one of these statements."))
    hint = Message("Nothing, if somebody held the post twice; else correct one of these statements.")
    return finding(Severity.NOTE, "succession-circle", corpus, first.iri, message, hint)
