"""The methods record of a network: what a referee asks of it, made from the network itself and the same every time.

Where the boundary runs, what was chosen, which data and which program, what the sources cover, what is shown, how the
times of its edges are censored, which fields say nothing how often, and what was left out and why.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from kg.document.words import in_words
from kg.network.choose import all_left_out
from kg.network.coverage import Coverage
from kg.network.edges import OF_PAIRS, AnyGraph, LeftOut, Pair
from kg.network.listed import Row
from kg.network.selection import Selection
from kg.network.spells import Censoring, spell
from kg.reading.years import years_text
from kg.terms.namespaces import slug

Json = dict[str, Any]
_BOUNDARY: Final = (
    (
        "边界以来源为准：经选记载所连的实体为节点，记载所连为边；来源未提及者不在其中，不等于没有（名义主义的边界："
        "E. O. Laumann, P. V. Marsden, D. Prensky, 1983）。"
    ),
    (
        "The sources set the boundary: nodes are the entities that a selected statement links, edges what it links; "
        "whom no source names is outside, which is not absence (a nominalist boundary: E. O. Laumann, P. V. Marsden "
        "and D. Prensky, 1983)."
    ),
)
_AROUND: Final = ("所取为{things}周围 {hops} 步之内。", "Shown is what lies within {hops} step{s} of {things}.")
_PROJECTED: Final = ("投影：{name}。", "Projection: {name}.")
_NOT_CHOSEN: Final = frozenset({"names", "in_sets"})
_BYLINES: Final = "bylines"
# values that are counted in full, for they are few; whatever else an edge has of them is counted as well
_NODE_VALUES: Final = ("type", "level")
_EDGE_VALUES: Final = ("kind", "layer", "modality", "time_sense", "certainty", "time_certainty", "overlap", "source")
# not missing where empty: an id, a name of a slot, what only some kinds have
_NEVER_MISSING: Final = frozenset(
    {"id", "slot", "predicate", "counted_in", "time_sense", "bipartite", "alternatives", "in_role", *OF_PAIRS}
)
_OF_PLACES: Final = frozenset({"level"})
_WORDS: Final[Mapping[str, Pair]] = {
    "title": ("方法记录：{what}", "Methods record: {what}"),
    "boundary": ("边界：{text}", "Boundary: {text}"),
    "selection": ("选取：{text}", "Selection: {text}"),
    "data": (
        "数据：{version}（{date}），模型 {model}，SHA-256 {checksum}",
        "Data: {version} ({date}), model {model}, SHA-256 {checksum}",
    ),
    "store": ("库：由 SHA-256 {checksum} 的数据建成", "Store: built from data of SHA-256 {checksum}"),
    "program": ("程序：{name} {version}", "Program: {name} {version}"),
    "coverage": ("{text}", "{text}"),
    "source": (
        "  {id}：{title}，{appeared}，记载 {statements}",
        "  {id}: {named}, {appeared}, {statements} statements",
    ),
    "shown": (
        "所示：节点 {nodes}，边 {edges}，记载 {statements}，来源 {sources}",
        "Shown: {nodes} nodes, {edges} edges, {statements} statements, {sources} sources",
    ),
    "values": ("  {of}.{field}：{text}", "  {of}.{field}: {text}"),
    "times": ("边之时间（删失）：{text}", "Times of edges (censoring): {text}"),
    "missing": ("字段所缺（缺／计）：{text}", "Missing by field (missing of all): {text}"),
    "left_out": ("未列入：", "Left out:"),
    "reason": ("  {reason}：{number}", "  {reason}: {number}"),
    "unknown": ("未知", "not known"),
    "all": ("全部", "all"),
}
_JOIN: Final = ("，", ", ")


@dataclass(frozen=True, slots=True)
class Edition:
    """Which data and which program: versions, the day of the edition, checksums; what is not known is empty.

    `date` is the day of the edition whose checksum the data have (ISO), `checksum` the SHA-256 of the data files,
    `built` that of all that the store was built from.
    """

    program: str = ""
    version: str = ""
    date: str = ""
    model: str = ""
    checksum: str = ""
    built: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """What a record describes: a command in words (`export`), the things around which, the steps, further options."""

    what: str
    things: tuple[str, ...] = ()
    hops: int = 0
    options: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Methods:
    """A methods record in one language: as JSON, and as lines that people read. Nothing in it hangs on the clock."""

    record: Json
    language: str = "zh"

    @classmethod
    def of(
        cls,
        graph: AnyGraph,
        asked: Described,
        selection: Selection,
        coverage: Coverage,
        edition: Edition,
        language: str,
    ) -> Methods:
        """Return the record of a network."""
        record = {
            "what": f"kg network {asked.what}",
            "language": language,
            "boundary": _boundary(asked, language),
            "selection": _selection(asked, selection),
            "program": {"name": "kg", "version": edition.program},
            "data": {name: getattr(edition, name) for name in ("version", "date", "model", "checksum", "built")},
            "coverage": _coverage(coverage, language),
            "shown": _shown(graph),
            "values": {"nodes": _values(_nodes(graph), _NODE_VALUES), "edges": _values(_edges(graph), _EDGE_VALUES)},
            "times": _times(graph),
            "missing": {"nodes": _missing(graph, _nodes(graph)), "edges": _missing(graph, _edges(graph))},
            "left_out": _left_out(all_left_out(graph), language),
        }
        return cls(record, language)

    def in_files(self, left_out: LeftOut, counts: LeftOut) -> Methods:
        """Return the record with what files cannot hold among what is left out, and with what is counted in them."""
        more = [*self.record["left_out"], *_left_out(left_out, self.language)]
        cells = {"cells": _left_out(counts, self.language)} if counts else {}
        return replace(self, record={**self.record, "left_out": more, **cells})

    def json(self) -> str:
        """Return the record as JSON."""
        return json.dumps(self.record, ensure_ascii=False, indent=1) + "\n"

    def lines(self) -> tuple[str, ...]:
        """Return the record as lines that people read."""
        return tuple(self._lines())

    @property
    def date(self) -> str:
        """The day of the edition of the data, empty where it is none."""
        return str(self.record["data"]["date"])

    @property
    def creator(self) -> str:
        """The program with its version."""
        return " ".join(filter(None, self.record["program"].values()))

    @property
    def keywords(self) -> tuple[str, ...]:
        """The classes of nodes, the kinds of statement and the sources."""
        values = self.record["values"]
        return (*values["nodes"].get("type", ()), *values["edges"].get("kind", ()), *values["edges"].get("source", ()))

    def _lines(self) -> Iterator[str]:
        record = self.record
        yield self._said("title", what=record["what"])
        yield self._said("boundary", text=record["boundary"])
        yield self._said(
            "selection", text=self._joined(f"{k}={self._option(v)}" for k, v in record["selection"].items())
        )
        yield self._said("data", **self._known(record["data"]))
        if record["data"]["built"]:
            yield self._said("store", checksum=record["data"]["built"])
        yield self._said("program", **self._known(record["program"]))
        yield self._said("coverage", text=record["coverage"]["sentence"])
        for source in record["coverage"]["sources"]:
            named = f"{source['title_en']} ({source['title']})" if source["title_en"] else source["title"]
            yield self._said("source", **self._known({**source, "named": named}))
        yield self._said("shown", **record["shown"])
        for of, found in record["values"].items():
            for field, values in found.items():
                yield self._said("values", of=of, field=field, text=self._counts(values))
        yield self._said("times", text=self._counts(record["times"]))
        yield self._said("missing", text=self._joined(self._gaps()))
        if record["left_out"]:
            yield self._said("left_out")
            yield from (self._said("reason", **each) for each in record["left_out"])

    def _said(self, name: str, /, **values: object) -> str:
        return in_words(_WORDS[name], self.language).format(**values)

    def _joined(self, parts: Iterable[str]) -> str:
        return in_words(_JOIN, self.language).join(parts)

    def _known(self, values: Mapping[str, object]) -> Json:
        unknown = in_words(_WORDS["unknown"], self.language)
        return {name: value or unknown for name, value in values.items()}

    def _counts(self, values: Mapping[str, int]) -> str:
        return self._joined(f"{value} {number}" for value, number in values.items())

    def _option(self, value: object) -> str:
        if isinstance(value, list):
            return "+".join(map(str, value))
        return in_words(_WORDS["all"], self.language) if value == _ALL else str(value)

    def _gaps(self) -> Iterator[str]:
        for of, found in self.record["missing"].items():
            yield from (f"{of}.{name} {gap['missing']}/{gap['of']}" for name, gap in found.items() if gap["missing"])


_ALL: Final = "all"
_NOTHING: Final = (None, "", ())


def _boundary(asked: Described, language: str) -> str:
    parts = [in_words(_BOUNDARY, language)]
    if asked.things:
        ends = {"things": in_words(("、", ", "), language).join(asked.things), "hops": asked.hops}
        parts.append(in_words(_AROUND, language).format(**ends, s="" if asked.hops == 1 else "s"))
    projection = (asked.options or {}).get("projection")
    if projection:
        parts.append(in_words(_PROJECTED, language).format(name=projection))
    return in_words(("", " "), language).join(parts)


def _selection(asked: Described, selection: Selection) -> Json:
    """Return what was chosen: every field of the selection, then the further options.

    Of bylines the selection names the roles that it leaves out; the record says whether they are kept, as the option.
    """
    chosen: Json = {}
    for field in fields(selection):
        if field.name not in _NOT_CHOSEN:
            value = getattr(selection, field.name)
            chosen[field.name] = _option(years_text(value) if field.name == "years" and any(value) else value)
    chosen[_BYLINES] = not selection.bylines
    around = {"things": list(asked.things), "hops": asked.hops} if asked.things else {}
    return {
        **chosen,
        **around,
        **{name: _option(value) for name, value in (asked.options or {}).items() if value not in _NOTHING},
    }


def _option(value: object) -> object:
    """Return a choice as JSON has it: a set in order, and a word where it leaves nothing out."""
    if isinstance(value, (frozenset, set, tuple, list)):
        return sorted(map(str, value)) if any(each is not None for each in value) else _ALL
    return value


def _coverage(coverage: Coverage, language: str) -> Json:
    return {
        "sentence": coverage.sentence(language),
        "sources": [
            {
                "id": slug(source.iri),
                "title": source.title,
                "title_en": source.title_en,
                "appeared": source.appeared,
                "statements": source.statements,
                "years": list(source.years or ()),
            }
            for source in coverage.sources
        ],
        "statements": coverage.statements,
        "places": coverage.places,
        "years": list(coverage.years or ()),
    }


def _nodes(graph: AnyGraph) -> list[Row]:
    return [found for _, found in graph.nodes(data=True)]


def _edges(graph: AnyGraph) -> list[Row]:
    return [edge for *_, edge in graph.edges(data=True)]


def _shown(graph: AnyGraph) -> Json:
    edges = _edges(graph)
    statements, sources = ({part for e in edges for part in e[name].split(";") if part} for name in ("id", "source"))
    return {
        "nodes": graph.number_of_nodes(),
        "edges": len(edges),
        "statements": len(statements),
        "sources": len(sources),
        "directed": graph.is_directed(),
    }


def _values(rows: list[Row], names: Iterable[str]) -> Json:
    """Return how often each value of some fields stands, the most frequent first."""
    counted = {name: Counter(str(row[name]) for row in rows if row.get(name)) for name in names}
    return {name: dict(sorted(found.items(), key=lambda i: (-i[1], i[0]))) for name, found in counted.items() if found}


def _times(graph: AnyGraph) -> Json:
    found = Counter(spell(edge).censoring for edge in _edges(graph))
    return {str(kind): found[kind] for kind in Censoring}


def _missing(graph: AnyGraph, rows: list[Row]) -> Json:
    """Return for each field how many have it empty, of how many that could have it."""
    names = dict.fromkeys(name for row in rows for name in row)
    places = frozenset(graph.graph.get("locations", ()))
    found = {}
    for name in names:
        if name not in _NEVER_MISSING:
            those = [row for row in rows if name not in _OF_PLACES or row["type"] in places]
            found[name] = {"missing": sum(row.get(name, "") == "" for row in those), "of": len(those)}
    return found


def _left_out(left_out: LeftOut, language: str) -> list[Json]:
    return [{"reason": in_words(reason, language), "number": number} for reason, number in left_out]
