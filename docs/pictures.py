"""Make the pictures of the READMEs and galleries in both languages, each by the command below it.

usage: pictures.py [NAME ...]

A page is shown as Chromium shows it, one thing opened; a chart is the PNG that the command writes.
"""

from __future__ import annotations

import shlex
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
LANGUAGES: Final = ("en", "zh")


@dataclass(frozen=True)
class Picture:
    """One picture: its command and what it shows, in English and Chinese, and where its page is opened."""

    name: str
    typed: tuple[str, str]
    captions: tuple[str, str]
    opened_at: str = ""

    def command(self, language: str) -> str:
        """Return the command as a reader of the language types it."""
        return f"kg {self.typed[LANGUAGES.index(language)]}" + (" --lang en" if language == "en" else "")

    def caption(self, language: str) -> str:
        """Return what the picture shows."""
        return self.captions[LANGUAGES.index(language)]


def section(picture: Picture, language: str, folder: str) -> str:
    """Return the section of a gallery, whose pictures are in `folder`."""
    caption, command = picture.caption(language), picture.command(language)
    title, text = (picture.name, caption) if language == "en" else caption.split("：", 1)
    link = f"![{caption}]({folder}/{language}/{picture.name}.png)"
    return f"\n## {title}\n\n{text}\n\n```sh\n{command}\n```\n\n{link}"


