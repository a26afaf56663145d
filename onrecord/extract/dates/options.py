"""The days that a claim's event may have had, with what speaks for and against each."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates import saying
from onrecord.extract.dates.mention import DateMention
from onrecord.extract.dates.page import Frame, Page, Stems, starting, stems
from onrecord.records import Span

_PRIOR = 4  # mentions before the sentence that may be inherited
_INSIDE, _BESIDE = 6, 4  # mentions in the quote, and on either side of it in its sentence
_IN_LINE = 20  # mentions of one sentence that are looked at
_FAR = 2  # mentions elsewhere in lines that share most words with the claim's
_LOOKED_AT = 100  # mentions on either side among which these are sought: more than a report has, fewer than a book
_LEADS = frozenset("since by until till before after from to between during on in of at over and for as late early through into".split())
_LEAD = re.compile(r"([\w’']+)\s(?:the\s)?$")
_SINCE = re.compile(r"(?i)\bsince\s[^.;!?\n]{1,90}$")
_JOINED = re.compile(r"(?i)\s?(?:-|–|—|to|until|till|and|through|,?\sand\sinto|into|and\s(?:on\s)?)\s?(?:the\s|early\s|late\s)?$")
_TENSES = (
    ("future", re.compile(r"(?i)\b(?:will|would|shall|to be|plans?|going to)\b|[’']ll\b")),
    ("been", re.compile(r"(?i)\b(?:has|have|[’']ve)\s(?:\w+\s)?been\b")),
    ("perfect", re.compile(r"(?i)\b(?:has|have)\b|[’']ve\b")),
    ("pluperfect", re.compile(r"(?i)\bhad\b")),
    ("present", re.compile(r"(?i)\b(?:is|are|remains?|continues?|hold|holds|controls?)\b")),
    (
        "past",
        re.compile(r"(?i)\b(?:was|were|\w+ed|took|fell|hit|left|broke|shot|fought|struck|fled|died|came|went|began|held|lost|seized)\b"),
    ),
)
_POINTS_BACK = re.compile(
    r"(?i)[\"“‘'(]*(?:the|it|its|they|their|he|she|those|these|this|that|another|other|both|one|two|three|four|most|some|all|none|no|"
    r"at least)\b"
)
_TURN = re.compile(r"(?i)\s(after|before)\b")
_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A possible date. days None: undated. span: the words it comes from, None for the day of publication."""

    days: tuple[str, str] | None
    span: Span | None
    features: tuple[str, ...]


def options(page: Page, frame: Frame) -> list[Option]:
    """Undated, the day of publication, and every mention in reach: in the quote, its sentence, a few before it, and like lines."""
    quote = frame.quote
    own = page.own_lines(quote)
    low = min([quote.start, *(page.lines[i].start for i in own)])
    high = max([quote.end, *(page.lines[i].end for i in own)])
    inside = [m for m in starting(page.dated, quote.start, quote.end) if m.end <= quote.end][:_INSIDE]
    left = [m for m in starting(page.dated, low, quote.start) if m.end <= quote.start][-_BESIDE:]
    right = [m for m in starting(page.dated, quote.end, high) if m.end <= high][:_BESIDE]
    beside = [*left, *right]
    before, after = page.dated_around(low, high, _LOOKED_AT)
    common = [*_common(page, frame, len(inside), len(beside)), *_whereabouts(page, own)]
    made = [_option(None, None, "none", [], common)]
    if page.today:
        day = page.today.isoformat()
        made.append(_option((day, day), None, "pub", [], common))
    made += _from_mentions(page, frame, inside, "q", common)
    made += _from_mentions(page, frame, beside, "s", common)
    words = stems(page.text, Span(low, high), quote)
    for back, mention in enumerate(reversed(before[-_PRIOR:])):
        where = [f"back{back}", *_way_back(page, mention, low, back), *_alike(page, mention, words)]
        made += _from_mentions(page, frame, [mention], "p", common, where)
    for mention in after[:1]:
        made += _from_mentions(page, frame, [mention], "n", common, _alike(page, mention, words))
    made += _told_by_length(page, frame, low, high, common)
    for mention in _far(page, [*before[:-_PRIOR], *after[1:]], words):
        side = "f" if mention.end <= low else "g"
        made += _from_mentions(page, frame, [mention], side, common, _alike(page, mention, words))
    return made


