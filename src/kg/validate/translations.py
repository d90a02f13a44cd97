"""How many texts there are in both languages: glosses, labels, meanings, notes and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from kg.errors import Message
from kg.model import Corpus, Resource, Term
from kg.ontology import Ontology
from kg.terms.namespaces import SKOS, STANDARD, curie
from kg.validate.glosses import words_by_key

_LANGUAGES: Final = frozenset({"zh", "en"})
_LATIN: Final = frozenset({"zh-Latn-pinyin", "zh-latn"})  # a name in pinyin is its English form
_NOTE: Final = "note"
_GLOSSES: Final = {
    "quote": Message("gloss: quote"),
    "verb": Message("gloss: verb"),
    "time": Message("gloss: time"),
    "figure": Message("gloss: figure"),
    "literal": Message("gloss: literal"),
    "reading": Message("gloss: reading"),
    "title": Message("gloss: title"),
}
_LABEL: Final = SKOS + "prefLabel"
_RDFS: Final = STANDARD["rdfs"]


@dataclass(frozen=True, slots=True)
class Twins:
    """How many texts of a kind there are, how many of them in both languages, how many checked, and one that is not.

    `checked` counts glosses that a person has checked and is None for texts that have no such state.
    """

    kind: Message
    texts: int
    both: int
    checked: int | None
    missing: str


def twins(corpus: Corpus, ontology: Ontology) -> tuple[Twins, ...]:
    """Return, for glosses by kind, for labels of things and words, and for notes, how many are in both languages."""
    found: list[Twins] = []
    keys = tuple(words_by_key(corpus, ontology))
    for kind in dict.fromkeys(key[0] for key in keys):
        these = [key for key in keys if key[0] == kind]
        glosses = [corpus.glosses[key] for key in these if key in corpus.glosses]
        missing = next((" ".join(filter(None, key)) for key in these if key not in corpus.glosses), "")
        found.append(Twins(_GLOSSES[kind], len(these), len(glosses), sum(bool(g.checked) for g in glosses), missing))
    found.append(_described(Message("label of a thing"), corpus.entities.values(), (_LABEL,)))
    found.append(_described(Message("label of a term or word"), ontology.terms.values(), (_LABEL, _RDFS + "label")))
    meanings = (SKOS + "definition", _RDFS + "comment")
    found.append(_described(Message("meaning of a term or word"), ontology.terms.values(), meanings))
    found += _notes(corpus)
    return tuple(found)


def _described(kind: Message, things: Iterable[Resource], names: Iterable[str]) -> Twins:
    texts = {thing.iri: [value for name in names for value in thing.values(name)] for thing in things}
    return _counted(kind, {iri: values for iri, values in texts.items() if values})


def _notes(corpus: Corpus) -> Iterator[Twins]:
    described = [*corpus.sources.values(), *corpus.entities.values()]
    notes = {statement.iri: statement.values(_NOTE) for statement in corpus.statements}
    yield _counted(Message("note on a statement"), {iri: values for iri, values in notes.items() if values})
    for kind, name in (
        (Message("note on a code"), "codeNote"),
        (Message("reason of a date"), "dateReason"),
        (Message("coder"), "codedBy"),
    ):
        yield _counted(kind, {one.iri: list(one.values(name)) for one in described if one.values(name)})
    reasons = {
        judgement.iri: [Literal(judgement.reason, language="en"), *(v for key, v in judgement.also if key == "reason")]
        for judgement in corpus.judgements
    }
    yield _counted(Message("reason of a judgement"), reasons)


def _counted(kind: Message, texts: Mapping[str, Sequence[Term]]) -> Twins:
    languages = {
        iri: {"en" if value.language in _LATIN else value.language for value in values if isinstance(value, Literal)}
        for iri, values in texts.items()
    }
    without = [iri for iri, found in languages.items() if not found >= _LANGUAGES]
    return Twins(kind, len(texts), len(texts) - len(without), None, curie(without[0]) if without else "")
