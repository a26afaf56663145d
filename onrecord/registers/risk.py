"""What endangers a site, and who had it: fighting and changes of hands near it, and when the doer of harm held its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.names import plain
from onrecord.records import Bounds, Claim, Event, Place
from onrecord.registers.ground import Ground, happened
from onrecord.registers.sites import Site, km
from onrecord.vocab.event_types import TERRITORY, EventType

_FIGHTING = TERRITORY | {EventType.ARMED_CLASH, EventType.AIR_STRIKE, EventType.SHELLING, EventType.IED, EventType.SUICIDE_BOMB}


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Fighting, or a change of hands, that is reported at or near a site. km: between the named place's centre and the site's."""

    event: str
    kind: str
    place: str
    km: int
    first: str | None
    last: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """When somebody is said to have held a place; claims: ids of those that say it."""

    since: Bounds
    until: Bounds
    claims: tuple[str, ...]


def risks_of(ground: Ground) -> dict[str, tuple[Site, list[Risk]]]:
    """The sites near which fighting or a change of hands is said to have happened, with the events, by day."""
    found: dict[str, tuple[Site, list[Risk]]] = {}
    for event in sorted(ground.picture.events, key=lambda e: (e.earliest or "9999", e.id)):
        claims = [c.id for c in happened(ground.claims(event)) if c.type in _FIGHTING]
        if event.type not in _FIGHTING or not claims or event.place is None:
            continue
        for site in ground.sites.around(event.place):
            found.setdefault(site.name, (site, []))[1].append(_risk(event, site, event.place, claims))
    return found


def _risk(event: Event, site: Site, place: Place, claims: Sequence[str]) -> Risk:
    return Risk(
        event=event.id,
        kind="change of hands" if event.type in TERRITORY else "fighting",
        place=place.name,
        km=round(km(place.lat or 0.0, place.lon or 0.0, site.lat, site.lon)),
        first=event.earliest,
        last=event.latest,
        claims=tuple(claims),
    )


def holds(claim: Claim, ground: Ground) -> tuple[Held, ...]:
    """When the doer held the place, as far as the consolidated view knows, up to the day of the claim's report."""
    if claim.actor is None or claim.place is None:
        return ()
    doer, place, told = plain(claim.actor), plain(claim.place.name), ground.reported(claim) or "9999"
    return tuple(
        Held(since=spell.start, until=spell.end, claims=spell.claims)
        for spell in ground.picture.spells
        if spell.according_to is None
        and plain(spell.holder or "") == doer
        and plain(spell.place) == place
        and (spell.start.earliest or spell.start.latest or "") <= told
    )
