"""What a page costs in Chromium: the time to its first drawing, and the main thread's share of a drag."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS: Final = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
_LONGEST: Final = 900_000  # milliseconds
_DRAG: Final = 40.0  # seconds, after which no further step is made
# Milliseconds since navigation. Ours: the page says when all nodes are drawn, before it makes the table below them;
# pyvis: its events, on its global network.
_OURS: Final = """new MutationObserver(() => {
  if (document.body && (document.body.dataset.drawn || document.body.dataset.ready) && !window.drawnAt)
    requestAnimationFrame(() => { window.drawnAt = window.drawnAt || performance.now(); });
}).observe(document, { subtree: true, attributes: true, childList: true });"""
_PYVIS: Final = """let held;
Object.defineProperty(window, "network", { configurable: true, get: () => held, set: (network) => {
  held = network;
  network.once("afterDrawing", () => { window.firstAt = performance.now(); });
  network.once("stabilizationIterationsDone", () => {
    network.once("afterDrawing", () => { window.drawnAt = performance.now(); });
  });
} });"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium with WebGL in software."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@contextmanager
def _opened(browser: Browser, path: Path, script: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, offline=True, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(_LONGEST)
    if script:
        page.add_init_script(script)
    page.goto(path.as_uri(), wait_until="commit")
    yield page
    context.close()


def first_drawing(browser: Browser, path: Path) -> float:
    """Return the seconds from navigation to the first drawing of all nodes of a page of `kg graph`."""
    with _opened(browser, path, _OURS) as page:
        return _seen(page, "drawnAt") / 1000


def first_drawing_pyvis(browser: Browser, path: Path) -> tuple[float, float]:
    """Return the seconds from navigation to the first frame of any kind, and to the first drawing that is stable."""
    with _opened(browser, path, _PYVIS) as page:
        stable = _seen(page, "drawnAt")
        return _seen(page, "firstAt") / 1000, stable / 1000


def first_frame_pyvis(browser: Browser, path: Path) -> float:
    """Return the seconds from navigation to the first frame, for a page of pyvis whose physics are off."""
    with _opened(browser, path, _PYVIS) as page:
        return _seen(page, "firstAt") / 1000


def panning(browser: Browser, path: Path, steps: int, *, edges: bool = False) -> tuple[float, int]:
    """Return the main thread's milliseconds a frame while everything is dragged, and how many frames were drawn.

    With `edges` the edges, which the page leaves out while it moves, are drawn in every frame.
    """
    with _opened(browser, path) as page:
        page.locator("body[data-ready=yes]").wait_for()
        page.locator("#show-all").click()
        page.evaluate(_COUNT_OURS, not edges)
        return _dragged(page, "#graph", steps)


def panning_pyvis(browser: Browser, path: Path, steps: int) -> tuple[float, int]:
    """Return the same of a page of pyvis with fixed positions."""
    with _opened(browser, path, "let held; window.frames_drawn = 0;" + _COUNTED) as page:
        _seen(page, "frames_drawn")
        return _dragged(page, "#mynetwork", steps)


# What a reader does on an open page, and how far it has come; each ends with the frame in which it is drawn.
STEPS: Final[Mapping[str, str]] = {
    "filter": "document.querySelector('#facets details[data-facet=certainty] label:nth-of-type(2) input').click()",
    "year": "(() => { const end = document.getElementById('year-to'); end.value = Number(end.max) - 3;"
    " end.dispatchEvent(new Event('input')); })()",
    "expansion": "document.querySelector('#panel button.expand').click()",
}
_FRAMES: Final = "new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then, 50))))"


def step_and_afresh(browser: Browser, path: Path, thing: str, act: str) -> tuple[float, float]:
    """Return the main thread's CPU seconds for a step on an open page, and for opening the view that it leads to.

    The page is opened at a thing; `act` is a script. The view is opened anew by the link that the page then has.
    """
    with _opened(browser, path) as page:
        page.locator("body[data-ready=yes]").wait_for()
        page.locator("#term").fill(thing)
        page.locator("#term").press("Enter")
        page.evaluate(f"() => {_FRAMES}")
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = _busy(devtools.send("Performance.getMetrics"))
        page.evaluate(f"async () => {{ {act}; await {_FRAMES}; }}")
        step = _busy(devtools.send("Performance.getMetrics")) - before
        link = "#" + page.url.partition("#")[2]
    context = browser.new_context(viewport={"width": 1300, "height": 900}, offline=True, locale="zh-CN")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy(devtools.send("Performance.getMetrics"))
    page.goto(path.as_uri() + link)
    page.locator("body[data-ready=yes]").wait_for()
    page.evaluate(f"() => {_FRAMES}")
    afresh = _busy(devtools.send("Performance.getMetrics")) - before
    context.close()
    return step, afresh


_COUNTED: Final = """
Object.defineProperty(window, "network", { configurable: true, get: () => held, set: (network) => {
  held = network;
  network.on("afterDrawing", () => { window.frames_drawn += 1; });
} });"""


_COUNT_OURS: Final = """(hide) => {
  window.frames_drawn = 0;
  window.kgSigma.setSetting("hideEdgesOnMove", hide);
  window.kgSigma.on("afterRender", () => { window.frames_drawn += 1; });
}"""


def _dragged(page: Page, canvas: str, steps: int) -> tuple[float, int]:
    """Drag to and fro in steps, each after a frame, so that no movement is merged with the next."""
    box = page.locator(canvas).bounding_box()
    if box is None:
        raise RuntimeError(f"nothing is drawn in {canvas}")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.mouse.move(x, y)
    page.mouse.down()
    _step(page, x + 5, y)
    before, drawn = _busy(devtools.send("Performance.getMetrics")), int(page.evaluate("() => window.frames_drawn"))
    began = time.monotonic()
    for n in range(steps):
        _step(page, x + 5 + 3 * (n if n < steps / 2 else steps - n), y + n)
        if time.monotonic() - began > _DRAG:
            break
    frames = int(page.evaluate("() => window.frames_drawn")) - drawn
    busy = _busy(devtools.send("Performance.getMetrics")) - before
    page.mouse.up()
    return busy * 1000 / frames, frames


def _seen(page: Page, name: str) -> float:
    """Return a number that a page's script leaves in its window, once it is there; asked for rarely, not to disturb."""
    while not (found := page.evaluate(f"() => window.{name} || 0")):
        page.wait_for_timeout(200)
    return float(found)


def _step(page: Page, x: float, y: float) -> None:
    page.mouse.move(x, y)
    page.evaluate("() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))")


def _busy(answer: Any) -> float:  # noqa: ANN401 - JSON of the DevTools protocol
    """Return the seconds that the main thread has spent on tasks."""
    return next(float(row["value"]) for row in answer["metrics"] if row["name"] == "TaskDuration")