PICTURES: Final = (
    Picture(
        "village",
        (
            "graph xiejiawu -o village.html",
            "graph 谢家坞村 -o village.html",
        ),
        (
            (
                "The instructors of a village in the order given, the first without a name, and what each did. "
                "Click Zhang Liang to read the sentences about him."
            ),
            "一村的历任指导员：按原文次序，首任姓名缺失，各做了什么。点击张良，可读关于他的原文。",
        ),
        "person:张良-002",
    ),
    Picture(
        "team",
        (
            "graph yejiayan -o team.html",
            "graph 叶家堰 -o team.html",
        ),
        (
            (
                "Who took the lead in the bookshop of Yejiayan: the posted team, with the sentence that says "
                "so. No source says that its best-known member did."
            ),
            "叶家堰的书店由谁牵头：驻村团队，附原文。没有来源说团队中最知名的成员牵头。",
        ),
        "002-00574-involvement-a0aa",
    ),
    Picture(
        "instructors",
        (
            "graph --query holders --set in=keqiao --set role=instructor -o instructors.html",
            "graph --query holders --set in=柯桥区 --set role=指导员 -o instructors.html",
        ),
        (
            "An answer as a graph: who is posted where as an instructor in Keqiao District. Dashed lines are inferred.",
            "把问题的结果画成图：柯桥区各地的指导员。虚线为推断。",
        ),
    ),
    Picture(
        "secretary",
        (
            "graph xiaogucheng -o secretary.html",
            "graph 小古城村 -o secretary.html",
        ),
        (
            "Xiaogucheng Village: magenta lines are disputed statements.",
            "小古城村的说法不一：紫红线为说法不一的记载。",
        ),
        "person:林国荣-004",
    ),
    Picture(
        "whole",
        (
            "graph -o whole.html",
            "graph -o whole.html",
        ),
        (
            "All five articles: the most relevant things are open at first; expand a box to see the others.",
            "五篇报道的全图：先画出最相关的部分，点开方框可见其余。",
        ),
    ),
    Picture(
        "dossier",
        (
            'show "Librairie Avant-Garde bookshop project" -o dossier.html',
            "show 先锋书店项目 -o dossier.html",
        ),
        (
            "The dossier of an initiative: who led it in the strict, medium and broad sets, and what no source says.",
            "一项举措的档案：严、中、宽三个口径下谁牵头，哪些事原文未载。",
        ),
    ),
    Picture(
        "tenures",
        (
            "chart tenures xiejiawu yejiayan xiaogucheng --scale 1 -o tenures.png",
            "chart tenures 谢家坞村 叶家堰 小古城村 --scale 1 -o tenures.png",
        ),
        (
            (
                "Posts by village: known periods, marks for posts that are only attested, holders in order "
                "without dates, and holders without a name."
            ),
            "各村任职：起止有载的时段，只见于报道的时点，有次序而无日期的任职者，未具名的任职者。",
        ),
    ),
    Picture(
        "series",
        (
            'chart series --indicator "gross domestic product" --scale 1 -o series.png',
            "chart series --indicator 地区生产总值 --scale 1 -o series.png",
        ),
        (
            "An indicator over time, with the bounds that the articles give; targets are separate from results.",
            "指标的历年数值：保留原文的界限，目标与实绩分开。",
        ),
    ),
    Picture(
        "initiatives",
        (
            "chart initiatives --in keqiao --scale 1 -o initiatives.png",
            "chart initiatives --in 柯桥区 --scale 1 -o initiatives.png",
        ),
        (
            (
                "Initiatives in a district by year and capacity: led, started, carried on, took part. Undated "
                "ones are shown separately."
            ),
            "一区历年举措：按年份和所起作用（牵头、发起、开展、参与）排列，时间未载的另列。",
        ),
    ),
    Picture(
        "spread",
        (
            'chart spread "rural work instructor system" --limit 12 --scale 1 -o spread.png',
            "chart spread 农村工作指导员制度 --limit 12 --scale 1 -o spread.png",
        ),
        (
            "Where articles say that a programme was tried and adopted, by level and place, with the words.",
            "一项制度的推广：报道记何地何级试行、采用，附原文。",
        ),
    ),
    Picture(
        "map",
        (
            "chart map --in keqiao --scale 1 -o map.png",
            "chart map --in 柯桥区 --scale 1 -o map.png",
        ),
        (
            (
                "Leads and posts by place, in the tree of places: a larger tile has more leads; places without "
                "any are shown."
            ),
            "各地的牵头与任职：按上下级排列，方块越大牵头越多，没有记载的地方也列出。",
        ),
    ),
    Picture(
        "network-over-time",
        (
            "chart network-over-time --scale 1 -o network-over-time.png",
            "chart network-over-time --scale 1 -o network-over-time.png",
        ),
        (
            "How many actors led, held posts or received honours in each year, by county.",
            "历年行动者数：各县级地方有多少行动者牵头、任职、获荣誉。",
        ),
    ),
    Picture(
        "shares",
        (
            "chart shares --scale 1 -o shares.png",
            "chart shares --scale 1 -o shares.png",
        ),
        (
            "Who is credited, by source: named people, unnamed people, groups, bodies, places that act.",
            "记在谁名下：各来源中具名者、未具名者、群体、组织机构、作行动者的地方各占多少。",
        ),
    ),
)


def run(picture: Picture, language: str, folder: Path) -> Path:
    """Run a picture's command in `folder` and return the file that it wrote."""
    *words, name = shlex.split(picture.typed[LANGUAGES.index(language)])
    target = folder / name
    subprocess.run([sys.executable, "-m", "kg", *words, str(target), "--quiet", "--lang", language], check=True)
    return target


def main(names: list[str]) -> None:
    """Make all pictures, or those named."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the galleries import this module without it

    chosen = [(p, language) for p in PICTURES if not names or p.name in names for language in LANGUAGES]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture, language in chosen:
            made, shown = run(picture, language, Path(name)), FOLDER / language / f"{picture.name}.png"
            shown.parent.mkdir(parents=True, exist_ok=True)
            if made.suffix == ".png":
                shown.write_bytes(made.read_bytes())
                continue
            page = browser.new_page(viewport=SIZE, locale={"en": "en-GB", "zh": "zh-CN"}[language])  # type: ignore[arg-type]
            page.goto(made.as_uri() + (f"#n={picture.opened_at}" if picture.opened_at else ""))
            if picture.typed[0].startswith("graph"):
                page.wait_for_selector("body[data-ready=yes]")
            page.wait_for_timeout(500)
            page.screenshot(path=shown)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
