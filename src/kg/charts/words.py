"""The words that charts show and that the ontology has no term for, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kg.charts.headings import HEADINGS
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
    "survival": ("任职多久", "How long posts are held"),
    "survival-both": ("按职务与地方层级", "by role and place level"),
    "survival-role": ("按职务", "by role"),
    "survival-level": ("按地方层级", "by place level"),
    "survival-none": ("全部职务", "all posts together"),
    "robustness": ("名次有多稳", "How far ranks hang on what is taken in"),
    "robustness-by": ("按指标；左为首位", "by measure; the first rank is on the left"),
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
    "carried-on": ("开展", "carried on"),
    "took-part": ("参与", "took part"),
    "not-leading": ("不算牵头", "not leading"),
    "counts-strict": ("只计牵头", "Counts leading only"),
    "counts-medium": ("计牵头、发起、开展", "Counts leading, starting and carrying on"),
    "counts-broad": ("计全部参与", "Counts every part in an undertaking"),
    # how long posts are held
    "ended": ("已卸任（起讫有载）", "ended, start and end said"),
    "right-censored": ("至少任至此时，卸任未载", "held at least so long, no end said"),
    "length-attested": ("仅见于报道", "attested alone"),
    "length-undated": ("时间未载", "time not said"),
    "length-no-start": ("起未载", "start not said"),
    "length-no-end": ("讫未载", "end not said"),
    "length-within": ("只知某时在任", "held at some time in a period"),
    "length-contrary": ("说法不合", "contradictory"),
    "length-of-group": ("群体所任", "held by a group"),
    "length-byline": ("署名", "bylines"),
    "all-posts": ("全部职务", "all posts"),
    "kaplan-meier": ("仍在任的比例（卡普兰–迈耶估计）", "share still held (Kaplan–Meier)"),
    "interval-95": ("95% 置信区间", "95 % interval"),
    "turnbull": ("只取原文界限时的范围（特恩布尔估计）", "range by the said bounds alone (Turnbull)"),
    "at-risk": ("在任数", "at risk"),
    "years-held": ("任职年数", "years held"),
    "spells-ends": ("{spells} 任，卸任 {ends}", "{spells:post}, {ends:end}"),
    # ranks with their intervals
    "rank-here": ("所选材料中的名次", "rank as chosen"),
    "rank-interval": ("按段落重抽所得名次的 95% 区间", "95 % of ranks in samples of passages"),
    "rank-elsewhere": (
        "另取材料时的最前与最后名次（只取明载、去一来源等）",
        "best and worst rank under other choices (stated only, a source left out ...)",
    ),
    "rank-told": ("{label} · {measure}：第 {rank} 位，{low}–{high}", "{label} · {measure}: rank {rank}, {low}–{high}"),
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
    "tile-medium": ("牵头、发起、开展 {count}", "{count} led, started or carried on"),
    "tile-broad": ("参与 {count}", "{count:part}"),
    "tile-posts": ("任职 {count}", "{count:post}"),
    "itself": ("{place}本级", "{place} itself"),
    "map-counted": ("有牵头记载（面积按条数）", "somebody led here (area by number of statements)"),
    "map-posts": ("有任职记载", "posts here"),
    "map-none": ("两者皆无", "neither"),
    # a year's counts
    "by-level": ("按{level}", "By {level}"),
    "leads-strict": ("只计牵头", "counts leading only"),
    "leads-medium": ("计牵头、发起、开展", "counts leading, starting and carrying on"),
    "leads-broad": ("计全部参与", "counts every part"),
    "lead": ("牵头", "lead"),
    "serve": ("任职", "serve"),
    "honoured": ("获荣誉", "honoured"),
    **HEADINGS,
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
    "told-value": ("{printed}", "{meant}"),
    "told-gloss": ("", " = “{text}”"),
    "told-words": ("「{text}」", "{gloss}"),
    "note-glosses": (
        "",
        "English in “…” under a label is a gloss of the words: machine translation, unchecked.",
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
    "note-spells": (
        "共 {spells} 任；起讫有载 {ended} 任，只知至少多久 {goes_on} 任。",
        "{spells:post}: start and end of {ended} are said, of {goes_on} only how long at least.",
    ),
    "note-no-length": ("长短无从得知：{reasons}", "Length not known: {reasons}"),
    "few-ends": ("{group} {ends}", "{group} {ends}"),
    "note-few-ends": (
        "卸任有载不足 {least} 任而不估计者 {groups} 组：{named}",
        "Not estimated, fewer than {least} said ends: {groups:group} ({named})",
    ),
    "refused-survival": (
        "没有一组有 {least} 任的起讫有载，不估计；任职记录可用 --spells 写出。",
        "No group has {least} posts with a said start and end: nothing is estimated. --spells writes the posts.",
    ),
    "note-middle": (
        "起讫只有界限者，曲线取其中点；特恩布尔估计只用界限。同一人同一职务视为未间断。",
        (
            "Where start or end is only bounded the curve takes the middle, Turnbull the bounds alone. "
            "One holder's time in one post is taken as unbroken."
        ),
    ),
    "note-long-posts": (
        "报道多写在任者，任期长者更易见报：长短描述的是文章，不是村庄。",
        "Articles name those in office, and long terms more often: the lengths are those of articles, not villages.",
    ),
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
