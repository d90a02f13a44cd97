"""What stands beside the rows of an answer: why some are apart, and what is not among them though it may belong there.

Rows are apart by the columns `apart` and `order_note`, whose cells are reasons of the ontology. A question on a place
says in its header which statements it could list if they named a place (`#+ unplaced: PATTERN`) and where they are
listed (`#+ unplaced_in: QUESTION --option {parameter}`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.answers.filters import Filters
from kg.answers.inferred import Inferred, inferred_core
from kg.document.words import in_words
from kg.finding.names import labels
from kg.ontology import Ontology
from kg.store import Store, rows
from kg.tables.table import Table, cell_text, parts
from kg.terms.header import header
from kg.terms.namespaces import SKOS, curie, slug

APART: Final = "apart"
_REASONS: Final = (APART, "order_note")
_IN: Final = "in"
_AT_ONCE: Final = 400
_REASON: Final = ("{label}（{count} 行）：{why}", "{label} ({count}): {why}")
_UNPLACED: Final = (
    "另有 {count} 条记载未载地方，不在表中；见：kg query {shown}",
    "Not in the table, because no place is said: {count} statement{s}; see: kg query {shown}",
)
_POSSIBLE: Final = (
    "另有 {count} 条记载可能指{thing}（另解），不在表中；见：{shown}",
    "Not in the table, because {thing} is only one of several readings: {count} statement{s}; see: {shown}",
)
# what a parameter is bound to: several texts where words are asked for
Value = ox.NamedNode | ox.Literal | tuple[ox.Literal, ...]
Values = Mapping[str, Value]


def parted(table: Table) -> tuple[Table, Table]:
    """Return the rows that answer a question, and those that are listed apart."""
    if APART not in table.columns:
        return table, replace(table, rows=())
    why = table.column(APART)
    return tuple(
        replace(
            table, rows=tuple(row for row, reason in zip(table.rows, why, strict=True) if (reason is None) == certain)
        )
        for certain in (True, False)
    )  # type: ignore[return-value]


@dataclass(frozen=True)
class Asides:
    """The lines beside the answer of a question with its values and filters; `folder` is `ontology/answers/`."""

    text: str
    values: Values
    filters: Filters
    store: Store
    ontology: Ontology
    folder: Path
    language: str

    def lines(self, table: Table, given: Mapping[str, str]) -> tuple[str, ...]:
        """Return the lines beside a table; `given` has the values as typed."""
        return (*self._reasons(table), *self._unplaced(table, given), *self._possible(table, given))

    def inferred(self, table: Table) -> tuple[Inferred, ...]:
        """Return the kind and the inferred core slots of each statement of a table."""
        statements = sorted({part.value for part in self._statements(table)})
        found = []
        for n in range(0, len(statements), _AT_ONCE):
            text = self._asked("inferred", " ".join(f"<{iri}>" for iri in statements[n : n + _AT_ONCE]))
            for row in rows(self.store, text):
                unused = slug(row["unused"].value) if row["unused"] else ""
                kind, slots = slug(row["class"].value), row["slots"].value.split(";")
                found.append(inferred_core(kind, slots, unused, self.ontology))
        return tuple(found)

    def _asked(self, name: str, values: str) -> str:
        text = (self.folder / f"{name}.rq").read_text(encoding="utf-8")
        return re.sub(r"(VALUES \?\w+) \{.*", lambda match: f"{match[1]} {{ {values} }}", text, count=1)

    @staticmethod
    def _statements(table: Table) -> tuple[ox.NamedNode, ...]:
        if "statement" not in table.columns:
            return ()
        return tuple(p for cell in table.column("statement") for p in parts(cell) if isinstance(p, ox.NamedNode))

    def _reasons(self, table: Table) -> Iterator[str]:
        """Yield each reason for which a row is apart with the number of rows and its definition."""
        for name in _REASONS:
            cells = table.column(name) if name in table.columns else ()
            found = Counter(part.value for cell in cells for part in parts(cell) if isinstance(part, ox.NamedNode))
            for iri, count in sorted(found.items()):
                label, why = self.ontology.label(iri, self.language), self._definition(iri)
                yield in_words(_REASON, self.language).format(label=label, count=count, why=why)

    def _definition(self, iri: str) -> str:
        values = self.ontology.terms[iri].values(SKOS + "definition") if iri in self.ontology.terms else ()
        return next((v.value for v in values if isinstance(v, ox.Literal) and v.language == self.language), "")

    def _unplaced(self, table: Table, given: Mapping[str, str]) -> Iterator[str]:
        """Yield how many statements would be looked at if they named a place, those listed apart not counted again."""
        if _IN not in self.values or not header(self.text, "unplaced"):
            return
        count = self._count_unplaced()
        apart = set(self._statements(parted(table)[1]))
        if count and apart:
            count -= self._count_unplaced("VALUES ?statement { " + " ".join(map(str, apart)) + " }")
        if count:
            yield self._line(_UNPLACED, count, shown=self._shown_in(given))

    def _shown_in(self, given: Mapping[str, str]) -> str:
        """Return the question that lists them, with the options for what was given."""

        def filled(option: re.Match[str]) -> str:
            return option[0].format(**given) if option[1] in given else ""

        return re.sub(r" --\w+ \{(\w+)\}", filled, header(self.text, "unplaced_in")) + self.filters.typed

    def _count_unplaced(self, among: str = "") -> int:
        pattern = header(self.text, "unplaced")
        named = re.findall(r"\?(\w+)", pattern)
        bound = " ".join(f"VALUES ?{name} {{ {value} }}" for name, value in self.values.items() if name in named)
        prefixes = "".join(re.findall(r"^PREFIX .*\n", self.text, re.MULTILINE))
        passing = self.filters.patterns("statement")
        query = f"{prefixes}SELECT (COUNT(DISTINCT ?statement) AS ?n) WHERE {{ {among} {bound} {pattern} {passing} }}"
        return next(int(row["n"].value) for row in rows(self.store, query))

    def _possible(self, table: Table, given: Mapping[str, str]) -> Iterator[str]:
        """Yield for each thing asked about how many statements have it as another reading of a slot in the question."""
        there = {node.value for node in self._statements(table)}
        for name, value in self.values.items():
            if name == _IN or not isinstance(value, ox.NamedNode):
                continue
            found = {
                row["statement"].value
                for row in rows(self.store, self._asked("possible", str(value)))
                if re.search(rf"{re.escape(curie(row['slot'].value))}\b", self.text)
            }
            if count := len(self.filters.kept(found - there, self.store)):
                typed = given.get(name, cell_text(value))
                thing = labels([value.value], self.store, self.language).get(value.value, typed)
                yield self._line(
                    _POSSIBLE, count, thing=thing, shown=f"kg query mentions --thing {typed}{self.filters.typed}"
                )

    def _line(self, form: tuple[str, str], count: int, **words: str) -> str:
        return in_words(form, self.language).format(count=count, s="" if count == 1 else "s", **words)
