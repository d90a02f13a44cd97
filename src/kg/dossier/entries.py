"""Statements as a reader meets them: what is said in words, how it is known, and the words that say it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.document.blocks import Part
from kg.dossier.glossed import beside
from kg.dossier.wording import bracketed, in_short, listed, time_in_words, value_in_words, word
from kg.model import Statement, Term
from kg.ontology import Kind, Ontology
from kg.reading.computed import value_range
from kg.reading.labels import Labels
from kg.reading.running import run_of
from kg.reading.said import Said
from kg.terms.namespaces import KG, SKOS, curie, slug

_JOINT: Final = " · "
_VERB: Final = "verb"
CONFLICTS: Final = ("contradicts", "unresolved")
# slots that an entry words in a place of its own
_WORDED_APART: Final = frozenset(
    {
        *("time", "when", "timePrinted", "timeSense", "anchor", "modality", "review", "inferred", "openList"),
        *("value", "valuePrinted", "valueBound", "unit", "silences", "concurrentWith"),
    }
)


@dataclass(frozen=True, slots=True)
class Detail:
    """What a further slot says: its name, its label and its values in words."""

    code: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A `Said` in words.

    `text` is subject, predicate, object; `time` its time in words, empty where none is looked for; `details` what the
    other slots say; `marks` what a reader must not miss: that it is inferred, not actual, disputed. `record` has the
    columns of the catalogue's rows, `reckoned` the time in short, `parts` the text in pieces,
    `looks` the code of the narrowest set that counts it, else its kind.
    """

    said: Said
    text: str
    time: str
    details: tuple[Detail, ...]
    marks: tuple[str, ...]
    record: Mapping[str, str]
    reckoned: str = ""
    parts: tuple[Part, ...] = ()
    looks: str = ""

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.said.id

    @property
    def source(self) -> str:
        """The slug of the source that says it."""
        return slug(self.said.source)

    @property
    def is_disputed(self) -> bool:
        """Whether it was judged that another statement contradicts it."""
        return self.said.is_judged(CONFLICTS[0])

    def slots_of(self, things: Iterable[str]) -> frozenset[str]:
        """Return the names of the slots that one of the things (IRIs) fills."""
        wanted = set(things)
        filled = self.said.statement.slots
        return frozenset(name for name, v in filled if v.value in wanted and isinstance(v, NamedNode))

    def as_record(self) -> dict[str, object]:
        """Return the entry as JSON-ready values."""
        return {
            **self.record,
            "said": self.text,
            "time_in_words": self.time,
            "details": [{"slot": d.code, "label": d.label, "value": d.value} for d in self.details],
            "marks": list(self.marks),
        }


def entries(said: Iterable[Said], labels: Labels) -> tuple[Entry, ...]:
    """Return statements in words, in the order given."""
    return _both_ways(tuple(_entry(one, labels) for one in said), labels)


def _entry(said: Said, labels: Labels) -> Entry:
    kind = labels.ontology.kinds[said.statement.kind]
    reckoned = time_in_words(said.time, said.sense, labels.label(said.statement.one("timeSense")), labels.language)
    return Entry(
        said,
        core_text(said, labels),
        _time(said, reckoned, labels.language) if said.time or _expects_time(kind, labels.ontology) else "",
        tuple(_details(said, kind, labels)),
        tuple(_marks(said, labels)),
        _record(said, labels),
        in_short(reckoned, labels.language) if said.time else "",
        _parts(said, labels),
        _looks(said, labels.ontology),
    )


def _expects_time(kind: Kind, ontology: Ontology) -> bool:
    term = ontology.terms.get(KG + kind.name)
    return term is not None and any(slug(value.value) == "time" for value in term.values("expects"))


def core_text(said: Said, labels: Labels, without: Container[str] = ()) -> str:
    """Return subject, predicate and object of a statement with its printed value; things (IRIs) may be left out."""
    text = _JOINT.join(label for label, term in _core(said, labels) if term.value not in without)
    printed = beside(said, "value", said.statement.text("valuePrinted"), labels.language)
    return f"{text}{word('colon', labels.language)}{printed}" if printed else text


def _core(said: Said, labels: Labels) -> Iterator[tuple[str, Term]]:
    """Yield the labels of subject, predicate and object with what they name; printed words with what they mean."""
    for term in (said.subject, said.predicate, said.object):
        label = labels.label(term)
        if term and label:
            is_printed = isinstance(term, Literal) and term is said.object
            yield beside(said, "object", label, labels.language) if is_printed else label, term


def _parts(said: Said, labels: Labels) -> tuple[Part, ...]:
    """Return the text of an entry in pieces, each with the id of the thing or word that it names."""
    named = [
        Part(label, curie(term.value) if isinstance(term, NamedNode) else "") for label, term in _core(said, labels)
    ]
    joined = [part for one in named for part in (Part(_JOINT), one)][1:]
    rest = core_text(said, labels).removeprefix("".join(part.text for part in joined))
    return (*joined, *((Part(rest),) if rest else ()))


def _looks(said: Said, ontology: Ontology) -> str:
    counted = said.counting.counted_in
    return ontology.terms[counted].text(SKOS + "notation") if counted else said.kind


