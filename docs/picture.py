"""Make the README's picture: the page of a village's graph as Chromium shows it, one statement opened."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

PICTURE: Final = Path(__file__).with_name("graph.png")
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Draw 谢家坞村 and open the edge of 张良's project."""
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "graph.html"
        subprocess.run([sys.executable, "-m", "kg", "graph", "谢家坞村", "-o", str(page_file), "--quiet"], check=True)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 760}, device_scale_factor=1)
            page.goto(page_file.as_uri() + "#n=person:张良-002")
            page.wait_for_selector("body[data-ready=yes]")
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
