"""The recorder's own table: per incident the least and the most killed and injured, by whom they were, root by root. Never an average."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.records import Claim, Event
from onrecord.registers.ground import ByRoot, Cited, Ground, Said, denied, happened
from onrecord.registers.people import People, people_of, whose
from onrecord.registers.sure import UNSURE, sureness
from onrecord.registers.victims import Victim
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import GradeLabel
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

COUNTED = (Measure.KILLED, Measure.INJURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count of one incident. low: the least that any root has said; high: the most; None: open. by_root: the same for each."""

    what: Measure
    people: People
    whose: str | None  # which of such people: a side, "doctors"; None: no more is said
    low: int | float | None
    high: int | float | None
    by_root: tuple[Said, ...]
    denied_by: tuple[str, ...] = ()  # roots that say of such a count that it is not so

    @property
    def least(self) -> int | float:
        """What is certain if whoever says least is right: nothing where it is open below, or denied."""
        return 0 if self.low is None or self.denied_by else self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """How many of the dead or injured are named, beside the widest count of them; low, high None: open, or no count."""

    what: Measure
    named: int
    low: int | float | None
    high: int | float | None

    @property
    def beyond(self) -> bool:
        """More are named than any root counts."""
        return self.high is not None and self.named > self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """The harm of one incident."""

    event: Event
    counts: tuple[Count, ...]
    alleged: ByRoot  # who did it, and the roots that say so
    pending: bool  # nobody asserts it: every claim of harm is hedged
    withdrawn: bool
    cited: tuple[Cited, ...]
    apart: tuple[Cited, ...] = ()  # running tolls that were told beside it, and are not counted as this incident's
    named: tuple[Victim, ...] = ()
    listed: tuple[Listed, ...] = ()
    unsure: bool = False  # the reader may have misread every claim of harm: for somebody to check


def casualties(ground: Ground, named: Sequence[Victim] = ()) -> list[Casualties]:
    """One entry for each event of which a claim counts dead or injured, or names one of them, by day."""
    of: dict[str, list[Victim]] = {}
    for victim in named:
        for event_id in victim.events:
            of.setdefault(event_id, []).append(victim)
    found = [entry for event in ground.picture.events if (entry := _entry(event, ground, of.get(event.id, ())))]
    return sorted(found, key=lambda e: (e.event.earliest or "9999", e.event.id))


def _entry(event: Event, ground: Ground, named: Sequence[Victim]) -> Casualties | None:
    counting = [c for c in ground.claims(event) if any(f.what in COUNTED for f in c.figures)]
    apart = [c for c in counting if event.type is not EventType.CASUALTY_TOLL and _running(c)]
    counting = [c for c in counting if c not in apart]
    harm, against = happened(counting), denied(counting)
    naming = [c for c in ground.claims(event) if c not in harm and c not in apart and any(c.id in v.claims for v in named)]
    if not harm and not naming:
        return None
    counts = tuple(counts_of(harm, against, ground))
    return Casualties(
        event=event,
        counts=counts,
        alleged=ground.blamed_by_root([*harm, *naming]),
        pending=all(c.modality is Modality.HEDGED for c in [*harm, *naming]),
        withdrawn=event.grade is not None and event.grade.label is GradeLabel.DISCOUNTED,
        cited=ground.cited([*harm, *naming, *against]),
        apart=ground.cited(apart),
        named=tuple(named),
        unsure=sureness([*harm, *naming]) < UNSURE,
        listed=tuple(_listed(what, named, counts) for what in COUNTED if any(v.what is what for v in named)),
    )


def _listed(what: Measure, named: Sequence[Victim], counts: Iterable[Count]) -> Listed:
    """Beside the count of most people: counts of some of them, such as children, are within it."""
    mine = [c for c in counts if c.what is what]
    widest = max(mine, key=lambda c: (float("inf") if c.high is None else c.high, c.low or 0), default=None)
    low, high = (widest.low, widest.high) if widest else (None, None)
    return Listed(what=what, named=sum(v.what is what for v in named), low=low, high=high)


def _running(claim: Claim) -> bool:
    """A toll over more than a week, which is no count of one incident, whatever it was linked with."""
    if claim.type is not EventType.CASUALTY_TOLL or claim.when is None:
        return False
    return dt.date.fromisoformat(claim.when.earliest) + dt.timedelta(days=7) <= dt.date.fromisoformat(claim.when.latest)


_Key = tuple[Measure, People, str | None]


def _said(claims: Iterable[Claim], ground: Ground) -> dict[_Key, dict[str, list[Said]]]:
    """What each root says, count by count."""
    found: dict[_Key, dict[str, list[Said]]] = {}
    for claim in claims:
        for f in claim.figures:
            if f.what in COUNTED:
                key = (f.what, people_of(f.of, ground.actors), whose(f.of, ground.actors))
                said = Said(root=ground.root(claim), low=f.low, high=f.high, of=f.of, claim=claim.id)
                found.setdefault(key, {}).setdefault(said.root, []).append(said)
    return found


def counts_of(harm: Iterable[Claim], against: Iterable[Claim], ground: Ground) -> Iterable[Count]:
    """What claims of harm count, the dead before the injured; against: claims that deny such counts."""
    not_so = _said(against, ground)
    found = _said(harm, ground)
    for key in sorted(found, key=lambda k: (COUNTED.index(k[0]), list(People).index(k[1]), k[2] or "")):
        what, people, of = key
        lines = tuple(line_of(root, said) for root, said in found[key].items())
        low, high = envelope(s for said in found[key].values() for s in said)
        yield Count(what=what, people=people, whose=of, low=low, high=high, by_root=lines, denied_by=tuple(not_so.get(key, {})))


def line_of(root: str, said: list[Said]) -> Said:
    """The least and the most that one root has said, under the claim that it made last."""
    low, high = envelope(said)
    return Said(root=root, low=low, high=high, of=said[-1].of, claim=said[-1].claim)


def envelope(said: Iterable[Said]) -> tuple[int | float | None, int | float | None]:
    """The least low and the greatest high. A floor that others overtake is no open end: "at least 12" and "14" are 12 to 14."""
    lines = [s for s in said if s.low is not None or s.high is not None]
    lows = [s.low for s in lines if s.low is not None]
    highs = [s.high for s in lines if s.high is not None]
    low = min(lows) if lows and len(lows) == len(lines) else None
    tops = [s.low for s in lines if s.high is None and s.low is not None]
    if not highs or (tops and max(tops) > max(highs)):
        return low, None
    return low, max(highs)
