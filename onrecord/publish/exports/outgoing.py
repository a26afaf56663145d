"""What may leave: private names covered, events under embargo taken out with everything that tells of them, coordinates coarsened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar, overload
from urllib.parse import urlsplit

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import Covering
from onrecord.records import Claim, Event, Finding, Picture, Place, Report, Span, Spell, moment

T = TypeVar("T")
EMBARGO_HOURS = 72
LEAST_EMBARGO = 24

# By UCDP's where_prec: decimals that a coordinate may show, as in the brief. Coarser than a province there is none: a country's
# centre, or a sea's, is no place where anything happened.
DECIMALS = {1: 2, 2: 2, 3: 1, 4: 1}


class Lazily(Sequence[T]):
    """Records that are made one at a time, each time they are asked for: a million covered copies need no room."""

    def __init__(self, raw: Sequence[T], make: Callable[[T], T]) -> None:
        self._raw, self._make = raw, make

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return Lazily(self._raw[at], self._make) if isinstance(at, slice) else self._make(self._raw[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class LazyMap(Mapping[str, T], Generic[T]):
    """The records of a mapping whose ids may leave, made when they are asked for."""

    def __init__(self, raw: Mapping[str, T], may: Collection[str], make: Callable[[T], T]) -> None:
        self._raw, self._may, self._make = raw, may, make

    def __getitem__(self, id: str) -> T:
        if id not in self._may:
            raise KeyError(id)
        return self._make(self._raw[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._may)

    def __len__(self) -> int:
        return len(self._may)


class Outgoing:
    """The part of a picture that may leave, covered and coarsened record by record. Claims are those of the events; a spell leaves
    where all its claims do."""

    def __init__(self, picture: Picture, covering: Covering, register: ActorRegister, held: Sequence[Event], only: Picture | None) -> None:
        self.register = register
        self.as_known_at = picture.as_known_at
        self._covering = covering
        back = {e.id for e in held}
        asked = None if only is None else {e.id for e in only.events}
        free = [e for e in picture.events if e.id not in back and (asked is None or e.id in asked)]
        self.withheld = sum(asked is None or e.id in asked for e in held)
        self._silenced: dict[str, list[Span]] = {}
        for event in held:
            for id in event.claims:
                if claim := picture.claims.get(id):
                    self._silenced.setdefault(claim.report, []).append(claim.quote.span)
        # In the order of the events, and so the same each time.
        may = {i: None for e in free for i in e.claims if i in picture.claims}
        told = {picture.claims[i].report: None for i in may}
        self._claims = picture.claims
        self._named_in = {i: report for i, report in picture.reports.items() if i in told}
        self.claims: Mapping[str, Claim] = LazyMap(picture.claims, may.keys(), self._claim)
        self.reports: Mapping[str, Report] = LazyMap(picture.reports, {i: None for i in picture.reports if i in told}.keys(), self._report)
        self.events: Sequence[Event] = Lazily(free, self._event)
        spells = picture.spells if only is None else only.spells
        self.spells: Sequence[Spell] = Lazily([s for s in spells if s.claims and all(i in may for i in s.claims)], self._spell)
        self._last: tuple[str, list[Claim]] = ("", [])

    def of(self, event: Event) -> list[Claim]:
        if self._last[0] != event.id:  # asked for several times while an event's row is written
            self._last = (event.id, [self.claims[i] for i in event.claims if i in self.claims])
        return self._last[1]

    def told_in(self, event: Event) -> list[Report]:
        """The event's reports, each once, in the order of its claims."""
        ids = dict.fromkeys(self._claims[i].report for i in event.claims if i in self.claims)
        return [self.reports[i] for i in ids if i in self.reports]

    def named_in(self) -> Mapping[str, Report]:
        """The reports that leave as they were printed: to compare names by, never to be shown."""
        return self._named_in

    def shows(self, claim: str) -> bool:
        """Whether the words of this claim may be shown: it leaves, and shares none with one held back."""
        said = self._claims.get(claim)
        return said is not None and claim in self.claims and not self._shares(said)

    def _shares(self, claim: Claim) -> bool:
        return any(span.overlaps(claim.quote.span) for span in self._silenced.get(claim.report, ()))

    def _claim(self, claim: Claim) -> Claim:
        """The claim with its place coarsened, and without words that it shares with a claim held back."""
        covered = self._covering.claim(claim)
        quote = replace(covered.quote, text="") if self._shares(claim) else covered.quote
        return replace(covered, quote=quote, place=coarse(covered.place))

    def _report(self, report: Report) -> Report:
        covered = self._covering.report(report)
        return _silent(covered) if report.id in self._silenced else covered

    def _event(self, event: Event) -> Event:
        covered = self._covering.event(event)
        findings = tuple(f for f in covered.findings if all(i in self.claims for i in f.claims))
        return replace(covered, place=coarse(covered.place), findings=tuple(self._finding(f) for f in findings))

    def _finding(self, finding: Finding) -> Finding:
        """Without its sentence, which has the words of its claims in it, where one of them may not show its words."""
        return finding if all(self.shows(i) for i in finding.claims) else replace(finding, because="")

    def _spell(self, spell: Spell) -> Spell:
        covered = self._covering.spell(spell)
        return covered if all(self.shows(i) for i in spell.claims) else replace(covered, because=None)