def _time(said: Said, reckoned: str, language: str) -> str:
    statement = said.statement
    # a plain year or day says no more than its words
    printed = statement.text("when") or (statement.text("timePrinted") if {"/", "["} & set(said.time) else "")
    return f"{beside(said, 'time', printed, language)} = {reckoned}" if printed else reckoned


def _details(said: Said, kind: Kind, labels: Labels) -> Iterator[Detail]:
    """Yield what the other slots say, in order of their names; the place served where it is not the object itself."""
    statement, language = said.statement, labels.language
    value, low, high = value_range(statement)
    if value:
        figure = value_in_words(value, low, high, labels.label(statement.one("unit")))
        bounded = bracketed(figure, labels.label(statement.one("valueBound")), language)
        yield Detail("value", word("reckoned", language), bounded)
    apart = {*_WORDED_APART, *kind.core}
    if said.object != statement.one(kind.object_else or ""):
        apart.discard(kind.object_else)
    for name in dict.fromkeys(name for name, _ in statement.slots):
        if name not in apart and ":" not in name:
            text = listed(labels.in_language(statement.values(name)), language)
            if name in labels.ontology.slots_in_column(_VERB):
                text = beside(said, _VERB, text, language)
            yield Detail(name, labels.label(KG + name), text)


def _marks(said: Said, labels: Labels) -> Iterator[str]:
    """Yield what a reader must not miss: modality unless actual, that it is cumulative, certainty, slots inferred.

    Then what is disputed, open, or in another state of review than the usual one.
    """
    language = labels.language
    if not said.is_actual:
        yield labels.label(filled(said.statement, "modality", labels.ontology))
    slots = listed((labels.label(KG + name) for name in said.inferred), language)
    if slots and said.is_stated:
        slots = word("inferred", language) + word("colon", language) + slots
    run = run_of(said, labels.ontology)
    if run and run.is_cumulative:
        yield word("cumulative", language)
    yield bracketed(word(said.certainty, language), slots, language)
    yield from (word(verdict, language) for verdict in CONFLICTS if said.is_judged(verdict))
    if said.statement.text("openList") in {"true", "1"}:  # both are lexical forms of xsd:boolean
        yield labels.label(KG + "openList")
    review = filled(said.statement, "review", labels.ontology)
    if review.value != labels.ontology.slots["review"].default:
        yield labels.label(review)


def governed_by_actor(entry: Entry, labels: Labels) -> str:
    """Return the IRI of the place that the actor of a statement governs; empty where there is none."""
    actor = labels.entities.get(entry.said.statement.text("actor"))
    return actor.text("jurisdiction") if actor else ""


def filled(statement: Statement, slot: str, ontology: Ontology) -> Term:
    """Return what fills a slot that has a default."""
    return statement.one(slot) or NamedNode(ontology.slots[slot].default)


def _record(said: Said, labels: Labels) -> dict[str, str]:
    """Return a statement as the catalogue's rows give it: prefixed names, each with a `_label`; empty: not said."""
    statement = said.statement

    def cells(column: str, *slots: str) -> dict[str, str]:
        return _cells(column, [value for slot in slots for value in statement.values(slot)], labels)

    return {
        "kind": said.kind,
        **_cells("subject", [said.subject] if said.subject else [], labels),
        **_cells("predicate", [said.predicate] if said.predicate else [], labels),
        **_cells("object", [said.object] if said.object else [], labels),
        **cells("place", "place", "servedIn"),
        **cells("counterpart", "counterpart", "granter"),
        **cells("value_printed", "valuePrinted"),
        "time": said.time,
        **cells("time_sense", "timeSense"),
        **cells("status", "status"),
        **_cells("modality", [filled(statement, "modality", labels.ontology)], labels),
        "certainty": said.certainty,
        "inferred": ";".join(said.inferred),
        **cells("said_by", "saidBy"),
        "statement": curie(said.iri),
        "source": curie(said.source),
        "quote": said.quote,
        "spans": said.spans,
    }


def _cells(column: str, values: Sequence[Term], labels: Labels) -> dict[str, str]:
    cells = {column: ";".join(curie(v.value) if isinstance(v, NamedNode) else v.value for v in values)}
    if any(isinstance(value, NamedNode) for value in values):
        cells[f"{column}_label"] = ";".join(map(labels.label, values))
    return cells


def _both_ways(made: Sequence[Entry], labels: Labels) -> tuple[Entry, ...]:
    """Note posts held at once on both of them: files name the other in one direction."""
    by_iri = {entry.said.iri: entry for entry in made}
    others: dict[str, set[str]] = {}
    for entry in made:
        for other in entry.said.statement.values("concurrentWith"):
            others.setdefault(entry.said.iri, set()).add(other.value)
            others.setdefault(other.value, set()).add(entry.said.iri)

    def noted(entry: Entry) -> Entry:
        held = sorted(others.get(entry.said.iri, ()))
        if not held:
            return entry
        texts = [f"{by_iri[iri].text} [{slug(iri)}]" if iri in by_iri else slug(iri) for iri in held]
        detail = Detail("concurrentWith", labels.label(KG + "concurrentWith"), listed(texts, labels.language))
        return replace(entry, details=(*entry.details, detail))

    return tuple(map(noted, made))
