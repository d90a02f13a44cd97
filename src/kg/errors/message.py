"""A text for people that is written once and read in the language that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

from kg.errors.catalogue import recognized, translations
from kg.errors.spacing import spaced

LANGUAGES: Final = ("zh", "en")
_ENGLISH: Final = "en"
_BETWEEN: Final = {"en": ", ", "zh": "、"}


class Message(str):
    """A text whose own words are English, with what is needed to say it in another language.

    The template is the key of its translation in `locale/`; `{name}` in it stands for a field. A field that is a
    message is put into the same language, a tuple is a list with commas.

        >>> told = Message("It has {options}.", options=("--lang", "--quiet"))
        >>> told
        'It has --lang, --quiet.'
        >>> told.in_language("zh")
        '可用选项：--lang、--quiet。'
    """

    __slots__ = ("_fields", "_key", "_template")

    _fields: Mapping[str, object]
    _key: str
    _template: str

    def __new__(cls, template: str, /, **fields: object) -> Self:
        """Make a message of its English template."""
        return cls._made(template, fields, template)

    @classmethod
    def _made(cls, template: str, fields: Mapping[str, object], key: str) -> Self:
        made = super().__new__(cls, _filled(template, fields, _ENGLISH))
        made._template, made._fields, made._key = template, fields, key
        return made

    @classmethod
    def counted(cls, one: str, many: str, /, count: int, **fields: object) -> Self:
        """Make a message that differs with a count: `one` is its template for 1, `many` for all else."""
        return cls._made(one if count == 1 else many, {"count": count, **fields}, one)

    def in_language(self, language: str) -> str:
        """Return the text in a language; in English where it has no translation."""
        if language == _ENGLISH:
            return str(self)
        template = translations(language).get(self._key, self._template)
        return _filled(template, self._fields, language)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Return how a copy is made: a text that is filled in already is not a template."""
        return self._made, (self._template, dict(self._fields), self._key)


class Bilingual(Message):
    """A text that brings its translation along, as those of the ontology do."""

    __slots__ = ()

    def __new__(cls, chinese: str, english: str) -> Self:
        """Take both texts as they are."""
        return cls._made("{en}", {"en": english, "zh": chinese}, "")

    def in_language(self, language: str) -> str:
        """Return the text in a language."""
        return str(self._fields["zh" if language == "zh" else "en"])


class Foreign(Message):
    """A text that the system or another program made; the known ones are recognised by their form."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take the text as it is."""
        return cls._made("{text}", {"text": text}, "")

    def in_language(self, language: str) -> str:
        """Return the text in a language, or as it is where it is not known."""
        return str(self) if language == _ENGLISH else recognized(str(self), language)


def in_language(text: str, language: str) -> str:
    """Return a text in a language: a message as it is translated, another text as it is."""
    return text.in_language(language) if isinstance(text, Message) else text


def _filled(template: str, fields: Mapping[str, object], language: str) -> str:
    shown = {name: _shown(value, language) for name, value in fields.items()}
    return template.format(**shown) if language == _ENGLISH else spaced(template, shown)


def _shown(value: object, language: str) -> object:
    if isinstance(value, Message):
        return value.in_language(language)
    if isinstance(value, tuple):
        return _BETWEEN[language].join(str(_shown(each, language)) for each in value)
    return value


NOTHING: Final = Foreign("")
