"""Glosses as a table for a translator, and the table back into the project."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kg.build import load_project
from kg.dataset.glosses import GLOSS_COLUMNS, gloss_text
from kg.document.file import replace_files
from kg.errors import DatasetError, Finding, Foreign, Message, Severity, UsageError
from kg.model import Gloss
from kg.project import Project
from kg.tables.table import Table
from kg.validate.glosses import words_by_key
from kg.validate.translations import twins

TRANSLATOR_COLUMNS: Final = (*GLOSS_COLUMNS, "words", "checked")
_FILES: Final = {"quote": "quotes.tsv"}  # one file for the quotes, one for all other words
_OTHERS: Final = "words.tsv"
_TWINS: Final = (("类别", "文字", "双语", "已核对", "所缺"), ("kind", "texts", "both", "checked", "missing"))


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: how many glosses are new or changed, how many checked, and findings on rows that were not."""

    changed: int
    checked: int
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> Message:
        """The counts in a sentence."""
        return Message(
            "{changed} new or changed, {checked} checked, {left} rows not taken.",
            changed=self.changed,
            checked=self.checked,
            left=len(self.findings),
        )


class Glosses:
    """The glosses of a project. Each call reads the files anew and raises `DatasetError` as `load_project` does."""

    def __init__(self, project: Project) -> None:
        """Take the project."""
        self._project = project

    def table(self) -> Table:
        """Return all that can have a gloss: `kind, of, text, en, checked_by, checked_on, words, checked`.

        `words` are the printed words, `checked` is empty: a translator marks there the rows that have been checked.
        """
        corpus, ontology = load_project(self._project)
        rows = []
        for key, words in words_by_key(corpus, ontology).items():
            gloss = corpus.glosses.get(key) or Gloss(*key, en="")
            rows.append((*(getattr(gloss, name) for name in GLOSS_COLUMNS), words, ""))
        return Table(TRANSLATOR_COLUMNS, tuple(rows))

    def twins(self, language: str = "en") -> Table:
        """Return how many texts are in both languages: `kind, texts, both, checked, missing`, one row a kind.

        In Chinese, headings and kinds are Chinese.

        `checked` counts the glosses that a person has checked, `missing` names one text that has no twin.
        """
        counted = twins(*load_project(self._project))
        checked = ("" if one.checked is None else str(one.checked) for one in counted)
        rows = (
            (one.kind.in_language(language), str(one.texts), str(one.both), state, one.missing)
            for one, state in zip(counted, checked, strict=True)
        )
        return Table(_TWINS[language == "en"], tuple(rows), language=language)

    def take(self, path: Path, by: str = "") -> Taken:
        """Take a translator's table into `graph_data/glosses/`; rows without a gloss leave what is there.

        A row marked in `checked` is recorded as checked `by` a person today; a gloss that changed and is not marked
        loses the check that it had. Rows of words that nothing has are findings. Raises `UsageError` when a row is
        marked and nobody is named, or a column is missing, `DatasetError` when the file cannot be read.
        """
        corpus, ontology = load_project(self._project)
        wanted = words_by_key(corpus, ontology)
        glosses = dict(corpus.glosses)
        findings: list[Finding] = []
        changed = checked = 0
        for line, row in _rows(path):
            given = Gloss(row["kind"], row["of"], row["text"], row["en"].strip())
            known = glosses.get(given.key)
            if given.key not in wanted:
                message = Message("nothing has the words {words}", words=" ".join(filter(None, given.key)))
                findings.append(Finding(Severity.WARNING, "gloss-unknown", f"{path}:{line}", message, _UNKNOWN))
            elif given.en:
                is_new = known is None or known.en != given.en
                is_marked = bool(row["checked"].strip())
                kept = given if is_new or known is None else known
                glosses[given.key] = _checked(given, by) if is_marked else kept
                changed, checked = changed + is_new, checked + is_marked
        replace_files(_files(self._project, glosses))
        return Taken(changed, checked, tuple(findings))


_UNKNOWN: Final = Message("Keep kind, of and text as kg gloss export wrote them; the words may have changed since.")


def _checked(gloss: Gloss, by: str) -> Gloss:
    if not by:
        raise UsageError(
            Message("rows are marked as checked, and nobody is named"), Message("Name who checked them: --by NAME")
        )
    return replace(gloss, checked_by=by, checked_on=datetime.now(UTC).date().isoformat())


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    delimiter = "\t" if path.suffix == ".tsv" else ","
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter=delimiter)
            missing = set(GLOSS_COLUMNS[:4]) - set(rows.fieldnames or ())
            if missing:
                hint = Message("Start from the table that this writes: kg gloss export -o glosses.csv")
                raise UsageError(
                    Message("{path} has no column {columns}", path=path, columns=tuple(sorted(missing))), hint
                )
            for row in rows:
                yield rows.line_num, {name: row.get(name) or "" for name in TRANSLATOR_COLUMNS}
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(
            Message("{path} cannot be read: {reason}", path=path, reason=Foreign(str(error))),
            Message("Save it as CSV or TSV in UTF-8."),
        ) from error


def _files(project: Project, glosses: Mapping[tuple[str, str, str], Gloss]) -> dict[Path, bytes]:
    """Return the files of all glosses, sorted; a file of another name is emptied into these."""
    folder = project.graph_data / "glosses"
    names = {path.name for path in project.glosses}
    files: dict[str, list[Gloss]] = {name: [] for name in (*names, *_FILES.values(), _OTHERS)}
    for _, gloss in sorted(glosses.items()):
        files[_FILES.get(gloss.kind, _OTHERS)].append(gloss)
    return {folder / name: gloss_text(rows).encode() for name, rows in files.items()}
