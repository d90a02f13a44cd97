"""Which statements stand in which section of a dossier, and in what order.

A class of thing has a plan: rules in order, the first that fits a statement takes it. A rule looks at the kind of the
statement, the slots in which the thing stands, and at its modality, so that a target never stands among results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from kg.document.words import in_words
from kg.dossier.entries import Entry
from kg.dossier.model import Group, Section
from kg.dossier.wording import word
from kg.ontology import Ontology
from kg.reading.counting import SetCount
from kg.terms.namespaces import KG, SKOS, slug

_NO_DAY: Final = "9"
_TIMELESS: Final = 999


@dataclass(frozen=True, slots=True)
class Rule:
    """One section of a plan: `slots` and `predicates` are empty where any will do, `by` names a way to group.

    With `only`, the thing stands in no slot but these.
    """

    title: str
    kinds: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    by: str = ""
    is_actual: bool | None = None
    only: bool = False
    note: tuple[str, str] = ("", "")

    def takes(self, entry: Entry, standing: frozenset[str]) -> bool:
        """Say whether a statement on a thing belongs here, by the slots in which the thing stands."""
        predicate = slug(entry.statement.text("predicate"))
        return (
            (not self.kinds or entry.kind in self.kinds)
            and (not self.slots or bool(self.slots & standing))
            and (not self.only or standing <= self.slots)
            and (not self.predicates or predicate in self.predicates)
            and self.is_actual in {None, entry.is_actual}
        )


def _rule(title: str, kind: str = "", slots: str = "", **rest: object) -> Rule:
    return Rule(title, frozenset(kind.split()), frozenset(slots.split()), **rest)  # type: ignore[arg-type]


LIES: Final = "位置 Where it lies"
POSTS_HERE: Final = "历任 Who served here, in the order given"
LED: Final = "谁牵头 Who led, and who took part"
_PARTS: Final = frozenset({"instance-of", "part-of", "adopted-from", "replaced-by", "based-on"})
_COUNTING: Final = (
    "口径依所起作用的动词而定；“牵头”指报道所记，不等于事实。推断、说法不一、非实绩者列出而不计入。",
    "Sets follow the verb; leading is credited leading. What is inferred, contradicted or not actual is not counted.",
)
_SOUGHT: Final = (
    "追求、计划或预计的水平，不是实绩；是否达成，以原文为准。",
    "What is sought, planned or expected. None of it says that it was reached.",
)
_IN_LINE: Final = (
    "先列有前后任记载者，按其先后（含推断）；后列次序未载者。姓名缺失者照列，其前后缺几人未知。",
    "First those with a succession, said or inferred, in its order; then those without. Lost names are listed as such.",
)
_QUOTED: Final = (
    "系其所言，未必关乎其本人；发言者不等于所述之事的牵头人。",
    "In its words, and not therefore about it; a spokesman is not a leader of what is spoken about.",
)
_PERHAPS: Final = (
    "原文可作他解，此处只是其中一种可能；不据此认定。",
    "The words allow several readings, of which this is one; nothing is settled by it.",
)
_OTHER_PARTY: Final = _rule("作为对方 As the other party", "involvement", "counterpart")
COMMON: Final = (
    _rule("指标数据 Figures", "observation", "measured", by="predicate", is_actual=True),
    _rule(
        "目标、计划与预计 Targets, plans and forecasts", "observation", by="predicate", is_actual=False, note=_SOUGHT
    ),
    _rule("荣誉 Honours", "honour", "recipient honour", by="predicate", is_actual=True),
    _rule("争创的荣誉 Honours sought", "honour", "recipient honour", by="predicate", is_actual=False, note=_SOUGHT),
    _rule("授予的荣誉 Honours granted", "honour", "granter"),
    _rule("事件 Events", "occurrence"),
    _rule("名称 Names", "relation", predicates=frozenset({"also-called"})),
    _rule("所言 What it says", "", "saidBy", by="kind", only=True, note=_QUOTED),
    _rule("所言 What it says", "relation", "about", by="kind", predicates=frozenset({"says"}), note=_QUOTED),
    _rule("另解 May be of it: another reading", "", "alternative", by="kind", only=True, note=_PERHAPS),
    _rule("关系 Relations", "relation", by="predicate"),
    _rule("其他提及 Further mentions", by="kind"),
)
_ACTOR: Final = (
    _rule("任职 Posts", "tenure", "holder"),
    _rule("本机构的任职 Posts in it", "tenure", "body sendingBody servedIn"),
    _rule("前后任 Successions", "succession"),
    _rule("参与记录 Involvements", "involvement", "actor", by="set", note=_COUNTING),
    _OTHER_PARTY,
    *COMMON,
)
_PLACE: Final = (
    _rule(LIES, "relation", "about", predicates=frozenset({"located-in"})),
    _rule(POSTS_HERE, "tenure", "servedIn body", note=_IN_LINE),
    _rule("前后任 Successions", "succession"),
    _rule("参与记录 Involvements", "involvement", "place actor", by="actor"),
    _OTHER_PARTY,
    *COMMON,
)
_UNDERTAKING: Final = (
    _rule(LED, "involvement", "undertaking", by="set", note=_COUNTING),
    _rule("何处 Where", "relation", "about", predicates=frozenset({"located-in"})),
    _rule("具体实例与所属 Instances, parts and what it is one of", "relation", predicates=_PARTS, by="predicate"),
    *COMMON,
)
PLANS: Final[Mapping[str, tuple[Rule, ...]]] = {
    **dict.fromkeys(("Person", "Someone", "Group", "Body"), _ACTOR),
    **dict.fromkeys(("Place", "Area"), _PLACE),
    **dict.fromkeys(("Initiative", "Deed", "Event", "Document"), _UNDERTAKING),
}
UNDERTAKINGS: Final = frozenset(name for name, plan in PLANS.items() if plan is _UNDERTAKING)
ACTORS: Final = frozenset(name for name, plan in PLANS.items() if plan is _ACTOR)
PLACES: Final = frozenset(name for name, plan in PLANS.items() if plan is _PLACE)


@dataclass(frozen=True)
class Order:
    """What the order of entries hangs on: the ontology, the language, and the holders' places in a line of holders."""

    ontology: Ontology
    language: str
    classes: Mapping[str, str]
    holders: Mapping[str, int] = field(default_factory=dict)


