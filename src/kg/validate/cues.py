"""What the printed words speak against: another word of the vocabulary, an empty slot, a name or slogan as ground."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.errors import Finding, Severity
from kg.model import Corpus, Resource, Statement
from kg.ontology import Ontology
from kg.reading.computed import modality, time_sense
from kg.terms.namespaces import KG, PREFIXES, SKOS, curie, slug
from kg.validate.joints import class_of, words_of
from kg.validate.made import finding
from kg.validate.repeats import judged_pairs, overlap

# slots of a tenure whose words may be printed and not coded
_UNFILLED: Final = (("entry", "Entry"), ("exit", "Exit"), ("manner", "Manner"))
_ENDED: Final = frozenset({"until", "not-after"})
_STRICT: Final = "strict"
_LEADING: Final = ("strict", "medium")


@dataclass(frozen=True)
class _Cues:
    """A corpus with its ontology, and the terms that have a cue pattern."""

    corpus: Corpus
    ontology: Ontology
    patterns: tuple[tuple[Resource, re.Pattern[str]], ...]

    @classmethod
    def of(cls, corpus: Corpus, ontology: Ontology) -> _Cues:
        cued = (term for _, term in sorted(ontology.terms.items()) if term.text("cuePattern"))
        return cls(corpus, ontology, tuple((term, re.compile(term.text("cuePattern"))) for term in cued))

    def note(self, code: str, one: Statement, message: str, hint: str, weight: Severity = Severity.NOTE) -> Finding:
        return finding(weight, code, self.corpus, one.iri, message, hint)

    def set_of(self, statement: Statement) -> str:
        """Return the notation of the narrowest set of a statement's capacity, empty where there is none."""
        capacity = self.ontology.terms.get(statement.text("capacity"))
        found = self.ontology.terms.get(capacity.text("narrowestSet")) if capacity else None
        return found.text(SKOS + "notation") if found else ""


def cue_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield warnings and notes on statements that the words of their quotes, or statements beside them, speak against.

    Which words speak for which word of the vocabulary, and which carry nothing, is said in the ontology.
    """
    cues = _Cues.of(corpus, ontology)
    for statement in corpus.statements:
        yield from _instead(statement, cues)
        yield from _unfilled(statement, cues)
        yield from _by_rule(statement, cues)
        yield from _barred(statement, cues)
        yield from _counterpart_role(statement, cues)
        yield from _stand_in(statement, cues)
    yield from _answered_twice(cues)
    yield from _apart_and_joint(cues)
    yield from _readings(cues)


def _instead(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield a predicate or time sense in whose place the printed words want another."""
    _, predicate, _ = cues.ontology.core_values(statement)
    used = {value.value for value in (predicate, statement.one("timeSense")) if value}
    for term, pattern in cues.patterns:
        wrong = used & {value.value for value in term.values("insteadOf")}
        words = statement.text("verb") if slug(term.type) == "Capacity" else ""
        found = pattern.search(words or words_of(statement, cues.corpus)) if wrong else None
        if found:
            weight = Severity.WARNING if slug(term.type) == "RelationType" else Severity.NOTE
            message = f"is {slug(next(iter(wrong)))}, and its words have {found[0]!r}, a cue of {slug(term.iri)}"
            yield cues.note("other-word", statement, message, f"Look whether it is {curie(term.iri)}.", weight)


