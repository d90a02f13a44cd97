"""What is said: a statement with all that has been decided about it, read from a store and decided nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.model import Judgement, Quote, Resource, Statement, Term, value_text
from kg.ontology import Ontology
from kg.reading.computed import JOIN_QUOTES, STATED
from kg.reading.counting import Counting
from kg.reading.glossing import GLOSS_CHECK, GLOSSED, TITLE_GLOSS
from kg.terms.namespaces import KG, slug

ACTUAL: Final = "actual"
ATTESTED: Final = "attested"
NOT_BEFORE: Final = "not-before"
NOT_AFTER: Final = "not-after"
LIMITS: Final = frozenset({NOT_BEFORE, NOT_AFTER})  # one end of the time is a limit, and no end of what is said
ABOVE: Final = KG + "placeAbove"
BELONGS: Final = KG + "belongsTo"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with its kind (slug), core terms, time, certainty, words, place in its source, and what counts it.

    `time` is EDTF and empty where none is said; `first_day` and `last_day` are ISO dates, empty where open or not said.
    `certainty` is `stated` or `inferred`, `inferred` the names of the inferred slots; `modality`, `review` and `sense`
    are slugs. `quotes` are in reading order; `position` counts within the source, from 1. `judged` has (verdict, IRI of
    the other statement) for each judgement on this one, either way round. `glosses` says what its printed words
    mean in English, by property.
    """

    statement: Statement
    kind: str
    subject: Term | None
    predicate: Term | None
    object: Term | None
    time: str
    first_day: str
    last_day: str
    certainty: str
    inferred: tuple[str, ...]
    modality: str
    review: str
    quotes: tuple[Quote, ...]
    position: int
    counting: Counting = field(default_factory=Counting)
    judged: tuple[tuple[str, str], ...] = ()
    glosses: Mapping[str, str] = field(default_factory=dict)

    def glossed(self, name: str, language: str = "en") -> str:
        """Return the gloss of its `quote`, `verb`, `time`, `value`, `object` or `reading`; empty where none is."""
        return self.glosses.get(f"{name}Gloss", "") if language == "en" else ""

    def readings(self, alternatives: Iterable[Term], language: str) -> tuple[Term, ...]:
        """Return its alternatives in a language: in place of those in printed words their gloss, where it has one."""
        given, gloss = tuple(alternatives), self.glossed("reading", language)
        if not gloss:
            return given
        return (Literal(gloss, language=language), *(term for term in given if not isinstance(term, Literal)))

    @property
    def gloss_checked(self) -> str:
        """Who checked its glosses and when; empty while they are machine translation that nobody has checked."""
        return self.glosses.get(GLOSS_CHECK, "")

    @property
    def iri(self) -> str:
        """The statement's IRI."""
        return self.statement.iri

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def source(self) -> str:
        """The IRI of the source that says it."""
        return self.statement.source

    @property
    def core(self) -> tuple[str, str, str]:
        """Subject, predicate and object as text, each empty where there is none."""
        return value_text(self.subject), value_text(self.predicate), value_text(self.object)

    @property
    def sense(self) -> str:
        """The slug of the sense of its time, empty where none is given."""
        return slug(self.statement.text("timeSense"))

    @property
    def quote(self) -> str:
        """The words that say it, fragments joined by an ellipsis."""
        return JOIN_QUOTES.join(quote.exact for quote in self.quotes)

    @property
    def spans(self) -> str:
        """The offsets of its words, `start-end` joined by `;`."""
        return ";".join([f"{quote.start}-{quote.end}" for quote in self.quotes])

    @property
    def is_actual(self) -> bool:
        """Whether the words give what is so, and not a target, a plan or a forecast."""
        return self.modality == ACTUAL

    @property
    def is_stated(self) -> bool:
        """Whether the words print subject, predicate and object."""
        return self.certainty == STATED

    @property
    def is_attested(self) -> bool:
        """Whether its time is only that of the article."""
        return self.sense == ATTESTED

    def is_judged(self, *verdicts: str) -> bool:
        """Say whether one of some verdicts was given on it and another statement."""
        return any(verdict in verdicts for verdict, _ in self.judged)

    def named(self) -> Iterable[str]:
        """Yield the IRIs that stand in its slots, concepts included."""
        return (value.value for _, value in self.statement.slots if isinstance(value, NamedNode))


