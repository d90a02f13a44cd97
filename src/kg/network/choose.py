"""The options by which `kg graph` and `kg network` choose statements, and the selection that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Final

from kg.errors import UsageError
from kg.finding.find import Lookup
from kg.model import Corpus
from kg.network import Selection
from kg.network.projections import AnyGraph
from kg.ontology import Ontology
from kg.terms.namespaces import KG, slug
from kg.terms.time import YearRange, years_range

_MOST_NAMES: Final = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a command line chose, as typed."""

    kinds: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    years: YearRange = ""
    sources: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ("actual",)
    types: tuple[str, ...] = ()
    stated_only: bool = False
    undated: bool = False

    @classmethod
    def of(cls, **given: object) -> Chosen:
        """Return what was chosen by name. Raises `UsageError` for a name that is not one of the fields."""
        known = {field.name for field in fields(cls)}
        unknown = sorted(given.keys() - known)
        if unknown:
            raise UsageError(f"nothing is chosen by {unknown[0]!r}", "One of: " + ", ".join(sorted(known)))
        return cls(**given)  # type: ignore[arg-type]


def selection_of(chosen: Chosen, corpus: Corpus, ontology: Ontology, lookup: Lookup) -> Selection:
    """Return the selection that a command line means. Raises `UsageError` for names and years that cannot be."""
    modalities = {slug(iri): _labels(ontology, iri) for iri in ontology.instances("Modality")}
    kinds = {kind.slug: _labels(ontology, KG + name) for name, kind in ontology.kinds.items()}
    sources = {slug(iri): (s.text("key"), s.label()) for iri, s in corpus.sources.items()}
    types = {name: _labels(ontology, KG + name) for name in ontology.entity_classes}
    return Selection(
        kinds=_all_of("kind of statement", chosen.kinds, kinds),
        capacities=frozenset(slug(iri) for text in chosen.capacities for iri in _capacities(text, ontology, lookup)),
        years=years_range(chosen.years),
        sources=_all_of("source", chosen.sources, sources),
        modalities=frozenset() if "all" in chosen.modalities else _all_of("modality", chosen.modalities, modalities),
        types=_all_of("class of nodes", chosen.types, types),
        stated_only=chosen.stated_only,
        undated=chosen.undated,
    )


def _labels(ontology: Ontology, iri: str) -> tuple[str, str]:
    return ontology.label(iri), ontology.label(iri, "en")


def _all_of(what: str, given: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(_one_of(what, text, known) for text in given)


def _one_of(what: str, text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """Return the name that a text means: itself, or one of its labels, whatever the case."""
    found = [name for name, labels in known.items() if text.casefold() in {t.casefold() for t in (name, *labels)}]
    if found:
        return found[0]
    near = get_close_matches(text, known, n=5, cutoff=0) if len(known) > _MOST_NAMES else sorted(known)
    raise UsageError(f"there is no {what} {text!r}", "One of: " + ", ".join(near))


def _capacities(text: str, ontology: Ontology, lookup: Lookup) -> frozenset[str]:
    return ontology.members(text) or ontology.with_narrower(lookup.one(text, ("Capacity",)).iri)


def left_out_lines(graph: AnyGraph) -> tuple[str, ...]:
    """Return what a network does not show and why, a line each; none where it shows everything."""
    told = [f"  {reason}: {number}" for reason, number in graph.graph.get("left_out", ())]
    if graph.graph.get("cut"):
        told.append(f"  超出上限 over the limit: {graph.graph['cut']}")
    return ("未列入 left out (记载数 statements, 除另注明 unless said otherwise):", *told) if told else ()
