"""What the printed words speak against: another word of the vocabulary, an empty slot, a name or slogan as ground."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.errors import Finding, Message, Severity
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.reading.computed import modality, open_side
from kg.terms.namespaces import KG, PREFIXES, SKOS, curie, slug
from kg.validate.joints import class_of, other_readings, words_of
from kg.validate.made import finding
from kg.validate.repeats import judged_pairs, overlap
from kg.validate.rules import Rules

_STRICT: Final = "strict"
_LEADING: Final = (_STRICT, "medium")
_ALWAYS: Final = "always"
_PARTNERS: Final = ("withWhom", "counterpart")  # the slot of who did it too, and that of whoever has no role
_JOINTLY: Final = "kg:jointly"
_TENURE, _INVOLVEMENT, _SUCCESSION, _RELATION, _HONOUR = "tenure", "involvement", "succession", "relation", "honour"
_Core = tuple[str, str, str]


@dataclass(frozen=True)
class _Cues:
    """A corpus with its ontology and the rules of this."""

    corpus: Corpus
    ontology: Ontology
    rules: Rules

    def note(
        self, code: str, one: Statement, message: Message, hint: Message, weight: Severity = Severity.NOTE
    ) -> Finding:
        return finding(weight, code, self.corpus, one.iri, message, hint)

    def is_of(self, kind: str, statement: Statement) -> bool:
        return self.ontology.kinds[statement.kind].slug == kind

    def of_kind(self, kind: str) -> Iterator[tuple[Statement, _Core]]:
        """Yield the statements of a kind, each with its core."""
        for statement in self.corpus.statements:
            if self.is_of(kind, statement):
                yield statement, self.ontology.core_texts(statement)

    def set_of(self, statement: Statement) -> str:
        """Return the narrowest set of an involvement's capacity; an empty text where there is none."""
        named = self.is_of(_INVOLVEMENT, statement)
        return self.rules.narrowest_set.get(self.ontology.core_texts(statement)[1], "") if named else ""

    def notation(self, in_set: str) -> str:
        return self.ontology.terms[in_set].text(SKOS + "notation") if in_set else ""

    def words(self, statement: Statement) -> str:
        return words_of(statement, self.corpus)


def cue_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield warnings and notes on statements that the words of their quotes, or statements beside them, speak against.

    Which words speak for which word of the vocabulary, and which carry nothing, is said in the ontology.
    """
    cues = _Cues(corpus, ontology, Rules(ontology))
    for statement in corpus.statements:
        yield from _instead(statement, cues)
        yield from _unfilled(statement, cues)
        yield from _by_rule(statement, cues)
        yield from _barred(statement, cues)
    for statement, core in cues.of_kind(_INVOLVEMENT):
        yield from _counterpart_role(statement, core, cues)
        yield from _stand_in(statement, core, cues)
    yield from _deeds_as_parts(cues)
    yield from _answered_twice(cues)
    yield from _mirrored(cues)
    yield from _shared_honours(cues)
    yield from _readings(cues)


def _instead(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield a word of the vocabulary in whose place the printed words want another."""
    slots = cues.ontology.slots
    used = {value.value: slots[name].range for name, value in statement.slots if name in slots}
    for cue in cues.rules.cues:
        wrong = {iri for iri in cue.instead_of if used.get(iri) == cue.class_}
        verb = statement.text("verb") if slug(cue.class_) == "Capacity" else ""
        found = cue.pattern.search(verb or cues.words(statement)) if wrong else None
        if found:
            weight = Severity.WARNING if slug(cue.class_) == "RelationType" else Severity.NOTE
            message = Message(
                "is {wrong}, and its words have {found!r}, a cue of {cue}",
                wrong=slug(min(wrong)),
                found=found[0],
                cue=slug(cue.iri),
            )
            yield cues.note(
                "other-word", statement, message, Message("Look whether it is {cue}.", cue=curie(cue.iri)), weight
            )


