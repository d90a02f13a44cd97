"""What the face returns: dossiers, pages and pictures that show and save themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.charts.chart import Chart
from kg.charts.words import words
from kg.document.blocks import Block
from kg.document.endings import chosen_format
from kg.document.file import write_file
from kg.document.markdown import blocks_markdown
from kg.document.text import WIDTH, blocks_text
from kg.document.words import in_words
from kg.dossier import chosen_record
from kg.dossier.card import Card
from kg.dossier.model import Dossier
from kg.errors import Foreign, Message, UsageError
from kg.render.marks import FILES
from kg.tables.table import Table, to_text
from kg.terms.namespaces import curie

if TYPE_CHECKING:
    from kg.render.dossier_page import Links

if TYPE_CHECKING:
    from kg.render.graph_page import Drawing

SHOWN_FORMATS: Final = ("text", "markdown", "html", "json")
PICTURE_FORMATS: Final = ("svg", "png", "html", "json", "csv")
_HEIGHT: Final = 640
_MADE_BY: Final = ("kg show，数据版本 {}", "kg show, data {}")


def _format(path: str | Path, fmt: str, known: Sequence[str]) -> str:
    """Return the format asked for, else the one that a file's ending promises. Raises `UsageError` for another."""
    chosen = chosen_format(path, fmt, known)
    if not chosen:
        raise UsageError(
            Message("{path} cannot be written as a file without an ending", path=path),
            Message("One of: {known}", known=tuple(known)),
        )
    return chosen


@dataclass(frozen=True, repr=False)
class Shown:
    """Everything the sources say about a thing, or one statement whole; `notes` say what is not there.

    `content` has it as values: a `Dossier` or a `Card`. `sections` are the codes of those asked for, none for all;
    `brief` says that the summary was asked for; `other` returns the same in the other language, where nobody has chosen
    one.
    """

    content: Dossier | Card
    blocks: tuple[Block, ...]
    language: str
    version: str
    notes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    brief: bool = False
    other: Callable[[], Shown] | None = field(default=None, compare=False)

    @property
    def record(self) -> dict[str, object]:
        """The content as JSON-ready values, without the sections that were not asked for."""
        return chosen_record(self.content.as_record(), self.sections, brief=self.brief)

    def text(self, width: int = WIDTH, *, styled: bool = False) -> str:
        """Return plain text, at most `width` terminal cells wide."""
        return blocks_text(self.blocks, width, styled=styled)

    def markdown(self) -> str:
        """Return CommonMark."""
        return blocks_markdown(self.blocks)

    @property
    def id(self) -> str:
        """The id of the thing, or of the statement."""
        return self.content.id if isinstance(self.content, Card) else curie(self.content.iri)

    def html(self, links: Links | None = None) -> str:
        """Return one offline HTML page; `links` are to the pages of other things and to that of a graph.

        Where nobody has chosen a language it holds both, and opens in the reader's.
        """
        return self._page(links, self.other() if self.other else None)

    def _page(self, links: Links | None, other: Shown | None) -> str:
        from kg.render.dossier_page import Edition, dossier_page  # noqa: PLC0415 - the template engine is for pages alone

        twin = Edition(other.blocks, other.language, other.made_by) if other else None
        return dossier_page(self.blocks, self.language, self.made_by, links, self.id, twin)

    @property
    def made_by(self) -> str:
        """What made this, and from which edition of the data."""
        return in_words(_MADE_BY, self.language).format(self.version)

    def json(self) -> str:
        """Return JSON. Its keys are codes, the same in every language; labels and texts are values."""
        return json.dumps(self.record, ensure_ascii=False, indent=1) + "\n"

    def written(self, fmt: str) -> str:
        """Return it as `text`, `markdown`, `html` or `json`. Raises `UsageError` for another format."""
        forms = {"text": self.text, "markdown": self.markdown, "html": self.html, "json": self.json}
        return forms[_format("the result", fmt, SHOWN_FORMATS)]()

    def save(self, path: str | Path, fmt: str = "", *, graph: str = "") -> Path:
        """Write a file in the format of its ending, or in `fmt`; return the path.

        A page links to `graph`, the page of a graph; without it, to a graph.html beside it. For several pages that link
        to each other: `kg.base.pages.save_pages`.
        """
        from kg.render.dossier_page import Links, graph_link  # noqa: PLC0415 - as above

        chosen = _format(path, fmt, SHOWN_FORMATS)
        is_page = chosen == "html"
        return write_file(self.html(Links(graph=graph_link(path, graph))) if is_page else self.written(chosen), path)

    def __repr__(self) -> str:
        """Return plain text."""
        return "\n".join((self.text().rstrip("\n"), *self.notes))

    def _repr_html_(self) -> str:
        """Return the page in a frame, as a notebook shows it."""
        return _framed(self._page(None, None))


