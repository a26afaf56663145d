"""Keeps what --place, --from and --to ask for. What names no day cannot be placed in a period, and is counted, not guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.ledger.places import fold, names_of
from onrecord.records import Bounds, Claim, Event, Picture, Place, Spell

MOST_NAMED = 12  # places that a note lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A place (by name, or the name of a place it lies in) and a period (ISO dates, both days included)."""

    place: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def all(self) -> bool:
        return not (self.place or self.first or self.last)

    def where(self, place: Place | None) -> bool:
        if self.place is None:
            return True
        return fold(self.place) in names_of(place)

    def during(self, earliest: str | None, latest: str | None) -> bool:
        if not (self.first or self.last):
            return True
        if earliest is None or latest is None:
            return False
        return (self.first is None or latest >= self.first) and (self.last is None or earliest <= self.last)

    def claim(self, claim: Claim) -> bool:
        days = (claim.when.earliest, claim.when.latest) if claim.when else (None, None)
        return self.where(claim.place) and self.during(*days)

    def event(self, event: Event) -> bool:
        return self.where(event.place) and self.during(event.earliest, event.latest)

    def spell(self, spell: Spell, claims: Mapping[str, Claim]) -> bool:
        return self._holds_where(spell, claims) and self._overlaps(spell.start, spell.end)

    def _holds_where(self, spell: Spell, claims: Mapping[str, Claim]) -> bool:
        """A spell has no more than its place's name; where that lies is said by the claims that make it."""
        if self.place is None or fold(self.place) == fold(spell.place):
            return True
        return any(
            c.place is not None and c.place.name == spell.place and self.where(c.place) for i in spell.claims if (c := claims.get(i))
        )

    def _overlaps(self, start: Bounds, end: Bounds) -> bool:
        begins, ends = start.earliest or start.latest or "0000", end.latest or end.earliest or "9999"
        return (self.first is None or ends >= self.first) and (self.last is None or begins <= self.last)


def undated(claims: Iterable[Claim]) -> int:
    return sum(claim.when is None for claim in claims)


def missed(wanted: Wanted, claims: Collection[Claim]) -> str | None:
    """What to say when a place was asked for that no claim names: which places are named. None if there is nothing to say."""
    if wanted.place is None or any(wanted.where(c.place) for c in claims):
        return None
    return missed_among(wanted, Counter(c.place.name for c in claims if c.place and c.place.name))


def missed_among(wanted: Wanted, places: Mapping[str, int]) -> str:
    """The same, given the places that claims name and how many do."""
    most = sorted(places, key=lambda name: -places[name])
    named = ", ".join(most[:MOST_NAMED]) or "none"
    more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
    return f"note: no claim is placed in {wanted.place!r}; places that are named: {named}{more}"


def narrow(picture: Picture, wanted: Wanted) -> Picture:
    """The part of a picture that is asked for. Events stay whole: one that is kept keeps all its claims."""
    if wanted.all:
        return picture
    events = tuple(e for e in picture.events if wanted.event(e) or any(wanted.claim(picture.claims[c]) for c in e.claims))
    kept = {c for e in events for c in e.claims}
    claims = {i: c for i, c in picture.claims.items() if i in kept}
    reports = {c.report for c in claims.values()}
    return replace(
        picture,
        events=events,
        claims=claims,
        reports={i: r for i, r in picture.reports.items() if i in reports},
        spells=tuple(s for s in picture.spells if wanted.spell(s, picture.claims)),
    )
