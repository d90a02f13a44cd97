"""Where a picture has put nodes, for the files of a network: as Gephi (GEXF, GraphML), yEd and networkx read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

VIZ: Final = "http://gexf.net/1.3/viz"
YED: Final = "http://www.yworks.com/xml/graphml"
YED_KEY: Final = "node-graphics"
KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("x", "y", "size"), "double"),
    "colour": "string",
    **dict.fromkeys("rgb", "int"),
}
Element = tuple[str, Mapping[str, str]]


class Mark(NamedTuple):
    """The mark of a node: its middle and radius in pixels, y downwards, and its colour as `#rrggbb`."""

    x: float
    y: float
    size: float
    colour: str

    @property
    def values(self) -> dict[str, str]:
        """What GraphML has of it as attributes: y upwards, the colour also in parts, as Gephi takes it."""
        parts = zip("rgb", _parts(self.colour), strict=True)
        return {
            "x": f"{self.x:.0f}",
            "y": f"{-self.y:.0f}",
            "size": f"{self.size:.2f}",
            "colour": self.colour,
            **dict(parts),
        }

    @property
    def viz(self) -> Iterator[Element]:
        """What GEXF has of it."""
        yield "viz:position", {"x": f"{self.x:.0f}", "y": f"{-self.y:.0f}", "z": "0"}
        yield "viz:size", {"value": f"{self.size:.2f}"}
        yield "viz:color", dict(zip("rgb", _parts(self.colour), strict=True))

    @property
    def yed(self) -> Iterator[Element]:
        """What yEd has of it: the upper left corner, y downwards."""
        wide, left, top = f"{2 * self.size:.2f}", f"{self.x - self.size:.2f}", f"{self.y - self.size:.2f}"
        yield "y:Geometry", {"x": left, "y": top, "width": wide, "height": wide}
        yield "y:Fill", {"color": self.colour, "transparent": "false"}
        yield "y:Shape", {"type": "ellipse"}


def _parts(colour: str) -> Iterator[str]:
    return (str(int(colour[k : k + 2], 16)) for k in (1, 3, 5))
