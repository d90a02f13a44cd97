"""How a network is chosen: by words as they are typed or given in Python, and the selection that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Final, Self

from kg.document.words import in_words
from kg.errors import NOTHING, Message, UsageError, sentences
from kg.finding.find import Lookup
from kg.network.edges import AnyGraph, LeftOut, Pair, left_out_as, left_out_of
from kg.network.selection import Selection
from kg.ontology import Ontology
from kg.reading.roles import byline_roles
from kg.reading.totals import SourceTotals
from kg.terms.namespaces import KG, SKOS, slug
from kg.terms.time import YearRange, years_range

_NEAREST: Final = 5
_MOST_NAMES: Final = 12
_EVERY: Final = "all"
ANY_PART: Final = "any"
_LEFT_OUT: Final = (
    "未列入（记载数，另有注明者除外）：",
    "Left out (number of statements, unless another unit is named):",
)
_CUT: Final = ("超出上限的节点", "nodes over the limit")
Words = str | Iterable[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, as typed: see `Selection` for what each means."""

    kinds: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    years: YearRange = ""
    sources: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ("actual",)
    types: tuple[str, ...] = ()
    stated_only: bool = False
    undated: bool = False
    bylines: bool = False

    @classmethod
    def of(cls, **given: object) -> Self:
        """Return what was chosen by name; where several words fit, one text will do.

        Raises `UsageError` for a name that is not one of the fields, and for what is not text.
        """
        defaults = {field.name: field.default for field in fields(cls)}
        for name, value in given.items():
            if name not in defaults:
                raise UsageError(
                    Message("nothing is chosen by {name!r}", name=name), _nearest(name, {n: (n,) for n in defaults})
                )
            if isinstance(defaults[name], tuple):
                given[name] = _words(name, value)
            elif isinstance(defaults[name], bool) and not isinstance(value, bool):
                raise UsageError(
                    Message("{name}={value!r} is neither True nor False", name=name, value=value),
                    Message("Write {name}=True.", name=name),
                )
        return cls(**given)  # type: ignore[arg-type]


def _words(name: str, value: object) -> tuple[str, ...]:
    """Return one text or several as a tuple."""
    words = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else (value,)
    for word in words:
        if not isinstance(word, str):
            raise UsageError(
                Message("{name} has {word!r}, which is not a word", name=name, word=word),
                Message("Write {name}='...' or a list of texts.", name=name),
            )
    return words


def selection_of(chosen: Chosen, sources: Iterable[SourceTotals], ontology: Ontology, lookup: Lookup) -> Selection:
    """Return the selection that is meant. Raises `UsageError` for words that mean nothing, with the nearest that do."""
    modalities = {slug(iri): _labels(ontology, iri) for iri in ontology.instances("Modality")}
    kinds = {kind.slug: _labels(ontology, KG + name) for name, kind in ontology.kinds.items()}
    types = {name: _labels(ontology, KG + name) for name in ontology.entity_classes}
    capacities = {slug(iri): _labels(ontology, iri) for iri in ontology.instances("Capacity")}
    roles = {slug(iri): _labels(ontology, iri) for iri in byline_roles(ontology)}
    sets = _sets(ontology)
    wanted_sets = [found for text in chosen.capacities for found in (_meant(text, sets),) if found]
    others = [text for text in chosen.capacities if not _meant(text, sets)]
    return Selection(
        kinds=_all_of(Message("kind of statement"), chosen.kinds, kinds),
        capacities=frozenset(slug(iri) for text in others for iri in _capacities(text, sets, ontology, lookup)),
        counted_in=frozenset(name for wanted in wanted_sets for name in _up_to(wanted, sets)),
        years=years_range(chosen.years),
        sources=_all_of(Message("source"), chosen.sources, {slug(s.iri): (s.key, s.title) for s in sources}),
        modalities=frozenset()
        if _EVERY in chosen.modalities
        else _all_of(Message("modality"), chosen.modalities, {**modalities, _EVERY: ("全部", _EVERY)}),
        types=frozenset(class_of(text, ontology) for text in chosen.types),
        stated_only=chosen.stated_only,
        undated=chosen.undated,
        in_sets=frozenset(slug(iri) for wanted in wanted_sets for iri in ontology.members(wanted)),
        bylines=frozenset() if chosen.bylines else frozenset(roles),
        names={**capacities, **kinds, **modalities, **types, **roles},
    )


