"""Days to positions on a drawing, in per cent of its width, so that one drawing serves a phone and a printed page."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from onrecord.publish.brief.wording import write_short_day, write_short_month

LEFT, RIGHT = 3.0, 97.0  # the margins hold the arrows of open ends
_EARLIER_SHARE = 0.36  # of the width, for all the time before the days that the reports are about
_LABEL_GAP = 21.0  # per cent from a label with a year to the next: 70 px on a phone of 360 px
_SHORT_GAP = 13.0
_MOST_DAYS = 16  # more day lines than that are a grey area


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    label: str  # "" for a line without a label


class Axis:
    """To scale where it can be. Years of background before the days that the reports are about are shortened, and the break is told."""

    def __init__(self, days: Iterable[date], *, recent: date | None) -> None:
        """days: every day that something begins or ends on. recent: the first of the days that the reports are about."""
        knots = sorted(set(days))
        self.break_at: float | None = None
        split = bool(recent and knots[0] < recent - timedelta(days=14) and recent < knots[-1])
        if split and recent is not None:
            knots = sorted({*knots, recent})
            at = knots.index(recent)
            middle = LEFT + (RIGHT - LEFT) * _EARLIER_SHARE
            self.break_at = round(middle, 2)
            self._at = [*_spread(knots[: at + 1], LEFT, middle, shorten=True)[:-1], *_spread(knots[at:], middle, RIGHT, shorten=False)]
        else:
            self._at = _spread(knots, LEFT, RIGHT, shorten=False)
        self.knots = knots
        self.shortened = _uneven([k for k in knots if not split or recent is None or k >= recent])
        self.recent = recent if split else None

    def at(self, day: date) -> float:
        """The position of a day; a day beyond the ends is drawn at the end."""
        n = bisect_right(self.knots, day) - 1
        if n < 0:
            return self._at[0]
        if n >= len(self.knots) - 1:
            return self._at[-1]
        share = (day - self.knots[n]).days / (self.knots[n + 1] - self.knots[n]).days
        return self._at[n] + share * (self._at[n + 1] - self._at[n])

    def ticks(self) -> tuple[Tick, ...]:
        """Lines: each day where days are few, else each day on which something changes. Labels where there is room."""
        first = self.recent or self.knots[0]
        span = (self.knots[-1] - first).days
        days = [first + timedelta(days=n) for n in range(span)] if span <= _MOST_DAYS else [d for d in self.knots[:-1] if d >= first]
        ticks = [Tick(x=round(self.at(d), 2), label=write_short_day(d, year=d == first or d.year != first.year)) for d in days]
        if self.recent:
            ticks = [*(Tick(x=round(self.at(d), 2), label=write_short_month(d)) for d in self.knots if d < first), *ticks]
        last = self.knots[-1] - timedelta(days=1)
        thinned = _thinned(ticks, keep=round(self.at(first), 2))
        if self.shortened and all(t.x < RIGHT - 2 * _LABEL_GAP for t in thinned if t.label):
            thinned.append(Tick(x=RIGHT, label=write_short_day(last)))
        return tuple(thinned)


def _spread(knots: Sequence[date], left: float, right: float, *, shorten: bool) -> list[float]:
    """Positions of the knots from left to right: to scale, or with long gaps shortened."""
    gaps = [(b - a).days for a, b in pairwise(knots)]
    shorten = shorten or _uneven(knots)
    widths = [1 + 1.6 * math.log(g) if shorten else float(g) for g in gaps]
    total = sum(widths) or 1.0
    places = [left]
    for width in widths:
        places.append(places[-1] + width / total * (right - left))
    return places


def _uneven(knots: Sequence[date]) -> bool:
    """Whether the shortest gap would vanish beside the longest."""
    gaps = [(b - a).days for a, b in pairwise(knots)]
    return bool(gaps) and max(gaps) > 40 * min(gaps)


def _thinned(ticks: Sequence[Tick], keep: float) -> list[Tick]:
    """Labels far enough apart, the one at `keep` always among them; background lines without a label go."""
    kept = [t for t in ticks if t.x == keep][:1]
    found = []
    for tick in sorted(ticks, key=lambda t: t.x != keep):
        pairs = [sorted((tick, other), key=lambda t: t.x) for other in kept]
        room = all(right.x - left.x >= (_LABEL_GAP if len(left.label) > 7 else _SHORT_GAP) for left, right in pairs)
        fits = tick.x == keep or (room and tick.x <= (90 if len(tick.label) < 7 else 80))
        if fits and tick.x != keep:
            kept.append(tick)
        if fits or tick.x > keep:
            found.append(Tick(x=tick.x, label=tick.label if fits else ""))
    return sorted(found, key=lambda t: t.x)
