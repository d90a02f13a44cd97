"""How long posts are held: the published examples, what statements bound, and a refusal that counts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from conftest import Run
from kg.build import derive
from kg.charts.extent import Extent
from kg.charts.lifetimes import Mass, kaplan_meier, survival_between, turnbull
from kg.charts.material import Material
from kg.charts.spells import _known, spell_table, spells
from kg.charts.survival import survival
from kg.dataset import build_quads
from kg.errors import UsageError
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.project import Project
from kg.rdf import edtf_literal
from kg.render.chart import picture, specification
from kg.store import OxigraphStore
from kg.terms.namespaces import PREFIXES

# weeks of remission under 6-MP: E. J. Freireich and others, Blood 21 (1963); + is censored
LEUKAEMIA: Final = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
# months to deterioration, radiotherapy alone: D. M. Finkelstein and R. A. Wolfe, Biometrics 41 (1985), table 1
COSMESIS: Final = (
    "45- 6-10 0-7 46- 46- 7-16 17- 7-14 37-44 0-8 4-11 15- 11-15 22- 46- 46- 25-37 46- 26-40 46- 27-34 36-44 46- 36-48 "
    "37- 40- 17-25 46- 11-18 38- 5-12 37- 0-5 18- 24- 36- 5-11 19-35 17-25 24- 32- 33- 19-26 37- 34- 36-"
)


def lengths(text: str) -> list[tuple[float, bool]]:
    return [(float(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


def spans(text: str) -> list[tuple[float, float]]:
    return [(float(low), float(high) if high else inf) for low, _, high in (w.partition("-") for w in text.split())]


def test_kaplan_meier_of_the_remissions_is_as_published() -> None:
    steps = [step for step in kaplan_meier(lengths(LEUKAEMIA)) if step.ended]
    assert [(s.time, s.at_risk, s.ended, round(s.survival, 3)) for s in steps] == [
        (6, 21, 3, 0.857),
        (7, 17, 1, 0.807),
        (10, 15, 1, 0.753),
        (13, 12, 1, 0.690),
        (16, 11, 1, 0.627),
        (22, 7, 1, 0.538),
        (23, 6, 1, 0.448),
    ]
    # the log-log interval that R's survfit(conf.type="log-log") gives at 6 and 10 weeks
    assert [(round(s.low or 0, 3), round(s.high or 0, 3)) for s in (steps[0], steps[2])] == [
        (0.620, 0.952),
        (0.503, 0.889),
    ]


@pytest.mark.parametrize(
    ("text", "survived"),
    [
        ("1 2 3 4", [0.75, 0.5, 0.25, 0.0]),  # without censoring, the shares that are left
        ("1+ 2+", [1.0, 1.0]),
        ("1 1+ 2", [2 / 3, 0.0]),  # who is censored at 1 was at risk at 1
        ("5", [0.0]),
    ],
)
def test_kaplan_meier_by_hand(text: str, survived: list[float]) -> None:
    assert [step.survival for step in kaplan_meier(lengths(text))] == pytest.approx(survived)


def test_turnbull_of_the_radiotherapy_group_is_as_published() -> None:
    """The estimate of R's interval package (M. P. Fay and P. A. Shaw, J. of Statistical Software 36, 2010)."""
    assert [(mass.left, mass.right, round(mass.share, 4)) for mass in turnbull(spans(COSMESIS))] == [
        (4, 5, 0.0463),
        (6, 7, 0.0334),
        (7, 8, 0.0887),
        (11, 12, 0.0708),
        (24, 25, 0.0926),
        (33, 34, 0.0818),
        (38, 40, 0.1209),
        (46, 48, 0.4656),
    ]


def test_where_lengths_are_exact_or_censored_turnbull_is_kaplan_meier() -> None:
    known = lengths(LEUKAEMIA)
    masses = turnbull([(time, time if ended else inf) for time, ended in known])
    for step in kaplan_meier(known):
        assert survival_between(masses, step.time) == pytest.approx((step.survival, step.survival), abs=1e-6)


