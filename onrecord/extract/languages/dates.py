"""The dates layer for a language with lists of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from onrecord.extract.dates.mention import DateMention, TimexType, precision_of
from onrecord.extract.languages.further import FURTHER
from onrecord.extract.languages.grammar import Grammar, Hit, grammar
from onrecord.extract.languages.readings import READINGS as PLAIN_READINGS
from onrecord.extract.languages.readings import Now, Read
from onrecord.extract.languages.words import Plain

READINGS = {**PLAIN_READINGS, **FURTHER}
_NEAR = 60  # characters within which the day that an anaphor counts from follows it
_LEFT = 24  # characters before a time in which "since" is looked for


def find_dates(text: str, published: str | None, language: str) -> list[DateMention]:
    """Time expressions in order, none overlapping; see onrecord.extract.dates.find_dates. language: one of languages()."""
    if language == "ar":
        from onrecord.extract.arabic.dates import find_times

        return find_times(text, published)
    g = grammar(language)
    plain = g.letters.plain(text)
    today = _day(published)
    hits = g.find(plain)
    read: list[tuple[Hit, Read]] = []
    now = Now(today=today)
    for number, hit in enumerate(hits):
        sentence = _sentence(plain, hit)
        now.ahead = bool(g.future and g.future.search(sentence)) and not (g.past and g.past.search(sentence))
        now.coming = None
        if hit.rule.reads in ("anaphor", "ago") and (hit.rule.given.get("coming") or now.told is None):
            now.coming = _coming(plain, hits[number + 1 :], hit, now, g)
        reading = READINGS[hit.rule.reads](hit, now, g)
        if reading is None:
            continue
        if reading.type != "DURATION" and hit.rule.given.get("same") and now.coming:
            reading = replace(reading, value=now.coming.isoformat(), days=(now.coming, now.coming))
        joined = _joined(plain, read[-1], (hit, reading), g) if read else None
        if joined:
            read[-1] = joined
        else:
            read.append((hit, reading))
        if read[-1][1].days and read[-1][1].type in ("DATE", "TIME"):
            now.told = read[-1][1].day or read[-1][1].days[0]
    return [_mention(plain, hit, reading, today, g) for hit, reading in _settled(plain, read, today)]


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _sentence(plain: Plain, hit: Hit) -> str:
    text = plain.text
    start = max(text.rfind(mark, 0, hit.start) for mark in (". ", "\n", "! ", "? ", "؟ ")) + 1
    ends = [e for mark in (". ", "\n", "! ", "? ", "؟ ") if (e := text.find(mark, hit.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _coming(plain: Plain, hits: list[Hit], hit: Hit, now: Now, g: Grammar) -> date | None:
    """The day told next, soon after: "the day after the attack of 7 October"."""
    for after in hits:
        if after.start - hit.end > _NEAR or after.rule.reads in ("anaphor", "ago", "set", "duration"):
            continue
        found = READINGS[after.rule.reads](after, replace(now), g)
        if found and found.day:
            return found.day
    return None


def _joined(plain: Plain, left: tuple[Hit, Read], right: tuple[Hit, Read], g: Grammar) -> tuple[Hit, Read] | None:
    """A day and a time of it, in either order, as one expression."""
    (first, a), (second, b) = left, right
    between = plain.text[first.end : second.start]
    if len(between) > 30 or "\n" in between:
        return None
    whole = Hit(first.start, second.end, first.rule, {})
    follows = b.clock and a.day and not b.days and g.day_time and g.day_time.fullmatch(between)
    if follows and b.clock and (a.type == "DATE" or b.clock[1].isdigit()):
        return whole, _at(a, b.clock)
    if a.clock and not a.days and b.day and g.time_day and g.time_day.fullmatch(between) and (b.type == "DATE" or a.clock[1].isdigit()):
        return whole, _at(b, a.clock)
    if a.clock and b.clock and not a.days and not b.days and a.clock != b.clock and g.day_time and g.day_time.fullmatch(between):
        return whole, a if a.clock[1].isdigit() else b
    return None


def _at(read: Read, clock: str) -> Read:
    assert read.day is not None
    part = read.value[10:]
    if part in ("TEV", "TNI", "TAF") and clock[1].isdigit() and int(clock[1:3]) < 12 and not (part == "TNI" and int(clock[1:3]) < 6):
        clock = f"T{int(clock[1:3]) + 12:02}{clock[3:]}"
    value = "/".join(read.day.isoformat() + one for one in clock.split("/"))  # from one time of the clock to another
    return Read("TIME", value, (read.day, read.day), read.day)


def _settled(plain: Plain, read: list[tuple[Hit, Read]], today: date | None) -> list[tuple[Hit, Read]]:
    """Times of the clock without a day get that of the text; parts of a day without one are no dates."""
    found = []
    for number, (hit, given) in enumerate(read):
        reading = given
        if reading.clock and not reading.days:
            if not reading.clock[1].isdigit():
                settled = _settle(plain, hit, reading, read, today) if hit.rule.given.get("settles") else None
                if settled:
                    found.append((hit, settled))
                continue
            days = [r.day for _, r in (*read[number + 1 :], *reversed(read[:number])) if r.day]
            base = (days[0] if days else None) or today
            reading = _at(replace(reading, day=base), reading.clock) if base else replace(reading, value=f"XXXX-XX-XX{reading.clock}")
        found.append((hit, reading))
    return found


def _settle(plain: Plain, hit: Hit, reading: Read, read: list[tuple[Hit, Read]], today: date | None) -> Read | None:
    """A part of a day that stands alone: of the nearest day of its sentence, else of the report's, whose night is the one before. None
    where the sentence names only a longer stretch: of which day is not said."""
    sentence = _sentence(plain, hit)
    start = plain.text.index(sentence, max(0, hit.start - len(sentence)))
    near = [(abs(h.start - hit.start), h.start, r) for h, r in read if h is not hit and start <= h.start < start + len(sentence)]
    days = [(far, r.day) for far, _, r in near if r.day]
    if days:
        return _at(replace(reading, day=min(days)[1]), str(reading.clock))
    if today is None or any(r.days or (r.type == "DATE" and r.value[:1].isdigit()) for _, _, r in near):
        return None
    if reading.clock == "TNI":
        before = today - timedelta(days=1)
        return Read("TIME", f"{before.isoformat()}TNI", (before, today), before)
    return _at(replace(reading, day=today), str(reading.clock))


def _mention(plain: Plain, hit: Hit, read: Read, today: date | None, g: Grammar) -> DateMention:
    days, start = read.days, hit.start
    before = plain.text[max(0, start - _LEFT) : start]
    since = g.since.search(before) if g.since else None
    if since and days and today and days[0] <= today and hit.rule.reads != "range":
        days = days[0], today
    if since and g.since_inside and read.type in ("DATE", "TIME"):
        start = start - len(before) + since.start()
    begin, end = plain.span(start, hit.end)
    return DateMention(
        start=begin,
        end=end,
        type=cast(TimexType, read.type),
        value=read.value,
        earliest=days[0].isoformat() if days else None,
        latest=days[1].isoformat() if days else None,
        precision=precision_of(*days) if days else None,
    )
