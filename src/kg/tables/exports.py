"""What can be written out of a store: its tables by name, and the whole dataset."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.reading.whole import whole
from kg.store import OxigraphStore, Store
from kg.tables.labelled import LABELS, labelled_in
from kg.tables.panel import PANELS, panel_table
from kg.tables.statements import TABLES
from kg.tables.table import Table
from kg.tables.vocabulary import vocabularies
from kg.terms.namespaces import PREFIXES

PANEL: Final = "panel"
DATASET: Final = "dataset"
VOCABULARIES: Final = "vocabularies"
EXPORTS: Final = (*TABLES, PANEL, VOCABULARIES, DATASET)
DATASET_FORMATS: Final = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}


def exported(what: str, store: Store, ontology: Ontology, by: str = "", labels: str = "both") -> Table:
    """Return a table of a store by its name; `by` names the rows of a panel, `village-year` without it.

    `labels` are in `both` languages (the English ones in columns of their own, last), `zh` (without these columns) or
    `en` (the English ones in place of the Chinese). Raises `UsageError` for another name or language of labels, and for
    `by` with what is not a panel.
    """
    if what not in {*TABLES, PANEL, VOCABULARIES}:
        raise UsageError(
            Message("no table is called {what!r}", what=what), Message("One of: {known}", known=tuple(EXPORTS))
        )
    if labels not in LABELS:
        raise UsageError(
            Message("labels are not written as {labels!r}", labels=labels),
            Message("One of: {known}", known=tuple(LABELS)),
        )
    if by and what != PANEL:
        raise UsageError(
            Message("--by is for a panel, not for {what}", what=what), Message("kg export panel --by village-year")
        )
    if by and by not in PANELS:
        raise UsageError(Message("no panel is called {by!r}", by=by), Message("One of: {known}", known=tuple(PANELS)))
    if what == VOCABULARIES:
        return labelled_in(vocabularies(ontology), labels)
    reading = whole(store, ontology)
    table = (
        panel_table(reading, ontology, by or next(iter(PANELS))) if what == PANEL else TABLES[what](reading, ontology)
    )
    return labelled_in(table, labels)


def dataset(store: Store, fmt: str = "trig") -> bytes:
    """Return all quads of an embedded store as `trig` or `nquads`, what was derived included.

    Raises `UsageError` for another format, and for an endpoint.
    """
    if fmt not in DATASET_FORMATS:
        raise UsageError(
            Message("a dataset cannot be written as {fmt}", fmt=fmt),
            Message("One of: {known}", known=tuple(DATASET_FORMATS)),
        )
    if not isinstance(store, OxigraphStore):
        raise UsageError(
            Message("the dataset of an endpoint is not exported"), Message("Export it with the endpoint's own tools.")
        )
    return store.raw.dump(format=DATASET_FORMATS[fmt], prefixes=PREFIXES if fmt == "trig" else None) or b""
