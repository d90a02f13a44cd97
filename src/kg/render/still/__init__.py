"""A view of a graph page as a picture without a browser: what is drawn, where it lies, how it is written."""

from kg.render.still.framed import MOST_APART
from kg.render.still.network import drawn_file
from kg.render.still.scene import Scene, scene_of
from kg.render.still.state import parts_of

__all__ = ["MOST_APART", "Scene", "drawn_file", "parts_of", "scene_of"]
