"""Charts: their rows in full for small cases, and what the pictures and the page made of them show."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from pyoxigraph import NamedNode

from conftest import Run
from kg.build import derive
from kg.charts.chart import Chart, Period, columns_of
from kg.charts.extent import POINT, RUNNING, SPELL, UNDATED, WITHIN, Extent, dated_by, decimal_year, extent
from kg.charts.initiatives import initiatives
from kg.charts.material import Material
from kg.charts.overtime import network_over_time, years_of
from kg.charts.parts import part_of
from kg.charts.placemap import place_map
from kg.charts.series import series
from kg.charts.shares import shares
from kg.charts.spread import spread
from kg.charts.survival import survival
from kg.charts.tenures import GAP, OVERLAP, POST, TenureLane, tenures
from kg.charts.words import _WORDS, words
from kg.dataset import build_quads
from kg.errors import OutputError
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.project import Project
from kg.rdf import edtf_literal
from kg.reading.said import Reading, Said
from kg.render.chart import picture, rendered, specification
from kg.render.chart.frame import clean, shortened, wrapped
from kg.render.chart.marks import DOWNWARD, SIGHTS, UPWARD, WHISKERS
from kg.render.chart.series import _STYLES
from kg.render.chart.treemap import _Box, squarified
from kg.render.tokens import tokens
from kg.store import OxigraphStore, Store
from kg.terms.namespaces import PREFIXES, curie, slug
from kg.terms.time import Bounds, bounds
from pages import Open

XIEJIAWU: Final = (PREFIXES["place"] + "谢家坞村-330603",)
YEJIAYAN: Final = (PREFIXES["place"] + "叶家堰-330603",)
LIN: Final = (PREFIXES["person"] + "林国荣-004",)
SONGJIADIAN: Final = (PREFIXES["place"] + "宋家店村-330603",)
KEYAN: Final = PREFIXES["place"] + "柯岩街道-330603"
STRONG, POSTED = "000-keqiao-strong-foundation", "002-keqiao-rural-work-instructors"
INCOME: Final = PREFIXES["indicator"] + "village-operating-income"
GDP: Final = PREFIXES["indicator"] + "gdp"
ZONE_RANK: Final = PREFIXES["indicator"] + "development-zone-rank"
ALLIANCE: Final = PREFIXES["initiative"] + "党建联建"
KEQIAO: Final = "柯桥区"
APPEARED: Final = bounds("[2025-02..2025-12]")
HOSTILE: Final = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<a href='javascript:alert(3)'>href</a>",
    "{{ 7*7 }}{% raw %}",
    "\u202eevil\u202c\u200b\x07\ufffe",
    "#1 looks like a row",
    "长" * 500,
    "👩‍🌾🏮",
    "ئۇيغۇر ئاپتونوم رايونى",
    "བོད་རང་སྐྱོང་ལྗོངས།",
)


@pytest.fixture(scope="module")
def material(store: Store, loaded: tuple[Corpus, Ontology]) -> Material:
    return Material(store, loaded[1])


def timed(time: str, sense: str) -> Said:
    """Return a statement that says no more than its time."""
    slots = (("timeSense", NamedNode(PREFIXES["sense"] + sense)),) if sense else ()
    days = bounds(time) if time else Bounds(None, None)
    return Said(
        statement=Statement("", "Tenure", "", slots, ()),
        kind="tenure",
        subject=None,
        predicate=None,
        object=None,
        time=time,
        first_day=days.start.isoformat() if days.start else "",
        last_day=days.end.isoformat() if days.end else "",
        certainty="stated",
        inferred=(),
        modality="actual",
        review="machine-coded",
        quotes=(),
        position=1,
    )


@pytest.mark.parametrize(
    ("time", "sense", "held", "said"),
    [
        ("", "", False, Extent(UNDATED)),
        ("", "", True, Extent(UNDATED)),
        ("2022", "at", False, Extent(WITHIN, "", "2022-12-31", "2022-01-01", "")),
        ("[2024-10-21..2024-10-31]", "as-of", False, Extent(WITHIN, "", "2024-10-31", "2024-10-21", "")),
        ("[2025-02..2025-12]", "attested", False, Extent(POINT, "", "2025-12-31", "2025-02-01", "")),
        ("2013/", "since", False, Extent(SPELL, "2013-01-01", "2013-12-31", "", "")),
        ("2013/", "since", True, Extent(SPELL, "2013-01-01", "2013-12-31", "2025-02-01", "")),
        ("2013/..", "since", False, Extent(SPELL, "2013-01-01", "2013-12-31", "2025-02-01", "")),
        ("2013", "since", False, Extent(SPELL, "2013-01-01", "2013-12-31", "", "")),
        ("2013-05", "until", False, Extent(SPELL, "", "", "2013-05-01", "2013-05-31")),
        ("/2025", "throughout", False, Extent(SPELL, "", "", "2025-01-01", "2025-12-31")),
        ("2013", "throughout", False, Extent(SPELL, "2013-01-01", "2013-01-01", "2013-12-31", "2013-12-31")),
        ("2022-10/2024-10", "throughout", False, Extent(SPELL, "2022-10-01", "2022-10-31", "2024-10-01", "2024-10-31")),
    ],
)
def test_a_time_says_when_it_began_and_ended_and_no_more(time: str, sense: str, held: bool, said: Extent) -> None:  # noqa: FBT001
    assert extent(timed(time, sense), APPEARED, held=held) == said


@pytest.mark.parametrize(
    ("time", "sense", "by"),
    [
        ("2024", "at", "text"),
        ("2013/", "since", "text"),
        ("", "attested", "article"),
        ("[2025-02..2025-12]", "as-of", "article"),
        ("2025-02", "as-of", "text"),
    ],
)
def test_what_dates_a_statement_is_the_text_or_the_article_alone(time: str, sense: str, by: str) -> None:
    assert dated_by(timed(time, sense), bounds("[2025-02..2025-12]")) == by


def test_an_attested_post_of_an_undated_source_is_undated() -> None:
    assert extent(timed("", "attested"), Bounds(None, None)) == Extent(UNDATED)


@pytest.mark.parametrize(
    ("time", "sense", "sure"),
    [
        ("2013/", "since", None),
        ("2022", "at", None),
        ("2005-01-04", "at", ("2005-01-04", "2005-01-04")),
        ("2022-10/2024-10", "throughout", ("2022-10-31", "2024-10-01")),
    ],
)
def test_sure_is_what_lies_between_the_latest_start_and_the_earliest_end(
    time: str, sense: str, sure: tuple[str, str] | None
) -> None:
    assert extent(timed(time, sense), Bounds(None, None)).sure == sure


def test_a_day_is_a_year_with_its_fraction() -> None:
    assert [decimal_year(day) for day in ("2013-01-01", "2024-12-31", "2023-07-02")] == [2013.0, 2024.9973, 2023.4986]


def test_the_holders_of_xiejiawu_stand_in_order_without_dates(material: Material) -> None:
    chart = tenures(material, XIEJIAWU)
    instructor = "农村工作指导员"
    assert [(p.label, p.extent.form, p.order, p.order_certainty, p.note, p.certainty) for p in chart.rows] == [
        (f"谢家坞村指导员(姓名缺失) · {instructor}", UNDATED, 1, "inferred", "姓名原文未载", "inferred"),
        (f"邵关通 · {instructor}", UNDATED, 2, "inferred", "", "inferred"),
        (f"章建龙 · {instructor}", UNDATED, 3, "inferred", "", "inferred"),
        (f"徐秋佳 · {instructor}", UNDATED, 4, "inferred", "", "inferred"),
        (f"王江 · {instructor}", UNDATED, 5, "inferred", "", "inferred"),
        (f"张良 · {instructor}", UNDATED, 6, "inferred", "", "inferred"),
        ("谢家坞村6任驻村指导员 · 驻村指导员", UNDATED, None, "", "", "inferred"),
        ("王江 · 共富推介员", UNDATED, None, "", "", "inferred"),
    ]
    assert {p.group for p in chart.rows} == {"谢家坞村"}
    assert [p.statement for p in chart.rows][:2] == ["002-03079-tenure-da6b", "002-03087-tenure-bddb"]
    assert chart.foot == (
        f"依据：8 条记载，2 个来源：{STRONG}（2023-02–2023-09）；{POSTED}（2025-02–2025-12）",
        "只有先后次序者，横向等距，不表示任期长短；数字只表示先后，不表示第几任。",
        "编码推断 8 条，虚线。",
    )


def test_the_group_of_yejiayan_stands_beside_its_member(material: Material) -> None:
    assert [(p.label, p.holder_type, p.time, p.order) for p in tenures(material, YEJIAYAN).rows] == [
        ("胡燕鸣 · 指导员", "Person", "", None),
        ("叶家堰几任指导员 · 指导员", "Group", "", None),
    ]


def test_the_posts_of_a_person_keep_what_is_not_said_apart(material: Material) -> None:
    assert [(p.group, p.label, p.time, p.extent) for p in tenures(material, LIN, by="person").rows] == [
        (
            "林国荣",
            "村党委书记 · 小古城村（报道时在任）",
            "2013/",
            Extent(SPELL, "2013-01-01", "2013-12-31", "2022-05-01", ""),
        ),
        (
            "林国荣",
            "村委会主任 · 小古城村（报道时在任）",
            "[2022-05..2022-12]",
            Extent(POINT, "", "2022-12-31", "2022-05-01", ""),
        ),
        ("林国荣", "村党委委员 · 小古城村", "", Extent(UNDATED)),
        ("林国荣", "村委会主任 · 小古城村", "", Extent(UNDATED)),
    ]


def test_no_attested_post_is_drawn_before_its_source_appeared(material: Material, reading: Reading) -> None:
    attested = [p for p in tenures(material, limit=999).rows if p.extent.form == POINT]
    assert len(attested) == 55
    for post in attested:
        date = bounds(reading.sources[PREFIXES["source"] + post.source].text("date"))
        assert post.extent.days == (str(date.start), str(date.end))


def test_a_role_takes_in_narrower_ones_and_a_body_has_its_own_posts(material: Material) -> None:
    secretary = PREFIXES["role"] + "village-or-community-party-secretary"
    found = {p.role for p in tenures(material, role=secretary, limit=999).rows}
    assert {"村社书记", "村党组织书记", "村党委书记"} <= found
    assert "农村工作指导员" not in found
    committee = (PREFIXES["body"] + "小古城村党委",)
    assert {p.holder for p in tenures(material, committee).rows} == {"林国荣"}


@pytest.fixture(scope="module")
def crowded(loaded: tuple[Corpus, Ontology], project: Project) -> Material:
    """Return statements with two more instructors of 宋家店村: one overlaps 金佳虹's post, one begins after a gap."""
    corpus, ontology = loaded
    model = next(s for s in corpus.statements if s.id == "002-02106-tenure-87eb")

    def post(number: int, holder: str, time: str) -> Statement:
        slots = {**dict(model.slots), "holder": NamedNode(PREFIXES["person"] + holder), "time": edtf_literal(time)}
        iri = f"{PREFIXES['statement']}002-02106-tenure-000{number}"
        return replace(model, iri=iri, slots=tuple(sorted(slots.items(), key=lambda slot: slot[0])))

    added = (post(1, "李琴-002", "2024-06/2024-12"), post(2, "寿烽冉-002", "2025-03/2025-06"))
    store = OxigraphStore.memory()
    store.extend(build_quads(replace(corpus, statements=(*corpus.statements, *added)), ontology))
    derive(store, project.ontology / "derive")
    return Material(store, ontology)


