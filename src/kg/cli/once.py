"""A command whose options are given once, but for those that say that they are repeatable."""

from __future__ import annotations

import click

from kg.cli.help import Helped
from kg.errors import UsageError


class Command(Helped):
    """A command that refuses an option given twice: the first value would be lost without a word."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words of the command. Raises `UsageError` for an option that is given twice."""
        _, _, given = self.make_parser(ctx).parse_args(list(args))
        seen: set[str | None] = set()
        for option in given:
            if isinstance(option, click.Option) and not option.multiple and not option.is_flag and not option.count:
                if option.name in seen:
                    raise UsageError(f"{max(option.opts, key=len)} is given twice", "Give it once, or ask twice.")
                seen.add(option.name)
        return super().parse_args(ctx, args)


class Group(Helped, click.Group):
    """A group of such commands."""

    command_class = Command
