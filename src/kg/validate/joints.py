"""What must hold where statements join: founding, alternatives, rules of office, ends of relations, tenures, acts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import Finding
from kg.model import Corpus, Resource, Statement, Term
from kg.ontology import Ontology
from kg.reading.computed import modality
from kg.terms.namespaces import KG, PREFIXES, STANDARD, curie, slug
from kg.validate.made import error

_SUBCLASS: Final = STANDARD["rdfs"] + "subClassOf"
_WORDS: Final = STANDARD["rdfs"] + "Literal"
_BY_RULE: Final = "by-rule"
# of a succession: the slot of a tenure, the slot of its holder
_ENDS: Final = (("earlierTenure", "earlier"), ("laterTenure", "later"))
# of a succession and of a tenure: what must be the same in both
_SEAT: Final = (("inRole", "role"), ("place", "servedIn"))


def joint_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield errors where statements, their slots and what they name do not join as the ontology says."""
    statements = {statement.iri: statement for statement in corpus.statements}
    alleged = _withheld(ontology)
    for statement in corpus.statements:
        yield from _founding(statement, corpus, ontology)
        yield from _alternatives(statement, corpus, ontology)
        yield from _office(statement, corpus, ontology)
        yield from _relation_ends(statement, corpus, ontology)
        yield from _tenures(statement, statements, corpus)
        yield from _alleged(statement, alleged, corpus, ontology)
    yield from _acts(corpus)


def class_of(value: Term | None, corpus: Corpus) -> str:
    """Return the local name of the class of an entity, empty where the value is none."""
    entity = corpus.entities.get(value.value) if isinstance(value, NamedNode) else None
    return slug(entity.type) if entity else ""


def words_of(statement: Statement, corpus: Corpus) -> str:
    """Return the words of a statement's quotes in reading order, a line each."""
    return "\n".join(quote.exact for quote in corpus.evidence_of(statement))


def _term(iri: str, ontology: Ontology) -> Resource | None:
    return ontology.terms.get(iri)


