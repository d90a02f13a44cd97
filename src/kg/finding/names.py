"""The names of things that are known by their IRI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.store import Store, rows
from kg.terms.namespaces import KG, SKOS, STANDARD
from kg.terms.tags import LATIN

_AT_ONCE: Final = 500
_SOUNDS: Final = (
    f"SELECT ?x ?sound WHERE {{{{ VALUES ?x {{{{ {{iris}} }}}} ?x <{KG}pinyin> ?sound }}}} ORDER BY ?x ?sound"
)


def labels(iris: Sequence[str], store: Store, language: str = "zh") -> dict[str, str]:
    """Return the label of each IRI that has one; the other language, then the Latin spelling, stand in."""
    wanted = {"zh": ("zh", "en", LATIN), "en": ("en", LATIN, "zh")}[language]
    found: dict[str, dict[str, str]] = {}
    for values in chunks(iris):
        sparql = (
            f"SELECT ?x ?label WHERE {{ VALUES ?x {{ {values} }} "
            f"?x <{SKOS}prefLabel>|<{STANDARD['rdfs']}label> ?label }} ORDER BY ?x ?label"
        )
        for row in rows(store, sparql):
            found.setdefault(row["x"].value, {}).setdefault(row["label"].language or "", row["label"].value)
    return {
        iri: next((texts[tag] for tag in wanted if tag in texts), next(iter(texts.values())))
        for iri, texts in found.items()
    }


def sounds(iris: Iterable[str], store: Store) -> dict[str, str]:
    """Return the pinyin of the Chinese label of each IRI, as the build wrote it; what has none is left out."""
    found: dict[str, str] = {}
    for values in chunks(iris):
        for row in rows(store, _SOUNDS.format(iris=values)):
            found.setdefault(row["x"].value, row["sound"].value)
    return found


def chunks(iris: Iterable[str]) -> Iterator[str]:
    """Yield some hundred IRIs at a time, sorted, as a VALUES clause lists them."""
    ordered = sorted(set(iris))
    for at in range(0, len(ordered), _AT_ONCE):
        yield " ".join(f"<{iri}>" for iri in ordered[at : at + _AT_ONCE])
