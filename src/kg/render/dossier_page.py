"""A dossier, or one statement whole, as one offline HTML file without scripts, through an autoescaped template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jinja2 import Environment, PackageLoader

from kg.document.blocks import Block, Heading
from kg.document.words import in_words
from kg.render.offline import asset, policy
from kg.render.tokens import stylesheet

_SECTION: Final = 2
_LISTED: Final = 4  # a page with fewer sections needs no list of them
_CONTENTS: Final = ("目录", "Contents")
_TAGS: Final = ("zh-Hans", "en")


def dossier_page(blocks: Sequence[Block], language: str, version: str = "") -> str:
    """Return blocks as an HTML page in one language; `version` names the data in its foot.

    Nothing is fetched and nothing runs: the Content-Security-Policy allows the page's own style alone.
    """
    style = stylesheet() + asset("kg.render", "page", "dossier.css")
    headings = [block for block in blocks if isinstance(block, Heading)]
    sections = [heading for heading in headings if heading.level == _SECTION]
    environment = Environment(loader=PackageLoader("kg.render", "page"), autoescape=True, trim_blocks=True)
    return environment.get_template("dossier.html.jinja").render(
        title=next((heading.text for heading in headings), ""),
        blocks=blocks,
        contents=sections if len(sections) >= _LISTED else [],
        contents_label=in_words(_CONTENTS, language),
        policy=policy(style),
        style=style,
        language=in_words(_TAGS, language),
        version=version,
    )
