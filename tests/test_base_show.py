"""`base.show`: a dossier or a statement as text, Markdown, HTML and JSON, saved by ending, in one language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

import kg
from conftest import ROOT, Run
from kg.base.base import Base
from kg.base.results import Shown
from kg.errors import UsageError
from kg.store import Store, rows
from kg.terms.namespaces import KG

VILLAGE, STATEMENT = "谢家坞村", "001-00028-observation-abef"
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def bases(store_path: Path) -> dict[str, Base]:
    return {language: kg.open(ROOT, store_path, language=language) for language in ("zh", "en")}


@pytest.mark.parametrize("name", [VILLAGE, "先锋书店项目", STATEMENT])
@pytest.mark.parametrize("fmt", ["text", "markdown", "html", "json"])
def test_the_base_shows_what_the_command_prints(bases: dict[str, Base], run: Run, name: str, fmt: str) -> None:
    shown = bases["zh"].show(name)
    forms = {"text": shown.text, "markdown": shown.markdown, "html": shown.html, "json": shown.json}
    printed = run("show", name, "-f", fmt, "--lang", "zh", store=True)
    assert (printed.returncode, printed.stdout) == (0, forms[fmt]())


@pytest.mark.parametrize(
    ("ending", "start"),
    [("txt", "谢家坞村\n"), ("md", "# 谢家坞村\n"), ("html", "<!doctype html>\n"), ("json", "{\n"), ("JSON", "{\n")],
)
def test_a_file_is_written_in_the_format_of_its_ending(
    bases: dict[str, Base], tmp_path: Path, ending: str, start: str
) -> None:
    path = tmp_path / f"x.{ending}"
    assert bases["zh"].show(VILLAGE).save(path) == path
    assert path.read_text(encoding="utf-8").startswith(start)


def test_an_unknown_ending_is_refused(bases: dict[str, Base], tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        bases["zh"].show(VILLAGE).save(tmp_path / "x.docx")
    assert refused.value.hint == "Known endings: .txt, .md, .html, .json"
    with pytest.raises(UsageError):
        bases["zh"].show(VILLAGE).written("docx")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_means_several_things_lists_them(bases: dict[str, Base]) -> None:
    with pytest.raises(UsageError) as refused:
        bases["zh"].show("村工作")
    first, *candidates = str(refused.value.message).splitlines()
    assert first == "'村工作' is ambiguous:"
    assert len(candidates) > 1
    assert all(re.fullmatch(r"  .+ \(\w+, [a-z]+:.+\)|  and \d+ more", line) for line in candidates)


def keys(record: Any, path: str = "") -> set[str]:  # noqa: ANN401 - any JSON
    """Return the paths of all keys of a record, places in lists left out."""
    if isinstance(record, dict):
        return {p for key, value in record.items() for p in (f"{path}/{key}", *keys(value, f"{path}/{key}"))}
    return {p for one in record for p in keys(one, path)} if isinstance(record, list) else set()


@pytest.mark.parametrize("name", [VILLAGE, "驻村指导员制度", "柯桥区委组织部", STATEMENT])
def test_the_keys_of_json_are_codes_the_same_in_both_languages(bases: dict[str, Base], name: str) -> None:
    found = {language: keys(json.loads(base.show(name).json())) for language, base in bases.items()}
    assert found["zh"] == found["en"]
    assert [key for key in found["zh"] if not re.fullmatch(r"(/[A-Za-z][a-zA-Z_-]*)+", key)] == []


def test_a_section_has_a_code_and_its_title_beside_it(bases: dict[str, Base]) -> None:
    records = {language: json.loads(base.show("先锋书店项目").json()) for language, base in bases.items()}
    titles = {n: {code: s["title"] for code, s in r["sections"].items()} for n, r in records.items()}
    assert titles == {
        "zh": {"who-led": "谁牵头", "where": "何处"},
        "en": {"who-led": "Who led, and who took part", "where": "Where"},
    }
    led = {
        n: [(s["group"], s["group_label"][:4]) for s in r["sections"]["who-led"]["statements"]]
        for n, r in records.items()
    }
    assert led == {
        "zh": [("strict", "严口径："), ("medium", "中口径：")],
        "en": [("strict", "stri"), ("medium", "medi")],
    }
    assert [gap["code"] for gap in records["en"]["gaps"]] == ["no-time", "involvement-time"]


def headings(shown: Shown) -> list[str]:
    return list(re.findall(r"^#+ (.+)$", shown.markdown(), re.MULTILINE))[1:]


@pytest.mark.parametrize("name", [VILLAGE, "柯桥区", "驻村指导员制度", "胡燕鸣", STATEMENT])
def test_headings_and_page_are_in_one_language(bases: dict[str, Base], name: str) -> None:
    assert [text for text in headings(bases["en"].show(name)) if CHINESE.search(text)] == []
    assert [text for text in headings(bases["zh"].show(name)) if re.search(r"[A-Za-z]{4}", text)] == []
    for language, tag, contents in (("zh", "zh-Hans", "目录"), ("en", "en", "Contents")):
        page = bases[language].show(name).html()
        assert f'<html lang="{tag}">' in page
        assert f"<title>{bases[language].show(name).text().splitlines()[0]}</title>" in page
        assert set(re.findall(r'aria-label="([^"]*)"', page)) <= {contents}


def test_notes_say_what_is_not_there_and_a_notebook_shows_the_page(bases: dict[str, Base]) -> None:
    shown = bases["en"].show("皋埠街道")
    assert shown.notes[0] == "Not covered: no source at hand mentions it."
    assert shown.notes[1].startswith("Nearest in the data: ")
    assert repr(shown) == "\n".join((shown.text().rstrip("\n"), *shown.notes))
    assert shown._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert bases["en"].show(VILLAGE).notes == ()


def test_a_statement_says_what_counts_it_or_why_nothing_does(bases: dict[str, Base]) -> None:
    def fields(name: str) -> dict[str, str]:
        slots = json.loads(bases["en"].show(name).json())["slots"]
        return {one["slot"]: one["value"] for one in slots if one["slot"] in {"countedIn", "notCountedBecause"}}

    assert fields("002-00574-involvement-a0aa") == {"countedIn": "strict set: credited with leading"}
    assert fields("000-00430-involvement-1c36") == {"notCountedBecause": "inferred"}
    assert fields(STATEMENT) == {}


def test_the_sections_of_the_vocabulary_are_not_names_of_things(bases: dict[str, Base], store: Store) -> None:
    titles = [
        row["title"].value
        for row in rows(store, f"SELECT ?title {{ ?x a <{KG}Section> ; ?p ?title FILTER(LANG(?title) = 'zh') }}")
    ]
    assert len(titles) > 30
    assert bases["zh"].lookup.find("section:posts") == ()