def test_gaps_and_overlaps_are_named_where_both_ends_are_said(crowded: Material) -> None:
    chart = tenures(crowded, SONGJIADIAN)
    assert [(p.category, p.label, p.extent.days[0], p.extent.days[-1]) for p in chart.rows] == [
        (POST, "金佳虹 · 指导员", "2022-10-01", "2024-10-31"),
        (POST, "李琴 · 指导员", "2024-06-01", "2024-12-31"),
        (POST, "寿烽冉 · 指导员", "2025-03-01", "2025-06-30"),
        (GAP, "空档：此间何人任职，原文未载", "2024-12-31", "2025-03-01"),
        (OVERLAP, "时间重叠 · 金佳虹 / 李琴", "2024-06-30", "2024-10-01"),
    ]
    gap = chart.rows[3]
    assert gap.statement == "002-02106-tenure-0001 002-02106-tenure-0002"
    assert "空档 1 处，时间重叠 1 处（只就起讫有载者判断）。" in chart.foot
    drawn = picture.svg(specification(chart))
    assert "空档：此间何人任职，原文未载" in drawn
    assert "时间重叠 · 金佳虹 / 李琴" in drawn


def test_lanes_beyond_the_limit_are_counted(material: Material) -> None:
    chart = tenures(material, limit=5)
    assert len(chart.rows) == len(chart.basis) == 5
    assert (
        chart.foot[-1] == "只画前 5 行，另有 73 行未画。全部画出：--limit 78；缩小范围：指明地方、人物，--years、--role"
    )


def test_years_leave_out_what_has_no_time_and_say_so(material: Material) -> None:
    chart = tenures(material, LIN, by="person", period=Period(2015, 2016))
    assert [p.role for p in chart.rows] == ["村党委书记"]
    assert chart.foot[-1] == "按 --years 未画：此外年份 1 条，时间未载 2 条"


def test_a_series_keeps_both_sources_and_the_bounds_of_their_words(material: Material) -> None:
    chart = series(material, INCOME, XIEJIAWU[0])
    assert [(f.time, f.printed, f.value, f.low, f.high, f.bound, f.modality, f.source) for f in chart.rows] == [
        ("2003", "30余万元", "300000", "300000", "", "over", "actual", STRONG),
        ("2003", "30余万元", "300000", "300000", "", "over", "actual", POSTED),
        ("2022", "538万元", "5380000", "5380000", "5380000", "exact", "actual", STRONG),
        ("2024", "近700万元", "7000000", "", "7000000", "nearly", "actual", POSTED),
    ]


def test_a_target_is_never_drawn_as_a_result(material: Material) -> None:
    chart = series(material, GDP)
    assert [(f.measured, f.time, f.printed, f.low, f.high, f.modality) for f in chart.rows] == [
        (KEQIAO, "2022", "1901亿元", "190100000000", "190100000000", "actual"),
        (KEQIAO, "2026", "突破2500亿元", "250000000000", "", "target"),
    ]
    shapes = {
        (mark["modality"], mark["shape"], mark["fill"])
        for values in _inline(specification(chart))
        for mark in values
        if "modality" in mark and "shape" in mark
    }
    assert shapes == {("actual", "circle", tokens()["ink"]), ("target", SIGHTS, tokens()["paper"])}


def test_a_target_a_lower_and_an_upper_bound_have_marks_of_their_own(material: Material) -> None:
    shapes = {shape for shape, _ in _STYLES.values()}
    assert len(shapes) == len(_STYLES)
    assert not {UPWARD, DOWNWARD} & shapes
    heads = {
        mark["head"] for values in _inline(specification(series(material, GDP))) for mark in values if "head" in mark
    }
    assert UPWARD in heads


