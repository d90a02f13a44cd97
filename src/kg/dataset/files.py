"""The files of graph_data/ that nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.errors import Finding, Message, Severity, sentences
from kg.project import Project, files_below

# what is read, and what is kept beside it for people
_READ: Final = re.compile(
    r"sources/[^/]+/(.+/)?[^/]+\.ttl|entities/(.+/)?[^/]+\.ttl|vocab/[^/]+\.ttl|"
    r"judgements\.tsv|glossary\.tsv|glosses/[^/]+\.tsv"
)
_KEPT: Final = re.compile(
    r"VERSION|MODEL|editions\.tsv|(register|coding)/.+|sources/[^/]+/(retired|rejected)\.tsv|(.+/)?(README|LICENSE)[^/]*"
)
_RDF: Final = re.compile(
    r".+\.(ttl|turtle|nt|nq|ntriples|nquads|trig|n3|rdf|rdfs|owl|xml|jsonld|trix|hdt)(\.(gz|bz2|xz|zip))?",
    re.IGNORECASE,
)
_HINT: Final = Message(
    "Read are sources/SLUG/**/*.ttl, entities/**/*.ttl, vocab/*.ttl, judgements.tsv, glossary.tsv and glosses/*.tsv."
)


def unread_files(project: Project) -> Iterator[Finding]:
    """Yield a finding for each file that nobody reads: an error where it may hold data, else a warning."""
    for path in files_below(project.graph_data):
        name = path.relative_to(project.graph_data).as_posix()
        holds_data = bool(_RDF.fullmatch(name))
        if _READ.fullmatch(name) or (_KEPT.fullmatch(name) and not holds_data):
            continue
        where = f"{project.relative(path)}:1"
        if holds_data:
            message = Message("{name} holds data that nobody reads", name=name)
            hint = sentences(_HINT, Message("Move, rename or delete it."))
            yield Finding(Severity.ERROR, "unread-file", where, message, hint)
        else:
            message = Message("{name} is not read", name=name)
            hint = sentences(_HINT, Message("Move it out of graph_data/ if nobody needs it here."))
            yield Finding(Severity.WARNING, "unread-file", where, message, hint)
