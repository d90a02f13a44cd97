"""The translations: gettext catalogues in `locale/LANGUAGE/LC_MESSAGES/`, read when one is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_LOCALE: Final = Path(__file__).parents[1] / "locale"
_MESSAGES: Final = "messages"
_FOREIGN: Final = "foreign"
_FIELD: Final = re.compile(r"\\\{(\w+)\\\}")


@cache
def translations(language: str, domain: str = _MESSAGES) -> Mapping[str, str]:
    """Return the translations of a catalogue, by the English text; of a plural, by its singular.

    Those marked fuzzy are left out. A language without a catalogue has none.
    """
    path = _LOCALE / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return {}
    from polib import pofile  # noqa: PLC0415 - no run in English needs it

    entries = [entry for entry in pofile(str(path)) if not entry.fuzzy and not entry.obsolete]
    return {entry.msgid: entry.msgstr or entry.msgstr_plural.get(0, "") for entry in entries}


def recognized(text: str, language: str) -> str:
    """Return the translation of a text that another program made; the text itself where its form is not known.

    The catalogue `foreign` has the forms: `No such option {name}.` reads any text that differs from it by the name
    alone. What stands for a field is looked up in its turn.
    """
    for form, translation in _forms(language):
        if match := form.fullmatch(text):
            return translation.format(
                **{name: recognized(found, language) for name, found in match.groupdict().items()}
            )
    return text


@cache
def _forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the forms of foreign texts with their translations, in the order of the catalogue."""
    return tuple((_form(text), translation) for text, translation in translations(language, _FOREIGN).items())


def _form(text: str) -> re.Pattern[str]:
    """Return the pattern of a text with fields; `repr` may have put either kind of quotation marks."""
    return re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(text)).replace("'", "['\"]"), re.DOTALL)
