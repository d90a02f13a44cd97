"""The design language: light and dark have the same colours, and what is written stands out from its ground."""

from __future__ import annotations

import re
from typing import Final

import pytest

from conftest import ROOT
from kg.render.tokens import stylesheet, tokens

GROUNDS: Final = ("paper", "soft")
WRITTEN: Final = ("ink", "dim", "link")
DRAWN: Final = ("led", "post", "disputed", "outline", "person", "body")
LEVELS: Final = ("took-part", "carried-on", "started", "led")


def colours(*, dark: bool) -> dict[str, str]:
    return {name: value for name, value in tokens(dark=dark).items() if value.startswith("#")}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_has_a_dark_twin() -> None:
    _, _, night = stylesheet().partition("@media (prefers-color-scheme: dark)")
    assert set(re.findall(r"--([a-z-]+): #", night)) == set(colours(dark=False))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("names", "least"), [(WRITTEN, 4.5), (DRAWN, 3.0)])
def test_texts_and_marks_stand_out(names: tuple[str, ...], least: float, *, dark: bool) -> None:
    own = colours(dark=dark)
    found = {(name, ground): contrast(own[name], own[ground]) for name in names for ground in GROUNDS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}
    assert contrast(own["ink"], own["mark"]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_the_more_counts_the_stronger_is_the_line(*, dark: bool) -> None:
    own = colours(dark=dark)
    ratios = [contrast(own[name], own["paper"]) for name in LEVELS]
    assert ratios == sorted(ratios)


def test_every_token_is_written_down() -> None:
    text = (ROOT / "docs" / "look.md").read_text(encoding="utf-8")
    assert [name for name in tokens() if f"`{name}`" not in text] == []
