"""Quotes held against the articles, where the articles are at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.dataset.encodings import conversion
from kg.dataset.texts import UTF_8, Text, has_words_of, unconverted
from kg.errors import Finding, Message, Severity, sentences
from kg.model import Corpus, Quote, Resource, quote_iri
from kg.terms.namespaces import curie

MAX_COVERED: Final = 0.70
_KEY: Final = "key"


def evidence_findings(corpus: Corpus, texts: Mapping[str, Text]) -> Iterator[Finding]:
    """Yield a finding for each quote that is not in its article at its place, and one a source on its coverage."""
    by_source: dict[str, list[Quote]] = defaultdict(list)
    for quote in corpus.quotes.values():
        by_source[quote.source].append(quote)
    for iri, source in sorted(corpus.sources.items()):
        quotes = by_source[iri]
        checksum = source.text("sha256")
        text = texts.get(checksum)
        if text is None or text.encoding != UTF_8:
            yield _without_text(source, checksum, quotes, corpus, texts)
            continue
        yield from _length(source, text, corpus)
        wrong = [quote for quote in quotes if text.content[quote.start : quote.end] != quote.exact]
        yield from (_misquoted(quote, text, corpus) for quote in wrong)
        yield _coverage(source, quotes, len(wrong), text, corpus)


def _without_text(
    source: Resource, checksum: str, quotes: Sequence[Quote], corpus: Corpus, texts: Mapping[str, Text]
) -> Finding:
    where = corpus.origin(source.iri)
    words = [quote.exact for quote in quotes]
    foreign = unconverted(checksum, words, texts)
    if foreign:
        message = Message(
            "{source}: {path} is {encoding}, not UTF-8; {quotes}",
            source=curie(source.iri),
            path=foreign.path,
            encoding=foreign.encoding,
            quotes=_unverified(quotes),
        )
        convert = conversion(foreign.encoding, foreign.path)
        hint = sentences(convert, Message("Offsets, length and checksum are those of the UTF-8 file."))
        return Finding(Severity.ERROR, "text-encoding", where, message, hint)
    for text in texts.values():
        if has_words_of(words, text):
            message = Message(
                "{source}: {path} has its words but another SHA-256: the article was changed",
                source=curie(source.iri),
                path=text.path,
            )
            hint = Message("Put the article as it was coded back; a new edition is a new source.")
            return Finding(Severity.ERROR, "text-changed", where, message, hint)
    message = Message(
        "{source}: the article is not at hand, {quotes}",
        source=curie(source.iri),
        quotes=_unverified(quotes),
    )
    return Finding(Severity.NOTE, "text-absent", where, message, Message("Name its folder with KG_TEXTS or --texts."))


def _unverified(quotes: Sequence[Quote]) -> Message:
    count = len(quotes)
    return Message.counted("{count} quote was not verified", "{count} quotes were not verified", count=count)


def _length(source: Resource, text: Text, corpus: Corpus) -> Iterator[Finding]:
    if source.text("length") != str(len(text.content)):
        message = Message(
            "{source}: the length is given as {given}, it is {count}",
            source=curie(source.iri),
            given=source.text("length"),
            count=len(text.content),
        )
        yield Finding(Severity.ERROR, "text-length", corpus.origin(source.iri), message, Message("Correct kg:length."))


def _misquoted(quote: Quote, text: Text, corpus: Corpus) -> Finding:
    places: list[Message] = []
    at = first = text.content.find(quote.exact)
    while at >= 0 and len(places) < 3:  # noqa: PLR2004 - enough to choose from
        places.append(Message("{start} to {end}", start=at, end=at + len(quote.exact)))
        at = text.content.find(quote.exact, at + 1)
    if places:
        message, hint = Message("the words stand elsewhere in the article"), _at(places)
        named = quote_iri(corpus.sources[quote.source].text(_KEY), first, first + len(quote.exact))
        if len(places) == 1 and named != quote.iri:
            hint = sentences(hint, Message("Name it {name}.", name=curie(named)))
    else:
        there = text.content[quote.start : quote.end][:60]
        message = Message("the words are not in the article")
        hint = Message("At {start} to {end} it has: {there!r}", start=quote.start, end=quote.end, there=there)
    return Finding(
        Severity.ERROR,
        "quote-text",
        corpus.origin(quote.iri),
        Message("{quote}: {said}", quote=curie(quote.iri), said=message),
        hint,
    )


def _at(places: Sequence[Message]) -> Message:
    named, *others = places
    for other in others:
        named = Message("{before}, or at {after}", before=named, after=other)
    return Message("They are at {places}.", places=named)


def _coverage(source: Resource, quotes: Sequence[Quote], wrong: int, text: Text, corpus: Corpus) -> Finding:
    covered = {n for quote in quotes for n in range(max(quote.start, 0), min(quote.end, len(text.content)))}
    share = len(covered) / max(len(text.content), 1)
    right = len(quotes) - wrong
    told = {"source": curie(source.iri), "share": share, "all": len(quotes)}
    if wrong:
        message = Message(
            "{source}: {right} of {all} quotes verified, they cover {share:.0%} of the article", right=right, **told
        )
    else:
        message = Message.counted(
            "{source}: {count} quote verified, it covers {share:.0%} of the article",
            "{source}: {count} quotes verified, they cover {share:.0%} of the article",
            count=right,
            **told,
        )
    if share > MAX_COVERED:
        hint = Message(
            "Keep to {max_covered:.0%}: quote the shortest fragments, not the article in pieces.",
            max_covered=MAX_COVERED,
        )
        return Finding(Severity.ERROR, "quoted-too-much", corpus.origin(source.iri), message, hint)
    return Finding(Severity.NOTE, "text-verified", corpus.origin(source.iri), message, Message("Nothing to do."))
