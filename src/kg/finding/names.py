"""The names of things that are known by their IRI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.store import Store, rows
from kg.terms.namespaces import SKOS, STANDARD

_LABELS_AT_ONCE: Final = 500


def labels(iris: Sequence[str], store: Store, language: str = "zh") -> dict[str, str]:
    """Return the label of each IRI that has one; the other language, then the Latin spelling, stand in."""
    wanted = {"zh": ("zh", "en", "zh-latn"), "en": ("en", "zh-latn", "zh")}[language]
    found: dict[str, dict[str, str]] = {}
    ordered = sorted(set(iris))
    for at in range(0, len(ordered), _LABELS_AT_ONCE):
        values = " ".join(f"<{iri}>" for iri in ordered[at : at + _LABELS_AT_ONCE])
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
