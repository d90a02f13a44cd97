"""Formats: their media types, short names, and which one a client wants (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.errors.message import LANGUAGES

SOLUTIONS: Final = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
TRIPLES: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
    "application/n-quads": "nquads",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
_SHORT: Final = {
    "json": "json",
    "srj": "json",
    "xml": "xml",
    "srx": "xml",
    "csv": "csv",
    "tsv": "tsv",
    "ttl": "turtle",
    "turtle": "turtle",
    "nt": "ntriples",
    "ntriples": "ntriples",
    "n-triples": "ntriples",
    "trig": "trig",
    "nq": "nquads",
    "nquads": "nquads",
    "n-quads": "nquads",
    "jsonld": "jsonld",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdfxml": "rdfxml",
}
# a short name that both sorts of answers have
_TWIN: Final = {"json": "jsonld", "xml": "rdfxml"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type to call it by; both empty where none will do."""

    name: str = ""
    media_type: str = ""

    @property
    def content_type(self) -> str:
        """The header's value: texts say their encoding."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client wants of solutions, and what of triples."""

    solutions: Choice
    triples: Choice

    def of(self, name: str) -> Choice:
        """Return the choice for a format that was given."""
        return self.solutions if self.solutions.name == name else self.triples


@lru_cache(maxsize=512)
def wanted(accept: str, named: str = "") -> Wanted | None:
    """Return the formats of an Accept header; `named`, a short name or a media type, goes before it.

    None for a name that is unknown.
    """
    if not named:
        return Wanted(_best(accept, SOLUTIONS), _best(accept, TRIPLES))
    if named in SOLUTIONS or named in TRIPLES:
        return Wanted(
            *(Choice(known.get(named, ""), named if named in known else "") for known in (SOLUTIONS, TRIPLES))
        )
    name = _SHORT.get(named.lower())
    if name is None:
        return None
    twin = _TWIN.get(name, name)
    return Wanted(_called(name, SOLUTIONS), _called(twin, TRIPLES))


def language_wanted(accept: str) -> str:
    """Return `zh` or `en`: the one that an Accept-Language header prefers, English without one."""
    asked = sorted(_ranges(accept), key=lambda each: -each[1])
    return next((name[:2] for name, weight in asked if weight and name[:2] in LANGUAGES), "en")


@lru_cache(maxsize=512)
def wanted_triples(accept: str, named: str = "") -> Choice:
    """Return the format for a graph; an empty choice where none will do."""
    found = wanted(accept, named)
    return found.triples if found else Choice()


def _called(name: str, known: Mapping[str, str]) -> Choice:
    media_type = next((each for each, format_name in known.items() if format_name == name), "")
    return Choice(name if media_type else "", media_type)


def _best(accept: str, known: Mapping[str, str]) -> Choice:
    """Return the best of some formats: by weight, then by how exactly it is named, then by our own order."""
    ranges = list(_ranges(accept or "*/*"))
    best, chosen = (0.0, 0), Choice()
    for media_type, name in known.items():
        exact, weight = max((_fit(media_type, asked), weight) for asked, weight in [*ranges, ("", 0.0)])
        if weight and exact >= 0 and (weight, exact) > best:
            best, chosen = (weight, exact), Choice(name, media_type)
    return chosen


def _fit(media_type: str, asked: str) -> int:
    """Return 2 for a media type that is named, 1 for its kind, 0 for anything, -1 for another."""
    kind = media_type.partition("/")[0]
    return {media_type: 2, f"{kind}/*": 1, "*/*": 0}.get(asked, -1)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            yield name, min(max(float(weight), 0.0), 1.0)
        except ValueError:
            yield name, 0.0
