"""Harm to cultural and religious sites: site by site, part by part, in order of time, by whom according to whom."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.knowledge.names import plain
from onrecord.records import Claim, Place
from onrecord.registers.ground import Cited, Ground
from onrecord.registers.happenings import Happening, gather
from onrecord.registers.harm import cause_of, condition_of, extent_of, in_part, kept_safe, part_key, parts_of
from onrecord.registers.risk import Held, Risk, holds, risks_of
from onrecord.registers.sites import Site
from onrecord.registers.sure import UNSURE, UNSURE_OF_PLACE, sureness
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

_SPELT_ALIKE = 0.9  # "Palyra" and "Palmyra": one letter in seven
# How far harm may be relied on, in EAMENA's words. Definite is for who has seen the site; two roots make Medium High.
_CERTAINTY = {Modality.ASSERTED: "Medium", Modality.HEDGED: "Low", Modality.DENIED: "Negligible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One claim of harm. first, last: days it may have happened on. status: harm, threat (not yet done), denied, safe (kept so)."""

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
    held: tuple[Held, ...]  # where no day is named: when its doer is said to have held the place
    sure: float
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a site that claims name; name None: the site, or no part named."""

    name: str | None
    damages: tuple[Damage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heritage:
    """The timeline of one place. site: the listed site that it is, or lies within 5 km of; None: none is known."""

    id: str
    place: Place | None
    site: Site | None
    parts: tuple[Part, ...]
    happenings: tuple[Happening, ...]  # what was done, by day, whatever part it was done to
    at_risk: tuple[Risk, ...]

    @property
    def unsure(self) -> bool:
        """The reader may have misread every claim of harm here."""
        return bool(self.parts) and all(d.sure < UNSURE for part in self.parts for d in part.damages)


def heritage(ground: Ground) -> list[Heritage]:
    """One entry for each listed site, and other place, of which claims tell harm, most claims first; then sites at risk alone."""
    said = [c for c in ground.picture.claims.values() if c.type is EventType.HERITAGE_DAMAGE and c.modality is not Modality.DEMANDED]
    sites = _Sites(ground, said)
    groups: dict[str, tuple[Site | None, list[Claim]]] = {}
    for claim in said:
        site = sites.of(claim)
        name = site.name if site else f"place {claim.place.name}" if claim.place else ""
        groups.setdefault(name, (site, []))[1].append(claim)
    risks = risks_of(ground)
    for name, (near, _) in risks.items():
        groups.setdefault(name, (near, []))
    entries = [_entry(site, claims, risks[site.name][1] if site and site.name in risks else [], ground) for site, claims in groups.values()]
    return sorted(entries, key=lambda e: (-sum(len(p.damages) for p in e.parts), -len(e.at_risk), e.place.name if e.place else "", e.id))


class _Sites:
    """Where claims of harm lie: at the listed site of their place or, where that place is not known, of their report."""

    def __init__(self, ground: Ground, harm: Iterable[Claim]) -> None:
        self._sites = ground.sites
        self._of_report: dict[str, dict[str, Site]] = {}
        self._known: dict[str, set[str]] = {}  # how a report names the places at a listed site
        self._parts: dict[str, set[str]] = {}  # the parts that its claims of harm name
        for claim in ground.picture.claims.values():
            if claim.place and (site := ground.sites.at(claim.place)):
                self._of_report.setdefault(claim.report, {})[site.name] = site
                self._known.setdefault(claim.report, set()).add(plain(claim.place.name))
        for claim in harm:
            own = parts_of(claim.quote.text, claim.place.name if claim.place else None)
            self._parts.setdefault(claim.report, set()).update(part_key(part) for part in own)

    def of(self, claim: Claim) -> Site | None:
        return self._sites.at(claim.place) or self._in_its_report(claim)

    def _in_its_report(self, claim: Claim) -> Site | None:
        """What stands at no place that anybody knows lies at the one listed site at which its report places other claims, where the
        place is the monument ("Temple of Bel") or a word of its name ("Bel"), is that site's place in another spelling, or was read
        for one with little confidence and the words name a monument.
        """
        sites = list(self._of_report.get(claim.report, {}).values())
        if claim.place is None or claim.place.lat is not None or len(sites) != 1:
            return None
        name = part_key(claim.place.name)
        monument = any(name in part for part in self._parts[claim.report]) if name else False
        misspelt = any(SequenceMatcher(None, plain(claim.place.name), known).ratio() > _SPELT_ALIKE for known in self._known[claim.report])
        misread = claim.confidence.get("place", 1.0) < UNSURE_OF_PLACE and bool(parts_of(claim.quote.text, None))
        return sites[0] if monument or misspelt or misread else None


def _entry(site: Site | None, claims: list[Claim], risks: Sequence[Risk], ground: Ground) -> Heritage:
    parts: dict[str, tuple[Counter[str], list[Claim]]] = {}
    for claim in claims:
        for part in _named(claim, site) or ("",):
            names, of = parts.setdefault(part_key(part), (Counter(), []))
            names[part] += 1
            of.append(claim)
    made = [
        Part(name=names.most_common(1)[0][0] or None, damages=tuple(sorted(_damages(of, ground, one=key != ""), key=_day)))
        for key, (names, of) in parts.items()
    ]
    places = Counter(c.place.name for c in claims if c.place)
    usual = places.most_common(1)[0][0] if places else None
    located = [c.place for c in claims if c.place and ground.sites.at(c.place)]
    place = next(iter(located), next((c.place for c in claims if c.place and c.place.name == usual), None))
    harmed = [c for c in claims if not kept_safe(c.quote.text)]
    # Whatever lies at a listed site lies in one place: "Palmyra", "Tetrapylon".
    done = gather(
        harmed,
        ground,
        kind=_stage,
        marks=lambda c: _marks(c, site),
        where=lambda _: site.name if site else None,
        once=lambda c: _ended(c, site),
    )
    if place is None and site is not None:
        place = Place(name=site.name, lat=site.lat, lon=site.lon, precision=1)
    by_day = tuple(sorted(made, key=lambda p: _day(p.damages[0])))
    return Heritage(id=_id(site, place), place=place, site=site, parts=by_day, happenings=tuple(done), at_risk=tuple(risks))


def _id(site: Site | None, place: Place | None) -> str:
    """From the site's name, or the place's where it is at no site."""
    where = json.dumps([site.name if site else None, None if site else place and place.name])
    return "her-" + hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _named(claim: Claim, site: Site | None) -> tuple[str, ...]:
    """The parts that a claim names, those of a team's own list among them."""
    found = parts_of(claim.quote.text, claim.place.name if claim.place else None)
    have = {part_key(part) for part in found}
    words = f" {plain(claim.quote.text)} "
    listed = [p for p in (site.parts if site else ()) if f" {plain(p)} " in words and part_key(p) not in have]
    return (*found, *listed)


