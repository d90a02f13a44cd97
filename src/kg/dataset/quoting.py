"""From words to a quote with its offsets, as `statements.ttl` holds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.dataset.encodings import conversion
from kg.dataset.texts import Text, unconverted
from kg.dataset.turtle import turtle
from kg.errors import Message, UsageError
from kg.model import Corpus, Quote, Resource, quote_iri
from kg.rdf import quote_facts
from kg.terms.namespaces import slug

LONGEST: Final = 60
_AROUND: Final = 12


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the words stand: its quotes (several where a line break divides the words), line and context."""

    quotes: tuple[Quote, ...]
    line: int
    context: str

    def turtle(self) -> str:
        """Return the quotes as blocks of Turtle."""
        return turtle(fact for quote in self.quotes for fact in quote_facts(quote))


def find_source(name: str, corpus: Corpus) -> Resource:
    """Return the source with this slug, key or id. Raises `UsageError` with those that there are."""
    for iri, source in corpus.sources.items():
        if name in {slug(iri), source.text("key"), f"source:{slug(iri)}", iri}:
            return source
    raise UsageError(
        Message("no source is called {name!r}", name=name),
        Message("One of: {known}", known=tuple(sorted(map(slug, corpus.sources)))),
    )


def occurrences(words: str, source: Resource, texts: Mapping[str, Text]) -> tuple[Occurrence, ...]:
    """Return every place of an article where words stand, in order; line breaks and blanks may divide them.

    Raises `UsageError` when the article is not at hand or does not have the words, and when a piece is longer than 60
    code points.
    """
    checksum = source.text("sha256")
    text, foreign = texts.get(checksum), unconverted(checksum, (), texts)
    if foreign:
        message = Message(
            "the article of {source}, {path}, is {encoding}, not UTF-8",
            source=slug(source.iri),
            path=foreign.path,
            encoding=foreign.encoding,
        )
        raise UsageError(message, conversion(foreign.encoding, foreign.path))
    if text is None:
        raise UsageError(
            Message("the article of {source} is not at hand", source=slug(source.iri)),
            Message("Name its folder with --texts, or set KG_TEXTS."),
        )
    wanted = "".join(words.split())
    if not wanted:
        raise UsageError(
            Message("there are no words to find"), Message('Give them in quotation marks: kg quote SOURCE "WORDS"')
        )
    found = tuple(_occurrence(match, source, text.content) for match in _divided(wanted).finditer(text.content))
    if not found:
        _refuse_other_marks(wanted, source, text.content)
        raise UsageError(
            Message("{source} does not have the words {words!r}", source=slug(source.iri), words=words),
            Message("Copy them from the article's text."),
        )
    longest = max(quote.end - quote.start for one in found for quote in one.quotes)
    if longest > LONGEST:
        raise UsageError(
            Message("a quote has {longest} characters, more than {most}", longest=longest, most=LONGEST),
            Message("Quote the shortest span that says it."),
        )
    return found


def _divided(words: str) -> re.Pattern[str]:
    """Return the pattern of words that line breaks and blanks may divide."""
    return re.compile(r"\s*".join(map(re.escape, words)))


def _refuse_other_marks(words: str, source: Resource, text: str) -> None:
    """Raise `UsageError` when an article has words with other punctuation, with the words as it has them."""
    match = _divided(words.translate(_PLAIN)).search(text.translate(_PLAIN))
    if match:
        printed = "".join(text[match.start() : match.end()].split())
        message = Message(
            "{source} has the words with other punctuation: {printed}", source=slug(source.iri), printed=printed
        )
        raise UsageError(message, Message("Give them as they are printed; full-width and half-width marks differ."))


class _Plain(dict[int, int]):
    """For `str.translate`: the half-width mark or character that is meant by another, one for one."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFKC", chr(code))
        found = self[code] = ord(plain) if len(plain) == 1 else code
        return found


_PLAIN: Final = _Plain(
    {
        ord(mark): ord(plain)
        for marks, plain in (("“”„「」『』〝〞", '"'), ("‘’", "'"), ("。｡", "."), ("、", ","), ("—–‑−", "-"))
        for mark in marks
    }
)


def _occurrence(match: re.Match[str], source: Resource, text: str) -> Occurrence:
    pieces = re.finditer(r"[^\r\n]+", match[0])
    spans = [(match.start() + p.start(), match.start() + p.end()) for p in pieces]
    trimmed = [_trimmed(start, end, text) for start, end in spans]
    key = source.text("key")
    quotes = tuple(
        Quote(quote_iri(key, start, end), source.iri, start, end, text[start:end])
        for start, end in trimmed
        if start < end
    )
    context = text[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
    return Occurrence(quotes, text.count("\n", 0, match.start()) + 1, " ".join(context.split()))


def _trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    """Return a span without the blanks at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