@pytest.mark.parametrize(
    ("bounds", "masses"),
    [
        ([(0.0, 2.0), (1.0, 3.0)], [(1, 2, 1.0)]),
        ([(0.0, 1.0), (1.0, 2.0)], [(0, 1, 0.5), (1, 2, 0.5)]),  # after 1 is not at 1
        ([(1.0, 1.0), (0.0, 2.0)], [(1, 1, 1.0)]),  # an exact length within a span
        ([(1.0, 1.0), (1.0, 2.0)], [(1, 1, 0.5), (1, 2, 0.5)]),  # and beside one
        ([(1.0, inf), (1.0, 1.0)], [(1, 1, 0.5), (1, inf, 0.5)]),
    ],
)
def test_turnbull_by_hand(bounds: list[tuple[float, float]], masses: list[tuple[float, float, float]]) -> None:
    assert [(m.left, m.right, round(m.share, 6)) for m in turnbull(bounds)] == masses


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda p: (min(p), max(p))), min_size=1, max_size=8)
)
def test_turnbull_gives_every_span_a_share_and_all_shares_are_one(bounds: list[tuple[int, int]]) -> None:
    masses = turnbull([(float(low), float(high)) for low, high in bounds])
    assert sum(mass.share for mass in masses) == pytest.approx(1, abs=1e-5)
    for low, high in bounds:
        assert any(low <= mass.left and mass.right <= high for mass in masses)


def test_within_an_interval_the_share_is_not_known() -> None:
    masses = (Mass(1, 2, 0.25), Mass(3, 3, 0.25), Mass(4, inf, 0.5))
    at = {time: survival_between(masses, time) for time in (0.5, 1.5, 2, 3, 5)}
    assert at == {0.5: (1, 1), 1.5: (0.75, 1), 2: (0.75, 0.75), 3: (0.5, 0.5), 5: (0, 0.5)}


YEAR_2020: Final = ("2020-01-01", "2020-12-31")
YEAR_2023: Final = ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("extents", "known", "shortest", "longest"),
    [
        ([Extent("spell", *YEAR_2020, *YEAR_2023)], "ended", 2.0014, 3.9973),
        ([Extent("spell", "2020-01-01", "2020-01-01", "2023-01-01", "2023-01-01")], "ended", 3.0007, 3.0007),
        ([Extent("spell", *YEAR_2020, "2023-06-01", "")], "right-censored", 2.4148, None),  # held when it appeared
        ([Extent("spell", *YEAR_2020)], "no-end", None, None),
        ([Extent("spell", "", "", *YEAR_2023)], "no-start", None, None),
        ([Extent("within", "", "2020-12-31", "2020-01-01", "")], "within", None, None),
        ([Extent("point", "", "2023-06-01", "2023-06-01", "")], "attested", None, None),
        ([Extent("undated")], "undated", None, None),
        # attested in two articles: from the one to the other at least
        (
            [Extent("point", "", "2020-06-30", "2020-06-01"), Extent("point", "", "2023-06-30", "2023-06-01")],
            *("right-censored", 2.9186, None),
        ),
        # a start in one article, an end in another
        ([Extent("spell", *YEAR_2020), Extent("spell", "", "", *YEAR_2023)], "ended", 2.0014, 3.9973),
        # the narrower bounds of two
        (
            [Extent("spell", *YEAR_2020, *YEAR_2023), Extent("spell", "2020-07-01", "2020-07-31")],
            "ended",
            2.4203,
            3.499,
        ),
        # a start after another's latest start; an end before the start
        ([Extent("spell", *YEAR_2020), Extent("spell", "2021-01-01", "2021-12-31")], "contrary", None, None),
        ([Extent("spell", *YEAR_2023), Extent("spell", "", "", *YEAR_2020)], "contrary", None, None),
    ],
)
def test_what_statements_bound_together(
    extents: list[Extent], known: str, shortest: float | None, longest: float | None
) -> None:
    found = _known(extents)
    assert (found["known"], found["shortest"], found["longest"]) == (known, shortest, longest)


# who held a post in 宋家店村 when, made up; the model of each statement is a real one
POSTS: Final = (
    ("李琴-002", "2010-01/2012-01"),
    ("寿烽冉-002", "2012-02/2013-02"),
    ("张良-002", "2013-03/2018-03"),
    ("王江-002", "2018-04/2019-04"),
    ("徐秋佳-002", "2019-05-01/2021-05-01"),
    ("章建龙-002", "2021/"),
)


@pytest.fixture(scope="module")
def held(loaded: tuple[Corpus, Ontology], project: Project) -> Material:
    """Return the data with six more posts, of which five ends are said; with that of 金佳虹 six."""
    corpus, ontology = loaded
    model = next(s for s in corpus.statements if s.id == "002-02106-tenure-87eb")

    def post(number: int, holder: str, time: str) -> Statement:
        slots = {**dict(model.slots), "holder": NamedNode(PREFIXES["person"] + holder), "time": edtf_literal(time)}
        iri = f"{PREFIXES['statement']}002-02106-tenure-000{number}"
        return replace(model, iri=iri, slots=tuple(sorted(slots.items(), key=lambda slot: slot[0])))

    added = tuple(post(number, *told) for number, told in enumerate(POSTS))
    store = OxigraphStore.memory()
    store.extend(build_quads(replace(corpus, statements=(*corpus.statements, *added)), ontology))
    derive(store, project.ontology / "derive")
    return Material(store, ontology)


