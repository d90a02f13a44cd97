"""What the measures on projections are: two-mode centralities and roles of brokers, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_BORGATTI: Final = "S. P. Borgatti and M. G. Everett, Network analysis of 2-mode data, Social Networks 19 (1997)"
_TWO: Final = (
    "只用于双模网络（--on people-initiative、people-place、body-initiative），平行边作一条。",
    "For two-mode networks alone (--on people-initiative, people-place, body-initiative), without parallel edges.",
)
Texts = tuple[tuple[str, str], tuple[str, str], tuple[str, str], str]
# label, definition, method, reference
ON_PROJECTIONS: Final[Mapping[str, Texts]] = {
    "two-mode-degree": (
        ("双模度", "two-mode degree"),
        (
            "所连的另一模节点占该模全部节点的比例，0 至 1。",
            "The share of the other mode's nodes that a node is linked with, from 0 to 1.",
        ),
        _TWO,
        f"{_BORGATTI}.",
    ),
    "two-mode-closeness": (
        ("双模接近度", "two-mode closeness"),
        (
            "到所能到达诸节点的最小可能距离和与实际距离和之比，再乘以所到达节点的比例，0 至 1。",
            (
                "The least sum of distances that a node could have to those it reaches, over the one it has, times the "
                "share of nodes that it reaches; from 0 to 1."
            ),
        ),
        _TWO,
        f"{_BORGATTI}; K. Faust, Centrality in affiliation networks, Social Networks 19 (1997).",
    ),
    "two-mode-betweenness": (
        ("双模中介中心度", "two-mode betweenness"),
        (
            "经过该节点的最短路径，占其模所能有的最大值的比例，0 至 1。",
            "The shortest paths through a node, as a share of the most that its mode allows; from 0 to 1.",
        ),
        _TWO,
        f"{_BORGATTI}.",
    ),
    "two-mode-eigenvector": (
        ("双模特征向量中心度", "two-mode eigenvector"),
        (
            "所连的另一模节点分值高者分值亦高；各模内向量长度为 1。",
            "A node scores high when those of the other mode that it is linked with do; of length 1 within each mode.",
        ),
        (
            f"{_TWO[0]}只在最大的连通分支内有定义，其余节点无值。",
            f"{_TWO[1]} Defined within the largest component only; other nodes have no value.",
        ),
        f"{_BORGATTI}; P. Bonacich, Simultaneous group and individual centralities, Social Networks 13 (1991).",
    ),
    "brokerage": (
        ("居间角色", "brokerage roles"),
        (
            (
                "甲连乙、乙连丙而甲不连丙时，乙居其间；按三者所属地方的异同分为协调者“coordinator”（三者同地）、"
                "流动居间者“itinerant”（甲丙同地）、守门人“gatekeeper”（乙丙同地）、"
                "代表“representative”（甲乙同地）、联络者“liaison”（各不同地）。"
            ),
            (
                "Where a is tied to b, b to c and a not to c, b brokers: by the places the three belong to as "
                "coordinator (all one), itinerant (a and c one), gatekeeper (b and c one), representative (a and b "
                "one) or liaison (no two one)."
            ),
        ),
        (
            "只用于单模网络，如 --on people。无方向的层作双向计，两个方向各计一次；所属地方未载者不计。",
            (
                "For networks of one mode, such as --on people. What has no direction counts both ways, each once; "
                "nodes whose place is not said are passed over."
            ),
        ),
        "R. V. Gould and R. M. Fernandez, Structures of mediation, Sociological Methodology 19 (1989).",
    ),
}
