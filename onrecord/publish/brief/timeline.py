"""Who says who holds each place: one band per root and the consolidated one on top, laid out for drawing.

Positions are per cent of the drawing's width, so that one drawing serves a phone and a printed page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.publish.brief.axis import LEFT, RIGHT, Axis, Tick
from onrecord.publish.brief.index import ClaimView, Index
from onrecord.publish.brief.wording import to_date, write_bounds, write_extent, write_time
from onrecord.records import Spell
from onrecord.vocab.findings import STATE_MEANS, ControlState

_FOREMOST = 8  # bands drawn open, the consolidated one among them
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
    last: float  # where its last certain day begins
    lane: int = 0  # spells of one root that run at the same time are drawn below each other


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

    @property
    def height(self) -> int:
        return 25 + 19 * (1 + max((b.lane for b in self.bars), default=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Bands one below the other; y in pixels."""

    bands: tuple[tuple[int, Band], ...]
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    place: str
    anchor: str
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    holders: tuple[tuple[str, int], ...]  # name, colour
    states: tuple[tuple[ControlState, str, str], ...]
    break_at: float | None
    shortened: bool

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """The bands with most to say, then the others."""
        parts = (self.bands[:_FOREMOST], self.bands[_FOREMOST:])
        return tuple(_drawing(part) for part in parts if part)

    @property
    def roots(self) -> int:
        return sum(b.root is not None for b in self.bands)

    @property
    def disputed(self) -> bool:
        return any(b.root is None and any(bar.state == ControlState.CONTESTED for bar in b.bars) for b in self.bands)


def find_timelines(index: Index) -> list[Timeline]:
    """One for each place with spells, disputed and most-told places first."""
    by_place: dict[str, list[Spell]] = {}
    for spell in index.picture.spells:
        if any(c in index.claims for c in spell.claims):
            by_place.setdefault(spell.place, []).append(spell)
    timelines = [_timeline(f"p{n}", place, spells, index) for n, (place, spells) in enumerate(sorted(by_place.items()), 1)]
    return sorted(timelines, key=lambda t: (-t.roots, not t.disputed, t.place))


def _known_days(spells: Sequence[Spell], index: Index) -> tuple[date | None, date | None]:
    """The days that the reports on a place are about: from a week before the first of them to the moment asked for, else the last."""
    reports = {index.claims[c].report for s in spells for c in s.claims if c in index.claims}
    published = [d for r in reports if (d := to_date(index.picture.reports[r].published)) and d.year > 1]
    first = min(published, default=None)
    last = to_date(index.picture.as_known_at) or max(published, default=None)
    return first - timedelta(days=7) if first else None, last


def _days(spell: Spell) -> Iterable[date]:
    for iso, extra in ((spell.start.earliest, 0), (spell.start.latest, 0), (spell.end.earliest, 1), (spell.end.latest, 1)):
        day = to_date(iso)
        if day and day < date.max:
            yield day + timedelta(days=extra)


def _timeline(anchor: str, place: str, spells: Sequence[Spell], index: Index) -> Timeline:
    first, last = _known_days(spells, index)
    days = {d for s in spells for d in _days(s)}
    if first and (later := [d for d in days if d >= first]):
        first = min(later) - timedelta(days=1)  # nothing is said of the days before
    if last and last < date.max:
        days.add(last + timedelta(days=1))
    if not days:
        days = {date.min, date.min + timedelta(days=1)}
    if len(days) == 1:
        days.add(min(days) + timedelta(days=1) if min(days) < date.max else min(days) - timedelta(days=1))
    axis = Axis(days, recent=first)
    names = list(dict.fromkeys(s.holder for s in _in_order(spells) if s.holder))
    colours = {name: min(n, _HOLDERS - 1) for n, name in enumerate(names)}
    grouped: dict[str | None, list[Spell]] = {}
    for spell in _in_order(spells):
        grouped.setdefault(spell.according_to, []).append(spell)
    order = sorted(grouped, key=lambda root: (root is not None, -len({c for s in grouped[root] for c in s.claims}), root or ""))
    used = {s.state for s in spells}
    return Timeline(
        place=place,
        anchor=anchor,
        bands=tuple(_band(root, grouped[root], axis, colours, index) for root in order),
        ticks=axis.ticks(),
        holders=tuple(colours.items()),
        states=tuple((s, STATE_LABELS[s], STATE_MEANS[s]) for s in ControlState if s in used),
        break_at=axis.break_at,
        shortened=axis.shortened,
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
        bars=tuple(_in_lanes([_between(bar, bars) for bar in bars])),
        spells=tuple(v for v in views if v.claims),
    )


def _in_lanes(bars: Sequence[Bar]) -> list[Bar]:
    """Spells that run at the same time below each other. The day on which one follows the other is drawn half and half."""
    lanes: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda b: (b.x, b.x + b.width)):
        for lane in lanes:
            before = lane[-1]
            end = round(before.x + before.width, 2)
            if bar.x >= end - 0.3:
                lane.append(bar)
                break
            goes_on = bar.x + bar.width > end or (bar.open_right and not before.open_right)
            if goes_on and bar.x >= before.last and (before.last > before.x or before.open_left):
                middle = round((bar.x + end) / 2, 2)
                lane[-1] = replace(before, width=round(middle - before.x, 2), right=before.right if before.right > end else middle)
                left = bar.left if bar.left < bar.x else middle
                lane.append(replace(bar, x=middle, left=left, width=round(bar.x + bar.width - middle, 2)))
                break
        else:
            lanes.append([bar])
    return [replace(bar, lane=n) for n, lane in enumerate(lanes) for bar in lane]


def _drawing(bands: Sequence[Band]) -> Drawing:
    placed = []
    y = 0
    for band in bands:
        placed.append((y, band))
        y += band.height
    return Drawing(bands=tuple(placed), height=y + 24)


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
    left = axis.at(min(starts)) if starts else LEFT
    right = axis.at(max(ends)) if ends else RIGHT
    solid_left = axis.at(max(starts)) if starts else LEFT
    solid_right = axis.at(min(ends)) if ends else RIGHT
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
        last=round(axis.at(min(ends) - one_day), 2) if ends else RIGHT,
    )
