"""Quotes held against the articles, where the articles are at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.dataset.encodings import conversion
from kg.dataset.texts import UTF_8, Text, has_words_of, unconverted
from kg.errors import Finding, Severity
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
        unverified = f"{_counted(len(quotes))} not verified"
        message = f"{curie(source.iri)}: {foreign.path} is {foreign.encoding}, not UTF-8; {unverified}"
        convert = conversion(foreign.encoding, foreign.path)
        hint = f"{convert}. Offsets, length and checksum are those of the UTF-8 file."
        return Finding(Severity.ERROR, "text-encoding", where, message, hint)
    for text in texts.values():
        if has_words_of(words, text):
            message = f"{curie(source.iri)}: {text.path} has its words but another SHA-256: the article was changed"
            hint = "Put the article as it was coded back; a new edition is a new source."
            return Finding(Severity.ERROR, "text-changed", where, message, hint)
    message = f"{curie(source.iri)}: the article is not at hand, {_counted(len(quotes))} not verified"
    return Finding(Severity.NOTE, "text-absent", where, message, "Name its folder with KG_TEXTS or --texts.")


def _counted(number: int) -> str:
    return f"{number} quote{' was' if number == 1 else 's were'}"


def _length(source: Resource, text: Text, corpus: Corpus) -> Iterator[Finding]:
    if source.text("length") != str(len(text.content)):
        message = f"{curie(source.iri)}: the length is given as {source.text('length')}, it is {len(text.content)}"
        yield Finding(Severity.ERROR, "text-length", corpus.origin(source.iri), message, "Correct kg:length.")


def _misquoted(quote: Quote, text: Text, corpus: Corpus) -> Finding:
    places: list[str] = []
    at = first = text.content.find(quote.exact)
    while at >= 0 and len(places) < 3:  # noqa: PLR2004 - enough to choose from
        places.append(f"{at} to {at + len(quote.exact)}")
        at = text.content.find(quote.exact, at + 1)
    if places:
        message, hint = "the words stand elsewhere in the article", "They are at " + ", or at ".join(places) + "."
        named = quote_iri(corpus.sources[quote.source].text(_KEY), first, first + len(quote.exact))
        hint += f" Name it {curie(named)}." if len(places) == 1 and named != quote.iri else ""
    else:
        there = text.content[quote.start : quote.end][:60]
        message, hint = "the words are not in the article", f"At {quote.start} to {quote.end} it has: {there!r}"
    return Finding(Severity.ERROR, "quote-text", corpus.origin(quote.iri), f"{curie(quote.iri)}: {message}", hint)


def _coverage(source: Resource, quotes: Sequence[Quote], wrong: int, text: Text, corpus: Corpus) -> Finding:
    covered = {n for quote in quotes for n in range(max(quote.start, 0), min(quote.end, len(text.content)))}
    share = len(covered) / max(len(text.content), 1)
    right = f"{len(quotes) - wrong} of {len(quotes)}" if wrong else f"{len(quotes)}"
    are = "quote verified, it covers" if right == "1" else "quotes verified, they cover"
    message = f"{curie(source.iri)}: {right} {are} {share:.0%} of the article"
    if share > MAX_COVERED:
        hint = f"Keep to {MAX_COVERED:.0%}: quote the shortest fragments, not the article in pieces."
        return Finding(Severity.ERROR, "quoted-too-much", corpus.origin(source.iri), message, hint)
    return Finding(Severity.NOTE, "text-verified", corpus.origin(source.iri), message, "Nothing to do.")
