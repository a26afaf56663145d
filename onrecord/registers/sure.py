"""How sure a reader is of what an entry rests on. Both numbers were chosen on held-out reports (gate/choose_sureness.py)."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import Claim

UNSURE = 0.4  # chance that quote and type of an entry's surest claim are right, below which it is for somebody to check
UNSURE_OF_PLACE = 0.6  # confidence below which a place within another's does not set two claims of one event apart


def sureness(claims: Iterable[Claim]) -> float:
    """The chance that the words of the surest claim state something of its type; a claim that a person gave is taken as it stands."""
    return max((c.confidence.get("quote", 1.0) * c.confidence.get("type", 1.0) for c in claims), default=1.0)