def _unfilled(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield slots that are empty though the words print a cue of a word for them: a way in, a way out, a manner."""
    for iri, where in cues.rules.cued_where.items():
        name, slot = slug(iri), cues.ontology.slots[slug(iri)]
        if statement.kind not in slot.kinds or statement.one(name):
            continue
        if where not in {_ALWAYS, open_side(statement, cues.ontology)}:
            continue
        words = cues.words(statement)
        of_slot = (cue for cue in cues.rules.cues if cue.class_ == slot.range)
        found = [slug(cue.iri) for cue in of_slot if cue.pattern.search(words)]
        if found:
            message = Message("its words speak of {found}, and {slot} is empty", found=tuple(found), slot=curie(iri))
            yield cues.note(
                "tenure-slot", statement, message, Message("Fill {slot}, or quote fewer words.", slot=curie(iri))
            )


def _by_rule(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield leads, charges and posts coded as fact in words of a rule or standing arrangement."""
    in_set = cues.set_of(statement)
    leads = cues.is_of(_INVOLVEMENT, statement) and cues.notation(in_set) in {_STRICT, ""}
    if not (leads or cues.is_of(_TENURE, statement)) or modality(statement, cues.ontology) != "actual":
        return
    words = cues.words(statement)
    for cue in cues.rules.cues:
        is_shown = slug(cue.class_) == "Modality" and cue.iri not in cues.ontology.withheld
        found = cue.pattern.search(words) if is_shown else None
        if found:
            message = Message(
                "is told as a fact, and its words have {found!r}, a cue of {cue}", found=found[0], cue=slug(cue.iri)
            )
            hint = Message("What a plan or rule assigns is {cue}: shown, not counted.", cue=curie(cue.iri))
            yield cues.note("rule-as-fact", statement, message, hint)


def _barred(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield statements that rest on a name, a slogan or a movement."""
    _, predicate, target = cues.ontology.core_texts(statement)
    entity = cues.corpus.entities.get(target)
    label, verb = entity.label() if entity else "", statement.text("verb")
    in_set, barred = cues.set_of(statement), cues.rules.barred
    of_kind = barred.get(KG + statement.kind, ())
    on = {
        "slogan": (verb[:2], of_kind if cues.notation(in_set) in _LEADING else ()),
        "order-of-names": (cues.words(statement), of_kind if cues.is_of(_SUCCESSION, statement) else ()),
        "no-honour": (label, of_kind if cues.is_of(_HONOUR, statement) else ()),
        "movement": (label + verb, barred.get(predicate, ())),
    }
    for code, (looked_at, words) in on.items():
        found = next((word for word in words if word in looked_at), "")
        if found:
            weight = Severity.NOTE if code == "slogan" else Severity.WARNING
            message = Message("rests on {found!r}, which carries no such statement", found=found)
            yield cues.note(
                code, statement, message, Message("See the coding manual; take it out, or code what it is."), weight
            )
    names = barred.get(in_set, ())
    printed = cues.words(statement) if names and verb else ""
    if verb and verb in printed and verb not in re.sub("|".join(map(re.escape, names)), "", printed):
        message = Message("its verb {verb!r} is only part of a name", verb=verb)
        yield cues.note(
            "cue-in-name", statement, message, Message("A name leads nothing: take it out."), Severity.WARNING
        )


def _counterpart_role(statement: Statement, core: _Core, cues: _Cues) -> Iterator[Finding]:
    """Yield partners of a verb that calls or sends, where nobody is called or sent."""
    partner = _PARTNERS[0]
    for wanted in cues.rules.takes_role.get(core[1], ()):
        if statement.one(partner) and not statement.one(slug(wanted)):
            message = Message(
                "{capacity} has partners, and nobody under {wanted}", capacity=slug(core[1]), wanted=curie(wanted)
            )
            hint = Message(
                "Whom the verb calls or sends goes into {wanted}; {partner} is who did it too.",
                wanted=curie(wanted),
                partner=curie(KG + partner),
            )
            yield cues.note("counterpart-role", statement, message, hint)


def _stand_in(statement: Statement, core: _Core, cues: _Cues) -> Iterator[Finding]:
    """Yield deeds that stand for what was founded."""
    capacity, deed = cues.ontology.terms.get(core[1]), cues.corpus.entities.get(core[2])
    if capacity and deed and slug(deed.type) == "Deed" and core[1] in cues.rules.founds:
        names = {value.value for name in ("prefLabel", "altLabel") for value in capacity.values(SKOS + name)}
        if any(deed.label().startswith(name) for name in names):
            message = Message("{deed} stands for what it founded", deed=curie(deed.iri))
            hint = Message("Make the body, group, initiative or place itself the undertaking.")
            yield cues.note("stand-in-deed", statement, message, hint)


def _deeds_as_parts(cues: _Cues) -> Iterator[Finding]:
    """Yield deeds that are made parts of an initiative."""
    for statement, (about, relation, other) in cues.of_kind(_RELATION):
        ends = [class_of(iri, cues.corpus) for iri in (about, other)]
        if relation == PREFIXES["relation"] + "part-of" and ends == ["Deed", "Initiative"]:
            message = Message("makes a deed a component of an initiative, and its actors those of the initiative")
            yield cues.note(
                "deed-part-of", statement, message, Message("Give the deed's statements kg:programme instead.")
            )


def _answered_twice(cues: _Cues) -> Iterator[Finding]:
    """Yield answers to a call that are coded as a capacity and as the reason of a deed."""
    done: dict[str, set[str]] = defaultdict(set)
    for _, (actor, _, undertaking) in cues.of_kind(_INVOLVEMENT):
        done[undertaking].add(actor)
    prompted = {
        (actor, other)
        for _, (about, relation, other) in cues.of_kind(_RELATION)
        if relation == PREFIXES["relation"] + "prompted-by"
        for actor in done.get(about, ())
    }
    for statement, (actor, capacity, undertaking) in cues.of_kind(_INVOLVEMENT):
        if capacity == PREFIXES["capacity"] + "responded" and (actor, undertaking) in prompted:
            message = Message("says once more what a relation prompted-by says of the actor's own deed")
            hint = Message("With a deed of its own: prompted-by alone. Without: responded alone.")
            yield cues.note("answered-twice", statement, message, hint, Severity.WARNING)


def _mirrored(cues: _Cues) -> Iterator[Finding]:
    """Yield acts of several that name one another and are not joined."""
    acts: dict[tuple[str, str, str], list[tuple[Statement, str]]] = defaultdict(list)
    for statement, (actor, capacity, undertaking) in cues.of_kind(_INVOLVEMENT):
        if capacity and not statement.act:
            acts[statement.source, capacity, undertaking].append((statement, actor))
    for said in acts.values():
        for (one, actor), (other, beside) in combinations(said, 2):
            if beside in _partners(one) and actor in _partners(other):
                message = Message("mirrors {other}: one act, counted twice", other=curie(other.iri))
                yield cues.note(
                    "mirrored-act",
                    one,
                    message,
                    Message("Give both the id of the one act: {jointly}.", jointly=_JOINTLY),
                )


def _partners(statement: Statement) -> frozenset[str]:
    return frozenset(value.value for name, value in statement.slots if name in _PARTNERS)


def _shared_honours(cues: _Cues) -> Iterator[Finding]:
    """Yield honours that a group shares, in the same words, and that are not joined."""
    shared: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement, (recipient, _, _) in cues.of_kind(_HONOUR):
        if not statement.act and class_of(recipient, cues.corpus) == "Group":
            shared[(statement.source, recipient, *statement.evidence)].append(statement)
    for said in shared.values():
        if len(said) > 1:
            message = Message(
                "{count} honours of one group in the same words: each for all, or some for each?", count=len(said)
            )
            yield cues.note(
                "joint-honours",
                said[0],
                message,
                Message("If the words divide nothing, give them {jointly}.", jointly=_JOINTLY),
            )


def _readings(cues: _Cues) -> Iterator[Finding]:
    """Yield rows of two readings of one clause, each with the other's actor as alternative, with no judgement."""
    judged = judged_pairs(cues.corpus)
    open_: dict[tuple[str, str], list[tuple[Statement, str, frozenset[str]]]] = defaultdict(list)
    for statement, (actor, capacity, _) in cues.of_kind(_INVOLVEMENT):
        slots, values = other_readings(statement)
        if cues.ontology.kinds[statement.kind].subject in slots:
            open_[statement.source, capacity].append((statement, actor, values))
    for said in open_.values():
        for (one, actor, others), (other, beside, mine) in combinations(said, 2):
            crossed = beside in others and actor in mine
            if crossed and (one.iri, other.iri) not in judged and overlap(one, other, cues.corpus):
                message = Message("is another reading of the words of {other}", other=curie(other.iri))
                yield cues.note(
                    "two-readings", one, message, Message("Tie the rows of the two readings: judgement excludes.")
                )
