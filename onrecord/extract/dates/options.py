"""The days that a claim's event may have had, with what speaks for and against each."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates import saying
from onrecord.extract.dates.facts import Facts, facts_of
from onrecord.extract.dates.mention import DateMention
from onrecord.extract.dates.option import Option, an_option, lead_word
from onrecord.extract.dates.page import Frame, Page, Stems, starting, stems
from onrecord.extract.dates.reckoned import reckoned
from onrecord.records import Span

_PRIOR = 4  # mentions before the sentence that may be inherited
_INSIDE, _BESIDE = 6, 4  # mentions in the quote, and on either side of it in its sentence
_FAR = 2  # mentions elsewhere in lines that share most words with the claim's
_LOOKED_AT = 100  # mentions on either side among which these are sought: more than a report has, fewer than a book
_SINCE = re.compile(r"(?i)\bsince\s[^.;!?\n]{1,90}$")
_JOINED = re.compile(r"(?i)\s?(?:-|–|—|to|until|till|and|through|,?\sand\sinto|into|and\s(?:on\s)?)\s?(?:the\s|early\s|late\s)?$")
# "From May 2015 until they were forced out in March": a stretch whose end is told in a clause of its own.
_UNTIL = re.compile(r"(?i),?\s(?:until|till|up to when|and lasted until|to when)\s[^.;:!?\n]*$")
_FROM = frozenset({"from", "since", "between"})
_FRONT = 80  # code points before a date that tell where in its sentence it stands
_OPENING = re.compile(
    r"[\W\d]*(?:(?:But|And|Then|Earlier|Later|Also|Only|Early|Late|Meanwhile),?\s)?(?:[Ii]n\s[A-Z][\w’'-]+,?\s)?(?:\w{2,8}\s){0,2}"
)
_ASIDE = re.compile(r"\b(?:who|whom|which|that|when|where|whose)\b[^,;.]*$")
_NEAR_KINDS = ("q", "s", "p")  # mentions in the quote, its sentence and before it
_NEAR = 40  # code points between two dates of one stretch
_NEAR_CLAUSE = 90  # the same where a clause with "until" stands between


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
    facts = facts_of(page, frame, low, inside=bool(inside), beside=bool(beside))
    made = [an_option(None, None, "none", [], facts), *_unnamed(page, facts)]
    made += _from_mentions(page, frame, inside, "q", facts)
    made += _from_mentions(page, frame, beside, "s", facts)
    made += _until(page, [*left, *inside, *right], quote, facts)
    words = stems(page.text, Span(low, high), quote)
    for back, mention in enumerate(reversed(before[-_PRIOR:])):
        where = [f"back{back}", *_way_back(page, mention, low, back), *_alike(page, mention, words)]
        made += _from_mentions(page, frame, [mention], "p", facts, where)
    made += _earlier_ranges(page, before[-_PRIOR:], low, facts)
    for mention in after[:1]:
        made += _from_mentions(page, frame, [mention], "n", facts, _alike(page, mention, words))
    made += reckoned(page, frame, low, high, facts)
    for mention in _far(page, [*before[:-_PRIOR], *after[1:]], words):
        side = "f" if mention.end <= low else "g"
        made += _from_mentions(page, frame, [mention], side, facts, _alike(page, mention, words))
    return made


def _unnamed(page: Page, facts: Facts) -> Iterator[Option]:
    """The day of publication, the one before it, and both."""
    if page.today is None:
        return
    day = page.today.isoformat()
    yield an_option((day, day), None, "pub", [], facts)
    if page.eve:
        yield an_option((page.eve, day), None, "night", [], facts)
        yield an_option((page.eve, page.eve), None, "eve", [], facts)


def _far(page: Page, mentions: Sequence[DateMention], words: Stems) -> list[DateMention]:
    """The mentions whose lines share most words with the claim's own sentence, the earlier first where two are level."""
    return heapq.nlargest(_FAR, mentions, key=lambda m: (sum(map(len, _shared(page, m, words))), -m.start))


def _earlier_ranges(page: Page, before: Sequence[DateMention], low: int, facts: Facts) -> Iterator[Option]:
    """Stretches told before the sentence, which may be inherited: "between Saturday night and Sunday noon"."""
    pairs = list(pairwise(before))
    for back, (mention, other) in enumerate(reversed(pairs)):
        if _joined(page.text, mention, other):
            days = (mention.earliest or "", max(mention.latest or "", other.latest or ""))
            where = [f"back{back}", *_way_back(page, other, low, back), f"joined,{lead_word(page.text, mention.start)}"]
            yield an_option(days, Span(mention.start, other.end), "p+range", where, facts)


