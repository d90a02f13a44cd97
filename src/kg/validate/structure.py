"""What must hold of ids, references, slots, times and values, whatever the words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import Finding, Message, Severity, TermError
from kg.model import Corpus, Quote, Resource, Statement, quote_iri
from kg.ontology import Ontology
from kg.terms.namespaces import BASE, FIXED_GRAPHS, KG, PREFIXES, curie, slug, source_graph
from kg.terms.time import bounds
from kg.terms.values import printed_value
from kg.validate.circles import circle_findings
from kg.validate.described import described_findings
from kg.validate.joints import joint_findings
from kg.validate.judgements import judgement_findings
from kg.validate.labels import label_findings
from kg.validate.made import dangling, error, finding
from kg.validate.repeats import duplicate_statements
from kg.validate.times import time_findings

MAX_QUOTE: Final = 60
_LENGTH: Final = "length"


def structure_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield findings on references, ids, slots, times and values of a whole corpus."""
    used: set[str] = set()
    for statement in corpus.statements:
        used.update(statement.evidence)
        yield from _statement(statement, corpus, ontology)
    for source in corpus.sources.values():
        used.update(v.value for _, v in source.properties)
        yield from _source(source, corpus)
        yield from _dangling(source, corpus, ontology)
    for entity in corpus.entities.values():
        yield from _dangling(entity, corpus, ontology)
    for quote in corpus.quotes.values():
        yield from _quote(quote, corpus)
        if quote.iri not in used:
            yield finding(
                Severity.WARNING,
                "quote-unused",
                corpus,
                quote.iri,
                Message("no statement uses this quote"),
                Message("Delete it."),
            )
    yield from judgement_findings(corpus, ontology)
    yield from label_findings(corpus)
    yield from described_findings(corpus, ontology)
    yield from duplicate_statements(corpus)
    yield from circle_findings(corpus, ontology)
    yield from joint_findings(corpus, ontology)
    yield from _keys(corpus)
    yield from _unused_entities(corpus)


