"""The words that charts show and that the ontology has no term for, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kg.document.words import in_words

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
    "spread": ("推广过程：按层级、地方与时间", "Spread by level, place and time"),
    "shares": ("参与记录记在谁名下", "Whom involvements are credited to"),
    "map": ("牵头与任职：按地方", "Leads and posts by place"),
    "network-over-time": ("逐年有多少人牵头、任职、获荣誉", "How many lead, serve and are honoured a year"),
    "in-place": ("{place}（含下辖各地）", "{place} and the places within it"),
    "comma": ("、", ", "),
    "comma-clauses": ("，", ", "),
    "semicolon": ("；", "; "),
    "in-brackets": ("（{text}）", " ({text})"),
    # what is not said
    "undated": ("时间未载", "time not said"),
    "name-lost": ("姓名原文未载", "name not said"),
    "place-unsaid": ("地方原文未载", "place not said"),
    "level-unsaid": ("层级原文未载", "level not said"),
    "unsaid": ("原文未载", "not said"),
    "alternatives": ("或在 {others}，原文两可", "or {others}: the text leaves it open"),
    "gap": ("空档：此间何人任职，原文未载", "gap: not said who served in between"),
    "gap-person": ("空档：此间任何职，原文未载", "gap: not said which post in between"),
    "overlap": ("时间重叠", "overlap"),
    # legends
    "sure": ("确在任", "certainly in office"),
    "sure-deed": ("确在进行", "certainly under way"),
    "zone": ("起讫在此段内", "start or end falls in here"),
    "open": ("起或讫原文未载", "start or end not said"),
    "within": ("某时在任，起讫未载", "in office at some time in here; start and end not said"),
    "within-deed": ("某时在此段内", "at some time in here"),
    "point": ("见于报道：在横线两端之间的某日", "attested: on some day between the two ends"),
    "attested-short": ("见于报道", "attested"),
    "time": ("所载时间", "time as said"),
    "order": ("先后次序（不是第几任），有载", "order of holders, not a term number; stated"),
    "order-inferred": ("先后次序（不是第几任），编码推断", "order of holders, not a term number; inferred"),
    "no-order": ("无时间，无次序", "no time and no order"),
    "inferred": ("编码推断（虚线）", "inferred (dashed)"),
    "source-line": ("同一来源的实绩", "results from one source"),
    "bound-up": ("下限：至少如此，多出多少未载", "lower bound; how much more is not said"),
    "bound-down": ("上限：至多如此，相差多少未载", "upper bound; how much less is not said"),
    "bound-both": ("约数，两侧均未定", "about; no bound on either side"),
    "not-from-zero": ("（轴不自零起）", "(axis does not start at zero)"),
    "period": ("所及时段", "period that the figure covers"),
    "cumulative": ("累计数，画在报道之时，不是起算之年的数", "cumulative; drawn when reported, not in its first year"),
    "by-article": (
        "时间只据报道之日（横线：可能之日）",
        "dated by the article alone (line: its possible days)",
    ),
    "by-article-short": ("时间只据报道", "dated by the article"),
    "cumulative-since": ("自 {since} 起累计", "cumulative since {since}"),
    "cumulative-to": ("累计，起点未载", "cumulative, start not said"),
    "since": ("自 {since} 起", "since {since}"),
    "statements": ("记载条数", "statements"),
    "year-uncertain": ("年份不定", "year uncertain"),
    "start-unsaid": ("起始未载", "start not said"),
    # what a part in an undertaking comes to
    "led": ("牵头", "led"),
    "started": ("发起", "started"),
    "carried-on": ("推进", "carried on"),
    "took-part": ("参与", "took part"),
    "not-leading": ("不算牵头", "not leading"),
    "counts-strict": ("只计牵头", "Counts leading only"),
    "counts-medium": ("计牵头、发起、推进", "Counts leading, starting and carrying on"),
    "counts-broad": ("计全部参与", "Counts every part in an undertaking"),
    # what spreads
    "piloted": ("试点", "pilot"),
    "first": ("率先、首创之说", "claim to be first"),
    "instance": ("地方实例", "local instance"),
    "adopted": ("借鉴、依据", "adopted from, based on"),
    "honour": ("试点、示范资格与荣誉", "pilot status or honour"),
    "not-actual-deed": ("非实绩（目标、计划、预计）", "not actual (target, plan, forecast)"),
    "carried": ("其余参与", "other involvement"),
    "event": ("事件", "event"),
    "posted": ("任职", "post"),
    # whom a deed is credited to
    "place-acting": ("以地方之名（党政未分）", "place that acts"),
    "all-sources": ("全部来源", "all sources"),
    # places on a map
    "tile-strict": ("牵头 {count}", "{count} led"),
    "tile-medium": ("牵头、发起、推进 {count}", "{count} led, started or carried on"),
    "tile-broad": ("参与 {count}", "{count:part}"),
    "tile-posts": ("任职 {count}", "{count:post}"),
    "itself": ("{place}本级", "{place} itself"),
    "map-counted": ("有牵头记载（面积按条数）", "somebody led here (area by number of statements)"),
    "map-posts": ("有任职记载", "posts here"),
    "map-none": ("两者皆无", "neither"),
    # a year's counts
    "by-level": ("按{level}", "By {level}"),
    "leads-strict": ("只计牵头", "counts leading only"),
    "leads-medium": ("计牵头、发起、推进", "counts leading, starting and carrying on"),
    "leads-broad": ("计全部参与", "counts every part"),
    "lead": ("牵头", "lead"),
    "serve": ("任职", "serve"),
    "honoured": ("获荣誉", "honoured"),
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
    "column-order": ("先后次序（不是第几任）", "order of holders, not a term number"),
    "column-order_certainty": ("次序得出方式", "certainty of order"),
    "column-since": ("起算之时", "counted since"),
    "column-cumulative": ("累计", "cumulative"),
    "column-dated_by": ("时间之据", "dated by"),
    "column-follows": ("所承接的试点", "pilot taken over from"),
    "column-merged": ("记载条数", "statements"),
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
    "column-modality": ("情态代码", "modality code"),
    "column-modality_label": ("情态", "modality"),
    "column-said_by": ("引述自", "said by"),
    "column-comparison": ("比较", "comparison"),
    "column-year": ("年份", "year"),
    "column-capacity": ("所起作用", "capacity"),
    "column-set": ("口径", "set"),
    "column-shown_as": ("归为", "comes to"),
    "column-count": ("条数", "count"),
    "column-of": ("总条数", "of"),
    "column-undertakings": ("举措数", "undertakings"),
    "column-title": ("标题", "title"),
    "column-sort": ("类别代码", "class code"),
    "column-credited_as": ("记在谁名下", "credited to"),
    "column-place_id": ("地方编号", "id of the place"),
    "column-part": ("方式", "how"),
    "column-above": ("上级地方编号", "id of the place above"),
    "column-counted": ("计入条数", "counted"),
    "column-posts": ("任职条数", "posts"),
    "column-counted_within": ("计入条数，含下辖各地", "counted, places within included"),
    "column-posts_within": ("任职条数，含下辖各地", "posts, places within included"),
    "column-statement": ("记载编号", "statement"),
    "column-source": ("来源", "source"),
    "column-quote": ("原文摘录", "quote"),
    # codes of the rows as a page shows them
    "value-stated": ("原文明载", "stated"),
    "value-inferred": ("编码推断", "inferred"),
    "value-post": ("任职", "post"),
    "value-gap": ("空档", "gap"),
    "value-overlap": ("时间重叠", "overlap"),
    "value-spell": ("起或讫有载", "start or end said"),
    "value-within": ("某时在此段内", "at some time in a period"),
    "value-point": ("见于报道", "attested"),
    "value-running": ("起算至报道之时", "counted up to when it was reported"),
    "value-cumulative": ("累计", "cumulative"),
    "value-lead": ("牵头", "lead"),
    "value-serve": ("任职", "serve"),
    "value-honoured": ("获荣誉", "honoured"),
    "value-article": ("只据报道之日", "the article's date alone"),
    "value-text": ("原文", "the text"),
    "value-undated": ("时间未载", "time not said"),
    "value-start-unsaid": ("起始未载", "start not said"),
    "value-year-uncertain": ("年份不定", "year uncertain"),
    "value-strict": ("严口径", "strict"),
    "value-medium": ("中口径", "medium"),
    "value-broad": ("宽口径", "broad"),
    "value-led": ("牵头", "led"),
    "value-started": ("发起", "started"),
    "value-carried-on": ("推进", "carried on"),
    "value-took-part": ("参与", "took part"),
    "value-not-leading": ("不算牵头", "not leading"),
    "value-first": ("率先、首创之说", "claim to be first"),
    "value-piloted": ("试点", "pilot"),
    "value-instance": ("地方实例", "local instance"),
    "value-adopted": ("借鉴、依据", "adopted from, based on"),
    "value-honour": ("试点、示范资格与荣誉", "pilot status or honour"),
    "value-event": ("事件", "event"),
    "value-posted": ("任职", "post"),
    "value-carried": ("其余参与", "other involvement"),
    "value-not-actual-deed": ("非实绩", "not actual"),
    # the page
    "page-empty": ("各行均未载：{columns}", "Not said in any row: {columns}"),
    "page-rows": ("图中各行", "Rows of the chart"),
    "page-basis": ("所依据的记载", "Statements behind the chart"),
    "page-hint": (
        "指向、点按或选中图形，即见该行与原文；Esc 关闭。",
        "Point at a mark, tap or focus it, to see its row and its quote; Esc closes.",
    ),
    "page-close": ("关闭", "Close"),
    "page-row": ("到表中此行", "Go to the row"),
    "more-in-table": ("另有 {count} 条，见表", "{count} more, see the table"),
    "page-left-out": ("此页未列 {count} 行；全部见 -f csv。", "{count:row} not in this page; -f csv writes all."),
    # feet
    "rests": (
        "依据：{statements} 条记载，{sources} 个来源：{named}",
        "Based on {statements:statement} in {sources:source}: {named}",
    ),
    "and-more": ("等", "and more"),
    "version": ("数据：{version}", "Data: {version}"),
    "cut-lanes": (
        "只画前 {limit} 行，另有 {cut} 行未画。全部画出：--limit {whole}；缩小范围：指明地方、人物，--years、--role",
        "The first {limit} are drawn, {cut:lane} not. All: --limit {whole}; fewer: places, people, --years or --role.",
    ),
    "cut-steps": (
        "只画前 {limit} 行，另有 {cut} 行未画。全部画出：--limit {whole}；缩小范围：--years",
        "The first {limit} are drawn, {cut:lane} not. All: --limit {whole}; fewer: --years.",
    ),
    "cut-panels": (
        "只画前 {limit} 个对象，另有 {cut} 个未画。全部画出：--limit {whole}；指明对象：--measured",
        "The first {limit} are drawn, {cut:thing|things} measured not. All: --limit {whole}; one of them: --measured.",
    ),
    "cut-sources": (
        "只画前 {limit} 个来源，另有 {cut} 个未画（总计仍含之）。全部画出：--limit {whole}；指明来源：--source",
        "The first {limit} are drawn, {cut:source} not, but counted in the total. All: --limit {whole}; one: --source.",
    ),
    "cut-places": (
        "只画前 {limit} 个地方，另有 {cut} 个未画。全部画出：--limit {whole}；缩小范围：--in 或 --by",
        "The first {limit} are drawn, {cut:place} not. All: --limit {whole}; fewer: --in or --by.",
    ),
    "note-map": (
        "登记册无坐标，故按隶属关系排布，不表示方位；一条记载可在几处。",
        (
            "The register has no coordinates: places lie by what they belong to, not by where they are. "
            "A statement may be in several places."
        ),
    ),
    "note-over-time": (
        "数的是行动者，一个群体算一个；任职计入确在任或见于报道之年；荣誉含自称与民间称号。",
        (
            "Actors are counted, a group as one. A post counts in the years in which it was surely held or attested. "
            "Honours include self-styled and informal ones."
        ),
    ),
    "note-above-level": (
        "不在此级各地之内的记载 {count} 条，未计。",
        "{count:statement} outside the places of this level, not counted.",
    ),
    "years-left": (
        "按 --years 未画：此外年份 {outside} 条，时间未载 {undated} 条",
        "Left out by --years: {outside} in other years, {undated} undated",
    ),
    "note-attested": (
        "见于报道者只是报道之日的一点，不倒推到从前。",
        "An attested post is a point at the article's date and is never dated back.",
    ),
    "note-order": (
        "只有先后次序者，横向等距，不表示任期长短；数字只表示先后，不表示第几任。",
        (
            "Where only the order is given, steps are evenly spaced and do not show length; "
            "the numbers do not count terms."
        ),
    ),
    "note-gaps": (
        "空档 {gaps} 处，时间重叠 {overlaps} 处（只就起讫有载者判断）。",
        "{gaps:gap} and {overlaps:overlap}, judged only where start and end are said.",
    ),
    "note-series": (
        "目标、计划、预计不是实绩，另形另色；缺口一侧开放者，原文只给一侧界限。",
        (
            "Targets, plans and forecasts are not results: they have shapes and colours of their own. "
            "An arrow points to the side on which the text gives no bound."
        ),
    ),
    "note-cumulative": (
        "累计数 {count} 条，画在报道之时，注明起算之时；起算之年的数值原文未载。",
        (
            "{count:cumulative figure}, drawn when reported and marked with the start; "
            "the value of the first year is not said."
        ),
    ),
    "note-by-article": (
        "只据报道之日定时者 {count} 条，加圈。",
        "{count:figure} dated by the article alone (ringed).",
    ),
    "note-undated-figures": (
        "时间未载者 {count} 条，列于坐标图之下。",
        "{count:figure} without a time, listed below the years.",
    ),
    "note-year-begun": ("年份为所载时间的起始年。", "The year is the one in which the said time begins."),
    "note-counted": ("计入 {counted} 条；不计入：{reasons}", "Counted: {counted}; not counted: {reasons}"),
    "note-reason": ("{label} {count}", "{count} {label}"),
    "note-outside": ("不在所计之列 {count}", "{count} of other kinds"),
    "note-follows": (
        "左侧箭头自试点指向据以借鉴、推开者。",
        "Arrows on the left lead from a pilot to what was taken over from it.",
    ),
    "times": ("（{count} 条）", " ({count:statement})"),
    "note-verb": (
        "一个动词一条记载；群体所为不记在成员名下。",
        "One statement per verb. What a group did is not credited to its members.",
    ),
    "note-spread": (
        "层级取行动之地；地方未载而以地方之名行动者，取其所辖之地。",
        "The level is that of the place of the deed. Where none is said and a place acts, it is that of this place.",
    ),
    "by-name": ("据名称对应，原文未直接相联", "linked by its name alone"),
    "by-name-count": (
        "荣誉 {count} 条只据名称与举措对应，作编码推断。",
        "{count:honour} linked by name alone, drawn as inferred.",
    ),
    "note-dates-sources": (
        "年份为报道所载，不是推广的全部。",
        "The years are those that the articles give; the programme may have spread further.",
    ),
    "note-inferred": ("编码推断 {count} 条，虚线。", "{count} inferred (dashed)."),
    # what is told beside a chart
    "covered": ("收录的年份：{years}；来源：{sources}。", "Covered: years {years}; sources {sources}."),
    "elsewhere": ("所选年份内没有；有记载的年份：{years}。", "Nothing in these years. Years with statements: {years}."),
    "no-picture": ("未绘图。", "No picture was made."),
    "written": ("{rows} 行，已写入 {output}", "{rows:row}, written to {output}"),
    "no-glyph": (
        "此系统的字体缺字：{characters}。请安装相应字体（Debian：fonts-noto-core、fonts-noto-color-emoji）。",
        (
            "No font on this system has: {characters}. Install fonts for these scripts "
            "(Debian: fonts-noto-core, fonts-noto-color-emoji)."
        ),
    ),
}


class _Number(int):
    """A number that English counts with: formatted as `{n:row}` it is `1 row` or `2 rows`."""

    def __format__(self, noun: str) -> str:
        """Return the number, with the noun in the right form when one is given; `a|b` gives an irregular plural."""
        one, _, several = noun.partition("|")
        return f"{int(self)} {one if self == 1 else several or one + 's'}" if noun else str(int(self))


def words(language: str) -> Say:
    """Return the function that gives a word, or a sentence filled with values, in `zh` or `en`."""

    def say(key: str, **values: object) -> str:
        filled = {name: _Number(value) if isinstance(value, int) else value for name, value in values.items()}
        return in_words(_WORDS[key], language).format(**filled)

    return say
