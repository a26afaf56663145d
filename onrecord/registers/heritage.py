"""Harm to cultural and religious sites: site by site, part by part, in order of time, by whom according to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Claim, Place
from onrecord.registers.ground import Cited, Ground
from onrecord.registers.happenings import Happening, gather
from onrecord.registers.harm import cause_of, condition_of, extent_of, in_part, part_key, parts_of
from onrecord.registers.sites import Site, site_of
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.hedges import Modality

_FIGHTING = TERRITORY | {EventType.ARMED_CLASH, EventType.AIR_STRIKE, EventType.SHELLING, EventType.IED, EventType.SUICIDE_BOMB}
# How far harm may be relied on, in EAMENA's words. Definite is for who has seen the site; two roots make Medium High.
_CERTAINTY = {Modality.ASSERTED: "Medium", Modality.HEDGED: "Low", Modality.DENIED: "Negligible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One claim of harm. first, last: days it may have happened on. status: harm, threat (not yet done) or denied."""

    status: str
    condition: str
    in_part: bool  # "part of the temple": the condition is of that part
    extent: str
    cause: str
    certainty: str
    first: str | None
    last: str | None
    by: str | None
    reported: str | None  # the day of the report: by then it had happened, whatever day it was
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a site that claims name; name None: the site, or no part named."""

    name: str | None
    damages: tuple[Damage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heritage:
    """The timeline of one place. site: the listed site that it is, or lies within 5 km of; None: none is known."""

    place: Place | None
    site: Site | None
    parts: tuple[Part, ...]
    happenings: tuple[Happening, ...]  # what was done, by day, whatever part it was done to
    at_risk: tuple[str, ...]  # events of fighting or of a change of hands placed there


def heritage(ground: Ground) -> list[Heritage]:
    """One entry for each listed site, and for each other place, of which claims tell harm; most claims first."""
    said = [c for c in ground.picture.claims.values() if c.type is EventType.HERITAGE_DAMAGE and c.modality is not Modality.DEMANDED]
    where = _site_by_report(ground)
    groups: dict[str, tuple[Site | None, list[Claim]]] = {}
    for claim in said:
        site = site_of(claim.place) or _in_its_report(claim, where)
        name = site.name if site else f"place {claim.place.name}" if claim.place else ""
        groups.setdefault(name, (site, []))[1].append(claim)
    entries = [_entry(site, claims, ground) for site, claims in groups.values()]
    return sorted(entries, key=lambda e: (-sum(len(p.damages) for p in e.parts), e.place.name if e.place else ""))


def _site_by_report(ground: Ground) -> dict[str, dict[str, Site]]:
    found: dict[str, dict[str, Site]] = {}
    for claim in ground.picture.claims.values():
        if site := site_of(claim.place):
            found.setdefault(claim.report, {})[site.name] = site
    return found


def _in_its_report(claim: Claim, where: dict[str, dict[str, Site]]) -> Site | None:
    """A monument of which no coordinate is known lies at the one listed site at which its report places other claims.

    The place is the monument ("Temple of Bel"), or a word of its name ("Bel") that the reader took for a place.
    """
    sites = list(where.get(claim.report, {}).values())
    if claim.place is None or claim.place.lat is not None or len(sites) != 1:
        return None
    name = part_key(claim.place.name)
    named = parts_of(claim.quote.text, claim.place.name)
    return sites[0] if name and any(name in part_key(part) for part in named) else None


def _entry(site: Site | None, claims: list[Claim], ground: Ground) -> Heritage:
    parts: dict[str, tuple[Counter[str], list[Claim]]] = {}
    for claim in claims:
        named = parts_of(claim.quote.text, claim.place.name if claim.place else None)
        for part in named or ("",):
            names, of = parts.setdefault(part_key(part), (Counter(), []))
            names[part] += 1
            of.append(claim)
    made = [
        Part(name=names.most_common(1)[0][0] or None, damages=tuple(sorted(_damages(of, ground, one=key != ""), key=_day)))
        for key, (names, of) in parts.items()
    ]
    places = Counter(c.place.name for c in claims if c.place)
    usual = places.most_common(1)[0][0] if places else None
    located = [c.place for c in claims if c.place and site_of(c.place)]
    place = next(iter(located), next((c.place for c in claims if c.place and c.place.name == usual), None))
    risk = [e.id for e in ground.picture.events if site and e.type in _FIGHTING and site_of(e.place) is site]
    # Whatever lies at a listed site lies in one place: "Palmyra", "Tetrapylon".
    done = tuple(gather(claims, ground, kind=_status, marks=_marks, where=lambda _: site.name if site else None))
    by_day = tuple(sorted(made, key=lambda p: _day(p.damages[0])))
    return Heritage(place=place, site=site, parts=by_day, happenings=done, at_risk=tuple(risk))


def _status(claim: Claim) -> str:
    return "threat" if claim.modality is Modality.FUTURE else "harm"


def _marks(claim: Claim) -> frozenset[str]:
    """The parts that it names by a name of their own: "temples" may be any."""
    named = parts_of(claim.quote.text, claim.place.name if claim.place else None)
    return frozenset(part_key(part) for part in named if part[:1].isupper())


def _day(damage: Damage) -> tuple[str, str]:
    """What nobody dates stands where it was reported."""
    return damage.first or damage.reported or "9999", damage.last or damage.reported or "9999"


def _damages(claims: Iterable[Claim], ground: Ground, *, one: bool) -> list[Damage]:
    """one: the claims tell of one named part, so that a second root bears out the first."""
    told = list(claims)
    roots = {ground.root(c) for c in told if c.modality is Modality.ASSERTED}
    return [_damage(c, ground, several=one and len(roots) > 1) for c in told]


def _damage(claim: Claim, ground: Ground, *, several: bool) -> Damage:
    words, threat = claim.quote.text, claim.modality is Modality.FUTURE
    certainty = _CERTAINTY.get(claim.modality, "Unknown")
    return Damage(
        status="threat" if threat else "denied" if claim.modality is Modality.DENIED else "harm",
        condition=condition_of(words),
        in_part=in_part(words),
        extent=extent_of(words),
        cause=cause_of(words),
        certainty="High" if several and claim.modality is Modality.ASSERTED else certainty,
        first=claim.when.earliest if claim.when else None,
        last=claim.when.latest if claim.when else None,
        by=claim.actor,
        reported=ground.reported(claim),
        cited=ground.cite(claim),
    )
