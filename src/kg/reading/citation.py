"""How a statement is cited: its article, the words and what they mean, the sentence, its id, the edition of the data.

`kg cite`, the graph page and its panel take the wording from here. A template is filled as sentences are
(`kg.reading.sentence.filled`): a part in square brackets is left out where something in it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from kg.document.words import in_words
from kg.model import Resource, Term
from kg.ontology import Ontology
from kg.reading.dates import span_in_words, time_phrase
from kg.reading.glossing import GLOSS_CHECK, TITLE_GLOSS, gloss_state
from kg.reading.said import AUTHOR, Reading, Said
from kg.reading.sentence import Sentences, date_of, filled
from kg.terms.namespaces import PREFIXES, slug

Pair = tuple[str, str]
TEMPLATE: Final[Pair] = (
    "[{authors}：]《{title}》[，{outlet}][，{date}]。原文「{quote}」（第{spans}字）。[{sentence}]记载{statement}[（{review}）]，{data}",
    (
        "[{authors}. ][“{title_gloss}” ({title_state}). ]《{title}》.[ {outlet}.][ {date}.] Words: 「{quote}」,"
        " characters {spans}.[ They mean: “{gloss}” ({state}).][ {sentence}] Statement {statement}[, {review}]. {data}"
    ),
)
_DATA: Final[Pair] = (
    "人与事：举措与行动者知识图谱，数据 {number}（{mark}）。",
    "Programs and actors, data {number} ({mark}).",
)
_DATED: Final[Pair] = ("编者定为{0}", "Dated by the editor {0}")
_AND: Final[Pair] = ("、", ", ")
_MARK: Final = 12
_INNER: Final = str.maketrans("“”", "‘’")


def data_citation(number: str, checksum: str, language: str) -> str:
    """Return how the data are cited: their title, edition and the beginning of their checksum."""
    return in_words(_DATA, language).format(number=number, mark=checksum[:_MARK])


@dataclass(frozen=True, slots=True)
class SourceCitation:
    """What a citation says of an article: in English names beside the Chinese ones, and what the title means."""

    authors: str
    title: str
    title_gloss: str
    title_state: str
    outlet: str
    date: str

    def as_record(self) -> dict[str, str]:
        """Return the parts by their names."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Citation:
    """How one statement is cited in one language. `gloss` is empty in Chinese, and where the words have none.

    `spans` are the offsets of the words in the article, `state` says who checked the gloss, `data` names the edition,
    `review` says whether a person has verified the statement.
    """

    language: str
    statement: str
    source: str
    cited: SourceCitation
    quote: str
    spans: str
    gloss: str
    state: str
    sentence: str
    data: str
    review: str = ""

    def __str__(self) -> str:
        """Return the citation as one paragraph."""
        return filled(in_words(TEMPLATE, self.language), self._values())

    def _values(self) -> dict[str, str]:
        """Return the parts as they are written into the template; panel.js does the same."""
        glosses = {"gloss": self.gloss, "title_gloss": self.cited.title_gloss}
        spans = in_words(_AND, self.language).join(self.spans.split(";"))
        return {**self.as_record(), "spans": spans, **{name: plain(text) for name, text in glosses.items()}}

    def as_record(self) -> dict[str, str]:
        """Return the parts as JSON-ready values. Keys are codes, the same in every language."""
        own = ("language", "statement", "source", "quote", "spans", "gloss", "state", "sentence", "data")
        return {name: getattr(self, name) for name in own} | self.cited.as_record() | {"review": self.review}


def plain(gloss: str) -> str:
    """Return a gloss as it stands between quotation marks: without emphasis, its own marks single."""
    return gloss.replace("*", "").translate(_INNER)


def cited(said: Said, reading: Reading, ontology: Ontology, data: str, language: str) -> Citation:
    """Return the citation of a statement; `data` is how the data are cited (`data_citation`)."""
    gloss = said.glossed("quote", language)
    return Citation(
        language,
        said.id,
        slug(said.source),
        source_citation(reading.sources[said.source], reading, language),
        said.quote,
        said.spans,
        gloss,
        gloss_state(said.gloss_checked, language) if gloss else "",
        Sentences(reading, ontology, language).of(said),
        data,
        ontology.label(PREFIXES["review"] + said.review, language),
    )


def source_citation(source: Resource, reading: Reading, language: str) -> SourceCitation:
    """Return what a citation says of an article."""
    gloss = source.text(TITLE_GLOSS) if language == "en" else ""
    when, is_editors = date_of(source)
    return SourceCitation(
        authors=in_words(_AND, language).join(_named(value, reading, language) for value in source.values(AUTHOR)),
        title=source.label(),
        title_gloss=gloss,
        title_state=gloss_state(source.text(GLOSS_CHECK), language) if gloss else "",
        outlet=in_words(_AND, language).join(_named(value, reading, language) for value in source.values("outlet")),
        date=in_words(_DATED, language).format(time_phrase(when, "at", language))
        if when and is_editors
        else span_in_words(when, language),
    )


def _named(value: Term, reading: Reading, language: str) -> str:
    """Return a name in Chinese; in English as it is transliterated, the Chinese beside it."""
    entity = reading.entities.get(value.value)
    if not entity:
        return value.value
    return " ".join(dict.fromkeys(_names(entity, language)))


def _names(entity: Resource, language: str) -> Iterator[str]:
    if language == "en":
        yield entity.label("en")
    yield entity.label()