def _stage(claim: Claim) -> str:
    return "threat" if claim.modality is Modality.FUTURE else "harm"


def _status(claim: Claim) -> str:
    if claim.modality is Modality.DENIED:
        return "denied"
    return "safe" if kept_safe(claim.quote.text) else _stage(claim)


def _marks(claim: Claim, site: Site | None) -> frozenset[str]:
    """The parts that it names by a name of their own: "temples" may be any."""
    return frozenset(part_key(part) for part in _named(claim, site) if part[:1].isupper())


def _ended(claim: Claim, site: Site | None) -> frozenset[str]:
    """The parts that it names and says to be destroyed: they are so but once."""
    whole = claim.modality is not Modality.DENIED and condition_of(claim.quote.text) == "Destroyed" and not in_part(claim.quote.text)
    return _marks(claim, site) if whole else frozenset()


def _day(damage: Damage) -> tuple[str, str]:
    """What nobody dates stands where it was reported."""
    return damage.first or damage.reported or "9999", damage.last or damage.reported or "9999"


def _damages(claims: Iterable[Claim], ground: Ground, *, one: bool) -> list[Damage]:
    """one: the claims tell of one named part, so that a second root bears out the first."""
    told = list(claims)
    roots = {ground.root(c) for c in told if c.modality is Modality.ASSERTED}
    return [_damage(c, ground, several=one and len(roots) > 1) for c in told]


def _damage(claim: Claim, ground: Ground, *, several: bool) -> Damage:
    words = claim.quote.text
    certainty = _CERTAINTY.get(claim.modality, "Unknown")
    return Damage(
        status=_status(claim),
        condition=condition_of(words),
        in_part=in_part(words),
        extent=extent_of(words),
        cause=cause_of(words),
        certainty="High" if several and claim.modality is Modality.ASSERTED else certainty,
        first=claim.when.earliest if claim.when else None,
        last=claim.when.latest if claim.when else None,
        by=None if kept_safe(words) else ground.doer(claim),
        reported=ground.reported(claim),
        held=() if claim.when or kept_safe(words) else holds(claim, ground),
        sure=sureness([claim]),
        cited=ground.cite(claim),
    )
