"""Ids as people type them: shortened, and mistyped."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

SHORT = 12  # characters of an id that a table shows: its kind and eight more
_MOST = 3  # suggestions
_COMPARED = 20_000  # ids; telling likeness takes its time, and beyond that only those that begin alike are looked at


def short(id_: str) -> str:
    """The beginning of one of our ids, enough to ask for it by; another program's id whole."""
    return id_[:SHORT] if id_[:4] in ("evt-", "fnd-", "clm-", "rpt-") else id_


def near(text: str, known: Sequence[str]) -> list[str]:
    """Known ids that the text may have meant, the nearest first."""
    few = known if len(known) <= _COMPARED else [id_ for id_ in known if id_[:6] == text[:6]][:_COMPARED]
    # A shortened id is held against beginnings of its own length.
    cut = {id_[: max(len(text), 6)]: id_ for id_ in few}
    return [cut[found] for found in difflib.get_close_matches(text, list(cut), n=_MOST, cutoff=0.7)]
