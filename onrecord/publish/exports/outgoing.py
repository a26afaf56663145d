"""What may leave: private names covered, events under embargo taken out with everything that tells of them, coordinates coarsened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import cover_picture
from onrecord.records import Claim, Event, Picture, Place, Report, Span, moment

EMBARGO_HOURS = 72
LEAST_EMBARGO = 24

# By UCDP's where_prec: decimals that a coordinate may show, as in the brief. Coarser than a province there is none: a country's
# centre, or a sea's, is no place where anything happened.
DECIMALS = {1: 2, 2: 2, 3: 1, 4: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """The part of a picture that may leave, and how many events may not yet. Claims are those of the events."""

    events: tuple[Event, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    register: ActorRegister
    withheld: int = 0

    def of(self, event: Event) -> list[Claim]:
        return [self.claims[i] for i in event.claims if i in self.claims]

    def told_in(self, event: Event) -> list[Report]:
        """The event's reports, each once, in the order of its claims."""
        ids = dict.fromkeys(c.report for c in self.of(event))
        return [self.reports[i] for i in ids if i in self.reports]


def outgoing(picture: Picture, register: ActorRegister, *, at: dt.datetime, embargo_hours: int = EMBARGO_HOURS) -> Outgoing:
    """What may leave at this moment. Raises ValueError for an embargo below 24 hours."""
    if embargo_hours < LEAST_EMBARGO:
        raise ValueError(f"an embargo of {LEAST_EMBARGO} hours or more is expected, not {embargo_hours}")
    covered = cover_picture(picture, register)
    free: list[Event] = []
    held: list[Event] = []
    for event in covered.events:
        (held if _embargoed(event, covered, at, embargo_hours) else free).append(event)
    secret = [covered.claims[i] for e in held for i in e.claims if i in covered.claims]
    silenced: dict[str, list[Span]] = {}
    for claim in secret:
        silenced.setdefault(claim.report, []).append(claim.quote.span)
    claims = {i: _apart(covered.claims[i], silenced) for e in free for i in e.claims if i in covered.claims}
    told = {c.report for c in claims.values()}
    return Outgoing(
        events=tuple(replace(e, place=coarse(e.place)) for e in free),
        claims=claims,
        reports={i: _silent(r) if i in silenced else r for i, r in covered.reports.items() if i in told},
        register=register,
        withheld=len(held),
    )


def _embargoed(event: Event, picture: Picture, at: dt.datetime, hours: int) -> bool:
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


def _apart(claim: Claim, silenced: Mapping[str, Sequence[Span]]) -> Claim:
    """The claim with its place coarsened, and without words that it shares with a claim held back."""
    shares = any(span.overlaps(claim.quote.span) for span in silenced.get(claim.report, ()))
    quote = replace(claim.quote, text="") if shares else claim.quote
    return replace(claim, quote=quote, place=coarse(claim.place))


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
