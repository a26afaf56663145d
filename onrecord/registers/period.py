"""Sums over a period: only over incidents that cannot be one another, as least to most, with what was left out and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Event, Place
from onrecord.registers.casualties import Casualties
from onrecord.registers.people import People
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.measures import Measure

MOST_DAYS = 31  # an entry spread over more is a summary, as UCDP's event_clarity 2
COARSE = 3  # where_prec from which a place is a district or more
# Fights and movements last, and hold other deeds within them: their dead may be those of a strike of the same day.
_WIDE = TERRITORY | {EventType.ARMED_CLASH, EventType.TROOP_MOVEMENT, EventType.CONTROL_STATUS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A count added over disjoint incidents. high None: at least one of them is open above."""

    what: Measure
    people: People
    whose: str | None
    low: int | float
    high: int | float | None
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An incident that is not in the sums."""

    event: str
    because: str
    type: EventType
    place: str | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """first, last: ISO dates, both days included; None: open."""

    first: str | None
    last: str | None
    sums: tuple[Sum, ...]
    counted: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def sum_period(entries: Sequence[Casualties], *, first: str | None = None, last: str | None = None) -> Period:
    """Adds what can be added. Of incidents that may be one another the one named most narrowly counts, then the one with more roots."""
    left: list[LeftOut] = []
    kept: list[Casualties] = []
    by_day: dict[str, list[Casualties]] = {}
    for entry in sorted(entries, key=_first_choice):
        event = entry.event
        why = _not_fit(entry, first, last)
        if why is None:
            other = next((o for o in _near(event, by_day) if may_overlap(event, o.event)), None)
            why = f"may be, or hold, what {other.event.id[:12]} tells of: the same days and place" if other else None
        if why is None:
            kept.append(entry)
            for day in _days(event):
                by_day.setdefault(day, []).append(entry)
        elif why != "":
            place = event.place.name if event.place else None
            left.append(LeftOut(event=event.id, because=why, type=event.type, place=place, first=event.earliest, last=event.latest))
    return Period(first=first, last=last, sums=tuple(_sums(kept)), counted=tuple(e.event.id for e in kept), left_out=tuple(left))


def _first_choice(entry: Casualties) -> tuple[int, int, int, int, str]:
    event = entry.event
    precision = event.place.precision if event.place and event.place.precision else 9
    return (_length(event), int(event.type in _WIDE), precision, -len(event.roots), event.id)


def _not_fit(entry: Casualties, first: str | None, last: str | None) -> str | None:
    """Why an entry cannot stand in a sum; None if it can, "" if the period is not its own."""
    event = entry.event
    if event.earliest is None or event.latest is None:
        return "no day is known"
    if (first and event.latest < first) or (last and event.earliest > last):
        return ""
    if (first and event.earliest < first) or (last and event.latest > last):
        return f"may lie outside the period: {event.earliest} to {event.latest}"
    if entry.withdrawn:
        return "its grade is Discounted"
    if entry.pending:
        return "pending: nobody asserts it, every claim of harm is hedged"
    if event.type is EventType.CASUALTY_TOLL:
        return "a toll of no single event, which may hold others"
    if _length(event) > MOST_DAYS:
        return f"spread over {_length(event)} days: a summary"
    if event.place is None or not event.place.name:
        return "no place is named"
    if event.place.precision is not None and event.place.precision > COARSE + 2:
        return f"the place, {event.place.name}, is not known more finely than its country"
    return None


def _near(event: Event, by_day: dict[str, list[Casualties]]) -> Iterator[Casualties]:
    for day in _days(event):
        yield from by_day.get(day, ())


def may_overlap(left: Event, right: Event) -> bool:
    """Whether two events of days in common may tell of the same dead: places that may be one, and deeds that may be one."""
    if not same_ground(left.place, right.place):
        return False
    if left.type is right.type or _WIDE & {left.type, right.type}:
        return True
    return _length(left) > 1 or _length(right) > 1


def same_ground(left: Place | None, right: Place | None) -> bool:
    """One place, or one within the other. A place that is not known may be anywhere."""
    if left is None or right is None:
        return True
    names = ({p.name.casefold()} | {n.casefold() for n in p.parents} for p in (left, right))
    around_left, around_right = names
    return left.name.casefold() in around_right or right.name.casefold() in around_left


def _sums(kept: Iterable[Casualties]) -> Iterator[Sum]:
    found: dict[tuple[Measure, People, str | None], list[tuple[str, int | float, int | float | None]]] = {}
    for entry in kept:
        for count in entry.counts:
            if count.low is not None or count.high is not None:
                found.setdefault((count.what, count.people, count.whose), []).append((entry.event.id, count.least, count.high))
    order = list(People)
    for (what, people, whose), parts in sorted(found.items(), key=lambda i: (i[0][0] != "killed", order.index(i[0][1]), i[0][2] or "")):
        highs = [high for _, _, high in parts if high is not None]
        yield Sum(
            what=what,
            people=people,
            whose=whose,
            low=sum(low for _, low, _ in parts),
            high=sum(highs) if len(highs) == len(parts) else None,
            incidents=tuple(event for event, _, _ in parts),
        )


def _length(event: Event) -> int:
    """Days from the first to the last on which it may have happened; a large number where that is not known."""
    if event.earliest is None or event.latest is None:
        return 10**6
    return (dt.date.fromisoformat(event.latest) - dt.date.fromisoformat(event.earliest)).days + 1


def _days(event: Event) -> list[str]:
    first = dt.date.fromisoformat(event.earliest or "0001-01-01")
    return [(first + dt.timedelta(days=n)).isoformat() for n in range(_length(event))]
