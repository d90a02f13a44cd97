"""The words that charts show and that the ontology has no term for, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

Say = Callable[..., str]
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # titles
    "tenures": ("任职时间线", "Posts over time"),
    "tenures-place": ("按地方排列", "by place"),
    "tenures-person": ("按人排列", "by person"),
    "series": ("指标数据", "Figures over time"),
    "initiatives": ("举措：按年份与所起作用", "Initiatives by year and capacity"),
    "initiatives-deeds": (
        "举措、所做之事、事件、文件：按年份与所起作用",
        "Initiatives, deeds, events and documents by year and capacity",
    ),
    "spread": ("推广过程：按层级与时间", "Spread by level and time"),
    "shares": ("参与记录记在谁名下", "Whom involvements are credited to"),
    "everything": ("全部", "everything"),
    "comma": ("、", ", "),
    "semicolon": ("；", "; "),
    "in-brackets": ("（{text}）", " ({text})"),
    # what is not said
    "undated": ("时间未载 not said", "time not said"),
    "undated-order": ("时间未载 not said（只有先后）", "time not said; order alone"),
    "name-lost": ("姓名原文未载 not said", "name not said"),
    "place-unsaid": ("地方原文未载 not said", "place not said"),
    "level-unsaid": ("层级原文未载 not said", "level not said"),
    "unsaid": ("原文未载 not said", "not said"),
    "alternatives": ("或在 {others}，原文两可", "or {others}: the words leave it open"),
    "gap": ("空档：此间何人任职，原文未载 not said", "gap: who served in between is not said"),
    "gap-person": ("空档：此间任何职，原文未载 not said", "gap: which post in between is not said"),
    "overlap": ("时间重叠", "overlap"),
    # legends
    "sure": ("确在任", "surely held"),
    "sure-deed": ("确在进行", "surely going on"),
    "within-deed": ("某时在此段内", "at some time in here"),
    "zone": ("起讫在此段内", "start or end lies in here"),
    "open": ("起或讫原文未载 not said", "start or end not said"),
    "within": ("某时在任，起讫未载", "at some time in here; start, end not said"),
    "point": ("见于报道（在报道之日）", "attested, at the article's date"),
    "attested-short": ("见于报道", "attested"),
    "time": ("所载时间", "time as said"),
    "order": ("次序，先后有载", "order of holders, stated"),
    "order-inferred": ("次序，编码推断", "order of holders, inferred"),
    "no-order": ("无时间，无次序", "neither time nor order"),
    "inferred": ("编码推断（虚线）", "inferred (dashed)"),
    "not-actual": ("非实绩（目标、计划）", "not actual (target, plan)"),
    "source-line": ("同一来源的实绩", "results of one source"),
    "bound-up": ("下限：实际更高，多高未载", "lower bound; how much more is not said"),
    "bound-down": ("上限：实际更低，多低未载", "upper bound; how much less is not said"),
    "bound-both": ("约数，两侧均未定", "about; neither side is bounded"),
    "not-from-zero": ("（轴不自零起）", "(axis not from zero)"),
    "period": ("所及时段", "period that it is said of"),
    "statements": ("记载条数", "statements"),
    "year": ("年", "year"),
    "year-begun": ("起始年份", "year of beginning"),
    "year-uncertain": ("年份不定", "year not certain"),
    "start-unsaid": ("起始未载", "start not said"),
    "none-set": ("不入口径", "in no set"),
    "strict": ("严口径", "strict set"),
    "medium": ("中口径所增", "added by the medium set"),
    "broad": ("宽口径所增", "added by the broad set"),
    "set-strict": ("严口径：报道所记牵头", "strict: credited with leading"),
    "set-medium": (
        "中口径：牵头及发起、决定、组建、推行等",
        "medium: leading or starting, deciding, building, running",
    ),
    "set-broad": ("宽口径：计入的全部参与", "broad: any involvement that counts"),
    "legend-set": ("口径", "set"),
    "modality": ("情态", "modality"),
    # what spreads
    "piloted": ("试点", "pilot"),
    "first": ("率先、首创之说", "claim to be first"),
    "instance": ("地方实例", "local instance"),
    "adopted": ("借鉴、依据", "adopted from, based on"),
    "honour": ("试点、示范资格与荣誉", "pilot status or honour"),
    "not-actual-deed": ("非实绩（目标、计划、预计）", "not actual (target, plan, forecast)"),
    "carried": ("其余参与", "other involvement"),
    # whom a deed is credited to
    "Person": ("具名者", "named person"),
    "Someone": ("未具名者", "unnamed person"),
    "Group": ("群体", "group"),
    "Body": ("组织机构", "body or office"),
    "place-acting": ("以地方之名（党政未分）", "place that acts"),
    "all-sources": ("全部来源", "all sources"),
    # headings of the table in a page
    "column-group": ("组", "group"),
    "column-label": ("行", "lane"),
    "column-category": ("类别", "category"),
    "column-time": ("所载时间", "time as said"),
    "column-form": ("时间形式", "form of time"),
    "column-earliest_start": ("最早起", "earliest start"),
    "column-latest_start": ("最晚起", "latest start"),
    "column-earliest_end": ("最早讫", "earliest end"),
    "column-latest_end": ("最晚讫", "latest end"),
    "column-order": ("次序", "order"),
    "column-order_certainty": ("次序得出方式", "certainty of order"),
    "column-note": ("备注", "note"),
    "column-certainty": ("得出方式", "certainty"),
    "column-holder": ("任职者", "holder"),
    "column-holder_type": ("任职者类", "class of holder"),
    "column-role": ("职务", "role"),
    "column-place": ("地方", "place"),
    "column-body": ("组织机构", "body"),
    "column-status": ("任职状态", "status"),
    "column-inferred": ("推断的栏", "inferred slots"),
    "column-level": ("层级", "level"),
    "column-actor": ("行动者", "actor"),
    "column-undertaking": ("举措", "undertaking"),
    "column-measured_id": ("对象编号", "id of what is measured"),
    "column-measured": ("对象", "measured"),
    "column-reference": ("参照", "reference"),
    "column-printed": ("原文数值", "value as printed"),
    "column-value": ("数值", "value"),
    "column-low": ("下限", "low"),
    "column-high": ("上限", "high"),
    "column-bound": ("界限", "bound"),
    "column-unit": ("单位", "unit"),
    "column-measure": ("计量方式", "measure"),
    "column-modality": ("情态代码", "modality"),
    "column-modality_label": ("情态", "modality label"),
    "column-said_by": ("引述自", "said by"),
    "column-comparison": ("比较", "comparison"),
    "column-year": ("年份", "year"),
    "column-capacity": ("所起作用", "capacity"),
    "column-set": ("口径", "set"),
    "column-count": ("条数", "count"),
    "column-of": ("总条数", "of"),
    "column-undertakings": ("举措数", "undertakings"),
    "column-statements": ("记载", "statements"),
    "column-title": ("标题", "title"),
    "column-sort": ("类别", "sort"),
    "column-credited_as": ("记在谁名下", "credited to"),
    "column-statement": ("记载编号", "statement"),
    "column-source": ("来源", "source"),
    "column-quote": ("原文摘录", "quote"),
    # the page
    "page-rows": ("图中各行", "Rows of the chart"),
    "page-basis": ("所依据的记载", "Statements that it rests on"),
    "page-hint": (
        "指向或选中图形，即见该行与原文；Esc 关闭。",
        "Point at a mark or focus it to see its row and the words; Esc closes.",
    ),
    "page-close": ("关闭", "Close"),
    "page-row": ("到表中此行", "Go to the row"),
    "page-left-out": ("此页未列 {count} 行；全部见 -f csv。", "{count} rows are not in this page; all are in -f csv."),
    # feet
    "rests": (
        "依据：{statements} 条记载，{sources} 个来源：{named}",
        "Rests on {statements} statements in {sources} sources: {named}",
    ),
    "and-more": ("等", "and more"),
    "version": ("数据：{version}", "Data: {version}"),
    "cut-lanes": (
        "因 --limit {limit} 未画：{cut} 行。缩小范围：指明地方或人物，或用 --years、--role",
        "Cut by --limit {limit}: {cut} lanes. Narrow it: name a place or a person, or give --years or --role",
    ),
    "cut-steps": (
        "因 --limit {limit} 未画：{cut} 行。缩小范围：用 --years",
        "Cut by --limit {limit}: {cut} lanes. Narrow it with --years",
    ),
    "cut-panels": (
        "因 --limit {limit} 未画：{cut} 个对象。用 --measured 指明对象",
        "Cut by --limit {limit}: {cut} things measured. Name one with --measured",
    ),
    "cut-sources": (
        "因 --limit {limit} 未画：{cut} 个来源（总计仍含之）。用 --source 指明来源",
        "Cut by --limit {limit}: {cut} sources (still in the total). Name one with --source",
    ),
    "years-left": (
        "按 --years 未画：此外年份 {outside} 条，时间未载 {undated} 条",
        "Left out by --years: {outside} in other years, {undated} without a time",
    ),
    "note-attested": (
        "见于报道者只是报道之日的一点，不倒推到从前。",
        "An attested post is a point at the article's date and is never dated back.",
    ),
    "note-order": (
        "只有先后次序者，横向等距，不表示任期长短。",
        "Where order alone is given, steps are even and say nothing of length.",
    ),
    "note-gaps": (
        "空档 {gaps} 处，时间重叠 {overlaps} 处（只就起讫有载者判断）。",
        "{gaps} gaps and {overlaps} overlaps, judged only where start and end are said.",
    ),
    "note-series": (
        "目标、计划、预计不是实绩，另形另色；缺口一侧开放者，原文只给一侧界限。",
        (
            "Targets, plans and forecasts are no results and have shapes and colours of their "
            "own; an open side is one that the words leave open."
        ),
    ),
    "note-undated-figures": ("时间未载 not said，未入图：{listed}", "Time not said, not in the picture: {listed}"),
    "note-year-begun": ("年份为所载时间的起始年。", "The year is the one in which the said time begins."),
    "note-counted": (
        "计入 {counted} 条；不计入：非实绩 {not_actual}，编码推断 {inferred}，说法不一 {disputed}",
        "Counted: {counted}; not counted: {not_actual} not actual, {inferred} inferred, {disputed} disputed",
    ),
    "note-outside": ("，口径之外 {outside}", ", {outside} outside the set"),
    "note-verb": (
        "一个动词一条记载；群体所为不记在成员名下。",
        "One statement a verb; what a group did is not credited to its members.",
    ),
    "note-spread": (
        "层级取行动之地；地方未载而以地方之名行动者，取其所辖之地。",
        "The level is that of the place of the deed; where none is said and a place acts, that of the place.",
    ),
    "by-name": ("据名称对应，原文未直接相联", "linked by its name alone"),
    "by-name-count": (
        "荣誉 {count} 条只据名称与举措对应，作编码推断。",
        "{count} honours are linked by name alone and drawn as inferred.",
    ),
    "note-dates-sources": (
        "年份为报道所载，不是推广的全部。",
        "Years are those the articles give; the spread itself may be wider.",
    ),
    "note-inferred": ("编码推断 {count} 条，虚线。", "{count} inferred, dashed."),
    "set-of": ("口径：{label}", "Set: {label}"),
    "in-place": ("{place}（含下辖各地）", "{place} and the places within it"),
    "covered": ("收录的年份：{years}；来源：{sources}", "What is covered: years {years}; sources {sources}"),
}


def words(language: str) -> Say:
    """Return the function that gives a word, or a sentence filled with values, in `zh` or `en`."""
    at = ("zh", "en").index(language)

    def say(key: str, **values: object) -> str:
        return _WORDS[key][at].format(**values) if values else _WORDS[key][at]

    return say
