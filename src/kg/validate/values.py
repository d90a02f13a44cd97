"""The values of slots and properties: whether each is of the datatype, or of the class, that the ontology says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal

from kg.errors import NOTHING, Finding, Message, Severity
from kg.model import Corpus, Slots, Statement, Term
from kg.ontology import Ontology
from kg.terms.namespaces import EDTF, KG, STANDARD, XSD, curie, slug
from kg.validate.datatypes import is_of_form, to_write
from kg.validate.made import finding

_RDFS: Final = STANDARD["rdfs"]
_ANYTHING: Final = _RDFS + "Resource"
_ANY_WORDS: Final = _RDFS + "Literal"
_STRING: Final = XSD + "string"
_BELOW: Final = {XSD + "decimal": XSD + "integer"}  # a whole number is a decimal too
_ALTERNATIVE: Final = "alternative"
_RULE: Final = "value-type"
_HINT: Final = Message(
    'Texts of kg: have no language: "..."; a number, date or EDTF time has its datatype: "2022"^^edtf:EDTF.'
)


def value_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield values that are words where a thing is wanted, a thing where words are, or of another datatype or class.

    Plain text that only lacks the mark of its datatype is a warning. Another value that a slot may have is held against
    that slot.
    """
    read = _Read(corpus, ontology)
    of_slots = {slug(iri): range_ for iri, range_ in read.ranges.items()}
    for statement in corpus.statements:
        yield from _values(statement.iri, statement.slots, of_slots, read)
        yield from _alternatives(statement, read)
    for resource in (*corpus.entities.values(), *corpus.sources.values(), *corpus.parts.values()):
        yield from _values(resource.iri, resource.properties, read.ranges, read)


@dataclass(frozen=True)
class _Read:
    """What is known: the range of each property, and the classes of each thing."""

    corpus: Corpus
    ontology: Ontology

    @cached_property
    def ranges(self) -> Mapping[str, str]:
        terms = self.ontology.terms.items()
        return {iri: term.text(_RDFS + "range") for iri, term in terms if iri.startswith(KG)}

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """Each class with all above it."""
        found: dict[str, frozenset[str]] = {}
        for iri in self.ontology.terms:
            reached, ahead = {iri}, [iri]
            while ahead:
                term = self.ontology.terms.get(ahead.pop())
                fresh = {v.value for v in term.values(_RDFS + "subClassOf")} - reached if term else set()
                reached |= fresh
                ahead.extend(fresh)
            found[iri] = frozenset(reached)
        return found

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return {statement.iri: KG + statement.kind for statement in self.corpus.statements}

    def class_of(self, iri: str) -> str:
        """Return the class of an entity, a word or a statement, an empty text for another thing."""
        known = self.corpus.entities.get(iri) or self.ontology.terms.get(iri)
        return known.type if known else self.kinds.get(iri, "")

    def fits(self, value: Term, wanted: str) -> bool:
        """Say whether a value is of a range; a thing that nothing describes is told elsewhere."""
        datatype = wanted.startswith(XSD) or wanted in {EDTF, _ANY_WORDS}
        if isinstance(value, Literal):
            return wanted == _ANY_WORDS or value.datatype.value in {
                _STRING if wanted == _ANYTHING else wanted,
                _BELOW.get(wanted),
            }
        class_ = self.class_of(value.value)
        if datatype or not class_ or not wanted.startswith(KG):
            return not datatype
        return wanted in self.above.get(class_, frozenset())


def _values(iri: str, pairs: Slots, ranges: Mapping[str, str], read: _Read) -> Iterator[Finding]:
    for name, value in pairs:
        wanted = ranges.get(name, "")
        if wanted and not read.fits(value, wanted):
            key = name if ":" in name else KG + name
            severity = Severity.WARNING if _lacks_its_mark(value, wanted) else Severity.ERROR
            hint = to_write(key, value.value, wanted) if isinstance(value, Literal) else NOTHING
            yield finding(severity, _RULE, read.corpus, iri, _told(key, value, wanted, read), hint or _HINT)


def _lacks_its_mark(value: Term, wanted: str) -> bool:
    plain = isinstance(value, Literal) and not value.language and value.datatype.value == _STRING
    return plain and is_of_form(value.value, wanted)


def without_twins(found: Iterable[Finding], shaped: Iterable[Finding]) -> list[Finding]:
    """Return findings without those on values of which a shape says the same: with the same advice, or in general."""
    advice: defaultdict[str, str] = defaultdict(str)
    for each in shaped:
        advice[each.where] += f" {each.hint} {_HINT}"
    return [f for f in found if f.code != _RULE or f.hint not in advice.get(f.where, "")]


def _alternatives(statement: Statement, read: _Read) -> Iterator[Finding]:
    """Yield other values of a slot that are things of a class which the slot does not take."""
    wanted = {read.ranges.get(slot.value, "") for slot in statement.values(f"{_ALTERNATIVE}To")} - {""}
    for value in statement.values(_ALTERNATIVE) if len(wanted) == 1 else ():
        (range_,) = wanted
        if not isinstance(value, Literal) and not read.fits(value, range_):
            message = _told(KG + _ALTERNATIVE, value, range_, read)
            hint = Message(
                "Correct it, or its slot; nothing, where the words may well mean a thing that the slot does not take."
            )
            yield finding(Severity.NOTE, "alternative-class", read.corpus, statement.iri, message, hint)


def _told(key: str, value: Term, wanted: str, read: _Read) -> Message:
    called = Message("plain text") if wanted == _ANYTHING else Message("one of {class_}", class_=curie(wanted))
    shown = repr(value.value) if isinstance(value, Literal) else curie(value.value)
    found = _found(value, read)
    return Message("{slot} {value} is {found}, not {wanted}", slot=curie(key), value=shown, found=found, wanted=called)


def _found(value: Term, read: _Read) -> Message:
    if not isinstance(value, Literal):
        class_ = read.class_of(value.value)
        return (
            Message("a thing of the class {class_}", class_=curie(class_)) if class_ else Message("the id of a thing")
        )
    if value.language:
        return Message("text with the language {language}", language=value.language)
    return Message("a literal of {datatype}", datatype=curie(value.datatype.value))