def sets_up_to(text: str, ontology: Ontology) -> frozenset[str]:
    """Return the names of the set of capacities that a text means and of those that are stricter; of `any` none.

    Raises `UsageError` where it means none.
    """
    sets = _sets(ontology)
    name = one_of(Message("set"), text, {**sets, ANY_PART: (ANY_PART, ANY_PART)})
    return frozenset() if name == ANY_PART else frozenset(_up_to(name, sets))


def class_of(text: str, ontology: Ontology) -> str:
    """Return the class of nodes that a text means. Raises `UsageError` where it means none."""
    return one_of(
        Message("class of nodes"), text, {name: _labels(ontology, KG + name) for name in ontology.entity_classes}
    )


def _labels(ontology: Ontology, iri: str) -> Pair:
    return ontology.label(iri), ontology.label(iri, "en")


def _sets(ontology: Ontology) -> dict[str, Pair]:
    """Return the labels of the sets of capacities by notation, the strictest first."""
    return {ontology.terms[iri].text(SKOS + "notation"): _labels(ontology, iri) for iri in ontology.capacity_sets}


def _up_to(wanted: str, sets: Iterable[str]) -> tuple[str, ...]:
    """Return a set and those that are stricter: what they count, it counts as well."""
    names = tuple(sets)
    return names[: names.index(wanted) + 1]


def _meant(text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """Return the name that a text means: itself, or one of its labels, whatever the case; empty for none."""
    folded = text.strip().casefold()
    return next((n for n, labels in known.items() if folded in {t.casefold() for t in (n, *labels)}), "")


def _all_of(what: Message, given: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(one_of(what, text, known) for text in given)


def one_of(what: Message, text: str, known: Mapping[str, tuple[str, ...]] | Iterable[str]) -> str:
    """Return the name that a text means, by itself or a label. Raises `UsageError` with the nearest where none does."""
    if not isinstance(known, Mapping):
        known = dict.fromkeys(known, ())
    found = _meant(text, known)
    if not found:
        raise UsageError(Message("unknown {what} {text!r}", what=what, text=text), _nearest(text, known))
    return found


def _nearest(text: str, known: Mapping[str, tuple[str, ...]]) -> Message:
    """Return a hint with the names most like a text first; all of them where they are few."""
    by_word = {word.casefold(): name for name, labels in known.items() for word in (name, *labels)}
    close = get_close_matches(text.strip().casefold(), by_word, n=_NEAREST, cutoff=0.5)
    near = list(dict.fromkeys(by_word[word] for word in close))
    others = sorted(known.keys() - set(near)) if len(known) <= _MOST_NAMES else []
    hint = Message("Nearest: {near}.", near=tuple(near)) if near else NOTHING
    if not near or others:
        hint = sentences(hint, Message("One of: {known}", known=tuple(near + others or sorted(known))))
    return hint


def _capacities(text: str, sets: Mapping[str, Pair], ontology: Ontology, lookup: Lookup) -> frozenset[str]:
    """Return a capacity and those that are narrower, by IRI."""
    try:
        return ontology.with_narrower(lookup.one(text, ("Capacity",)).iri)
    except UsageError as error:
        near = get_close_matches(text.strip().casefold(), list(sets), n=1)
        hint = Message("Nearest set: {near}.", near=near[0]) if near else error.hint
        raise UsageError(error.message, sentences(hint, Message("Or a set: {sets}", sets=tuple(sets)))) from error


def all_left_out(graph: AnyGraph) -> LeftOut:
    """Return what a network does not show and why, the nodes over a limit last."""
    return [*left_out_of(graph), *left_out_as(_CUT, graph.graph.get("cut", 0))]


def left_out_lines(graph: AnyGraph, language: str = "zh") -> tuple[str, ...]:
    """Return what a network does not show and why, a line each; none where it shows everything."""
    left_out = all_left_out(graph)
    return (in_words(_LEFT_OUT, language), *reason_lines(left_out, language)) if left_out else ()


def reason_lines(left_out: LeftOut, language: str) -> tuple[str, ...]:
    """Return reasons with their numbers, a line each."""
    colon = in_words(("：", ": "), language)
    return tuple(f"  {in_words(reason, language)}{colon}{number}" for reason, number in left_out)
