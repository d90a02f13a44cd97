"""The sections that the dossier of a class of thing has, as the ontology gives them: titles, notes, order and rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from kg.dossier.entries import Entry
from kg.dossier.model import Group, Pointer, Section
from kg.model import Resource
from kg.ontology import Ontology
from kg.terms.namespaces import KG, SKOS, STANDARD, slug

QUESTIONS: Final = "questions"
CLOSING: Final[tuple[str, ...]] = ("conflicts", "agreements", "identities", "gaps", "sources")
_ENTITY: Final = KG + "Entity"
_SUBCLASS: Final = STANDARD["rdfs"] + "subClassOf"
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which statements a section lists: those of the kinds, slots and predicates given; an empty set takes all.

    `code` names the section, `grouped_by` the property that makes its groups. With `is_sole` the thing fills no other
    slot; `is_actual` is None where actual statements and others are both listed.
    """

    code: str
    kinds: frozenset[str]
    slots: frozenset[str]
    predicates: frozenset[str]
    grouped_by: str
    is_sole: bool
    is_actual: bool | None

    def takes(self, entry: Entry, filled: frozenset[str]) -> bool:
        """Say whether a statement belongs here, by the slots that the thing fills."""
        said = entry.said
        return (
            (not self.kinds or said.statement.kind in self.kinds)
            and (not self.slots or bool(self.slots & filled))
            and (not self.is_sole or filled <= self.slots)
            and (not self.predicates or (said.predicate is not None and said.predicate.value in self.predicates))
            and self.is_actual in {None, said.is_actual}
        )


@dataclass(frozen=True)
class Plan:
    """The sections of one class of thing by code, in order, and the rules by which statements are put into them."""

    terms: Mapping[str, Resource]
    rules: tuple[Rule, ...]
    ontology: Ontology
    language: str

    def section(self, code: str, groups: Iterable[Group] = (), lines: Iterable[Pointer] = ()) -> Section:
        """Return a section with the title and the note of its code. Raises `KeyError` for one the plan has not."""
        term = self.terms[code]
        title = self.ontology.label(term.iri, self.language)
        return Section(code, title, tuple(groups), _note(term, self.language), tuple(lines))

    def follows(self, code: str) -> frozenset[str]:
        """Return the IRIs of the predicates that lead to what a section lists; none without that section."""
        term = self.terms.get(code)
        values = (term.values(name) for name in ("follows", "takesPredicate")) if term else ()
        return frozenset(value.value for found in values for value in found)

    def slots(self, code: str) -> frozenset[str]:
        """Return the slots of which the thing must fill one for a section to take a statement; none for any slot."""
        return frozenset(name for rule in self.rules if rule.code == code for name in rule.slots)


def plan_of(kind: str, ontology: Ontology, language: str) -> Plan:
    """Return the plan for a class of thing, given by its local name; what is not an entity has the sections of all."""
    ranked = suiting("Section", classes_above(kind, ontology) | {_ENTITY}, ontology)
    rules = [
        rule_of(term, ontology)
        for term in ranked
        if any(term.text(name) for name in ("takesKind", "takesSlot", "groupedBy"))
    ]
    shown = {slug(term.iri): term for term in ranked if not term.text("continues")}
    ordered = sorted(rules, key=lambda rule: (not rule.is_sole, not rule.predicates))
    return Plan(shown, tuple(ordered), ontology, language)


def section_titles(ontology: Ontology, language: str) -> Mapping[str, str]:
    """Return the titles of the sections of all classes by code, in the order of a page.

    The questions in full come before the sections that close a page.
    """
    named = (ontology.terms[iri] for iri in ontology.instances("Section"))
    ranked = sorted(named, key=lambda term: int(term.text("rank")))
    found = {slug(term.iri): ontology.label(term.iri, language) for term in ranked if not term.text("continues")}
    closing = {code: found.pop(code) for code in CLOSING if code in found}
    questions = ontology.label(ontology.vocabularies["Question"].scheme, language)
    return {**found, QUESTIONS: questions, **closing}


def classes_above(kind: str, ontology: Ontology) -> frozenset[str]:
    """Return the IRIs of a class, given by its local name, and of those above it."""
    own = ontology.terms.get(KG + kind)
    return frozenset({KG + kind, *(value.value for value in (own.values(_SUBCLASS) if own else ()))})


def suiting(name: str, classes: AbstractSet[str], ontology: Ontology) -> list[Resource]:
    """Return the terms of a class (its local name) that are for things of one of some classes (IRIs), by rank."""
    named = [ontology.terms[iri] for iri in ontology.instances(name)]
    found = [term for term in named if classes & {value.value for value in term.values("sectionOf")}]
    return sorted(found, key=lambda term: int(term.text("rank")))


def rule_of(term: Resource, ontology: Ontology) -> Rule:
    """Return the rule that a term of the ontology gives; a slot stands for the slots below it too."""
    actual = term.text("takesActual")
    return Rule(
        slug(term.text("continues") or term.iri),
        frozenset(slug(value.value) for value in term.values("takesKind")),
        ontology.with_slots_below(slug(value.value) for value in term.values("takesSlot")),
        frozenset(value.value for value in term.values("takesPredicate")),
        slug(term.text("groupedBy")),
        term.text("soleSlot") == "true",
        actual == "true" if actual else None,
    )


def _note(term: Resource, language: str) -> str:
    notes = (v for v in term.values(SKOS + "scopeNote") if getattr(v, "language", None) == language)
    return next((note.value for note in notes), "")


def kebab(name: str) -> str:
    """Return a local name in kebab-case: `servedIn` becomes `served-in`."""
    return _HUMP.sub("-", name).lower()
