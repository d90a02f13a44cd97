"""Labels in the tags that are read: a name in any zh-* serves as Chinese, in any zh-latn-* as Latin spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from kg.model import Slots, Term
from kg.terms.namespaces import SKOS
from kg.terms.tags import LATIN

_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel")
_SERVED: Final = (LATIN, "zh", "en")  # the first that a tag begins with
_FIRST: Final = ("zh-hans", "zh-hans-cn", "zh-cn")  # simplified before traditional characters, then by tag


def with_served_labels(properties: Slots) -> Slots:
    """Return properties with a label in `zh`, `zh-latn` and `en` where only a longer tag (`zh-Hans`) has one."""
    more = [pair for name in _NAMES for pair in _served(name, properties)]
    return tuple(sorted({*properties, *more}, key=lambda pair: (pair[0], str(pair[1])))) if more else properties


def _served(name: str, properties: Slots) -> Iterator[tuple[str, Term]]:
    labels = [value for key, value in properties if key == name and isinstance(value, Literal) and value.language]
    tags = {label.language for label in labels}
    for wanted in _SERVED if tags - set(_SERVED) else ():
        found = sorted((label for label in labels if _serves(f"{label.language}") == wanted), key=_order)
        if found and (wanted not in tags or name != _NAMES[0]):
            kept = found[:1] if name == _NAMES[0] else found
            yield from ((name, Literal(label.value, language=wanted)) for label in kept)


def _serves(tag: str) -> str:
    return next((wanted for wanted in _SERVED if f"{tag.lower()}-".startswith(f"{wanted}-")), "")


def _order(label: Literal) -> tuple[int, str]:
    tag = f"{label.language}".lower()
    return _FIRST.index(tag) if tag in _FIRST else len(_FIRST), tag
