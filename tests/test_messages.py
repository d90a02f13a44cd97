"""What the program tells people is in the language that they ask for, whole, and written once."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Mapping
from pathlib import Path

import polib
import pytest

from catalogue import CATALOGUE, fields, templates, unfixed
from conftest import Run
from kg.cli.language import language_of
from kg.dataset.start import start_project
from kg.errors import Bilingual, Foreign, Message, UsageError, sentences

# Completeness --------------------------------------------------------------------------------------------------------


def test_every_message_is_a_literal_with_the_fields_that_it_names() -> None:
    assert unfixed() == []


def test_every_message_has_a_translation_and_every_translation_a_message() -> None:
    made = templates()
    known = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    assert sorted(known) == sorted(made), "run: python tests/catalogue.py"
    assert [each for each, entry in known.items() if not entry.translated()] == []
    assert {each: entry.msgid_plural for each, entry in known.items() if entry.msgid_plural} == {
        each: plural for each, plural in made.items() if plural
    }


def test_a_translation_ends_as_its_message_does() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        translation = entry.msgstr or entry.msgstr_plural[0]
        ends = re.search(r"[^. ]\.$|\?$", entry.msgid) and not translation.endswith("？")
        assert translation.endswith("。") is bool(ends), entry.msgid


@pytest.mark.parametrize("name", ["messages", "foreign"])
def test_a_translation_has_the_fields_of_its_message(name: str) -> None:
    for entry in polib.pofile(str(CATALOGUE.with_name(f"{name}.po"))):
        translation = entry.msgstr or entry.msgstr_plural[0]
        allowed = fields(entry.msgid) | fields(entry.msgid_plural)
        assert fields(translation) - allowed == set(), entry.msgid
        if name == "messages":
            assert fields(entry.msgid) - fields(translation) == set(), entry.msgid


# Values --------------------------------------------------------------------------------------------------------------

TOLD = Message(
    "{weight}: {where}: {message} [{code}]", weight=Message("error"), where="a:1", message="x", code=("b", "c")
)


def test_a_message_is_its_english_text_and_has_a_chinese_one() -> None:
    assert TOLD == "error: a:1: x [b, c]"
    assert TOLD.in_language("en") == "error: a:1: x [b, c]"
    assert TOLD.in_language("zh") == "错误：a:1：x [b、c]"
    assert str(UsageError(TOLD, Message("See: kg --help"))) == "error: a:1: x [b, c]\nHint: See: kg --help"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])  # noqa: S301
def test_a_copy_of_a_message_has_both_languages(copied: object) -> None:
    assert callable(copied)
    made = copied(Message("Note: {note}", note="{braces}"))
    assert (made, made.in_language("zh")) == ("Note: {braces}", "说明：{braces}")


@pytest.mark.parametrize(("count", "english"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_a_count_has_its_plural(count: int, english: str) -> None:
    told = Message.counted("{count} error", "{count} errors", count=count)
    assert (told, told.in_language("zh")) == (english, f"{count}个错误")


def test_sentences_follow_one_another_as_each_language_writes_them() -> None:
    told = sentences("", Message("See: kg --help"), Message("It has {options}.", options=("-a", "-b")), Message("none"))
    assert (told, told.in_language("zh")) == (
        "See: kg --help. It has -a, -b. none",
        "参见：kg --help。可用选项：-a、-b。无",
    )


def test_a_message_may_bring_its_translation_along() -> None:
    told = Bilingual("{须}有来源。", "It needs {a} source.")
    assert [told, *map(told.in_language, ("zh", "en"))] == [
        "It needs {a} source.",
        "{须}有来源。",
        "It needs {a} source.",
    ]


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("[Errno 28] No space left on device: '/x/y'", "磁盘已满：“/x/y”"),
        ('[Errno 2] No such file or directory: "it\'s"', "没有此文件或文件夹：“it's”"),
        ("a text that nobody knows", "a text that nobody knows"),
    ],
)
def test_texts_of_the_system_are_recognised_by_their_form(text: str, chinese: str) -> None:
    assert (Foreign(text), Foreign(text).in_language("zh")) == (text, chinese)


# Which language ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ("check", {}, "en"),
        ("check --lang zh", {"KG_LANG": "en"}, "zh"),
        ("--lang=zh check", {}, "zh"),
        ("--lang zh check --lang en", {}, "en"),
        ("check", {"KG_LANG": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ("check", {"KG_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ("check", {"KG_LANG": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),
        ("check", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("check", {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ("check", {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
        ("check --lang", {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_then_the_variable_then_the_locale(
    words: str, environment: Mapping[str, str], language: str
) -> None:
    assert language_of(words.split(), environment) == language


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chek", "没有命令“chek”。"),
        ("build --stor x", "没有选项“--stor”。是否指“--store”？"),
        ("show", "缺少参数“对象”。"),
        ("graph x --hops 99", "“--hops”的值有误：99超出范围：0<=x<=10。"),
        ("network project people -f odt", "“-f、--format”的值有误：“odt”不在可选值之内：gexf、graphml、csv、json。"),
        ("tidy x", "多出参数：x"),
        ("gloss import none.csv", "“文件”的值有误：文件“none.csv”不存在。"),
    ],
)
def test_wrong_words_are_told_in_chinese(run: Run, words: str, told: str) -> None:
    ended = run(*words.split(), "--lang", "zh")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(rf"错误：{re.escape(told)}\n提示：.*参见：kg[a-z ]* --help\n", ended.stderr), ended.stderr
    assert re.fullmatch(r"Error: .+\nHint: .+\n", run(*words.split()).stderr)


@pytest.mark.parametrize(
    ("words", "definition"),
    [
        ("query vocabulary", "原文称已经发生或存在。"),
        ("--lang en query vocabulary", "The text says that it happened or is so."),
        ("query --lang en vocabulary", "The text says that it happened or is so."),
        ("--lang zh query vocabulary --lang en", "The text says that it happened or is so."),
    ],
)
def test_the_language_of_results_may_be_named_before_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: str, definition: str
) -> None:
    monkeypatch.setenv("KG_LANG", "zh")
    ended = run(*words.split(), "--all", "--class", "Modality", "-f", "json")
    assert json.loads(ended.stdout)["results"]["bindings"][0]["definition"]["value"] == definition


BROKEN = """@prefix person: <https://w3id.org/programs-and-actors/person/> .
@prefix kg: <https://w3id.org/programs-and-actors/ontology/> .
person:a a kg:Person。
"""
PEOPLE = "graph_data/entities/people.ttl"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("项目")
    start_project(root)
    (root / PEOPLE).parent.mkdir(exist_ok=True)
    (root / PEOPLE).write_text(BROKEN, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("language", "text", "count", "message", "hint"),
    [
        (
            "zh",
            f"错误：{PEOPLE}:3：Turtle 语法有误：第21列为全角“。” [turtle]\n    请改为半角字符“.”。\n",
            "1个错误，0个警告，0个提示\n",
            "Turtle 语法有误：第21列为全角“。”",
            "请改为半角字符“.”。",
        ),
        (
            "en",
            (
                f"error: {PEOPLE}:3: broken Turtle: full-width 。 at column 21 [turtle]\n"
                "    Write the ASCII character . there.\n"
            ),
            "1 error, 0 warnings, 0 notes\n",
            "broken Turtle: full-width 。 at column 21",
            "Write the ASCII character . there.",
        ),
    ],
)
def test_findings_are_in_one_language(
    run: Run, broken: Path, language: str, text: str, count: str, message: str, hint: str
) -> None:
    words = ("--project", str(broken), "check", "--lang", language)
    ended = run(*words)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, text, count)
    (finding,) = json.loads(run(*words, "-f", "json").stdout)
    assert (finding["severity"], finding["message"], finding["hint"]) == ("error", message, hint)
