"""Posts and who held them when, as far as the sources say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.network.edges import AnyGraph, Pair

_TENURE: Final = "tenure"
_ATTESTED: Final = "attested"
_LASTING: Final = frozenset({"since", "until", "throughout"})
_DAYS_A_YEAR: Final = 365.2425
_SEVERAL: Final = 2
_AS_PRINTED: Final[Mapping[str, Pair]] = {}


@dataclass
class Post:
    """One post: a role (Chinese and English) at a body or place, its holders, and the times of their tenures as said.

    `begins` has the first known day of each holder; `spans` counts tenures of which both ends are known, `attested`
    those that are known for the day of an article alone.
    """

    role: Pair
    at: str
    holders: set[str] = field(default_factory=set)
    begins: dict[str, str] = field(default_factory=dict)
    spans: int = 0
    attested: int = 0
    days: set[str] = field(default_factory=set)

    def figures(self) -> Iterator[tuple[str, str]]:
        """Yield name and value of each figure; empty where the sources do not say."""
        yield "holders", str(len(self.holders))
        yield "spans known", str(self.spans)
        yield "attested", str(self.attested)
        yield "first day known", min(self.days, default="")
        yield "last day known", max(self.days, default="")
        yield "changes per year", self.changes_per_year()

    def changes_per_year(self) -> str:
        """Return changes of holder per year between the first and the last known beginning, or an empty string."""
        begins = sorted(date.fromisoformat(day) for day in self.begins.values())
        if len(begins) < _SEVERAL or begins[0] == begins[-1]:
            return ""
        return f"{(len(begins) - 1) / ((begins[-1] - begins[0]).days / _DAYS_A_YEAR):.3f}"


def posts(graph: AnyGraph, types: frozenset[str], broader: Mapping[str, Pair] = _AS_PRINTED) -> tuple[Post, ...]:
    """Return the posts that holders of these types have, by role and place, those with most holders first.

    `broader` has the labels of the role that a role (slug) is counted under: a post that one source calls instructor
    and another rural work instructor is one post of a village. Roles that it lacks stay as they are printed.
    """
    found: dict[tuple[Pair, str], Post] = {}
    for holder, at, edge in graph.edges(data=True):
        if edge["kind"] != _TENURE or edge["slot"] != "object" or graph.nodes[holder]["type"] not in types:
            continue
        role = broader.get(edge["predicate"], (edge["label"], edge["label_en"]))
        post = found.setdefault((role, at), Post(role, at))
        _add(post, holder, edge)
    return tuple(sorted(found.values(), key=lambda p: (-len(p.holders), p.role, p.at)))


def _add(post: Post, holder: str, edge: dict[str, str]) -> None:
    post.holders.add(holder)
    post.days |= {edge[name] for name in ("start", "end")} - {""}
    if edge["time_sense"] == _ATTESTED:
        post.attested += 1
        return
    if edge["time_sense"] not in _LASTING:  # "in 2022" is no beginning
        return
    post.spans += bool(edge["start"] and edge["end"])
    if edge["start"]:
        post.begins[holder] = min(edge["start"], post.begins.get(holder, edge["start"]))
