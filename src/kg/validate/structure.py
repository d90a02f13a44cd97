"""What must hold of ids, references, slots, times and values, whatever the words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import Finding, Severity, TermError
from kg.model import Corpus, Judgement, Quote, Resource, Statement, quote_iri
from kg.ontology import Ontology
from kg.terms.namespaces import (
    BASE,
    CONCEPT_PREFIXES,
    ENTITY_PREFIXES,
    FIXED_GRAPHS,
    KG,
    PREFIXES,
    curie,
    local_name,
    prefix_of,
    slug,
    source_graph,
)
from kg.terms.time import bounds
from kg.terms.values import printed_value
from kg.validate.times import time_findings

MAX_QUOTE: Final = 60


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
            yield _finding(
                Severity.WARNING, "quote-unused", corpus, quote.iri, "no statement uses this quote", "Delete it."
            )
    yield from _judgements(corpus, ontology)
    yield from _keys(corpus)
    yield from _unused_entities(corpus)


def _finding(severity: Severity, code: str, corpus: Corpus, iri: str, message: str, hint: str) -> Finding:
    return Finding(severity, code, corpus.origin(iri), f"{curie(iri)}: {message}", hint)


def _error(code: str, corpus: Corpus, iri: str, message: str, hint: str) -> Finding:
    return _finding(Severity.ERROR, code, corpus, iri, message, hint)


def _statement(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    allowed = ontology.slots_of(statement.kind)
    for name in sorted({name for name, _ in statement.slots} - allowed):
        kind = ontology.kinds[statement.kind].slug
        yield _error("unknown-slot", corpus, statement.iri, f"a {kind} has no slot {name!r}", _slots_hint(allowed))
    for name, value in statement.slots:
        if isinstance(value, NamedNode) and not _exists(value.value, corpus, ontology):
            yield _dangling_finding(statement.iri, name, value.value, corpus)
    for iri in statement.evidence:
        quote = corpus.quotes.get(iri)
        if quote is None:
            yield _dangling_finding(statement.iri, "evidence", iri, corpus)
        elif quote.source != statement.source:
            message = f"its evidence {curie(iri)} is of another source"
            yield _error("foreign-quote", corpus, statement.iri, message, "Quote the statement's own source.")
    yield from time_findings(statement, corpus, ontology)
    yield from _value(statement, corpus, ontology)
    yield from _inference(statement, corpus)
    yield from _id(statement, corpus)


def _slots_hint(allowed: frozenset[str]) -> str:
    return "It may have: " + ", ".join(sorted(allowed))


def _exists(iri: str, corpus: Corpus, ontology: Ontology) -> bool:
    if not iri.startswith(BASE) or iri in ontology.terms:
        return True
    if iri.startswith((PREFIXES["statement"], PREFIXES["quote"], PREFIXES["part"], PREFIXES["source"])):
        return iri in corpus.origins or iri in corpus.quotes or iri in corpus.sources
    return iri in corpus.entities


def _dangling(resource: Resource, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    for key, value in resource.properties:
        if isinstance(value, NamedNode) and not _exists(value.value, corpus, ontology):
            yield _dangling_finding(resource.iri, slug(key), value.value, corpus)


def _dangling_finding(iri: str, name: str, target: str, corpus: Corpus) -> Finding:
    if prefix_of(target) in CONCEPT_PREFIXES:
        hint = "List the words there are with: kg query vocabulary --all. Your own go into graph_data/vocab/words.ttl."
    else:
        folder = "entities" if prefix_of(target) in ENTITY_PREFIXES else "sources"
        hint = f"Describe {curie(target)} in a file of graph_data/{folder}/, or correct the name."
    return _error("dangling-id", corpus, iri, f"{name} points to {curie(target)}, which does not exist", hint)


def _value(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    printed, value = statement.text("valuePrinted"), statement.text("value")
    if not printed or not value or "value" not in ontology.slots_of(statement.kind):
        return
    try:
        number = _number(value)
        read = printed_value(printed)
    except InvalidOperation:
        yield _error("value", corpus, statement.iri, f"{value!r} is not a number", "Write a decimal in the base unit.")
        return
    except TermError:
        message = f"the printed value {printed!r} is not read by rule; compare it by hand"
        yield _finding(Severity.NOTE, "value-unread", corpus, statement.iri, message, "Nothing, if it is right.")
        return
    bound = slug(statement.text("valueBound"))
    if read.number != number:
        message = f"the value is {value} but {printed!r} reads {read.number.normalize():f}"
        yield _error("value", corpus, statement.iri, message, "Correct one of them.")
    elif bound != read.bound:
        message = f"the bound is {bound or 'missing'} but {printed!r} reads {read.bound}"
        yield _error("value-bound", corpus, statement.iri, message, "Correct kg:valueBound or the printed form.")


def _number(text: str) -> Decimal:
    """Return a plain decimal. Raises `InvalidOperation` for anything else, exponents and NaN included."""
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        raise InvalidOperation
    return Decimal(text)


def _inference(statement: Statement, corpus: Corpus) -> Iterator[Finding]:
    filled = {KG + name for name, _ in statement.slots}
    for value in statement.values("inferred"):
        if value.value not in filled:
            message = f"{curie(value.value)} is called inferred but is empty"
            yield _error("inferred-empty", corpus, statement.iri, message, "Fill the slot or take the mark away.")
    if statement.one("inferred") and not statement.one("ground"):
        yield _error("no-ground", corpus, statement.iri, "an inference without its ground", "Add kg:ground.")


_ID: Final = re.compile(r"(?P<key>[a-z0-9]+)-(?P<start>[0-9]{5,})-(?P<kind>[a-z]+)-[0-9a-f]{4,}(?:-[0-9]+)?")


def _id(statement: Statement, corpus: Corpus) -> Iterator[Finding]:
    match = _ID.fullmatch(statement.id)
    source = corpus.sources.get(statement.source)
    if not match or (source and match["key"] != source.text("key")):
        hint = "An id is KEY-OFFSET-KIND-HEX, e.g. 002-00266-tenure-1f3a; it is minted once and never changed."
        yield _error("statement-id", corpus, statement.iri, "the id is not of this source", hint)


def _quote(quote: Quote, corpus: Corpus) -> Iterator[Finding]:
    length = quote.end - quote.start
    if length != len(quote.exact):
        message = f"{quote.start} to {quote.end} are {length} characters, the words are {len(quote.exact)}"
        yield _error("quote-length", corpus, quote.iri, message, "Correct the offsets or the words.")
    if not 0 < length <= MAX_QUOTE:
        message = f"the quote has {length} characters"
        yield _error("quote-long", corpus, quote.iri, message, f"Keep the shortest fragments, 1 to {MAX_QUOTE} each.")
    source = corpus.sources.get(quote.source)
    if source and quote.iri != quote_iri(source.text("key"), quote.start, quote.end):
        wanted = curie(quote_iri(source.text("key"), quote.start, quote.end))
        yield _error("quote-id", corpus, quote.iri, "its name and its offsets differ", f"Name it {wanted}.")


def _source(source: Resource, corpus: Corpus) -> Iterator[Finding]:
    if source_graph(source.iri) in FIXED_GRAPHS:
        message = f"{slug(source.iri)!r} is the name of a graph that every store has"
        hint = f"Rename folder and source; not allowed: {', '.join(sorted(map(slug, FIXED_GRAPHS)))}."
        yield _error("source-name", corpus, source.iri, message, hint)
    date = source.text("date")
    if date:
        try:
            bounds(date)
        except TermError as error:
            yield _error("impossible-date", corpus, source.iri, error.message, error.hint)
    parts = sorted(
        (int(p.text("start")), int(p.text("end")), p.iri)
        for ref in source.values("part")
        if (p := corpus.parts.get(ref.value)) and p.text("start").isdecimal() and p.text("end").isdecimal()
    )
    for (_, end, first), (start, _, second) in pairwise(parts):
        if start < end:
            yield _error("part-overlap", corpus, second, f"it overlaps {curie(first)}", "Parts do not overlap.")


def _keys(corpus: Corpus) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for iri, source in sorted(corpus.sources.items()):
        key = source.text("key")
        if key in seen:
            yield _error(
                "duplicate-key", corpus, iri, f"the key {key!r} is that of {curie(seen[key])}", "Choose another."
            )
        seen.setdefault(key, iri)


def _judgements(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    seen: set[str] = set()
    for judgement in corpus.judgements:
        if judgement.iri in seen:
            yield _error("duplicate-id", corpus, judgement.iri, "an earlier row has this id", "Choose another.")
        seen.add(judgement.iri)
        yield from _judgement_cells(judgement, corpus, ontology)
        for iri in (judgement.left, judgement.right):
            if iri not in corpus.origins and iri not in corpus.entities:
                yield _dangling_finding(judgement.iri, judgement.verdict, iri, corpus)


_VERDICTS: Final = "One of: sameAs, differentFrom, agreesWith, contradicts, unresolved."
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _judgement_cells(judgement: Judgement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a finding for each cell of a judgement that is missing or cannot be what it says."""
    if local_name(slug(judgement.iri)) != slug(judgement.iri):
        yield _error("judgement-row", corpus, judgement.iri, "the id is no name", "Use digits and letters.")
    if KG + str(judgement.verdict) not in ontology.terms:
        message = f"the verdict {judgement.verdict or '(none)'!r} is not a term of the ontology"
        yield _error("judgement-row", corpus, judgement.iri, message, _VERDICTS)
    if not _DAY.fullmatch(judgement.judged_on or "") or not _is_date(judgement.judged_on):
        message = f"judged_on {judgement.judged_on or '(none)'!r} is not a day"
        yield _error("impossible-date", corpus, judgement.iri, message, "Write YYYY-MM-DD.")
    if not judgement.judged_by or not judgement.reason:
        message = "judged_by or reason is missing"
        yield _error("judgement-row", corpus, judgement.iri, message, "Say who judged, and why.")


def _is_date(text: str) -> bool:
    try:
        bounds(text)
    except TermError:
        return False
    return True


def _unused_entities(corpus: Corpus) -> Iterator[Finding]:
    used = {v.value for s in corpus.statements for _, v in s.slots if isinstance(v, NamedNode)}
    used.update(v.value for s in corpus.sources.values() for _, v in s.properties if not isinstance(v, Literal))
    used.update(iri for j in corpus.judgements for iri in (j.left, j.right))
    for iri in sorted(set(corpus.entities) - used):
        message = "no statement mentions this entity"
        yield _finding(Severity.WARNING, "entity-unused", corpus, iri, message, "Delete it, or code what mentions it.")
