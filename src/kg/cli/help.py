"""Help in the language of the run: a command has its English, `locale/` has its Chinese, by paragraph."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Final

import click

from kg.cli.language import spoken
from kg.document.text import wrapped
from kg.errors.catalogue import translations
from kg.tables.narrow import cell_len

_HELP: Final = "help"
_CHINESE: Final = "zh"
_BREAK: Final = "| "  # a line may end between two choices
_PLACEHOLDER: Final = re.compile(r"[A-Z]{2,}")
_OPTION: Final = re.compile(r"((?:-[\w-]+(?:, )?)+) (.+)")
_EXPLAINED: Final = re.compile(r"(.*?)(?:(?:^|  )\[([^\[\]]+)\])?", re.DOTALL)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a help text, each on one line: the keys of its translation."""
    return tuple(" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n"))


def _translated(text: str) -> str:
    """Return the Chinese of a text; a text without one, such as a file name, is the same in both languages."""
    return translations(_CHINESE, _HELP).get(text, text)


class _Chinese(click.HelpFormatter):
    """Writes help in Chinese, wrapped by the width of its characters; the layout is that of click."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of the usage, its placeholders in Chinese."""
        del prefix
        placed = _PLACEHOLDER.sub(lambda found: _translated(found[0]), args).replace("|", _BREAK)
        self._write_hanging(f"{_translated('Usage:')}{prog} ", placed)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{'':>{self.current_indent}}{_translated(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, a blank line between two."""
        for number, paragraph in enumerate(paragraphs(text)):
            self.write("\n" if number else "")
            self._write_hanging(" " * self.current_indent, _translated(paragraph))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands, each with what it does."""
        translated = [(_named(first), _explained(second)) for first, second in rows]
        widest = min(max(cell_len(first) for first, _ in translated), col_max)
        for first, second in translated:
            lead = f"{'':>{self.current_indent}}{first}"
            if cell_len(first) > widest:
                self.write(f"{lead}\n")
                lead = " " * self.current_indent
            room = self.current_indent + widest + col_spacing
            self._write_hanging(lead + " " * (room - cell_len(lead)), second)

    def _write_hanging(self, lead: str, text: str) -> None:
        """Write a text after its lead, further lines indented as far."""
        indent = cell_len(lead)
        lines = [line.replace(_BREAK, "|") for line in wrapped(text, self.width - indent)] or [""]
        leads = (lead, *[" " * indent] * (len(lines) - 1))
        self.write("".join(f"{first}{line}".rstrip() + "\n" for first, line in zip(leads, lines, strict=True)))


def _named(text: str) -> str:
    """Return an option with its placeholder in Chinese, or a command as it is."""
    option = _OPTION.fullmatch(text)
    return f"{option[1]} {_translated(option[2])}" if option else text


def _explained(text: str) -> str:
    """Return what an option does, with its default, range and environment variable."""
    parts = _EXPLAINED.fullmatch(text)
    told, more = parts.groups("") if parts else (text, "")
    added = f" [{'；'.join(map(_labelled, more.split('; ')))}]" if more else ""
    return f"{_translated(told)}{added}".lstrip()


def _labelled(text: str) -> str:
    label, separator, value = text.partition(": ")
    return f"{_translated(f'{label}:')}{_translated(value.strip('()'))}" if separator else _translated(text)


class Helped(click.Command):
    """A command whose help is in the language of the run."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help."""
        if spoken() != _CHINESE:
            return super().get_help(ctx)
        formatter = _Chinese(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph of the help, whole: a part of it has no translation."""
        del limit
        return paragraphs(self.help or "")[0]


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """Yield a command and all those below it, each with its context, in the order of their lists."""
    yield context, command
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        if below := command.get_command(context, name):
            yield from commands(below, click.Context(below, info_name=name, parent=context))
