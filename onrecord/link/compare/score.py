"""What a comparator answers."""

from __future__ import annotations

from typing import NamedTuple


class Score(NamedTuple):
    """How far a statement about two claims holds, 0 to 1, and why. value None: no evidence, which counts for nothing."""

    value: float | None
    because: str

    @classmethod
    def silent(cls, because: str) -> Score:
        return cls(None, because)
