"""What a reader looks for and no source says. What is looked for is said in the ontology, by `kg:expects`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.document.words import in_words
from kg.dossier.entries import Entry
from kg.dossier.model import Gap
from kg.dossier.sections import set_of
from kg.dossier.wording import word
from kg.model import Resource
from kg.ontology import Ontology
from kg.terms.namespaces import KG, SKOS, slug

_TEXTS: Final = {
    "slot": ("{kind}的{slot}（{count} 条）", "{slot} of {kind} ({count})"),
    "class": ("{label}作为{slot}的任何{kind}", "any {kind} with {label} as {slot}"),
    "some": ("{label}的{slot}（无一条记载说及）", "{slot} of {label} (no statement tells it)"),
    "set": ("谁牵头{label}：无原文明载而计入“{set}”者", "who led {label}: nothing stated is counted by the {set}"),
    "post": ("{label}的{role}是何人：无具名者", "who was {role} of {label}: nobody is named"),
    "nameless": ("{label}的姓名（{count} 条）", "the name of {label} ({count})"),
    "counted": (
        "{label}其余任者的姓名：报{quote}，具名者{named}",
        "the names of the other holders in {label}: {quote} reported; named: {named}",
    ),
}
_LOCATED: Final = "located-in"
_MERELY: Final = frozenset({"saidBy", "alternative"})  # a statement that the thing makes, or may not be about it


@dataclass(frozen=True)
class Page:
    """What gaps are looked for in: a thing, its class and level, the statements on it, classes of what they name."""

    label: str
    type: str
    level: str
    things: tuple[str, ...]
    entries: Sequence[Entry]
    classes: Mapping[str, str]
    governs: Mapping[str, str]
    ontology: Ontology
    language: str

    def term(self, iri: str) -> str:
        """Return the label of a term of the ontology."""
        return self.ontology.label(iri, self.language)

    def gap(self, code: str, name: str, statements: Iterable[str] = (), **values: object) -> Gap:
        """Return a gap in words."""
        return Gap(code, in_words(_TEXTS[name], self.language).format(**values), tuple(statements))


def gaps(page: Page) -> tuple[Gap, ...]:
    """Return what no source says of a thing: of the thing itself first, then of single statements on it."""
    looked: tuple[Callable[[Page], Iterator[Gap]], ...] = (_of_class, _of_level, _of_counts, _of_names, _of_slots)
    return tuple(gap for look in looked for gap in look(page))


def _expected(page: Page, iri: str) -> tuple[Resource, ...]:
    term = page.ontology.terms.get(iri)
    found = (page.ontology.terms.get(value.value) for value in term.values("expects")) if term else ()
    return tuple(resource for resource in found if resource)


def _of_class(page: Page) -> Iterator[Gap]:
    """Yield what is expected of the thing's class: a set that counts somebody, a slot that some statement fills."""
    for wanted in _expected(page, KG + page.type):
        name = slug(wanted.iri)
        if wanted.type == SKOS + "Collection":
            if not any(0 < set_of(e, page.ontology)[0] <= int(wanted.text("rank")) for e in page.entries):
                yield page.gap(f"no-{name}", "set", label=page.label, set=page.term(wanted.iri))
        elif page.ontology.slots[name].core:
            kinds = "、".join(page.term(KG + kind) for kind in sorted(page.ontology.slots[name].kinds))
            if not any(name in entry.slots_of(page.things) for entry in page.entries):
                yield page.gap(f"no-{name}", "class", label=page.label, slot=page.term(wanted.iri), kind=kinds)
        elif not any(_fills(entry, name, page) for entry in page.entries):
            yield page.gap(f"no-{name}", "some", label=page.label, slot=page.term(wanted.iri))


