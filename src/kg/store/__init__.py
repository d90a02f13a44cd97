"""Stores: Oxigraph in memory or on disk, and any SPARQL 1.1 endpoint, behind one narrow protocol."""

from kg.store.embedded import (
    POINTER,
    Origin,
    OxigraphStore,
    Store,
    built_from,
    open_store,
    rows,
    store_folder,
    unreadable,
)
from kg.store.generations import WRITABLE, building, is_writable
from kg.store.results import Result, Solutions

__all__ = [
    "POINTER",
    "WRITABLE",
    "Origin",
    "OxigraphStore",
    "Result",
    "Solutions",
    "Store",
    "building",
    "built_from",
    "is_writable",
    "open_store",
    "rows",
    "store_folder",
    "unreadable",
]