class Uncovered(Outgoing):
    """A picture as it is, for the analyst's own machine: nothing covered, coarsened or held back."""

    def __init__(self, picture: Picture, register: ActorRegister) -> None:
        super().__init__(picture, Covering(replace(picture, reports={}, claims={}), register), register, (), None)

    def _claim(self, claim: Claim) -> Claim:
        return claim

    def _report(self, report: Report) -> Report:
        return report

    def _event(self, event: Event) -> Event:
        return event

    def _spell(self, spell: Spell) -> Spell:
        return spell


def outgoing(
    picture: Picture,
    register: ActorRegister,
    *,
    at: dt.datetime,
    embargo_hours: int = EMBARGO_HOURS,
    only: Picture | None = None,
    released: Collection[str] = (),
    withheld: Collection[str] = (),
    lifted: Collection[str] = (),
) -> Outgoing:
    """What may leave at this moment.

    only: the part of the picture that was asked for. What is private or held back is found in the whole: a report's headline may name an
    event that was not asked for. released: private names that may be published; withheld: names that may not, whatever the rules say.
    lifted: ids of events whose embargo somebody lifted. Raises ValueError for an embargo below 24 hours.
    """
    if embargo_hours < LEAST_EMBARGO:
        raise ValueError(f"an embargo of {LEAST_EMBARGO} hours or more is expected, not {embargo_hours}")
    held = [e for e in picture.events if e.id not in lifted and embargoed(e, picture, at, embargo_hours)]
    return Outgoing(picture, Covering(picture, register, released=released, withheld=withheld), register, held, only)


def embargoed(event: Event, picture: Picture, at: dt.datetime, hours: int) -> bool:
    """Whether the event's last day ended less than so many hours ago. Where that day is not known, the event is held back."""
    day = last_day(event, picture)
    if day is None:
        return True
    try:
        ends = dt.datetime.combine(dt.date.fromisoformat(day) + dt.timedelta(days=1), dt.time(), dt.UTC)
        return at < ends + dt.timedelta(hours=hours)
    except (ValueError, OverflowError):
        return True


def last_day(event: Event, picture: Picture) -> str | None:
    """The last day that the event or one of its claims names. Where none is named, the latest day on which a report of it was published
    or, failing that, collected: it cannot have happened later. None: not known."""
    claims = [picture.claims[i] for i in event.claims if i in picture.claims]
    named = [d for d in (event.latest, *(c.when.latest for c in claims if c.when)) if d]
    if named:
        return max(named)
    days = [_told(picture.reports[c.report]) for c in claims if c.report in picture.reports]
    return max((d for d in days if d), default=None) if days and all(days) else None


def _told(report: Report) -> str | None:
    told = report.known_at() or (moment(report.collected) if report.collected else None)
    return told and told[:10]


def _silent(report: Report) -> Report:
    """A report that tells of an event held back too: its headline and the path of its address may name it."""
    try:
        parts = urlsplit(report.url or "")
    except ValueError:
        parts = urlsplit("")
    return replace(report, title=None, text="", url=f"{parts.scheme}://{parts.netloc}/" if parts.netloc else None)


def coarse(place: Place | None) -> Place | None:
    """The place with its coordinate no finer than its words; without one where nothing smaller than a region is named."""
    if place is None or place.lat is None or place.lon is None:
        return place and replace(place, lat=None, lon=None)
    decimals = DECIMALS.get(place.precision or 0)
    if decimals is None or not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return replace(place, lat=None, lon=None)
    return replace(place, lat=round(place.lat, decimals), lon=round(place.lon, decimals))