def _statement(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    allowed = ontology.slots_of(statement.kind)
    for name in sorted({name for name, _ in statement.slots} - allowed):
        kind = ontology.kinds[statement.kind].slug
        yield error(
            "unknown-slot",
            corpus,
            statement.iri,
            Message("a {kind} has no slot {name!r}", kind=kind, name=name),
            _slots_hint(allowed),
        )
    for name, value in statement.slots:
        if isinstance(value, NamedNode) and not _exists(value.value, corpus, ontology):
            yield dangling(statement.iri, name, value.value, corpus)
    for iri in statement.evidence:
        quote = corpus.quotes.get(iri)
        if quote is None:
            yield dangling(statement.iri, "evidence", iri, corpus)
        elif quote.source != statement.source:
            message = Message("its evidence {iri} is of another source", iri=curie(iri))
            yield error("foreign-quote", corpus, statement.iri, message, Message("Quote the statement's own source."))
    yield from time_findings(statement, corpus, ontology)
    yield from _value(statement, corpus, ontology)
    yield from _inference(statement, corpus)
    yield from _id(statement, corpus)


def _slots_hint(allowed: frozenset[str]) -> Message:
    return Message("It may have: {allowed}", allowed=tuple(sorted(allowed)))


def _exists(iri: str, corpus: Corpus, ontology: Ontology) -> bool:
    if not iri.startswith(BASE) or iri in ontology.terms:
        return True
    if iri.startswith((PREFIXES["statement"], PREFIXES["quote"], PREFIXES["part"], PREFIXES["source"])):
        return iri in corpus.origins or iri in corpus.quotes or iri in corpus.sources
    return iri in corpus.entities


def _dangling(resource: Resource, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    for key, value in resource.properties:
        if isinstance(value, NamedNode) and not _exists(value.value, corpus, ontology):
            yield dangling(resource.iri, slug(key), value.value, corpus)


def _value(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    printed, value = statement.text("valuePrinted"), statement.text("value")
    if not printed or not value or "value" not in ontology.slots_of(statement.kind):
        return
    try:
        number = _number(value)
        read = printed_value(printed)
    except InvalidOperation:
        yield error(
            "value",
            corpus,
            statement.iri,
            Message("{value!r} is not a number", value=value),
            Message("Write a decimal in the base unit."),
        )
        return
    except TermError:
        message = Message("the printed value {printed!r} is not read by rule; compare it by hand", printed=printed)
        yield finding(
            Severity.NOTE, "value-unread", corpus, statement.iri, message, Message("Nothing, if it is right.")
        )
        return
    bound = slug(statement.text("valueBound"))
    if read.number != number:
        message = Message(
            "the value is {value} but {printed!r} reads {read:f}",
            value=value,
            printed=printed,
            read=read.number.normalize(),
        )
        yield error("value", corpus, statement.iri, message, Message("Correct one of them."))
    elif bound != read.bound:
        message = Message(
            "the bound is {bound} but {printed!r} reads {read}",
            bound=bound or Message("missing"),
            printed=printed,
            read=read.bound,
        )
        yield error(
            "value-bound", corpus, statement.iri, message, Message("Correct kg:valueBound or the printed form.")
        )


def _number(text: str) -> Decimal:
    """Return a plain decimal. Raises `InvalidOperation` for anything else, exponents and NaN included."""
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        raise InvalidOperation
    return Decimal(text)


def _inference(statement: Statement, corpus: Corpus) -> Iterator[Finding]:
    filled = {KG + name for name, _ in statement.slots}
    inferred = statement.values("inferred")
    for value in inferred:
        if value.value not in filled:
            message = Message("{slot} is called inferred but is empty", slot=curie(value.value))
            yield error(
                "inferred-empty", corpus, statement.iri, message, Message("Fill the slot or take the mark away.")
            )
    if inferred and not statement.one("ground"):
        yield error(
            "no-ground", corpus, statement.iri, Message("an inference without its ground"), Message("Add kg:ground.")
        )


_ID: Final = re.compile(r"(?P<key>[a-z0-9]+)-(?P<start>[0-9]{5,})-(?P<kind>[a-z]+)-[0-9a-f]{4,}(?:-[0-9]+)?")


def _id(statement: Statement, corpus: Corpus) -> Iterator[Finding]:
    match = _ID.fullmatch(statement.id)
    source = corpus.sources.get(statement.source)
    if not match or (source and match["key"] != source.text("key")):
        hint = Message("An id is KEY-OFFSET-KIND-HEX, e.g. 002-00266-tenure-1f3a; it is minted once and never changed.")
        yield error("statement-id", corpus, statement.iri, Message("the id is not of this source"), hint)


def _quote(quote: Quote, corpus: Corpus) -> Iterator[Finding]:
    length = quote.end - quote.start
    if length != len(quote.exact):
        message = Message(
            "{start} to {end} are {length} characters, the words are {count}",
            start=quote.start,
            end=quote.end,
            length=length,
            count=len(quote.exact),
        )
        yield error("quote-length", corpus, quote.iri, message, _offsets_hint(quote))
    if not 0 < length <= MAX_QUOTE:
        message = Message("the quote has {length} characters", length=length)
        yield error(
            "quote-long",
            corpus,
            quote.iri,
            message,
            Message("Keep the shortest fragments, 1 to {max_quote} each.", max_quote=MAX_QUOTE),
        )
    source = corpus.sources.get(quote.source)
    wanted = quote_iri(source.text("key"), quote.start, quote.end) if source else quote.iri
    if quote.iri != wanted and length == len(quote.exact):  # by offsets that are wrong nothing is to be named
        of_key = slug(quote.iri).partition("-")[2] == slug(wanted).partition("-")[2]
        name = curie(wanted)
        if of_key:
            message = Message("its name and the key of its source differ")
            hint = Message("Name it {name}, or correct the key of the source.", name=name)
        else:
            message, hint = Message("its name and its offsets differ"), Message("Name it {name}.", name=name)
        yield error("quote-id", corpus, quote.iri, message, hint)
    if source and not _in_a_part(quote, source, corpus):
        message, hint = (
            Message("it lies in no part of its source"),
            Message("Correct its offsets, or add the part in which it is."),
        )
        yield finding(Severity.WARNING, "quote-part", corpus, quote.iri, message, hint)


_NAMED_BY_OFFSETS: Final = re.compile(r".*-([0-9]{5,})-([0-9]{5,})")


def _offsets_hint(quote: Quote) -> Message:
    """Return what to correct in a quote of a wrong length: the offsets, where its name has others that fit."""
    named = _NAMED_BY_OFFSETS.fullmatch(slug(quote.iri))
    start, end = map(int, named.groups()) if named else (0, 0)
    if end - start == len(quote.exact):
        return Message(
            "Its name has {start} to {end}, which fits the words: correct the offsets.", start=start, end=end
        )
    return Message("Correct the offsets or the words.")


def _in_a_part(quote: Quote, source: Resource, corpus: Corpus) -> bool:
    """Say whether a quote lies within a part, or its source lists none whose offsets can be read."""
    spans = corpus.spans(source.iri)
    return not spans or any(start <= quote.start and quote.end <= end for start, end, _ in spans)


def _source(source: Resource, corpus: Corpus) -> Iterator[Finding]:
    if source_graph(source.iri) in FIXED_GRAPHS:
        message = Message("{source!r} is the name of a graph that every store has", source=slug(source.iri))
        hint = Message(
            "Rename folder and source; not allowed: {fixed_graphs}.",
            fixed_graphs=tuple(sorted(map(slug, FIXED_GRAPHS))),
        )
        yield error("source-name", corpus, source.iri, message, hint)
    date = source.text("date")
    if date:
        try:
            bounds(date)
        except TermError as fault:
            yield error("impossible-date", corpus, source.iri, fault.message, fault.hint)
    yield from _parts(source, corpus)


def _parts(source: Resource, corpus: Corpus) -> Iterator[Finding]:
    """Yield parts that end before they start or beyond the article, and those that overlap."""
    parts = sorted(
        (int(p.text("start")), int(p.text("end")), p.iri)
        for ref in source.values("part")
        if (p := corpus.parts.get(ref.value)) and p.text("start").isdecimal() and p.text("end").isdecimal()
    )
    length = source.text(_LENGTH)
    for start, end, iri in parts:
        if start > end:
            message = Message("it starts at {start} and ends at {end}", start=start, end=end)
            yield error(
                "part-span", corpus, iri, message, Message("Correct the offsets: the end comes after the start.")
            )
        elif length.isdecimal() and end > int(length):
            message = Message("it ends at {end}, the article has {length} characters", end=end, length=length)
            yield error("part-span", corpus, iri, message, Message("Correct the end: offsets are code points, from 0."))
    for (_, end, first), (start, _, second) in pairwise(parts):
        if start < end:
            yield error(
                "part-overlap",
                corpus,
                second,
                Message("it overlaps {first}", first=curie(first)),
                Message("Parts do not overlap."),
            )


def _keys(corpus: Corpus) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for iri, source in sorted(corpus.sources.items()):
        key = source.text("key")
        if key in seen:
            yield error(
                "duplicate-key",
                corpus,
                iri,
                Message("the key {key!r} is that of {seen}", key=key, seen=curie(seen[key])),
                Message("Choose another."),
            )
        seen.setdefault(key, iri)


def _unused_entities(corpus: Corpus) -> Iterator[Finding]:
    used = {v.value for s in corpus.statements for _, v in s.slots if isinstance(v, NamedNode)}
    used.update(v.value for s in corpus.sources.values() for _, v in s.properties if not isinstance(v, Literal))
    used.update(iri for j in corpus.judgements for iri in (j.left, j.right))
    for iri in sorted(set(corpus.entities) - used):
        message = Message("no statement mentions this entity")
        yield finding(
            Severity.WARNING, "entity-unused", corpus, iri, message, Message("Delete it, or code what mentions it.")
        )
