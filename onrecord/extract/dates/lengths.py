"""Readers of lengths, repeated times, hours of the day and vague words."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.absolute import number
from onrecord.extract.dates.grammar import Found, begins_line
from onrecord.extract.dates.relative import length
from onrecord.extract.dates.scene import Reading, Scene

# "has been fighting for nine days": the stretch ends on the day of writing.
_SO_FAR = re.compile(r"(?i)\b(?:has|have|'ve|’ve)\b[^.!?\n]{0,80}\bfor\s(?:the\s)?$|\bfor\s$(?=.{0,60}\b(?:has|have)\b)")


def _count(found: Found) -> float | int | str | None:
    raw = found.parts.get("count")
    if raw is None:
        return None
    value = float(raw)
    if "half" in found.parts:
        value += 0.5
    return int(value) if value == int(value) else value


def read_duration(found: Found, scene: Scene) -> Reading | None:
    unit = str(found.parts.get("unit") or found.parts.get("plural") or found.parts.get("spanunit"))
    count = _count(found)
    if "spanunit" in found.parts:
        count = 1
    if count is None:
        return Reading(type="DURATION", value=length("X", unit))
    if count == 0.5:
        halves = {"Y": (6, "M"), "H": (30, "m"), "DE": (5, "Y"), "CE": (50, "Y"), "D": (12, "H"), "m": (30, "S")}
        count, unit = halves.get(unit, (0.5, unit))
    days = None
    if scene.today and not scene.narrative and _SO_FAR.search(scene.text[max(0, found.start - 110) : found.start]):
        first = cal.add(scene.today, -round(float(count) / 24), "D") if unit == "H" else cal.add(scene.today, -int(count), unit)
        if first and unit in ("M", "Y"):
            first = first.replace(day=1)  # "for 18 months" knows no day
        days = (first, scene.today) if first else None
    return Reading(type="DURATION", value=length(count, unit), days=days)


def read_span(found: Found, scene: Scene) -> Reading | None:
    """ "the past three days": a length that ends, or begins, on the writer's day. "Recent days" stays open."""
    unit, count = str(found.parts.get("unit") or found.parts.get("plural")), _count(found)
    if count is None:
        return Reading(type="DURATION", value=length("X", unit))
    if unit in ("H", "m", "S"):
        hours = float(count) / {"H": 1, "m": 60, "S": 3600}[unit]
        steps, step = max(1, round(hours / 24)) if hours > 12 else 0, "D"
    else:
        steps, step = int(float(count)), unit
    base, way = scene.today, number(found, "pastspan") or -1
    days = None
    if base and not scene.narrative and (other := cal.add(base, way * steps, step)):
        days = (other, base) if way < 0 else (base, other)
    return Reading(type="DURATION", value=length(count, unit), days=days)


def read_set(found: Found, scene: Scene) -> Reading:
    parts = found.parts
    if "frequency" in parts:
        return Reading(type="SET", value=str(parts["frequency"]))
    if "weekday" in parts:
        return Reading(type="SET", value=f"XXXX-WXX-{parts['weekday']}")
    if "part" in parts:
        return Reading(type="SET", value=f"XXXX-XX-XXT{parts['part']}")
    if "baremonth" in parts:
        return Reading(type="SET", value=f"XXXX-{number(found, 'baremonth'):02}")
    if "bareseason" in parts:
        return Reading(type="SET", value=f"XXXX-{parts['bareseason']}")
    count = _count(found) or parts.get("every") or 1
    return Reading(type="SET", value=length(count, str(parts.get("unit", "D"))))


def clock_time(found: Found) -> str | None:
    """The hour as TIMEX3 writes it after the T: 21:40, 17:30Z, MO. None where the digits are no hour."""
    if "part" in found.parts:
        return str(found.parts["part"])
    glued = str(found.parts.get("glued") or "")  # "6pm"
    printed = str(
        glued or found.parts.get("clock") or found.parts.get("colonclock") or found.parts.get("military") or found.parts.get("hour") or ""
    )
    digits = re.findall(r"\d+", printed)
    if "military" in found.parts and len(printed) == 4:
        digits = [printed[:2], printed[2:]]
    if not digits:
        return None
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    zones = {found.parts.get("zone"), found.parts.get("zone2"), re.sub(r"[\d:.]", "", glued).lower()}
    if "pm" in zones and hour < 12:
        hour += 12
    if "am" in zones and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}" + ("Z" if "Z" in zones else "")


def read_clock(found: Found, scene: Scene) -> Reading | None:
    """An hour alone is of the day last named, or of the writer's; one that begins a line is an entry of a running report: the writer's."""
    live = begins_line(scene.text, found.start) and not scene.narrative
    time, base = clock_time(found), scene.today if live and scene.today else scene.base("D")
    if time is None:
        return None
    if base is None:
        return Reading(type="TIME", value=f"XXXX-XX-XXT{time}", unit="")
    return Reading(type="TIME", value=f"{base.isoformat()}T{time}", days=(base, base), unit="")


def with_clock(day: Reading, found: Found) -> Reading:
    """A day and an hour beside it, as one reading."""
    time = clock_time(found)
    return replace(day, type="TIME", value=f"{day.value.split('T')[0]}T{time}") if time else day


def read_vague(found: Found, scene: Scene) -> Reading:
    """ "now", "recently", "soon". Now is the day of publication."""
    ref = str(found.parts["ref"])
    now = scene.today if ref == "PRESENT_REF" and not scene.narrative else None
    return Reading(type="DATE", value=ref, days=(now, now) if now else None)
