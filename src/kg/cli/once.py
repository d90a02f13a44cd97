"""A command whose options are given once, but for those that say that they are repeatable."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.help import Helped
from kg.cli.language import with_language
from kg.errors import Message, UsageError


class Command(Helped):
    """A command that has `--lang`, and refuses an option given twice: the first value would be lost without a word."""

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401 - click's own signature
        """Take what click takes."""
        super().__init__(*args, **given)
        with_language(self)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words of the command. Raises `UsageError` for an option that is given twice."""
        _, _, given = self.make_parser(ctx).parse_args(list(args))
        seen: set[str | None] = set()
        for option in given:
            if isinstance(option, click.Option) and not option.multiple and not option.is_flag and not option.count:
                if option.name in seen:
                    twice = Message("{option} is given twice", option=max(option.opts, key=len))
                    raise UsageError(twice, Message("Give it once, or ask twice."))
                seen.add(option.name)
        return super().parse_args(ctx, args)


class Group(Helped, click.Group):
    """A group of such commands; its `--lang` holds for them."""

    command_class = Command

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401 - click's own signature
        """Take what click takes."""
        super().__init__(*args, **given)
        with_language(self)
