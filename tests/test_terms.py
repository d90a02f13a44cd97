"""Names, dates and numbers, each as a table of what is printed and what it means."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import TermError
from kg.ontology import read_ontology
from kg.terms.namespaces import BASE, ENTITY_PREFIXES, KG, PREFIXES, curie, expand, local_name, mint
from kg.terms.time import Bounds, RelativeTime, bounds, readings, resolve
from kg.terms.values import Value, chinese_number, printed_value, value_bounds

ONTOLOGY: Final = Path(__file__).resolve().parents[1] / "ontology"
PERSON: Final = BASE + "person/"
NAMES: Final = st.text(max_size=12)

# ---- names

LOCAL_NAMES: Final = [
    ("蒋国林", "蒋国林"),
    ("民情夜访", "民情夜访"),
    ("Zhou Lili", "Zhou_Lili"),
    ("“民情夜访”机制", "_民情夜访_机制"),
    ("a.b", "a_b"),
    ("a/b#c:d", "a_b_c_d"),
    ("a%20b", "a_20b"),
    ("-a-", "_a-"),
    ("_", "_"),
    ("", "_"),
    ("002", "002"),
    ("cafe\u0301", "caf\u00e9"),  # NFC
    ("\U00020000村", "_村"),  # an ideograph that only rdflib reads
    ("二〇二二", "二_二二"),  # 〇 is a number, not a letter
    ("a\u200bb\u200db", "a_b_b"),
    ("\u202eשלום", "_שלום"),
    ("a\nb\tc", "a_b_c"),
]


@pytest.mark.parametrize(("text", "name"), LOCAL_NAMES)
def test_a_text_becomes_a_local_name(text: str, name: str) -> None:
    assert local_name(text) == name


@given(st.text())
def test_a_local_name_is_its_own_local_name(text: str) -> None:
    assert local_name(local_name(text)) == local_name(text)


MINTED: Final = [
    ("person", "蒋国林", "002", (), "person:蒋国林-002"),
    ("place", "王化村", "", (), "place:王化村"),
    ("initiative", "“一桌土菜”", "", (), "initiative:一桌土菜"),
    ("deed", "“”", "", (), "deed:_"),
    ("deed", "“-5度”", "", (), "deed:5度"),
    ("person", "张良", "", ("person:张良",), "person:张良-2"),
    ("person", "张良", "", ("person:张良", "person:张良-2"), "person:张良-3"),
    ("person", "张良", "", ("person:张良-2",), "person:张良"),
    ("person", "张良", "002", ("person:张良-002",), "person:张良-002-2"),
    ("place", "张良", "", ("person:张良",), "place:张良"),
]


@pytest.mark.parametrize(("prefix", "name", "qualifier", "taken", "minted"), MINTED)
def test_a_name_is_minted_and_numbered_while_taken(
    prefix: str, name: str, qualifier: str, taken: tuple[str, ...], minted: str
) -> None:
    known = {expand(other) for other in taken}
    assert mint(prefix, name, qualifier, taken={iri for iri in known if iri}) == expand(minted)


def test_a_name_of_an_unknown_prefix_is_refused() -> None:
    with pytest.raises(KeyError, match="nobody"):
        mint("nobody", "蒋国林")


def read_by_rdflib(turtle: str) -> set[str]:
    graph = rdflib.Graph(bind_namespaces="none").parse(data=turtle, format="turtle")
    return {str(subject) for subject in graph.subjects()}


def read_by_oxigraph(turtle: str) -> set[str]:
    return {
        quad.subject.value
        for quad in ox.parse(io.StringIO(turtle), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }


@given(st.sampled_from(ENTITY_PREFIXES), NAMES, NAMES)
@example("deed", "“-a", "")
@example("person", "a.", "-")
@example("person", "\U00020000", "")
@example("person", "٣", "²")
def test_both_parsers_read_a_minted_name_as_its_iri(prefix: str, name: str, qualifier: str) -> None:
    iri = mint(prefix, name, qualifier)
    turtle = f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n{curie(iri)} a {curie(iri)} .\n"
    assert read_by_rdflib(turtle) == {iri}
    assert read_by_oxigraph(turtle) == {iri}


@given(st.lists(st.text(alphabet="甲乙-2“", min_size=1, max_size=4), max_size=8))
def test_names_minted_one_after_another_are_all_different(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        taken.add(mint("person", name, taken=taken))
    assert len(taken) == len(names)


CURIES: Final = [
    (PERSON + "蒋国林-002", "person:蒋国林-002"),
    (KG + "Tenure", "kg:Tenure"),
    (BASE + "part-kind/body", "part-kind:body"),
    (BASE + "part/002-01", "part:002-01"),
    ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
]
NO_CURIES: Final = [
    PERSON + "蒋国林/post",
    BASE + "nobody/蒋国林",
    "http://example.org/a",
]


@pytest.mark.parametrize(("iri", "name"), CURIES)
def test_an_iri_has_a_prefixed_name_that_gives_it_back(iri: str, name: str) -> None:
    assert curie(iri) == name
    assert expand(name) == iri


@pytest.mark.parametrize("iri", NO_CURIES)
def test_an_iri_of_no_namespace_stays_as_it_is(iri: str) -> None:
    assert curie(iri) == iri


@pytest.mark.parametrize("name", ["nobody:a", "person", "", ":a", "http://example.org/a"])
def test_a_name_without_a_known_prefix_has_no_iri(name: str) -> None:
    assert expand(name) is None


@given(st.sampled_from(sorted(PREFIXES)), NAMES)
def test_expanding_undoes_shortening(prefix: str, name: str) -> None:
    iri = PREFIXES[prefix] + local_name(name)
    assert expand(curie(iri)) == iri


# ---- dates

BOUNDS: Final = [
    ("2022", "2022-01-01", "2022-12-31"),
    ("2003-12", "2003-12-01", "2003-12-31"),
    ("2022-04-13", "2022-04-13", "2022-04-13"),
    # leap years
    ("2004-02", "2004-02-01", "2004-02-29"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    # intervals, and which side is open
    ("2022/2024", "2022-01-01", "2024-12-31"),
    ("2022/2022", "2022-01-01", "2022-12-31"),
    ("2022/2022-05", "2022-01-01", "2022-05-31"),
    ("2022-03/2022-05-02", "2022-03-01", "2022-05-02"),
    ("2022/", "2022-01-01", ""),
    ("/2022", "", "2022-12-31"),
    ("2013/..", "2013-01-01", ""),
    ("../2013", "", "2013-12-31"),
    # some day in a range
    ("[2024-10-21..2024-10-31]", "2024-10-21", "2024-10-31"),
    ("[2025-02..2025-12]", "2025-02-01", "2025-12-31"),
    ("[2024..2024]", "2024-01-01", "2024-12-31"),
    ("[2024-02-29..2024-03]", "2024-02-29", "2024-03-31"),
    # digits that are not said
    ("202X", "2020-01-01", "2029-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2024-1X", "2024-10-01", "2024-12-31"),
    ("2024-10-2X", "2024-10-20", "2024-10-29"),
    ("2024-XX", "2024-01-01", "2024-12-31"),
    ("2024-02-XX", "2024-02-01", "2024-02-29"),
    ("2023-02-XX", "2023-02-01", "2023-02-28"),
    # a doubt is no wider bound
    ("2022?", "2022-01-01", "2022-12-31"),
    ("2022~", "2022-01-01", "2022-12-31"),
    ("2003-12%", "2003-12-01", "2003-12-31"),
    ("[2022?..2023~]", "2022-01-01", "2023-12-31"),
]
NO_SUCH_DATE: Final = [
    "2024-02-30",
    "2023-02-29",
    "2024-04-31",
    "2024-13",
    "2024-00",
    "2024-01-00",
    "0000",
    "2024-02-3X",
    "[2023-02-29..2023-03-01]",
    "2024-13/2025",
    # seasons, exact sets, times of day and long years are not read
    "2024-21",
    "[2022,2023]",
    "{2022,2023}",
    "[..2022]",
    "[2022..2023]/2024",
    "2022-01-01T10:00",
    "Y12022",
    "-0044",
    # nothing to count from
    "",
    "/",
    "..",
    "../..",
    "XXXX",
    # not as EDTF writes it
    "去年",
    "2024年",
    "24",
    "2024-1",
    "20240101",
    " 2022",
    "2022\n",
    "２０２２",
    "[2024-10-21..2024-10-31",
    "2022/2023/2024",
]
BACKWARDS: Final = ["2024/2022", "2024-06/2024-05", "2024-05-02/2024-05-01", "[2025-10..2025-02]"]


@pytest.mark.parametrize(("edtf", "start", "end"), BOUNDS)
def test_a_date_has_a_first_and_a_last_day(edtf: str, start: str, end: str) -> None:
    first = date.fromisoformat(start) if start else None
    assert bounds(edtf) == Bounds(first, date.fromisoformat(end) if end else None)


@pytest.mark.parametrize("edtf", NO_SUCH_DATE)
def test_a_date_that_does_not_exist_is_refused_by_name(edtf: str) -> None:
    with pytest.raises(TermError, match="is not a date that exists") as refused:
        bounds(edtf)
    assert refused.value.message == f"{edtf!r} is not a date that exists"
    assert refused.value.hint.startswith("Write EDTF: 2022, 2003-12, 2022/")


@pytest.mark.parametrize("edtf", BACKWARDS)
def test_a_time_that_ends_before_it_begins_is_refused(edtf: str) -> None:
    with pytest.raises(TermError) as refused:
        bounds(edtf)
    assert refused.value.message == f"the date {edtf!r} ends before it begins"


DAYS: Final = st.dates(min_value=date(1000, 1, 1))


@given(DAYS, DAYS)
def test_an_interval_and_a_set_of_one_have_the_bounds_of_their_ends(one: date, other: date) -> None:
    low, high = sorted((one, other))
    assert bounds(f"{low}") == Bounds(low, low)
    assert bounds(f"{low}/{high}") == Bounds(low, high)
    assert bounds(f"[{low}..{high}]") == Bounds(low, high)


@given(st.text(alphabet="0123456789X-/.[]?~% 年", max_size=24))
def test_whatever_is_given_has_bounds_in_order_or_is_refused(edtf: str) -> None:
    try:
        found = bounds(edtf)
    except TermError:
        return
    assert found.start or found.end
    assert not (found.start and found.end) or found.start <= found.end


# ---- words that hang on a date

WITHIN: Final = "[2025-02..2025-12]"
DAY: Final = "2024-05-06"
ACROSS: Final = "2025-12/2026-01"
NEEDS_A_YEAR: Final = ""
# words, said in some month of 2025, said on a day of 2024, said in the winter of 2025 to 2026
WORDS: Final = [
    ("今年", "2025", "2024", NEEDS_A_YEAR),
    ("本年", "2025", "2024", NEEDS_A_YEAR),
    ("去年", "2024", "2023", NEEDS_A_YEAR),
    ("去年以来", "2024/", "2023/", NEEDS_A_YEAR),
    ("今年初", "[2025-01..2025-03]", "[2024-01..2024-03]", NEEDS_A_YEAR),
    ("年初", "[2025-01..2025-03]", "[2024-01..2024-03]", NEEDS_A_YEAR),
    ("今年年初", "[2025-01..2025-03]", "[2024-01..2024-03]", NEEDS_A_YEAR),
    ("今年底", "[2025-10..2025-12]", "[2024-10..2024-12]", NEEDS_A_YEAR),
    ("年底", "[2025-10..2025-12]", "[2024-10..2024-12]", NEEDS_A_YEAR),
    ("今年年底", "[2025-10..2025-12]", "[2024-10..2024-12]", NEEDS_A_YEAR),
    ("今年春节", "[2025-01-21..2025-02-28]", "[2024-01-21..2024-02-28]", NEEDS_A_YEAR),
    ("今年春节期间", "[2025-01-21..2025-02-28]", "[2024-01-21..2024-02-28]", NEEDS_A_YEAR),
    ("今年2月", "2025-02", "2024-02", NEEDS_A_YEAR),
    ("今年12月", "2025-12", "2024-12", NEEDS_A_YEAR),
    ("4月13日", "2025-04-13", "2024-04-13", NEEDS_A_YEAR),
    ("4月13日上午", "2025-04-13", "2024-04-13", NEEDS_A_YEAR),
    ("11月3日下午", "2025-11-03", "2024-11-03", NEEDS_A_YEAR),
    ("目前", WITHIN, DAY, ACROSS),
    ("如今", WITHIN, DAY, ACROSS),
    ("眼下", WITHIN, DAY, ACROSS),
    ("现在", WITHIN, DAY, ACROSS),
    ("当前", WITHIN, DAY, ACROSS),
    ("截至目前", WITHIN, DAY, ACROSS),
    ("截至当前", WITHIN, DAY, ACROSS),
    ("今天", WITHIN, DAY, ACROSS),
    ("日前", WITHIN, DAY, ACROSS),
    ("近日", WITHIN, DAY, ACROSS),
    ("前不久", WITHIN, DAY, ACROSS),
    ("不久前", WITHIN, DAY, ACROSS),
    ("最近", WITHIN, DAY, ACROSS),
    ("近年来", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("这些年", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("这几年", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("近几年", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("20年来", "2005/2025", "2004/2024", NEEDS_A_YEAR),
    ("这20年来", "2005/2025", "2004/2024", NEEDS_A_YEAR),
    ("二十年来", "2005/2025", "2004/2024", NEEDS_A_YEAR),
    ("两年来", "2023/2025", "2022/2024", NEEDS_A_YEAR),
    ("20多年来", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("这20多年来", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("二十余年来", "/2025", "/2024-05-06", NEEDS_A_YEAR),
    ("10年前", "2015", "2014", NEEDS_A_YEAR),
    ("十五年前", "2010", "2009", NEEDS_A_YEAR),
    ("这十年", "2015/2025", "2014/2024", NEEDS_A_YEAR),
    ("我们这十年", "2015/2025", "2014/2024", NEEDS_A_YEAR),
    ("这两年", "2024/2025", "2023/2024", NEEDS_A_YEAR),
    ("近两年", "2024/2025", "2023/2024", NEEDS_A_YEAR),
    ("现有", WITHIN, DAY, ACROSS),
]
UNKNOWN_WORDS: Final = ["猴年马月", "很久以前", "去年同期", "在去年", "今年 ", ""]
IMPOSSIBLE_WORDS: Final = [("今年13月", "2025-13"), ("2月30日", "2025-02-30"), ("今年0月", "2025-00")]


@lru_cache(maxsize=1)
def rules() -> tuple[RelativeTime, ...]:
    return read_ontology(ONTOLOGY).relative_times


@pytest.mark.parametrize(
    ("words", "anchor", "edtf"),
    [
        (words, anchor, edtf)
        for words, *meant in WORDS
        for anchor, edtf in zip((WITHIN, DAY, ACROSS), meant, strict=True)
    ],
)
def test_words_mean_a_date_counted_from_their_anchor(words: str, anchor: str, edtf: str) -> None:
    if edtf == NEEDS_A_YEAR:
        with pytest.raises(TermError) as refused:
            resolve(words, anchor, rules())
        assert refused.value.message == f"{words!r} needs a year, and the anchor {anchor!r} does not lie within one"
    else:
        assert resolve(words, anchor, rules()) == edtf
        assert bounds(edtf) != Bounds(None, None)


def test_no_two_rules_read_the_same_words() -> None:
    read = {words: len(list(readings(words, DAY, rules()))) for words, *_ in WORDS}
    assert read == dict.fromkeys(read, 1)


@pytest.mark.parametrize("anchor", ["2025/", "/2025", "2025/.."])
def test_an_anchor_that_is_open_gives_no_year(anchor: str) -> None:
    with pytest.raises(TermError, match="does not lie within one"):
        resolve("今年", anchor, rules())


@pytest.mark.parametrize("words", UNKNOWN_WORDS)
def test_words_of_no_rule_are_refused_and_told_where_to_add_one(words: str) -> None:
    with pytest.raises(TermError) as refused:
        resolve(words, DAY, rules())
    assert refused.value.message == f"no rule says what {words!r} means"
    assert refused.value.hint == "Give kg:time, or add a rule for these words in graph_data/vocab/*.ttl."


@pytest.mark.parametrize(("words", "edtf"), IMPOSSIBLE_WORDS)
def test_words_for_a_day_that_does_not_exist_have_no_bounds(words: str, edtf: str) -> None:
    assert resolve(words, WITHIN, rules()) == edtf
    with pytest.raises(TermError, match="is not a date that exists"):
        bounds(edtf)


# ---- values

PRINTED: Final = [
    ("4个多小时", "4", "over", "小时"),
    ("第九位", "9", "exact", "位"),
    ("前十", "10", "at-most", ""),
    ("前30位", "30", "at-most", "位"),
    ("首家", "1", "exact", "家"),
    ("连续三年", "3", "exact", "年"),
    ("2天内", "2", "at-most", "天"),
    ("5年之内", "5", "at-most", "年"),
    ("232户", "232", "exact", "户"),
    ("1,234人", "1234", "exact", "人"),
    ("20%", "20", "exact", "%"),
    ("2.5个百分点", "2.5", "exact", "个百分点"),
    ("2500亿元", "250000000000", "exact", "元"),
    ("1.5万元", "15000", "exact", "元"),
    ("1亿2000万元", "120000000", "exact", "元"),
    ("3亿千瓦时", "300000000", "exact", "千瓦时"),
    ("千万元", "10000000", "exact", "元"),
    ("一万二千人", "12000", "exact", "人"),
    ("两千人", "2000", "exact", "人"),
    (" 10 元 ", "10", "exact", "元"),
    ("20倍", "20", "exact", "倍"),
    ("约200平方米", "200", "about", "平方米"),
    ("大约3000", "3000", "about", ""),
    ("10左右", "10", "about", ""),
    ("10万元左右", "100000", "about", "元"),
    ("10多万斤", "100000", "over", "斤"),
    ("30余万元", "300000", "over", "元"),
    ("30万余元", "300000", "over", "元"),
    ("三十余名", "30", "over", "名"),
    ("1千多万元", "10000000", "over", "元"),
    ("十多万元", "100000", "over", "元"),
    ("超5000亩", "5000", "over", "亩"),
    ("超过5000亩", "5000", "over", "亩"),
    ("突破1亿元", "100000000", "over", "元"),
    ("逾300人", "300", "over", "人"),
    ("达到或超过10%", "10", "over", "%"),
    ("超10多万元", "100000", "over", "元"),
    ("100人以上", "100", "at-least", "人"),
    ("300万元以上", "3000000", "at-least", "元"),
    ("至少3个", "3", "at-least", "个"),
    ("不少于3个", "3", "at-least", "个"),
    ("近300人", "300", "nearly", "人"),
    ("将近300人", "300", "nearly", "人"),
    ("不到10户", "10", "under", "户"),
    ("不足10户", "10", "under", "户"),
    ("50户以内", "50", "at-most", "户"),
    ("5人以下", "5", "at-most", "人"),
    ("至多3个", "3", "at-most", "个"),
    ("约10万余人", "100000", "about-over", "人"),
    ("大约十多万元", "100000", "about-over", "元"),
    # of two bounds that differ the less certain
    ("约10人以上", "10", "about", "人"),
    ("约近10人", "10", "about", "人"),
]
NOT_PRINTED_VALUES: Final = [
    "",
    "元",
    "达100",
    "-5%",
    "10-20户",
    "1.2.3",
    "1.2.3万",
    "3.",
    "１０元",
    "百分之二十",
    "10户20人",
    "万元",
]


@pytest.mark.parametrize(("text", "number", "bound", "unit"), PRINTED)
def test_a_printed_value_is_a_number_a_bound_and_a_unit(text: str, number: str, bound: str, unit: str) -> None:
    assert printed_value(text) == Value(Decimal(number), bound, unit)


@pytest.mark.parametrize("text", NOT_PRINTED_VALUES)
def test_what_is_no_printed_value_is_refused(text: str) -> None:
    with pytest.raises(TermError) as refused:
        printed_value(text)
    assert refused.value.message == f"{text!r} is not a printed value"
    assert refused.value.hint == "Quote only the number with its marks and unit."


SEVEN: Final = Decimal(7)
# the contract: 多/余/超/突破/以上 give low only, 近/不到/以内 high only, 约 neither, an exact value both
OPEN_SIDES: Final = [
    ("7户", "exact", SEVEN, SEVEN),
    ("7多户", "over", SEVEN, None),
    ("7余户", "over", SEVEN, None),
    ("超7户", "over", SEVEN, None),
    ("突破7户", "over", SEVEN, None),
    ("7户以上", "at-least", SEVEN, None),
    ("近7户", "nearly", None, SEVEN),
    ("不到7户", "under", None, SEVEN),
    ("7户以内", "at-most", None, SEVEN),
    ("约7户", "about", None, None),
    ("约7余户", "about-over", None, None),
]


@pytest.mark.parametrize(("text", "bound", "low", "high"), OPEN_SIDES)
def test_a_bound_leaves_its_side_open(text: str, bound: str, low: Decimal | None, high: Decimal | None) -> None:
    assert printed_value(text) == Value(SEVEN, bound, "户")
    assert value_bounds(SEVEN, bound) == (low, high)


NUMBERS: Final = [
    ("0", "0"),
    ("零", "0"),
    ("7", "7"),
    ("两", "2"),
    ("1,234,567", "1234567"),
    ("1.5万", "15000"),
    ("2.5千", "2500"),
    ("十", "10"),
    ("十五", "15"),
    ("三十", "30"),
    ("一百零五", "105"),
    ("一百五", "150"),
    ("一百一十五", "115"),
    ("一百二十三", "123"),
    ("两千", "2000"),
    ("两万五", "25000"),
    ("两万五千", "25000"),
    ("一万零五十", "10050"),
    ("二〇二二", "2022"),
    ("300百", "30000"),
    ("百万", "1000000"),
    ("1亿2000万", "120000000"),
    ("一亿二千万", "120000000"),
    ("3万亿", "3000000000000"),
    ("一万二千亿", "1200000000000"),
]
NOT_NUMBERS: Final = [
    "",
    ",",
    ".",
    "万",
    "abc",
    "廿",
    "10 ",
    "-3",
    "1e3",
    "1.2.3",
    "1.2.3万",
    "1..2",
    "12,34",
    "１",
    "²",
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_is_read_in_either_script(text: str, number: str) -> None:
    assert chinese_number(text) == Decimal(number)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(TermError) as refused:
        chinese_number(text)
    assert refused.value.message == f"{text!r} is not a number"


WAN: Final = 10_000
YI: Final = 100_000_000


@given(st.integers(0, 10**12), st.integers(1, 9_999), st.integers(1, 9_999), st.integers(10, 9_999))
def test_digits_count_by_the_scales_behind_them(number: int, yi: int, wan: int, rest: int) -> None:
    assert chinese_number(f"{number}") == chinese_number(f"{number:,}") == number
    assert chinese_number(f"{wan}万") == wan * WAN
    assert chinese_number(f"{yi}亿") == yi * YI
    assert chinese_number(f"{yi}万亿") == yi * WAN * YI
    assert chinese_number(f"{yi}亿{wan}万") == yi * YI + wan * WAN
    assert chinese_number(f"{yi}亿{wan}万{rest}") == yi * YI + wan * WAN + rest


def in_words(number: int) -> str:
    """Write 1 to 9,999 as Chinese does: a zero for each gap, none at the end."""
    written = "".join(
        f"{'零一二三四五六七八九'[int(digit)]}{mark if digit != '0' else ''}"
        for digit, mark in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True)
    )
    return re.sub("零+", "零", written).strip("零")


@given(st.integers(1, 9_999), st.integers(1_000, 9_999))
@example(10, 1_010)
@example(1_001, 1_100)
def test_words_are_read_back_as_the_number_that_was_written(high: int, low: int) -> None:
    assert chinese_number(in_words(high)) == high
    assert chinese_number(f"{in_words(high)}万{in_words(low)}") == high * WAN + low


@given(st.text(alphabet="0123456789.,零一二两十百千万亿多余约近超以上户", max_size=10))
def test_whatever_is_printed_has_a_known_bound_or_is_refused(text: str) -> None:
    try:
        value = printed_value(text)
    except TermError:
        return
    assert value.number >= 0
    assert value.bound in {"exact", "about", "over", "at-least", "nearly", "under", "at-most", "about-over"}
    assert not re.search("[0-9一二两]", value.unit)
