"""The first view of a graph page as a picture without a browser: what is drawn, where it lies, how it is written."""

from kg.render.still.svg import still

__all__ = ["still"]
