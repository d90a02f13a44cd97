"""Who held a post before whom: the line of holders of each role and place, as successions give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.reading.computed import INFERRED, STATED
from kg.reading.said import Said

SUCCESSION: Final = "succession"
_ROLE: Final = "inRole"
_PLACE: Final = "place"


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one holder to the next: who comes later, and the successions that say so, in reading order."""

    later: str
    said: tuple[Said, ...]

    @property
    def certainty(self) -> str:
        """`stated` when a succession states it, else `inferred`."""
        return STATED if any(one.is_stated for one in self.said) else INFERRED


@dataclass(frozen=True, slots=True)
class Standing:
    """A holder's number in a line, from 1, and its certainty: `stated` when every step that it rests on is stated."""

    number: int
    certainty: str


Run = tuple[tuple[str, Step | None], ...]


@dataclass(frozen=True)
class Line:
    """The holders of one role in one place (IRIs, `place` empty where none is said).

    `steps` has for each holder whom somebody follows the steps to the next, sorted by IRI; where sources name different
    successors there are several.
    """

    role: str
    place: str
    steps: Mapping[str, tuple[Step, ...]]

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """The standing of each holder: its number is that of the holders before it, and one.

        Those who come before themselves, in a circle, have none. The first rests on the steps from it.
        """
        earlier: dict[str, list[tuple[str, Step]]] = defaultdict(list)
        for holder, steps in self.steps.items():
            for step in steps:
                earlier[step.later].append((holder, step))
        found = {}
        for holder in dict.fromkeys((*self.steps, *earlier)):
            before, rests_on = _before(holder, earlier)
            if holder not in before:
                found[holder] = Standing(len(before) + 1, _certainty(rests_on or self.steps[holder]))
        return found

    def runs(self) -> Iterator[Run]:
        """Yield each longest run of holders, everyone with the step to the next and the last with None.

        A circle is walked once, from its first holder by IRI.
        """
        for holder in _firsts(self.steps):
            yield from _runs(holder, self.steps, frozenset())


def lines_of(said: Iterable[Said]) -> Mapping[tuple[str, str], Line]:
    """Return the line of each (role, place) that a succession among some statements names, sorted."""
    posts: dict[tuple[str, str], dict[str, dict[str, list[Said]]]] = defaultdict(lambda: defaultdict(dict))
    for one in said:
        if one.kind == SUCCESSION and one.subject and one.object:
            post = posts[one.statement.text(_ROLE), one.statement.text(_PLACE)]
            post[one.subject.value].setdefault(one.object.value, []).append(one)
    return {
        post: Line(*post, {h: tuple(Step(n, tuple(s)) for n, s in sorted(after.items())) for h, after in by.items()})
        for post, by in sorted(posts.items())
    }


def standing(lines: Mapping[tuple[str, str], Line], holder: str, role: str, place: str) -> Standing | None:
    """Return a holder's standing in the line of a role and place, else in the line of the role without a place."""
    for post in ((role, place), (role, "")):
        if post in lines and holder in lines[post].standings:
            return lines[post].standings[holder]
    return None


def _before(holder: str, earlier: Mapping[str, list[tuple[str, Step]]]) -> tuple[set[str], list[Step]]:
    """Return the holders before one, over any number of steps, and those steps."""
    before: set[str] = set()
    rests_on: list[Step] = []
    ahead = [holder]
    while ahead:
        for one, step in earlier.get(ahead.pop(), ()):
            rests_on.append(step)
            if one not in before:
                before.add(one)
                ahead.append(one)
    return before, rests_on


def _certainty(steps: Iterable[Step]) -> str:
    return STATED if all(step.certainty == STATED for step in steps) else INFERRED


def _firsts(after: Mapping[str, tuple[Step, ...]]) -> list[str]:
    """Return the holders before whom nobody is said to come; of a circle, which has none, the first by IRI."""
    later = {step.later for steps in after.values() for step in steps}
    firsts, reached = [], set[str]()
    for holder in (*sorted(set(after) - later), *sorted(later)):
        if holder in after and holder not in reached:
            firsts.append(holder)
            ahead = [holder]
            while ahead:
                fresh = {step.later for step in after.get(ahead.pop(), ())} - reached
                reached |= fresh
                ahead.extend(fresh)
    return firsts


def _runs(holder: str, steps: Mapping[str, tuple[Step, ...]], passed: frozenset[str]) -> Iterator[Run]:
    ahead = [step for step in steps.get(holder, ()) if step.later not in passed | {holder}]
    if not ahead:
        yield ((holder, None),)
    for step in ahead:
        for rest in _runs(step.later, steps, passed | {holder}):
            yield ((holder, step), *rest)