SENT: Final = PREFIXES["indicator"] + "person-times-sent"
OFFICERS: Final = PREFIXES["indicator"] + "enterprise-service-officers-sent"
FUTURE_VILLAGES: Final = PREFIXES["indicator"] + "provincial-future-villages-created"
ISSUED: Final = PREFIXES["indicator"] + "times-issued"
INCREASE: Final = PREFIXES["indicator"] + "mean-community-income-increase"
WITHOUT_MANAGEMENT: Final = PREFIXES["indicator"] + "compounds-without-property-management"
RURAL_INCOME: Final = PREFIXES["indicator"] + "rural-disposable-income-per-capita"
# indicator: time as said, when it is drawn, from when on it counts, whether it adds up, what dates it, what is printed
RUNNING_FIGURES: Final = {
    OFFICERS: ("2022/", ("2023-03-01", "2023-05-31"), "2022", "cumulative", "article", "（自 2022 起累计）"),
    INCREASE: ("2022/", ("2023-03-01", "2023-05-31"), "2022", "", "article", "（自 2022 起）"),
    WITHOUT_MANAGEMENT: ("2022/", ("2023-03-01", "2023-05-31"), "2022", "", "article", "（自 2022 起）"),
    ISSUED: ("/2025", ("2025-01-01", "2025-12-31"), "", "cumulative", "text", "（累计，起点未载）"),
}


@pytest.mark.parametrize(
    ("indicator", "expected"),
    RUNNING_FIGURES.items(),
    ids=lambda value: value.rpartition("/")[2] if isinstance(value, str) else "",
)
def test_a_figure_that_runs_is_drawn_when_it_was_told_and_not_in_its_first_year(
    material: Material, indicator: str, expected: tuple[str, tuple[str, str], str, str, str, str]
) -> None:
    chart = series(material, indicator)
    (row,) = chart.rows
    time, days, since, cumulative, dated_by, words_beside = expected
    assert (row.time, row.extent.form, row.extent.days) == (time, RUNNING, days)
    assert (row.since, row.cumulative, row.dated_by) == (since, cumulative, dated_by)
    marks = [mark for values in _inline(specification(chart)) for mark in values if "dated_by" in mark]
    assert {(mark["since"], mark["cumulative"], mark["dated_by"]) for mark in marks} == {(since, cumulative, dated_by)}
    assert {int(str(mark["x"])[:4]) for mark in marks} == {int(days[0][:4])}
    assert f"{row.printed}{words_beside}" in picture.svg(specification(chart))
    assert any(line.startswith("累计数 1 条") for line in chart.foot) == bool(cumulative)


def test_years_choose_a_figure_that_runs_by_when_it_was_told(material: Material) -> None:
    assert [row.printed for row in series(material, OFFICERS, period=Period(2023, 2023)).rows] == ["722名"]
    assert series(material, OFFICERS, period=Period(2022, 2022)).rows == ()


@pytest.mark.parametrize(("indicator", "printed"), [(SENT, "5900余人次"), (FUTURE_VILLAGES, "5个")])
def test_a_figure_of_so_many_years_lasts_from_their_first_to_the_year_of_the_article(
    material: Material, indicator: str, printed: str
) -> None:
    (row,) = series(material, indicator).rows
    assert (row.printed, row.time, row.since, row.cumulative, row.dated_by) == (printed, "2003/2023", "", "", "text")
    assert row.extent == Extent(SPELL, "2003-01-01", "2003-12-31", "2023-01-01", "2023-12-31")
    assert series(material, indicator, period=Period(2024, 2024)).rows == ()


def test_what_the_article_alone_dates_is_marked(material: Material) -> None:
    chart = series(material, RURAL_INCOME)
    assert [(row.time, row.dated_by) for row in chart.rows] == [
        ("2021", "text"),
        ("2022", "text"),
        ("[2025-02..2025-12]", "article"),
    ]
    assert "只据报道之日定时者 1 条，加圈。" in chart.foot


def test_columns_that_came_later_stand_at_the_end(material: Material) -> None:
    columns = series(material, SENT).columns
    assert columns[-8:] == ("statement", "source", "quote", "since", "cumulative", "dated_by", "quote_en", "printed_en")


@pytest.mark.parametrize(
    ("language", "legend", "heading"),
    [
        ("zh", "先后次序（不是第几任），编码推断", "先后次序（不是第几任）"),
        ("en", "order of holders, not a term number; inferred", "order of holders, not a term number"),
    ],
)
def test_the_order_of_holders_is_not_taken_for_a_count_of_terms(
    store: Store, loaded: tuple[Corpus, Ontology], language: str, legend: str, heading: str
) -> None:
    chart = tenures(Material(store, loaded[1], language), XIEJIAWU)
    drawn = picture.svg(specification(chart))
    assert legend in drawn
    assert not re.search("第[0-9一二三四五六]任", drawn)
    assert words(language)("column-order") == heading


def test_figures_without_a_time_are_listed_and_not_dropped(material: Material) -> None:
    chart = series(material, ZONE_RANK)
    assert [(f.printed, f.reference, f.measure, f.said_by, f.extent.form) for f in chart.rows] == [
        ("前5位", "浙江省", "rank", "柯桥区(党政未分)", UNDATED),
        ("前30位", "中国", "rank", "柯桥区(党政未分)", UNDATED),
    ]
    assert chart.foot[-1] == "时间未载者 2 条，列于坐标图之下。"
    assert "前5位 · 柯桥经济技术开发区 ← 浙江省 · 目标 · 001-keqiao-top-ten-district" in picture.svg(
        specification(chart)
    )


def test_initiatives_are_counted_by_year_and_capacity_the_undated_apart(material: Material) -> None:
    chart = initiatives(material, KEYAN)
    assert [(c.year, c.capacity, c.set, c.shown_as, c.count, c.undertakings, c.statements) for c in chart.rows] == [
        ("undated", "牵头", "strict", "led", 1, 1, ("002-00574-involvement-a0aa",)),
        ("2021", "发起", "medium", "started", 2, 1, ("001-01390-involvement-f8a2", "001-01390-involvement-a00e")),
        ("undated", "引进", "medium", "started", 1, 1, ("002-00574-involvement-cd27",)),
    ]
    assert chart.foot[1] == "计入 4 条；不计入：计划 0，非实绩 0，规定 0，推断 0，说法不一 0，行动者未载 0"
    assert sum(c.count for c in initiatives(material, KEYAN, deeds=True).rows) == 6


@pytest.mark.parametrize(
    ("capacity", "part"),
    [
        ("took-the-lead", "led"),
        ("initiated", "started"),
        ("ran", "carried-on"),
        ("promoted", "took-part"),
        ("benefited", "not-leading"),
    ],
)
def test_the_parts_are_told_in_plain_words(material: Material, capacity: str, part: str) -> None:
    assert part_of(material.ontology)(PREFIXES["capacity"] + capacity) == part


def test_the_bar_of_what_is_undated_is_as_wide_as_that_of_a_year(material: Material) -> None:
    spec = specification(initiatives(material, KEYAN))
    bars = [m for values in _inline(spec) for m in values if "x2" in m and m.get("told")]
    assert {str(bar["told"]).split(" · ", 1)[0] for bar in bars} == {"2021", "时间未载"}
    assert len({float(str(bar["x2"])) - float(str(bar["x"])) for bar in bars}) == 1


