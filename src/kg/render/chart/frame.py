"""What every chart has: head, foot, legend, fonts and colours; and how a row is told in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
from rich.cells import cell_len, chop_cells

from kg.charts.chart import Chart
from kg.charts.words import Say
from kg.reading.citation import plain
from kg.render.tokens import tokens

WIDTH, NARROW = 1000, 358  # pixels of a drawing; of one for a telephone
INK, GREY, LIGHT, PAPER = (tokens()[name] for name in ("ink", "dim", "line", "paper"))
# single quotes, so that the list can be an attribute of SVG
FONTS: Final = tokens()["sans"].replace('"', "'")
_LINE: Final = 16
_SMALL: Final = 11
_CELL: Final = 5.6  # pixels of half a Chinese character at that size
_TITLE: Final = 9.0  # the same in the title
_PALE: Final = 0.28
_ELLIPSIS: Final = "…"
_UNFIT: Final = frozenset({"Cc", "Cs"})
_NO_CHARACTER: Final = 0xFFFE  # the last two of each plane
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Drawing = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
Mark = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """How a chart is drawn: `narrow` for a telephone, `bare` without head and foot, for a page that has its own."""

    narrow: bool = False
    bare: bool = False

    @property
    def width(self) -> int:
        """Pixels that there are."""
        return NARROW if self.narrow else WIDTH


WHOLE: Final = Form()
PAGE: Final = (Form(bare=True), Form(narrow=True, bare=True))  # both are in a page; its style sheet shows one


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of a legend: a shape of Vega's, its fill and outline, what it means; dashed, with a letter in it."""

    shape: str
    fill: str
    outline: str
    text: str
    dashed: bool = False
    letter: str = ""
    pale: bool = False


def shortened(text: str, cells: int) -> str:
    """Return at most `cells` terminal cells of a text on one line, an ellipsis for what is left out."""
    line = clean(" ".join(text.split()))
    return line if cell_len(line) <= cells else (chop_cells(line, cells - 1) or [""])[0] + _ELLIPSIS


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text in lines of at most `cells` terminal cells, broken at blanks where there are any."""
    lines, line = [], ""
    for word in _pieces(text, cells):
        if line and cell_len(line) + cell_len(word.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, cells: int) -> Iterable[str]:
    """Yield words with the blank after them, and single characters where there are none (Chinese)."""
    word = ""
    for character in text:
        word += character
        if character == " " or cell_len(character) > 1 or cell_len(word) >= cells:
            yield word
            word = ""
    if word:
        yield word


def told(row: Any, number: int, text: str, say: Say) -> str:  # noqa: ANN401 - any class of rows with a basis
    """Return how a mark is told to who cannot see it: the row's number, its text, the words, source and statement.

    In English what the words mean comes after them.
    """
    gloss = say("told-gloss", text=plain(row.quote_en)) if row.quote_en else ""
    return f"#{number} {text} 「{row.quote}」{gloss} {row.source} {row.statement}"


def clean(text: str) -> str:
    """Return a text without what no picture can hold or what turns other text around: controls, bidi overrides."""
    return "".join(
        c
        for c in text
        if unicodedata.category(c) not in _UNFIT and c not in _TURNING and ord(c) & 0xFFFE != _NO_CHARACTER
    )


def data(marks: Sequence[Mapping[str, Any]]) -> alt.Data:
    """Return marks as inline data."""
    values = [{k: clean(v) if isinstance(v, str) else v for k, v in mark.items()} for mark in marks]
    return alt.Data(values=values)  # type: ignore[no-untyped-call] # as altair has it


def pixels(size: float) -> alt.Scale:
    """Return a scale that leaves positions as they are, in pixels from the top or the left."""
    return alt.Scale(domain=[0, size], range=[0, size], nice=False, zero=False)


def text_lines(marks: Sequence[Mapping[str, Any]], width: float, height: float, **style: Any) -> alt.Chart:  # noqa: ANN401
    """Return texts (`text`, `x`, `y` in pixels; `told` if they tell a row) as a panel without a frame."""
    base = alt.Chart(data([{"told": mark["text"], **mark} for mark in marks]), width=width, height=height)
    settings = {"align": "left", "baseline": "middle", "fontSize": _SMALL + 1, "color": INK, "font": FONTS, **style}
    drawn: alt.Chart = base.mark_text(**settings).encode(
        x=alt.X("x:Q", scale=pixels(width), axis=None),
        y=alt.Y("y:Q", scale=pixels(height), axis=None),
        text="text:N",
        description="told:N",
    )
    return drawn


def legend(samples: Sequence[Sample], width: float) -> Drawing:
    """Return a legend: samples with their texts, side by side in as many lines as they need."""
    marks: list[Mark] = []
    x, y = 8.0, _LINE / 2
    for sample in samples:
        size = 14 + cell_len(sample.text) * _CELL + 22
        if x > 8 and x + size > width:  # noqa: PLR2004 - the left margin
            x, y = 8.0, y + _LINE + 2
        dash = dashed("inferred" if sample.dashed else "stated")
        marks.append(
            {"x": x, "tx": x + 13, "y": y, "shape": sample.shape, "fill": sample.fill, "line": sample.outline}
            | {"dash": dash, "text": sample.text, "letter": sample.letter, "opacity": _PALE if sample.pale else 1.0}
        )
        x += size
    height = y + _LINE / 2
    base = alt.Chart(data(marks), width=width, height=height)
    at_y = alt.Y("y:Q", scale=pixels(height), axis=None)
    shapes = base.mark_point(size=95, strokeWidth=1.4, opacity=1).encode(
        x=alt.X("x:Q", scale=pixels(width), axis=None),
        y=at_y,
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("line:N", scale=None),
        strokeDash=dashes(),
        fillOpacity=opacities(),
        description="text:N",
    )
    texts = base.mark_text(align="left", baseline="middle", fontSize=_SMALL, color=INK, font=FONTS).encode(
        x=alt.X("tx:Q", scale=pixels(width), axis=None), y=at_y, text="text:N", description="text:N"
    )
    letters = base.mark_text(fontSize=9, color=INK, font=FONTS).encode(
        x=shapes.encoding.x, y=at_y, text="letter:N", description="text:N"
    )
    return alt.layer(shapes, letters, texts)


def dashed(certainty: str) -> list[int]:
    """Return the dashes of an outline: none but for what is inferred."""
    return [3, 2] if certainty == "inferred" else [1, 0]


def dashes() -> alt.StrokeDash:
    """Return the encoding that takes the dashes from a mark's `dash`."""
    return alt.StrokeDash("dash:N", scale=None)


