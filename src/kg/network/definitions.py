"""What each measure is, how it is computed here, and after whom: in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.document.words import in_words
from kg.network.edges import Pair
from kg.tables.table import Table

CAUTION: Final = (
    "中心度描述的是文章怎么写，不是村庄本身。",
    "A centrality here describes articles, not villages.",
)
_COLON: Final = ("：", ": ")
_COLUMNS: Final = ("name", "label", "definition", "method", "reference")


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure's label, what it is, how it is computed here (may be empty), and the works that define it."""

    label: Pair
    text: Pair
    method: Pair
    reference: str

    def sentence(self, language: str) -> str:
        """Return all of it in one line."""
        parts = (in_words(part, language) for part in (self.text, self.method))
        between, end = ("：", "") if language == "zh" else (": ", "")
        return f"{in_words(self.label, language)}{between}{' '.join(filter(None, parts))} {self.reference}{end}"


DEFINITIONS: Final[Mapping[str, Definition]] = {
    "degree": Definition(
        ("度（按所起作用）", "degree by capacity"),
        (
            "连到该节点的记载数：合计，并按所起作用分列（其他记载按类型）。",
            "The number of statements that link a node, in all and by capacity (other kinds by kind).",
        ),
        (
            "计记载而不计邻点，一条记载有几条边也只计一次。",
            "Statements are counted, not neighbours: a statement with several links counts once.",
        ),
        "L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978/79).",
    ),
    "betweenness": Definition(
        ("中介中心度", "betweenness"),
        (
            "其他节点之间的最短路径经过该节点的比例，0 至 1。",
            "The share of the shortest paths between other nodes that run through a node, from 0 to 1.",
        ),
        (
            "按无向图计，平行边作一条；节点逾 2,000 时以固定种子抽样，“detail”注明。",
            (
                "On the undirected graph without parallel edges. Above 2,000 nodes it is estimated from a sample of "
                "pivots with a fixed seed; `detail` says so."
            ),
        ),
        "L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); U. Brandes, A "
        "faster algorithm for betweenness centrality, J. of Mathematical Sociology 25 (2001); U. Brandes and C. Pich, "
        "Centrality estimation in large networks, Int. J. of Bifurcation and Chaos 17 (2007).",
    ),
    "pagerank": Definition(
        ("PageRank", "PageRank"),
        (
            "沿边的方向随机游走、每步以 0.15 的概率重新开始时，停在该节点的比例。",
            "The share of a random walk along the edges' directions, which starts anew with probability 0.15.",
        ),
        (
            "平行边按条数加权。边由行动者指向所涉事项，受作用多者居前。",
            (
                "Parallel edges weigh by their number. Edges lead from the actor to what is acted on, so what is acted "
                "on by many ranks high."
            ),
        ),
        "S. Brin and L. Page, The anatomy of a large-scale hypertextual web search engine, Computer Networks 30 "
        "(1998).",
    ),
    "components": Definition(
        ("弱连通分支", "weakly connected components"),
        (
            "每个弱连通分支的节点数，大者在前，以其中连边最多的节点为名。",
            "The number of nodes of each weakly connected component, largest first, named by its best linked node.",
        ),
        ("", ""),
        "R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. on Computing 1 (1972).",
    ),
    "communities": Definition(
        ("社群", "communities"),
        (
            "每个社群的节点数，大者在前，以其中连边最多的节点为名。",
            "The number of nodes of each community, largest first, named by its best linked node.",
        ),
        (
            "Louvain 法，种子固定；“detail”为整个划分的模块度。",
            "By the Louvain method with a fixed seed; `detail` is the modularity of the whole division.",
        ),
        "V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, Fast unfolding of communities in large "
        "networks, J. of Statistical Mechanics P10008 (2008); M. E. J. Newman and M. Girvan, Finding and evaluating "
        "community structure in networks, Physical Review E 69 (2004).",
    ),
    "constraint": Definition(
        ("结构约束（中间人）", "constraint (brokerage)"),
        (
            "该节点的邻点彼此相连的程度；值低者为中间人。",
            "How far a node's neighbours are linked among themselves; a low value marks a broker.",
        ),
        (
            "按无向图计，平行边作一条；约束最小者居前，无邻点者无值。",
            (
                "On the undirected graph without parallel edges. The least constrained come first; nodes without "
                "neighbours have no value."
            ),
        ),
        "R. S. Burt, Structural Holes (Harvard University Press, 1992), chapter 2.",
    ),
    "assortativity": Definition(
        ("地方层级同配性", "assortativity by place level"),
        (
            "只有一行：同级地方的事物是否彼此相连，-1（从不）至 1（总是）。",
            "One row: whether things link with things at places of the same level, from -1 (never) to 1 (always).",
        ),
        (
            (
                "计两端皆非地方的边，各端取其所属地方的层级；“detail”为边数，及因地方或层级不明而未计者。"
                "层级只有一种时无值。"
            ),
            (
                "Over the edges between nodes that are not places, each with the level of the place it belongs to; "
                "`detail` gives their number, and that of edges whose place or level is not known. Empty where all "
                "have one level."
            ),
        ),
        "M. E. J. Newman, Mixing patterns in networks, Physical Review E 67 (2003).",
    ),
    "turnover": Definition(
        ("职务更替", "turnover per post"),
        (
            "每个职务的任职人数、起止皆明的任期数、仅见于报道的任职数、首末日期、每年更替数，人多者在前。",
            "For each post, most holders first: holders, known spans, attested points, days, changes a year.",
        ),
        (
            (
                "一个职务即某机构或某地的某职，同一职务的各种名称归于其上位职务。每年更替数：起任日已知者（首任除外）除以首末两个起任日之间的年数，"
                "不足两人则不计。仅见于报道的任职是时点，没有起任日。未具名者计入，群体只在要求时计入。"
            ),
            (
                "A post is a role at a body or place; roles count under the broadest role they lie under (a rural work "
                "instructor as an instructor). Changes per year: holders whose beginning is known, but the "
                "first, over the years from the first beginning to the last; not given with fewer than two. An "
                "attested holder is a point and has no beginning. Unnamed holders are counted, groups only if asked "
                "for."
            ),
        ),
        "A crude rate of turnover: J. L. Price, The Study of Turnover (Iowa State University Press, 1977).",
    ),
}


def measures_listed(language: str = "zh") -> Table:
    """Return the measures with their definition, how they are computed and the works that define them."""
    rows = tuple(
        (name, *(in_words(pair, language) for pair in (of.label, of.text, of.method)), of.reference)
        for name, of in DEFINITIONS.items()
    )
    return Table(_COLUMNS, rows, language=language)