def _far(page: Page, mentions: Sequence[DateMention], words: Stems) -> list[DateMention]:
    """The mentions whose lines share most words with the claim's own sentence, the earlier first where two are level."""
    return heapq.nlargest(_FAR, mentions, key=lambda m: (sum(map(len, _shared(page, m, words))), -m.start))


def _told_by_length(page: Page, frame: Frame, low: int, high: int, common: list[str]) -> Iterator[Option]:
    """ "nine months after it was driven out": the event of the second clause lies so long before the first's, or before publication."""
    near = starting(page.mentions, low, high)[:_IN_LINE]
    bases = [(m.start, date.fromisoformat(m.earliest)) for m in near if m.earliest and m.precision == 1][:2]
    for mention in near:
        if mention.type != "DURATION":
            continue
        turn = _TURN.match(page.text, mention.end)
        length = _LENGTH.fullmatch(mention.value)
        if not turn or not length:
            continue
        count, unit = int(length[1]), length[2]
        side = "told" if frame.quote.start >= turn.end() else ("in" if frame.quote.start <= mention.start < frame.quote.end else "out")
        back = -1 if turn[1].lower() == "after" else 1
        for at, base in [*bases, *([(-1, page.today)] if page.today else [])]:
            days = _so_far_from(base, back * count, unit)
            if days:
                own = [side, f"{side},{turn[1].lower()}", "named" if at >= 0 else "published"]
                yield _option(days, Span(mention.start, mention.end), "r", own, common)


def _so_far_from(base: date, count: int, unit: str) -> tuple[str, str] | None:
    middle = cal.add(base, count, unit)
    if middle is None:
        return None
    slack = 1 if unit == "Y" or (unit == "M" and abs(count) >= 6) else 0
    low, high = cal.add_months(middle, -slack), cal.add_months(middle, slack)
    return (low.isoformat(), high.isoformat()) if low and high else None


def _way_back(page: Page, mention: DateMention, low: int, back: int) -> list[str]:
    distance = _bucket(page.lines_between(mention.end, low))
    breaks = min(2, page.blocks_between(mention.end, low))
    return [f"dist{distance}", f"breaks{breaks}", f"b{back}d{distance}p{breaks}"]


def _shared(page: Page, mention: DateMention, words: Stems) -> Stems:
    names, others = page.words_beside[mention.start]
    return names & words[0], others & words[1]


def _alike(page: Page, mention: DateMention, words: Stems) -> list[str]:
    """How many names and other words a mention's line shares with the claim's own sentence."""
    names, others = _shared(page, mention, words)
    return [f"names{min(len(names), 3)}", f"words{min(len(others), 4)}", f"names{min(len(names), 2)},words{min(len(others), 2)}"]


def _bucket(distance: int) -> str:
    return str(distance) if distance <= 3 else ("4-6" if distance <= 6 else "7+")


def _common(page: Page, frame: Frame, inside: int, beside: int) -> list[str]:
    words = page.text[frame.quote.start : frame.quote.end]
    tense = next((name for name, cue in _TENSES if cue.search(words)), "bare")
    own = "q" if inside else ("s" if beside else "0")
    facts = [
        f"type={frame.event_type}",
        f"mod={frame.modality}",
        f"change={frame.control_change}",
        f"tense={tense}",
        f"own={own}",
        f"type={frame.event_type},own={own}",
        f"tense={tense},own={own}",
        f"mod={frame.modality},own={own}",
        f"change={frame.control_change},own={own}",
        f"change={frame.control_change},tense={tense}",
    ]
    if _POINTS_BACK.match(words):
        facts.append("pointsback")
    if page.today is None:
        facts.append("no-today")
    return facts


def _whereabouts(page: Page, own: list[int]) -> list[str]:
    """Where in the report the claim stands, and how many days the report names: one day's news keeps to its day."""
    line = own[0] if own else 0
    days = page.days
    place = f"line{line if line < 2 else ('2-5' if line < 6 else '6+')}"
    count = f"days{min(len(days), 2) if len(days) < 4 else ('4+' if len(days) < 8 else '8+')}"
    named = "today-named" if page.today and page.today.isoformat() in days else "today-not-named"
    return [place, count, named, f"{count},{named}"]


