"""What a reader looks for and no source says. What is looked for is given in the ontology, by `kg:expects`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.document.words import in_words
from kg.dossier.entries import Entry, governed_by_actor
from kg.dossier.model import Gap
from kg.dossier.plan import kebab
from kg.dossier.wording import listed
from kg.model import Resource
from kg.ontology import Ontology
from kg.reading.labels import Labels
from kg.terms.namespaces import KG, SKOS, slug

_TEXTS: Final = {
    "slot": ("{kind}的{slot}（{count} 条）", "{slot} of {kind} ({count})"),
    "class": ("{label}作为{slot}的任何{kind}", "any {kind} with {label} as {slot}"),
    "some": ("{label}的{slot}（无一条记载说及）", "{slot} of {label} (no statement gives it)"),
    "set": ("谁牵头{label}：无原文明载而计入“{set}”者", "who led {label}: nothing stated is counted by the {set}"),
    "post": ("{label}的{role}是何人：无具名者", "who was {role} of {label}: nobody is named"),
    "nameless": ("{label}的姓名（{count} 条）", "the name of {label} ({count})"),
    "counted": (
        "{label}其余任者的姓名：报{quote}，具名者{named}",
        "the names of the other holders in {label}: {quote} reported; named: {named}",
    ),
}
_MERELY: Final = frozenset({"saidBy", "alternative"})  # a statement that the thing makes, or may not be about it


@dataclass(frozen=True)
class Case:
    """What gaps are looked for in: a thing, its class and level, the statements on it, and their labels.

    `located` are the IRIs of the predicates that place something as well as a slot does.
    """

    label: str
    type: str
    level: str
    things: tuple[str, ...]
    entries: Sequence[Entry]
    located: frozenset[str]
    labels: Labels

    @property
    def ontology(self) -> Ontology:
        """The ontology, which says what is expected."""
        return self.labels.ontology

    def gap(self, code: str, name: str, statements: Iterable[str] = (), **values: object) -> Gap:
        """Return a gap in words."""
        return Gap(code, in_words(_TEXTS[name], self.labels.language).format(**values), tuple(statements))


def gaps(case: Case) -> tuple[Gap, ...]:
    """Return what no source says of a thing: of the thing itself first, then of single statements on it."""
    looked: tuple[Callable[[Case], Iterator[Gap]], ...] = (_of_class, _of_level, _of_counts, _of_names, _of_slots)
    return tuple(gap for look in looked for gap in look(case))


def _expected(case: Case, iri: str) -> tuple[Resource, ...]:
    term = case.ontology.terms.get(iri)
    found = (case.ontology.terms.get(value.value) for value in term.values("expects")) if term else ()
    return tuple(resource for resource in found if resource)


def _of_class(case: Case) -> Iterator[Gap]:
    """Yield what is expected of the thing's class: a set that counts somebody, a slot that some statement fills."""
    sets = case.ontology.capacity_sets
    for wanted in _expected(case, KG + case.type):
        name, label = slug(wanted.iri), case.labels.label(wanted.iri)
        code = f"no-{kebab(name)}"
        if wanted.iri in sets:
            counting = sets[: sets.index(wanted.iri) + 1]
            if not any(entry.said.counting.counted_in in counting for entry in case.entries if _is_end(entry, case)):
                yield case.gap(code, "set", label=case.label, set=label)
        elif case.ontology.slots[name].core:
            kinds = listed(
                (case.labels.label(KG + kind) for kind in sorted(case.ontology.slots[name].kinds)), case.labels.language
            )
            if not any(name in entry.slots_of(case.things) for entry in case.entries):
                yield case.gap(code, "class", label=case.label, slot=label, kind=kinds)
        elif not any(_fills(entry, name, case) for entry in case.entries):
            yield case.gap(code, "some", label=case.label, slot=label)


def _is_end(entry: Entry, case: Case) -> bool:
    """Say whether the thing is subject or object of a statement: who leads something in its course does not lead it."""
    return bool(entry.slots_of(case.things).intersection(case.ontology.kinds[entry.said.statement.kind].core))