def test_a_programme_spreads_by_level_and_time(material: Material) -> None:
    assert [(s.level, s.category, s.label, s.time, s.certainty) for s in spread(material, ALLIANCE).rows] == [
        ("county", "instance", "具体实例 · 党建联建实践项目", "", "inferred"),
        ("county", "carried", "推动 · 柯桥区(党政未分) · 党建联建实践项目", "", "inferred"),
        ("township", "first", "试点 · 安南乡(党政未分) · 浙闽两省党建联建", "2018", "inferred"),
        ("township", "carried", "组建 · 安南乡(党政未分) · 跨省农民专业合作社", "/2022", "inferred"),
        ("township", "carried", "开展 · 安南乡(党政未分) · 共享农产品市场资源", "/2022", "inferred"),
        ("township", "carried", "协助 · 安南乡(党政未分) · 助力边界群众增收致富", "/2022", "inferred"),
        ("township", "instance", "具体实例 · 浙闽两省党建联建", "", "inferred"),
        ("township", "first", "发起 · 安南乡(党政未分) · 浙闽两省党建联建", "", "stated"),
        ("township", "carried", "组建 · 安南乡(党政未分) · 省际防疫共同体", "", "inferred"),
        ("township", "not-actual-deed", "开展 · 安南乡(党政未分) · 边界疫情防控应急预案", "", "inferred"),
        ("township", "carried", "决定 · 岭南乡(党政未分) · 确立民宿、休闲、文创为特色", "2022/", "inferred"),
        ("township", "carried", "印发 · 岭南乡(党政未分) · “美好青山”品牌", "2022/", "stated"),
        ("township", "carried", "印发 · 岭南乡(党政未分) · “红色话岙”品牌", "2022/", "stated"),
        ("township", "carried", "印发 · 岭南乡(党政未分) · “石上东澄”品牌", "2022/", "stated"),
        ("community", "carried", "印发 · 荆城楼宇社区(村级组织未分) · 招募令", "2022-04", "inferred"),
        ("community", "carried", "召集 · 荆城楼宇社区(村级组织未分) · 集结党员志愿者", "2022-04", "inferred"),
        ("community", "instance", "具体实例 · 党建联建(荆城楼宇社区)", "", "inferred"),
        ("community", "carried", "开展 · 荆城楼宇社区(村级组织未分) · 党建联建(荆城楼宇社区)", "", "inferred"),
        ("community", "carried", "牵头 · 福明街道党委 · 区域内同类型企业党组织抱团建", "", "stated"),
        ("community", "carried", "召集 · 福明街道党委 · 区域内同类型企业党组织抱团建", "", "stated"),
        ("community", "carried", "自己做 · 区域内同类型企业党组织 · 区域内同类型企业党组织抱团建", "", "inferred"),
        ("", "carried", "开展 · 浙闽边界乡镇 · 茶业技能培训", "", "stated"),
        ("", "carried", "推动 · 浙闽边界乡镇 · 推动两地茶产业发展", "", "stated"),
        ("", "first", "开展 · 岭南乡(党政未分) · 覆卮山先行片党建联建", "2022/", "stated"),
        ("", "instance", "具体实例 · 覆卮山先行片党建联建", "", "inferred"),
        ("", "carried", "一般参与 · 2000多名党员志愿者 · 秩序维护志愿服务", "2022-04", "inferred"),
        ("", "carried", "一般参与 · 2000多名党员志愿者 · 现场扫码志愿服务", "2022-04", "inferred"),
        ("", "carried", "一般参与 · 2000多名党员志愿者 · 测温志愿服务", "2022-04", "inferred"),
        ("", "instance", "具体实例 · “1+3+N”产业链党建联建", "", "inferred"),
        ("", "carried", "开展 · 上虞区先进高分子材料产业平台 · “1+3+N”产业链党建联建", "", "stated"),
        ("", "carried", "组建 · 上虞区先进高分子材料产业平台 · 上虞区先进高分子材料产业平台联合党委", "", "stated"),
        (
            "",
            "carried",
            "组建 · 上虞区先进高分子材料产业平台 · 氟材料领域联建议事机构(上虞区先进高分子材料产业平台)",
            "",
            "stated",
        ),
        (
            "",
            "carried",
            "组建 · 上虞区先进高分子材料产业平台 · 半导体材料领域联建议事机构(上虞区先进高分子材料产业平台)",
            "",
            "stated",
        ),
        (
            "",
            "carried",
            "组建 · 上虞区先进高分子材料产业平台 · 新能源材料领域联建议事机构(上虞区先进高分子材料产业平台)",
            "",
            "stated",
        ),
        ("", "carried", "开展 · 上虞区先进高分子材料产业平台 · “五个一”机制(先进高分子材料产业平台)", "", "stated"),
        ("", "carried", "一般参与 · 安南乡周边乡镇 · 浙闽两省党建联建", "", "stated"),
        ("", "carried", "印发 · 浙闽两省党建联建成员单位 · 浙闽两省党建联建章程", "", "inferred"),
        ("", "not-actual-deed", "召集 · 浙闽两省党建联建成员单位 · 浙闽两省党建联建联席会议", "", "stated"),
        ("", "not-actual-deed", "召集 · 浙闽两省党建联建成员单位 · 浙闽两省党建联建专题座谈会", "", "stated"),
        ("", "not-actual-deed", "协调 · 浙闽两省党建联建成员单位 · 协调解决重大问题", "", "stated"),
        ("", "not-actual-deed", "推动 · 浙闽两省党建联建成员单位 · 协同推进重大事项", "", "stated"),
        ("", "carried", "自己做 · 安南工业园区8家企业和安泰竹笋产销专业合作社 · 吸收福建籍员工近200名", "", "stated"),
        ("", "carried", "推动 · 安南工业园区8家企业和安泰竹笋产销专业合作社 · 带动浙闽两省农户增收", "", "inferred"),
        ("", "carried", "受益 · 浙闽两省农户 · 带动浙闽两省农户增收", "", "inferred"),
        ("", "carried", "引进 · 区域内同类型企业党组织 · 吸纳各领域党组织", "", "inferred"),
    ]


def test_what_was_taken_over_follows_the_pilot_and_alike_rows_are_one(material: Material) -> None:
    rows = spread(material, PREFIXES["initiative"] + "驻村指导员制度").rows
    assert list(dict.fromkeys(row.group for row in rows)) == [
        "省级 · 浙江省",
        "县级 · 柯桥区",
        "乡级 · 兰亭",
        "乡级 · 福全街道",
        "行政村 · 东村村",
        "行政村 · 兴联村",
        "行政村 · 叶家堰",
        "行政村 · 大桥村",
        "行政村 · 安华村",
        "行政村 · 宋家店村",
    ]
    pilot = next(row for row in rows if row.category == "first")
    assert (pilot.label, pilot.group, pilot.statement) == (
        "试点 · 柯桥区(党政未分) · 选派驻村指导员",
        "县级 · 柯桥区",
        "000-00365-involvement-5cb4",
    )
    assert {row.undertaking: row.follows for row in rows if row.category == "adopted"} == dict.fromkeys(
        ("驻社指导员制度", "驻企服务员制度", "“区统镇用、精准选配、专兼协作、组团驻村”的模式"), pilot.statement
    )
    (merged,) = [row for row in rows if row.merged > 1]
    assert (merged.label, merged.merged, len(merged.statement.split())) == ("完善 · 柯桥区(党政未分)（2 条）", 2, 2)
    assert merged.quote == (
        "柯桥坚持和深化农村工作指导员制度 | 农村工作指导员制度,柯桥一直 … 深化拓展 … 柯桥区委组织部相关负责人说"
    )


def test_the_words_stand_under_each_row_of_a_spread_and_arrows_lead_from_the_pilot(material: Material) -> None:
    chart = spread(material, PREFIXES["initiative"] + "驻村指导员制度")
    texts = _texts(picture.svg(specification(chart)))
    assert {
        "「2003年,柯桥区(原绍兴县) … 率先试点选派驻村指导员」",
        "「依托驻村指导员制度积累的经验 … 创新拓展出驻社指导员、驻企服务员制",
        "度」",
    } <= texts
    assert "左侧箭头自试点指向据以借鉴、推开者。" in texts
    tips = [m for values in _inline(specification(chart)) for m in values if m.get("shape") == "triangle-right"]
    assert sum(m.get("size") == 26 for m in tips) == 3


