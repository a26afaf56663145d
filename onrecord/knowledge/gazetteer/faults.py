"""Faults of a table, collected so that one look shows all that is wrong."""

from __future__ import annotations

import math

from onrecord.errors import VocabularyError

MOST_NAMED = 20  # faults that one error lists


class Faults:
    """Faults by line of one file."""

    def __init__(self, where: str) -> None:
        self.where, self.found = where, list[str]()

    def add(self, line: int, problem: str) -> None:
        self.found.append(f"line {line}: {problem}")

    def check(self) -> None:
        """Raises VocabularyError if any was added."""
        if not self.found:
            return
        more = f"; and {len(self.found) - MOST_NAMED} more" if len(self.found) > MOST_NAMED else ""
        raise VocabularyError(f"{self.where}: {'; '.join(self.found[:MOST_NAMED])}{more}")


def coordinate(words: str, most: float) -> float | None:
    """Degrees between -most and most; None for anything else ("nan" and "1e999" too)."""
    try:
        value = float(words)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None


def count(words: str) -> int | None:
    """A whole number of people, 0 for an empty cell; None for anything else."""
    words = words.strip()
    if not words:
        return 0
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 10 else None
