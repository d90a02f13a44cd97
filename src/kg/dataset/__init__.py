"""graph_data/ to the model and back: reading, the canonical writer, and the quads a store is built from."""

from kg.dataset.quads import REGISTERED_WITHIN, build_quads
from kg.dataset.read import read_corpus
from kg.dataset.turtle import corpus_files, turtle
from kg.dataset.write import write_corpus

__all__ = ["REGISTERED_WITHIN", "build_quads", "corpus_files", "read_corpus", "turtle", "write_corpus"]
