"""The language in which this run of the program speaks: of errors, hints, findings and progress."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import click
from click.core import ParameterSource

from kg.errors.message import LANGUAGES

OPTION: Final = "--lang"
VARIABLE: Final = "KG_LANG"
_GIVEN: Final = "kg.language"
_NAME: Final = "lang"
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_chosen: list[str] = []


def spoken() -> str:
    """Return the language of this run."""
    return _chosen[-1] if _chosen else language_of((), os.environ)


def speak(words: Sequence[str]) -> None:
    """Take the language from the words of the command line, before they are parsed: an error of theirs needs it."""
    _chosen[:] = [language_of(words, os.environ)]


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that `--lang` names, else KG_LANG, else Chinese in a Chinese locale, else English."""
    for asked in (_named(words), environment.get(VARIABLE, "")):
        if asked in LANGUAGES:
            return asked
    locale = next(filter(None, map(environment.get, _LOCALE)), "")
    return "zh" if locale.startswith("zh") else "en"


def _named(words: Sequence[str]) -> str:
    """Return what the last `--lang` names, an empty text without one."""
    given = [
        word.removeprefix(f"{OPTION}=") if word.startswith(f"{OPTION}=") else word
        for before, word in pairwise(("", *words))
        if before == OPTION or word.startswith(f"{OPTION}=")
    ]
    return given[-1] if given else ""


def with_language(command: click.Command) -> None:
    """Add `--lang` to a command that has none: what it says to people is in that language."""
    if all(parameter.name != _NAME for parameter in command.params):
        text = "Language of messages; default: the locale's, else en."
        command.params.append(
            click.Option(
                [OPTION],
                type=click.Choice(LANGUAGES),
                is_eager=True,
                expose_value=False,
                callback=given_before,
                envvar=VARIABLE,
                show_envvar=True,
                help=text,
            )
        )


def is_chosen(ctx: click.Context) -> bool:
    """Say whether `--lang`, here or before the command, or KG_LANG has named a language."""
    return _GIVEN in ctx.meta or ctx.get_parameter_source(_NAME) not in {None, ParameterSource.DEFAULT}


def given_before(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the value of a command's own `--lang`, else that of the group before it: `kg --lang en show`."""
    if ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE:
        ctx.meta[_GIVEN] = value
    return ctx.meta.get(_GIVEN, value)
