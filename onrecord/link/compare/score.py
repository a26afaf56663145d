"""What a comparator answers."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Score(NamedTuple):
    """How far a statement about two claims holds, 0 to 1, and why. value None: no evidence, which counts for nothing."""

    value: float | None
    because: str

    @staticmethod
    @lru_cache(maxsize=256)
    def silent(because: str) -> Score:
        return Score(None, because)
