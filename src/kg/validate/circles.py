"""Statements of a thing beside itself, and circles of statements: A in B, B in C, C in A."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from kg.errors import Finding, Severity
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.terms.codes import codes_above
from kg.terms.namespaces import curie, slug
from kg.validate.made import error, finding
from kg.validate.paths import circles, path_between

# from a thing to another, and the statement that says so; None where the official codes do
_Links = Mapping[str, list[tuple[str, Statement | None]]]


def circle_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield statements that relate a thing to itself, and one finding for each circle of statements.

    The ontology says of which predicates a circle is an error, and of which a note, for it may be true: who is elected
    again comes before and after another.
    """
    linked: dict[tuple[str, ...], dict[str, list[tuple[str, Statement | None]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for statement in corpus.statements:
        subject, predicate, other = ontology.core_values(statement)
        if _is_of_itself(statement, ontology):
            message = "it relates a thing to itself"
            yield error("self-relation", corpus, statement.iri, message, "Correct one of its two ends.")
            continue
        weight = _weight(predicate, ontology)
        if weight and isinstance(subject, NamedNode) and isinstance(other, NamedNode) and predicate:
            apart = [statement.text(name) for name in ("inRole", "place")] if weight is Severity.NOTE else []
            key = (
                (weight.value, ontology.terms[predicate.value].type, *apart)
                if apart
                else (weight.value, predicate.value)
            )
            linked[key][subject.value].append((other.value, statement))
    above = _above_by_code(corpus)
    for (weight_name, *_), links in linked.items():
        severity = Severity(weight_name)
        further = _with(links, above) if severity is Severity.ERROR else links
        for group in circles(further):
            yield from _circle(group, further, severity, corpus)


def _is_of_itself(statement: Statement, ontology: Ontology) -> bool:
    """Say whether a statement names itself, or its subject where another thing belongs."""
    kind = ontology.kinds[statement.kind]
    subject = statement.one(kind.subject)
    others = [
        value for name, value in statement.slots if ontology.slots[name].core == "object" or name == "counterpart"
    ]
    related = kind.slug in {"relation", "succession", "involvement"}
    return any(v.value == statement.iri for _, v in statement.slots) or (
        related and subject is not None and subject in others
    )


def _weight(predicate: object, ontology: Ontology) -> Severity | None:
    term = ontology.terms.get(predicate.value) if isinstance(predicate, NamedNode) else None
    return Severity(term.text("circle")) if term and term.text("circle") else None


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


def _circle(group: tuple[str, ...], links: _Links, severity: Severity, corpus: Corpus) -> Iterator[Finding]:
    """Yield the finding on the things of a circle, at the first statement of a shortest one."""
    inside = frozenset(group)
    within = {iri: [(there, said) for there, said in links[iri] if there in inside] for iri in group}
    start = next(iri for iri in group if any(said for _, said in within[iri]))
    steps = path_between(start, start, within)
    names = " → ".join(map(curie, (start, *(iri for iri, _ in steps))))
    said = [statement for _, statement in steps if statement]
    if not said:
        return
    first = min(
        said, key=lambda statement: corpus.origins[statement.iri].line if statement.iri in corpus.origins else 0
    )
    others = ", ".join(sorted({curie(one.iri) for one in said if one is not first}))
    by_code = "the official codes" if len(said) < len(steps) else ""
    beside = " and ".join(part for part in (others, by_code) if part)
    relation = slug(first.text("relation") or first.text("order"))
    message = f"{relation} goes in a circle: {names}" + (f" (with {beside})" if beside else "")
    if severity is Severity.ERROR:
        yield error("circle", corpus, first.iri, message, "Correct one of these statements.")
    else:
        hint = "Nothing, if somebody held the post twice; else correct one of these statements."
        yield finding(severity, "succession-circle", corpus, first.iri, message, hint)
