"""Random slips in the lines of graph_data/, as somebody who edits the files by hand makes them."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

# as an outside reader drew them: of 200 lines, how many slips of each sort
SLIPS: Final = {
    "names nothing describes": 17,
    "wrong kind": 20,
    "misspelt": 52,
    "line deleted": 40,
    "class": 5,
    "datatype or language": 14,
    "same kind": 30,
    "one character": 22,
}
_LINE: Final = re.compile(r"    (?P<name>\S+) (?P<value>.+) (?P<end>[;.])")
_NAME: Final = re.compile(r"(?P<prefix>[a-z][a-z-]*):(?P<local>\S+)")
_TEXT: Final = re.compile(r'"(?P<text>[^"\\]+)"(?P<tag>@[\w-]+|\^\^\S+)?')


@dataclass(frozen=True)
class Line:
    """One triple of a file: the number of its line from 0, its subject, and its three parts."""

    path: Path
    number: int
    subject: str
    name: str
    value: str
    end: str


@dataclass(frozen=True)
class Slip:
    """One changed line: `text` stands there now, None where it is gone."""

    sort: str
    line: Line
    text: str | None


@dataclass
class Lines:
    """All lines of some files, the names that stand in them by prefix, and the prefixes of each property's values."""

    lines: list[Line]
    known: Mapping[str, Sequence[str]]
    taken: Mapping[str, frozenset[str]]
    predicates: frozenset[str]
    classes: Sequence[str]
    rng: random.Random = field(default_factory=random.Random)

    @classmethod
    def of(cls, paths: Sequence[Path], predicates: frozenset[str], seed: int) -> Lines:
        """Return the lines of Turtle files in canonical form, with a generator of its own for the seed."""
        lines = [line for path in paths for line in _lines(path)]
        known: dict[str, set[str]] = {}
        taken: dict[str, set[str]] = {}
        for line in lines:
            if found := _NAME.fullmatch(line.value):
                known.setdefault(found["prefix"], set()).add(line.value)
                taken.setdefault(line.name, set()).add(found["prefix"])
        classes = sorted({line.value for line in lines if line.name == "a"})
        things = {prefix: sorted(names) for prefix, names in known.items()}
        kinds = {name: frozenset(prefixes) for name, prefixes in taken.items()}
        return cls(lines, things, kinds, predicates, classes, random.Random(seed))  # noqa: S311 - no secret

    def slips(self) -> Iterator[Slip]:
        """Yield two hundred slips, each in a block of its own."""
        taken: set[str] = set()
        for sort, count in SLIPS.items():
            made = 0
            while made < count:
                line = self.rng.choice(self.lines)
                slip = _MADE[sort](self, line) if line.subject not in taken else None
                if slip is not None:
                    made += 1
                    taken.add(line.subject)
                    yield slip

    def changed(self, sort: str, line: Line, name: str, value: str) -> Slip:
        """Return a slip that writes another name or value."""
        return Slip(sort, line, f"    {name} {value} {line.end}")

    def misspelt(self, word: str) -> str:
        """Return a word with one letter more, less, changed or moved."""
        at, letter = self.rng.randrange(len(word)), self.rng.choice(string.ascii_lowercase)
        forms = [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word + letter]
        forms += [word[:at] + word[at + 1 :], word[:at] + word[at : at + 2][::-1] + word[at + 2 :]]
        return self.rng.choice(forms)


def _lines(path: Path) -> Iterator[Line]:
    subject = ""
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if text and not text.startswith((" ", "@", "#")):
            subject = text
        elif (found := _LINE.fullmatch(text)) and subject:
            yield Line(path, number, subject, found["name"], found["value"], found["end"])


def _is_class(line: Line) -> bool:
    return line.name == "a"


def _named_so(lines: Lines, line: Line) -> re.Match[str] | None:
    del lines
    return None if _is_class(line) else _NAME.fullmatch(line.value)


def _nothing_describes(lines: Lines, line: Line) -> Slip | None:
    found = _named_so(lines, line)
    if not found:
        return None
    value = f"{found['prefix']}:{lines.misspelt(found['local'])}"
    known = value in lines.known[found["prefix"]] or not _NAME.fullmatch(value)
    return None if known else lines.changed("names nothing describes", line, line.name, value)


def _wrong_kind(lines: Lines, line: Line) -> Slip | None:
    """Return a slip that names a thing of a kind that the property has nowhere else."""
    if not _named_so(lines, line):
        return None
    prefix = lines.rng.choice(sorted(lines.known.keys() - lines.taken[line.name] - {"kg"}))
    return lines.changed("wrong kind", line, line.name, lines.rng.choice(lines.known[prefix]))


def _same_kind(lines: Lines, line: Line) -> Slip | None:
    found = _named_so(lines, line)
    if not found or len(lines.known[found["prefix"]]) == 1:
        return None
    value = lines.rng.choice([each for each in lines.known[found["prefix"]] if each != line.value])
    return lines.changed("same kind", line, line.name, value)


def _misspelt(lines: Lines, line: Line) -> Slip | None:
    if _is_class(line):
        return None
    prefix, _, local = line.name.partition(":")
    name = f"{prefix}:{lines.misspelt(local)}"
    return (
        None if name in lines.predicates or name == f"{prefix}:" else lines.changed("misspelt", line, name, line.value)
    )


def _deleted(lines: Lines, line: Line) -> Slip | None:
    del lines
    return Slip("line deleted", line, None)


def _class(lines: Lines, line: Line) -> Slip | None:
    if not _is_class(line):
        return None
    value = lines.rng.choice([each for each in lines.classes if each != line.value])
    return lines.changed("class", line, line.name, value)


def _retyped(lines: Lines, line: Line) -> Slip | None:
    found = _TEXT.fullmatch(line.value)
    if found:
        plain = f'"{found["text"]}"'
        forms = [plain, f"{plain}@fr", f"{plain}^^xsd:integer" if not found["tag"] else f"{plain}^^xsd:string"]
    elif re.fullmatch(r"[\d.]+|true|false", line.value):
        forms = [f'"{line.value}"', f'"{line.value}"@zh', f'"{line.value}"^^xsd:date']
    else:
        return None
    value = lines.rng.choice([form for form in forms if form != line.value])
    return lines.changed("datatype or language", line, line.name, value)


def _one_character(lines: Lines, line: Line) -> Slip | None:
    found = _TEXT.fullmatch(line.value)
    if not found:
        return None
    text, at = found["text"], lines.rng.randrange(len(found["text"]))
    new = lines.rng.choice([text[:at] + "不" + text[at + 1 :], text[:at] + "8" + text[at:], text[:at] + text[at + 1 :]])
    if new == text or not new:
        return None
    return lines.changed("one character", line, line.name, f'"{new}"{found["tag"] or ""}')


_MADE: Final[Mapping[str, Callable[[Lines, Line], Slip | None]]] = {
    "names nothing describes": _nothing_describes,
    "wrong kind": _wrong_kind,
    "misspelt": _misspelt,
    "line deleted": _deleted,
    "class": _class,
    "datatype or language": _retyped,
    "same kind": _same_kind,
    "one character": _one_character,
}
