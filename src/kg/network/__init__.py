"""From statements to networks: entities as nodes, what statements link as edges; parts of it, measures, files.

Nothing is dropped silently: what a selection, a projection or a limit leaves out is listed in the graph's attributes
`left_out` (reasons in Chinese and English, with numbers) and `cut` (nodes).
"""

from kg.network.around import around
from kg.network.between import Between
from kg.network.edges import Graph, multigraph
from kg.network.gather import gather
from kg.network.parts import MAX_SHOWN, Paths, ego, interlinked, most_linked, paths
from kg.network.selection import Selection, select

__all__ = [
    "MAX_SHOWN",
    "Between",
    "Graph",
    "Paths",
    "Selection",
    "around",
    "ego",
    "gather",
    "interlinked",
    "most_linked",
    "multigraph",
    "paths",
    "select",
]
