"""How long posts are held: Kaplan-Meier and Turnbull by role and place level, refused where too few ends are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import Category, Chart, basis_of, columns_of, rests_on
from kg.charts.lifetimes import kaplan_meier, survival_between, turnbull
from kg.charts.material import Material
from kg.charts.spells import ENDED, GOES_ON, UNKNOWN, Spell, spells
from kg.charts.words import Say, words
from kg.errors import Message, UsageError

LEAST: Final = 5
ROLE, LEVEL, BOTH, NONE = "role", "level", "both", "none"
GROUPINGS: Final = (BOTH, ROLE, LEVEL, NONE)
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Survived:
    """One time at which posts of a group end, or are held at least so long and no more is said.

    `years` is the length, `at_risk` how many posts were held so long, `ended` and `censored` what becomes of them then;
    `survival` the share held longer (Kaplan-Meier) with its 95 % interval from `low` to `high`, empty where nobody or
    everybody has left; `turnbull_low` and `turnbull_high` the bounds that Turnbull's estimate leaves for it.
    """

    group: str
    role: str
    level: str
    years: float
    at_risk: int
    ended: int
    censored: int
    survival: float
    low: float | None
    high: float | None
    turnbull_low: float
    turnbull_high: float
    spells: int
    statements: tuple[str, ...]


def survival(
    material: Material, things: Sequence[str] = (), role: str = "", by: str = BOTH, least: int = LEAST
) -> Chart:
    """Return how long posts of things (IRIs; all without) are held, in groups of at least `least` said ends.

    `by` is `role` (the broadest above), `level` (of the place), `both` or `none`. The length of a post whose start or
    end is only bounded is put in the middle of its bounds for Kaplan and Meier; Turnbull's estimate takes the bounds as
    they are. What is known to be held so long without a said end is censored there. Raises `UsageError` for another
    `by`, and for fewer than one end.
    """
    if by not in GROUPINGS:
        raise UsageError(
            Message("posts are not grouped by {by!r}", by=by),
            Message("One of: {known}", known=tuple(GROUPINGS)),
        )
    if least < 1:
        raise UsageError(Message("without an end there is no survival"), Message("--least is 1 or more."))
    say = words(material.language)
    reading = material.tenures(things, role)
    found = spells(material, reading)
    known = [spell for spell in found if spell.known in {ENDED, GOES_ON}]
    groups: dict[tuple[str, str], list[Spell]] = {}
    for spell in known:
        own = (spell.role if by in {ROLE, BOTH} else "", spell.level if by in {LEVEL, BOTH} else "")
        groups.setdefault(own, []).append(spell)
    kept = {own: those for own, those in groups.items() if _ends(those) >= least}
    ordered = sorted(kept, key=lambda own: (-len(kept[own]), own))
    rows = tuple(row for own in ordered for row in _rows(own, kept[own], say))
    shown = {statement for row in rows for statement in row.statements}
    basis = tuple(basis_of(one) for one in reading.said if one.id in shown)
    labels = material.labels(reading, *things)
    foot = [rests_on(basis, reading.sources, say), *_counted(found, say), *_notes(kept, groups, least, say)]
    return Chart(
        "survival",
        material.language,
        " · ".join(filter(None, (labels.joined(things, say("comma")), say("survival")))),
        say(f"survival-{by}"),
        rows,
        columns_of(Survived),
        basis,
        tuple(foot),
        tuple(Category(code, say(code), say(code)) for code in (ENDED, GOES_ON)),
    )


def _ends(those: Sequence[Spell]) -> int:
    return sum(spell.known == ENDED for spell in those)


def _rows(own: tuple[str, str], those: Sequence[Spell], say: Say) -> Iterator[Survived]:
    """Yield a row for each time at which something of a group ends or is censored."""
    at = {spell: round(_length(spell), _DIGITS) for spell in those}
    masses = turnbull([spell.span for spell in those])
    name = " · ".join(filter(None, own)) or say("all-posts")
    for step in kaplan_meier([(at[spell], spell.known == ENDED) for spell in those]):
        bounds = survival_between(masses, step.time)
        yield Survived(
            group=name,
            role=own[0],
            level=own[1],
            years=step.time,
            at_risk=step.at_risk,
            ended=step.ended,
            censored=step.censored,
            survival=round(step.survival, _DIGITS),
            low=_rounded(step.low),
            high=_rounded(step.high),
            turnbull_low=round(bounds[0], _DIGITS),
            turnbull_high=round(bounds[1], _DIGITS),
            spells=len(those),
            statements=tuple(statement for spell in those if at[spell] == step.time for statement in spell.statements),
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _length(spell: Spell) -> float:
    """Return the middle of what is said of a length; where no end is said, what it is at least."""
    low, high = spell.span
    return (low + high) / 2 if spell.known == ENDED else low


def _counted(found: Sequence[Spell], say: Say) -> Iterator[str]:
    """Yield how many posts there are, of how many a length is known, and why it is not known of the others."""
    count = Counter(spell.known for spell in found)
    yield say("note-spells", spells=len(found), ended=count[ENDED], goes_on=count[GOES_ON])
    reasons = [say("note-reason", label=say(f"length-{code}"), count=count[code]) for code in UNKNOWN if count[code]]
    if reasons:
        yield say("note-no-length", reasons=say("comma-clauses").join(reasons))


def _notes(
    kept: Mapping[tuple[str, str], Sequence[Spell]],
    groups: Mapping[tuple[str, str], Sequence[Spell]],
    least: int,
    say: Say,
) -> Iterator[str]:
    few = {own: those for own, those in groups.items() if own not in kept}
    if few:
        named = [
            say("few-ends", group=" · ".join(filter(None, own)) or say("all-posts"), ends=_ends(those))
            for own, those in sorted(few.items())
        ]
        yield say("note-few-ends", least=least, groups=len(few), named=say("comma-clauses").join(named))
    if kept:
        yield say("note-middle")
        yield say("note-long-posts")
    else:
        yield say("refused-survival", least=least)
