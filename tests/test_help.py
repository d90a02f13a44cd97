"""Help is in one language, whole: every text has its Chinese, none is left over, no English is left in it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import pytest

import kg
from conftest import Run
from kg.cli.help import commands
from kg.cli.main import cli
from kg.cli.query import query
from kg.dossier.plan import section_titles
from kg.errors.catalogue import translations

CHINESE: Final = re.compile("[\u3400-\u9fff]")
WORD: Final = re.compile(r"(?<![\w./#-])[A-Za-z][A-Za-z-]*[A-Za-z](?![\w./=-])")
EXAMPLE: Final = re.compile(r"(?:Example:\s+|示例：)((?:KG_TEXTS=articles )?kg .*?)(?=\n\n|$)", re.DOTALL)
# no English name is possible: the words of an article, a name in the register of places
ONLY_CHINESE: Final = {"kg quote", "kg place"}
# the same in both languages: formats, programs, methods, classes, values and columns that a text names
NAMES: Final = frozenset(
    word
    for line in (
        "CSV GEXF GraphML HTML JSON PNG SVG SHA SHACL SPARQL SERVICE WebGL Vega-Lite Gephi yEd networkx igraph turtle",
        "trig nquads Kaplan-Meier Turnbull PageRank SDSM Person Place Role Capacity Indicator RelationType hym",
        "xiejiawucun actual target planned forecast by-rule all any level none missing county township village people",
        "kind name quote literal definition where text statement source checked served not said covered of en zh as",
        "id label class what village-year person-year initiative-year charge day designated from through within",
        "stated inferred strict medium broad code union own MB GRAPH Unix seccomp ari nmi X-Forwarded-For",
    )
    for word in line.split()
)
SAME: Final = frozenset({"stated|inferred", "build/graph.html", "KG_LANG"})


@dataclass(frozen=True)
class Shown:
    """The help of a command in both languages, and what names are in it."""

    path: str
    chinese: str
    english: str
    names: frozenset[str]


class Recording(dict[str, str]):
    """A catalogue that notes what it is asked for."""

    asked: set[str]

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        """Return the translation."""
        self.asked.add(key)
        return super().get(key, default)


def names_of(context: click.Context, command: click.Command) -> Iterator[str]:
    yield from context.command_path.split()
    yield from command.list_commands(context) if isinstance(command, click.Group) else ()
    for parameter in command.params:
        yield from (each.lstrip("-") for each in parameter.opts)
        yield from getattr(parameter.type, "choices", ())
        yield str(parameter.default)


@pytest.fixture(scope="module")
def base(store_path: Path) -> kg.Base:
    return kg.open(store=str(store_path))


@pytest.fixture(scope="module")
def asked_for() -> Recording:
    catalogue = Recording(translations("zh", "help"))
    catalogue.asked = set()
    return catalogue


@pytest.fixture(scope="module")
def helps(base: kg.Base, asked_for: Recording) -> Mapping[str, Shown]:
    """Return the help of every command by its path, with one base for all of them."""
    shown: dict[str, dict[str, str]] = {}
    names: dict[str, frozenset[str]] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kg.cli.help.translations", lambda *_: asked_for)
        for module in ("query", "show"):
            patched.setattr(f"kg.cli.{module}.current_base", lambda _context: base)
        for language in ("zh", "en"):
            for module in ("help", "query", "show"):
                patched.setattr(f"kg.cli.{module}.spoken", lambda language=language: language)
            top = click.Context(cli, info_name="kg", **cli.context_settings)
            asking = click.Context(query, info_name="query", parent=top)
            of_a_file = query.get_command(asking, "-")
            assert of_a_file is not None
            file = click.Context(of_a_file, info_name="-", parent=asking)
            for context, command in (*commands(cli, top), (file, of_a_file)):
                path = context.command_path
                shown.setdefault(path, {})[language] = command.get_help(context)
                names[path] = frozenset(names_of(context, command))
    return {path: Shown(path, texts["zh"], texts["en"], names[path]) for path, texts in shown.items()}


@pytest.fixture(scope="module")
def codes(base: kg.Base, helps: Mapping[str, Shown]) -> frozenset[str]:
    """Return what is the same in both languages: names of commands, options, values, questions, columns, sections."""
    columns = {name for asked in base.questions() for name in re.findall(r"\?(\w+)", asked.text)}
    values = {name for asked in base.questions() for each in asked.parameters for name in each.types}
    sections = set(section_titles(base.ontology, "en"))
    return NAMES.union(columns, values, sections, *(shown.names for shown in helps.values()))


def test_every_text_of_help_has_its_chinese_and_none_is_left_over(
    helps: Mapping[str, Shown], asked_for: Recording, codes: frozenset[str]
) -> None:
    assert len(helps) > 70
    asked = {text for text in asked_for.asked if text in asked_for or not CHINESE.search(text)}
    values = {text for text in asked - set(asked_for) if text.startswith("[") or not re.search("[A-Za-z]{2}", text)}
    assert asked - set(asked_for) - values <= codes | SAME, "add their Chinese to locale/zh/LC_MESSAGES/help.po"
    assert set(asked_for) - asked == set(), "take them out of locale/zh/LC_MESSAGES/help.po"


def test_chinese_help_has_no_english_but_names(helps: Mapping[str, Shown], codes: frozenset[str]) -> None:
    known = codes | {part for name in codes for part in name.split("_")}
    for shown in helps.values():
        text = re.sub(r"(?<![\w-])--?[\w-]+|\[[^\]]*\|[^\]]*\]|\{[^}]*\}", "", EXAMPLE.sub("", shown.chinese))
        assert set(WORD.findall(text)) <= known, shown.path
        assert not re.search(r"[。，；：]\s*[A-Z][a-z]+ [a-z]+ [a-z]+", text), shown.path


def test_english_help_has_no_chinese(helps: Mapping[str, Shown]) -> None:
    for shown in helps.values():
        assert not CHINESE.search(EXAMPLE.sub("", shown.english)), shown.path
    assert {shown.path for shown in helps.values() if CHINESE.search(shown.english)} == ONLY_CHINESE


def test_every_help_has_an_example_in_its_language(helps: Mapping[str, Shown], base: kg.Base) -> None:
    for shown in helps.values():
        examples = [EXAMPLE.search(text) for text in (shown.chinese, shown.english)]
        assert all(examples), shown.path
        chinese, english = (shlex.split(" ".join(found[1].split())) for found in examples if found)
        words = [(zh, en) for zh, en in zip(chinese, english, strict=shown.path != "kg cite") if zh != en]
        for zh, en in words if shown.path not in {*ONLY_CHINESE, "kg search", "kg gloss import"} else ():
            assert CHINESE.search(zh), shown.path
            assert base.find(zh) == base.find(en), shown.path


def test_the_language_may_be_named_after_help_and_before_the_question(run: Run) -> None:
    for words in (("query", "led-by", "--help", "--lang", "zh"), ("query", "--lang=zh", "led-by", "-h")):
        first, *_, last = run(*words).stdout.splitlines()
        assert (first, last) == (
            "用法：kg query led-by [选项]",
            "  -h, --help                      显示本说明。",
        )


OWN: Final = """#+ summary: Posts
SELECT ?statement ?source ?quote
WHERE {
  VALUES ?in { place:x } # (Place, Area) the place served
  ?statement kg:servedIn ?in ; kg:statedIn ?source ; kg:quoteText ?quote
}
"""


def test_a_question_of_ones_own_needs_no_chinese(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path))
    (tmp_path / "queries").mkdir(exist_ok=True)
    (tmp_path / "queries" / "own.rq").write_text(OWN, encoding="utf-8")
    told = run("--project", str(tmp_path), "query", "own", "--lang", "zh", "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("用法：kg query own [选项]\n\n  Posts.\n\n  查：")
    assert "\n  示例：kg query own --in place:x\n" in told.stdout
    assert re.search(r"--in 名称 +The place served（地方、区域）。\n", told.stdout)


def test_questions_are_listed_in_one_language(run: Run) -> None:
    chinese, english = (run("query", "--list", "--lang", language).stdout.splitlines() for language in ("zh", "en"))
    assert chinese[0].split() == ["问题", "参数", "所问"]
    assert english[0].split() == ["name", "parameters", "summary"]
    assert not CHINESE.search("".join(english))
    assert len(chinese) == len(english)