@dataclass(frozen=True)
class Reading:
    """Statements of a store in order of source and position, with the entities and sources that they name.

    `above` gives for each place the IRI of the place directly above it, `belongs` for everything else the IRI of the
    place that it belongs to, where any source says so.
    """

    said: tuple[Said, ...] = ()
    entities: Mapping[str, Resource] = field(default_factory=dict)
    sources: Mapping[str, Resource] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    above: Mapping[str, str] = field(default_factory=dict)
    belongs: Mapping[str, str] = field(default_factory=dict)

    def without_glosses(self) -> Reading:
        """Return the reading as for somebody who wants no English beside printed words."""
        return replace(self, said=tuple(replace(one, glosses={}) for one in self.said))

    def place_of(self, iri: str) -> str:
        """Return the IRI of the place directly above a place, or that something belongs to; empty where none is."""
        return self.above.get(iri) or self.belongs.get(iri, "")


# what the build writes about a statement, beside the slots of its file: property, and whether few and whole read it
COMPUTED: Final = tuple(
    KG + name
    for name in (
        *("statedIn", "position", "certainty", "computedTime", "firstDay", "lastDay", "inferredSlots", "spans"),
        *("subject", "predicate", "object", "modality", "review", "capacitySet", "notCountedBecause"),
        *(*GLOSSED, GLOSS_CHECK),
    )
)

# what the build writes about a source and a citation says
SOURCE_COMPUTED: Final = (KG + TITLE_GLOSS, KG + GLOSS_CHECK)
BYLINE: Final = "authorEvidence"
AUTHOR: Final = KG + "author"


def as_printed(source: Resource, bylines: Iterable[Quote], entities: Mapping[str, Resource]) -> Resource:
    """Return a source with its authors in the order in which its bylines print their names; others last."""
    printed = "".join("".join(quote.exact for quote in sorted(bylines, key=lambda quote: quote.start)).split())

    def place(author: tuple[str, Term]) -> int:
        entity = entities.get(author[1].value)
        at = printed.find(entity.label()) if entity else -1
        return at if at >= 0 else len(printed)

    authors = sorted((each for each in source.properties if each[0] == AUTHOR), key=place)
    others = (each for each in source.properties if each[0] != AUTHOR)
    return replace(source, properties=(*others, *authors))


def said_from(
    statement: Statement, computed: Mapping[str, Term], quotes: Mapping[tuple[int, int], Quote], ontology: Ontology
) -> Said:
    """Return a statement with what the build wrote about it.

    `computed` has the values of the properties in `COMPUTED` by local name, `quotes` the source's quotes by their
    offsets. Raises `KeyError` or `ValueError` where the store lacks what each statement has.
    """

    def text(name: str) -> str:
        return computed[name].value if name in computed else ""

    spans = [tuple(map(int, span.split("-"))) for span in text("spans").split(";") if span]
    kind = ontology.kinds[statement.kind]
    return Said(
        statement=statement,
        kind=kind.slug,
        subject=computed.get("subject"),
        predicate=computed.get("predicate"),
        object=computed.get("object"),
        time=text("computedTime"),
        first_day=text("firstDay"),
        last_day=text("lastDay"),
        certainty=text("certainty"),
        inferred=tuple(filter(None, text("inferredSlots").split(";"))),
        modality=slug(statement.text("modality") or text("modality")),
        review=slug(statement.text("review") or text("review")),
        quotes=tuple(quotes[start, end] for start, end in spans),
        position=int(text("position")),
        glosses={name: text(name) for name in (*GLOSSED, GLOSS_CHECK) if name in computed},
        counting=Counting(text("capacitySet"), text("notCountedBecause")),
    )


def in_order(said: Iterable[Said]) -> tuple[Said, ...]:
    """Return statements by source and position."""
    return tuple(sorted(said, key=lambda one: (one.source, one.position)))


def judged_pairs(judgements: Sequence[Judgement]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return for each thing judged its (verdict, other thing), either way round, sorted."""
    found: dict[str, set[tuple[str, str]]] = {}
    for judgement in judgements:
        found.setdefault(judgement.left, set()).add((judgement.verdict, judgement.right))
        found.setdefault(judgement.right, set()).add((judgement.verdict, judgement.left))
    return {iri: tuple(sorted(pairs)) for iri, pairs in found.items()}
