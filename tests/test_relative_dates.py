"""Words such as 去年12月: what they mean from a date on, and a time held against its sense, its words and its source.

The table `golden/relative-dates.tsv` was written from the calendar, each row with its reason, before there were rules.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import TermError
from kg.model import Corpus, Quote, Resource, Statement, Term, quote_iri
from kg.ontology import Ontology, read_ontology
from kg.rdf import edtf_literal, subjects
from kg.reading.computed import said_time
from kg.terms.namespaces import KG, PREFIXES, expand
from kg.terms.time import RelativeTime, bounds, in_order, readings, resolve
from kg.validate import check

ONTOLOGY: Final = Path(__file__).resolve().parents[1] / "ontology"
TABLE: Final = Path(__file__).with_name("golden") / "relative-dates.tsv"
FEWEST_ROWS: Final = 120
DAY: Final = "2023-05-04"


@dataclass(frozen=True)
class Row:
    """What is printed, the date it is counted from, and its first and last day, empty where that is not said."""

    words: str
    anchor: str
    first: str
    last: str
    why: str


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file, delimiter="\t")]


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return read_ontology(ONTOLOGY)


def rules() -> tuple[RelativeTime, ...]:
    return ontology().relative_times


def days(edtf: str) -> tuple[str, str]:
    found = bounds(edtf)
    return str(found.start or ""), str(found.end or "")


# ---- what words mean


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.words} {row.anchor}")
def test_printed_words_have_the_first_and_the_last_day_that_the_calendar_gives(row: Row) -> None:
    assert days(resolve(row.words, row.anchor, rules())) == (row.first, row.last)
    assert len(list(readings(row.words, row.anchor, rules()))) == 1


def test_the_table_is_long_gives_reasons_and_tries_every_rule() -> None:
    table = rows()
    assert len({(row.words, row.anchor) for row in table}) == len(table) >= FEWEST_ROWS
    assert [row for row in table if not row.why] == []
    tried = {rule.name for row in table for rule, _ in readings(row.words, row.anchor, rules())}
    assert {rule.name for rule in rules()} - tried == set()


NO_RULE: Final = "no rule says what"
NOT_WITHIN: Final = "does not lie within one"
REFUSED: Final = [
    # what is not read, and why
    ("去年同期", DAY, NO_RULE),  # of which period is said elsewhere
    ("今冬", DAY, NO_RULE),  # a winter lies in two years
    ("正月初五", DAY, NO_RULE),  # of another calendar
    ("周末", DAY, NO_RULE),  # which of two
    ("前一个月", DAY, NO_RULE),  # the first or the last month
    ("两月", DAY, NO_RULE),  # two months are not February
    ("2021年中", DAY, NO_RULE),  # during 2021, or in the middle of it
    ("2025年前", DAY, NO_RULE),  # before 2025, not 2025 years ago
    ("2003年来", DAY, NO_RULE),
    ("2021年11月至次年3月", DAY, NO_RULE),  # the year after 2021, not after the article
    ("近年以来", DAY, NO_RULE),  # has no beginning
    ("十年代", DAY, NO_RULE),  # of which century
    ("20年代", DAY, NO_RULE),
    ("在去年", DAY, NO_RULE),
    ("起" * 61, DAY, NO_RULE),
    # what needs to be known more closely
    ("去年12月", "2022/2023", NOT_WITHIN),
    ("3日", "2023", NOT_WITHIN),
    ("上月底", "[2023-03..2023-05]", NOT_WITHIN),
    ("本世纪", "1999/2001", NOT_WITHIN),
    ("昨日", "2023/", NOT_WITHIN),
    ("昨日", "0001-01-01", "names no possible day"),
    ("上月", "0001-01", "names no possible day"),
    ("明天", "9999-12-31", "names no possible day"),
    ("今年", "2023-02-30", "is not a date that exists"),
]


@pytest.mark.parametrize(("words", "anchor", "why"), REFUSED)
def test_what_words_do_not_say_is_refused(words: str, anchor: str, why: str) -> None:
    with pytest.raises(TermError, match=why):
        resolve(words, anchor, rules())


FROM_TEXT: Final = ["当年", "同年三月", "次年2月", "这一年", "第二年", "当天", "次日", "当月", "同年底", "当年以来"]


@pytest.mark.parametrize("words", FROM_TEXT)
def test_a_year_spoken_of_is_never_counted_from_the_date_of_the_source(words: str) -> None:
    with pytest.raises(TermError) as refused:
        resolve(words, DAY, rules(), anchored=False)
    assert refused.value.message == f"{words!r} counts from a time in the text, not from the source's date"
    assert refused.value.hint == ("Give the time that the words are counted from as kg:anchor, or give kg:time.")
    assert any(days(resolve(words, "2008-08-08", rules())))


@pytest.mark.parametrize(
    "words", ["2021年底", "二〇二一年三月五日", "20世纪80年代初", "“十三五”期间", "2003年至2022年"]
)
def test_words_with_their_own_year_need_no_anchor(words: str) -> None:
    assert resolve(words, "", rules()) == resolve(words, DAY, rules()) == resolve(words, "1900", rules())


YEARS: Final = {"今年": 0, "本年度": 0, "去年": -1, "上年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2, "": 0}
NUMERALS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
ANCHORS: Final = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(st.sampled_from(sorted(YEARS)), st.integers(1, 12), ANCHORS, st.sampled_from(["", " ", "\u3000", "\n"]))
def test_a_month_of_any_year_word_is_that_month_of_that_year(year: str, month: int, said: date, blank: str) -> None:
    wanted = said.year + YEARS[year]
    first, last = f"{wanted:04d}-{month:02d}-01", f"{wanted:04d}-{month:02d}-{monthrange(wanted, month)[1]}"
    for number in (f"{month}", f"{month:02d}", NUMERALS[month - 1]):
        printed = f"{year}{blank}{number}{blank}月".lstrip()
        assert days(resolve(printed, said.isoformat(), rules())) == (first, last)
    day = resolve(f"{year}{month}月{blank}{monthrange(wanted, month)[1]}日", said.isoformat(), rules())
    assert days(day) == (last, last)


@given(ANCHORS)
def test_parts_of_a_month_and_of_a_year_meet_and_do_not_overlap(said: date) -> None:
    def span(words: str) -> tuple[date, date]:
        first, last = (date.fromisoformat(day) for day in days(resolve(words, said.isoformat(), rules())))
        return first, last

    for whole, parts in (
        ("上月", ("上月上旬", "上月中旬", "上月下旬")),
        ("去年", ("去年初", "去年年中", "去年底")),
        ("去年", ("去年上半年", "去年下半年")),
        ("去年", ("去年一季度", "去年二季度", "去年三季度", "去年四季度")),
        ("上世纪80年代", ("上世纪80年代初", "上世纪80年代中期", "上世纪80年代末")),
    ):
        spans = [span(words) for words in parts]
        assert [span[0] for span in spans[1:]] == [date.fromordinal(span[1].toordinal() + 1) for span in spans[:-1]]
        assert (spans[0][0], spans[-1][1]) == span(whole)


WORDS: Final = "今去前明后本上下当年月日周世纪代初中底末旬季度半第至到起来以自近过这十二三两1290零〇个多余“”五期间截 -"
SAID_AT: Final = [DAY, "2023", "[2023-03..2023-05]", "2022/2023", "2023/", "0001-01-01", "9999-12-31", "199X", "", "x"]


@given(st.text(alphabet=WORDS, max_size=14), st.sampled_from(SAID_AT), st.sampled_from(["in the text", "the source's"]))
@example("到" * 30 + "起" * 30, DAY, "in the text")
@example("年" * 60, DAY, "in the text")
@example("9" * 5000 + "年前", DAY, "in the text")
def test_whatever_is_printed_has_bounds_in_order_or_is_refused(words: str, said: str, anchor: str) -> None:
    try:
        found = bounds(resolve(words, said, rules(), anchored=anchor == "in the text"))
    except TermError:
        return
    assert found.start or found.end
    assert not (found.start and found.end) or found.start <= found.end


# ---- a project's own rules


def test_a_projects_own_rule_is_tried_first_and_its_words_join_the_other_rules() -> None:
    own = (
        RelativeTime("年底", "[{Y}-12-25..{Y}-12-31]", "https://example.org/z", own=True),
        RelativeTime("换届年", "2020", "https://example.org/y", letter="Y", own=True),
    )
    ordered = in_order((*rules(), *own))
    assert [rule.name for rule in ordered[:2]] == ["https://example.org/y", "https://example.org/z"]
    assert in_order(reversed(ordered)) == ordered
    assert resolve("年底", DAY, ordered) == "[2023-12-25..2023-12-31]"
    assert resolve("去年底", DAY, ordered) == "[2022-10..2022-12]"
    assert resolve("换届年3月", DAY, ordered) == "2020-03"
    assert resolve("自换届年底以来", DAY, ordered) == "2020-1X/"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (RelativeTime("(秋收", "{Y}", "when:harvest"), "the pattern of the rule 'when:harvest' is not a regular"),
        (RelativeTime("秋收", "{Y", "when:harvest"), "is not a date that exists"),
        (RelativeTime("秋收", "{x}", "when:harvest"), "the template of the rule 'when:harvest' has 'x'"),
        (RelativeTime("秋收", "{Y-}", "when:harvest"), "the template of the rule 'when:harvest' has 'Y-'"),
        (RelativeTime("秋收", "{3*M}", "when:harvest"), "the template of the rule 'when:harvest' has 'M'"),
        (RelativeTime("<T>收?", "{T}", "when:harvest"), "no rule says what '秋收' means"),
        (RelativeTime("<X>收", "{X}", "when:harvest", letter="X"), "no rule says what '秋收' means"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_named(rule: RelativeTime, why: str) -> None:
    with pytest.raises(TermError) as refused:
        bounds(resolve("秋收", DAY, (rule,)))
    assert why in refused.value.message


# ---- openness comes from the sense

SOURCE: Final = PREFIXES["source"] + "900-made-up"
PLACE: Final = "statement:900-00000-tenure-abcd"


def iri(name: str) -> str:
    found = expand(name)
    assert found
    return found


def term(value: str) -> Term:
    name = expand(value)
    return ox.NamedNode(name) if name else ox.Literal(value)


def told(quoted: str = "丙某任职", said: str = "2023", **slots: str) -> tuple[Corpus, Statement]:
    """Return a statement with these slots, quoted and of a source of that date, in a corpus."""
    quote = Quote(quote_iri("900", 0, len(quoted)), SOURCE, 0, len(quoted), quoted)
    filled = sorted((name, term(value)) for name, value in slots.items())
    statement = Statement(iri(PLACE), "Tenure", SOURCE, tuple(filled), (quote.iri,))
    properties: tuple[tuple[str, Term], ...] = ((KG + "date", edtf_literal(said)), (KG + "key", ox.Literal("900")))
    source = Resource(SOURCE, KG + "Source", properties if said else properties[1:])
    return Corpus(sources={SOURCE: source}, quotes={quote.iri: quote}, statements=(statement,)), statement


OPENED: Final = [
    # words, sense, and the time with its first and last day
    ("去年", "since", "2022/", "2022-01-01", ""),
    ("去年以来", "since", "2022/", "2022-01-01", ""),
    ("去年12月", "since", "2022-12/", "2022-12-01", ""),
    ("去年12月起", "since", "2022-12/", "2022-12-01", ""),
    ("3月5日", "since", "2023-03-05/", "2023-03-05", ""),
    ("去年底", "since", "[2022-10..2022-12]", "2022-10-01", ""),
    ("去年底以来", "since", "2022-1X/", "2022-10-01", ""),
    ("年初以来", "since", "2023-01~/", "2023-01-01", ""),
    ("上世纪90年代", "since", "199X/", "1990-01-01", ""),
    ("20年来", "since", "2003/2023", "2003-01-01", "2023-12-31"),
    ("20年来", "throughout", "2003/2023", "2003-01-01", "2023-12-31"),
    ("去年", "until", "/2022", "", "2022-12-31"),
    ("去年底", "until", "[2022-10..2022-12]", "", "2022-12-31"),
    ("截至去年3月", "until", "/2022-03", "", "2022-03-31"),
    ("近年来", "until", "/2023", "", "2023-12-31"),
    ("去年", "throughout", "2022", "2022-01-01", "2022-12-31"),
    ("去年以来", "throughout", "2022/", "2022-01-01", ""),
    ("去年", "at", "2022", "2022-01-01", "2022-12-31"),
    ("去年底", "as-of", "[2022-10..2022-12]", "2022-10-01", "2022-12-31"),
    ("去年", "", "2022", "2022-01-01", "2022-12-31"),
]


@pytest.mark.parametrize(("words", "sense", "edtf", "first", "last"), OPENED)
def test_the_sense_says_which_side_of_a_time_in_words_is_open(
    words: str, sense: str, edtf: str, first: str, last: str
) -> None:
    slots = {"when": words} | ({"timeSense": f"sense:{sense}"} if sense else {})
    corpus, statement = told(**slots)
    time, span = said_time(statement, corpus, ontology())
    assert (time, str(span.start or ""), str(span.end or "")) == (edtf, first, last)


# ---- a time beside its sense, its words and its source

ERROR, WARNING = "error", "warning"
SINCE: Final = {"time": "2021/", "timePrinted": "2021年起", "timeSense": "sense:since"}
OTHER_SENSE: Final = "Choose another time sense, e.g. throughout."
CORRECT: Final = "Correct one of them."
AFTER: Final = "Correct the date, its anchor or the source's date; what is planned, sought or expected has a modality."
Faults = list[tuple[str, str, str, str]]


def sense(message: str, hint: str) -> tuple[str, str, str, str]:
    return ERROR, "time-sense", message, hint


def after(what: str, weight: str = WARNING) -> tuple[str, str, str, str]:
    message = f"{what} after 2023-12-31, the last day on which the source can have appeared"
    return weight, "time-after-source", message, AFTER


def printed(time: str, words: str = "2021年起") -> tuple[str, str, str, str]:
    return ERROR, "time-printed", f"the time is {time} but {words!r} is printed", CORRECT


def another(time: str, said: str, words: str = "2021年起") -> tuple[str, str, str, str]:
    message = f"the time is {time} but {words!r} says {said}, no more and no less"
    return WARNING, "time-printed", message, "Write what is printed, or print the words that say more"


TIMES: Final[dict[str, tuple[dict[str, str], Faults]]] = {
    "as printed": (SINCE, []),
    "as printed, going on": (SINCE | {"time": "2021/.."}, []),
    "closer than printed": (SINCE | {"time": "2021-03/"}, [another("2021-03/", "2021/")]),
    "a beginning that is an end": (
        SINCE | {"time": "/2021"},
        [sense("since /2021 has no beginning", "Write 2021/, or choose another time sense.")],
    ),
    "a beginning that is an open end": (
        SINCE | {"time": "../2021"},
        [sense("since ../2021 has no beginning", "Write 2021/, or choose another time sense.")],
    ),
    "a beginning without its slash": (
        SINCE | {"time": "2021"},
        [sense("since 2021 has bounds on both sides", "Write 2021/, or choose another time sense.")],
    ),
    "a beginning with its end": (
        SINCE | {"time": "2021/2022"},
        [sense("since 2021/2022 has bounds on both sides", "Write 2021/, or choose another time sense.")],
    ),
    "a beginning on some day": (
        SINCE | {"time": "[2021-10..2021-12]"},
        [
            sense("since [2021-10..2021-12] has bounds on both sides", "Write 2021-1X/, or choose another time sense."),
            another("[2021-10..2021-12]", "2021/"),
        ],
    ),
    "an end that is a beginning": (
        {"time": "2021/", "timeSense": "sense:until"},
        [sense("until 2021/ has no end", "Write /2021, or choose another time sense.")],
    ),
    "words without a beginning": (
        {"when": "近年来", "timeSense": "sense:since"},
        [sense("since 近年来 (/2023) has no beginning", OTHER_SENSE)],
    ),
    "words with both ends": (
        {"when": "这十年", "timeSense": "sense:since"},
        [sense("since 这十年 (2013/2023) has bounds on both sides", OTHER_SENSE)],
    ),
    "words for years that have passed": (
        {"when": "20年来", "timeSense": "sense:since"},
        [sense("since 20年来 (2003/2023) has bounds on both sides", OTHER_SENSE)],
    ),
    "an end before its beginning": (
        SINCE | {"time": "2021/2019"},
        [(ERROR, "impossible-date", "the date '2021/2019' ends before it begins", "Write EDTF: 2022,")],
    ),
    "words for a day that does not exist": (
        {"when": "今年2月29日", "timeSense": "sense:at"},
        [
            (
                ERROR,
                "impossible-date",
                "'今年2月29日', counted from 2023, gives 2023-02-29: '2023-02-29' is not a date that exists",
                "Correct the words or the anchor.",
            )
        ],
    ),
    "words whose end is before their beginning": (
        {"when": "11月至2月", "timeSense": "sense:at"},
        [
            (
                ERROR,
                "impossible-date",
                "'11月至2月', counted from 2023, gives 2023-11/2023-02: the date '2023-11/2023-02' ends before it",
                "Correct the words or the anchor.",
            )
        ],
    ),
    "words that no rule reads": (
        {"when": "去年同期", "timeSense": "sense:since"},
        [(ERROR, "impossible-date", "no rule says what '去年同期' means", "Give kg:time, or add a rule")],
    ),
    "ten years later than printed": (SINCE | {"time": "2031/"}, [printed("2031/"), after("the time 2031/ is")]),
    "at the end of time": (SINCE | {"time": "9999-12-31/"}, [printed("9999-12-31/"), after("the time 9999-12-31/ is")]),
    "in another century": (SINCE | {"time": "1898-05-01/"}, [printed("1898-05-01/")]),
    "a year too early": (SINCE | {"time": "2020/"}, [printed("2020/")]),
    "until a year too late": (
        {"time": "/2022", "timePrinted": "至2021年", "timeSense": "sense:until"},
        [printed("/2022", "至2021年")],
    ),
    "another month": (
        {"time": "2020-11", "timePrinted": "2020年12月", "timeSense": "sense:at"},
        [printed("2020-11", "2020年12月")],
    ),
    "another decade": (
        {"time": "1978", "timePrinted": "上世纪80年代", "timeSense": "sense:at"},
        [],  # counted from an anchor that may be in the text
    ),
    "another decade of a printed century": (
        {"time": "1978", "timePrinted": "20世纪80年代", "timeSense": "sense:at"},
        [printed("1978", "20世纪80年代")],
    ),
    "only its year is read": (
        {"time": "2021/", "timePrinted": "2020年换届后", "timeSense": "sense:since"},
        [printed("2021/", "2020年换届后")],
    ),
    "only its years are read": (
        {"time": "2006/2018", "timePrinted": "自2006年起…到2017年", "timeSense": "sense:throughout"},
        [printed("2006/2018", "自2006年起…到2017年")],
    ),
    "after the source": ({"time": "2024", "timeSense": "sense:at"}, [after("the time 2024 is")]),
    "after the source, planned": (
        {"time": "2024", "timeSense": "sense:at", "modality": "modality:planned"},
        [],
    ),
    "after the source, in words": (
        {"when": "明年", "timeSense": "sense:at"},
        [after("the time 明年 (2024) is", ERROR)],
    ),
    "after the source, in words that count from elsewhere": (
        {"when": "次年", "anchor": "2023", "timeSense": "sense:at"},
        [after("the time 次年 (2024) is")],
    ),
    "an end after the source": ({"time": "/2031", "timeSense": "sense:until"}, [after("the time /2031 is")]),
    "lasting longer than the source": (
        {"time": "2021/2025", "timeSense": "sense:throughout"},
        [after("throughout 2021/2025 ends")],
    ),
    "within a span that goes on after the source": ({"time": "2021/2025", "timeSense": "sense:at"}, []),
}


def found(corpus: Corpus) -> Faults:
    codes = {"time-sense", "time-printed", "time-after-source", "impossible-date"}
    own = [f for f in check(corpus, ontology()) if f.code in codes]
    return [(str(f.severity), f.code, f.message.removeprefix(f"{PLACE}: "), f.hint) for f in own]


@pytest.mark.parametrize("name", TIMES)
def test_a_time_is_held_against_its_sense_its_words_and_its_source(name: str) -> None:
    slots, faults = TIMES[name]
    corpus, _ = told(**slots)
    seen = found(corpus)
    assert [fault[:2] for fault in seen] == [fault[:2] for fault in faults]
    for one, other in zip(seen, faults, strict=True):
        assert (one[2].startswith(other[2]), one[3].startswith(other[3])) == (True, True), one


def test_a_month_without_a_year_that_lies_after_the_article_is_named() -> None:
    corpus, _ = told(said="2023-05-04", when="12月", timeSense="sense:at")
    message = "the time 12月 (2023-12) is after 2023-05-04, the last day on which the source can have appeared"
    assert [fault[2] for fault in found(corpus)] == [message]
    corpus, _ = told(said="2023-05-04", when="12月", timeSense="sense:at", anchor="2022")
    assert found(corpus) == []
    corpus, _ = told(said="2023-05-04", when="12月", timeSense="sense:at", modality="modality:planned")
    assert found(corpus) == []


def test_a_year_spoken_of_needs_its_anchor() -> None:
    corpus, _ = told(when="当年10月", timeSense="sense:at")
    assert [fault[2] for fault in found(corpus)] == [
        "'当年10月' counts from a time in the text, not from the source's date"
    ]
    corpus, statement = told(when="当年10月", timeSense="sense:at", anchor="2019")
    assert found(corpus) == []
    assert said_time(statement, corpus, ontology())[0] == "2019-10"


def test_a_source_without_a_date_is_asked_for_one() -> None:
    corpus, _ = told(said="", when="去年", timeSense="sense:since")
    assert found(corpus) == [
        (ERROR, "impossible-date", "'去年' has nothing to be counted from", "Give the source a kg:date.")
    ]
    corpus, _ = told(said="", time="2031/", timeSense="sense:since")
    assert found(corpus) == []


QUOTED: Final = [
    ("2021年起担任村党委书记", "2021/", ()),
    ("2021年起担任村党委书记", "2031/", ("the time is 2031/ but its quotes print 2021",)),
    ("二〇二一年起担任村党委书记", "2012/", ("the time is 2012/ but its quotes print 2021",)),
    ("2019年到任，2021年当选", "2020/", ("the time is 2020/ but its quotes print 2019, 2021",)),
    ("2019年到任，2021年当选", "2019/2021", ()),
    ("带动2000户增收", "2020/", ()),
    ("丙某任职", "2020/", ()),
]


@pytest.mark.parametrize(("words", "time", "messages"), QUOTED)
def test_a_time_is_one_of_the_years_that_its_quotes_print(words: str, time: str, messages: tuple[str, ...]) -> None:
    slots = {"time": time, "timeSense": "sense:since" if time.endswith("/") else "sense:at"}
    corpus, statement = told(words, "2035", **slots)
    seen = [(fault[0], fault[1], fault[2]) for fault in found(corpus)]
    assert seen == [(WARNING, "time-printed", message) for message in messages]
    inferred = replace(statement, slots=(("inferred", ox.NamedNode(KG + "time")), *statement.slots))
    assert found(replace(corpus, statements=(inferred,))) == []


def test_nobody_who_wrote_no_date_is_told_to_write_one_in_edtf() -> None:
    senses = [f"sense:{name}" for name in ("at", "since", "until", "throughout", "as-of")]
    hints = [
        fault[3]
        for words in ("去年", "近年来", "这十年", "去年同期", "今年2月29日", "11月至2月", "明年", "当年", "13月")
        for name in senses
        for fault in found(told(when=words, timeSense=name)[0])
    ]
    assert hints
    assert [hint for hint in hints if "Write" in hint or "/" in hint.replace("graph_data/vocab/*.ttl", "")] == []


def test_the_data_that_come_with_the_program_have_no_such_fault(loaded: tuple[Corpus, Ontology]) -> None:
    assert found(loaded[0]) == []


# ---- the page

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "relative-dates.md"
PARTS: Final = {"初", "中", "底", "末"}  # of a month that is printed before them


def listed() -> list[str]:
    """Return the words in the second column of the page's first table."""
    table = PAGE.read_text(encoding="utf-8").partition("|---|---|---|\n")[2].partition("\n\n")[0]
    cells = [line.split("|")[2] for line in table.splitlines()]
    return [words.strip() for cell in cells for words in re.split(r"[,;]| or ", cell) if words.strip() not in PARTS]


def test_every_word_that_the_page_lists_is_read() -> None:
    assert len(listed()) > FEWEST_ROWS / 2
    assert [words for words in listed() if not any(days(resolve(words, DAY, rules())))] == []


def test_the_rule_on_the_page_works_and_joins_the_others() -> None:
    written = PAGE.read_text(encoding="utf-8").partition("```turtle\n")[2].partition("```")[0]
    triples = [quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)]
    own = {found.iri: Resource(found.iri, found.types[0], found.properties) for found in subjects(triples)}
    ordered = Ontology({**ontology().terms, **own}).relative_times
    assert resolve("换届年3月", DAY, ordered) == "2020-03"
    assert resolve("换届年底", DAY, ordered) == "[2020-10..2020-12]"
