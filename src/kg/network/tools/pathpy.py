"""For pathpy, and others through a table: a contact sequence (source, target, time)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.network.tools.common import Dated, Material, Written, dated, plain_csv, without_years

_COLUMNS: Final = ("source", "target", "time", "statement", "key", "start", "end", "time_sense", "censoring")


def pathpy(material: Material) -> Written:
    """Return one row for each edge and year in which it surely holds (`possible`: may hold); `time` is the year.

    Contacts of one year have no order among them: the words rarely give more. Edges without a known year are counted
    and left out. Commas in an id become underscores, for pathpy reads no quotes. Times are finer in `start` and `end`.
    """
    edges = list(dated(material))
    return Written({"csv": plain_csv(_COLUMNS, _contacts(edges))}, without_years(edges, material))


def _contacts(edges: list[Dated]) -> Iterator[tuple[object, ...]]:
    rows = [
        (year, *_ends(each), each) for each in edges if each.years for year in range(each.years[0], each.years[1] + 1)
    ]
    for year, start, end, each in sorted(rows, key=lambda row: row[0]):
        edge = each.edge
        key = _plain(each.key)
        yield (
            start,
            end,
            year,
            _plain(edge["id"]),
            key,
            edge["start"],
            edge["end"],
            edge["time_sense"],
            each.spell.censoring,
        )


def _ends(each: Dated) -> tuple[str, str]:
    return _plain(each.start), _plain(each.end)


def _plain(text: str) -> str:
    """Return an id in which nothing needs quotes."""
    return "".join("_" if character in ',"\n\r' else character for character in text)