def test_what_is_coded_as_done_under_a_programme_is_in_its_spread(material: Material) -> None:
    rows = spread(material, PREFIXES["initiative"] + "驻村指导员制度", limit=999).rows
    assert [(row.label, row.place) for row in rows if row.category == "posted"] == [
        ("指导员 · 福全街道区镇两级指导员", "福全街道"),
        ("指导员 · 寿烽冉", "东村村"),
        ("指导员 · 胡燕鸣", "叶家堰"),
        ("指导员 · 叶家堰几任指导员", "叶家堰"),
        ("指导员 · 李琴", "大桥村"),
        ("指导员 · 金佳虹", "宋家店村"),
        ("指导员 · 蒋国林", "王化村"),
        ("驻村指导员 · 谢家坞村6任驻村指导员", "谢家坞村"),
        ("农村工作指导员 · 谢家坞村指导员(姓名缺失)", "谢家坞村"),
        ("农村工作指导员 · 邵关通", "谢家坞村"),
        ("农村工作指导员 · 章建龙", "谢家坞村"),
        ("农村工作指导员 · 徐秋佳", "谢家坞村"),
        ("共富推介员 · 王江", "谢家坞村"),
        ("农村工作指导员 · 王江", "谢家坞村"),
        ("农村工作指导员 · 张良", "谢家坞村"),
        ("驻村指导员 · 驻村指导员(图片所示)", ""),
        ("指导员 · 指导员小单", ""),
        ("指导员 · 娄建林", ""),
        ("驻村指导员 · 驻村指导员", ""),
        ("指导员 · 指导员们(安华村驻村工作站图片)", ""),
    ]
    assert [row.label for row in rows if row.place == "叶家堰" and row.category == "carried"] == [
        "推动 · 叶家堰几任指导员 · 叶家堰“三级跳”",
        "牵头 · 叶家堰驻村团队 · 先锋书店项目",
        "引进 · 叶家堰驻村团队 · 先锋书店项目",
    ]


def test_a_map_has_a_tile_for_every_place_those_without_anything_too(material: Material) -> None:
    chart = place_map(material, KEYAN)
    rows = [(t.place, t.above, t.counted, t.posts, t.counted_within, t.posts_within) for t in chart.rows]
    assert rows == [
        ("柯岩街道", "", 0, 0, 2, 4),
        ("叶家堰", "place:柯岩街道-330603", 1, 2, 1, 2),
        ("“鉴里荟”创意生活街区", "place:叶家堰-330603", 0, 0, 0, 0),
        ("梅墅水庄社区", "place:柯岩街道-330603", 0, 0, 1, 2),
        ("梅泽嘉园小区", "place:梅墅水庄社区-330603", 1, 2, 1, 2),
        ("三佳居", "place:柯岩街道-330603", 0, 0, 0, 0),
    ]
    assert chart.rows[1].statements[-1] == "002-00574-involvement-a0aa"
    assert (
        chart.foot[1] == "计入 2 条；不计入：计划 0，非实绩 0，规定 0，推断 4，说法不一 0，行动者未载 1，不在所计之列 4"
    )
    assert {"柯岩街道 · 牵头 2 · 任职 4", "叶家堰本级", "三佳居"} <= _texts(picture.svg(specification(chart)))


def test_the_map_of_all_places_counts_each_lead_in_its_place_and_above(material: Material, reading: Reading) -> None:
    tiles = {tile.place_id: tile for tile in place_map(material).rows}
    places = {curie(iri) for iri, entity in reading.entities.items() if slug(entity.type) in {"Place", "Area"}}
    assert tiles.keys() == places
    for tile in tiles.values():
        below = [other for other in tiles.values() if other.above == tile.place_id]
        assert tile.counted_within <= tile.counted + sum(other.counted_within for other in below)
        assert tile.counted_within >= max([tile.counted, *(other.counted_within for other in below)])
    assert tiles["place:柯桥区-330603"].counted_within == 4


@given(st.lists(st.floats(1, 50), min_size=1, max_size=40), st.floats(200, 1000), st.floats(200, 1000))
def test_tiles_fill_their_frame_by_weight(weights: list[float], width: float, height: float) -> None:
    boxes = list(squarified(weights, _Box(0, 0, width, height)))
    area = width * height / sum(weights)
    assert [box.width * box.height for box in boxes] == pytest.approx([weight * area for weight in weights])
    assert all(box.x + box.width <= width + 1e-6 and box.y + box.height <= height + 1e-6 for box in boxes)


@pytest.mark.parametrize(
    ("when", "years"),
    [
        (Extent(UNDATED), ("undated",)),
        (Extent(WITHIN, "", "2022-12-31", "2022-01-01", ""), ("2022",)),
        (Extent(POINT, "", "2023-05-31", "2022-11-01", ""), ("year-uncertain",)),
        (Extent(SPELL, "2013-01-01", "2013-12-31", "", ""), ("2013",)),
        (Extent(SPELL, "2013-01-01", "2013-12-31", "2015-02-01", ""), ("2013", "2014", "2015")),
        (Extent(SPELL, "2022-10-01", "2022-10-31", "2024-10-01", "2024-10-31"), ("2022", "2023", "2024")),
        (Extent(SPELL, "", "", "2025-01-01", "2025-12-31"), ("2025",)),
        (Extent(SPELL, "2020-01-01", "2023-05-31", "2023-03-01", ""), ("2023",)),
        (Extent(SPELL, "2020-01-01", "2023-05-31", "2022-11-01", ""), ("year-uncertain",)),
    ],
)
def test_a_year_counts_only_where_something_surely_was(when: Extent, years: tuple[str, ...]) -> None:
    assert years_of(when) == years


def test_a_network_over_time_counts_actors_place_by_place(material: Material) -> None:
    chart = network_over_time(material, PREFIXES["place"] + "上虞区-330604")
    assert [(c.place, c.part, c.year, c.count, len(c.statements)) for c in chart.rows] == [
        ("曹娥街道", "serve", "2023", 4, 4),
        ("岭南乡", "serve", "2023", 1, 1),
        ("岭南乡", "honoured", "undated", 1, 1),
        ("崧厦街道", "serve", "2023", 1, 2),
        ("盖北镇", "serve", "2023", 2, 2),
        ("百官街道", "serve", "2023", 1, 1),
    ]
    assert chart.subtitle == "按乡级；只计牵头"
    counties = network_over_time(material, period=Period(2022, 2022))
    assert [(c.place, c.part, c.count) for c in counties.rows] == [
        ("柯桥区", "lead", 1),
        ("柯桥区", "serve", 3),
        ("柯桥区", "honoured", 7),
        ("余杭区", "serve", 1),
        ("庆元县", "serve", 1),
        ("江山市", "serve", 1),
        ("鄞州区", "serve", 1),
    ]
    assert "按 --years 未画：" in counties.foot[-1]


def test_an_honour_that_only_bears_the_name_is_taken_as_inferred(
    material: Material, loaded: tuple[Corpus, Ontology], project: Project
) -> None:
    corpus, ontology = loaded
    name = "驻村指导员制度先行先试地"
    bare = tuple(
        replace(one, slots=tuple(slot for slot in one.slots if slot[0] != "programme"))
        if name in one.text("honour")
        else one
        for one in corpus.statements
    )
    store = OxigraphStore.memory()
    store.extend(build_quads(replace(corpus, statements=bare), ontology))
    derive(store, project.ontology / "derive")

    def honoured(of: Material) -> list[tuple[str, str, str]]:
        rows = spread(of, PREFIXES["initiative"] + "驻村指导员制度", limit=999).rows
        return [(s.label, s.certainty, s.note) for s in rows if s.category == "honour" and s.place == "谢家坞村"]

    coded = [("获评 · 谢家坞村 · 全国文明村", "stated", ""), ("民间称号 · 谢家坞村 · 网红打卡村", "inferred", "")]
    by_name = f"民间称号 · 谢家坞村 · {name}"
    assert honoured(material) == [(by_name, "inferred", ""), *coded]
    assert honoured(Material(store, ontology)) == [(by_name, "inferred", "据名称对应，原文未直接相联"), *coded]


