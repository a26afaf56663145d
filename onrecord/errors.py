"""One root error and the few kinds below it. Each message says what went wrong and where."""

from __future__ import annotations


class OnrecordError(Exception):
    """Anything Onrecord raises on purpose; its text is fit to be shown to a user."""


class ReadError(OnrecordError):
    """A location could not be turned into a report."""

    def __init__(self, location: str, problem: str) -> None:
        super().__init__(f"{location}: {problem}")
        self.location = location
        self.problem = problem


class ExtractionError(OnrecordError):
    """A report could not be turned into claims."""

    def __init__(self, report_id: str, problem: str) -> None:
        super().__init__(f"{report_id}: {problem}")
        self.report_id = report_id
        self.problem = problem


class InterchangeError(OnrecordError):
    """A line of interchange input is not in the documented form."""


class VocabularyError(OnrecordError):
    """A word list or register that ships with the program, or a team's own, breaks its rules."""


class LedgerError(OnrecordError):
    """The ledger cannot be opened, read or written."""


class PublishError(OnrecordError):
    """Something that may not leave was about to."""