def sections(entries: Sequence[Entry], things: Iterable[str], plan: Sequence[Rule], order: Order) -> list[Section]:
    """Return the sections of a plan that have entries; each entry stands in exactly one."""
    told = tuple(things)
    by_strictness = sorted(plan, key=lambda rule: not rule.only)
    taken: dict[str, list[tuple[Rule, Entry]]] = {rule.title: [] for rule in plan}
    for entry in entries:
        rule = next(rule for rule in by_strictness if rule.takes(entry, entry.slots_of(told)))
        taken[rule.title].append((rule, entry))
    return [
        Section(
            title,
            _groups([entry for _, entry in found], found[0][0].by, order),
            in_words(found[0][0].note, order.language),
        )
        for title, found in taken.items()
        if found
    ]


def _groups(entries: Sequence[Entry], by: str, order: Order) -> tuple[Group, ...]:
    made: dict[tuple[int, str], list[Entry]] = {}
    for entry in entries:
        made.setdefault(_HEADINGS[by](entry, order), []).append(entry)
    ordered = sorted(made) if by in {"set", "actor"} else list(made)
    return tuple(Group(key[1], tuple(sorted(made[key], key=lambda e: _place(e, order)))) for key in ordered)


def _place(entry: Entry, order: Order) -> tuple[int, str, tuple[str, int]]:
    """Return what entries are sorted by: place in a line of holders, first day said, reading order.

    A post that is only attested has no first day: the article does not say when it began.
    """
    statement = entry.statement
    said = slug(statement.text("timeSense")) != "attested" and entry.kind in {"tenure", "observation", "occurrence"}
    day = statement.text("firstDay") if said else ""
    return order.holders.get(statement.iri, _TIMELESS), day or _NO_DAY, entry.position


def set_of(entry: Entry, ontology: Ontology) -> tuple[int, str]:
    """Return rank and IRI of the narrowest set that counts an involvement, (0, "") when none does.

    As in the catalogue's who-led: actual, stated and uncontradicted statements alone are counted.
    """
    capacity = ontology.terms.get(entry.statement.text("capacity"))
    narrowest = capacity.text("narrowestSet") if capacity else ""
    if not narrowest or not entry.is_actual or not entry.is_stated or entry.disputed:
        return 0, ""
    return int(ontology.terms[narrowest].text("rank")), narrowest


def _by_set(entry: Entry, order: Order) -> tuple[int, str]:
    rank, name = set_of(entry, order.ontology)
    title = order.ontology.label(name, order.language) if name else word("uncounted", order.language)
    return rank or _TIMELESS, title


def _by_actor(entry: Entry, order: Order) -> tuple[int, str]:
    """Return the heading of the actor's class and the undertaking's: people, unnamed, groups and bodies kept apart."""
    found = [order.classes.get(entry.statement.text(slot), "") for slot in ("actor", "undertaking")]
    ranks = [*PLANS, ""]
    actor, undertaking = (ranks.index(name) if name in ranks else len(ranks) for name in found)
    title = " · ".join(order.ontology.label(KG + name, order.language) for name in found)
    return actor * len(ranks) + undertaking, title


def _by_predicate(entry: Entry, order: Order) -> tuple[int, str]:
    predicate = entry.statement.one("predicate")
    return 0, order.ontology.label(predicate.value, order.language) if isinstance(predicate, NamedNode) else ""


def _by_kind(entry: Entry, order: Order) -> tuple[int, str]:
    return 0, order.ontology.label(KG + entry.statement.kind, order.language)


_HEADINGS: Final[Mapping[str, Callable[[Entry, Order], tuple[int, str]]]] = {
    "": lambda _entry, _order: (0, ""),
    "set": _by_set,
    "actor": _by_actor,
    "predicate": _by_predicate,
    "kind": _by_kind,
}


def counts(entries: Iterable[Entry], ontology: Ontology, language: str) -> tuple[tuple[SetCount, ...], int]:
    """Return how many involvements each set counts, the narrower sets included, and how many none counts."""
    ranked = [(set_of(entry, ontology)[0], entry.statement.text("actor")) for entry in entries]
    found = ((iri, term) for iri, term in ontology.terms.items() if term.type == SKOS + "Collection")
    sets = sorted((int(term.text("rank")), iri) for iri, term in found)
    made = []
    for rank, iri in sets:
        within = [actor for of, actor in ranked if 0 < of <= rank]
        name = ontology.terms[iri].text(SKOS + "notation")
        made.append(SetCount(name, ontology.label(iri, language), len(within), len(set(within))))
    return tuple(made), sum(not rank for rank, _ in ranked)