def _unfilled(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield tenures whose words print a way in, a way out or a manner that no slot has."""
    for slot, name in _UNFILLED if cues.ontology.kinds[statement.kind].slug == "tenure" else ():
        if statement.one(slot) or (slot == "exit" and time_sense(statement) not in _ENDED):
            continue
        words = words_of(statement, cues.corpus)
        found = [slug(term.iri) for term, pattern in cues.patterns if term.type == KG + name and pattern.search(words)]
        if found:
            message = f"its words speak of {', '.join(found)}, and kg:{slot} is empty"
            yield cues.note("tenure-slot", statement, message, f"Fill kg:{slot}, or quote fewer words.")


def _by_rule(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield leads, charges and posts told as fact in words of a rule or standing arrangement."""
    kind = cues.ontology.kinds[statement.kind].slug
    leads = kind == "involvement" and cues.set_of(statement) in {_STRICT, ""}
    if modality(statement, cues.ontology) != "actual" or not (leads or kind == "tenure"):
        return
    for term, pattern in cues.patterns:
        found = pattern.search(words_of(statement, cues.corpus)) if term.type == KG + "Modality" else None
        if found and term.text("isWithheld") != "true":
            message = f"is told as a fact, and its words have {found[0]!r}, a cue of {slug(term.iri)}"
            hint = f"What a plan or rule assigns is {curie(term.iri)}: shown, not counted."
            yield cues.note("rule-as-fact", statement, message, hint)


def _barred(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield statements that rest on a name, a slogan or a movement."""
    _, predicate, target = cues.ontology.core_values(statement)
    entity = cues.corpus.entities.get(target.value) if target else None
    label, verb = entity.label() if entity else "", statement.text("verb")
    words = words_of(statement, cues.corpus)
    in_set = cues.set_of(statement)
    term = cues.ontology.terms.get(predicate.value) if predicate else None
    on = {
        "slogan": _words(KG + statement.kind, cues) if in_set in _LEADING and verb else (),
        "order-of-names": _words(KG + statement.kind, cues) if statement.kind == "Succession" else (),
        "no-honour": _words(KG + statement.kind, cues) if statement.kind == "HonourStatement" else (),
        "movement": tuple(value.value for value in term.values("barredWord")) if term else (),
    }
    looked_at = {"slogan": verb[:2], "order-of-names": words, "no-honour": label, "movement": label + verb}
    for code, barred in on.items():
        found = next((word for word in barred if word in looked_at[code]), "")
        if found:
            weight = Severity.NOTE if code == "slogan" else Severity.WARNING
            message = f"rests on {found!r}, which carries no such statement"
            yield cues.note(code, statement, message, "See the coding manual; take it out, or code what it is.", weight)
    names = _words(PREFIXES["kg"] + "strictSet", cues) if in_set == _STRICT and verb in words else ()
    rest = re.sub("|".join(map(re.escape, names)), "", words) if names and verb else words
    if verb and verb not in rest and verb in words:
        message = f"its verb {verb!r} is only part of a name"
        yield cues.note("cue-in-name", statement, message, "A name leads nothing: take it out.", Severity.WARNING)


def _words(iri: str, cues: _Cues) -> tuple[str, ...]:
    term = cues.ontology.terms.get(iri)
    return tuple(value.value for value in term.values("barredWord")) if term else ()


def _counterpart_role(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield partners of a verb that calls or sends, where nobody is called or sent."""
    capacity = cues.ontology.terms.get(statement.text("capacity"))
    for wanted in capacity.values("takesRole") if capacity else ():
        if statement.one("withWhom") and not statement.one(slug(wanted.value)):
            message = f"{slug(statement.text('capacity'))} has partners, and nobody under {curie(wanted.value)}"
            hint = f"Whom the verb calls or sends goes into {curie(wanted.value)}; kg:withWhom is who did it too."
            yield cues.note("counterpart-role", statement, message, hint)


def _stand_in(statement: Statement, cues: _Cues) -> Iterator[Finding]:
    """Yield deeds that stand for what was founded, and deeds that are made parts of an initiative."""
    capacity = cues.ontology.terms.get(statement.text("capacity"))
    deed = cues.corpus.entities.get(statement.text("undertaking"))
    if capacity and deed and slug(deed.type) == "Deed" and capacity.values("founds"):
        names = {value.value for name in ("prefLabel", "altLabel") for value in capacity.values(SKOS + name)}
        if any(deed.label().startswith(name) for name in names):
            message = f"{curie(deed.iri)} stands for what it founded"
            hint = "Make the body, group, initiative or place itself the undertaking."
            yield cues.note("stand-in-deed", statement, message, hint)
    if statement.text("relation") == PREFIXES["relation"] + "part-of":
        ends = [class_of(statement.one(slot), cues.corpus) for slot in ("about", "relatedTo")]
        if ends == ["Deed", "Initiative"]:
            message = "makes a deed a component of an initiative, and its actors those of the initiative"
            yield cues.note("deed-part-of", statement, message, "Give the deed's statements kg:programme instead.")


def _answered_twice(cues: _Cues) -> Iterator[Finding]:
    """Yield answers to a call that are coded as a capacity and as the reason of a deed."""
    done: dict[str, set[str]] = defaultdict(set)
    for statement in cues.corpus.statements:
        done[statement.text("undertaking")].add(statement.text("actor"))
    prompted = {
        (actor, statement.text("relatedTo"))
        for statement in cues.corpus.statements
        if statement.text("relation") == PREFIXES["relation"] + "prompted-by"
        for actor in done.get(statement.text("about"), ())
    }
    for statement in cues.corpus.statements:
        answers = statement.text("capacity") == PREFIXES["capacity"] + "responded"
        if answers and (statement.text("actor"), statement.text("undertaking")) in prompted:
            message = "says once more what a relation prompted-by says of the actor's own deed"
            hint = "With a deed of its own: prompted-by alone. Without: responded alone."
            yield cues.note("answered-twice", statement, message, hint, Severity.WARNING)


def _apart_and_joint(cues: _Cues) -> Iterator[Finding]:
    """Yield acts of several that are not joined, and honours that a group shares and that are not joined."""
    acts: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    shared: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in cues.corpus.statements:
        if not one.one("jointly"):
            acts[one.source, one.text("capacity"), one.text("undertaking")].append(one)
            entity = cues.corpus.entities.get(one.text("recipient"))
            if entity and slug(entity.type) == "Group":
                shared[(one.source, entity.iri, *one.evidence)].append(one)
    for (_, capacity, _), said in acts.items():
        for one, other in combinations(said, 2) if capacity else ():
            if _names(one, other) and _names(other, one):
                message = f"mirrors {curie(other.iri)}: one act, counted twice"
                hint = "Give both the id of the one act: kg:jointly."
                yield cues.note("mirrored-act", one, message, hint)
    for said in shared.values():
        if len(said) > 1:
            message = f"{len(said)} honours of one group in the same words: each for all, or some for each?"
            yield cues.note("joint-honours", said[0], message, "If the words divide nothing, give them kg:jointly.")


def _names(one: Statement, other: Statement) -> bool:
    """Say whether a statement names the actor of another as a partner."""
    partners = {value.value for name in ("withWhom", "counterpart") for value in one.values(name)}
    return other.text("actor") in partners


def _readings(cues: _Cues) -> Iterator[Finding]:
    """Yield rows of two readings of one clause, each with the other's actor as alternative, with no judgement."""
    judged = judged_pairs(cues.corpus)
    open_: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in cues.corpus.statements:
        if KG + "actor" in _values(statement.values("alternativeTo")):
            open_[statement.source, statement.text("capacity")].append(statement)
    for said in open_.values():
        for one, other in combinations(said, 2):
            crossed = other.text("actor") in _values(one.values("alternative")) and one.text("actor") in _values(
                other.values("alternative")
            )
            if crossed and (one.iri, other.iri) not in judged and overlap(one, other, cues.corpus):
                message = f"is another reading of the words of {curie(other.iri)}"
                yield cues.note("two-readings", one, message, "Tie the rows of the two readings: judgement excludes.")


def _values(terms: Iterable[object]) -> frozenset[str]:
    return frozenset(str(getattr(term, "value", "")) for term in terms)
