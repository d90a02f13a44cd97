"""`kg query vocabulary --all`: every word that statements may use, whether one does or not."""

from __future__ import annotations

from copy import copy
from typing import Any, Final

import click

from kg.cli.main import current_base
from kg.cli.output import write_table

VOCABULARY: Final = "vocabulary"


def listing_words(question: click.Command) -> click.Command:
    """Return the question on words in use with the option `--all`, which asks no store."""

    @click.pass_context
    def command(ctx: click.Context, /, *, every: bool, **given: Any) -> None:  # noqa: ANN401 - the question's own options
        if not every:
            ctx.invoke(question, **given)
            return
        words = current_base(ctx, language=given["lang"]).vocabulary(given["class"] or "")
        write_table(words, given["fmt"], given["output"], VOCABULARY)

    listed = click.Option(
        ["--all", "every"], is_flag=True, help="List every vocabulary term, used or not; needs no store."
    )
    made = copy(question)
    made.callback, made.params = command, [*question.params[:1], listed, *question.params[1:]]
    return made