def _option(days: tuple[str, str] | None, span: Span | None, kind: str, own: list[str], common: list[str]) -> Option:
    return Option(days=days, span=span, features=(kind, *(f"{kind}:{f}" for f in own), *(f"{kind}|{f}" for f in common)))


def _from_mentions(
    page: Page, frame: Frame, mentions: Sequence[DateMention], kind: str, common: list[str], where: Sequence[str] = ()
) -> Iterator[Option]:
    for index, mention in enumerate(mentions):
        days = (mention.earliest or "", mention.latest or "")
        own = [*where, *_about(page, frame, mention, kind), f"nth{min(index, 2)}of{min(len(mentions), 3)}"]
        yield _option(days, Span(mention.start, mention.end), kind, own, common)
        whole = _days_of(mention.value)
        if whole and whole != days:
            yield _option(whole, Span(mention.start, mention.end), f"{kind}+closed", own, common)
        if page.today and days[0] < page.today.isoformat() and days[1] < page.today.isoformat():
            since = "since" if _SINCE.search(page.text[max(0, mention.start - 100) : mention.start]) else "bare"
            yield _option((days[0], page.today.isoformat()), Span(mention.start, mention.end), f"{kind}+open", [since, *own], common)
        if index + 1 < len(mentions):
            other = mentions[index + 1]
            between = page.text[mention.end : other.start]
            if len(between) < 40 and (days[0], days[1]) <= (other.earliest or "", other.latest or ""):
                joined = "joined" if _JOINED.fullmatch(between) else "apart"
                lead = _lead(page.text, mention.start)
                yield _option(
                    (days[0], max(days[1], other.latest or "")),
                    Span(mention.start, other.end),
                    f"{kind}+range",
                    [joined, f"{joined},{lead}"],
                    common,
                )


def _days_of(value: str) -> tuple[str, str] | None:
    """The days of a plain value (2016-12-11, 2016-12, 2016): "since May, when the city fell" dates the fall to May."""
    parts = value.split("T", maxsplit=1)[0].split("-")
    if not all(p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    year, rest = int(parts[0]), [int(p) for p in parts[1:]]
    if len(rest) == 2:
        return ("-".join(parts), "-".join(parts)) if cal.day(year, *rest) else None
    days = cal.month_days(year, rest[0]) if rest else cal.year_days(year)
    return (days[0].isoformat(), days[1].isoformat()) if days else None


def _lead(text: str, start: int) -> str:
    lead = _LEAD.search(text[max(0, start - 20) : start])
    word = lead.group(1).lower() if lead else ""
    return word if word in _LEADS else "-"


def _about(page: Page, frame: Frame, mention: DateMention, kind: str) -> list[str]:
    text, lead = page.text, _lead(page.text, mention.start)
    side = "before" if mention.end <= frame.quote.start else ("after" if mention.start >= frame.quote.end else "in")
    near = min(abs(frame.quote.start - mention.end), abs(mention.start - frame.quote.end)) // 25 if side != "in" else 0
    said = "-"
    if saying.BEFORE.search(text, max(0, mention.start - 60), mention.start):
        said = "said"
    elif saying.AFTER.match(text, mention.end):
        said = "saying"
    facts = [
        f"lead={lead}",
        f"said={said}",
        f"{side},said={said}",
        f"precision={mention.precision}",
        f"class={mention.type}",
        f"lag={_lag(page, mention)}",
    ]
    if mention.value in ("PRESENT_REF", "PAST_REF"):
        facts.append(mention.value)
    if kind == "s":
        facts += [f"{side},near{min(near, 4)}", f"{side},said={said},near{min(near, 2)}"]
    return facts


def _lag(page: Page, mention: DateMention) -> str:
    """How far the mention's last day lies before the day of publication."""
    if page.today is None or mention.latest is None:
        return "open"
    days = (page.today - date.fromisoformat(mention.latest)).days
    for most, name in ((-1, "ahead"), (0, "same"), (1, "1"), (7, "week"), (31, "month"), (366, "year")):
        if days <= most:
            return name
    return "old"
