"""A dossier's map and timeline as SVG, from records alone: nothing is loaded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from onrecord.publish.brief.wording import shown, to_date
from onrecord.publish.brief.world import Box, outlines
from onrecord.publish.dossier.content import EventPart, Held

WIDTH, HEIGHT = 680, 400
_RING_KM = {2: 5, 3: 20, 4: 60}  # as in the brief: how far from the centre of what was named it may have been
_KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """key: for each letter the place, and the numbers of its events."""

    svg: Markup
    key: tuple[tuple[str, str, str], ...]


def draw_map(events: Sequence[EventPart]) -> Map | None:
    """Places of the events on the outlines of countries: a dot with a letter for each; None where none has a position."""
    spots: dict[tuple[float, float, int], list[EventPart]] = {}
    for event in events:
        if event.place and event.place.lat is not None and event.place.lon is not None:
            spots.setdefault((event.place.lon, event.place.lat, event.place.precision or 1), []).append(event)
    if not spots:
        return None
    box = _box([(lon, lat) for lon, lat, _ in spots])
    west, south, east, north = box
    across, up = WIDTH / (east - west), HEIGHT / (north - south)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * across, 1), round((north - lat) * up, 1)

    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Map of the places named" xmlns="http://www.w3.org/2000/svg">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#dfe7ee"/>',
    ]
    drawn = outlines(box)
    parts += [f'<path d="{_path(ring, at)}Z" fill="#f7f5ef"/>' for ring in drawn["land"]]
    parts += [f'<path d="{_path(line, at)}" fill="none" stroke="#8a8a80" stroke-width="0.8"/>' for line in drawn["lines"]]
    for name, lon, lat in drawn["names"]:
        x, y = at(lon, lat)
        if 0 < x < WIDTH and 0 < y < HEIGHT:
            parts.append(f'<text x="{x}" y="{y}" font-size="11" fill="#77776e" text-anchor="middle">{escape(shown(name))}</text>')
    key: list[tuple[str, str, str]] = []
    for (lon, lat, precision), told in sorted(spots.items()):
        x, y = at(lon, lat)
        if radius := _RING_KM.get(precision):
            r = round(radius / _KM_A_DEGREE * up, 1)
            parts.append(f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="#7a2b1d" stroke-dasharray="3 3"/>')
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#7a2b1d"/>')
        parts.append(f'<text x="{x}" y="{y - 6}" font-size="11" text-anchor="middle" fill="#222">{_letter(len(key))}</text>')
        name = told[0].place.name if told[0].place else ""
        key.append((_letter(len(key)), name, _numbers([e.number for e in told])))
    return Map(svg=Markup("".join([*parts, "</svg>"])), key=tuple(key))


def _letter(number: int) -> str:
    """A, B ... Z, AA, AB ..."""
    first, last = divmod(number, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _box(points: Sequence[tuple[float, float]]) -> Box:
    """Around the points with room, of the drawing's proportions at their latitude, and never narrower than two degrees."""
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = max(0.2, math.cos(math.radians(middle[1])))
    wide = max((max(lons) - min(lons)) * 1.3, (max(lats) - min(lats)) * 1.3 * WIDTH / HEIGHT / squeeze, 2.0)
    high = wide * squeeze * HEIGHT / WIDTH
    return middle[0] - wide / 2, max(-90.0, middle[1] - high / 2), middle[0] + wide / 2, min(90.0, middle[1] + high / 2)


def _path(points: Sequence[Sequence[float]], at: object) -> str:
    assert callable(at)
    return "M" + "L".join(f"{x} {y}" for x, y in (at(p[0], p[1]) for p in points))


def _numbers(numbers: Sequence[int], most: int = 6) -> str:
    listed = ", ".join(str(n) for n in numbers[:most])
    return listed + (f" and {len(numbers) - most} more" if len(numbers) > most else "")


def draw_timeline(events: Sequence[EventPart], control: Sequence[Held], most: int = 40) -> Markup | None:
    """Events and consolidated spells of control on one axis of days, a row each; None where nothing is dated."""
    rows: list[tuple[str, date, date, str, bool, bool]] = []
    for event in events[:most]:
        first, last = to_date(event.earliest), to_date(event.latest)
        if first and last:
            rows.append((f"{event.number}. {event.heading}", first, last, "#7a2b1d", False, False))
    days = [d for row in rows for d in row[1:3]]
    for held in control:
        start = to_date(held.spell.start.earliest or held.spell.start.latest)
        end = to_date(held.spell.end.latest or held.spell.end.earliest)
        if held.root or not (start or end) or not days:
            continue
        from_, to = start or min(days), end or max(days)
        if from_ <= to:
            rows.append((f"{held.place}: {held.holder}", from_, to, "#4a6274", start is None, end is None))
    if not rows:
        return None
    first, last = min(r[1] for r in rows), max(r[2] for r in rows) + timedelta(days=1)
    span = max(1, (last - first).days)
    left, high = 210, 16
    scale = (WIDTH - left - 20) / span
    height = 34 + high * len(rows)
    parts = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Timeline" xmlns="http://www.w3.org/2000/svg">',
    ]
    for n in range(5):
        day = first + timedelta(days=round(span * n / 4))
        x = round(left + (day - first).days * scale, 1)
        parts.append(f'<path d="M{x} 18V{height}" stroke="#ddd" stroke-width="0.7"/>')
        anchor = "start" if n == 0 else "end" if n == 4 else "middle"
        parts.append(f'<text x="{x}" y="12" font-size="9" fill="#555" text-anchor="{anchor}">{day.isoformat()}</text>')
    for n, (label, start_, end_, colour, open_left, open_right) in enumerate(rows):
        y = 22 + high * n
        x, x2 = left + (start_ - first).days * scale, left + ((end_ - first).days + 1) * scale
        text = label if len(label) <= 38 else label[:37] + "…"
        parts.append(f'<text x="{left - 8}" y="{y + 10}" font-size="9.5" text-anchor="end" fill="#222">{escape(shown(text))}</text>')
        parts.append(f'<rect x="{x:.1f}" y="{y + 3}" width="{max(3.0, x2 - x):.1f}" height="8" fill="{colour}"/>')
        if open_left:
            parts.append(f'<path d="M{x:.1f} {y + 3}l-6 4l6 4z" fill="{colour}"/>')
        if open_right:
            parts.append(f'<path d="M{max(x + 3, x2):.1f} {y + 3}l6 4l-6 4z" fill="{colour}"/>')
    return Markup("".join([*parts, "</svg>"]))
