"""For statnet: vertices and edges with spells, and a script in R that makes a `network` and a `networkDynamic` of them.

The times follow networkDynamic (C. T. Butts, A. Leslie-Cook, P. N. Krivitsky and S. Bender-deMoll, networkDynamic:
Dynamic Extensions for Network Objects): a spell runs from its onset up to its terminus, which lies outside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from kg.network.listed import NODE_COLUMNS, cells, columns
from kg.network.portable import twinned
from kg.network.spells import Censoring
from kg.network.tools.common import (
    Dated,
    Material,
    Written,
    censored,
    dated,
    day_number,
    filled,
    first_mode,
    ordered,
    plain_csv,
    positions,
    without_years,
)
from kg.reading.years import NO_BOUNDS

_SPELL: Final = (
    *("onset", "terminus", "tail", "head", "onset.censored", "terminus.censored"),
    *("onset.possible", "terminus.possible", "censoring", "key"),
)
_VERTEX: Final = {"id": "vertex.names", "type": "class"}
_SCRIPT: Final = Path(__file__).with_name("statnet.R")
_NOT_SAID: Final = "NA"


def statnet(material: Material, stem: str) -> Written:
    """Return vertices, edges and a script in R, run by `source("NAME.R", chdir = TRUE)`.

    `onset` and `terminus` are days since 1970-01-01 as R counts them, of what is surely so to the year: of a post since
    2019 the year 2019. They are NA where no year is sure. `onset.possible` and `terminus.possible` bound what may be,
    `-Inf` and `Inf` where an end is open, as networkDynamic has it.
    """
    nodes, edges = ordered(material.graph), list(dated(material))
    node_names = columns(NODE_COLUMNS, (row for _, row in nodes))
    vertices = ((number, *cells(row, node_names)) for number, (_, row) in enumerate(nodes, start=1))
    rows = [twinned(each.edge) for each in edges]
    names = columns((), rows)
    spells = ((*spell, *cells(row, names)) for spell, row in zip(_spells(material, edges), rows, strict=True))
    return Written(
        {
            "edges.csv": plain_csv((*_SPELL, *names), spells),
            "vertices.csv": plain_csv(("vertex.id", *(_VERTEX.get(name, name) for name in node_names)), vertices),
            "R": _script(material, stem),
        },
        without_years(edges, material),
    )


def _script(material: Material, stem: str) -> str:
    ends = zip(material.years, material.covered or NO_BOUNDS, strict=True)
    first, last = (covered if asked is None else asked for asked, covered in ends)
    modes = first_mode(material.graph)
    return filled(
        _SCRIPT,
        STEM=stem,
        DIRECTED=material.graph.is_directed() and not modes,
        FIRST_MODE=modes or False,
        POSSIBLE=material.possible,
        FIRST_DAY="-Inf" if first is None else day_number(f"{first:04d}-01-01"),
        LAST_DAY="Inf" if last is None else day_number(f"{last:04d}-12-31", after=True),
    )


def _spells(material: Material, edges: list[Dated]) -> Iterator[tuple[object, ...]]:
    """Yield the columns of a spell; in a two-mode network the tail is of the first mode, and there is no direction."""
    at, modes = positions(material.graph), first_mode(material.graph)
    for each in edges:
        ends = at[each.start], at[each.end]
        unknown = (True, True) if each.spell.censoring is Censoring.UNDATED else censored(each.spell)
        spell = *_known(each), *(sorted(ends) if modes else ends), *unknown, *_possible(each)
        yield (*spell, str(each.spell.censoring), each.key)


def _known(each: Dated) -> tuple[object, object]:
    """Return onset and terminus of what is sure, as far as it goes beyond the year not at all."""
    years, found = each.spell.life.certain_years, each.spell
    if years is None:
        return _NOT_SAID, _NOT_SAID
    first = found.first or date(years[0], 1, 1).isoformat()
    last = found.last or date(years[1], 12, 31).isoformat()
    return day_number(first), day_number(last, after=True)


def _possible(each: Dated) -> tuple[object, object]:
    """Return onset and terminus of what may be: what is open has no bound."""
    found = each.spell
    held = found.censoring is Censoring.BOTH
    first = "-Inf" if held or not found.first else day_number(found.first)
    last = "Inf" if held or not found.last else day_number(found.last, after=True)
    return first, last