def test_a_programme_begins_above_and_what_was_taken_over_is_named(material: Material) -> None:
    steps = spread(material, PREFIXES["initiative"] + "驻村指导员制度").rows
    assert list(dict.fromkeys(s.level for s in steps)) == ["province", "county", "township", "village"]
    assert {s.undertaking for s in steps if s.category == "adopted"} == {
        "驻社指导员制度",
        "驻企服务员制度",
        "“区统镇用、精准选配、专兼协作、组团驻村”的模式",
    }


@pytest.mark.parametrize(
    ("of_set", "counts", "left_out"),
    [
        (
            "broad",
            {"Person": 10, "Group": 7, "place-acting": 27},
            "计入 44 条；不计入：计划 0，非实绩 0，规定 1，推断 70，说法不一 0，行动者未载 0",
        ),
        (
            "strict",
            {"Person": 2, "Group": 1},
            "计入 3 条；不计入：计划 0，非实绩 0，规定 1，推断 70，说法不一 0，行动者未载 0，不在所计之列 41",
        ),
    ],
)
def test_shares_are_counts_and_say_what_is_not_counted(
    material: Material, of_set: str, counts: dict[str, int], left_out: str
) -> None:
    chart = shares(material, source=PREFIXES["source"] + POSTED, of_set=of_set)
    assert {s.sort: s.count for s in chart.rows} == counts
    assert {s.of for s in chart.rows} == {sum(counts.values())} == {len(chart.basis)}
    assert chart.foot[1] == left_out


def test_the_counts_of_all_sources_are_those_of_each_together(material: Material) -> None:
    rows = shares(material).rows
    # every involvement of someone unnamed is inferred or in no set, so none is counted
    sorts = ("Person", "Group", "Body", "place-acting")
    assert tuple(s.sort for s in rows if s.source == "") == sorts
    for sort in sorts:
        total = next(s for s in rows if s.source == "" and s.sort == sort)
        parts = [s for s in rows if s.source and s.sort == sort]
        assert total.count == sum(s.count for s in parts)
        assert set(total.statements) == {name for s in parts for name in s.statements}


def test_the_printed_counts_stand_in_the_picture(material: Material) -> None:
    texts = _texts(picture.svg(specification(shares(material, source=PREFIXES["source"] + POSTED))))
    assert {"10 (23%)", "7 (16%)", "27 (61%)", "n = 44"} <= texts


def _texts(svg: str) -> set[str]:
    return {element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}  # noqa: S314


