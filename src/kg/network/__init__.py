"""From statements to networks: entities as nodes, what statements link as edges; parts of it, measures, files.

Nothing is dropped silently: what a selection, a projection or a limit leaves out is told in the graph's attributes
`left_out` (reasons and numbers) and `cut` (nodes).
"""

from kg.network.edges import Graph, multigraph
from kg.network.gather import gather
from kg.network.parts import MAX_SHOWN, Paths, ego, interlinked, paths, whole
from kg.network.selection import Selection, select

__all__ = [
    "MAX_SHOWN",
    "Graph",
    "Paths",
    "Selection",
    "ego",
    "gather",
    "interlinked",
    "multigraph",
    "paths",
    "select",
    "whole",
]
