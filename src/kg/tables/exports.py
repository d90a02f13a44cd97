"""What can be written out of a store: its tables by name, and the whole dataset."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ontology import Ontology
from kg.reading.whole import whole
from kg.store import OxigraphStore, Store
from kg.tables.panel import PANELS, panel_table
from kg.tables.statements import TABLES
from kg.tables.table import Table
from kg.terms.namespaces import PREFIXES

PANEL: Final = "panel"
DATASET: Final = "dataset"
EXPORTS: Final = (*TABLES, PANEL, DATASET)
DATASET_FORMATS: Final = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}


def exported(what: str, store: Store, ontology: Ontology, by: str = "") -> Table:
    """Return a table of a store by its name; `by` names the rows of a panel, `village-year` without it.

    Raises `UsageError` for another name, and for `by` with what is not a panel.
    """
    if what not in {*TABLES, PANEL}:
        raise UsageError(f"no table is called {what!r}", "One of: " + ", ".join(EXPORTS))
    if by and what != PANEL:
        raise UsageError(f"--by is for a panel, not for {what}", "kg export panel --by village-year")
    if by and by not in PANELS:
        raise UsageError(f"no panel is called {by!r}", "One of: " + ", ".join(PANELS))
    reading = whole(store, ontology)
    return (
        panel_table(reading, ontology, by or next(iter(PANELS))) if what == PANEL else TABLES[what](reading, ontology)
    )


def dataset(store: Store, fmt: str = "trig") -> bytes:
    """Return all quads of an embedded store as `trig` or `nquads`, what was derived included.

    Raises `UsageError` for another format, and for an endpoint.
    """
    if fmt not in DATASET_FORMATS:
        raise UsageError(f"a dataset cannot be written as {fmt}", "One of: " + ", ".join(DATASET_FORMATS))
    if not isinstance(store, OxigraphStore):
        raise UsageError("the dataset of an endpoint is not exported", "Export it with the endpoint's own tools.")
    return store.raw.dump(format=DATASET_FORMATS[fmt], prefixes=PREFIXES if fmt == "trig" else None) or b""
