"""Charts of a base, as a notebook asks for them: each shows itself, saves itself and refuses what it does not know."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from kg.base import Base
from kg.base.charts import Charts
from kg.base.results import PICTURE_FORMATS, Picture
from kg.charts.chart import Chart
from kg.errors import UsageError
from kg.project import Project

VILLAGE: Final = "谢家坞村"
Draw = Callable[[Charts], Picture]
CHARTS: Final[dict[str, tuple[Draw, str, str]]] = {
    "tenures": (lambda charts: charts.tenures(VILLAGE), "谢家坞村 · 任职时间线", "依据：8 条记载，2 个来源："),
    "series": (
        lambda charts: charts.series("村级经营性收入", measured=VILLAGE),
        "谢家坞村 · 村级经营性收入",
        "依据：4 条记载，2 个来源：",
    ),
    "initiatives": (
        lambda charts: charts.initiatives(in_="柯岩街道"),
        "柯岩街道 · 举措：按年份与所起作用",
        "依据：4 条记载，2 个来源：",
    ),
    "spread": (lambda charts: charts.spread("党建联建"), "党建联建", "依据：45 条记载，3 个来源："),
    "shares": (
        lambda charts: charts.shares(source="002", of_set="strict"),
        "驻村更『驻心』组团促振兴 · 参与记录记在谁名下",
        "依据：3 条记载，1 个来源：",
    ),
    "map": (lambda charts: charts.map(in_="柯岩街道"), "柯岩街道 · 牵头与任职：按地方", "依据：6 条记载，2 个来源："),
    "network-over-time": (
        lambda charts: charts.network_over_time(in_="上虞区"),
        "上虞区 · 逐年有多少人牵头、任职、获荣誉",
        "依据：11 条记载，1 个来源：",
    ),
    "survival": (
        lambda charts: charts.survival("宋家店村", least=1),
        "宋家店村 · 任职多久",
        "依据：1 条记载，1 个来源：",
    ),
}
BEGINS: Final = {
    "svg": b"<svg",
    "png": b"\x89PNG\r\n",
    "html": b"<!doctype html>",
    "json": b"{",
    "csv": b"\xef\xbb\xbf",
}


@pytest.fixture(scope="module")
def charts(project: Project, store_path: Path) -> Charts:
    return Base(project, str(store_path)).chart


@pytest.mark.parametrize(("draw", "title", "rests"), CHARTS.values(), ids=CHARTS.keys())
def test_a_chart_shows_itself(charts: Charts, draw: Draw, title: str, rests: str) -> None:
    picture = draw(charts)
    assert repr(picture).splitlines() == [title, *picture.notes]
    assert picture.notes[0].startswith(rests)
    assert picture.chart.foot[:-1] == picture.notes
    drawing = picture._repr_html_()
    assert drawing.startswith("<svg")
    assert f">{title}</text>" in drawing
    assert "<script" not in drawing


def test_what_a_chart_shows_is_a_table(charts: Charts) -> None:
    table = charts.series("村级经营性收入", measured=VILLAGE).table()
    assert table.column("printed") == ("30余万元", "30余万元", "538万元", "近700万元")
    low = table.to_pandas()["low"]
    assert (list(low[:3]), low.isna().tolist()) == ([300000, 300000, 5380000], [False, False, False, True])


@pytest.mark.parametrize("fmt", PICTURE_FORMATS)
def test_a_chart_is_saved_in_the_format_of_the_ending(charts: Charts, fmt: str, tmp_path: Path) -> None:
    picture = charts.tenures("叶家堰")
    path = picture.save(tmp_path / f"a.{fmt}")
    assert path == tmp_path / f"a.{fmt}"
    assert path.read_bytes().startswith(BEGINS[fmt])
    assert picture.save(tmp_path / "a.dat", fmt).read_bytes().startswith(BEGINS[fmt])


def test_a_page_without_a_stated_language_holds_both(charts: Charts, tmp_path: Path) -> None:
    drawn = charts.tenures("叶家堰")
    text = drawn.save(tmp_path / "posts.html").read_text(encoding="utf-8")
    assert '<template id="other" data-lang="en" data-title="Yejiayan · Posts over time">' in text
    assert "<template" not in str(replace(drawn, other=None).written("html"))


def test_the_saved_rows_and_the_saved_specification_are_the_chart(charts: Charts, tmp_path: Path) -> None:
    picture = charts.tenures("叶家堰")
    text = picture.save(tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == list(picture.table().records())
    spec = json.loads(picture.save(tmp_path / "a.json").read_text(encoding="utf-8"))
    assert spec["title"]["text"] == picture.chart.title


def test_a_png_is_as_large_as_it_is_asked_to_be(charts: Charts, tmp_path: Path) -> None:
    picture = charts.tenures("叶家堰")
    widths = [
        int.from_bytes(picture.save(tmp_path / "a.png", scale=scale).read_bytes()[16:20], "big") for scale in (1, 2)
    ]
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)


REFUSED: Final[dict[str, tuple[Draw, str, str]]] = {
    "a set": (lambda c: c.shares(of_set="narrow"), "unknown set 'narrow'", "One of: strict, medium, broad"),
    "a way of grouping": (
        lambda c: c.tenures(VILLAGE, by="month"),
        "posts are not grouped by 'month'",
        "One of: place, person",
    ),
    "years": (
        lambda c: c.tenures(VILLAGE, years="20x3"),
        "'20x3' is not a range of years",
        "Write 2010..2025, 2010.., ..2025 or 2012.",
    ),
    "a place": (lambda c: c.initiatives(in_="谢家屋村"), "no match for '谢家屋村'", "Nearest: 谢家坞村"),
    "a person where an initiative is meant": (
        lambda c: c.spread("胡燕鸣"),
        "胡燕鸣 is a person; spread wants an initiative, deed, event or document",
        "See what there is with: kg query coverage",
    ),
}


@pytest.mark.parametrize(("draw", "message", "hint"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_unknown_is_refused_with_the_words_that_exist(
    charts: Charts, draw: Draw, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        draw(charts)
    assert refused.value.message == message
    assert refused.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("name", "fmt", "said", "hint"),
    [
        ("a.docx", "", "docx", "Known endings: .svg, .png, .html, .json, .csv"),
        ("a", "", "a file", "One of: svg, png, html, json, csv"),
        ("a.svg", "pdf", "pdf", "One of: svg, png, html, json, csv"),
    ],
)
def test_an_unknown_ending_is_refused_and_nothing_is_written(
    charts: Charts, name: str, fmt: str, said: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=f"cannot be written as {said}") as refused:
        charts.tenures("叶家堰").save(tmp_path / name, fmt)
    assert refused.value.hint == hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("language", "notes"),
    [
        (
            "zh",
            (
                "未查到，不等于原文未载。 所选年份内没有；有记载的年份：2013、2022。",
                "收录的年份：2003–2026；",
            ),
        ),
        (
            "en",
            (
                (
                    "This question found no rows, which is not the same as not said. "
                    "Nothing in these years. Years with statements: 2013, 2022."
                ),
                "Covered: years 2003–2026; ",
            ),
        ),
    ],
)
def test_a_chart_without_rows_says_why_and_what_there_is(
    project: Project, store_path: Path, language: str, notes: tuple[str, str], tmp_path: Path
) -> None:
    picture = Base(project, str(store_path), language=language).chart.tenures("林国荣", years="1990..1999")
    assert picture.notes[0] == notes[0]
    assert picture.notes[1].startswith(notes[1])
    with pytest.raises(UsageError, match="nothing to draw"):
        picture.save(tmp_path / "a.svg")
    assert picture.save(tmp_path / "a.csv").read_text(encoding="utf-8-sig").count("\n") == 1


def test_why_there_is_no_picture_is_shown_as_text() -> None:
    empty = Chart("tenures", "zh", "t", "s", (), ("group",), ())
    assert Picture(empty, ("<b>1</b>", "2"))._repr_html_() == "<p>&lt;b&gt;1&lt;/b&gt; 2</p>"
