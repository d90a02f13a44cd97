"""graph_data/ to the model and back: reading, the canonical writer, and the quads a store is built from."""

from kg.dataset.quads import build_quads
from kg.dataset.read import read_corpus
from kg.dataset.turtle import entity_files, source_turtle, statements_turtle

__all__ = ["build_quads", "entity_files", "read_corpus", "source_turtle", "statements_turtle"]
