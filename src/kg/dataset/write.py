"""Write a corpus to graph_data/: each file beside the old one, then in its place; unchanged files are not touched."""

from __future__ import annotations

from pathlib import Path

from kg.dataset.turtle import corpus_files
from kg.errors import OutputError
from kg.model import Corpus
from kg.ontology import Ontology


def write_corpus(corpus: Corpus, ontology: Ontology, graph_data: Path) -> tuple[Path, ...]:
    """Write the Turtle files of a corpus; return those that changed, sorted.

    Raises `OutputError` when one cannot be written; each file is then either the old one or the new one, whole.
    """
    changed = []
    for name, text in corpus_files(corpus, ontology).items():
        path = graph_data / name
        raw = text.encode("utf-8")
        if path.exists() and path.read_bytes() == raw:
            continue
        beside = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(raw)
            beside.replace(path)
        except OSError as error:
            raise OutputError(
                f"{path} cannot be written: {error.strerror or error}", "Free space, or rights."
            ) from error
        finally:
            beside.unlink(missing_ok=True)
        changed.append(path)
    return tuple(changed)
