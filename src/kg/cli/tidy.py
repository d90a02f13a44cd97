"""`kg tidy`."""

from __future__ import annotations

import click

from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import quiet_option
from kg.cli.output import say, write_output
from kg.errors import Message, sentences

_WHY = Message(
    "Each class of entity has a file of its own (people.ttl, places.ttl ...), each source one for its statements."
)


@click.command(cls=Command)
@quiet_option
@click.pass_context
def tidy(ctx: click.Context, *, quiet: bool) -> None:
    """Write the files of graph_data/ in canonical form; list the files that changed.

    Blocks are sorted, unused prefixes are dropped, and each quote is stored with the statements that use it. The data
    stay the same. Each class of entity gets its own file: people.ttl, places.ttl and so on. If a file cannot be read,
    nothing is written.

    Example: kg tidy
    """
    base = current_base(ctx)
    changed = base.tidy()
    write_output("".join(f"{base.project.relative(path)}\n" for path in changed), "-")
    emptied = [str(base.project.relative(path)) for path in changed if not path.stat().st_size]
    if emptied:
        say(sentences(Message("Empty now: {files}.", files=tuple(emptied)), _WHY), quiet=quiet)
    say(Message.counted("{count} file changed.", "{count} files changed.", count=len(changed)), quiet=quiet)