def _inline(spec: object) -> Iterator[list[dict[str, object]]]:
    if isinstance(spec, dict):
        if set(spec) == {"values"} and isinstance(spec["values"], list):
            yield spec["values"]
        for value in spec.values():
            yield from _inline(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _inline(value)


def test_an_svg_has_its_labels_as_text_and_asks_for_nothing(material: Material) -> None:
    svg = picture.svg(specification(tenures(material, XIEJIAWU).with_version("data 9.9.9")))
    texts = _texts(svg)
    assert {"谢家坞村", "张良 · 农村工作指导员", "6", "时间未载", "姓名原文未载", "?"} <= texts
    assert "数据：data 9.9.9" in texts
    assert "href" not in svg
    assert " style=" not in svg
    titles = {t.text or "" for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}title")}  # noqa: S314
    assert len(titles) == 8
    assert any("「张良则把 … 一任接着一任干 … 谢家坞村从」" in t and "002-03191-tenure-1d83" in t for t in titles)


def test_inferred_posts_are_dashed(material: Material) -> None:
    svg = ET.fromstring(picture.svg(specification(tenures(material, SONGJIADIAN))))  # noqa: S314
    bars = [e for e in svg.iter() if e.get("aria-roledescription") == "bar"]
    assert {bar.get("fill"): bar.get("stroke") for bar in bars} == {tokens()["post"]: tokens()["post"]}
    assert [(bar.get("fill-opacity"), bar.get("stroke-dasharray")) for bar in bars] == [
        ("0.28", "3,2"),
        ("0.28", "3,2"),
        ("0.55", "3,2"),
    ]


def test_an_attested_post_is_a_mark_amid_its_possible_days(material: Material) -> None:
    marks = [mark for values in _inline(specification(tenures(material, LIN, by="person"))) for mark in values]
    (mark,) = [m for m in marks if m.get("shape") == "diamond"]
    (between,) = [m for m in marks if m.get("width") == 0.9 and m["told"] == mark["told"] and m.get("x2") != m["x"]]
    assert mark["x"] == pytest.approx((float(str(between["x"])) + float(str(between["x2"]))) / 2)
    assert [m["text"] for m in marks if m.get("shape") == WHISKERS] == ["见于报道：在横线两端之间的某日"]


HAN: Final = re.compile(r"[\u4e00-\u9fff]")
# what a Chinese sentence may have in Latin letters: options, ids of sources, names of programs and keys
LATIN: Final = re.compile(r"--[a-z]+|-f csv|[0-9]{3}(?:-[a-z]+)+|Esc|Debian|fonts(?:-[a-z]+)+|\{[a-z_]+\}")


def _stray(text: str, language: str) -> bool:
    """Say whether a sentence has words of the other language."""
    return bool(HAN.search(text) if language == "en" else re.search("[A-Za-z]", LATIN.sub("", text)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_is_in_one_language(store: Store, loaded: tuple[Corpus, Ontology], language: str) -> None:
    material = Material(store, loaded[1], language)
    charts = [tenures(material, XIEJIAWU), series(material, INCOME), initiatives(material), shares(material)]
    charts += [spread(material, ALLIANCE), place_map(material, KEYAN), network_over_time(material)]
    for chart in (*charts, survival(material, by="none", least=1)):
        texts = _texts(picture.svg(specification(chart)))
        assert chart.title in texts
        told = (chart.subtitle, *chart.foot, *(category.legend for category in chart.categories))
        assert [text for text in told if _stray(text, language)] == []
        page = str(rendered(chart, "html", specification(chart)))
        headings = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>|<h2>([^<(]*)", page)
        assert len(headings) > 6
        assert [text for pair in headings for text in pair if _stray(text, language)] == []


@pytest.mark.parametrize(
    ("language", "named"), [("zh", "所属举措、职务、任职地"), ("en", "programme, role, served in")]
)
def test_a_page_names_what_is_inferred_in_its_language(
    store: Store, loaded: tuple[Corpus, Ontology], language: str, named: str
) -> None:
    chart = tenures(Material(store, loaded[1], language), XIEJIAWU)
    assert f"<td>{named}</td>" in str(rendered(chart, "html", specification(chart)))
    assert chart.table().column("inferred")[1] == "programme;role;servedIn"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_word_is_in_one_language(language: str) -> None:
    texts = [pair[language == "en"] for pair in _WORDS.values()]
    assert [text for text in texts if _stray(text, language)] == []


@pytest.mark.parametrize(
    ("key", "values", "zh", "en"),
    [
        (
            "rests",
            {"statements": 1, "sources": 1, "named": "a"},
            "依据：1 条记载，1 个来源：a",
            "Based on 1 statement in 1 source: a",
        ),
        (
            "rests",
            {"statements": 2, "sources": 0, "named": "a"},
            "依据：2 条记载，0 个来源：a",
            "Based on 2 statements in 0 sources: a",
        ),
        (
            "cut-panels",
            {"limit": 1, "cut": 1, "whole": 2},
            "只画前 1 个对象，另有 1 个未画。全部画出：--limit 2；指明对象：--measured",
            "The first 1 are drawn, 1 thing measured not. All: --limit 2; one of them: --measured.",
        ),
        (
            "cut-panels",
            {"limit": 1, "cut": 2, "whole": 3},
            "只画前 1 个对象，另有 2 个未画。全部画出：--limit 3；指明对象：--measured",
            "The first 1 are drawn, 2 things measured not. All: --limit 3; one of them: --measured.",
        ),
    ],
)
def test_numbers_are_followed_by_the_right_form(key: str, values: dict[str, object], zh: str, en: str) -> None:
    assert (words("zh")(key, **values), words("en")(key, **values)) == (zh, en)


def test_text_is_cut_and_broken_by_its_width() -> None:
    assert shortened("谢家坞村指导员", 8) == "谢家坞…"
    assert shortened("two\n words", 20) == "two words"
    assert wrapped("谢家坞村 and more words", 9) == ["谢家坞村", "and more", "words"]
    assert clean("a\x07b\u202ec\ufffed\ud800") == "abcd"


# the page


@pytest.fixture(scope="module")
def village_page(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "谢家坞村 chart.html"
    made = run("chart", "tenures", "谢家坞村", "-o", str(path), store=True)
    assert made.returncode == 0, made.stderr
    assert made.stderr.endswith(f"8 行，已写入 {path}\n")
    return path


def test_a_mark_shows_its_row_and_the_words(open_page: Open, village_page: Path) -> None:
    opened = open_page(village_page)
    opened.page.locator("#picture [data-row='6']").first.click()
    card = opened.page.locator("#card")
    assert card.locator("blockquote").inner_text() == "张良则把 … 一任接着一任干 … 谢家坞村从"
    assert "002-03191-tenure-1d83" in card.inner_text()
    assert "编码推断" in card.inner_text()
    opened.page.keyboard.press("Escape")
    assert card.is_hidden()
    assert opened.complaints == []
    assert opened.asked == [village_page.as_uri()]


def test_rows_are_reached_by_keyboard_alone(open_page: Open, village_page: Path) -> None:
    page = open_page(village_page).page
    page.locator("#picture").focus()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.row"))
    assert reached == [str(n) for n in range(1, 9)]
    assert page.locator("#card blockquote").inner_text() == "王江 … 担任起“共富推介员”"


def test_without_scripts_the_table_says_it_all(open_page: Open, village_page: Path) -> None:
    page = open_page(village_page, scripts=False).page
    cells = page.locator("#row-3 td").all_inner_texts()
    assert cells[:2] == ["谢家坞村", "章建龙 · 农村工作指导员"]
    assert {"002-03112-tenure-03ed", "章建龙 … 一任接着一任干 … 谢家坞村从", "编码推断"} <= set(cells)
    assert page.locator("#picture .wide svg").is_visible()
    assert page.locator("#picture .narrow svg").is_hidden()
    assert "各行均未载：所载时间" in page.locator("main").inner_text()


CHARTS: Final = (
    ("tenures", "谢家坞村", "小古城村"),
    ("series", "--indicator", "地区生产总值"),
    ("initiatives", "--in", "柯桥区"),
    ("spread", "驻村指导员制度"),
    ("shares",),
    ("map", "--in", "柯桥区"),
    ("network-over-time",),
    ("survival", "--least", "1", "--by", "none"),
)


@pytest.fixture(scope="module")
def pages(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the page of each kind of chart."""
    folder = tmp_path_factory.mktemp("kinds")
    for words_of in CHARTS:
        made = run("chart", *words_of, "-o", str(folder / f"{words_of[0]}.html"), store=True)
        assert made.returncode == 0, made.stderr
    return {words_of[0]: folder / f"{words_of[0]}.html" for words_of in CHARTS}


@pytest.mark.parametrize("kind", [words_of[0] for words_of in CHARTS])
def test_a_telephone_has_a_drawing_of_its_own_that_fits(open_page: Open, pages: dict[str, Path], kind: str) -> None:
    opened = open_page(pages[kind], width=390)
    assert opened.page.locator("#picture .wide svg").is_hidden()
    found = opened.page.evaluate(
        """() => { const svg = document.querySelector("#picture .narrow svg"), box = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
        return { page: document.documentElement.scrollWidth, drawing: box.right,
          outside: texts.filter((text) => { const at = text.getBoundingClientRect();
            return at.right > box.right + 1 || at.left < box.left - 1; }).map((text) => text.textContent),
          least: Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize))) }; }"""
    )
    assert (found["page"], found["outside"]) == (390, [])
    assert found["drawing"] <= 390
    assert found["least"] >= 9
    assert opened.complaints == []


@pytest.mark.parametrize("kind", [words_of[0] for words_of in CHARTS])
def test_a_page_has_one_title_and_cuts_no_label(open_page: Open, pages: dict[str, Path], kind: str) -> None:
    page = open_page(pages[kind]).page
    title = page.title()
    assert page.locator("h1").all_inner_texts() == [title]
    texts = page.locator("#picture text").all_text_contents()
    assert title not in texts
    assert [text for text in texts if text.endswith("…") and not text.startswith("「")] == []  # a quote has gaps


@pytest.mark.parametrize("kind", [words_of[0] for words_of in CHARTS])
def test_in_the_dark_texts_and_marks_have_the_dark_tokens(open_page: Open, pages: dict[str, Path], kind: str) -> None:
    page = open_page(pages[kind]).page
    page.emulate_media(color_scheme="dark")
    fills = set(
        page.evaluate(
            """() => [...document.querySelectorAll("#picture .wide :is(text, path, rect, line)")].flatMap((mark) => {
            const style = getComputedStyle(mark); return [style.fill, style.stroke]; })"""
        )
    )
    own = {_rgb(value) for value in tokens(dark=True).values() if value.startswith("#")}
    assert {fill for fill in fills if fill.startswith("rgb(")} <= own
    assert {_rgb(tokens(dark=True)[name]) for name in ("ink", "paper")} <= fills


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"


def test_a_digit_leaves_the_pointer_to_its_row(open_page: Open, village_page: Path) -> None:
    page = open_page(village_page).page
    at = page.locator("#picture .wide text", has_text=re.compile("^3$")).bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    assert page.locator("#card blockquote").inner_text() == "章建龙 … 一任接着一任干 … 谢家坞村从"


def test_the_policy_allows_one_script_and_one_style(village_page: Path) -> None:
    text = village_page.read_text(encoding="utf-8")
    policy = text.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-")
    assert policy.count("sha256-") == 2
    assert not [word for word in ("http", "unsafe", "data:", "*") if word in policy]


def test_counted_rows_open_the_statements_that_they_count(open_page: Open, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shares.html"
    assert run("chart", "shares", "--source", "002", "--set", "strict", "-o", str(path), store=True).returncode == 0
    opened = open_page(path)
    opened.page.locator("#picture [data-row='1']").first.click()
    told = opened.page.locator("#card blockquote").all_inner_texts()
    assert told == [
        "蒋国林 … 与村两委班子一手抓全域闲置资源激活 002-01830-involvement-f25d",
        "蒋国林 … 与村两委班子 … 一手抓省级强村富民乡村集成改革试点 002-01830-involvement-c551",
    ]
    assert opened.page.locator("#statement-002-00574-involvement-a0aa td").first.inner_text() == "2"
    assert opened.complaints == []


def _hostile() -> Chart:
    rows = tuple(
        TenureLane(
            group=text if n % 2 else "g",
            label=text,
            category=POST,
            time=text if n == 1 else "2022",
            extent=extent(timed("2022", "at"), Bounds(None, None)),
            order=None,
            order_certainty="",
            note=text,
            certainty="stated",
            statement=f"s{n}",
            source=text,
            quote=text,
            quote_en=text,
            holder=text,
            holder_type="Person",
            role=text,
            place=text,
            body=text,
            status=text,
            inferred="",
        )
        for n, text in enumerate(HOSTILE)
    )
    return Chart("tenures", "zh", HOSTILE[1], HOSTILE[0], rows, columns_of(TenureLane), (), (*HOSTILE,))


def test_hostile_labels_are_shown_and_do_not_run(open_page: Open, tmp_path: Path) -> None:
    chart = _hostile()
    page = tmp_path / "hostile.html"
    page.write_text(str(rendered(chart, "html", specification(chart))), encoding="utf-8", errors="replace")
    opened = open_page(page, width=1200)
    for n in range(len(HOSTILE)):
        opened.page.locator(f"#picture [data-row='{n + 1}']").first.focus()
        assert opened.page.locator("#card blockquote").count() == 1
    assert opened.complaints == []
    assert opened.asked == [page.as_uri()]
    assert opened.page.title() == HOSTILE[1]
    assert opened.page.evaluate("document.querySelectorAll('img, #picture a, #rows a, main script').length") == 0
    texts = opened.page.locator("#picture text").all_text_contents()
    assert {text for text in HOSTILE if len(text) < 40 and clean(text) == text} <= set(texts)
    assert "evil" in {text.strip("\u200b") for text in texts}
    assert max(map(len, texts)) < 200
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1200


def test_a_png_has_the_glyphs_of_its_title(browser: Browser, material: Material) -> None:
    chart = tenures(material, XIEJIAWU)
    named, bare = (_ink(browser, _png(replace(chart, title=title))) for title in (chart.title, "一"))
    assert named > bare + 1000


def _png(chart: Chart) -> bytes:
    png = rendered(chart, "png", specification(chart))
    assert isinstance(png, bytes)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return png


def _ink(browser: Browser, png: bytes) -> int:
    """Return how many dark pixels a picture has where its title stands."""
    page = browser.new_page()
    dark = page.evaluate(
        """async bytes => { const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        const canvas = new OffscreenCanvas(800, 70), at = canvas.getContext('2d');
        at.drawImage(image, 0, 0);
        const data = at.getImageData(0, 0, 800, 70).data;
        let dark = 0;
        for (let n = 0; n < data.length; n += 4) dark += data[n] < 100 && data[n + 3] > 200;
        return dark; }""",
        list(png),
    )
    page.close()
    return int(dark)


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make every character look like one that no font has."""
    picture._has_glyph.cache_clear()  # noqa: SLF001
    monkeypatch.setattr(picture, "_probe", lambda _character: b"box")
    yield
    picture._has_glyph.cache_clear()  # noqa: SLF001


@pytest.mark.usefixtures("without_fonts")
def test_without_a_chinese_font_a_png_is_refused_with_what_to_install(material: Material) -> None:
    chart = tenures(material, YEJIAYAN)
    spec = specification(chart)
    with pytest.raises(OutputError, match="no font on this system has Chinese characters") as refused:
        rendered(chart, "png", spec)
    for word in ("fonts-noto-cjk", "Windows", "macOS", "SVG"):
        assert word in refused.value.hint
    assert "胡燕鸣 · 指导员" in str(rendered(chart, "svg", spec))
    assert "村" in picture.undrawn(spec)


def test_what_a_font_has_is_told_from_what_none_has() -> None:
    assert picture.undrawn({"text": "谢家坞村 Xie 2022"}) == ""
    unassigned = "\U0001fbff"
    assert picture.undrawn({"text": unassigned}) in {"", unassigned}


# the command


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("-o", "{folder}/a.svg"), "<svg"),
        (("-o", "{folder}/a.html"), "<!doctype html>"),
        (("-o", "{folder}/a.json"), "{"),
        (("-o", "{folder}/a.csv"), "\ufeffgroup,label,category,time,form,"),
        (("-o", "{folder}/a.dat", "-f", "svg"), "<svg"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], begins: str
) -> None:
    told = tuple(argument.format(folder=tmp_path) for argument in arguments)
    made = run("chart", "tenures", "叶家堰", *told, store=True)
    assert made.returncode == 0, made.stderr
    assert Path(told[1]).read_text(encoding="utf-8").startswith(begins)


def test_the_rows_come_as_csv_and_the_specification_as_json(run: Run) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("chart", "tenures", "叶家堰", "-o", "-", "-f", "csv", store=True).stdout))
    )
    assert [row["holder"] for row in rows] == ["胡燕鸣", "叶家堰几任指导员"]
    assert rows[0]["quote"] == "叶家堰在以胡燕鸣为代表的几任指导员的大力助推下"
    spec = json.loads(run("chart", "shares", "-o", "-", "-f", "json", store=True).stdout)
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_without_a_file_the_chart_goes_to_the_build_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "graph_data").mkdir()
    made = run("chart", "tenures", "叶家堰", "-f", "svg", "--quiet", cwd=tmp_path, store=True)
    assert (made.returncode, made.stderr) == (0, "")
    assert (tmp_path / "build" / "chart-tenures.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("tenures", "谢家屋村"), "no match for '谢家屋村'", "谢家坞村"),
        (("tenures", "指导员"), "指导员 is a role; tenures wants", "Nearest: "),
        (
            ("series", "--indicator", "产量之王"),
            "no match for '产量之王'",
            "kg query vocabulary --class Indicator",
        ),
        (("series",), "Missing option '--indicator'", "kg chart series --help"),
        (("tenures", "--years", "20x3"), "'20x3' is not a range of years", "2010..2025"),
        (("tenures", "--years", "2025..2003"), "end before they begin", "2003..2025"),
        (("tenures", "-o", "chart.docx"), "chart.docx cannot be written as docx", ".svg, .png, .html, .json, .csv"),
        (("shares", "--set", "narrow"), "unknown set 'narrow'", "strict, medium, broad"),
        (("map", "--set", "narrow"), "unknown set 'narrow'", "strict, medium, broad"),
        (("network-over-time", "--by", "moon"), "unknown level 'moon'", "country, province, prefecture, county"),
        (("shares", "--source", "999"), "no match for '999'", "kg query coverage"),
        (("spread", "胡燕鸣"), "胡燕鸣 is a person; spread wants an initiative", ""),
    ],
)
def test_wrong_use_is_told_with_the_next_step(run: Run, arguments: tuple[str, ...], message: str, hint: str) -> None:
    made = run("chart", *arguments, store=True)
    assert made.returncode == 2
    assert message in made.stderr
    assert hint in made.stderr.split("Hint: ")[1]
    assert "Traceback" not in made.stderr


def test_an_unwritable_output_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    made = run("chart", "tenures", "叶家堰", "-o", str(tmp_path / "file" / "a.svg"), store=True)
    assert made.returncode == 1
    assert "cannot be written" in made.stderr


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("series", "--indicator", "地区生产总值", "--measured", "叶家堰"), "原文未载："),
        (("tenures", "鼓楼区"), "未收录："),
        (("initiatives", "--in", "叶家堰", "--years", "1990"), "未查到，不等于原文未载。"),
    ],
)
def test_nothing_to_draw_says_what_is_covered(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], answer: str
) -> None:
    made = run("chart", *arguments, "-o", str(tmp_path / "a.svg"), store=True)
    assert made.returncode == 0, made.stderr
    assert made.stderr.startswith(answer)
    assert "收录的年份：" in made.stderr
    assert "002-keqiao-rural-work-instructors" in made.stderr
    assert not list(tmp_path.iterdir())


def test_years_without_data_name_the_years_that_there_are(run: Run, tmp_path: Path) -> None:
    made = run("chart", "tenures", "林国荣", "--years", "1990..1999", "-o", str(tmp_path / "a.svg"), store=True)
    assert made.returncode == 0
    assert "有记载的年份：2013、2022。" in made.stderr
