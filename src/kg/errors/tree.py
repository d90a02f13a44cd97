"""The error tree and the finding.

An *error* is unexpected, single and raised; a *finding* is expected, one of many and returned.

    KgError                 anything this package raises on purpose; carries a hint
    ├── UsageError          the call itself is wrong: unknown or ambiguous name, bad option (exit 2)
    ├── TermError           a date, a value or a name that cannot be read
    ├── DatasetError        a file of graph_data/ or ontology/ that cannot be read
    ├── StoreError          a store or endpoint that is missing, locked, full, down or answers nonsense
    ├── QueryError          a query that cannot be parsed or run
    ├── RegisterError       the place register is missing or damaged
    └── OutputError         a result that cannot be written
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.errors.message import NOTHING, Message


class KgError(Exception):
    """What went wrong and where, with a hint that names the next step."""

    def __init__(self, message: Message, hint: Message = NOTHING) -> None:
        """Take what went wrong, and what to do next."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return message and hint, as a traceback shows them."""
        return f"{self.message}\nHint: {self.hint}" if self.hint else self.message


class UsageError(KgError):
    """The call is wrong: an unknown or ambiguous name, a missing parameter."""


class TermError(KgError):
    """A date, number or name that cannot be read."""


class DatasetError(KgError):
    """A file of the dataset or the ontology that cannot be read."""


class StoreError(KgError):
    """A store or endpoint that cannot be opened, read or written."""


class QueryError(KgError):
    """A query that cannot be parsed or evaluated."""


class RegisterError(KgError):
    """The place register is missing or damaged."""


class OutputError(KgError):
    """A result that cannot be written."""


class StaleStoreWarning(UserWarning):
    """Answers come from a store that is older than the data."""


class Severity(StrEnum):
    """How much a finding weighs; only `ERROR` fails a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    `code` is the rule's stable id, `where` is `file:line` or the nearest place that can be named.
    """

    severity: Severity
    code: str
    where: str
    message: Message
    hint: Message = NOTHING

    def as_record(self, language: str = "en") -> dict[str, str]:
        """Return the five members of the contract, in its order; message and hint in a language."""
        return {
            "severity": str(self.severity),
            "code": self.code,
            "where": self.where,
            "message": self.message.in_language(language),
            "hint": self.hint.in_language(language),
        }
