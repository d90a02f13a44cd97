"""The 12-digit codes of administrative units, of which the first digits name the units above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_LENGTH: Final = 12
_ABOVE: Final = (9, 6, 4, 2)  # township, county, prefecture, province


def codes_above(code: str) -> Iterator[str]:
    """Yield the codes of the units above the one of a 12-digit code, nearest first; none for another text."""
    if len(code) != _LENGTH or not code.isdigit():
        return
    for length in _ABOVE:
        above = code[:length].ljust(_LENGTH, "0")
        if above != code:
            yield above