def _fills(entry: Entry, slot: str, page: Page) -> bool:
    """Say whether a statement on the thing fills a slot, by itself or by what stands for it in the catalogue.

    A time counts when more is said than that the source appeared; a place also as a relation of place, and as the place
    that an actor governs.
    """
    statement = entry.statement
    if slot == "time":
        return bool(statement.text("computedTime")) and slug(statement.text("timeSense")) != "attested"
    if slot == "place":
        located = slug(statement.text("predicate")) == _LOCATED and statement.text("about") in page.things
        return bool(statement.one("place")) or located or statement.text("actor") in page.governs
    return bool(statement.one(slot))


def _of_level(page: Page) -> Iterator[Gap]:
    """Yield the posts that a place of this level has and for which no holder is named."""
    named = [
        e
        for e in page.entries
        if e.kind == "tenure" and _serves(e, page) and _is_named(e.statement.text("holder"), page)
    ]
    for wanted in _expected(page, page.level):
        if not any(wanted.iri in _broader(entry.statement.text("role"), page.ontology) for entry in named):
            yield page.gap("nobody-named", "post", label=page.label, role=page.term(wanted.iri))


def _serves(entry: Entry, page: Page) -> bool:
    return bool(entry.slots_of(page.things) & {"servedIn", "body"}) and entry.is_actual


def _is_named(iri: str, page: Page) -> bool:
    """Say whether what an IRI stands for is one person with a name."""
    return page.classes.get(iri) == "Person"


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


def _of_counts(page: Page) -> Iterator[Gap]:
    """Yield the figures that count more holders than the sources name, with those named in each post."""
    by_role: dict[str, set[str]] = {}
    for entry in page.entries:
        if entry.kind == "tenure" and _serves(entry, page) and _is_named(entry.statement.text("holder"), page):
            by_role.setdefault(entry.statement.text("role"), set()).add(entry.statement.text("holder"))
    named = word("and", page.language).join(f"{page.term(r)} {len(found)}" for r, found in by_role.items()) or "0"
    most = max(map(len, by_role.values()), default=0)
    for entry in page.entries:
        term = page.ontology.terms.get(entry.statement.text("indicator"))
        number = entry.statement.text("value")
        counts_holders = term is not None and any(slug(v.value) == "holder" for v in term.values("counts"))
        if counts_holders and "measured" in entry.slots_of(page.things) and number.isdecimal() and int(number) > most:
            printed = entry.statement.text("valuePrinted")
            yield page.gap("fewer-named", "counted", (entry.id,), label=page.label, quote=printed, named=named)


def _of_names(page: Page) -> Iterator[Gap]:
    """Yield those who hold or do something on the page and whose names no source prints."""
    found: dict[str, list[Entry]] = {}
    for entry in page.entries:
        subject = entry.statement.text("subject")
        term = page.ontology.terms.get(KG + page.classes.get(subject, ""))
        if term is not None and term.text("nameless") == "true" and entry.slots_of(page.things) - _MERELY:
            found.setdefault(subject, []).append(entry)
    for entries in found.values():
        label = entries[0].said.partition(" · ")[0]
        yield page.gap("nameless", "nameless", (e.id for e in entries), label=label, count=len(entries))


def _of_slots(page: Page) -> Iterator[Gap]:
    """Yield for each kind of statement and slot how many statements on the thing leave it empty, and which."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in page.entries:
        predicate = entry.statement.text("predicate")
        for wanted in (*_expected(page, KG + entry.statement.kind), *_expected(page, predicate)):
            if entry.slots_of(page.things) - _MERELY and not _fills_own(entry, slug(wanted.iri), page):
                found.setdefault((entry.statement.kind, slug(wanted.iri)), []).append(entry.id)
    for (kind, slot), statements in found.items():
        words = {"kind": page.term(KG + kind), "slot": page.term(KG + slot), "count": len(statements)}
        yield page.gap(f"{page.ontology.kinds[kind].slug}-{slot}", "slot", statements, **words)


def _fills_own(entry: Entry, slot: str, page: Page) -> bool:
    kind = page.ontology.kinds[entry.statement.kind]
    if slot == kind.object:
        return bool(entry.statement.one("object"))
    return _fills(entry, slot, page)
