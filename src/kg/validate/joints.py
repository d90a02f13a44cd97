"""What must hold where statements join: founding, alternatives, rules of office, ends of relations, tenures, acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import Finding, Foreign, Message
from kg.model import Corpus, Statement, Term
from kg.ontology import Ontology
from kg.reading.computed import modality
from kg.terms.namespaces import KG, PREFIXES, STANDARD, curie, slug
from kg.validate.made import error
from kg.validate.rules import Cue, Rules

_SUBCLASS: Final = STANDARD["rdfs"] + "subClassOf"
_WORDS: Final = STANDARD["rdfs"] + "Literal"
_BY_RULE: Final = "by-rule"


def joint_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield errors where statements, their slots and what they name do not join as the ontology says."""
    statements = {statement.iri: statement for statement in corpus.statements}
    rules = Rules(ontology)
    withheld = tuple(cue for cue in rules.cues if cue.iri in ontology.withheld)
    for statement in corpus.statements:
        yield from _founding(statement, corpus, rules)
        yield from _alternatives(statement, corpus, ontology)
        yield from _office(statement, corpus, rules)
        yield from _relation_ends(statement, corpus, rules)
        yield from _tenures(statement, statements, corpus, rules)
        yield from _alleged(statement, withheld, corpus, ontology)
    yield from _acts(corpus)


def class_of(iri: str, corpus: Corpus) -> str:
    """Return the local name of the class of an entity, empty where the IRI is of none."""
    entity = corpus.entities.get(iri)
    return slug(entity.type) if entity else ""


def words_of(statement: Statement, corpus: Corpus) -> str:
    """Return the words of a statement's quotes in reading order, a line each."""
    return "\n".join(quote.exact for quote in corpus.evidence_of(statement))


