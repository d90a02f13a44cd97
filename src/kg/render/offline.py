"""What every page has in common: its parts are carried in the file, and a policy allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader


@cache
def asset(package: str, folder: str, name: str) -> str:
    """Return the text of a file in a folder of a package."""
    return (files(package) / folder / name).read_text(encoding="utf-8")


@cache
def templates(package: str, *, trim: bool = False) -> Environment:
    """Return the templates in the folder `page` of a package, which escape what they are given; `trim` as Jinja's."""
    return Environment(loader=PackageLoader(package, "page"), autoescape=True, trim_blocks=trim)


@cache
def digest(text: str) -> str:
    """Return the source expression of a text's SHA-256, as Content Security Policy Level 3 writes it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(style: str, scripts: Iterable[str] = (), *, images: bool = False) -> str:
    """Return a Content-Security-Policy that allows a page's own style and scripts, by hash, and no origin.

    `images` allows pictures that the page makes itself.
    """
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    parts += ["img-src data: blob:"] if images else []
    allowed = " ".join(map(digest, scripts))
    parts += [f"script-src {allowed}"] if allowed else []
    return "; ".join([*parts, f"style-src {digest(style)}"])
