"""The options by which `kg graph` and `kg network` choose statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any, Final, TypeVar

import click

from kg.network.choose import Chosen

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS: Final = (
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        metavar="KIND",
        help="Only this kind of statement (tenure, involvement ...); repeatable.",
    ),
    click.option(
        "--capacity",
        "capacities",
        multiple=True,
        metavar="CAPACITY",
        help="Only this capacity and narrower ones, or those a set counts: strict, medium, broad; repeatable.",
    ),
    click.option(
        "--years",
        default="",
        metavar="FIRST..LAST",
        help="Only statements whose stated times allow these years.",
    ),
    click.option(
        "--source",
        "sources",
        multiple=True,
        metavar="SOURCE",
        help="Only this source: its number (002) or id; repeatable.",
    ),
    click.option(
        "--modality",
        "modalities",
        multiple=True,
        metavar="MODALITY",
        default=("actual",),
        show_default=True,
        help="Which statements: actual, target, planned, forecast, by-rule, or all; repeatable.",
    ),
    click.option(
        "--type",
        "types",
        multiple=True,
        metavar="CLASS",
        help="Only nodes of this class (Person, Place ...); repeatable.",
    ),
    click.option("--stated-only", is_flag=True, help="Leave out inferred statements."),
    click.option("--bylines", is_flag=True, help="Include who wrote, photographed or supplied an article."),
    click.option("--undated", is_flag=True, help="With --years: also keep undated statements."),
)


def selection_options(command: _Command) -> _Command:
    """Add the options that choose statements; the command gets them as one argument `chosen`."""

    @wraps(command)
    def gathered(*args: Any, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        chosen = Chosen(**{field.name: given.pop(field.name) for field in fields(Chosen)})
        return command(*args, chosen=chosen, **given)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]
