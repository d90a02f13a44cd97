"""Pages that tests open in a real Chromium: what was asked for, what was complained of, what is to be seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from conftest import Run


@dataclass
class Opened:
    """A page that was opened, and all that it asked for or complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        """Return the text of the first element that a selector finds."""
        return self.page.locator(selector).first.inner_text()

    def rows(self) -> list[list[str]]:
        """Return the cells of the table twin."""
        found = self.page.evaluate(
            "() => Array.from(document.querySelectorAll('#rows tbody tr'), r => "
            "Array.from(r.cells, c => c.textContent))"
        )
        return [[str(cell) for cell in row] for row in found]


Open = Callable[..., Opened]
Draw = Callable[..., Path]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Return a function that opens a file offline, scripts on or off, and waits until it is drawn."""
    contexts = []

    def opened(
        path: Path,
        anchor: str = "",
        *,
        scripts: bool = True,
        width: int = 1300,
        height: int = 900,
        scheme: str = "light",
        locale: str = "zh-CN",
    ) -> Opened:
        context = browser.new_context(
            java_script_enabled=scripts,
            offline=True,
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        found = Opened(page)
        page.on("request", lambda request: found.asked.append(request.url))
        page.on("console", lambda message: found.complaints.append(message.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))

        def alarm(dialog: Dialog) -> None:
            found.complaints.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", alarm)
        page.goto(path.as_uri() + anchor)
        if scripts:
            page.locator("body[data-ready=yes]").wait_for()
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def drawn(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Return a function that draws a graph once for all tests and gives the page's path."""
    folder = tmp_path_factory.mktemp("pages")

    def page(*arguments: str) -> Path:
        path = folder / (re.sub(r"\W+", "-", "-".join(arguments) or "all") + ".html")
        if not path.exists():
            ended = run("graph", *arguments, "-o", str(path), store=True)
            assert ended.returncode == 0, ended.stderr
        return path

    return page


def node(opened: Opened, label: str) -> tuple[float, float]:
    """Return where a node is on the screen."""
    found = opened.page.evaluate(
        """name => { const d = JSON.parse(document.getElementById('payload').textContent);
        const id = d.nodes.zh.indexOf(name), m = kgNetwork.canvasToDOM(kgNetwork.getPositions([id])[id]);
        const box = document.querySelector('#graph canvas').getBoundingClientRect();
        return {x: box.left + m.x, y: box.top + m.y}; }""",
        label,
    )
    return float(found["x"]), float(found["y"])


def status(opened: Opened) -> tuple[int, int, int]:
    """Return how many nodes and edges are shown, and how many nodes the file has."""
    shown, links, held = (int(n) for n in re.findall(r"\d+", opened.text("#status"))[:3])
    return shown, links, held


def tick(opened: Opened, facet: str, label: str) -> None:
    """Tick or untick one value of a filter."""
    if not opened.page.locator("#filters").get_attribute("open"):
        opened.page.evaluate("document.getElementById('filters').open = true")
    part = opened.page.locator(f"#facets details[data-facet={facet}]")
    part.evaluate("d => d.open = true")
    part.locator("label").filter(has_text=re.compile(f"^\\s*{label} ")).locator("input").click()


def saved(opened: Opened, kind: str) -> Path:
    with opened.page.expect_download() as waiting:
        opened.page.locator(f"#save-{kind}").click()
    return waiting.value.path()
