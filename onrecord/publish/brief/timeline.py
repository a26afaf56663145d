"""Who says who holds each place: one band per root and the consolidated one on top, laid out for drawing.

Positions are per cent of the drawing's width, so that one drawing serves a phone and a printed page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.publish.brief.index import ClaimView, Index
from onrecord.publish.brief.wording import to_date, write_bounds, write_extent, write_short_day, write_time
from onrecord.records import Picture, Spell
from onrecord.vocab.findings import STATE_MEANS, ControlState

_LEFT, _RIGHT = 3.0, 97.0  # margins that hold the arrows of open ends
_LABEL_GAP = 21.0  # per cent between date labels: 70 px on a phone of 360 px
_HOLDERS = 7  # distinct holder colours; more holders share the last, and are told apart by name

STATE_LABELS: dict[ControlState, str] = {
    ControlState.HELD: "held",
    ControlState.CONTESTED: "contested",
    ControlState.BESIEGED: "besieged",
    ControlState.JOINT: "held jointly",
    ControlState.CLAIMED_ONLY: "claimed only",
    ControlState.LOST_BY_ADMISSION: "lost by admission",
    ControlState.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One spell. x to x+width is certain; it may have begun from left on, and ended up to right."""

    x: float
    width: float
    left: float
    right: float
    open_left: bool
    open_right: bool
    label: str  # short enough for the bar, or ""
    title: str
    colour: int
    state: ControlState
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellView:
    """One spell in words."""

    holder: str
    state: str
    since: str  # "" if not stated
    until: str
    time: str  # both in one phrase
    rule: str
    because: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One root's spells; root None is the consolidated view."""

    root: str | None
    bars: tuple[Bar, ...]
    spells: tuple[SpellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    label: str  # "" for a line without a label


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    place: str
    anchor: str
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    holders: tuple[tuple[str, int], ...]  # name, colour
    states: tuple[tuple[ControlState, str, str], ...]
    to_scale: bool

    @property
    def roots(self) -> int:
        return sum(b.root is not None for b in self.bands)

    @property
    def disputed(self) -> bool:
        return any(b.root is None and any(bar.state == ControlState.CONTESTED for bar in b.bars) for b in self.bands)


class Axis:
    """Days to per cent. Long stretches in which nothing changes are shortened, so that days beside years stay readable."""

    def __init__(self, days: Iterable[date]) -> None:
        self.knots = sorted(set(days))
        gaps = [(b - a).days for a, b in zip(self.knots, self.knots[1:], strict=False)]
        self.to_scale = not gaps or max(gaps) <= 12 * min(gaps)
        widths = [float(g) if self.to_scale else 1 + 1.6 * math.log(g) for g in gaps]
        total = sum(widths) or 1.0
        self._at = [_LEFT]
        for width in widths:
            self._at.append(self._at[-1] + width / total * (_RIGHT - _LEFT))

    def at(self, day: date) -> float:
        """The position of a day that is one of the knots, or between two of them."""
        for n, (a, b) in enumerate(zip(self.knots, self.knots[1:], strict=False)):
            if a <= day <= b:
                return self._at[n] + (day - a).days / (b - a).days * (self._at[n + 1] - self._at[n])
        return self._at[0] if day <= self.knots[0] else self._at[-1]

    def ticks(self) -> tuple[Tick, ...]:
        ticks: list[Tick] = []
        labelled = -100.0
        for day, x in zip(self.knots[:-1], self._at, strict=False):
            fits = x - labelled >= _LABEL_GAP and x <= 100 - _LABEL_GAP + 3
            labelled = x if fits else labelled
            ticks.append(Tick(x=x, label=write_short_day(day) if fits else ""))
        return tuple(ticks)


def find_timelines(index: Index) -> list[Timeline]:
    """One for each place with spells, disputed and most-told places first."""
    by_place: dict[str, list[Spell]] = {}
    for spell in index.picture.spells:
        if any(c in index.claims for c in spell.claims):
            by_place.setdefault(spell.place, []).append(spell)
    last = _last_day(index.picture)
    timelines = [_timeline(f"p{n}", place, spells, last, index) for n, (place, spells) in enumerate(sorted(by_place.items()), 1)]
    return sorted(timelines, key=lambda t: (-t.roots, not t.disputed, t.place))


def _last_day(picture: Picture) -> date | None:
    """The day up to which the picture knows: the moment asked for, else the last publication."""
    days = [to_date(picture.as_known_at)] if picture.as_known_at else [to_date(r.published) for r in picture.reports.values()]
    return max((d for d in days if d), default=None)


def _days(spell: Spell) -> Iterable[date]:
    for iso, extra in ((spell.start.earliest, 0), (spell.start.latest, 0), (spell.end.earliest, 1), (spell.end.latest, 1)):
        day = to_date(iso)
        if day and day < date.max:
            yield day + timedelta(days=extra)


def _timeline(anchor: str, place: str, spells: Sequence[Spell], last: date | None, index: Index) -> Timeline:
    days = {d for s in spells for d in _days(s)}
    if last and last < date.max:
        days.add(last + timedelta(days=1))
    if not days:
        days = {date.min, date.min + timedelta(days=1)}
    if len(days) == 1:
        days.add(min(days) + timedelta(days=1) if min(days) < date.max else min(days) - timedelta(days=1))
    axis = Axis(days)
    names = list(dict.fromkeys(s.holder for s in _in_order(spells) if s.holder))
    colours = {name: min(n, _HOLDERS - 1) for n, name in enumerate(names)}
    grouped: dict[str | None, list[Spell]] = {}
    for spell in _in_order(spells):
        grouped.setdefault(spell.according_to, []).append(spell)
    order = sorted(grouped, key=lambda root: (root is not None, -len(grouped[root]), root or ""))
    used = {s.state for s in spells}
    return Timeline(
        place=place,
        anchor=anchor,
        bands=tuple(_band(root, grouped[root], axis, colours, index) for root in order),
        ticks=axis.ticks(),
        holders=tuple(colours.items()),
        states=tuple((s, STATE_LABELS[s], STATE_MEANS[s]) for s in ControlState if s in used),
        to_scale=axis.to_scale,
    )


def _in_order(spells: Sequence[Spell]) -> list[Spell]:
    return sorted(
        spells, key=lambda s: (s.start.earliest or s.start.latest or "", s.end.latest or s.end.earliest or "9999", s.holder or "")
    )


def _band(root: str | None, spells: Sequence[Spell], axis: Axis, colours: dict[str, int], index: Index) -> Band:
    views = [_spell_view(s, index) for s in spells]
    bars = [_bar(s, v, axis, colours) for s, v in zip(spells, views, strict=True) if v.claims]
    return Band(
        root=root,
        bars=tuple(_between(bar, bars) for bar in bars),
        spells=tuple(v for v in views if v.claims),
    )


def _between(bar: Bar, bars: Sequence[Bar]) -> Bar:
    """Without its arrow where another spell of the band adjoins: there the next bar already says how it went on."""
    others = [b for b in bars if b is not bar]
    return replace(
        bar,
        open_left=bar.open_left and not any(b.left < bar.left <= b.right + 1 for b in others),
        open_right=bar.open_right and not any(b.left - 1 <= bar.right < b.right for b in others),
    )


def _spell_view(spell: Spell, index: Index) -> SpellView:
    extent = "" if spell.extent == "all" else write_extent(spell.extent) + "it"
    holder = spell.holder or "no holder named"
    since, until = write_bounds(spell.start.earliest, spell.start.latest), write_bounds(spell.end.earliest, spell.end.latest)
    return SpellView(
        holder=f"{holder} ({extent})" if extent else holder,
        state=STATE_LABELS[spell.state],
        since=since,
        until=until,
        time=write_time(since, until),
        rule=spell.rule or "",
        because=spell.because or "",
        claims=tuple(index.views(spell.claims)),
    )


def _bar(spell: Spell, view: SpellView, axis: Axis, colours: dict[str, int]) -> Bar:
    one_day = timedelta(days=1)
    starts = [d for d in (to_date(spell.start.earliest), to_date(spell.start.latest)) if d]
    ends = [d + one_day for d in (to_date(spell.end.earliest), to_date(spell.end.latest)) if d and d < date.max]
    left = axis.at(min(starts)) if starts else _LEFT
    right = axis.at(max(ends)) if ends else _RIGHT
    solid_left = axis.at(max(starts)) if starts else _LEFT
    solid_right = axis.at(min(ends)) if ends else _RIGHT
    if solid_right <= solid_left:  # begun and ended within the same uncertain days: only the possible stretch can be drawn
        solid_left = solid_right = (left + right) / 2
    width = solid_right - solid_left
    label = spell.holder or "?"
    return Bar(
        x=round(solid_left, 2),
        width=round(width, 2),
        left=round(left, 2),
        right=round(max(right, left + 0.8), 2),
        open_left=not spell.start.earliest,
        open_right=not spell.end.latest,
        label=label if len(label) * 2.0 + 2 < width else "",  # 2 per cent a letter: 6.5 px on a phone
        title=f"{view.holder}: {view.state}, {view.time}",
        colour=colours.get(spell.holder or "", _HOLDERS),
        state=spell.state,
        href=view.claims[0].href if view.claims else "",
    )
