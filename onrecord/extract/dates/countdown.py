"""Days counted from D-Day: "D+2". They mean days only where the text once says which day one of them is: "D+1 (25 February)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.grammar import Found
from onrecord.extract.dates.scene import Reading, Scene

_IS = re.compile(r"\s?[(:=,–—-]?\s?(?:(?:is|was|on)\s)?")
_OPEN = "XXXX-XX-XX"


def steps_of(found: Found) -> int:
    """How many days after D-Day: 2 for D+2, -1 for D-1."""
    words = str(found.parts["countdown"])
    digits = re.search(r"\d+", words)
    return int(digits.group()) * (1 if "+" in words else -1) if digits else 0


def read_countdown(found: Found, scene: Scene) -> Reading:
    return Reading(type="DATE", value=_OPEN)


def resolve(text: str, read: Sequence[tuple[Found, Reading]]) -> list[tuple[Found, Reading]]:
    """The expressions with D+N resolved, where a date stands beside one of them. D-Day alone, of a day nobody names, is left out."""
    zero = _zero(text, read)
    done: list[tuple[Found, Reading]] = []
    for found, reading in read:
        if found.kind != "countdown":
            done.append((found, reading))
        elif zero and (of := cal.add_days(zero, steps_of(found))):
            done.append((found, Reading(type="DATE", value=of.isoformat(), days=(of, of), unit="D")))
        elif steps_of(found):
            done.append((found, reading))
    return done


def _zero(text: str, read: Sequence[tuple[Found, Reading]]) -> date | None:
    for (first, a), (second, b) in pairwise(read):
        if second.start - first.end > 8 or not _IS.fullmatch(text, first.end, second.start):
            continue
        if first.kind == "countdown" and b.unit == "D" and b.days:
            return cal.add_days(b.days[0], -steps_of(first))
        if second.kind == "countdown" and a.unit == "D" and a.days and text[first.end : second.start].strip() == "(":
            return cal.add_days(a.days[0], -steps_of(second))
    return None
