"""From a store to a dossier: only the statements on one thing are read, and those that its sections need besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from kg.answers.inferred import inferred_core, inferred_sentence
from kg.dossier.beyond import completed
from kg.dossier.desk import NAMED, Desk
from kg.dossier.entries import Entry
from kg.dossier.gaps import Case, gaps
from kg.dossier.model import Comparison, Dossier, Identity, Property, Reference, Section, verdict_of
from kg.dossier.plan import CLOSING, QUESTIONS, section_titles
from kg.dossier.questions import answers
from kg.dossier.sections import Arrangement, counts, sections
from kg.dossier.summary import summary
from kg.dossier.wording import listed, word
from kg.finding.find import Candidate, told_under
from kg.model import Judgement
from kg.ontology import Ontology
from kg.reading.citation import plain
from kg.reading.coverage import INFERRED, NOT_COVERED, NOT_SAID, SAID, is_covered
from kg.reading.glossing import TITLE_GLOSS
from kg.reading.order import lines_of
from kg.store import Store
from kg.terms.namespaces import CONCEPT_PREFIXES, KG, prefix_of, slug

_TAKING_PART: Final = frozenset({"actor", "undertaking", "capacity"})


def dossier(
    thing: Candidate,
    store: Store,
    queries: Path,
    ontology: Ontology,
    language: str = "zh",
    words: tuple[Literal, ...] = (),
    *,
    gloss: bool = True,
) -> Dossier:
    """Return all that a store says of a thing, under every name judged to be its own, in sections that suit its class.

    `queries` is the folder of the catalogue, `language` `zh` or `en`; with `words` the thing is these printed words.
    Without `gloss` no printed words have what they mean beside them.
    Raises `StoreError` when the store breaks off.
    """
    desk = Desk(thing, told_under(thing.iri, store), store, queries, ontology, language, words, gloss)
    entries = desk.entries(desk.mentions)
    shown_in = _sections(desk, entries)
    parts = [e for e in entries if e.said.kind == "involvement" and e.slots_of(desk.own) & _TAKING_PART]
    counted, uncounted = counts(parts, desk.labels) if parts else ((), 0)
    comparisons = tuple(_comparisons(desk))
    shown = [*(e for s in shown_in for e in s.entries), *(e for c in comparisons for e in (c.left, c.right))]
    named = {entry.id: entry.said for entry in shown}
    answer = _answer(thing, entries, store)
    titles = section_titles(ontology, language)
    replies = answers(desk) if answer != NOT_COVERED else ()
    return Dossier(
        iri=thing.iri,
        label=desk.labels.label(thing.iri),
        type=thing.type,
        type_label=word("printed", language) if words else desk.labels.label(KG + thing.type),
        is_place=thing.type in ontology.location_classes,
        language=language,
        titles={code: titles[code] for code in CLOSING if code in desk.plan.terms},
        properties=tuple(_properties(desk)),
        told_under=desk.things,
        counts=counted,
        uncounted=uncounted,
        sections=shown_in,
        comparisons=comparisons,
        identities=tuple(_identity(judgement, desk) for judgement in desk.identified),
        gaps=gaps(_case(desk, entries)) if answer != NOT_COVERED and "gaps" in desk.plan.terms else (),
        sources=tuple(_references(desk, shown)),
        answer=answer,
        inferred=_inferred(entries, ontology, language) if answer == INFERRED else "",
        shown=len(named),
        unsigned=sum(not said.statement.reviewer for said in named.values()),
        questions=replies,
        questions_title=titles[QUESTIONS],
        summary=summary(replies, entries, ontology, language),
        headings={code: title for code, title in titles.items() if code in desk.plan.terms or code == QUESTIONS},
    )


def _sections(desk: Desk, entries: Sequence[Entry]) -> tuple[Section, ...]:
    lines = lines_of(desk.reading.said) if "posts-here" in desk.plan.terms else {}
    found = sections(entries, desk.things, desk.plan, Arrangement(desk.labels, lines))
    return tuple(completed(found, desk))


def _case(desk: Desk, entries: Sequence[Entry]) -> Case:
    level = next((value.value for name, value in desk.about if name == KG + "level"), "")
    label = desk.labels.label(desk.thing.iri)
    return Case(label, desk.thing.type, level, desk.things, entries, desk.plan.follows("where"), desk.labels)


def _properties(desk: Desk) -> Iterator[Property]:
    for name, value in desk.about:
        label = word(NAMED[name], desk.language) if name in NAMED else desk.labels.label(name)
        yield Property(slug(name), label, desk.labels.label(value), getattr(value, "language", None) or "")


def _answer(thing: Candidate, entries: Sequence[Entry], store: Store) -> str:
    if entries:
        return SAID if any(entry.said.is_stated for entry in entries) else INFERRED
    is_word = prefix_of(thing.iri) in CONCEPT_PREFIXES  # which no statement uses
    return NOT_SAID if not is_word and is_covered(thing.iri, store) else NOT_COVERED


def _inferred(entries: Sequence[Entry], ontology: Ontology, language: str) -> str:
    """Return which slots of the statements are inferred."""
    found = []
    for statement, inferred in ((entry.said.statement, entry.said.inferred) for entry in entries):
        kind = ontology.kinds[statement.kind]
        unused = kind.object_else if statement.one(kind.object) else ""
        found.append(inferred_core(statement.kind, inferred, unused, ontology))
    named = listed(sorted({slug(entry.said.source) for entry in entries}), language)
    return inferred_sentence(found, named, ontology, language)


def _comparisons(desk: Desk) -> Iterator[Comparison]:
    """Yield what was judged between the statements on the thing and others, by id of the judgement."""
    sides = desk.entries(iri for judgement in desk.compared for iri in (judgement.left, judgement.right))
    by_iri = {entry.said.iri: entry for entry in sides}
    for judgement in desk.compared:
        if judgement.left in by_iri and judgement.right in by_iri:
            yield Comparison(verdict_of(judgement, desk.labels), by_iri[judgement.left], by_iri[judgement.right])


def _identity(judgement: Judgement, desk: Desk) -> Identity:
    other = _other(judgement, desk.things)
    return Identity(verdict_of(judgement, desk.labels), other, desk.labels.label(other))


def _other(judgement: Judgement, things: Sequence[str]) -> str:
    """Return the side of a judgement that is not the thing; of two names of it, the one that is not its own."""
    is_left = judgement.left == things[0] or (judgement.left in things and judgement.right != things[0])
    return judgement.right if is_left else judgement.left


def _references(desk: Desk, entries: Iterable[Entry]) -> Iterator[Reference]:
    """Yield the sources of all that is shown, with their dates as known, by slug."""
    for iri in sorted({entry.said.source for entry in entries}):
        source = desk.reading.sources[iri]
        reason, coded_by = (source.worded(name, desk.language) for name in ("dateReason", "codedBy"))
        gloss = plain(source.text(TITLE_GLOSS)) if desk.gloss and desk.language == "en" else ""
        yield Reference(slug(iri), source.label(), source.text("date"), reason, coded_by, gloss)
