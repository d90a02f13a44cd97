"""Texts that a page and the pictures without a browser share, by name: kinds of line, legend, caption, title, filters.

A gap (`{n}`, `{name}` ...) is filled by whoever writes the text.
"""

from __future__ import annotations

from typing import Final

from kg.render.contract import LineRow

LINES: Final = (
    LineRow("stated", "原文明载", "stated"),
    LineRow("inferred", "编码推断", "inferred"),
    LineRow("uncounted", "不计入：推断等", "not counted: inferred or the like"),
    LineRow("disputed", "≠ 说法不一", "≠ disputed"),
    LineRow("target", "目标、计划、预计，非实绩", "target, planned or forecast, not actual"),
    LineRow("further", "地点、对方等附属信息", "place, counterpart and other details"),
    LineRow("ground", "淡色：发起等，作底", "pale: started, behind what was led"),
    LineRow(
        "frame",
        "方框：所在乡镇、区县；本身无所载者随其所做",
        "frame: the town or district; what has none lies with what it did",
    ),
    LineRow("bar", "任职时段", "span of a post"),
    LineRow("size-leads", "大小：计入的牵头数（人物不论）", "size: counted leads (people are not ranked)"),
    LineRow("size-betweenness", "大小：中介中心性（人物不论）", "size: betweenness (people are not ranked)"),
    LineRow("community", "社群", "community"),
    LineRow("elsewhere", "其余", "others"),
    LineRow("no-one-place", "不属一地", "no one place"),
    LineRow("no-time", "原文未载时间", "no time given"),
    LineRow("drawn", "画出 {n} 个点、{m} 条边", "drawn: nodes {n}, edges {m}"),
    LineRow("leads", "计入的牵头 {n} 条", "counted leads: {n}"),
    LineRow("leads-of", "计入的牵头", "counted leads"),
    LineRow("no-lead", "本图未载其牵头之事", "no lead recorded in this graph"),
    LineRow("not-counted-beside", "（另有 {n} 条不计入）", " (and {n} not counted)"),
    LineRow("left", "另有 {n} 个点符合而未画", "further nodes that match: {n}"),
    LineRow("crowded", "多于 {n} 个点，按地方收成方框", "more than {n} nodes: collapsed by place"),
    LineRow("held", " · {n} 个", " · {n}"),
    LineRow("led-there", " · 牵头 {n}", " · led {n}"),
    LineRow("joint", "；", "; "),
    LineRow("list", "、", ", "),
    LineRow("aside", "（{text}）", " ({text})"),
    LineRow("around-1", "{name}周围 1 步", "within 1 step of {name}"),
    LineRow("around", "{name}周围 {n} 步", "within {n} steps of {name}"),
    LineRow("undated-too", "，含时间未载者", ", and undated"),
    LineRow("dated-only", "只含有时间者", "dated only"),
    LineRow("only", "{name}只含{values}", "{name}: only {values}"),
    LineRow("without", "{name}不含{values}", "{name}: without {values}"),
    LineRow("also", "{name}另含{values}", "{name}: also {values}"),
    LineRow("items", "{n} 项", "{n}"),
    LineRow("put-away-1", "收起 1 个点", "1 node hidden"),
    LineRow("put-away", "收起 {n} 个点", "{n} nodes hidden"),
    LineRow("undisputed", "无说法不一", "not disputed"),
    LineRow("no-place", "（未归入地方）", "(no place)"),
    LineRow("facet-type", "类别", "class"),
    LineRow("facet-band", "作用强弱", "strength"),
    LineRow("facet-kind", "记载种类", "kind"),
    LineRow("facet-capacity", "所起作用", "capacity"),
    LineRow("facet-role", "职务", "role"),
    LineRow("facet-relation", "关系", "relation"),
    LineRow("facet-indicator", "指标", "indicator"),
    LineRow("facet-place", "地方", "place"),
    LineRow("facet-source", "来源", "source"),
    LineRow("facet-certainty", "得出方式", "certainty"),
    LineRow("facet-judgement", "有无说法不一", "disputed or not"),
    LineRow("facet-modality", "情态", "modality"),
)
