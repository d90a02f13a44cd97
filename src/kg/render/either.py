"""A page in one language, or in two: then it opens in the reader's, and a link switches.

The other language lies in a `template` element, which browsers do not draw and whose ids are not the document's; the
page's script puts it in place. Without scripts a reader has the language that the page was made in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from kg.render.offline import asset, policy, templates

_EITHER: Final = ("language.js", "either.js")


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a page in one language, as markup that was escaped, and the page's title."""

    language: str
    title: str
    body: Markup


def filled(package: str, template: str, values: Mapping[str, Any]) -> Markup:
    """Return a template of a package's `page` folder with its values, each text escaped."""
    return Markup(templates(package, trim=True).get_template(template).render(values))  # noqa: S704 - the template escapes


def page_of(own: Body, other: Body | None, style: str, script: str = "", *, is_wide: bool = False) -> str:
    """Return an HTML page; with `other` it has both languages.

    The Content-Security-Policy allows the page's own style and script, by hash, and nothing else.
    """
    parts = [asset("kg.render", "page", name) for name in _EITHER] if other else []
    parts += [script] if script else []
    whole = "\n".join((*(['"use strict";'] if other else []), *parts))
    values = {"own": own, "other": other, "language": own.language, "style": style, "script": whole, "wide": is_wide}
    return str(filled("kg.render", "around.html.jinja", {**values, "policy": policy(style, [whole] if whole else [])}))
