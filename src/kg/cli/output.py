"""Writing results: to a file or to standard output; tables as people read them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from kg.cli.streams import for_terminal, tell, write_standard_output
from kg.document.file import write_file
from kg.errors import Foreign, Message, QueryError
from kg.project import Project
from kg.tables.readable import readable
from kg.tables.table import BINARY_FORMATS, TEXT_FORMATS, Table, to_xlsx, written

TABLE_FORMATS: Final = ("table", *TEXT_FORMATS, *BINARY_FORMATS)


def write_output(content: str | bytes, output: str, *, drawn: bool = False) -> None:
    """Write to standard output (`-`) or to a file, which is replaced whole or not at all.

    Control characters in a text are made visible on a terminal, except in one that is `drawn` for it. Raises
    `OutputError` when it cannot be written.
    """
    if output != "-":
        write_file(content, output)
        return
    text = for_terminal(content) if isinstance(content, str) and not drawn and sys.stdout.isatty() else content
    write_standard_output(text.encode("utf-8", "replace") if isinstance(text, str) else text)


def write_table(table: Table, fmt: str, output: str, title: str = "kg") -> None:
    """Write a table in one of `TABLE_FORMATS`; `table` is for people: a box on a terminal, plain text elsewhere."""
    match fmt:
        case "table":
            write_output(readable(table, terminal=on_terminal(output)), output, drawn=True)
        case "xlsx":
            write_output(to_xlsx(table, title), output)
        case _:
            write_output(written(table, fmt), output)


def write_answer(table: Table, fmt: str, output: str, title: str = "kg", *, quiet: bool = False) -> None:
    """Write a table; say on standard error what is not among its rows, and for people its lines above and below."""
    shown = fmt == "table"
    for line in table.head if shown else ():
        say(line, quiet=quiet)
    write_table(table, fmt, output, title)
    for line in (*table.notes, *(table.foot if shown else ())):
        say(line, quiet=quiet)


def built(project: Project, name: str) -> str:
    """Return the path of a file in the folder of what is made from a project, as short as it is from here."""
    path = project.build / name
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def on_terminal(output: str) -> bool:
    """Say whether results go to a terminal."""
    return output == "-" and sys.stdout.isatty()


def say(message: str, *, quiet: bool = False) -> None:
    """Write a message for people to standard error; an empty one is left out."""
    if message and not quiet:
        tell(message)


def read_sparql(name: str) -> str:
    """Return the text of a file with SPARQL, or of standard input for `-`."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        named = Message("standard input") if name == "-" else name
        raise QueryError(
            Message("{named} cannot be read: {reason}", named=named, reason=Foreign(error.strerror or str(error))),
            Message("Check the name, or pipe the query to -."),
        ) from error
    except UnicodeDecodeError as error:
        raise QueryError(Message("{name} is not UTF-8", name=name), Message("Save the query as UTF-8.")) from error
