"""Checks of a corpus. Every rule returns findings; nothing is raised for what a user can mend."""

from kg.validate.check import check, has_errors

__all__ = ["check", "has_errors"]
