"""Ids as people type them: shortened, and mistyped."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from onrecord.interchange import SHORT, short

__all__ = ["SHORT", "near", "short"]

_MOST = 3  # suggestions
_COMPARED = 20_000  # ids; telling likeness takes its time, and beyond that only those that begin alike are looked at


def near(text: str, known: Sequence[str]) -> list[str]:
    """Known ids that the text may have meant, the nearest first."""
    few = known if len(known) <= _COMPARED else [id_ for id_ in known if id_[:6] == text[:6]][:_COMPARED]
    # A shortened id is held against beginnings of its own length.
    cut = {id_[: max(len(text), 6)]: id_ for id_ in few}
    return [cut[found] for found in difflib.get_close_matches(text, list(cut), n=_MOST, cutoff=0.7)]
