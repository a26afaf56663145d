"""Figures as ranges by root, laid out for drawing. Never an average, never a sum; open ends are arrows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.publish.brief.index import Cited, Index
from onrecord.publish.brief.wording import write_days, write_measure, write_number, write_of
from onrecord.records import Event, EventFigure
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.measures import HUMAN_HARM, MATERIEL, Measure

_LEFT, _RIGHT = 2.0, 92.0
_MOST = 10**12  # nothing that is counted in a conflict is more; what is, stands at the edge
_PEOPLE = HUMAN_HARM | {Measure.ARRESTED, Measure.DISPLACED, Measure.EVACUATED, Measure.BESIEGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeLine:
    """One root's range. x and width in per cent of the drawing."""

    root: str
    cited: Cited
    x: float
    width: float
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeChart:
    """One count of one event."""

    kind: str  # people, materiel, other
    measure: str
    of: str
    event: str  # heading of the event
    anchor: str
    envelope: Cited
    envelope_x: float
    envelope_width: float
    open_below: bool
    open_above: bool
    lines: tuple[RangeLine, ...]
    ticks: tuple[tuple[float, str], ...]
    log: bool

    @property
    def several(self) -> bool:
        return len(self.lines) > 1


def find_charts(index: Index) -> list[RangeChart]:
    """One for each counted thing of each event; people before materiel, more roots first."""
    charts = []
    for event in index.events:
        for figure in event.figures:
            chart = _chart(event, figure, index)
            if chart:
                charts.append(chart)
    kinds = ["people", "materiel", "other"]
    return sorted(charts, key=lambda c: (kinds.index(c.kind), -len(c.lines), c.measure, c.anchor))


def _kind(measure: Measure) -> str:
    return "people" if measure in _PEOPLE else "materiel" if measure in MATERIEL else "other"


def _chart(event: Event, figure: EventFigure, index: Index) -> RangeChart | None:
    numbers = [n for line in figure.by_root for n in (line.low, line.high) if n is not None and math.isfinite(n)]
    everyone = index.figure(figure.what, figure.low, figure.high, [c for line in figure.by_root for c in line.claims])
    if not numbers or everyone is None:
        return None
    scale = Scale(numbers)
    lines = []
    for line in figure.by_root:
        cited = index.figure(figure.what, line.low, line.high, line.claims)
        if cited and (line.low is not None or line.high is not None):
            x, width = scale.stretch(line.low, line.high)
            lines.append(
                RangeLine(root=line.root, cited=cited, x=x, width=width, open_below=line.low is None, open_above=line.high is None)
            )
    x, width = scale.stretch(figure.low, figure.high)
    place = f", {event.place.name}" if event.place and event.place.name else ""
    days = write_days(event.earliest, event.latest)
    return RangeChart(
        kind=_kind(figure.what),
        measure=write_measure(figure.what, figure.low, figure.high),
        of=write_of(figure.what, figure.of),
        event=f"{TERMS[event.type].label}{place}" + (f", {days}" if days else ""),
        anchor=index.event_anchor(event),
        envelope=everyone,
        envelope_x=x,
        envelope_width=width,
        open_below=figure.low is None,
        open_above=figure.high is None,
        lines=tuple(lines),
        ticks=scale.ticks,
        log=scale.log,
    )


class Scale:
    """Numbers to per cent: from 0, or by powers of ten where the numbers lie too far apart to be told from each other."""

    def __init__(self, numbers: list[int | float]) -> None:
        positive = [min(n, _MOST) for n in numbers if n > 1e-6]
        self.most = max(positive, default=1)
        self.log = bool(positive) and self.most / min(positive) > 50
        step = 10 ** math.floor(math.log10(self.most))
        nice = next(m * step for m in (1, 2, 5, 10) if m * step >= self.most)
        if self.log:
            self.most = 10 ** math.ceil(math.log10(self.most))
            powers = range(math.ceil(math.log10(self.most)) + 1)
            stops = [0, *(10**p for p in powers)]
        else:
            self.most = nice
            stops = [0, nice / 2, nice] if nice > 1 else [0, 1]
        self.ticks = tuple((self.at(s), write_number(s)) for s in stops[-5:])

    def at(self, number: int | float) -> float:
        number = _MOST if math.isnan(number) else min(number, _MOST)  # what is no number stands at the edge
        share = math.log10(1 + max(number, 0)) / math.log10(1 + self.most) if self.log else number / self.most
        return round(_LEFT + (_RIGHT - _LEFT) * min(max(share, 0.0), 1.0), 2)

    def stretch(self, low: int | float | None, high: int | float | None) -> tuple[float, float]:
        """Where a range begins and how wide it is; an open end runs to the edge of the drawing."""
        left = _LEFT if low is None else self.at(low)
        right = _RIGHT + 3 if high is None else self.at(high)
        return left, round(max(right - left, 0.0), 2)
