"""One statement whole: every slot with its value, what is inferred, what was judged of it, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.document.blocks import Block, Bullet, Field, Heading, Note
from kg.document.words import in_words
from kg.dossier.entries import filled
from kg.dossier.model import Property, Verdict, verdict_of
from kg.dossier.wording import bracketed, word
from kg.model import Judgement, Quote, Resource, in_language
from kg.ontology import Ontology
from kg.reading.few import few
from kg.reading.glossing import PRINTED, gloss_state
from kg.reading.labels import Labels
from kg.reading.said import Said
from kg.reading.sentence import Sentences
from kg.store import Store
from kg.terms.namespaces import KG, curie, slug

_WORDS: Final = ("原文", "Words")
_JUDGED: Final = ("判断", "Judgements")
_GLOSS: Final = ("英文释义（{}）", "gloss ({})")
_KIND: Final = ("记载类别", "kind of statement")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged of the statement and another, with the other's id and words."""

    verdict: Verdict
    other: str
    quote: str
    gloss: str = ""

    def as_record(self) -> dict[str, object]:
        """Return the judgement as JSON-ready values."""
        return self.verdict.as_record() | {"other": self.other, "quote": self.quote, "gloss": self.gloss}


@dataclass(frozen=True, slots=True)
class Card:
    """One statement as a person reads it: its slots, its quotes in reading order, and the judgements on it."""

    id: str
    source: str
    language: str
    slots: tuple[Property, ...]
    quotes: tuple[Quote, ...]
    judged: tuple[Judged, ...]
    sentence: str = ""
    gloss: str = ""
    gloss_state: str = ""

    def as_record(self) -> dict[str, object]:
        """Return the card as JSON-ready values. Keys are codes, the same in every language."""
        return {
            "id": self.id,
            "source": self.source,
            "slots": [{"slot": slot.code, "name": slot.label, "value": slot.value} for slot in self.slots],
            "words": [{"start": q.start, "end": q.end, "quote": q.exact} for q in self.quotes],
            "judged": [one.as_record() for one in self.judged],
            "sentence": self.sentence,
            "gloss": self.gloss,
            "gloss_state": self.gloss_state,
        }

    def blocks(self) -> tuple[Block, ...]:
        """Return the card as blocks, for text, Markdown and HTML."""
        judged = (Bullet(_judged_line(one)) for one in self.judged)
        heading = (Heading(2, in_words(_JUDGED, self.language), "judged"),) if self.judged else ()
        return (
            Heading(1, self.id, "top"),
            Note(self.source, "source"),
            Note(self.sentence, "sentence"),
            *(Field(slot.label, slot.value) for slot in self.slots),
            Heading(2, in_words(_WORDS, self.language), "words"),
            *(Bullet(f"{q.start}-{q.end} 「{q.exact}」") for q in self.quotes),
            *([Field(in_words(_GLOSS, self.language).format(self.gloss_state), self.gloss)] if self.gloss else ()),
            *heading,
            *judged,
        )


def _judged_line(judged: Judged) -> str:
    verdict = judged.verdict
    quote = f" 「{judged.quote}」" if judged.quote else ""
    quote += f" = {judged.gloss}" if judged.gloss else ""
    who = f"({verdict.judged_by}, {verdict.judged_on})"
    return f"{verdict.id} {verdict.label} {judged.other}{quote}: {verdict.reason} {who}"


def card(iri: str, store: Store, ontology: Ontology, language: str = "zh", *, gloss: bool = True) -> Card | None:
    """Return all that a store says of one statement (IRI); None when it has no such statement.

    Without `gloss` the words have no English beside them.
    """
    found = few(store, ontology, [iri])
    if not found.said:
        return None
    reading = found if gloss else found.without_glosses()
    said = reading.said[0]
    labels = Labels.of(reading, ontology, language)
    others = few(store, ontology, (other for _, other in said.judged)).said
    quotes = {one.iri: (one.quote, one.glossed("quote", language) if gloss else "") for one in others}
    judged = tuple(_judgement(judgement, said.iri, quotes, labels) for judgement in reading.judgements)
    slots = tuple(_slots(said, reading.sources[said.source], labels))
    words = said.glossed("quote", language)
    glossed = (words, gloss_state(said.gloss_checked, language) if words else "")
    sentence = Sentences(reading, ontology, language).of(said)
    return Card(said.id, slug(said.source), language, slots, said.quotes, judged, sentence, *glossed)


def _judgement(judgement: Judgement, iri: str, quotes: Mapping[str, tuple[str, str]], labels: Labels) -> Judged:
    other = judgement.right if judgement.left == iri else judgement.left
    return Judged(verdict_of(judgement, labels), curie(other), *quotes.get(other, ("", "")))


def _slots(said: Said, source: Resource, labels: Labels) -> Iterator[Property]:
    """Yield what fills each slot, who coded it and what was computed included, by their names, and the kind last."""
    counting = said.counting
    computed = {
        "modality": filled(said.statement, "modality", labels.ontology),
        "review": filled(said.statement, "review", labels.ontology),
        "codedBy": Literal(source.worded("codedBy", labels.language)),
        "certainty": Literal(word(said.certainty, labels.language)),
        "computedTime": Literal(said.time),
        "firstDay": Literal(said.first_day),
        "lastDay": Literal(said.last_day),
        "countedIn": NamedNode(counting.counted_in) if counting.counted_in else Literal(""),
        "notCountedBecause": NamedNode(counting.reason) if counting.reason else Literal(""),
    }
    slots = dict.fromkeys(name for name, _ in said.statement.slots)
    worded = ((name, value) for name in slots for value in in_language(said.statement.values(name), labels.language))
    pairs = {*worded, *((name, value) for name, value in computed.items() if value.value)}
    glosses = _glosses(said, labels)
    for name, value in sorted(pairs, key=lambda pair: (pair[0], str(pair[1]))):
        if ":" not in name:
            shown = bracketed(labels.label(value), glosses.get(name, ""), labels.language)
            yield Property(name, labels.label(KG + name), shown)
    yield Property("kind", in_words(_KIND, labels.language), labels.label(KG + said.statement.kind))


def _glosses(said: Said, labels: Labels) -> dict[str, str]:
    """Return what the printed words of a statement mean, by slot; of several words in one slot nothing."""
    names = {slot: gloss for gloss, _, column in PRINTED for slot in labels.ontology.slots_in_column(column)}
    if isinstance(said.object, Literal):
        names |= {slot: "objectGloss" for slot, value in said.statement.slots if value == said.object}
    single = {name for name in names if len(said.statement.values(name)) == 1}
    return {name: said.glossed(names[name].removesuffix("Gloss"), labels.language) for name in single}