def _until(page: Page, mentions: Sequence[DateMention], quote: Span, facts: Facts) -> Iterator[Option]:
    """Stretches whose end is told in a clause of the claim's sentence: "from May until they left in June"."""
    for mention, other in pairwise(mentions):
        between = page.text[mention.end : other.start]
        lead, days = lead_word(page.text, mention.start), (mention.earliest or "", other.latest or "")
        if len(between) < _NEAR_CLAUSE and lead in _FROM and days[0] < days[1] and _UNTIL.fullmatch(between):
            kind = "q+range" if quote.start <= mention.start < quote.end else "s+range"  # weighs as "from May to June" does
            yield an_option(days, Span(mention.start, other.end), kind, ["joined", f"joined,{lead}"], facts)


def _joined(text: str, mention: DateMention, other: DateMention) -> bool:
    between = text[mention.end : other.start]
    ordered = (mention.earliest or "", mention.latest or "") <= (other.earliest or "", other.latest or "")
    return ordered and len(between) < _NEAR and _JOINED.fullmatch(between) is not None


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


def _from_mentions(
    page: Page, frame: Frame, mentions: Sequence[DateMention], kind: str, facts: Facts, where: Sequence[str] = ()
) -> Iterator[Option]:
    for index, mention in enumerate(mentions):
        days = (mention.earliest or "", mention.latest or "")
        own = [*where, *_about(page, frame, mention, kind), f"nth{min(index, 2)}of{min(len(mentions), 3)}"]
        yield an_option(days, Span(mention.start, mention.end), kind, own, facts)
        whole = _days_of(mention.value)
        if whole and whole != days:
            yield an_option(whole, Span(mention.start, mention.end), f"{kind}+closed", own, facts)
        if page.today and days[0] < page.today.isoformat() and days[1] < page.today.isoformat():
            since = "since" if _SINCE.search(page.text[max(0, mention.start - 100) : mention.start]) else "bare"
            yield an_option((days[0], page.today.isoformat()), Span(mention.start, mention.end), f"{kind}+open", [since, *own], facts)
        if kind in _NEAR_KINDS and page.eve and days[0] < page.eve != days[1]:
            since = "since" if _SINCE.search(page.text[max(0, mention.start - 100) : mention.start]) else "bare"
            yield an_option((days[0], page.eve), Span(mention.start, mention.end), f"{kind}+eve", [since, *own], facts)
        if page.today and days[0] > page.today.isoformat():
            yield an_option((page.today.isoformat(), days[1]), Span(mention.start, mention.end), f"{kind}+until", own, facts)
        if index + 1 < len(mentions):
            other = mentions[index + 1]
            between = page.text[mention.end : other.start]
            if len(between) < _NEAR and (days[0], days[1]) <= (other.earliest or "", other.latest or ""):
                joined = "joined" if _JOINED.fullmatch(between) else "apart"
                lead = lead_word(page.text, mention.start)
                yield an_option(
                    (days[0], max(days[1], other.latest or "")),
                    Span(mention.start, other.end),
                    f"{kind}+range",
                    [joined, f"{joined},{lead}"],
                    facts,
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


def _about(page: Page, frame: Frame, mention: DateMention, kind: str) -> list[str]:
    text, lead = page.text, lead_word(page.text, mention.start)
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
    front = _stands_first(page, mention)
    facts.append(f"front={front}")
    if mention.value in ("PRESENT_REF", "PAST_REF"):
        facts.append(mention.value)
    if kind == "s":
        facts += [f"{side},near{min(near, 4)}", f"{side},said={said},near{min(near, 2)}"]
        gap = _gap(text, frame, mention, side)
        facts += [f"{side},{gap}", f"{side},{gap},front={front}", f"{side},{gap},said={said},front={front}"]
    return facts


def _stands_first(page: Page, mention: DateMention) -> str:
    """Whether a date opens its sentence ("On Sunday evening, ...") or stands in an aside of it ("which has held since July, ...")."""
    at = page.line_at(mention.start)
    before = page.text[page.lines[at].start : mention.start][-_FRONT:] if at >= 0 else ""
    if len(before) < _FRONT and _OPENING.fullmatch(before):
        return "first"
    return "aside" if _ASIDE.search(before) else "inside"


def _gap(text: str, frame: Frame, mention: DateMention, side: str) -> str:
    """What stands between a date and the quote: nothing, a few words, a clause."""
    low, high = (mention.end, frame.quote.start) if side == "before" else (frame.quote.end, mention.start)
    between = text[low:high]
    if len(between) > _FRONT:
        return "far"
    marks = "," if "," in between else ""
    return f"{'that' if between.rstrip().endswith('that') else min(len(between.split()), 4)}{marks}{'/' if chr(10) in between else ''}"


def _lag(page: Page, mention: DateMention) -> str:
    """How far the mention's last day lies before the day of publication."""
    if page.today is None or mention.latest is None:
        return "open"
    days = (page.today - date.fromisoformat(mention.latest)).days
    for most, name in ((-1, "ahead"), (0, "same"), (1, "1"), (7, "week"), (31, "month"), (366, "year")):
        if days <= most:
            return name
    return "old"
