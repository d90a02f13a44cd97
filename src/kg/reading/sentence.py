"""A statement as a sentence that reports what its source says, in Chinese or in English.

The templates are the ontology's (`kg:sentence`, `kg:phrase`, `kg:basePhrase`, `kg:framed`). A sentence never asserts:
it begins with the source and its date, names who is cited, and ends with what is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.document.words import in_words
from kg.model import Resource, Term, in_language, value_text
from kg.ontology import Ontology
from kg.reading.dates import span_in_words, time_phrase
from kg.reading.labels import Labels
from kg.reading.said import Reading, Said
from kg.terms.namespaces import KG, PREFIXES

_GROUP: Final = "Group"
_DEED: Final = "Deed"
_INITIATIVE: Final = "Initiative"
_ARTICLES: Final = frozenset({"the", "a", "an", "one"})
_GERUND: Final = "ing"
_UNNAMED: Final = "unnamed "  # how the English label of one without a name begins
_COLUMNS: Final = ("place", "role", "status", "programme", "counterpart")  # filled by slots
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_NAME: Final = re.compile(r"\{(?P<name>\w+)(?:\|(?P<else>[^{}]*))?\}")
_INNER: Final = str.maketrans("“”", "‘’")
_FRAMES: Final = {
    "source": ("据{0}", "According to article {0}"),
    "dated": ("（{0}）", " ({0})"),
    "editor": ("编者定为{0}", "dated by the editor: {0}"),
    "opening": ("载，{0}", ", {0}"),
    "cited": ("{0}说，{1}", "as {0} put it, {1}"),
    "no member": ("未记于任何成员名下", "no member is credited"),
    "readings": ("，另解：{0}", "; another reading: {0}"),
    "inferred": ("〔编码推断：{0}〕", " [inferred: {0}]"),
    "end": ("。", "."),
    "and": ("、", ", "),
    "title": ("《{0}》", "{0}"),
    "printed": ("“{0}”", "“{0}”"),
    "figure": ("{0}", "“{0}”"),
    "programme": ("{0}", "the {0}"),
    "unnamed": ("{0}", "an {0}"),
}


class Sentences:
    """Makes the sentences of a reading's statements in one language."""

    def __init__(self, reading: Reading, ontology: Ontology, language: str = "zh") -> None:
        """Make them from what a reading names and the ontology's templates."""
        self._reading = reading
        self._ontology = ontology
        self._labels = Labels.of(reading, ontology, language)
        self._language = language
        self._worded: dict[tuple[str, str], str] = {}

    def of(self, said: Said) -> str:
        """Return the sentence of one statement."""
        return self.opening(said.source) + self.after_opening(said)

    def after_opening(self, said: Said) -> str:
        """Return the sentence of one statement without the beginning that all sentences of its source share."""
        claim = self._claim(said)
        others = self._texts(said.readings(self._in_column(said, "alternatives"), self._language))
        if others:
            claim += self._frame("readings", self._listed(others))
        cited = self._texts(self._in_column(said, "said_by"))
        if cited:
            claim = self._frame("cited", self._listed(cited), claim)
        inferred = self._listed(self._slot(name) for name in said.inferred)
        end = self._frame("inferred", inferred) if inferred else ""
        return self._frame("opening", claim) + end + self._frame("end")

    def opening(self, source_iri: str) -> str:
        """Return what the sentences of a source begin with: the source and its date."""
        source = self._reading.sources[source_iri]
        name = source.text("key") if self._language == "en" else self._frame("title", source.label())
        date, is_editors = date_of(source)
        if not date:
            return self._frame("source", name)
        when = span_in_words(date, self._language)
        dated = self._frame("editor", when) if is_editors else when
        return self._frame("source", name) + self._frame("dated", dated)

    def _claim(self, said: Said) -> str:
        template = next(filter(None, (self._wording(term, "sentence") for term in self._terms(said))), "")
        return filled(template, self._values(said))

    def _terms(self, said: Said) -> Iterator[Resource]:
        """Yield what a sentence is worded by: the term of the predicate, if it is one, before that of the kind."""
        if isinstance(said.predicate, NamedNode) and said.predicate.value in self._ontology.terms:
            yield self._ontology.terms[said.predicate.value]
        yield self._ontology.terms[KG + said.statement.kind]

    def _values(self, said: Said) -> dict[str, str]:
        columns = {name: self._listed(self._texts(self._in_column(said, name))) for name in _COLUMNS}
        values = {
            **columns,
            "subject": self._text(said.subject),
            "quoted": self._text(said.subject).translate(_INNER),  # for a template that puts it in quotation marks
            "predicate": self._labels.label(said.predicate).translate(_INNER),
            "object": (named := self._object(said)),
            "quotedObject": named.translate(_INNER),
            "value": said.glossed("value", self._language) or self._figure(said),
            "time": time_phrase(said.time, said.sense, self._language),
            "verb": self._verb(said),
            "credit": self._frame("no member") if self._labels.type(said.subject) == _GROUP else "",
        }
        if values["place"] in {values["subject"], values["object"]}:
            values["place"] = ""  # named already
        return values

    def _in_column(self, said: Said, column: str) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(self._ontology.in_column(said.statement, column)))

    def _object(self, said: Said) -> str:
        gloss = said.glossed("object", self._language)
        if gloss or self._labels.type(said.object) == _DEED:  # the coder's name for what was done, not a name in use
            return self._printed(gloss or self._labels.label(said.object))
        return self._text(said.object)

    def _figure(self, said: Said) -> str:
        printed = self._listed(value_text(value) for value in self._in_column(said, "value_printed"))
        return self._frame("figure", printed) if printed else ""

    def _verb(self, said: Said) -> str:
        """Return the verb of a statement as its modality has it."""
        worded = next((term for term in self._terms(said) if self._wording(term, "phrase")), None)
        did = self._wording(worded, "phrase") if worded else self._labels.label(said.predicate)
        do = (self._wording(worded, "basePhrase") if worded else "") or did
        modality = self._ontology.terms[PREFIXES["modality"] + said.modality]
        return filled(self._wording(modality, "framed") or "{did}", {"did": did, "do": do})

    def _wording(self, term: Resource, name: str) -> str:
        """Return what the ontology gives a term for sentences: few terms word many statements."""
        key = term.iri, name
        if key not in self._worded:
            self._worded[key] = term.worded(name, self._language)
        return self._worded[key]

    def _slot(self, name: str) -> str:
        return self._labels.label(KG + name)

    def _text(self, term: Term | None) -> str:
        if isinstance(term, Literal):
            return self._printed(term.value)
        label = self._labels.label(term)
        if label.startswith(_UNNAMED):
            return self._frame("unnamed", label)
        return self._frame("programme", label) if self._takes_article(term, label) else label

    def _takes_article(self, term: Term | None, label: str) -> bool:
        """Say whether a label is the name of a programme that begins neither with an article nor with a gerund."""
        first = label.partition(" ")[0].lower()
        return self._labels.type(term) == _INITIATIVE and first not in _ARTICLES and not first.endswith(_GERUND)

    def _texts(self, terms: Iterable[Term]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._text, in_language(terms, self._language))))

    def _printed(self, text: str) -> str:
        return self._frame("printed", text.translate(_INNER)) if text else ""

    def _listed(self, texts: Iterable[str]) -> str:
        return in_words(_FRAMES["and"], self._language).join(texts)

    def _frame(self, name: str, *texts: str) -> str:
        return in_words(_FRAMES[name], self._language).format(*texts)


def date_of(source: Resource) -> tuple[str, bool]:
    """Return the date of a source, and whether the editor gave it, with a reason."""
    return source.text("date"), bool(source.text("dateReason"))


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its names replaced; a part in square brackets is left out where a name in it is empty.

    Raises `KeyError` for a name that there is not.
    """

    def replaced(found: re.Match[str]) -> str:
        return values[found["name"]] or found["else"] or ""

    def part(found: re.Match[str]) -> str:
        names = _NAME.finditer(found[1])
        return _NAME.sub(replaced, found[1]) if all(values[name["name"]] for name in names) else ""

    return _NAME.sub(replaced, _OPTIONAL.sub(part, template))
