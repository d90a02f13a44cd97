"""Stores: Oxigraph in memory or on disk, and any SPARQL 1.1 endpoint, behind one narrow protocol."""

from kg.store.embedded import (
    POINTER,
    Origin,
    OxigraphStore,
    Store,
    building,
    built_from,
    open_store,
    rows,
    unreadable,
)
from kg.store.results import Result, Solutions

__all__ = [
    "POINTER",
    "Origin",
    "OxigraphStore",
    "Result",
    "Solutions",
    "Store",
    "building",
    "built_from",
    "open_store",
    "rows",
    "unreadable",
]
