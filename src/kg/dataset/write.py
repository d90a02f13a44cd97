"""Write a corpus to graph_data/: each file beside the old one, then in its place; unchanged files are not touched."""

from __future__ import annotations

from pathlib import Path

from kg.dataset.turtle import corpus_files
from kg.document.file import write_file
from kg.errors import DatasetError, Message
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import turtle_files


def write_corpus(corpus: Corpus, ontology: Ontology, graph_data: Path) -> tuple[Path, ...]:
    """Write the Turtle files of a corpus; return those that changed, sorted.

    A file whose last entity is gone is emptied, and so is one whose blocks have their place in another. Raises
    `DatasetError` when not all was read, for what was left out would be lost; `OutputError` when a file cannot be
    written; it is then either the old one or the new one, whole.
    """
    if corpus.findings:
        first = corpus.findings[0]
        raise DatasetError(
            Message("{where}: {message}", where=first.where, message=first.message),
            Message("Mend it first: writing now would lose what is there."),
        )
    read = (path for folder in ("entities", "sources") for path in turtle_files(graph_data / folder))
    emptied = {path.relative_to(graph_data).as_posix(): "" for path in read}
    changed = []
    for name, text in sorted((emptied | corpus_files(corpus, ontology)).items()):
        path = graph_data / name
        raw = text.encode("utf-8")
        if path.exists() and path.read_bytes() == raw:
            continue
        write_file(raw, path)
        changed.append(path)
    return tuple(changed)
