"""What Python packs and the page's scripts read: tables by name, their columns by name, declared here alone.

A page carries each table as its columns, so that the names come with it; `page/reader.js` reads by them, and a name
that is not declared is an error on both sides. A term, node, quote ... is named by its number: its row, from 0; -1 is
none. A `Reference` is a node's number or, above the nodes, another entity's; the complement (`~n`) of a term's number;
a literal's text, or a pair of it in Chinese and English; or None. A field `*_en` is empty where it has the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple, get_args, get_type_hints

Reference = int | str | list[str] | None


class TermRow(NamedTuple):
    """A class, kind, slot or concept: its name in files, and its labels."""

    slug: str
    zh: str
    en: str


class NodeRow(NamedTuple):
    """A node: `|` in its id is its Chinese label; `sound` is pinyin, `also` and `also_en` other names, joined.

    `type` is a term, `classes` further ones (level, kind of initiative), `level` that of a place; `place` the entity in
    which it lies, `frame` a frame of the whole layout; `x` and `y` are pixels in it, y downwards. `measure` is the
    share of the greatest value of the measure that sizes nodes, `community` a number from 0; 0 and -1 where neither was
    asked for.
    """

    id: str
    zh: str
    en: str
    sound: str
    also: str
    also_en: str
    code: str
    type: int
    classes: list[int]
    level: int
    place: int | None
    frame: int
    x: int
    y: int
    measure: float
    community: int


class OtherRow(NamedTuple):
    """An entity that a statement mentions and the graph has not: id, labels and type."""

    id: str
    zh: str
    en: str
    type: int


class EdgeRow(NamedTuple):
    """An edge: the nodes at its ends, its statement, slot and label (a term).

    `core` is 1 where it links subject and object; `bend` counts the edges between its two nodes before it.
    """

    start: int
    end: int
    statement: int
    slot: int
    label: int
    core: int
    bend: int


class SlotRow(NamedTuple):
    """By which slot an edge is made: `object`, `place`, `place-2` ...; its band, -1 where it is the statement's."""

    name: str
    band: int


class StatementRow(NamedTuple):
    """A statement. `printed` is its time in words, `first` and `last` its days, `sense` the sense of its time.

    `kind`, `predicate`, `sense`, `modality` and `slots` (those inferred) are terms; `inferred` is 1 where the whole is.
    `figure` is its value as printed, `told` the slots that the panel shows, `values` references, a list for each slot
    told. `quotes` are numbers in reading order; `open` is 1 where the list was left open; `counted` is the set (a term)
    that counts it, `band` a row of the bands. `gloss` is what its words mean in English, `time_gloss` and
    `figure_gloss` what its time and figure do, `gloss_state` who checked that; `sentence` what it says as a sentence,
    without the beginning that is its source's.
    """

    id: str
    kind: int
    subject: Reference
    predicate: int
    object: Reference
    time: str
    printed: str
    sense: int
    first: str
    last: str
    modality: int
    inferred: int
    slots: list[int]
    source: int
    figure: str
    told: list[int]
    values: list[list[Reference]]
    quotes: list[int]
    open: int
    counted: int
    review: int
    band: int
    gloss: str
    time_gloss: str
    figure_gloss: str
    gloss_state: str
    sentence: str
    sentence_en: str


class QuoteRow(NamedTuple):
    """A quote: offsets in code points, end exclusive, and the words."""

    start: int
    end: int
    exact: str


class SourceRow(NamedTuple):
    """A source: why its date is what it is, who coded it and what checked it.

    `cited` has what a citation says of it by name, and as `opening` how the sentences of its statements begin.
    """

    slug: str
    title: str
    date: str
    reason: str
    reason_en: str
    coded: str
    coded_en: str
    cited: Mapping[str, str]
    cited_en: Mapping[str, str]


class JudgedRow(NamedTuple):
    """A judgement between two statements; `verdict` is a term, `disputed` 1 where it says that they do not agree."""

    left: int
    right: int
    verdict: int
    disputed: int
    reason: str
    reason_en: str
    by: str
    by_en: str
    on: str


class TypeRow(NamedTuple):
    """How nodes of a class (a term) are drawn: shape, colour (a token), lane (0 actors, 1 undertakings, 2 places)."""

    term: int
    shape: str
    colour: str
    lane: int


class BandRow(NamedTuple):
    """A band of edges by the token of its colour, the step of the switch that lets it in, and what it is called."""

    name: str
    step: int
    zh: str
    en: str


class LevelRow(NamedTuple):
    """A step of the switch: its name, and the title of a page that shows all up to it.

    `of` is the title for an undertaking, `about` for another thing, its name at `{}`; `title` where there is none.
    """

    step: int
    zh: str
    en: str
    title: str
    title_en: str
    of: str
    of_en: str
    about: str
    about_en: str


class LineRow(NamedTuple):
    """A kind of line in the legend or another text that page and picture share, by name; `{}` is a gap for a number."""

    name: str
    zh: str
    en: str


class FrameRow(NamedTuple):
    """A frame around the nodes of a place: the place's labels, and pixels."""

    zh: str
    en: str
    x: float
    y: float
    width: float
    height: float


class About(NamedTuple):
    """What is said of the whole page: `actual` and `attested` are terms, `file` names what is saved.

    `language` is that in which the page opens; with `either` 1 it opens in the reader's.
    `subject` is what the page is about, empty for everything; `fixed` is 1 where that is a title of its own. `open` is
    how many nodes are drawn at first, `step` the switch's first step; `posts`, `others` and `places` are 1 where their
    edges are drawn at first. `size` and `colour` say what nodes are sized and coloured by, `layout` how they
    are placed, `state` the view to begin with, as in a link; `joined` is 1 where the page shows what joins two things;
    `also` is what the title says beside a step where posts are drawn; `held` is how many statements the store holds, 0
    where that is not known; `cited` is the template by which a statement is cited.
    """

    subject: str
    subject_en: str
    fixed: int
    citation: str
    citation_en: str
    file: str
    file_en: str
    language: str
    either: int
    centres: list[int]
    webgl: int
    actual: int
    attested: int
    open: int
    step: int
    posts: int
    others: int
    places: int
    size: str
    colour: str
    layout: str
    state: str
    joined: int
    also: str
    also_en: str
    held: int
    cited: str
    cited_en: str


@dataclass(frozen=True)
class Payload:
    """Everything that a page knows."""

    about: About
    terms: Sequence[TermRow]
    types: Sequence[TypeRow]
    bands: Sequence[BandRow]
    levels: Sequence[LevelRow]
    lines: Sequence[LineRow]
    nodes: Sequence[NodeRow]
    others: Sequence[OtherRow]
    edges: Sequence[EdgeRow]
    slots: Sequence[SlotRow]
    statements: Sequence[StatementRow]
    quotes: Sequence[QuoteRow]
    sources: Sequence[SourceRow]
    judged: Sequence[JudgedRow]
    frames: Sequence[FrameRow]

    def as_json(self) -> str:
        """Return the tables as JSON, each as its columns; no `<` is in it, so that it can lie in a script element."""
        tables = {name: _columns(names, getattr(self, name)) for name, names in COLUMNS.items()}
        return json.dumps(tables, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _columns(names: Sequence[str], rows: About | Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    if isinstance(rows, About):
        return rows._asdict()
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


def _declared() -> Iterator[tuple[str, tuple[str, ...]]]:
    hints = get_type_hints(Payload)
    for table in fields(Payload):
        yield table.name, (get_args(hints[table.name]) or (hints[table.name],))[0]._fields


COLUMNS: Final[Mapping[str, tuple[str, ...]]] = dict(_declared())
