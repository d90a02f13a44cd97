"""On which networks a measure means something; where it does not, why, and what to measure instead."""

from __future__ import annotations

from typing import Final

from kg.errors import Bilingual, UsageError
from kg.network.defined import ON_PROJECTIONS
from kg.network.edges import AnyGraph, Pair
from kg.network.projections import GROUPS, PEOPLE, UNNAMED
from kg.network.two_mode import CENTRALITIES, is_two_mode

_INSTEAD: Final = (
    (
        "可量一模投影（--on people、co-leadership、shared-place），或以 --type 只取人物；"
        "双模者用 --on people-initiative -m two-mode-eigenvector。"
    ),
    (
        "Measure a projection (--on people, co-leadership, shared-place) or people alone (--type Person); of two "
        "modes: --on people-initiative -m two-mode-eigenvector."
    ),
)
_NO_MODES: Final = (
    ("双模中心度从略：网络不是双模的", "a two-mode centrality is left out: the network has no two modes"),
    ("请用 --on people-initiative 等。", "Measure --on people-initiative, people-place or body-initiative."),
)
_NO_PEOPLE: Final = (
    ("居间角色从略：网络不是单模的", "brokerage is left out: the network has several modes"),
    ("请用 --on people。", "Measure --on people."),
)
# measures that are made for projections: elsewhere they are left out without a word, unless they are named
ON_REQUEST: Final = frozenset(ON_PROJECTIONS)
_ONE_MODE_ONLY: Final[dict[str, Pair]] = {
    "pagerank": (
        "PageRank 从略：边由行动者指向所涉事项，只行动者入度皆为 0，得分相同",
        (
            "PageRank is left out: edges lead from who acts to what is acted on, so all who only act have one and the "
            "same score"
        ),
    ),
    "constraint": (
        "结构约束从略：邻点多为举措与事项，彼此极少相连，其值只是度的倒数",
        (
            "constraint is left out: neighbours are mostly deeds and undertakings, which are hardly linked, and its "
            "value is one over the degree"
        ),
    ),
}


def is_one_mode(graph: AnyGraph) -> bool:
    """Say whether the nodes of a network are of one kind: people, or things of one class."""
    types = {found["type"] for _, found in graph.nodes(data=True)}
    return len(types) <= 1 or types <= PEOPLE | GROUPS | UNNAMED


def unfit(name: str, graph: AnyGraph) -> tuple[Pair, Pair] | None:
    """Return why a measure means nothing on a network, and what to do instead; None where it means something."""
    if name in CENTRALITIES:
        return None if is_two_mode(graph) else _NO_MODES
    if name in ON_REQUEST:
        return None if is_one_mode(graph) else _NO_PEOPLE
    reason = _ONE_MODE_ONLY.get(name)
    return (reason, _INSTEAD) if reason and not is_one_mode(graph) else None


def check_fits(name: str, graph: AnyGraph) -> None:
    """Raise `UsageError` where a measure means nothing on a network."""
    found = unfit(name, graph)
    if found:
        (chinese, english), instead = found
        reason = Bilingual(
            chinese.replace("从略", "在此无意义"), english.replace(" is left out", " means nothing here")
        )
        raise UsageError(reason, Bilingual(*instead))
