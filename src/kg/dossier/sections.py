"""Which statements are listed in which section of a dossier, in which groups, and in what order.

A target is never listed among results: the rules of the plan look at the kind of the statement, the slots that the
thing fills, and the modality.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.dossier.entries import Entry
from kg.dossier.model import Group, Section
from kg.dossier.plan import Plan, kebab
from kg.dossier.wording import word
from kg.reading.counting import SetCount, set_counts
from kg.reading.labels import Labels
from kg.reading.order import Line, standing
from kg.reading.running import run_of
from kg.terms.namespaces import KG, SKOS, slug

NOT_COUNTED: Final = "not-counted"
_TIMED: Final = frozenset({"tenure", "observation", "occurrence"})
_NO_DAY: Final = "9"
_LAST: Final = 999


@dataclass(frozen=True)
class Arrangement:
    """What the order of entries depends on: labels, and the lines of holders by role and place."""

    labels: Labels
    lines: Mapping[tuple[str, str], Line] = field(default_factory=dict)

    def sorted(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return entries by place in a line of holders, then by the first day said, then in reading order."""
        return tuple(sorted(entries, key=lambda entry: (self._number(entry), self._day(entry))))

    def _number(self, entry: Entry) -> int:
        statement = entry.said.statement
        place = statement.text("servedIn") or statement.text("body")
        found = standing(self.lines, statement.text("holder"), statement.text("role"), place) if self.lines else None
        return found.number if found else _LAST

    def _day(self, entry: Entry) -> str:
        """Return the first day of a spell or a figure.

        None of a post that is only attested: its start is not said. None of a figure that is counted from a time on:
        it is not the figure of that time.
        """
        runs = run_of(entry.said, self.labels.ontology) is not None
        is_timed = entry.said.kind in _TIMED and not entry.said.is_attested and not runs
        return (entry.said.first_day if is_timed else "") or _NO_DAY


def sections(entries: Sequence[Entry], things: Iterable[str], plan: Plan, by: Arrangement) -> dict[str, Section]:
    """Return the sections of a plan that have entries, by code; each entry is listed in exactly one."""
    included = tuple(things)
    taken: dict[str, tuple[str, list[Entry]]] = {}
    for entry in entries:
        rule = next(rule for rule in plan.rules if rule.takes(entry, entry.slots_of(included)))
        taken.setdefault(rule.code, (rule.grouped_by, []))[1].append(entry)
    return {code: plan.section(code, _groups(found, how, by)) for code, (how, found) in taken.items()}


def _groups(entries: Iterable[Entry], grouped_by: str, by: Arrangement) -> tuple[Group, ...]:
    made: dict[tuple[int, str, str], list[Entry]] = {}
    for entry in entries:
        made.setdefault(_GROUPED[grouped_by](entry, by.labels), []).append(entry)
    ordered = sorted(made, key=lambda key: key[0])
    return tuple(Group(code, title, by.sorted(made[rank, code, title])) for rank, code, title in ordered)


_Key = tuple[int, str, str]


def _by_set(entry: Entry, labels: Labels) -> _Key:
    name, ontology = entry.said.counting.counted_in, labels.ontology
    if not name:
        return _LAST, NOT_COUNTED, word("uncounted", labels.language)
    return ontology.capacity_sets.index(name), _notation(name, labels), labels.label(name)


def _by_actor(entry: Entry, labels: Labels) -> _Key:
    """Return the classes of the actor and of the undertaking: people, unnamed, groups and bodies are kept apart."""
    classes = [*labels.ontology.entity_classes, ""]
    pair = [labels.type(entry.said.statement.text(slot)) for slot in ("actor", "undertaking")]
    actor, undertaking = map(classes.index, pair)
    title = " · ".join(labels.label(KG + name) for name in pair)
    return actor * len(classes) + undertaking, "-".join(map(kebab, pair)), title


def _by_predicate(entry: Entry, labels: Labels) -> _Key:
    predicate = entry.said.predicate
    return 0, kebab(slug(predicate.value)) if predicate else "", labels.label(predicate)


def _by_kind(entry: Entry, labels: Labels) -> _Key:
    return 0, entry.said.kind, labels.label(KG + entry.said.statement.kind)


_GROUPED: Final[Mapping[str, Callable[[Entry, Labels], _Key]]] = {
    "": lambda _entry, _labels: (0, "", ""),
    "countedIn": _by_set,
    "actor": _by_actor,
    "predicate": _by_predicate,
    "type": _by_kind,
}


def _notation(name: str, labels: Labels) -> str:
    return labels.ontology.terms[name].text(SKOS + "notation") if name else ""


def counts(entries: Iterable[Entry], labels: Labels) -> tuple[tuple[SetCount, ...], int]:
    """Return how many involvements each set counts, the narrower sets included, and how many none counts."""
    done = [
        (
            _notation(entry.said.counting.counted_in, labels),
            entry.said.subject.value if entry.said.subject else "",
            entry.said.statement.act or entry.said.id,
        )
        for entry in entries
    ]
    return set_counts(done, labels.ontology, labels.language), sum(not name for name, *_ in done)
