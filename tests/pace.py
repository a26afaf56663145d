"""Whether work grows in line with what it is given, told so that a busy machine does not matter."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 8
_SLACK = 3.0  # quadratic work would take 64 times as long; linear work with caches that grow cold has been seen to take 15 times
_SMALLEST = 0.05  # seconds: what is quicker than this on the large text says nothing


def grows_in_line(work: Callable[[int], object], size: int) -> bool:
    """Whether work(8 * size) takes at most 24 times the processor time of work(size); the best of three runs of each counts."""
    work(max(1, size // 4))
    small = min(_seconds(work, size) for _ in range(3))
    return any(_seconds(work, TIMES * size) < _SMALLEST + _SLACK * TIMES * small for _ in range(3))


def _seconds(work: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began
