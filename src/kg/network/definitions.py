"""What each measure is, how it is computed here, and after whom: in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.document.words import in_words
from kg.network.defined import ON_PROJECTIONS
from kg.network.edges import Pair
from kg.tables.table import Table

CAUTION: Final = (
    "中心度描述的是文章怎么写，不是村庄本身。",
    "A centrality here describes articles, not villages.",
)
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
            (
                "按无地方的无向图计，平行边作一条：同在一地并不使两人相近。节点逾 4,000 时抽样最短路径，"
                "全部数值同时不逾所注误差，“detail”注明。"
            ),
            (
                "On the undirected graph without places and without parallel edges: to be in one place brings nobody "
                "near. Above 4,000 nodes shortest paths are sampled so that all values together are within the error "
                "that `detail` gives."
            ),
        ),
        "L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); U. Brandes, A "
        "faster algorithm for betweenness centrality, J. of Mathematical Sociology 25 (2001); M. Riondato and E. M. "
        "Kornaropoulos, Fast approximation of betweenness centrality through sampling, Data Mining and Knowledge "
        "Discovery 30 (2016).",
    ),
    "pagerank": Definition(
        ("PageRank", "PageRank"),
        (
            "沿边的方向随机游走、每步以 0.15 的概率重新开始时，停在该节点的比例。",
            "The share of a random walk along the edges' directions, which starts anew with probability 0.15.",
        ),
        (
            (
                "只计一模网络（投影，或只取人物），平行边按条数加权，无向者两向皆走。记载之边由行动者指向所涉事项，"
                "只行动者得分皆同，故不计。"
            ),
            (
                "On networks of one mode alone (projections, or people alone), both ways where edges have no "
                "direction; parallel edges weigh by their number. The edges of statements lead from the actor to what "
                "is acted on, so that all who only act would have one score."
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
        (
            "按无地方的图计：文章所写的事，有多少不靠同在一地而相连。",
            "On the graph without places: what hangs together by what was done, and not by where.",
        ),
        "R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. on Computing 1 (1972).",
    ),
    "communities": Definition(
        ("社群", "communities"),
        (
            "每个社群的节点数，大者在前，以其中连边最多的节点为名。",
            "The number of nodes of each community, largest first, named by its best linked node.",
        ),
        (
            (
                "按无地方的无向图计，平行边作一条。Leiden 法以不同种子与节点次序运行 20 次，取各次一致之处；"
                "“detail”为模块度、保度重连 20 次所得，及各次运行之间的互信息。高于重连所得，才算有社群可言。"
                "逾 50,000 条边时只以Louvain法运行一次。"
            ),
            (
                "On the undirected graph without places and without parallel edges. The Leiden method runs 20 times "
                "with other seeds and orders of nodes, and what the runs agree on is kept; `detail` has the "
                "modularity, that of 20 rewirings of the same degrees, and the mean normalised mutual information of "
                "two runs. Only what is above the rewirings is a division of the articles into topics. Above 50,000 "
                "edges one run of the Louvain method."
            ),
        ),
        "V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden, Scientific Reports 9 (2019); A. "
        "Lancichinetti and S. Fortunato, Consensus clustering in complex networks, Scientific Reports 2 (2012); M. E. "
        "J. Newman and M. Girvan, Finding and evaluating community structure in networks, Physical Review E 69 "
        "(2004); S. Maslov and K. Sneppen, Specificity and stability in topology of protein networks, Science 296 "
        "(2002).",
    ),
    "constraint": Definition(
        ("结构约束（中间人）", "constraint (brokerage)"),
        (
            "该节点的邻点彼此相连的程度；值低者为中间人。",
            "How far a node's neighbours are linked among themselves; a low value marks a broker.",
        ),
        (
            (
                "只计一模网络（投影，或只取人物）：邻点若为事项，其值不过是度的倒数。按无向图计，平行边作一条；"
                "约束最小者居前，无邻点者无值。"
            ),
            (
                "On networks of one mode alone (projections, or people alone): where neighbours are deeds it is one "
                "over the degree. Undirected, without parallel edges. The least constrained come first; nodes without "
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
                "计两端皆非地方的边，各端取其所属地方的层级；同一记载既连两端又记其地者不计，因其同级只是一句话所说。"
                "“detail”为边数，及因地方或层级不明、因同一记载而未计者。层级只有一种时无值。"
            ),
            (
                "Over the edges between nodes that are not places, each with the level of the place it belongs to. An "
                "edge does not count where one statement links both ends and names a place: that they are of one "
                "level is then said once, and no finding. `detail` gives the number of edges, of those whose place or "
                "level is not known, and of those left out. Empty where all have one level."
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
    **{name: Definition(*texts) for name, texts in ON_PROJECTIONS.items()},
}


def measures_listed(language: str = "zh") -> Table:
    """Return the measures with their definition, how they are computed and the works that define them."""
    rows = tuple(
        (name, *(in_words(pair, language) for pair in (of.label, of.text, of.method)), of.reference)
        for name, of in DEFINITIONS.items()
    )
    return Table(_COLUMNS, rows, language=language)
