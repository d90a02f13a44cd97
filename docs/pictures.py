"""Make the pictures of the README and the gallery: each by the command below it.

usage: pictures.py [NAME ...]

A page is shown as Chromium shows it, one thing opened; a chart is the PNG that the command writes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).with_name("gallery")
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE: Final = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the command that makes it, what it shows, and where its page is opened."""

    name: str
    words: tuple[str, ...]
    caption: str
    opened_at: str = ""

    @property
    def command(self) -> str:
        """The command as a reader types it."""
        return "kg " + " ".join(self.words)


PICTURES: Final = (
    Picture(
        "village",
        ("graph", "谢家坞村", "-o", "village.html"),
        "The instructors of a village in the order given, the first without a name, and what each did. Click 张良 to "
        "read the sentences about him.",
        "person:张良-002",
    ),
    Picture(
        "team",
        ("graph", "叶家堰", "-o", "team.html"),
        "Who took the lead in the bookshop of 叶家堰: the posted team, with the sentence that says so. No source says "
        "that its best-known member did.",
        "002-00574-involvement-a0aa",
    ),
    Picture(
        "instructors",
        ("graph", "--query", "holders", "--set", "in=柯桥区", "--set", "role=指导员", "-o", "instructors.html"),
        "An answer as a graph: who is posted where as an instructor in 柯桥区. Dashed lines are inferred.",
    ),
    Picture(
        "secretary",
        ("graph", "小古城村", "-o", "secretary.html"),
        "小古城村: magenta lines are statements that contradict each other or are not settled.",
        "person:林国荣-004",
    ),
    Picture(
        "whole",
        ("graph", "-o", "whole.html"),
        "All five articles: the most relevant things are open at first; expand a box to see the others.",
    ),
    Picture(
        "dossier",
        ("show", "先锋书店项目", "-o", "dossier.html"),
        "The dossier of an initiative: who led it in the strict, medium and broad sets, and what no source says.",
    ),
    Picture(
        "tenures",
        ("chart", "tenures", "谢家坞村", "叶家堰", "小古城村", "--scale", "1", "-o", "tenures.png"),
        "Posts by village: known periods, marks for posts that are only attested, holders in order without dates, and "
        "holders without a name.",
    ),
    Picture(
        "series",
        ("chart", "series", "--indicator", "地区生产总值", "--scale", "1", "-o", "series.png"),
        "An indicator over time, with the bounds that the articles give; targets are separate from results.",
    ),
    Picture(
        "initiatives",
        ("chart", "initiatives", "--in", "柯桥区", "--scale", "1", "-o", "initiatives.png"),
        "Initiatives in a district by year and capacity: led, started, carried on, took part. Undated ones are shown "
        "separately.",
    ),
    Picture(
        "spread",
        ("chart", "spread", "农村工作指导员制度", "--scale", "1", "-o", "spread.png"),
        "Where articles say that a programme was tried and adopted, by level and place, with the words. Arrows lead "
        "from the pilot to its adoption.",
    ),
    Picture(
        "map",
        ("chart", "map", "--in", "柯桥区", "--scale", "1", "-o", "map.png"),
        "Leads and posts by place, in the tree of places: a larger tile has more leads; places without any are shown.",
    ),
    Picture(
        "network-over-time",
        ("chart", "network-over-time", "--scale", "1", "-o", "network-over-time.png"),
        "How many actors led, held posts or received honours in each year, by county.",
    ),
    Picture(
        "shares",
        ("chart", "shares", "--scale", "1", "-o", "shares.png"),
        "Who is credited, by source: named people, unnamed people, groups, bodies, places that act.",
    ),
)


def run(picture: Picture, folder: Path) -> Path:
    """Run a picture's command in `folder` and return the file that it wrote."""
    *words, name = picture.words
    target = folder / name
    subprocess.run([sys.executable, "-m", "kg", *words, str(target), "--quiet"], check=True)
    return target


def main(names: list[str]) -> None:
    """Make all pictures, or those named."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the tests import this module without it

    chosen = [p for p in PICTURES if not names or p.name in names]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture in chosen:
            made, shown = run(picture, Path(name)), FOLDER / f"{picture.name}.png"
            if made.suffix == ".png":
                shown.write_bytes(made.read_bytes())
                continue
            page = browser.new_page(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
            page.goto(made.as_uri() + (f"#n={picture.opened_at}" if picture.opened_at else ""))
            if picture.words[0] == "graph":
                page.wait_for_selector("body[data-ready=yes]")
            page.wait_for_timeout(500)
            page.screenshot(path=shown)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