def opacities() -> alt.FillOpacity:
    """Return the encoding that takes how opaque a fill is from a mark's `opacity`."""
    return alt.FillOpacity("opacity:Q", scale=None)


def opacity(*, pale: bool) -> float:
    """Return how opaque a fill is: what is not sure is pale."""
    return _PALE if pale else 1.0


def colour(name: str) -> str:
    """Return a token of the design language as `#rrggbb`; its light colour, for a page turns it into the dark one."""
    return tokens()[name]


def framed(body: Sequence[Drawing], chart: Chart, form: Form, width: float = 0) -> alt.VConcatChart:
    """Return panels one above the other, unless bare under the chart's head and above its foot."""
    if form.bare:
        return _styled(alt.vconcat(*body, spacing=12, background=PAPER, padding=8, bounds="full"))
    width = width or form.width
    lines = [line for text in chart.foot for line in wrapped(text, round(width / _CELL))]
    marks = [{"text": line, "x": 0, "y": (n + 0.5) * _LINE} for n, line in enumerate(lines)]
    foot = text_lines(marks, width, max(len(lines), 1) * _LINE, fontSize=_SMALL, color=GREY)
    head = alt.TitleParams(
        text=_lines_or_one(chart.title, round(width / _TITLE)),
        subtitle=_lines_or_one(chart.subtitle, round(width / _CELL)),
        anchor="start",
        font=FONTS,
        subtitleFont=FONTS,
        fontSize=17,
        subtitleFontSize=12,
        subtitleColor=GREY,
        subtitlePadding=4,
        offset=14,
    )
    return _styled(alt.vconcat(*body, foot, spacing=12, title=head, background=PAPER, padding=16, bounds="full"))


def _lines_or_one(text: str, cells: int) -> str | list[str]:
    lines = wrapped(clean(text), cells)
    return lines if len(lines) > 1 else "".join(lines)


def _styled(whole: alt.VConcatChart) -> alt.VConcatChart:
    finished: alt.VConcatChart = (
        whole.configure(font=FONTS)
        .configure_view(stroke=None)
        .configure_title(color=INK)
        .configure_concat(spacing=8)
        .configure_axis(
            labelFont=FONTS,
            titleFont=FONTS,
            labelFontSize=_SMALL,
            titleFontSize=_SMALL,
            titleFontWeight="normal",
            gridColor=LIGHT,
            domainColor=GREY,
            tickColor=GREY,
            labelColor=INK,
            titleColor=INK,
        )
    )
    return finished
