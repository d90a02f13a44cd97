"""Chinese numbers, and values as printed: `10多万斤` is over 100,000 斤."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.errors import Message, TermError

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}

_BEFORE: Final = {
    "about": ("约", "大约", "左右"),
    "over": ("超", "超过", "突破", "逾", "超出", "达到或超过"),
    "nearly": ("近", "接近", "将近"),
    "under": ("不到", "低于", "不足"),
    "at-most": ("至多", "最多", "前"),
    "at-least": ("至少", "不低于", "不少于"),
}
_AFTER: Final = {
    "over": ("多", "余"),
    "at-least": ("以上",),
    "at-most": ("以内", "之内", "内", "以下"),
    "about": ("左右",),
}
_WORD_BOUNDS: Final = {word: bound for bound, words in _BEFORE.items() for word in words}
_TAIL_BOUNDS: Final = {word: bound for bound, words in _AFTER.items() for word in words}
_PREFIX: Final = "|".join(sorted(_WORD_BOUNDS, key=len, reverse=True))
_ARABIC: Final = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_RUN: Final = rf"(?:{_ARABIC}|[{''.join(_DIGITS)}]+)"
# 千 and 百 without a digit begin a number (千万) or a unit (亿千瓦时), so they do not go on with one
_NUMBER: Final = rf"(?:(?:{_RUN}?[十百千]|{_RUN}[万亿])(?:{_RUN}[十百千万亿]|[万亿]|(?<=百)十)*{_RUN}?|{_RUN})"
_PAIR: Final = re.compile(rf"(?P<run>{_RUN})?(?P<mark>[十百千万亿])?")
_UNIT: Final = rf"(?:[^0-9.,{''.join(_DIGITS)}十百千万亿]|百(?=分点)|千(?=[克米瓦]))*?"
_FIRST: Final = re.compile(r"^首(?=[个位家次])")
_PRINTED: Final = re.compile(
    rf"(?:第|连续|累计|共)?(?P<before>(?:{_PREFIX})*)(?P<number>{_NUMBER})(?:(?P<mark>[多余])(?P<scale>[十百千]?万?亿?))?"
    rf"(?:个(?P<more>[多余]))?(?P<unit>{_UNIT})(?P<after>以上|以内|之内|(?<=[天日周月年])内|以下|左右)?"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number in the unit that was printed (万 and 亿 multiplied out), its bound, and the words after it."""

    number: Decimal
    bound: str
    unit: str


def chinese_number(text: str) -> Decimal:
    """Return the number that `text` writes in Arabic digits, Chinese numerals, or both (`1.5万`, `三十`, `两千`).

    A last digit alone counts in tenths of the word before it: 一百五 is 150, 一百零五 is 105. Raises `TermError` when
    the text writes no number.
    """
    if not re.fullmatch(_NUMBER, text):
        raise TermError(Message("{text!r} is not a number", text=text))
    total, section, scale = Decimal(0), Decimal(0), 10
    for run, mark in _PAIR.findall(text):
        number = Decimal("".join(str(_DIGITS.get(c, c)) for c in run if c != ",") or 0)
        if mark in _SMALL:
            scale = _SMALL[mark]
            section += (number if run else 1) * scale
        elif mark:
            scale, head = _LARGE[mark], section + number
            total = (total + head) * scale if total < scale or not head else total + head * scale
            section = Decimal(0)
        else:
            section += number * (scale // 10 if len(run) == 1 else 1)
    return total + section


def printed_value(text: str) -> Value:
    """Read a value as printed, its marks of approximation included.

    Raises `TermError` when no number is found at the place where one is expected.
    """
    match = _PRINTED.fullmatch(_FIRST.sub("第一", text.strip()))
    if not match:
        raise TermError(
            Message("{text!r} is not a printed value", text=text),
            Message("Quote only the number with its marks and unit."),
        )
    number = chinese_number(match["number"] + (match["scale"] or ""))
    return Value(number, _bound(match), match["unit"].strip())


def _bound(match: re.Match[str]) -> str:
    before = {_WORD_BOUNDS[word] for word in re.findall(_PREFIX, match["before"])}
    more = "over" if match["mark"] or match["more"] else _TAIL_BOUNDS.get(match["after"] or "")
    found = before | ({more} if more else set())
    if {"about", "over"} <= found:
        return "about-over"
    # of two bounds the less certain counts, which is the first by name: 约10以上 is about 10
    return min(found - {"over"}, default="over") if found else "exact"


LOW_BOUNDS: Final = frozenset({"exact", "over", "at-least"})
HIGH_BOUNDS: Final = frozenset({"exact", "nearly", "under", "at-most"})


def value_bounds(number: Decimal, bound: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest number a bounded value allows, None where the bound leaves that side open."""
    return (number if bound in LOW_BOUNDS else None, number if bound in HIGH_BOUNDS else None)
