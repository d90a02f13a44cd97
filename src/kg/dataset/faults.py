"""What is wrong with a file of Turtle, and how it is mended."""

from __future__ import annotations

from kg.dataset.punctuation import first_wide_mark, last_line_with_words
from kg.dataset.turtle_text import WrongPrefix
from kg.errors import Foreign, Message


def turtle_fault(text: str, error: SyntaxError) -> tuple[int, Message, Message]:
    """Return the line of what is no Turtle, what is wrong and how it is mended.

    A reader notices a missing end where the next thing begins, and takes full-width marks for letters of a name.
    """
    line = error.lineno or 1
    wide = first_wide_mark(text)
    if wide and wide.line <= line:
        said = Message("broken Turtle: full-width {mark} at column {column}", mark=wide.mark, column=wide.column)
        if wide.ascii.isalpha():
            return wide.line, said, Message("Write a blank there.")
        return wide.line, said, Message("Write the ASCII character {mark} there.", mark=wide.ascii)
    said = Message("broken Turtle: {reason}", reason=_first_sentence(error.msg))
    before = last_line_with_words(text, line)
    if before:
        return line, said, Message("Mend the line, or the end of line {before}.", before=before)
    return line, said, Message("Mend the line.")


def _first_sentence(message: str) -> Message:
    return Foreign(message.splitlines()[0].strip()) if message else Message("it cannot be parsed")


def prefix_fault(wrong: WrongPrefix) -> tuple[Message, Message]:
    """Return what is wrong with a prefix, and how it is mended."""
    named = {"prefix": wrong.name, "found": wrong.found, "right": wrong.right}
    if not wrong.found:
        said = Message("the prefix {prefix}: is not declared", **named)
    elif wrong.right:
        said = Message("the prefix {prefix}: is <{found}>, not <{right}>", **named)
    else:
        said = Message("the prefix {prefix}: is <{found}>, which kg does not know", **named)
    told = Message.counted(
        "{said}; {count} name in this file uses it",
        "{said}; {count} names in this file use it",
        count=wrong.names,
        said=said,
    )
    if wrong.found and not wrong.right:
        return told, Message("Write one of: kg:, person:, place: ... as in the other files, or take the prefix out.")
    told = Message("{told}, read as meant, so that what would follow is held back", told=told)
    return told, Message("Write: @prefix {prefix}: <{right}> .", **named)
