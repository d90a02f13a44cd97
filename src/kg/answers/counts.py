"""The line above an answer that counts: each set of capacities with its statements and actors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.document.words import in_words
from kg.ontology import Ontology
from kg.reading.counting import SetCount, set_counts
from kg.tables.table import Table, cell_text

Statements = tuple[tuple[str, str, str], ...]
_COUNTED: Final = (
    "{label} {count} 条记载（{actors} 个行动者）",
    "{label}: {count} statement{s} by {actors} actor{as_}",
)
_COUNTED_ALONE: Final = ("{label} {count} 条记载", "{label}: {count} statement{s}")
_UNCOUNTED: Final = (
    "不计入（推断、说法不一、非实绩）{} 条",
    "not counted (inferred, disputed, not actual): {}",
)
_JOINTLY: Final = ("；多条记载同属一次共同行事的，只计一次", "; statements of one joint act count once")


def counts_line(table: Table, ontology: Ontology, language: str = "zh") -> str:
    """Return the line above an answer that counts: each set by name with its count, and what is not counted."""
    statements = _statements(table)
    counts, uncounted = _counted(statements, ontology, language)
    line = counts_in_words(counts, uncounted, language, with_actors="actor" in table.columns)
    joined = len(statements) - uncounted > max((each.count for each in counts), default=0)
    return line + (in_words(_JOINTLY, language) if joined else "")


def counts_in_words(
    counts: Iterable[SetCount], uncounted: int, language: str = "zh", *, with_actors: bool = True
) -> str:
    """Return each set by name with its number of statements and actors, and the number of statements not counted."""
    form = _COUNTED if with_actors else _COUNTED_ALONE
    parts = [
        in_words(form, language).format(
            label=c.label,
            count=c.count,
            actors=c.actors,
            s="s" if c.count != 1 else "",
            as_="s" if c.actors != 1 else "",
        )
        for c in counts
    ]
    return " | ".join([*parts, in_words(_UNCOUNTED, language).format(uncounted)])


def table_counts(table: Table, ontology: Ontology, language: str = "zh") -> tuple[tuple[SetCount, ...], int]:
    """Return the counts of the strict, medium and broad set side by side, and how many statements are not counted.

    Statements that share one act are counted once, each actor in it too.
    """
    return _counted(_statements(table), ontology, language)


def _counted(statements: Statements, ontology: Ontology, language: str) -> tuple[tuple[SetCount, ...], int]:
    return set_counts(statements, ontology, language), sum(not name for name, *_ in statements)


def _statements(table: Table) -> Statements:
    """Return for each statement the narrowest set that counts it (empty where none does), its actor and its act."""
    by = table.column("actor") if "actor" in table.columns else (None,) * len(table.rows)
    acts = table.column("act") if "act" in table.columns else (None,) * len(table.rows)
    columns = (table.column("statement"), table.column("set"), table.column("counted"), by, acts)
    found = {
        cell_text(statement): (
            cell_text(name) if cell_text(counted) == "true" else "",
            cell_text(actor),
            cell_text(act) or cell_text(statement),
        )
        for statement, name, counted, actor, act in zip(*columns, strict=True)
    }
    return tuple(found.values())