VILLAGE: Final = (PREFIXES["place"] + "宋家店村-330603",)


def test_the_posts_of_a_village_and_what_is_known_of_their_length(held: Material) -> None:
    found = spells(held, held.tenures(VILLAGE))
    assert {(s.holder, s.role, s.level, s.known) for s in found} == {
        ("李琴", "指导员", "行政村", "ended"),
        ("寿烽冉", "指导员", "行政村", "ended"),
        ("张良", "指导员", "行政村", "ended"),
        ("王江", "指导员", "行政村", "ended"),
        ("徐秋佳", "指导员", "行政村", "ended"),
        ("金佳虹", "指导员", "行政村", "ended"),
        ("章建龙", "指导员", "行政村", "no-end"),
    }
    exact = next(s for s in found if s.holder == "徐秋佳")
    assert exact.shortest == exact.longest == 2.0014
    table = spell_table(found)
    assert table.columns[12:16] == ("known", "shortest", "longest", "statements")
    assert dict(zip(table.column("holder"), table.column("longest"), strict=True))["章建龙"] == ""


def test_posts_survive_as_kaplan_and_meier_have_it(held: Material) -> None:
    chart = survival(held, VILLAGE)
    assert [(r.group, r.years, r.at_risk, r.ended, r.survival) for r in chart.rows] == [
        ("指导员 · 行政村", 0.9993, 6, 1, 0.8333),
        ("指导员 · 行政村", 1.0007, 5, 1, 0.6667),
        ("指导员 · 行政村", 1.9987, 4, 1, 0.5),
        ("指导员 · 行政村", 2.0014, 3, 2, 0.1667),
        ("指导员 · 行政村", 4.9994, 1, 1, 0.0),
    ]
    assert "共 7 任；起讫有载 6 任，只知至少多久 0 任。" in chart.foot
    assert "长短无从得知：讫未载 1" in chart.foot
    drawn = picture.svg(specification(chart))
    assert "指导员 · 行政村" in drawn
    assert "7 任，卸任 6" not in drawn  # the one without a length is in no panel
    assert "6 任，卸任 6" in drawn


@pytest.mark.parametrize(
    ("by", "groups"),
    [("both", ["指导员 · 行政村"]), ("role", ["指导员"]), ("level", ["行政村"]), ("none", ["全部职务"])],
)
def test_posts_are_grouped_as_asked(held: Material, by: str, groups: list[str]) -> None:
    assert list(dict.fromkeys(row.group for row in survival(held, by=by).rows)) == groups


def test_wrong_groups_are_refused(held: Material) -> None:
    with pytest.raises(UsageError, match="posts are not grouped by 'year'"):
        survival(held, by="year")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_too_few_ends_are_refused_with_the_count(language: str, run: Run, tmp_path: Path) -> None:
    made, listed = tmp_path / "survival.svg", tmp_path / "posts.csv"
    ended = run("chart", "survival", "-o", str(made), "--spells", str(listed), "--lang", language, store=True)
    assert ended.returncode == 0
    assert not made.exists()
    told = {
        "zh": [
            "共 73 任；起讫有载 1 任，只知至少多久 1 任。",
            "卸任有载不足 5 任而不估计者 2 组：党组织书记 · 行政村 0，指导员 · 行政村 1",
            "没有一组有 5 任的起讫有载，不估计；任职记录可用 --spells 写出。",
        ],
        "en": [
            "73 posts: start and end of 1 are said, of 1 only how long at least.",
            "Not estimated, fewer than 5 said ends: 2 groups (Party secretary · village 0, instructor · village 1)",
            "No group has 5 posts with a said start and end: nothing is estimated. --spells writes the posts.",
        ],
    }
    lines = ended.stderr.splitlines()
    assert [line for line in lines if line in told[language]] == told[language]
    rows = list(csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 73
    assert [(row["holder_id"], row["shortest"], row["longest"]) for row in rows if row["shortest"]] == [
        ("person:金佳虹-002", "1.9193", "2.0835"),
        ("person:林国荣-004", "8.3315", ""),
    ]


def test_with_one_end_enough_a_curve_is_drawn(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "survival.csv"
    ended = run("chart", "survival", "--least", "1", "--by", "none", "-o", str(made), "--lang", "en", store=True)
    assert ended.returncode == 0
    rows = list(csv.DictReader(io.StringIO(made.read_text(encoding="utf-8-sig"))))
    names = ("years", "at_risk", "ended", "censored", "survival", "turnbull_low", "turnbull_high")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("2.0014", "2", "1", "0", "0.5", "0.5", "1.0"),
        ("8.3315", "1", "0", "1", "0.5", "0.5", "0.5"),
    ]
