"""Rules that Python and the page's scripts both keep: one table of cases each, tried in both."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree
from playwright.sync_api import Browser

from kg.finding.fold import fold, in_full, turned
from kg.reading.citation import TEMPLATE, plain
from kg.reading.sentence import filled
from kg.render.offline import asset
from kg.tables.table import guarded

GOLDEN: Final = Path(__file__).parent / "golden"
GEXF: Final = "{http://gexf.net/1.3}"
Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    found: list[Case] = json.loads((GOLDEN / f"{name}-cases.json").read_text(encoding="utf-8"))
    return found


def in_chromium(browser: Browser, script: str, expression: str, given: list[Case]) -> list[Any]:
    """Return what a script of the page gives for each case. Cases travel as ASCII: some hold half characters."""
    page = browser.new_page()
    source = asset("kg.render", "page", script)
    found = page.evaluate(f"text => {{ {source}\nreturn JSON.parse(text).map({expression}); }}", json.dumps(given))
    page.close()
    return list(found)


@pytest.mark.parametrize("case", cases("csv-guard"), ids=lambda case: str(case["why"]))
def test_python_guards_a_cell(case: Case) -> None:
    assert guarded(case["cell"]) == case["guarded"]


def test_the_page_guards_a_cell(browser: Browser) -> None:
    given = cases("csv-guard")
    assert in_chromium(browser, "written.js", "c => guarded(c.cell)", given) == [c["guarded"] for c in given]


def test_the_page_folds_names_as_python_does(browser: Browser) -> None:
    """Python's side of the table is in test_finding.py; traditional characters are folded there alone."""
    given = [case for case in cases("folding") if case.get("page", True)]
    found = in_chromium(browser, "folding.js", "c => [folded(c.typed), folded(c.stored)]", given)
    wrong = [(c["why"], pair) for c, pair in zip(given, found, strict=True) if (pair[0] == pair[1]) is not c["matches"]]
    assert wrong == []
    assert [pair[0] for pair in found] == [fold(case["typed"]) for case in given]


NAMES: Final = (
    *("Lili Zhou", "Yan Ming Hu", "Zhou, Lili", "周 丽丽"),
    *("keyan", "Xiejiawucun Village", "Keyan Sub-district", "柯岩", "x", ""),
)


def test_the_page_reads_a_name_in_other_orders_and_in_full_as_python_does(browser: Browser) -> None:
    given = [{"text": text} for text in NAMES]
    found = in_chromium(browser, "folding.js", "c => [turned(c.text), inFull(folded(c.text))]", given)
    assert found == [[list(turned(text)), list(in_full(fold(text)))] for text in NAMES]
    assert found[0] == [["zhoulili"], list(in_full("lilizhou"))]


@pytest.mark.parametrize(("text", "first"), [("Hu Yanming", "hy"), ("hu yan ming", "hym"), ("Xi-an", "xa"), ("", "")])
def test_the_page_takes_the_initials_of_a_name(browser: Browser, text: str, first: str) -> None:
    assert in_chromium(browser, "folding.js", "c => initials(c.text)", [{"text": text}]) == [first]


FILLED: Final = (
    ("{a} and {b}", {"a": "x", "b": "y"}),
    ("[{a}: ]{b}[ ({c})]", {"a": "", "b": "y", "c": "z"}),
    ("[{a}, {b}]{c}", {"a": "x", "b": "", "c": "z"}),
    ("[{a}]", {"a": "[x]"}),
    (
        TEMPLATE[0],
        dict.fromkeys(["authors", "title", "outlet", "date", "quote", "spans", "sentence", "statement", "data"], "甲"),
    ),
    (
        TEMPLATE[1],
        {"title": "题", "quote": "x", "spans": "1-2", "statement": "s", "data": "d", "gloss": "", "state": ""},
    ),
)


def test_the_page_fills_a_template_as_python_does(browser: Browser) -> None:
    named = [(template, defaultdict(str, values)) for template, values in FILLED]
    found = in_chromium(browser, "written.js", "c => filledIn(c.t, c.v)", [{"t": t, "v": v} for t, v in named])
    assert found == [filled(template, values) for template, values in named]
    assert found[:4] == ["x and y", "y (z)", "z", "[x]"]


def test_the_page_quotes_a_gloss_as_python_does(browser: Browser) -> None:
    texts = ["*dazao* (building up)", "the “Red Root” and “*x*”", ""]
    found = in_chromium(browser, "written.js", "c => plainGloss(c.text)", [{"text": text} for text in texts])
    assert found == [plain(text) for text in texts]


_WRITTEN: Final = """c => {
  const ids = Array.from(new Set(c.edges.flatMap(e => [e.from, e.to])));
  const nodes = ids.map(id => ({ id: id, label: id, values: {} }));
  return gexfText(nodes, c.edges.map((e, n) => ({
    id: String(n), start: e.from, end: e.to, name: e.name, label: e.name,
    values: { start: e.start || "", end: e.end || "", quote: e.quote || "" } })));
}"""


def test_the_page_writes_gexf_by_the_rules_of_python(browser: Browser) -> None:
    # Python's side of the same table: tests/test_network_export.py
    given = cases("gexf")
    texts = in_chromium(browser, "written.js", _WRITTEN, given)
    assert [written_edges(text) for text in texts] == [case["written"] for case in given]


def written_edges(text: str) -> list[dict[str, str]]:
    """Return of each edge of a GEXF file its kind, bounds and quote, as an XML parser reads them."""
    root = etree.fromstring(text.encode())
    titles = {a.get("id"): a.get("title") for a in root.iter(f"{GEXF}attribute")}
    found = []
    for edge in root.iter(f"{GEXF}edge"):
        values = {titles[v.get("for")]: v.get("value") or "" for v in edge.iter(f"{GEXF}attvalue")}
        own = {name: edge.get(name) or "" for name in ("kind", "start", "end") if edge.get(name) is not None}
        found.append(own | {name: values[name] for name in ("quote",) if name in values})
    return found
