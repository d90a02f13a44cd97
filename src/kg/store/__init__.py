"""Stores: Oxigraph in memory or on disk, and any SPARQL 1.1 endpoint, behind one narrow protocol."""

from kg.store.embedded import (
    POINTER,
    OxigraphStore,
    Result,
    Store,
    building,
    open_store,
    rows,
    unreadable,
)

__all__ = [
    "POINTER",
    "OxigraphStore",
    "Result",
    "Store",
    "building",
    "open_store",
    "rows",
    "unreadable",
]