def _fills(entry: Entry, slot: str, case: Case) -> bool:
    """Say whether a statement on the thing fills a slot, by itself or by what stands for it in the catalogue.

    A time counts when more is said than that the source appeared; a place also as a relation of place, and as the place
    that an actor governs.
    """
    said = entry.said
    if slot == "time":
        return bool(said.time) and not said.is_attested
    if slot == "place":
        located = said.predicate is not None and said.predicate.value in case.located
        placed = located and said.subject is not None and said.subject.value in case.things
        return bool(said.statement.one("place")) or placed or bool(governed_by_actor(entry, case.labels))
    return bool(said.statement.one(slot))


def _holders(case: Case) -> Iterator[tuple[str, str]]:
    """Yield (role, holder) for each actual tenure in the thing whose holder is one person with a name."""
    for entry in case.entries:
        said = entry.said
        serves = said.kind == "tenure" and said.is_actual and entry.slots_of(case.things) & {"servedIn", "body"}
        if serves and said.subject and case.labels.type(said.subject.value) == "Person":
            yield said.statement.text("role"), said.subject.value


def _of_level(case: Case) -> Iterator[Gap]:
    """Yield the posts that a place of this level has and for which no holder is named."""
    roles = {role for role, _ in _holders(case)}
    for wanted in _expected(case, case.level):
        if not any(wanted.iri in _broader(role, case.ontology) for role in roles):
            yield case.gap("nobody-named", "post", label=case.label, role=case.labels.label(wanted.iri))


def _broader(iri: str, ontology: Ontology) -> frozenset[str]:
    """Return a concept and all that is broader."""
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        concept = waiting.pop()
        if concept and concept not in found:
            found.add(concept)
            term = ontology.terms.get(concept)
            waiting += [value.value for value in term.values(SKOS + "broader")] if term else []
    return frozenset(found)


def _of_counts(case: Case) -> Iterator[Gap]:
    """Yield the figures that count more holders than the sources name, with those named in each post."""
    by_role: dict[str, set[str]] = {}
    for role, holder in _holders(case):
        by_role.setdefault(role, set()).add(holder)
    numbers = (f"{case.labels.label(role)} {len(holders)}" for role, holders in by_role.items())
    named = listed(numbers, case.labels.language) or "0"
    most = max(map(len, by_role.values()), default=0)
    for entry in case.entries:
        statement = entry.said.statement
        term = case.ontology.terms.get(statement.text("indicator"))
        number = statement.text("value")
        counts_holders = term is not None and any(slug(v.value) == "holder" for v in term.values("counts"))
        if counts_holders and "measured" in entry.slots_of(case.things) and number.isdecimal() and int(number) > most:
            printed = statement.text("valuePrinted")
            yield case.gap("fewer-named", "counted", (entry.id,), label=case.label, quote=printed, named=named)


def _of_names(case: Case) -> Iterator[Gap]:
    """Yield those who hold or do something here and whose names no source prints."""
    found: dict[str, list[str]] = {}
    for entry in case.entries:
        subject = entry.said.subject.value if entry.said.subject else ""
        term = case.ontology.terms.get(KG + case.labels.type(subject))
        if term is not None and term.text("nameless") == "true" and entry.slots_of(case.things) - _MERELY:
            found.setdefault(subject, []).append(entry.id)
    for subject, statements in found.items():
        yield case.gap("nameless", "nameless", statements, label=case.labels.label(subject), count=len(statements))


def _of_slots(case: Case) -> Iterator[Gap]:
    """Yield for each kind of statement and slot how many statements on the thing leave it empty, and which."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in case.entries:
        kind, predicate = entry.said.statement.kind, entry.said.predicate
        for wanted in (*_expected(case, KG + kind), *_expected(case, predicate.value if predicate else "")):
            if entry.slots_of(case.things) - _MERELY and not _fills_own(entry, slug(wanted.iri), case):
                found.setdefault((kind, slug(wanted.iri)), []).append(entry.id)
    for (kind, slot), statements in found.items():
        code = f"{case.ontology.kinds[kind].slug}-{kebab(slot)}"
        words = {"kind": case.labels.label(KG + kind), "slot": case.labels.label(KG + slot), "count": len(statements)}
        yield case.gap(code, "slot", statements, **words)


def _fills_own(entry: Entry, slot: str, case: Case) -> bool:
    if slot == case.ontology.kinds[entry.said.statement.kind].object:
        return bool(entry.said.object)
    return _fills(entry, slot, case)
