"""Several dossiers in one folder, which link to each other and to the page of a graph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.base.results import Shown
from kg.document.blocks import Bullet, Heading
from kg.document.file import write_file
from kg.document.words import in_words
from kg.errors import Message, UsageError
from kg.render.dossier_page import Edition, Links, dossier_page, graph_link

_INDEX: Final = "index.html"
_TITLE: Final = ("档案（{}）", "Dossiers ({})")
_UNSAFE: Final = re.compile(r"[^\w().-]")


def save_pages(shown: Sequence[Shown], folder: str | Path, graph: str = "") -> tuple[Path, ...]:
    """Write a page for each thing into a folder, and a list of them; return the paths, that of the list last.

    The pages link to each other wherever one names the thing of another, and to `graph`, the page of a graph; without
    it, to a graph.html in the folder. Raises `UsageError` for no thing, `OutputError` when a file cannot be written.
    """
    if not shown:
        raise UsageError(Message("there is nothing to write"), Message("Name at least one thing."))
    at = Path(folder)
    names = {one.id: _name(one.id) for one in shown}
    links = Links(names, _INDEX, graph_link(at / _INDEX, graph))
    written = [write_file(one.html(links), at / names[one.id]) for one in shown]
    index, others = _listed(shown), [one.other() for one in shown if one.other]
    twin = _listed(others) if len(others) == len(shown) else None
    page = dossier_page(index.blocks, index.language, links=links, other=twin)
    return (*written, write_file(page, at / _INDEX))


def _listed(shown: Sequence[Shown]) -> Edition:
    """Return the list of pages, in the language of what they show."""
    language = shown[0].language
    bullets = (Bullet(_label(one), target=one.id) for one in shown)
    return Edition((Heading(1, in_words(_TITLE, language).format(len(shown)), "top"), *bullets), language)


def _label(shown: Shown) -> str:
    heading = next((block.text for block in shown.blocks if isinstance(block, Heading)), shown.id)
    return f"{heading} ({shown.id})"


def _name(thing: str) -> str:
    return _UNSAFE.sub("-", thing) + ".html"