def other_readings(statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the slots for which a statement has other values, and these values as text."""
    slots = frozenset(slug(value.value) for value in statement.values("alternativeTo"))
    return slots, frozenset(value.value for value in statement.values("alternative"))


def _founding(statement: Statement, corpus: Corpus, rules: Rules) -> Iterator[Finding]:
    """Yield a body, group or place that is an undertaking of a capacity which neither makes nor ends it."""
    if rules.ontology.kinds[statement.kind].slug != "involvement":
        return
    _, capacity, undertaking = rules.ontology.core_values(statement)
    name = class_of(undertaking.value, corpus) if undertaking else ""
    if not (undertaking and capacity and name) or name in rules.ontology.undertaking_classes:
        return
    if capacity.value in rules.ontology.terms and KG + name not in rules.founds.get(capacity.value, ()):
        message = Message(
            "{capacity} takes no {class_} ({undertaking})",
            capacity=slug(capacity.value),
            class_=name.lower(),
            undertaking=curie(undertaking.value),
        )
        hint = Message("Only what makes, ends or changes it may: established, dissolved, merged, renamed, re-graded.")
        yield error("founding", corpus, statement.iri, message, hint)


def _alternatives(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield alternatives that name no slot, and an actor left empty without alternatives for the actor."""
    slots, values = other_readings(statement)
    if not (slots or values):
        return
    kind = ontology.kinds[statement.kind]
    subject = curie(KG + kind.subject)
    if values and not slots:
        yield error(
            "alternative-slot",
            corpus,
            statement.iri,
            Message("its alternatives name no slot"),
            Message("Add kg:alternativeTo, e.g. {slot}.", slot=subject),
        )
    if kind.slug == "involvement" and not statement.one(kind.subject) and slots and kind.subject not in slots:
        message = Message("nobody acts, and its alternatives are for {slots}", slots=tuple(sorted(slots)))
        yield error(
            "no-actor",
            corpus,
            statement.iri,
            message,
            Message("Fill {subject}, or give alternatives for it.", subject=subject),
        )


def _office(statement: Statement, corpus: Corpus, rules: Rules) -> Iterator[Finding]:
    """Yield tenures whose holder or way in does not fit their modality."""
    kind = rules.ontology.kinds[statement.kind]
    said = modality(statement, rules.ontology)
    holder = statement.one(kind.subject)
    is_rule = kind.slug == "tenure" and isinstance(holder, NamedNode) and holder.value.startswith(PREFIXES["role"])
    if is_rule and said != _BY_RULE:
        message, hint = (
            Message("a role holds the post, and it is {said}", said=said),
            Message("A rule of office is modality:by-rule."),
        )
        yield error("rule-of-office", corpus, statement.iri, message, hint)
    for name, value in statement.slots:
        wanted = slug(rules.implied_modality.get(value.value, "")) if name in rules.implying else ""
        if wanted and said != wanted:
            message = Message(
                "who is {value} does not hold the post, and it is {said}", value=slug(value.value), said=said
            )
            yield error(
                "entry-modality", corpus, statement.iri, message, Message("Give it modality:{wanted}.", wanted=wanted)
            )


def _relation_ends(statement: Statement, corpus: Corpus, rules: Rules) -> Iterator[Finding]:
    """Yield relations with an end of a class that the relation does not take."""
    subject, predicate, target = rules.ontology.core_values(statement)
    if predicate is None or predicate.value not in rules.ends:
        return
    kind = rules.ontology.kinds[statement.kind]
    for slot, value, wanted in zip(
        (kind.subject, kind.object), (subject, target), rules.ends[predicate.value], strict=True
    ):
        if wanted and value is not None and _classes(value, corpus, rules.ontology).isdisjoint(wanted):
            message = Message(
                "{predicate} does not take {value} as {slot}",
                predicate=slug(predicate.value),
                value=curie(value.value),
                slot=slot,
            )
            hint = Message("It takes: {wanted}.", wanted=tuple(sorted(map(curie, wanted))))
            yield error("relation-ends", corpus, statement.iri, message, hint)


def _classes(value: Term, corpus: Corpus, ontology: Ontology) -> frozenset[str]:
    """Return the IRIs of the class of a value and of those above it; of a literal the class of all literals."""
    if isinstance(value, Literal):
        return frozenset({_WORDS})
    name = class_of(value.value, corpus)
    term = ontology.terms.get(KG + name)
    above = term.values(_SUBCLASS) if term else ()
    return frozenset({KG + name, *(each.value for each in above)})


def _tenures(
    statement: Statement, statements: Mapping[str, Statement], corpus: Corpus, rules: Rules
) -> Iterator[Finding]:
    """Yield tenures that do not join: of two holders where one is meant, or of another post than the succession's."""
    for name, value in statement.slots:
        holder = rules.subject_of_named.get(name, "")
        named = statements.get(value.value) if holder else None
        if named is None:
            continue
        faults = [slot for slot, other in rules.seat[statement.kind] if statement.text(slot) != named.text(other)]
        subject = rules.ontology.core_values(named)[0]
        faults += [holder] if statement.text(holder) != (subject.value if subject else "") else []
        if faults:
            message = Message(
                "{slot} is {named}, which has another {others}",
                slot=name,
                named=curie(named.iri),
                others=_others(faults),
            )
            yield error("tenure-ends", corpus, statement.iri, message, _SEAT_HINT)


def _others(slots: list[str]) -> Message:
    told: Message = Foreign(slots[0])
    for slot in slots[1:]:
        told = Message("{before}, another {after}", before=told, after=slot)
    return told


_SEAT_HINT: Final = Message(
    "A post follows another of its own holder, and a succession is within one role and place, of its two holders."
)


def _alleged(statement: Statement, withheld: tuple[Cue, ...], corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield what is coded as fact in words of an allegation."""
    said = modality(statement, ontology)
    for cue in withheld:
        found = cue.pattern.search(words_of(statement, corpus))
        if found and said != slug(cue.iri):
            message = Message("its words have {found!r}, and it is {said}", found=found[0], said=said)
            hint = Message("Give it {cue}, or quote only the words that carry it.", cue=curie(cue.iri))
            yield error("alleged-as-fact", corpus, statement.iri, message, hint)


def _acts(corpus: Corpus) -> Iterator[Finding]:
    """Yield acts that only one statement shares, or statements of two kinds or sources."""
    acts: dict[str, list[Statement]] = defaultdict(list)
    for statement in corpus.statements:
        if statement.act:
            acts[statement.act].append(statement)
    for act, said in acts.items():
        if len(said) == 1 or len({(one.kind, one.source) for one in said}) > 1:
            if len(said) == 1:
                message = Message("the joint act {act!r}: no other statement shares it", act=act)
            else:
                message = Message("the joint act {act!r}: its statements are of several kinds", act=act)
            hint = Message("Write the act's id in each of its statements, and in no others.")
            yield error("joint-act", corpus, said[0].iri, message, hint)
