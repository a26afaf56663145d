"""Readers of claims, by the name a user gives."""

from __future__ import annotations

from onrecord.errors import OnrecordError
from onrecord.extract.reader.base import Reader

READERS = ("default", "small", "rules")


def load_reader(name: str) -> Reader:
    """The reader of that name, loaded. Raises OnrecordError for a name that is not in READERS."""
    if name == "rules":
        from onrecord.extract.reader.rules import RuleReader

        return RuleReader()
    if name in ("default", "small"):
        from onrecord.extract.reader.trained import TrainedReader

        return TrainedReader.load(name)
    raise OnrecordError(f"reader {name!r} is not known; known are {', '.join(READERS)}")
