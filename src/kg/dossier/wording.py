"""Fixed words of a dossier in Chinese and English; times and values in words. Labels of terms are the ontology's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.document.words import in_words
from kg.reading.said import LIMITS
from kg.terms.edtf import ends_of

WORDS: Final = {
    "not said": ("原文未载", "not said"),
    "stated": ("原文明载", "stated"),
    "inferred": ("编码推断", "inferred"),
    "cumulative": ("累计", "cumulative"),
    "contradicts": ("说法不一", "disputed"),
    "unresolved": ("比对未决", "comparison unresolved"),
    "uncounted": ("不计入", "not counted"),
    "time": ("时间", "time"),
    "colon": ("：", ": "),
    "semicolon": ("；", "; "),
    "and": ("、", ", "),
    "comma": ("，", ", "),
    "brackets": ("{}（{}）", "{} ({})"),
    "reckoned": ("数值", "value"),
    "name": ("名称", "name"),
    "also": ("又称", "also"),
    "in Chinese": ("", "Chinese name"),
    "definition": ("释义", "definition"),
    "scope": ("适用说明", "scope note"),
    "printed": ("原文文字", "printed words"),
    "posts": ("所任职务", "posts"),
    "by code": ("据区划代码，非来源所载", "by official code, no source"),
    "governed by actor": ("行动者所辖", "governed by the actor"),
    "statement": ("{}条记载", "{} statement"),
    "statements": ("{}条记载", "{} statements"),
}
_RANGES: Final = {
    "one of": ("{low} 至 {high} 之间", "some time from {low} to {high}"),
    "goes on": ("{low} 起，仍在继续", "{low} on, still going on"),
    "no end": ("{low} 起，止点未载", "{low} on, end not said"),
    "no start": ("至 {high}，起点未载", "up to {high}, beginning not said"),
    "both": ("{low} 至 {high}", "{low} to {high}"),
}
_OPEN_ENDED: Final = {"since": ("goes on", "no end"), "until": ("no start",)}
_ATTESTED: Final = ("，起止未载", "; neither beginning nor end is said")


def word(name: str, language: str) -> str:
    """Return a fixed word. Raises `KeyError` for one that there is not."""
    return WORDS[name][language == "en"]


def listed(texts: Iterable[str], language: str) -> str:
    """Return texts as a list in one line."""
    return word("and", language).join(texts)


def bracketed(text: str, more: str, language: str) -> str:
    """Return a text with more in brackets; as it is where there is no more."""
    return word("brackets", language).format(text, more) if more else text


def counted(number: int, language: str) -> str:
    """Return a number of statements in words."""
    return word("statement" if number == 1 else "statements", language).format(number)


def time_in_words(edtf: str, sense: str, sense_label: str, language: str) -> str:
    """Return a time as people read it: open ends are named, the sense comes before it, an empty time is not said."""
    if not edtf:
        return word("not said", language)
    shape, low, high = _shape(edtf)
    text = in_words(_RANGES[shape], language).format(low=low, high=high) if shape else edtf
    if sense in LIMITS:
        return f"{sense_label} {low or high}"
    if sense in {"", "at"} or shape in _OPEN_ENDED.get(sense, ()):
        return text
    return f"{sense_label} {text}" + (in_words(_ATTESTED, language) if sense == "attested" else "")


def in_short(time: str, language: str) -> str:
    """Return a time in words without the remark that neither its beginning nor its end is said."""
    return time.removesuffix(in_words(_ATTESTED, language))


def _shape(edtf: str) -> tuple[str, str, str]:
    joint, low, high = ends_of(edtf)
    if joint != "/":
        return "one of" if joint else "", low, high
    if low in {"", ".."}:
        return "no start", "", high
    return {"..": "goes on", "": "no end"}.get(high, "both"), low, high


def value_in_words(value: str, low: str, high: str, unit: str) -> str:
    """Return a number with the side on which its words leave it open: = both bounds, ≥ or ≤ one, ≈ none."""
    sign = {(True, True): "=", (True, False): "≥", (False, True): "≤", (False, False): "≈"}[bool(low), bool(high)]
    return f"{sign} {value} {unit}".rstrip()
