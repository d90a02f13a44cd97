"""What people are told when something is wrong: errors, findings, and messages in the language they ask for."""

from kg.errors.joined import clauses, either, every, lines, sentences
from kg.errors.message import NOTHING, Bilingual, Foreign, Message, in_language
from kg.errors.tree import (
    DatasetError,
    Finding,
    KgError,
    OutputError,
    QueryError,
    RegisterError,
    Severity,
    StaleStoreWarning,
    StoreError,
    TermError,
    UsageError,
)

__all__ = [
    "NOTHING",
    "Bilingual",
    "DatasetError",
    "Finding",
    "Foreign",
    "KgError",
    "Message",
    "OutputError",
    "QueryError",
    "RegisterError",
    "Severity",
    "StaleStoreWarning",
    "StoreError",
    "TermError",
    "UsageError",
    "clauses",
    "either",
    "every",
    "in_language",
    "lines",
    "sentences",
]
