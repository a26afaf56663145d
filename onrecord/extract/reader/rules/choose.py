"""Chooses the stretches of a sentence that are claims: the set without overlaps whose scores add up highest."""

from __future__ import annotations

from collections.abc import Sequence


def choose(segments: Sequence[tuple[int, int]], scores: Sequence[float]) -> list[int]:
    """Numbers of the chosen segments in order; only positive scores count. Weighted interval scheduling over token positions."""
    ending: dict[int, list[int]] = {}
    for number, (_, past) in enumerate(segments):
        if scores[number] > 0:
            ending.setdefault(past, []).append(number)
    length = max(ending, default=0)
    best = [0.0] * (length + 1)
    taken: list[int | None] = [None] * (length + 1)
    for end in range(1, length + 1):
        best[end] = best[end - 1]
        for number in ending.get(end, ()):
            total = best[segments[number][0]] + scores[number]
            if total > best[end]:
                best[end], taken[end] = total, number
    found, end = [], length
    while end > 0:
        number_here = taken[end]
        if number_here is None:
            end -= 1
        else:
            found.append(number_here)
            end = segments[number_here][0]
    return found[::-1]
