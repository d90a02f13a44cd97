"""The questions that the page of a thing answers first: each with the statements that answer it, or not said.

Which questions there are, and which statements answer them, the ontology says. A statement that another thing leads to
(a part, an instance, whoever holds a role) answers by a rule of its own, so that nobody takes it for the thing's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.dossier.desk import Desk
from kg.dossier.entries import Entry, core_text
from kg.dossier.model import Answer, Reply
from kg.dossier.plan import Rule, classes_above, rule_of, suiting
from kg.dossier.wording import bracketed, listed, word
from kg.model import Resource, Term
from kg.reading.coverage import INFERRED, SAID
from kg.reading.labels import Labels
from kg.reading.silence import Scope, read_parts, silence_among
from kg.terms.namespaces import slug

_ANSWERS: Final = "answers"
_LOOKS_AT: Final = "looksAt"
_SPEAKER: Final = "saidBy"
_SHOWS: Final = "shows"
_BEGINNING: Final = "firstDay"  # an end alone is no beginning
_TIMES: Final = frozenset({_BEGINNING, "computedTime"})
_COURSE: Final = "in-its-course"
_SETS: Final = ("through", "takesColumn", "takesSense", "unless")


@dataclass(frozen=True, slots=True)
class _Reached:
    """A statement with the things (IRIs) that it is on, and the step (an IRI) that leads to them; none from itself."""

    entry: Entry
    things: tuple[str, ...]
    step: str = ""

    @property
    def about(self) -> str:
        return self.things[0] if self.step else ""

    @property
    def is_its_own(self) -> bool:
        """Whether what it is on is its subject."""
        return self.entry.said.subject is not None and self.entry.said.subject.value in self.things


@dataclass(frozen=True, slots=True)
class _QuestionRule:
    """A rule of sections, and what else a statement must be: reached by a step, of a column, of a sense.

    `shows` are the slots that answer, `shows_of` the slot whose filler has them, `shows_class` the class (IRI) that
    fills them; `unless` has the codes of rules, none of which may have an answer; `is_own` says that what it takes is
    on the thing itself, not on a part of it or something in its course.
    """

    rule: Rule
    label: str
    steps: frozenset[str]
    columns: frozenset[str]
    senses: frozenset[str]
    shows: tuple[str, ...]
    shows_of: str
    shows_class: str
    unless: frozenset[str]
    is_own: bool

    def replies(self, reached: Iterable[_Reached], labels: Labels) -> Iterator[Reply]:
        """Yield what statements answer, those that the rule takes and that say it.

        The thing itself is named where others act beside it, or its deeds would read as those of who comes before.
        """
        taken = [one for one in reached if self._takes(one, labels)]
        named = len({one.is_its_own for one in taken}) > 1
        for one in taken:
            unnamed = () if one.step or named else one.things
            if text := self._text(one, one.entry.time, labels, unnamed):
                in_short = self._text(one, one.entry.reckoned, labels, unnamed)
                yield Reply(one.entry, self.rule.code, text, one.about, in_short, self.is_own)

    def _takes(self, reached: _Reached, labels: Labels) -> bool:
        entry = reached.entry
        predicate = entry.said.predicate.value if entry.said.predicate else ""
        return (
            (reached.step in self.steps if self.steps else not reached.step)
            and (not self.columns or bool(labels.ontology.columns_of(predicate) & self.columns))
            and (not self.senses or entry.said.sense in self.senses)
            and self.rule.takes(entry, entry.slots_of(reached.things))
        )

    def _text(self, reached: _Reached, in_words: str, labels: Labels, unnamed: Container[str]) -> str:
        """Return what a statement answers; `in_words` is its time."""
        entry = reached.entry
        others = core_text(entry.said, labels, unnamed)
        if _TIMES & {*self.shows}:
            time = entry.said.first_day if _BEGINNING in self.shows else entry.said.time
            is_said = time and not entry.said.is_attested
            text = bracketed(in_words, others, labels.language) if is_said else ""
        elif self.shows:
            text = listed(dict.fromkeys(map(labels.label, self._shown(entry, labels))), labels.language)
        else:
            text = bracketed(others, in_words if entry.said.time else "", labels.language)
        return bracketed(text, listed(_doubts(entry, labels), labels.language), labels.language) if text else ""

    def _shown(self, entry: Entry, labels: Labels) -> Iterator[Term]:
        """Yield what fills the slots that answer, in the statement or in what fills another slot of it."""
        if not self.shows_of:
            yield from (v for name in self.shows for v in entry.said.statement.values(name) if self._suits(v, labels))
            return
        for value in entry.said.statement.values(self.shows_of):
            filler = labels.entities.get(value.value)
            yield from (term for name in self.shows for term in (filler.values(name) if filler else ()))

    def _suits(self, value: Term, labels: Labels) -> bool:
        return not self.shows_class or self.shows_class in classes_above(labels.type(value), labels.ontology)


def _doubts(entry: Entry, labels: Labels) -> Iterator[str]:
    """Yield that a statement is not actual or is inferred, where it is."""
    if not entry.said.is_actual:
        yield entry.marks[0]
    if not entry.said.is_stated:
        yield word("inferred", labels.language)


def answers(desk: Desk) -> tuple[Answer, ...]:
    """Return the questions that are asked of a thing of this class with their answers, in order.

    None about printed words, and none where the class has no questions.
    """
    if desk.words:
        return ()
    classes = classes_above(desk.thing.type, desk.ontology)
    reached = tuple(_reached(desk))
    rules = suiting("QuestionRule", classes, desk.ontology)
    return tuple(
        _answer(question, [rule for rule in rules if rule.text(_ANSWERS) == question.iri], reached, desk)
        for question in suiting("Question", classes, desk.ontology)
    )


def _reached(desk: Desk) -> Iterator[_Reached]:
    """Yield the statements on the thing, then those on what a step leads to from it, each once a step."""
    yield from (_Reached(entry, desk.own) for entry in desk.entries(desk.mentions))
    by_iri = {entry.said.iri: entry for entry in desk.entries(statement for statement, *_ in desk.steps)}
    for statement, about, step in desk.steps:
        if statement in by_iri:
            yield _Reached(by_iri[statement], (about,), step)


def _answer(question: Resource, terms: Iterable[Resource], reached: Sequence[_Reached], desk: Desk) -> Answer:
    rules = [_read(term, desk) for term in terms]
    found: dict[str, Reply] = {}
    for rule in rules:
        if rule.unless & {reply.rule for reply in found.values()}:
            continue
        fresh = (one for one in reached if one.entry.id not in found)
        for reply in rule.replies([*fresh], desk.labels):
            found.setdefault(reply.entry.id, reply)
    replies = tuple(found.values())
    return Answer(
        slug(question.iri),
        desk.ontology.short_label(question.iri, desk.language),
        _said(replies) or _silent(question, desk),
        replies,
        {rule.rule.code: rule.label for rule in rules},
    )


def _said(replies: Sequence[Reply]) -> str:
    if not replies:
        return ""
    return SAID if any(reply.entry.said.is_stated for reply in replies) else INFERRED


def _silent(question: Resource, desk: Desk) -> str:
    """Return what it means that nothing answers, as a question of the catalogue has it; a speaker is a witness."""
    scope = Scope(read_parts(question.text(_LOOKS_AT), slug(question.iri)))
    named = [entry.said.iri for entry in desk.entries(desk.mentions) if entry.slots_of(desk.own) != {_SPEAKER}]
    return silence_among(scope, named, desk.store).answer


def _read(term: Resource, desk: Desk) -> _QuestionRule:
    steps, columns, senses, unless = (frozenset(value.value for value in term.values(name)) for name in _SETS)
    shows_of, shows_class = (term.text(name) for name in ("showsOf", "showsClass"))
    rule = rule_of(term, desk.ontology)
    return _QuestionRule(
        rule,
        desk.ontology.short_label(term.iri, desk.language),
        steps,
        columns,
        frozenset(map(slug, senses)),
        tuple(slug(value.value) for value in term.values(_SHOWS)),
        slug(shows_of),
        shows_class,
        frozenset(map(slug, unless)),
        not steps and not (rule.slots and rule.slots <= desk.plan.slots(_COURSE)),
    )
