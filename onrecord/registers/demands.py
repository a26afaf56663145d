"""Demands: who asks what of whom, by when. One entry for each demand; its copies and relays stand with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Claim, Place
from onrecord.registers.ground import Cited, Ground
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TIME = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)|midnight|noon|dawn|dusk|tomorrow|tonight|{_DAY}"
    rf"|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|the end of the \w+)"
)
_BY_WHEN = re.compile(
    rf"\b(?:(?:by|until|before|no later than) (?:\w+ )?{_TIME}(?:,? (?:on )?{_TIME})?"
    r"|within (?:\w+ )?(?:\w+|\d+) (?:hours?|days?|weeks?|months?)"
    r"|immediate(?:ly)?|at once|without delay|forthwith|as soon as possible)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The words that say by when, as they stand. start, end: code points of the report's text."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is asked is the quote of the first words cited. first, last: when it was asked or is to be done, as the claim has it."""

    asked_by: str
    of: str | None  # who is to act
    concerning: str | None  # to whom it is to be done, or for whom
    type: EventType
    place: Place | None
    first: str | None
    last: str | None
    by_when: Deadline | None
    denied: bool  # it is denied that this was asked
    cited: tuple[Cited, ...]


def demands(ground: Ground) -> list[Demand]:
    """Demands by day. Deeds that are called for count too, whatever the deed."""
    groups: dict[str, list[Claim]] = {}
    asked = {c.id: c for c in ground.picture.claims.values() if c.type is EventType.DEMAND or c.modality is Modality.DEMANDED}
    for claim in asked.values():
        first = ground.first_claim(claim)
        groups.setdefault(first if _same(asked.get(first), claim) else claim.id, []).append(claim)
    return sorted((_demand(key, claims, ground) for key, claims in groups.items()), key=lambda d: (d.first or "9999", d.cited[0].claim))


def _same(first: Claim | None, copy: Claim) -> bool:
    """A copy is the same demand where both are demands on the same body."""
    return first is not None and (not first.actor or not copy.actor or first.actor == copy.actor)


def _demand(key: str, claims: Iterable[Claim], ground: Ground) -> Demand:
    ordered = sorted(claims, key=lambda c: c.id != key)
    first = ordered[0]
    return Demand(
        asked_by=ground.speaker(first),
        of=first.actor or next((c.actor for c in ordered if c.actor), None),
        concerning=first.target,
        type=first.type,
        place=first.place,
        first=first.when.earliest if first.when else None,
        last=first.when.latest if first.when else None,
        by_when=deadline(first),
        denied=first.modality is Modality.DENIED,
        cited=ground.cited(ordered),
    )


def deadline(claim: Claim) -> Deadline | None:
    found = _BY_WHEN.search(claim.quote.text)
    at = claim.quote.start
    return Deadline(words=found[0], start=at + found.start(), end=at + found.end()) if found else None
