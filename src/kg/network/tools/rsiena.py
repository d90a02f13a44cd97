"""For RSiena: one matrix a wave, with ties, missing ties and structural zeros and ones, and a script in R.

The codes are RSiena's (R. M. Ripley, T. A. B. Snijders and others, Manual for RSiena, University of Oxford, sections on
data formats, missing data and structurally determined values): 0 and 1, NA, and 10 and 11 for a tie that cannot be, and
one that cannot be otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kg.errors import Message, UsageError
from kg.network.edges import LeftOut, Pair, left_out_as
from kg.network.intervals import Life, Span, life_of
from kg.network.listed import BIPARTITE, NODE_COLUMNS, Row, cells, columns, edges_of, is_two_mode
from kg.network.tools.common import Material, Silence, Written, filled, ordered, plain_csv
from kg.reading.years import Years

MISSING, NO_TIE, TIE, NEVER, ALWAYS = "NA", "0", "1", "10", "11"
_MOST_CELLS: Final = 250_000
_SEVERAL: Final = 2
_SCRIPT: Final = Path(__file__).with_name("rsiena.R")
_MEANT: Final[dict[str, Pair]] = {
    TIE: ("有边（1）", "a tie (1)"),
    NO_TIE: ("已收录而未载（0）", "covered and not said (0)"),
    MISSING: ("未收录或时间不明（NA）", "not covered, or the time is not known (NA)"),
    NEVER: ("不可能有边（10）", "no tie is possible (10)"),
    ALWAYS: ("官方代码所定之边（11）", "a tie by the official code (11)"),
}


def rsiena(material: Material, stem: str) -> Written:
    """Return a matrix a wave, the nodes and a script in R, run by `source("NAME.R", chdir = TRUE)`.

    A tie is 1 in a wave in which an edge surely holds; NA where its dates allow it and do not prove it, and where
    either end is not covered in the wave; 10 where an end is not yet founded, or dissolved; 11 for an edge that the
    official code gives and no statement; else 0, or NA when silence is to be missing: covered and not said. A two-mode
    network has its first mode in rows, its second in columns. Raises `UsageError` for fewer than two waves and for a
    network that is too large for matrices.
    """
    waves = _Waves(material)
    _require_size(waves)
    names = columns(NODE_COLUMNS, (row for _, row in waves.nodes))
    nodes = ((number, *cells(row, names)) for number, (_, row) in enumerate(waves.nodes, start=1))
    matrices = {_name(wave): list(waves.matrix(wave)) for wave in waves.windows}
    script = filled(
        _SCRIPT,
        STEM=stem,
        WAVES=", ".join(f'"{name}"' for name in matrices),
        ROWS=len(waves.rows),
        COLUMNS=len(waves.across),
        TWO_MODE=is_two_mode(material.graph),
    )
    return Written(
        {
            "nodes.csv": plain_csv(("number", *names), nodes),
            **{f"wave-{name}.txt": _text(matrix) for name, matrix in matrices.items()},
            "R": script,
        },
        counts=_counted(matrices, square=not is_two_mode(material.graph)),
    )


def _require_size(waves: _Waves) -> None:
    if len(waves.rows) * len(waves.across) > _MOST_CELLS:
        raise UsageError(
            Message(
                "{rows} rows and {columns} columns are too many for RSiena",
                rows=len(waves.rows),
                columns=len(waves.across),
            ),
            Message("Choose one set of actors: kg network project people-initiative --for rsiena, or --type Person."),
        )
    if len(waves.windows) < _SEVERAL:
        one, none = (
            Message("RSiena needs two waves, and there is one"),
            Message("RSiena needs two waves, and there are none"),
        )
        raise UsageError(one if waves.windows else none, Message("Widen --years, or lower --window."))


def _counted(matrices: dict[str, list[list[str]]], *, square: bool) -> LeftOut:
    """Return how many cells of all waves have each code, but for a node with itself."""
    rows = ((i, row) for matrix in matrices.values() for i, row in enumerate(matrix))
    found = Counter(cell for i, row in rows for j, cell in enumerate(row) if not square or i != j)
    return [entry for code, reason in _MEANT.items() for entry in left_out_as(reason, found[code])]


def _text(matrix: list[list[str]]) -> str:
    return "".join(" ".join(row) + "\n" for row in matrix)


def _name(window: Span) -> str:
    return "-".join(str(year) for year in dict.fromkeys(window))


@dataclass(frozen=True)
class _Waves:
    """The ties of a network wave by wave."""

    material: Material

    @cached_property
    def nodes(self) -> list[tuple[str, Row]]:
        """The nodes, the first mode first."""
        return ordered(self.material.graph)

    @cached_property
    def rows(self) -> list[str]:
        """The ids of the nodes in rows: all, or the first mode."""
        return [id_ for id_, row in self.nodes if not row.get(BIPARTITE)]

    @cached_property
    def across(self) -> list[str]:
        """The ids of the nodes in columns: all, or the second mode."""
        return [id_ for id_, row in self.nodes if row.get(BIPARTITE)] or self.rows

    @cached_property
    def silence(self) -> Silence:
        """What is covered and what can be there."""
        return self.material.silence()

    @cached_property
    def lives(self) -> dict[tuple[str, str], list[Life | None]]:
        """The times of each pair in row and column; None for an edge of the official code, without a statement."""
        either_way = is_two_mode(self.material.graph) or not self.material.graph.is_directed()
        found: dict[tuple[str, str], list[Life | None]] = {}
        for start, end, _, edge in edges_of(self.material.graph):
            for pair in {(start, end), (end, start)} if either_way else {(start, end)}:
                found.setdefault(pair, []).append(life_of(edge) if edge["id"] else None)
        return found

    @cached_property
    def windows(self) -> tuple[Span, ...]:
        """The first and the last year of each wave: of the years chosen, else of those in which edges surely hold."""
        known = [years for lives in self.lives.values() for one in lives if one and (years := one.certain_years)]
        first, last = self._years(known)
        if first is None or last is None:
            return ()
        width = self.material.window
        return tuple((begin, min(begin + width - 1, last)) for begin in range(first, last + 1, width))

    def _years(self, known: list[Span]) -> Years:
        first, last = self.material.years
        ends = (min((a for a, _ in known), default=None), max((b for _, b in known), default=None))
        return (ends[0] if first is None else first, ends[1] if last is None else last)

    def matrix(self, window: Span) -> Iterator[list[str]]:
        """Yield the rows of one wave."""
        there = {id_: self._can_be(id_, window) for id_, _ in self.nodes}
        covered = {id_: self._is_covered(id_, window) for id_, _ in self.nodes}
        silent = NO_TIE if self.material.silent_is_zero else MISSING
        for one in self.rows:
            yield [
                NO_TIE
                if one == other
                else NEVER
                if not (there[one] and there[other])
                else self._tie(one, other, window) or (silent if covered[one] and covered[other] else MISSING)
                for other in self.across
            ]

    def _tie(self, one: str, other: str, window: Span) -> str:
        """Return what the statements on a pair say of a wave; empty where they say nothing of it."""
        lives = self.lives.get((one, other), [])
        if None in lives:
            return ALWAYS
        known = [found for found in lives if found]
        if any(found.is_certain_in(*window) for found in known):
            return TIE
        return MISSING if any(found.is_possible_in(*window) for found in known) else ""

    def _is_covered(self, id_: str, window: Span) -> bool:
        return any(window[0] <= year <= window[1] for year in self.silence.covered.get(id_, ()))

    def _can_be(self, id_: str, window: Span) -> bool:
        first, last = self.silence.exists.get(id_, (None, None))
        return not ((first is not None and window[1] < first) or (last is not None and window[0] > last))
