"""`kg demo` answers one case that a stranger grasps at once, and ends with the page opened on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import kg
from conftest import ROOT, Run
from kg.base import Base
from kg.base.demo import demonstrate
from kg.build import Built
from kg.document.blocks import Item
from kg.model import Corpus
from kg.ontology import Ontology

STATEMENT: Final = "002-00574-involvement-a0aa"
TOLD: Final = {
    "zh": (
        "谁牵头了“先锋书店项目”？",
        "叶家堰驻村团队 · 牵头 · 先锋书店项目 [严口径：报道所记牵头]",
        "已建库并检查，无错误：5个来源，",
        "各来源对此的全部记载",
    ),
    "en": (
        "Who led “Librairie Avant-Garde bookshop project”?",
        "village-posted team of Yejiayan · took the lead · Librairie ",
        "Built and checked without errors: 5 sources, ",
        "kg show 'Librairie Avant-Garde bookshop project' ",
    ),
}


@pytest.fixture
def prepared(
    store_path: Path, loaded: tuple[Corpus, Ontology], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Base]:
    """Return a function that opens the store of the tests; to build it is to say what is in it."""
    monkeypatch.setattr(Base, "build", lambda _self, _progress: Built(loaded[0], (), 0, 0))
    monkeypatch.setattr(Base, "check", lambda _self, _texts: ())

    def opened(language: str) -> Base:
        return kg.open(ROOT, store_path, language=language)

    monkeypatch.setattr("kg.cli.demo.current_base", lambda _context, language: opened(language))
    return opened


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("language", TOLD)
def test_the_demo_says_who_led_what_in_whose_words_and_ends_with_the_page(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    monkeypatch.setattr("kg.cli.demo.shutil.which", lambda _name: "/bin/kg")
    page = tmp_path / "graph.html"
    told = run("demo", "--lang", language, "-o", str(page))
    assert told.returncode == 0, told.stderr
    question, answer, counts, hint = TOLD[language]
    lines = told.stdout.splitlines()
    assert lines[0] == question
    assert answer in told.stdout
    assert "    「柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目」" in lines
    assert lines[-3].startswith(counts)
    assert lines[-2].endswith(str(page))
    assert lines[-1].endswith(f"{page.as_uri()}#n={STATEMENT}")
    assert page.stat().st_size > 100_000
    assert hint in told.stderr


def test_every_answer_of_the_demo_is_counted(prepared: Callable[[str], Base]) -> None:
    shown = demonstrate(prepared("en"))
    items = [block for block in shown.told if isinstance(block, Item)]
    assert [item.id for item in items] == [STATEMENT, "002-00574-involvement-cd27"]
    assert (shown.undertaking, shown.statement) == ("Librairie Avant-Garde bookshop project", STATEMENT)
    assert len(items) == sum(row["counted"] == "true" for row in shown.answer.records())