PICTURES: Final = ("html", "svg", "png", "pdf", *FILES)


@dataclass(frozen=True, repr=False)
class Page:
    """A graph that is drawn; `notes` say what it shows and what it leaves out."""

    drawing: Drawing
    notes: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """One offline HTML page."""
        return self.drawing.html

    @property
    def svg(self) -> str:
        """What is drawn at first as SVG. Raises `UsageError` where that is more than a picture can show."""
        return self.drawing.svg

    def written(self, fmt: str = "html", scale: float = 2.0) -> str | bytes:
        """Return the page as `html`; what is drawn at first as a picture or as a network with its places.

        Pictures are `svg`, `png` (scaled) and `pdf`, made without a browser; networks `gexf`, `graphml` and `json`.
        Raises `UsageError` where a picture or file cannot show it.
        """
        if fmt in FILES:
            return self.drawing.network(fmt)
        if fmt in {"html", "svg"}:
            return self.html if fmt == "html" else self.svg
        from kg.render.chart.picture import printed  # noqa: PLC0415 - as below

        return printed(self.svg, fmt, scale)

    def save(self, path: str | Path) -> Path:
        """Write the page, a picture or a network by the ending of the path to a file; return the path."""
        return write_file(self.written(_format(path, "", PICTURES)), path)

    def __repr__(self) -> str:
        """Return what the page shows."""
        return "\n".join(self.notes)

    def _repr_html_(self) -> str:
        """Return the page in a frame, as a notebook shows it."""
        return _framed(self.html)


@dataclass(frozen=True, repr=False)
class Picture:
    """A chart: what it shows as a table and a drawing; `notes` say what it rests on and what is left out.

    `other` returns the chart in the other language, where nobody has chosen one: a page then has both.
    """

    chart: Chart
    notes: tuple[str, ...] = ()
    other: Callable[[], Chart] | None = field(default=None, compare=False)

    def table(self) -> Table:
        """Return the rows of the chart."""
        return self.chart.table()

    def written(self, fmt: str, scale: float = 2.0) -> str | bytes:
        """Return the chart as `svg`, `png` (scaled), `html`, `json` (Vega-Lite) or `csv` (its rows).

        Raises `UsageError` for a drawing of a chart without rows.
        """
        if fmt == "csv":
            return to_text(self.table(), "csv")
        if not self.chart.rows:
            raise UsageError(Message("there is nothing to draw"), Foreign(" ".join(self.notes)))
        from kg.render.chart import rendered  # noqa: PLC0415 - altair costs 0.3 s

        other = self.other() if self.other and fmt == "html" else None
        return rendered(self.chart, fmt, self._specification, scale, other)

    @cached_property
    def _specification(self) -> dict[str, Any]:
        from kg.render.chart import specification  # noqa: PLC0415 - as above

        return specification(self.chart)

    def undrawn(self) -> str:
        """Return which characters no font of this system can draw and what to install; empty when all can be drawn."""
        from kg.render.chart import undrawn  # noqa: PLC0415 - as above

        characters = undrawn(self._specification)
        return words(self.chart.language)("no-glyph", characters=characters) if characters else ""

    def save(self, path: str | Path, fmt: str = "", *, scale: float = 2.0) -> Path:
        """Write a file in the format of its ending, or in `fmt`; return the path."""
        return write_file(self.written(_format(path, fmt, PICTURE_FORMATS), scale), path)

    def __repr__(self) -> str:
        """Return what the chart is of and what it rests on."""
        return "\n".join((self.chart.title, *self.notes))

    def _repr_html_(self) -> str:
        """Return the drawing, as a notebook shows it; without rows, why there is none."""
        return str(self.written("svg")) if self.chart.rows else f"<p>{escape(' '.join(self.notes))}</p>"


def _framed(html: str) -> str:
    style = f"width:100%;height:{_HEIGHT}px;border:1px solid #ccc"
    allowed = "allow-scripts allow-popups allow-downloads"
    return f'<iframe srcdoc="{escape(html)}" sandbox="{allowed}" style="{style}"></iframe>'
