"""Attacks on the promise "right or refused": one row of `golden/attacks.tsv` each, written from reason before it ran.

A row is done on the shipped data (`shipped`), on the small project of `golden/attacked` (`example`, a copy for each
row), or in an empty folder (`empty`). `change` edits the files of graph_data before `command` runs:

    FILE += TEXT           adds to a file, or makes it        FILE : OLD => NEW    replaces what must be there
    FILE =b ENCODING       writes it again in an encoding     FILE <- OTHER        copies another file there

Several are separated by ` ;; `, commands by ` && `; a command `edit CHANGE` changes a file between two commands, and
only the last may fail. Escapes (\\n, \\r, \\t, \\uXXXX, \\xXX, a doubled backslash) are Python's. `input` is standard
input. `has` are texts, separated by ` ¦ `, that must all be in the answer, `lacks` texts that must not: what was
printed, and the content of each file that `-o` names. `^` before a text means that a line begins with it.
"""

from __future__ import annotations

import codecs
import csv
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from conftest import Run
from kg.terms.namespaces import PREFIXES

TABLE: Final = Path(__file__).parent / "golden" / "attacks.tsv"
KINDS: Final = {"sparql", "names", "silence", "rows", "checks", "times", "words", "files", "stale", "charts", "filters"}
ATTACKED: Final = TABLE.with_name("attacked")
HEADER: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
FILES: Final = {
    "entities": "entities/all.ttl",
    "source": "sources/101-yunling/source.ttl",
    "statements": "sources/101-yunling/statements.ttl",
    "vocab": "vocab/words.ttl",
    "judgements": "judgements.tsv",
}
NEEDS_STORE: Final = {"query", "show", "search", "graph", "chart", "network", "export"}
_ESCAPE: Final = re.compile(r"\\(?:\\|n|r|t|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})")
_CHANGE: Final = re.compile(r"(?P<file>.+?) (?P<how>\+=|:|=b|<-) ?(?P<what>.*)", re.DOTALL)


@dataclass(frozen=True)
class Attack:
    """A row of the table."""

    id: str
    kind: str
    why: str
    data: str
    change: str
    command: str
    input: str
    exit: str
    has: str
    lacks: str


def plain(cell: str) -> str:
    return _ESCAPE.sub(lambda found: codecs.decode(found[0], "unicode_escape"), cell)


def attacks() -> list[Attack]:
    """Return the rows; every cell but those of texts is filled."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Attack(**{each.name: row[each.name] for each in fields(Attack)}) for row in read]


@pytest.fixture(scope="module")
def example(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the small project, every file under the whole block of prefixes, and its article."""
    folder = tmp_path_factory.mktemp("样 例")
    assert run("init", "my-villages", cwd=folder).returncode == 0
    (folder / "articles").mkdir()
    shutil.copy(ATTACKED / "yunling.txt", folder / "articles")
    for source in ATTACKED.rglob("*.ttl"):
        path = folder / "my-villages" / "graph_data" / source.relative_to(ATTACKED)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + source.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def changed(folder: Path, change: str) -> None:
    """Make one change to the files of a project; raises `AssertionError` where it would change nothing."""
    parsed = _CHANGE.fullmatch(change)
    assert parsed, f"no change: {change}"
    path, what = folder / FILES.get(parsed["file"], parsed["file"]), plain(parsed["what"])
    path.parent.mkdir(parents=True, exist_ok=True)
    match parsed["how"]:
        case "+=":
            path.write_bytes((path.read_bytes() if path.exists() else b"") + what.encode())
        case ":":
            old, _, new = what.partition(" => ")
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{path.name} has no {old!r}"
            path.write_bytes(text.replace(old, new).encode())
        case "=b":
            path.write_bytes(path.read_text(encoding="utf-8").encode(what))
        case _:
            shutil.copy(folder / FILES.get(what, what), path)


def read(path: Path) -> str:
    """Return the content of a file that a command wrote; of a workbook the cells, as Python has them."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8", errors="replace")
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return "\n".join("\t".join(repr(cell) for cell in row) for row in rows)


def answers(attack: Attack, folder: Path, run: Run) -> tuple[int, str]:
    """Return how the last command ended and all that the commands printed and wrote."""
    said, status = [], 0
    commands = [plain(each) for each in attack.command.split(" && ")]
    for at, command in enumerate(commands, 1):
        if command.startswith("edit "):
            changed(folder / "my-villages" / "graph_data", command.removeprefix("edit "))
            continue
        words = shlex.split(command)
        before = ("--project", "my-villages") if attack.data == "example" else ()
        is_asked = attack.data == "shipped" and words[0] in NEEDS_STORE and "--store" not in words
        ended = run(*before, *words, cwd=folder, store=is_asked, given=plain(attack.input))
        status = ended.returncode
        said += [ended.stdout, ended.stderr]
        written = (folder / name for word, name in pairwise(words) if word == "-o")
        said += [read(path) for path in written if path.is_file()]
        assert status == 0 or at == len(commands), f"{command}: {ended.stderr}"
    return status, "\n".join(said)


def holds(text: str, answer: str) -> bool:
    if text.startswith("^"):
        return any(line.startswith(text[1:]) for line in answer.splitlines())
    return text in answer


def texts(cell: str) -> Iterator[str]:
    return (plain(text) for text in cell.split(" ¦ ") if text)


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.id)
def test_an_attack_is_answered_rightly_or_refused(attack: Attack, run: Run, example: Path, tmp_path: Path) -> None:
    if attack.data == "example":
        shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    for change in filter(None, attack.change.split(" ;; ")):
        changed(tmp_path / "my-villages" / "graph_data", change)
    status, answer = answers(attack, tmp_path, run)
    assert "Traceback" not in answer
    missing = [text for text in texts(attack.has) if not holds(text, answer)]
    false = [text for text in texts(attack.lacks) if holds(text, answer)]
    assert (status, missing, false) == (int(attack.exit), [], []), f"{attack.why}\n{answer[:4000]}"