def _founding(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a body, group or place that is an undertaking of a capacity which neither makes nor ends it."""
    undertaking, capacity = statement.one("undertaking"), statement.one("capacity")
    name = class_of(undertaking, corpus)
    if not (undertaking and capacity and name) or name in ontology.undertaking_classes:
        return
    term = _term(capacity.value, ontology)
    if term and KG + name not in {value.value for value in term.values("founds")}:
        message = f"{slug(capacity.value)} takes no {name.lower()} ({curie(undertaking.value)})"
        hint = "Only what makes, ends or changes it may: established, dissolved, merged, renamed, re-graded."
        yield error("founding", corpus, statement.iri, message, hint)


def _alternatives(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield alternatives that name no slot, and an actor left empty without alternatives for the actor."""
    slots = {slug(value.value) for value in statement.values("alternativeTo")}
    if statement.values("alternative") and not slots:
        message, hint = "its alternatives name no slot", "Add kg:alternativeTo, e.g. kg:actor."
        yield error("alternative-slot", corpus, statement.iri, message, hint)
    kind = ontology.kinds[statement.kind]
    if kind.slug == "involvement" and not statement.one(kind.subject) and slots and kind.subject not in slots:
        message = f"nobody acts, and its alternatives are for {', '.join(sorted(slots))}"
        yield error("no-actor", corpus, statement.iri, message, "Fill kg:actor, or give alternatives for it.")


def _office(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield tenures whose holder or way in does not fit their modality."""
    said = modality(statement, ontology)
    holder, entry = statement.one("holder"), statement.one("entry")
    is_rule = isinstance(holder, NamedNode) and holder.value.startswith(PREFIXES["role"])
    if is_rule and said != _BY_RULE:
        message, hint = f"a role holds the post, and it is {said}", "A rule of office is modality:by-rule."
        yield error("rule-of-office", corpus, statement.iri, message, hint)
    way = _term(entry.value, ontology) if entry else None
    wanted = slug(way.text("impliesModality")) if way else ""
    if way and wanted and said != wanted:
        message = f"who is {slug(way.iri)} does not hold the post, and it is {said}"
        yield error("entry-modality", corpus, statement.iri, message, f"Give it modality:{wanted}.")


def _relation_ends(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield relations with an end of a class that the relation does not take."""
    relation = _term(statement.text("relation"), ontology)
    if relation is None:
        return
    for slot, rule in (("about", "aboutClass"), ("relatedTo", "toClass")):
        wanted = {value.value for value in relation.values(rule)}
        value = statement.one(slot)
        if not wanted or value is None or wanted & _classes(value, corpus, ontology):
            continue
        message = f"{slug(relation.iri)} does not take {curie(value.value)} as {slot}"
        hint = "It takes: " + ", ".join(sorted(map(curie, wanted))) + "."
        yield error("relation-ends", corpus, statement.iri, message, hint)


def _classes(value: Term, corpus: Corpus, ontology: Ontology) -> frozenset[str]:
    """Return the IRIs of the class of a value and of those above it; of a literal the class of all literals."""
    if isinstance(value, Literal):
        return frozenset({_WORDS})
    name = class_of(value, corpus)
    term = _term(KG + name, ontology)
    above = term.values(_SUBCLASS) if term else ()
    return frozenset({KG + name, *(each.value for each in above)})


def _tenures(statement: Statement, statements: dict[str, Statement], corpus: Corpus) -> Iterator[Finding]:
    """Yield tenures that do not join: of two holders where one is meant, or of another post than the succession's."""
    for value in statement.values("followsPost"):
        other = statements.get(value.value)
        if other and other.text("holder") != statement.text("holder"):
            message = f"follows {curie(other.iri)}, a post of another holder"
            yield error("tenure-ends", corpus, statement.iri, message, "Of two holders, write a succession.")
    for slot, holder in _ENDS:
        tenure = statements.get(statement.text(slot))
        if tenure is None:
            continue
        faults = [name for name, own in _SEAT if statement.text(name) != tenure.text(own)]
        faults += [holder] if statement.text(holder) != tenure.text("holder") else []
        if faults:
            message = f"{slot} is {curie(tenure.iri)}, which has another {', another '.join(faults)}"
            hint = "A succession is within one role and place: name the tenures of its two holders there."
            yield error("tenure-ends", corpus, statement.iri, message, hint)


def _withheld(ontology: Ontology) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the modalities that are withheld, with the words that speak for each."""
    return tuple(
        (slug(iri), re.compile(term.text("cuePattern")))
        for iri, term in sorted(ontology.terms.items())
        if term.type == KG + "Modality" and term.text("isWithheld") == "true" and term.text("cuePattern")
    )


def _alleged(
    statement: Statement, alleged: tuple[tuple[str, re.Pattern[str]], ...], corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    """Yield what is told as fact in words of an allegation."""
    said = modality(statement, ontology)
    for name, pattern in alleged:
        found = pattern.search(words_of(statement, corpus))
        if found and said != name:
            message = f"its words have {found[0]!r}, and it is {said}"
            hint = f"Give it modality:{name}, or quote only the words that carry it."
            yield error("alleged-as-fact", corpus, statement.iri, message, hint)


def _acts(corpus: Corpus) -> Iterator[Finding]:
    """Yield acts that only one statement shares, or statements of two kinds or sources."""
    acts: dict[str, list[Statement]] = defaultdict(list)
    for statement in corpus.statements:
        for value in statement.values("jointly"):
            acts[value.value].append(statement)
    for act, said in acts.items():
        if len(said) == 1 or len({(one.kind, one.source) for one in said}) > 1:
            fault = "no other statement shares it" if len(said) == 1 else "its statements are of several kinds"
            message = f"the joint act {act!r}: {fault}"
            hint = "Write the act's id in each of its statements, and in no others."
            yield error("joint-act", corpus, said[0].iri, message, hint)
