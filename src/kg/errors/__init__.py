"""What people are told when something is wrong: errors, findings, and messages in the language they ask for."""

from kg.errors.message import Foreign, Message, in_language, sentences
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
    "in_language",
    "sentences",
]
