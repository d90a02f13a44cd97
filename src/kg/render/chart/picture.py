"""A chart's specification printed as SVG or PNG by vl-convert, and what no font of this system can draw."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree as ET

import vl_convert

from kg.errors import Message, OutputError
from kg.render.chart.frame import FONTS

_SVG: Final = "http://www.w3.org/2000/svg"
_HAN: Final = "村"
_NUMBERED: Final = re.compile(r"#(?P<number>[0-9]+) ")
_UNASSIGNED: Final = "\u0378"  # no font has a glyph for what is no character
_LETTERS: Final = frozenset("LNS")  # letters, numbers, symbols: what must have a glyph of its own
_PROBE: Final = (
    f'<svg xmlns="{_SVG}" width="40" height="40"><text x="5" y="30" font-size="24" font-family="{FONTS}">&#{{}};'
    "</text></svg>"
)
INSTALL: Final = Message(
    "Install a font with Chinese: Debian and Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install "
    "google-noto-sans-cjk-fonts; Windows: add Chinese (Simplified) supplemental fonts under Optional features; macOS "
    "has PingFang, see Font Book. Or write SVG or HTML, which the reader's own fonts draw."
)


def svg(spec: Mapping[str, Any]) -> str:
    """Return a specification as SVG; every mark that tells a row has its text as a tooltip (`title`) too.

    Raises `OutputError` when it cannot be drawn.
    """
    root = svg_tree(spec)
    return ET.tostring(root, encoding="unicode") + "\n"


def svg_tree(spec: Mapping[str, Any]) -> ET.Element:
    """Return the SVG as a tree, tooltips included."""
    try:
        drawn = vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])
    except ValueError as error:
        raise _undrawable(error) from error
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(drawn)  # noqa: S314 - drawn here from what was cleaned, no file of anybody's
    for mark in told_marks(root):
        title = ET.Element(f"{{{_SVG}}}title")
        title.text = mark.get("aria-label")
        mark.insert(0, title)
    return root


def told_marks(root: ET.Element) -> Iterable[ET.Element]:
    """Return the marks of a drawing that tell a row, known by its number (`#3 ...`)."""
    return [e for e in root.iter() if row_number(e)]


def row_number(mark: ET.Element) -> str:
    """Return the number of the row that a mark tells, or an empty string."""
    found = _NUMBERED.match(mark.get("aria-label", ""))
    return found["number"] if found else ""


def png(spec: Mapping[str, Any], scale: float = 2.0) -> bytes:
    """Return a specification as PNG, `scale` pixels for each of the drawing's.

    Raises `OutputError` when no font of this system has Chinese characters, or when it cannot be drawn.
    """
    _refuse_boxes()
    try:
        return bytes(vl_convert.vegalite_to_png(dict(spec), scale=scale, allowed_base_urls=[]))
    except ValueError as error:
        raise _undrawable(error) from error


def printed(svg: str, fmt: str, scale: float = 2.0) -> bytes:
    """Return an SVG as `png` (scaled) or `pdf`. Raises `OutputError` as `png` does."""
    _refuse_boxes()
    try:
        return bytes(vl_convert.svg_to_pdf(svg) if fmt == "pdf" else vl_convert.svg_to_png(svg, scale=scale))
    except ValueError as error:
        raise _undrawable(error) from error


def _refuse_boxes() -> None:
    if not _has_glyph(_HAN):
        raise OutputError(
            Message("no font on this system has Chinese characters, so a picture would show boxes"), INSTALL
        )


def _undrawable(error: ValueError) -> OutputError:
    return OutputError(
        Message("the chart cannot be drawn: {error}", error=str(error)[:200]),
        Message("Write the rows with -f csv, and report this."),
    )


def undrawn(spec: Mapping[str, Any]) -> str:
    """Return the characters of a specification for which no font of this system has a glyph, sorted.

    For all common Chinese characters one is tried. The drawing program itself is asked: a character without a glyph
    looks like what is no character at all.
    """
    text = json.dumps(dict(spec), ensure_ascii=False)
    tried = {_HAN if "\u4e00" <= c <= "\u9fff" else c for c in text if ord(c) > 0x2FF}  # noqa: PLR2004 - Latin
    return "".join(sorted(c for c in tried if unicodedata.category(c)[0] in _LETTERS and not _has_glyph(c)))


@cache
def _has_glyph(character: str) -> bool:
    return _probe(character) != _probe(_UNASSIGNED)


@cache
def _probe(character: str) -> bytes:
    return bytes(vl_convert.svg_to_png(_PROBE.format(ord(character))))
