"""Dates that no words of a report name, reckoned from a length: "nine months after it was driven out", "in two days of fighting"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.facts import Facts
from onrecord.extract.dates.mention import DateMention
from onrecord.extract.dates.option import Option, an_option, lead_word
from onrecord.extract.dates.page import Frame, Page, starting
from onrecord.records import Span

_IN_LINE = 20  # mentions of one sentence that are looked at
_TURNS = frozenset("after before since of ago on long earlier later".split())
_NEXT_WORD = re.compile(r"\s([A-Za-z]+)\b")
_LENGTH = re.compile(r"P(T?)(\d{1,4})([DWMYH])")
_LONGEST = {"D": 60, "W": 8}  # lengths of which the last day counts: "the six-day battle" ended on its sixth
_HOURS = 24
_A_CLAUSE = 20  # code points: what stands before a length is then a clause of its own

Length = tuple[int, str]  # 3, "M"


def reckoned(page: Page, frame: Frame, low: int, high: int, facts: Facts) -> Iterator[Option]:
    """low, high: the claim's sentence."""
    lengths = [(m, length) for m in starting(page.mentions, low, high)[:_IN_LINE] if (length := _length_of(m))]
    if not lengths:
        return
    bases = _bases(page, low, high)
    for mention, length in lengths:
        yield from _told_by_length(page, frame, mention, length, bases, facts)
        yield from _so_far(page, frame, mention, length, facts)
        yield from _lasting(page, frame, mention, length, bases, facts)


def _length_of(mention: DateMention) -> Length | None:
    """Hours as days, from a day on: "within 72 hours"."""
    found = _LENGTH.fullmatch(mention.value) if mention.type == "DURATION" else None
    if not found:
        return None
    count, unit = int(found[2]), found[3]
    if found[1]:
        return (round(count / _HOURS), "D") if unit == "H" and count >= _HOURS else None
    return (count, unit) if unit != "H" else None


def _bases(page: Page, low: int, high: int) -> list[tuple[str, date]]:
    """The days from which a length may be reckoned: two of the sentence, the last before it, that of publication and its eve."""
    inside = [("named", m) for m in starting(page.mentions, low, high)[:_IN_LINE] if m.earliest and m.precision == 1][:2]
    before, _ = page.dated_around(low, high, 1)
    found = [(name, date.fromisoformat(m.earliest or "")) for name, m in (*inside, *(("before", m) for m in before if m.precision == 1))]
    if page.today:
        found.append(("published", page.today))
        if eve := cal.add_days(page.today, -1):
            found.append(("eve", eve))
    return found


def _turn(page: Page, mention: DateMention) -> str:
    """The word that says where the length lies: the last of its own ("two days after") or the one that follows it."""
    own = page.text[mention.start : mention.end].lower().split()[-1]
    if own in _TURNS:
        return own
    following = _NEXT_WORD.match(page.text, mention.end)
    word = following[1].lower() if following else ""
    return word if word in _TURNS else "-"


def _side(frame: Frame, mention: DateMention) -> str:
    """Whether the claim is what follows the length ("told"), tells something first and then the length ("main"), holds it, or neither."""
    if frame.quote.start >= mention.end:
        return "told"
    if frame.quote.start + _A_CLAUSE <= mention.start and mention.end < frame.quote.end:
        return "main"  # "they regained the city, nine months after it was driven out" dates the driving out
    return "in" if frame.quote.start <= mention.start < frame.quote.end else "out"


def _told_by_length(
    page: Page, frame: Frame, mention: DateMention, length: Length, bases: list[tuple[str, date]], facts: Facts
) -> Iterator[Option]:
    """ "nine months after it was driven out": the event of the second clause lies so long before the first's, or before publication."""
    turn, (count, unit) = _turn(page, mention), length
    if turn not in ("after", "before"):
        return
    side = _side(frame, mention)
    for name, base in bases:
        days = _so_far_from(base, -count if turn == "after" else count, unit)
        if days:
            own = [side, f"{side},{turn}", name, f"{side},{name}"]
            yield an_option(days, Span(mention.start, mention.end), "r", own, facts)


def _so_far(page: Page, frame: Frame, mention: DateMention, length: Length, facts: Facts) -> Iterator[Option]:
    """ "three months of fighting", "for seven weeks", "it is eleven days since": a length up to the day of publication; its first day."""
    if page.today is None:
        return
    count, unit = length
    first = cal.add(page.today, -count, unit)
    if first is None:
        return
    turn, own = _turn(page, mention), _manner(page, frame, mention, length)
    span = Span(mention.start, mention.end)
    yield an_option((first.isoformat(), page.today.isoformat()), span, "l", own, facts)
    if turn in ("since", "after", "ago", "earlier"):
        yield an_option((first.isoformat(), first.isoformat()), span, "l+first", own, facts)
    last = cal.add(page.today, count, unit)
    if last:
        yield an_option((page.today.isoformat(), last.isoformat()), span, "l+ahead", own, facts)


def _lasting(
    page: Page, frame: Frame, mention: DateMention, length: Length, bases: list[tuple[str, date]], facts: Facts
) -> Iterator[Option]:
    """ "in two days of fighting", "a six-day battle": so many days of which the last is one that the report names; or the first."""
    count, unit = length
    if count > _LONGEST.get(unit, 0) or count < 1:
        return
    days, span = count * (7 if unit == "W" else 1), Span(mention.start, mention.end)
    manner = _manner(page, frame, mention, length)
    for name, base in bases:
        for kind, shift in (("l+last", 1 - days), ("l+from", days - 1)):
            other = cal.add_days(base, shift)
            if other is None or (kind == "l+from" and name in ("published", "eve")):
                continue
            low, high = min(base, other), max(base, other)
            own = [name, *(f"{name},{m}" for m in manner)]
            yield an_option((low.isoformat(), high.isoformat()), span, kind, own, facts)


def _manner(page: Page, frame: Frame, mention: DateMention, length: Length) -> list[str]:
    side, turn = "in" if _side(frame, mention) in ("in", "main") else "out", _turn(page, mention)
    return [side, f"{side},lead={lead_word(page.text, mention.start)}", f"{side},then={turn}", f"unit={length[1]}", f"then={turn}"]


def _so_far_from(base: date, count: int, unit: str) -> tuple[str, str] | None:
    middle = cal.add(base, count, unit)
    if middle is None:
        return None
    slack = 1 if unit == "Y" or (unit == "M" and abs(count) >= 6) else 0
    low, high = cal.add_months(middle, -slack), cal.add_months(middle, slack)
    return (low.isoformat(), high.isoformat()) if low and high else None
